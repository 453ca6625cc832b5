"""What every table of the record has in common: a stable key and the revisions at which a row was held true."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import JSON, CheckConstraint, DateTime, Dialect, ForeignKey, MetaData, String, Table, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The root of every table, with portable types and named constraints."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, str: String, datetime: Moment}


class Recorded(Base):
    """A row that was held true from one revision up to, not including, another (null: still).

    `key` names the thing over all its versions; references between things use keys, because a
    foreign key cannot say "the version that held at the same revision". The ledger, the only
    writer, checks them, and `python -m seeds check` proves them.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    rev_from: Mapped[int] = mapped_column(ForeignKey("revision.number"))
    rev_until: Mapped[int | None] = mapped_column(ForeignKey("revision.number"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 (SQLAlchemy passes the class)
        return (
            UniqueConstraint("key", "rev_from"),
            CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name="revisions_in_order"),
            *cls.more_table_args(),
        )

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Indexes and checks of one table beyond the common ones."""
        return ()


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements that write or read many rows at once."""
    return cast("Table", model.__table__)
