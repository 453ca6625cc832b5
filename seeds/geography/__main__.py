"""`python -m seeds.geography --census DIR --ids DIR --out DIR` writes the list of jurisdictions."""

from __future__ import annotations

import argparse
from pathlib import Path

from seeds.geography import record, table


def arguments() -> argparse.Namespace:
    """What to read and where to write."""
    parser = argparse.ArgumentParser(prog="python -m seeds.geography", description=__doc__)
    parser.add_argument("--census", type=Path, required=True, help="folder of the Census Bureau's files")
    parser.add_argument("--ids", type=Path, required=True, help="folder of the Open Civic Data files")
    parser.add_argument("--overlay", type=Path, help="optional CSV geoid,county of places that lie in one county")
    parser.add_argument("--out", type=Path, required=True, help="folder of the record")
    return parser.parse_args()


def main() -> None:
    """Build the list and say how long it is."""
    given = arguments()
    overlay = {row["geoid"]: row["county"] for row in table.read(given.overlay)} if given.overlay else {}
    made = record.build(given.census, given.ids, overlay)
    for name, (columns, rows) in made.files().items():
        table.write(given.out / name, columns, rows)
        print(f"{name}: {len(rows)}")


if __name__ == "__main__":
    main()
