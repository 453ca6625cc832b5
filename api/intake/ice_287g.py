"""ICE's lists of 287(g) agencies: a verdict for every row, none lost and none guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from api.intake.placing import Placing
from api.intake.printed import Printed, repeats_header
from api.intake.signing import Signed, read_signed
from api.rules.identity import Identity, identify
from api.rules.matching import Placed, Reason, Unplaced
from api.rules.names import clean, fold

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
    """What became of a row; the five together are all rows of a list that show something."""

    IMPORTED = "imported"
    RELABELLED = "relabelled"
    MERGED = "merged"
    HELD = "held"
    REFUSED = "refused"


class Refused(StrEnum):
    """Why a row was refused."""

    HEADER = "header_repeated"
    NO_LISTING = "names_neither_state_nor_model"
    DECISION = "decision"
    STALE = "stale_list"


@dataclass(frozen=True)
class Row:
    """One row as printed, with what was read from it."""

    printed: Printed
    agency: str
    state: str
    county: str
    model: str
    signed: Signed
    verdict: Verdict
    reason: str = ""
    found: Placed | Unplaced | None = None

    @property
    def number(self) -> int:
        """The row's number in its sheet."""
        return self.printed.number

    @property
    def moa_url(self) -> str:
        """The memorandum's address."""
        return self.printed.moa_url

    @property
    def identity(self) -> Identity:
        """What makes this row's agency that of another row; empty for a refused row."""
        if self.found is None:
            return ()
        return identify(agency=self.agency, state=self.state or self.printed.state, found=self.found)

    @property
    def as_printed(self) -> str:
        """The row's own words: agency, type, county, model and signing date."""
        row = self.printed
        return " | ".join((row.agency, row.type, row.county, row.model, clean(self.signed.printed)))


@dataclass(frozen=True)
class Listing:
    """One list judged: every row of it that shows something, with its verdict."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counter[Verdict]:
        """How many rows had each verdict."""
        return Counter(row.verdict for row in self.rows)

    @property
    def listed(self) -> tuple[Row, ...]:
        """The rows that list something: all but the refused ones."""
        return tuple(row for row in self.rows if row.verdict is not Verdict.REFUSED)


def judge(rows: Iterable[Printed], *, placing: Placing, published: str) -> Listing:
    """The verdicts on the rows of a list published on a day (YYYY-MM-DD)."""
    seen: set[tuple[str, ...]] = set()
    return Listing(rows=tuple(_with_verdict(_judge(row, placing=placing, published=published), seen) for row in rows))


def _judge(printed: Printed, *, placing: Placing, published: str) -> Row:
    reading = placing.read(printed)
    row = Row(
        printed=printed,
        agency=reading.agency,
        state=reading.state,
        county=reading.county,
        model=MODELS.get(fold(printed.model), ""),
        signed=read_signed(printed.signed, published=published),
        verdict=Verdict.REFUSED,
    )
    if repeats_header(printed):
        return replace(row, reason=Refused.HEADER)
    if reading.refused:
        return replace(row, reason=Refused.DECISION)
    if not printed.formula and not printed.state and not printed.model:
        return replace(row, reason=Refused.NO_LISTING)
    found = reading.found if row.model or isinstance(reading.found, Unplaced) else Unplaced(Reason.MODEL_UNKNOWN)
    return replace(row, verdict=Verdict.HELD, found=Unplaced(Reason.NOT_COMPUTED) if printed.formula else found)


def _with_verdict(row: Row, seen: set[tuple[str, ...]]) -> Row:
    """Imported or held, unless a row above lists the same agency under the same model; `seen` holds what they list."""
    if row.found is None:
        return row
    placed = isinstance(row.found, Placed)
    entry = (*row.identity, row.model or fold(row.printed.model), "" if placed else fold(row.county))
    again = bool(row.agency) and not row.printed.formula and entry in seen
    seen.add(entry)
    if again:
        return replace(row, verdict=Verdict.MERGED)
    return replace(row, verdict=Verdict.IMPORTED if placed else Verdict.HELD, reason="" if isinstance(row.found, Placed) else str(row.found.reason))


def refuse(listing: Listing, reason: Refused) -> Listing:
    """The listing with every row refused."""
    return Listing(tuple(replace(row, verdict=Verdict.REFUSED, reason=reason, found=None) for row in listing.rows))
