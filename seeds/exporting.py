"""Write the record of a database back into files, as known at one revision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from api.ledger.asof import resolve
from api.ledger.entries import entries_at
from api.ledger.nouns import NOUNS
from seeds import drafts
from seeds.files import write_record


def export(session: Session, root: Path, *, revision: int | None = None) -> int:
    """Write every entry held true at a revision; answers the revision written."""
    as_of = resolve(session, revision=revision)
    entries: dict[str, dict[str, Any]] = {name: dict(entries_at(session, noun, as_of.revision)) for name, noun in NOUNS.items()}
    write_record(root, entries)
    drafts.export(session, root)
    return as_of.revision
