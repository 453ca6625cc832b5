"""A backup: the whole database as of one moment, in one file that either engine can be restored from.

A ZIP file with a file of lines for each table, each line a row as a JSON list, and a manifest: the migration that the
tables are of, the newest revision, and of each table its columns, its rows and its SHA-256. Who is signed in is left
out; curators, the hashes of their passwords and tokens are in it, so the file can be read by its owner alone.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

import orjson
from sqlalchemy import JSON, Column, Connection, Engine, Table, Text, cast, func, inspect, select, text

from api.models import Base, Revision, SignIn, table_of

FORMAT = 1
LEFT_OUT = (table_of(SignIn).name,)
MANIFEST = "manifest.json"
_BATCH = 2000


class UnusableBackup(Exception):
    """A backup that cannot be made, is not whole, or does not fit the database."""


@dataclass(frozen=True)
class Content:
    """What a backup holds of one table."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    created: str
    engine: str
    migration: str
    revision: int
    left_out: list[str]
    tables: dict[str, Content]

    @classmethod
    def read(cls, packed: zipfile.ZipFile) -> Manifest:
        """The manifest of an open backup; raises UnusableBackup."""
        try:
            plain = orjson.loads(packed.read(MANIFEST))
            manifest = cls(**plain | {"tables": {name: Content(**told) for name, told in plain["tables"].items()}})
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise UnusableBackup("This is no backup: it has no manifest that can be read.") from error
        if manifest.format != FORMAT:
            raise UnusableBackup(f"The backup is of format {manifest.format}; this version reads {FORMAT}.")
        return manifest


def tables() -> list[Table]:
    """Every table that a backup holds, each after those that it points at."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def is_json(column: Column[Any]) -> bool:
    """Whether a column holds JSON, which is taken over as the text that it is."""
    return isinstance(column.type, JSON)


def migration(connection: Connection) -> str | None:
    """The page of the diary that a database is at; None where it has no tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def back_up(engine: Engine, path: Path) -> Manifest:
    """Write a backup while the service runs, read it back, and give it its name only then; raises UnusableBackup."""
    with _draft(path) as (draft, file):
        with _snapshot(engine) as connection, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            head = migration(connection)
            if head is None:
                raise UnusableBackup("The database has no tables; there is nothing to back up.")
            contents = {str(table.name): _write(connection, table, packed) for table in tables()}
            newest = connection.scalar(select(func.max(Revision.number))) or 0
            made = Manifest(FORMAT, datetime.now(UTC).isoformat(timespec="seconds"), engine.dialect.name, head, newest, list(LEFT_OUT), contents)
            packed.writestr(MANIFEST, orjson.dumps(asdict(made), option=orjson.OPT_INDENT_2))
        file.flush()
        os.fsync(file.fileno())
        verify(draft)
    return made


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as of one moment, whatever is published meanwhile."""
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if engine.dialect.name == "postgresql" else {}
    with engine.connect() as connection:
        yield connection.execution_options(**options)


@contextmanager
def _draft(path: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file that its owner alone can read, and that takes its name when the block ends well; else nothing is left of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield draft, file
        draft.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise UnusableBackup(f"The backup was not made: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _write(connection: Connection, table: Table, packed: zipfile.ZipFile) -> Content:
    """Write every row of a table, in the order of its primary key."""
    asked = [cast(column, Text) if is_json(column) else column for column in table.c]
    query = select(*asked).order_by(*table.primary_key.columns).execution_options(yield_per=_BATCH)
    digest, rows = hashlib.sha256(), 0
    with packed.open(_entry(table.name), "w", force_zip64=True) as file:
        for some in connection.execute(query).partitions():
            lines = b"".join(orjson.dumps([_plain(value) for value in row], option=orjson.OPT_APPEND_NEWLINE) for row in some)
            file.write(lines)
            digest.update(lines)
            rows += len(some)
    return Content([str(column.name) for column in table.c], rows, digest.hexdigest())


def _plain(value: Any) -> Any:
    """SQLite keeps no zone with a moment, which is in UTC; PostgreSQL gives its own."""
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _entry(table: str) -> str:
    return f"{table}.jsonl"


def lines(packed: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    """The rows of a table as they are written."""
    with packed.open(_entry(table)) as file:
        yield from file


def verify(path: Path) -> Manifest:
    """Read a backup to its end and compare it with what it says of itself; raises UnusableBackup."""
    try:
        with zipfile.ZipFile(path) as packed:
            manifest = Manifest.read(packed)
            for name, told in manifest.tables.items():
                digest, rows = hashlib.sha256(), 0
                for line in lines(packed, name):
                    digest.update(line)
                    rows += 1
                if (digest.hexdigest(), rows) != (told.sha256, told.rows):
                    raise UnusableBackup(f"The table {name} of the backup is not what was written.")
    except (zipfile.BadZipFile, KeyError, EOFError, zlib.error) as error:
        raise UnusableBackup("The backup is damaged: it cannot be read to its end.") from error
    except OSError as error:
        raise UnusableBackup(f"The backup cannot be read: {error.strerror or error}.") from error
    return manifest
