"""Bring a backup into an empty database of either engine: whole and proven, or not at all."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Column, Connection, Engine, Integer, Table, Text, TypeDecorator, bindparam, cast, func, insert, select, text
from sqlalchemy.orm import Session

from api.ledger.proofs import faults
from api.ledger.revisions import refresh_statistics
from seeds.backups import Manifest, UnusableBackup, is_json, lines, migration, tables, verify

_BATCH = 2000


def restore(path: Path, engine: Engine) -> Manifest:
    """Restore a backup into a database that is migrated and empty; raises UnusableBackup, and then nothing was changed."""
    manifest = verify(path)
    writing = engine.execution_options(writing=True)
    with Session(writing) as session, session.begin(), zipfile.ZipFile(path) as packed:
        connection = session.connection()
        _fits(connection, manifest)
        for table in tables():
            for rows in _batches(packed, table, manifest):
                connection.execute(_insertion(table, connection), rows)
            _count_on(connection, table)
        refresh_statistics(session)
        _prove(session, manifest)
    return manifest


def _fits(connection: Connection, manifest: Manifest) -> None:
    """Refuse a database of another migration, and one that holds anything."""
    head = migration(connection)
    if head is None:
        raise UnusableBackup("The database has no tables; make them with `alembic upgrade head` first.")
    if head != manifest.migration:
        raise UnusableBackup(f"The backup is of the migration {manifest.migration}, the database is at {head}. Restore with the version that made the backup, then `alembic upgrade head`.")
    known = {table.name: [column.name for column in table.c] for table in tables()}
    if known != {name: told.columns for name, told in manifest.tables.items()}:
        raise UnusableBackup("The backup has other tables or columns than this version.")
    for table in tables():
        if connection.scalar(select(func.count()).select_from(table)):
            raise UnusableBackup(f"The database is not empty: its table {table.name} has rows. Restore into a new one.")


def _batches(packed: zipfile.ZipFile, table: Table, manifest: Manifest) -> Iterator[list[dict[str, Any]]]:
    columns = [table.c[name] for name in manifest.tables[table.name].columns]
    rest = lines(packed, table.name)
    while some := list(islice(rest, _BATCH)):
        yield [{column.name: _typed(column, value) for column, value in zip(columns, orjson.loads(line), strict=True)} for line in some]


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None or is_json(column):
        return value
    inner = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    kind = inner.python_type
    return kind.fromisoformat(value) if kind in (date, datetime) else value


def _insertion(table: Table, connection: Connection) -> Any:
    """An INSERT that takes JSON as the text that it is, so that it comes back to the letter."""
    postgres = connection.dialect.name == "postgresql"
    values: dict[str, Any] = {}
    for column in table.c:
        given = bindparam(column.name, type_=Text() if is_json(column) else column.type)
        values[column.name] = cast(given, column.type) if is_json(column) and postgres else given
    return insert(table).values(values)


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after the restored ones; SQLite does of itself."""
    numbered = table.autoincrement_column
    if connection.dialect.name != "postgresql" or numbered is None or not isinstance(numbered.type, Integer):
        return
    sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": numbered.name})
    if sequence is not None:
        newest = select(func.coalesce(func.max(numbered), 1), func.count() > 0)
        last, used = connection.execute(newest.select_from(table)).one()
        connection.execute(select(func.setval(sequence, last, used)))


def _prove(session: Session, manifest: Manifest) -> None:
    """Count every table, and prove that the record holds together."""
    for table in tables():
        rows = session.scalar(select(func.count()).select_from(table))
        if rows != manifest.tables[table.name].rows:
            raise UnusableBackup(f"The table {table.name} has {rows} rows, not {manifest.tables[table.name].rows}; nothing was restored.")
    found = next(faults(session), None)
    if found:
        raise UnusableBackup(f"The restored record does not hold together; nothing was restored. {found}")
