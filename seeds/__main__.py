"""`python -m seeds load | export | check | import | work | backup | restore`: the record, in and out of a database."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session
from tqdm import tqdm

from api.db import engine_for
from api.ledger import briefs, curators, jurisdictions
from api.ledger.asof import resolve
from api.ledger.proofs import faults
from api.rules.refusals import Refusal
from api.settings import Settings
from seeds import briefing, checking, exporting, loading, proposing
from seeds.backups import UnusableBackup, back_up
from seeds.files import HERE, BrokenRecord
from seeds.restoring import restore

NO_DATABASE = "`deploy/prepare` makes the embedded one in DATA_DIR; DATABASE_URL names another."


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 when it refused, 2 for unusable arguments."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (Refusal, BrokenRecord, UnusableBackup) as refusal:
        fix = getattr(refusal, "fix", None)
        print(f"Refused: {refusal}{f' {fix}' if fix else ''}", file=sys.stderr)
        return 1
    except (OperationalError, ProgrammingError) as failure:
        print(f"The database cannot be used: {str(failure.orig).strip()}. {NO_DATABASE}", file=sys.stderr)
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
    work = commands.add_parser("work", help="do what curators' decisions leave to be done, as long as this runs")
    work.add_argument("--once", action="store_true", help="end when nothing is left to do")
    work.add_argument("--beside", type=int, default=None, metavar="PID", help="end with the process of this number, which started this one")
    work.add_argument("--check", action="store_true", help="only say whether anything has waited for too long; 1 when it has")
    work.set_defaults(run=_work)
    backup = commands.add_parser("backup", help="write the whole database into one file, while the service runs")
    backup.add_argument("file", type=Path, help="file to write; its owner alone can read it")
    backup.set_defaults(run=_backup)
    proposed = commands.add_parser("propose", help="put what was found and read once before the curators, as proposals")
    proposed.add_argument("--by", required=True, metavar="NAME", help="curator who proposes")
    proposed.add_argument("--folder", type=Path, default=proposing.HERE, help="folder to read")
    proposed.set_defaults(run=_propose)
    sheet = commands.add_parser("brief", help="print a research sheet: what is known of a jurisdiction, what is missing, what to look for")
    sheet.add_argument("jurisdiction", help="GEOID or slug")
    sheet.set_defaults(run=_brief)
    restore = commands.add_parser("restore", help="bring such a file into an empty database of either engine")
    restore.add_argument("file", type=Path, help="file to read")
    restore.add_argument("--into", default=None, metavar="URL", help="database to restore into (default: that of the settings)")
    restore.set_defaults(run=_restore)
    return parser


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    importer = commands.add_parser("import", help="read official files into the record")
    kinds = importer.add_subparsers(required=True, metavar="what")
    ice = kinds.add_parser("ice-287g", help="ICE's 287(g) workbooks: participating, pending and web-era lists, in any mix and order")
    ice.add_argument("files", nargs="*", type=Path, help="workbooks; without any, curators' new decisions are applied to the rows held")
    ice.add_argument("--record", type=Path, default=None, help="folder to import into (default: the database, one revision for each publication)")
    ice.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    ice.add_argument("--json", action="store_true", help="report as JSON")
    ice.add_argument("--accounting", action="store_true", help="report rows, agreements and agencies of every list, and each row that makes them differ")
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


def _propose(options: argparse.Namespace) -> int:
    with _session(writing=True) as session, session.begin():
        who = curators.Who.of(curators.named(session, options.by), ("propose",))
        for line in proposing.propose(session, who, options.folder):
            print(line)
    return 0


def _brief(options: argparse.Namespace) -> int:
    with _session() as session:
        as_of = resolve(session)
        told = briefs.brief(session, jurisdictions.find(session, options.jurisdiction, as_of), as_of)
    print("\n".join(briefing.lines(told)))
    return 0


def _backup(options: argparse.Namespace) -> int:
    engine = engine_for(Settings.read().database_url)
    try:
        made = back_up(engine, options.file.resolve())
    finally:
        engine.dispose()
    print(f"backup: revision {made.revision}, {sum(told.rows for told in made.tables.values()):,} rows, written to {options.file} and read back")
    return 0


def _restore(options: argparse.Namespace) -> int:
    settings = Settings.read({"DATABASE_URL": options.into}) if options.into else Settings.read()
    engine = engine_for(settings.database_url)
    try:
        restored = restore(options.file, engine)
    finally:
        engine.dispose()
    print(f"restore: revision {restored.revision}, {sum(told.rows for told in restored.tables.values()):,} rows of {restored.created}, proven")
    return 0


def _import_ice(options: argparse.Namespace) -> int:
    from seeds import ice_287g
    from seeds.ice_accounting import accounting

    if options.record:
        report = ice_287g.into_folder(options.files, options.record, dry_run=options.dry_run, each=_shown)
    else:
        with _session() as session:
            report = ice_287g.into_database(session, options.files, dry_run=options.dry_run, each=_shown)
    if options.accounting:
        print(accounting(report.outcome.entries), end="")
    else:
        print(json.dumps(report.plain(), ensure_ascii=False, indent=1) if options.json else report.table())
    return 1 if report.refused else 0


def _work(options: argparse.Namespace) -> int:
    from api.ledger import tasks
    from seeds import working

    if options.check:
        with _session() as session:
            late = tasks.overdue(session)
        print("work: waits for too long" if late else "work: nothing waits for long")
        return 1 if late else 0
    engine = engine_for(Settings.read().database_url)
    try:
        working.work(engine, once=options.once, beside=options.beside)
    except working.Busy:
        print("work: another runner does it", file=sys.stderr)
    except KeyboardInterrupt:
        pass
    finally:
        engine.dispose()
    return 0


def _shown(paths: Iterable[Path]) -> Iterable[Path]:
    """The files with a bar of how many are read, where somebody looks on."""
    shown: Iterable[Path] = tqdm(paths, unit="file", disable=not sys.stderr.isatty())
    return shown


if __name__ == "__main__":
    raise SystemExit(main())
