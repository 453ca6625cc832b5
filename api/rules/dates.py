"""Dates that may be known only to the month or the year, and the days they make certain."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from api.rules.refusals import BadDate

FIRST_DAY = date(1980, 1, 1)
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A day, a month or a year, as a source states it."""

    first: date
    last: date
    stated: str

    @property
    def precision(self) -> str:
        """How exactly the source states it: day, month or year."""
        return {4: "year", 7: "month", 10: "day"}[len(self.stated)]

    @classmethod
    def parse(cls, text: str, *, field: str = "date") -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raises BadDate for anything else."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise BadDate(field, text)
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
        except ValueError as error:
            raise BadDate(field, text) from error
        return cls(first=first, last=_last_day(first, month, day), stated=text)


def _last_day(first: date, month: int | None, day: int | None) -> date:
    if day is not None:
        return first
    if month is not None:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return date(first.year, 12, 31)


def certain_start(text: str, *, field: str = "from") -> date:
    """The first day on which something that began then certainly held."""
    return PartialDate.parse(text, field=field).last


def certain_end(text: str, *, field: str = "until") -> date:
    """The first day on which something that ended then may no longer have held."""
    return PartialDate.parse(text, field=field).first


def last_answerable_day(today: date) -> date:
    """Five years ahead: the latest day that can be asked about."""
    try:
        return today.replace(year=today.year + 5)
    except ValueError:
        return today.replace(year=today.year + 5, day=28)


def day(text: str, *, today: date, field: str = "on") -> date:
    """Read a full day within the answerable range; raises BadDate naming the field."""
    partial = PartialDate.parse(text, field=field)
    if partial.precision != "day":
        raise BadDate(field, text)
    if not FIRST_DAY <= partial.first <= last_answerable_day(today):
        raise BadDate(field, text, why=f"must lie between {FIRST_DAY} and {last_answerable_day(today)}")
    return partial.first


ONE_DAY = timedelta(days=1)
