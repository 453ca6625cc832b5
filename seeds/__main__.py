"""`python -m seeds load | export | check | import`: the shipped record, in and out of a database."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from api.db import engine_for
from api.ledger.proofs import faults
from api.rules.refusals import Refusal
from api.settings import Settings
from seeds import checking, exporting, loading
from seeds.files import HERE, BrokenRecord


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 when it refused, 2 for unusable arguments."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (Refusal, BrokenRecord) as refusal:
        fix = getattr(refusal, "fix", None)
        print(f"Refused: {refusal}{f' {fix}' if fix else ''}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m seeds", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    load = commands.add_parser("load", help="bring the shipped record into the database")
    load.add_argument("--record", type=Path, default=HERE, help="folder of the record")
    load.set_defaults(run=_load)
    export = commands.add_parser("export", help="write the record of the database as files")
    export.add_argument("--record", type=Path, default=HERE, help="folder to write")
    export.add_argument("--revision", type=int, default=None, help="as known at this revision (default: the latest)")
    export.set_defaults(run=_export)
    check = commands.add_parser("check", help="prove that the files and the database hold together")
    check.add_argument("--record", type=Path, default=HERE, help="folder of the record")
    check.add_argument("--files-only", action="store_true", help="leave the database alone")
    check.set_defaults(run=_check)
    _add_import(commands)
    return parser


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    importer = commands.add_parser("import", help="read official files into the record's folder")
    kinds = importer.add_subparsers(required=True, metavar="what")
    ice = kinds.add_parser("ice-287g", help="ICE's 287(g) workbooks")
    ice.add_argument("files", nargs="+", type=Path)
    ice.add_argument("--record", type=Path, default=HERE, help="folder of the record")
    ice.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    ice.set_defaults(run=_import_ice)


@contextmanager
def _session(*, writing: bool = False) -> Iterator[Session]:
    engine = engine_for(Settings.read().database_url)
    try:
        with Session(engine.execution_options(writing=writing)) as session:
            yield session
    finally:
        engine.dispose()


def _load(options: argparse.Namespace) -> int:
    started = time.monotonic()
    with _session(writing=True) as session, session.begin():
        outcome = loading.load(session, options.record)
    for kept in outcome.kept:
        print(f"kept as curators left it: {kept}")
    if outcome.revision is None:
        print("record: unchanged")
    else:
        print(f"record: revision {outcome.revision}, {outcome.changed:,} entries, {time.monotonic() - started:.0f} s")
    return 0


def _export(options: argparse.Namespace) -> int:
    with _session() as session:
        revision = exporting.export(session, options.record, revision=options.revision)
    print(f"record: revision {revision} written to {options.record}")
    return 0


def _check(options: argparse.Namespace) -> int:
    found = list(checking.faults(options.record))
    if not options.files_only:
        with _session() as session:
            found += faults(session)
    for fault in found:
        print(fault)
    print(f"{len(found)} faults" if found else "no faults")
    return 1 if found else 0


def _import_ice(options: argparse.Namespace) -> int:
    from seeds import ice_287g

    report = ice_287g.run(options.files, options.record, dry_run=options.dry_run)
    print(report.table())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
