"""Write many files of a folder all or none: what is half written is finished or dropped before the folder is read again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_DRAFT = ".draft"
_READY = "ready.json"


def write_all(root: Path, texts: Mapping[str, str | None]) -> None:
    """Write some files of a folder, and remove those given as None; after a crash `settle` finds all of it done or none."""
    settle(root)
    draft = root / _DRAFT
    for number, text in enumerate(texts.values()):
        draft.mkdir(parents=True, exist_ok=True)
        if text is not None:
            _write(draft / str(number), text)
    if texts:
        plan = {name: None if text is None else str(number) for number, (name, text) in enumerate(texts.items())}
        _write(draft / "plan", json.dumps(plan))
        # From this moment the change counts as made.
        os.replace(draft / "plan", draft / _READY)
    settle(root)


def settle(root: Path) -> None:
    """Finish a change that was ready, or drop one that was not."""
    draft = root / _DRAFT
    if (draft / _READY).exists():
        for name, number in json.loads((draft / _READY).read_text(encoding="utf-8")).items():
            _put(root / name, None if number is None else draft / number)
        (draft / _READY).unlink()
    shutil.rmtree(draft, ignore_errors=True)


def _put(path: Path, draft: Path | None) -> None:
    """Move one file into its place; done before the crash means nothing is left to do."""
    if draft is None:
        path.unlink(missing_ok=True)
    elif draft.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(draft, path)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
