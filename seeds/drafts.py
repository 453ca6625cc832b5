"""Claims without a source: shipped beside the record for curators, never published."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from api.models import Draft, table_of
from seeds import sheets

FOLDER = "drafts"
FIELDS = ("key", "noun", "title", "state", "jurisdiction", "claim", "missing")


def read(root: Path) -> list[dict[str, Any]]:
    """Every draft of the folder, with the name of its file as its topic."""
    files = sorted((root / FOLDER).glob("*.yaml"))
    return [{name: item.get(name) for name in FIELDS} | {"topic": path.stem} for path in files for item in sheets.read(path)]


def load(session: Session, root: Path) -> None:
    """Make the drafts of the database those of the folder."""
    session.execute(delete(Draft))
    found = read(root)
    if found:
        session.execute(insert(table_of(Draft)), found)


def export(session: Session, root: Path) -> None:
    """Write the drafts as files, in place of those that are there."""
    for path in (root / FOLDER).glob("*.yaml"):
        path.unlink()
    rows = session.scalars(select(Draft).order_by(Draft.topic, Draft.key)).all()
    for topic, found in groupby(rows, key=lambda draft: draft.topic):
        entries = [{name: value for name in FIELDS if (value := getattr(draft, name)) is not None} for draft in found]
        path = root / FOLDER / f"{topic}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sheets.render(entries), encoding="utf-8", newline="\n")
