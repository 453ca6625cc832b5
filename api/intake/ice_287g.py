"""ICE's lists of 287(g) agencies: a verdict for every row of a workbook, none lost and none guessed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from api.intake.links import public_address
from api.intake.signing import Signed, read_signed
from api.intake.workbook import SheetRow, read_sheet
from api.rules.gazetteer import Gazetteer
from api.rules.identity import Identity, identify
from api.rules.matching import Placed, Reason, Unplaced, match_agency
from api.rules.names import clean, fold, state_code

NEEDED = frozenset({"STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE"})

# Every spelling of the three models that the lists have used.
MODELS: dict[str, str] = {
    "jail enforcement model": "JEM",
    "jem": "JEM",
    "task force model": "TFM",
    "tfm": "TFM",
    "warrant service officer": "WSO",
    "warrant service office": "WSO",
    "warrant services officer": "WSO",
    "wso": "WSO",
}


class Verdict(StrEnum):
    """What became of a row; the four together are all rows of the sheet below its header."""

    PLACED = "placed"
    UNPLACED = "unplaced"
    DUPLICATE = "duplicate"
    BLANK = "blank"


@dataclass(frozen=True)
class Row:
    """One row as printed, with what was read from it."""

    number: int
    agency: str
    state_text: str
    state: str
    type: str
    county: str
    model_text: str
    model: str
    signed: Signed
    moa_url: str
    addendum_url: str
    verdict: Verdict = Verdict.BLANK
    found: Placed | Unplaced | None = None

    @property
    def identity(self) -> Identity:
        """What makes this row's agency that of another row; empty for a blank row."""
        if self.found is None:
            return ()
        return identify(agency=self.agency, state=self.state or self.state_text, found=self.found)

    @property
    def as_printed(self) -> str:
        """The row's own words: agency, type, county, model and signing date."""
        return " | ".join((self.agency, self.type, self.county, self.model_text, clean(self.signed.printed)))


@dataclass(frozen=True)
class Listing:
    """One workbook read: every row of it, with its verdict."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counter[Verdict]:
        """How many rows had each verdict."""
        return Counter(row.verdict for row in self.rows)

    @property
    def listed(self) -> tuple[Row, ...]:
        """The rows that list something: all but the blank ones."""
        return tuple(row for row in self.rows if row.verdict is not Verdict.BLANK)


def read_listing(path: Path, *, gazetteer: Gazetteer, published: str) -> Listing:
    """Reads one workbook of the participating, pending or web-era lists, published on a day (YYYY-MM-DD)."""
    seen: set[tuple[str, ...]] = set()
    return Listing(
        rows=tuple(
            _judge(row, gazetteer=gazetteer, published=published, seen=seen) for row in read_sheet(path, needed=NEEDED)
        )
    )


def _judge(row: SheetRow, *, gazetteer: Gazetteer, published: str, seen: set[tuple[str, ...]]) -> Row:
    """The verdict on one row; `seen` holds what the rows above it list."""

    def text(column: str) -> str:
        return clean(row.cells[column].text) if column in row.cells else ""

    agency, state, county, model = text("LAW ENFORCEMENT AGENCY"), text("STATE"), text("COUNTY"), text("SUPPORT TYPE")
    signed = row.cells["SIGNED"].value if "SIGNED" in row.cells else None
    read = Row(
        number=row.number,
        agency=agency,
        state_text=state,
        state=state_code(state) or "",
        type=text("TYPE"),
        county=county,
        model_text=model,
        model=MODELS.get(fold(model), ""),
        signed=read_signed(signed, published=published),
        moa_url=_address(row, "MOA"),
        addendum_url=_address(row, "ADDENDUM"),
    )
    return read if row.blank else _with_verdict(replace(read, found=_found(read, gazetteer)), seen)


def _with_verdict(row: Row, seen: set[tuple[str, ...]]) -> Row:
    """Placed or not, unless a row above lists the same agency under the same model."""
    placed = isinstance(row.found, Placed)
    entry = (*row.identity, row.model or fold(row.model_text), "" if placed else fold(row.county))
    again = bool(row.agency) and entry in seen
    seen.add(entry)
    return replace(row, verdict=Verdict.DUPLICATE if again else Verdict.PLACED if placed else Verdict.UNPLACED)


def _found(row: Row, gazetteer: Gazetteer) -> Placed | Unplaced:
    if row.agency and not row.state:
        return Unplaced(Reason.STATE_UNKNOWN)
    found = match_agency(agency=row.agency, state=row.state, county=row.county, gazetteer=gazetteer)
    return found if row.model or isinstance(found, Unplaced) else Unplaced(Reason.MODEL_UNKNOWN)


def _address(row: SheetRow, column: str) -> str:
    """The address behind a cell, or the one printed in it (the web-era tables have no hyperlinks)."""
    cell = row.cells.get(column)
    return "" if cell is None else public_address(cell.link) or public_address(cell.text)
