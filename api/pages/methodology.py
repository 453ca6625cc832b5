"""The method to read: what is weighed, how the two scores come about, and what every word means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, request
from sqlalchemy.orm import Session

from api.db import db
from api.ledger import examples, profiles, publications
from api.ledger.asof import AsOf
from api.pages.addresses import answers
from api.pages.asked import read_asked
from api.pages.blueprint import pages
from api.rules import methodology as method
from api.rules.departures import DAYS_NEEDED, DEPARTURE_RULES, LISTS_NEEDED
from api.rules.spectrum import MINIMUM_COVERAGE
from api.rules.term import Term
from api.rules.vocabulary import METHOD_VERSION, VOCABULARY

# The groups of words in the order in which their anchors are given: a key that an earlier group has taken gets its group before it.
GROUPS = {
    "categories": "Categories",
    "dimensions": "Dimensions",
    "marks": "Marks",
    "rules": "Rules of the scores",
    "bounds": "What a law can set",
    "bases": "What a level can rest on",
    "models": "Models of agreements",
    "agreement_statuses": "Standings of an agreement",
    "departures": "Rules of departures",
    "kinds": "Kinds of jurisdictions",
    "agency_kinds": "Kinds of agencies",
    "history_rules": "Why an agreement has its standing",
    "agreement_changes": "Changes of agreements",
    "designators": "Outside bodies that give labels",
    "change_nouns": "What a change is of",
    "change_kinds": "Kinds of changes",
    "publication_lists": "Kinds of lists",
    "publication_standings": "Standings of a list",
    "row_verdicts": "What became of a row",
    "row_reasons": "Why a row was not placed or counted",
    "match_methods": "How a row was placed",
    "match_confidences": "How sure its place is",
}
FURTHER = tuple(GROUPS)[tuple(GROUPS).index("bounds") :]


@dataclass(frozen=True, slots=True)
class Anchored:
    """A term, and the name that an address leads to it by."""

    anchor: str
    term: Term


@dataclass(frozen=True, slots=True)
class Weighed:
    """One line of the worked example."""

    dimension: str
    label: str
    weight: int
    level: int
    words: str

    @property
    def product(self) -> float:
        """The weight times half the level."""
        return self.weight * self.level / 2


@dataclass(frozen=True, slots=True)
class Worked:
    """The formula carried out on the policy score of a real government."""

    body: dict[str, Any]
    lines: tuple[Weighed, ...]
    policy: dict[str, Any]
    operative: dict[str, Any]

    @property
    def weight(self) -> int:
        """The weight of the dimensions with evidence."""
        return sum(line.weight for line in self.lines)

    @property
    def product(self) -> float:
        """The sum of weight times half the level."""
        return sum(line.product for line in self.lines)

    @property
    def value(self) -> float:
        """The score that comes of it."""
        return round(self.product / self.weight * 100, 1)


@pages.get("/methodology")
def methodology() -> str:
    """Explain the method, with a worked example from the record."""
    session = db.session
    asked = read_asked(session, request.args)
    wanted = request.args.get("example", "").replace("\0", "").strip()[:100]
    worked = work(session, asked.as_of, wanted) if wanted else None
    return render_template(
        "methodology.html",
        asked=asked,
        wanted=wanted if worked is None else "",
        worked=worked or work(session, asked.as_of),
        described=method.described(),
        words=anchored(),
        groups=GROUPS,
        further=FURTHER,
        legend=answers("/v1/legend"),
        team_of_one=current_app.config["SETTINGS"].team_of_one,
        listed_from=publications.complete_from(session, asked.as_of),
        figures={"coverage": MINIMUM_COVERAGE, "lists": LISTS_NEEDED, "days": DAYS_NEEDED, "version": METHOD_VERSION},
    )


def work(session: Session, as_of: AsOf, wanted: str | None = None) -> Worked | None:
    """The worked example of a government, or of the most populous one; None where no government asked for has a score."""
    body = examples.example(session, as_of, wanted)
    if body is None:
        return None
    found = profiles.profile(session, body["id"], as_of)
    labels = {term.key: term.label for term in VOCABULARY["dimensions"]}
    lines = tuple(
        Weighed(reading["dimension"], labels[reading["dimension"]], reading["weight"], reading["level"], reading["words"])
        for reading in found["policy"]["dimensions"]
        if reading["level"] is not None
    )
    return Worked(body, lines, found["policy"], found["operative"])


def anchored() -> dict[str, tuple[Anchored, ...]]:
    """Every term with its anchor: its key, or where another term has that already, its group and its key."""
    terms = VOCABULARY | {"rules": method.RULES, "departures": DEPARTURE_RULES}
    taken: set[str] = set()
    found: dict[str, tuple[Anchored, ...]] = {}
    for group in GROUPS:
        named = []
        for term in terms[group]:
            anchor = term.key if term.key not in taken else f"{group}-{term.key}"
            taken.add(anchor)
            named.append(Anchored(anchor.replace(" ", "-"), term))
        found[group] = tuple(named)
    return found
