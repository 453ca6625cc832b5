"""One file of ICE's lists: which list it is and of which day, by what stands in it before what its name says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from api.intake.printed import Printed, read_list
from api.intake.signing import FIRST_YEAR, read_signed
from api.intake.workbook import UnreadableWorkbook
from api.rules.refusals import BadInput

# A list younger than its newest signature by more than this is worth a remark; lists are signed into every week.
QUIET_DAYS = 45
# One or two signatures later than the list are misprints; three say that the day of the list is wrong.
LATE_SIGNATURES = 3


class UndatedList(BadInput):
    """A list to which no day can be given, so that nothing can be said from it."""

    title = "A list without a date"

    def __init__(self, name: str, why: str, fix: str = "Keep the name ICE gave the file.") -> None:
        super().__init__(f"{name} {why}.", field="file", fix=fix)


@dataclass(frozen=True)
class Edition:
    """One edition: list (participating, pending or web), its day, its file, its rows as printed, and remarks that name the rule applied."""

    list: str
    published: str
    file_name: str
    sha256: str
    printed: tuple[Printed, ...]
    blank: int = 0
    retrieved: str = ""
    notes: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """What its rows say, by which a list under another name is recognised."""
        return tuple(row.words for row in self.printed)

    @cached_property
    def newest_signature(self) -> str:
        """The newest signing day that is not a misprint by the rule for late ones; '' without any."""
        days = signing_days(self.printed, until=self.published)
        return days[-1] if days else ""


def signing_days(rows: Iterable[Printed], *, until: str = "9999-12-31") -> list[str]:
    """The signing days printed in some rows, in order, up to a day."""
    days = (read_signed(row.signed, published=until).day for row in rows)
    return sorted(day for day in days if day)


def read_edition(path: Path, *, retrieved: str) -> Edition:
    """Reads a file, says which list it is by its columns, and dates it by its name and its signatures."""
    read = read_list(path)
    if not read.rows:
        raise UnreadableWorkbook(path, "has the columns of a list, but lists nobody")
    named, remark = day_in_name(read.file_name)
    kind = _list_of(read.rows)
    if not named:
        raise UndatedList(read.file_name, "carries no date in its name")
    published, contradiction = _dated(read.file_name, named, kind, signing_days(read.rows), today=retrieved)
    notes = [note for note in (remark, contradiction, _other_name(read.file_name, kind)) if note]
    late = sum(day > published for day in signing_days(read.rows))
    if late:
        notes.append(f"{late} signing date{'s' if late > 1 else ''} printed later than the list itself.")
    return Edition(kind, published, read.file_name, read.sha256, read.rows, read.blank, retrieved, tuple(notes))


def _list_of(rows: Iterable[Printed]) -> str:
    """The list's kind by what its columns hold: applicants have no signatures and no memoranda, the web's tables no types."""
    rows = tuple(rows)
    if not any(row.signed or row.moa_url for row in rows):
        return "pending"
    return "participating" if any(row.type for row in rows) else "web"


def _other_name(name: str, kind: str) -> str:
    said = "pending" if "pending" in name.lower() else "participating"
    meant = "pending" if kind == "pending" else "participating"
    return "" if said == meant else "Rule columns-decide: the name speaks of another list than the columns show."


def _dated(name: str, named: str, kind: str, days: list[str], *, today: str) -> tuple[str, str]:
    """The day of a list and the rule that set it against its name, if one did."""
    credible = [day for day in days if day <= today]
    late = sum(day > named for day in credible)
    if late >= LATE_SIGNATURES:
        found = _one_part_wrong(named, newest=credible[-LATE_SIGNATURES])
        if found is None:
            raise UndatedList(name, f"is named for {named}, but {late} of its signatures are later", "Say which day ICE published it by renaming the file.")
        return found[0], f"Rule {found[1]}: the name says {named}, but {late} signatures are later; {found[0]} is the one day that differs in that part only and fits them."
    if named > today:
        found = _one_part_wrong(named, newest=credible[-1]) if credible else None
        if found is None:
            raise UndatedList(name, f"is named for {named}, which is yet to come", "Say which day ICE published it by renaming the file.")
        return found[0], f"Rule {found[1]}: the name says {named}, which is yet to come; {found[0]} is the one day that differs in that part only and fits its signatures."
    quiet = _days_between(credible[-1], named) if credible else 0
    if kind != "participating" or quiet <= QUIET_DAYS:
        return named, ""
    return named, f"Rule name-stands: the newest signature, {credible[-1]}, is {quiet} days older than the name's date, which nothing else contradicts."


def _days_between(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _one_part_wrong(named: str, *, newest: str) -> tuple[str, str] | None:
    """The one day that differs from the named one in its year, or its month, or their order, and lies soon after the newest signature."""
    year, month, day = (int(part) for part in named.split("-"))
    near = range(int(newest[:4]) - 1, int(newest[:4]) + 2)
    others = {
        "wrong-year": [_day(other, month, day) for other in near],
        "wrong-month": [_day(year, other, day) for other in range(1, 13)],
        "day-and-month-swapped": [_day(year, day, month)],
    }
    for part, days in others.items():
        fitting = {other for other in days if other and other != named and 0 <= _days_between(newest, other) <= QUIET_DAYS}
        if len(fitting) == 1:
            return fitting.pop(), part
    return None


def day_in_name(name: str) -> tuple[str, str]:
    """The day that a file's name carries (YYYY-MM-DD, '' without one), and a remark when it took a rule to read.

    Names say when: -20250221214937 (year first, with the time) or 05182026am (month first). A name
    with one digit too many is read if exactly one day is left by leaving one digit out.
    """
    found = re.search(r"(?<!\d)(\d{4})(\d{2})(\d{2})\d{6}(?!\d)", name)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3])), ""
    for digits in re.findall(r"\d+", name):
        if len(digits) == 8:
            return _month_first(digits), ""
        if len(digits) == 9:
            days = {_month_first(digits[:place] + digits[place + 1 :]) for place in range(9)} - {""}
            if len(days) == 1:
                return days.pop(), f"Rule digit-too-many: one day is left by leaving one digit of {digits} out."
    return "", ""


def _month_first(digits: str) -> str:
    return _day(int(digits[4:]), int(digits[:2]), int(digits[2:4]))


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if FIRST_YEAR <= year < 2100 else ""
    except ValueError:
        return ""
