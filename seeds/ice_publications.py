"""Which edition of ICE's lists a file is: what it lists, on which day it was published, and what speaks against it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from api.intake.ice_287g import Listing, Verdict, read_listing
from api.rules.gazetteer import Gazetteer
from api.rules.refusals import BadInput

PAGE = "https://www.ice.gov/identify-and-arrest/287g"
# A list younger than its newest signature by more than this is worth a remark.
QUIET_DAYS = 45


class UndatedList(BadInput):
    """A list whose name carries no date, so that no day can be given to what it says."""

    title = "A list without a date"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} carries no date in its name.", field="file", fix="Keep the name ICE gave the file.")


@dataclass(frozen=True)
class Publication:
    """One edition: list (participating, pending or web), its day, its file, its rows, and remarks."""

    list: str
    published: str
    file_name: str
    sha256: str
    listing: Listing
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The edition's key."""
        return f"{self.list}-{self.published}"

    @property
    def source(self) -> str:
        """The key of the source that cites it."""
        return f"ice-287g-{self.key}"

    @property
    def rows(self) -> int:
        """How many rows list something."""
        return len(self.listing.listed)


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
                return days.pop(), f"The name's {digits} has a digit too many; one day is left by leaving one out."
    return "", ""


def _month_first(digits: str) -> str:
    return _day(int(digits[4:]), int(digits[:2]), int(digits[2:4]))


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if 2000 <= year < 2100 else ""
    except ValueError:
        return ""


def read_publication(path: Path, gazetteer: Gazetteer) -> Publication:
    """Reads a file, says which list it is by its columns, and dates it by its name and its newest signature."""
    named, remark = day_in_name(path.name)
    if not named:
        raise UndatedList(path)
    listing = read_listing(path, gazetteer=gazetteer, published=named)
    publication = Publication(
        list=_list_of(listing),
        published=named,
        file_name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        listing=listing,
        notes=(remark,) if remark else (),
    )
    return _dated(publication)


def _list_of(listing: Listing) -> str:
    """The list's kind by what its columns hold: applicants have no signatures, the web's tables no types."""
    rows = listing.listed
    if not any(row.signed.printed for row in rows):
        return "pending"
    return "participating" if any(row.type for row in rows) else "web"


def _dated(publication: Publication) -> Publication:
    """The edition with remarks where its name and its newest signature disagree."""
    days = sorted(row.signed.day for row in publication.listing.listed if row.signed.day)
    notes = list(publication.notes)
    if days and publication.list == "participating":
        quiet = (date.fromisoformat(publication.published) - date.fromisoformat(days[-1])).days
        if quiet > QUIET_DAYS:
            notes.append(f"The newest signature is {quiet} days older than the name's date, {days[-1]}.")
    late = [row for row in publication.listing.listed if "later than the list" in row.signed.note]
    if late:
        notes.append(f"{len(late)} signing date{'s' if len(late) > 1 else ''} printed later than the list itself.")
    prefix = "pending" if publication.list == "pending" else "participating"
    if not publication.file_name.lower().startswith(prefix):
        notes.append("The name speaks of another list than the columns show.")
    return replace(publication, notes=tuple(notes))


def beside_neighbours(publications: list[Publication]) -> list[Publication]:
    """The editions in order of their days, with a remark where one only repeats the one before it."""
    before: dict[str, Publication] = {}
    checked = []
    for publication in sorted(publications, key=lambda p: (p.published, p.list)):
        other = before.get(publication.list)
        if other and _words(other) == _words(publication):
            remark = f"Lists the same rows as {other.file_name} of {other.published}."
            publication = replace(publication, notes=(*publication.notes, remark))
        before[publication.list] = publication
        checked.append(publication)
    return checked


def _words(publication: Publication) -> list[tuple[str, str]]:
    return [(row.state_text, row.as_printed) for row in publication.listing.listed]


def source_row(publication: Publication) -> dict[str, str]:
    """The source that cites an edition."""
    counts = publication.listing.counts
    words = [
        f"SHA-256 {publication.sha256}; {publication.rows} rows ({counts[Verdict.BLANK]} more are blank).",
        "Read from a public archive's copy of the workbook.",
        *publication.notes,
    ]
    if publication.list == "web":
        words[1] = "A table that a public archive made from ICE's web page as it stood that day."
    return {
        "key": publication.source,
        "title": f"ICE, {publication.file_name.rsplit('.', 1)[0]}",
        "publisher": "U.S. Immigration and Customs Enforcement",
        "url": PAGE,
        "archived_url": "",
        "published": publication.published,
        "retrieved": "2026-11-21",
        "kind": "dataset",
        "licence": "Public domain (US government work)",
        "note": " ".join(words),
    }


def publication_row(publication: Publication) -> dict[str, str]:
    """The edition as a row of publications.csv."""
    return {
        "key": publication.key,
        "list": publication.list,
        "published": publication.published,
        "file_name": publication.file_name,
        "sha256": publication.sha256,
        "rows": str(publication.rows),
        "source": publication.source,
    }
