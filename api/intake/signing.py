"""The day an agreement was signed, as printed: read, mended by a stated rule, or left empty with a note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from api.intake.links import file_named

# The first agreement under section 287(g) is of 2002 (Florida).
FIRST_YEAR = 2002


@dataclass(frozen=True)
class Signed:
    """A signing day as YYYY-MM-DD ('' when it cannot be), what was printed, and a note where they differ."""

    day: str
    printed: str
    note: str = ""


def _in_text(text: str) -> tuple[date | None, str]:
    """A day written as text, and the rule that read it where one was needed."""
    shapes = (
        (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]00:00(?::00)?)?", ""),
        (r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})", ""),
        (r"(?P<m>\d{1,2})/(?P<d>\d{1,2})(?P<y>\d{4})", "read with the slash that is missing before the year"),
    )
    for shape, note in shapes:
        found = re.fullmatch(shape, text)
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"])), note
            except ValueError:
                return None, "no day of the calendar"
    return None, "not a date"


def read_signed(value: object, *, published: str) -> Signed:
    """The signing day in a cell of a list published on a day (YYYY-MM-DD)."""
    if value is None or not str(value).strip():
        return Signed(day="", printed="")
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        day, note, printed = value, "", value.isoformat()
    else:
        printed = str(value).strip()
        read, note = _in_text(printed)
        if read is None:
            return Signed(day="", printed=printed, note=f"signing date printed as {printed!r}: {note}")
        day = read
    if note:
        note = f"signing date printed as {printed!r}: {note}"
    if day.isoformat() > published or day.year < FIRST_YEAR:
        why = "later than the list itself" if day.isoformat() > published else "earlier than the program"
        return Signed(day="", printed=printed, note=f"signing date printed as {printed!r}: {why}, left empty")
    return Signed(day=day.isoformat(), printed=printed, note=note)


def day_in_file(address: str) -> str:
    """The day that a memorandum's file name carries (..._03192026.pdf), as YYYY-MM-DD, '' without one."""
    name = file_named(address)
    for shape in (
        r"(?<!\d)(?P<m>\d{2})[._-]?(?P<d>\d{2})[._-]?(?P<y>20\d{2})(?!\d)",
        r"(?<!\d)(?P<y>20\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)",
    ):
        for found in re.finditer(shape, name):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
            except ValueError:
                continue
    return ""


def mend_year(day: str, *, address: str, unlisted_on: str, listed_on: str) -> tuple[str, str]:
    """A signing day whose year the record contradicts, with the note that says so.

    The rule: an earlier list, published after the printed day, did not have the agreement
    (`unlisted_on`), and the memorandum's own file name carries the same day and month of a year
    between that list and the first that has it (`listed_on`). Else the day stays as printed.
    """
    filed = day_in_file(address)
    if not (day and filed and unlisted_on) or filed[5:] != day[5:] or filed == day:
        return day, ""
    if day <= unlisted_on and day < filed <= listed_on:
        return filed, f"signing date printed as {day}; the memorandum's file says {filed}, and no list before {listed_on} has it"
    return day, ""
