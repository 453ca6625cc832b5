"""Install what the tests take from npm, unless it is in place: `python -m tests.parts`."""

from __future__ import annotations

import json
from pathlib import Path

from api.pages.assets import checksum, install

HERE = Path(__file__).parent / "npm"
LOCK = HERE / "package-lock.json"
_STAMP = HERE / "node_modules" / ".installed"


def parts() -> Path:
    """The folder of the installed packages, as the present lock file pins them."""
    if not _STAMP.exists() or _STAMP.read_text(encoding="utf-8") != checksum(LOCK):
        install(HERE)
        _STAMP.write_text(checksum(LOCK), encoding="utf-8")
    return _STAMP.parent


if __name__ == "__main__":
    parts()
    print(f"parts of the tests: {', '.join(json.loads((HERE / 'package.json').read_text(encoding='utf-8'))['dependencies'])}")
