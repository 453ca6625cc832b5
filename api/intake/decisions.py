"""What curators settled about printed names: a decision holds for every row with the same words, in lists past and to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.intake.printed import Printed
from api.rules.names import fold

ANY = "*"


class Action(StrEnum):
    """What a decision says of the rows that it fits."""

    READ = "read"
    PLACE = "place"
    OWN = "own"
    REFUSE = "refuse"
    EXPLAINED = "explained"


ACTION_WORDS: dict[Action, str] = {
    Action.READ: "The row is to be read with the agency, state or county given here, and then placed by rule.",
    Action.PLACE: "The agency belongs to the jurisdiction given here.",
    Action.OWN: "The agency is a body of its own and belongs to no one government.",
    Action.REFUSE: "The row lists no agency.",
    Action.EXPLAINED: "That many rows of this state or kind of agency are gone from the list of this day has been explained.",
}


@dataclass(frozen=True)
class Decision:
    """One decision: the printed words it fits (county `*`: any), what it says, and why."""

    action: Action
    state: str
    agency: str
    county: str = ANY
    read_state: str = ""
    read_agency: str = ""
    read_county: str = ""
    jurisdiction: str = ""
    kind: str = ""
    day: str = ""
    note: str = ""


class Decisions:
    """All decisions, looked up by the words of a row."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.all = tuple(decisions)
        self._by_words = {(fold(d.state), fold(d.agency), d.county if d.county == ANY else fold(d.county)): d for d in self.all if d.action is not Action.EXPLAINED}

    def of(self, row: Printed) -> Decision | None:
        """The decision that fits a row: one for its county before one for any."""
        state, agency = fold(row.state), fold(row.agency)
        return self._by_words.get((state, agency, fold(row.county))) or self._by_words.get((state, agency, ANY))

    @property
    def explained(self) -> frozenset[tuple[date, str]]:
        """The lists and groups whose missing rows someone has accounted for."""
        return frozenset((date.fromisoformat(d.day), d.state or d.kind) for d in self.all if d.action is Action.EXPLAINED)


def from_row(row: Mapping[str, str | None]) -> Decision:
    """A decision as the record keeps it."""
    names = ("state", "agency", "read_state", "read_agency", "read_county", "jurisdiction", "kind", "day", "note")
    return Decision(action=Action(row["action"] or ""), county=row.get("county") or "", **{name: row.get(name) or "" for name in names})
