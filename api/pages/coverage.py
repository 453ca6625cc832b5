"""What the record covers and what it does not: per kind, and per state and kind, with denominators and reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from api.db import db
from api.ledger import gaps, publications, summaries
from api.pages.asked import Asked, read_asked
from api.pages.blueprint import pages
from api.rules.states import usps
from api.rules.vocabulary import KINDS, STATE_KINDS

Plain = dict[str, Any]
MEASURES = ("policy_score", "operative_score", "agreement_status")
COLUMNS = {
    "state": "State",
    "kind": "Kind",
    "jurisdictions": "Jurisdictions",
    "policy_score_share": "Own policy score",
    "operative_score_share": "Operative score",
    "agreement_status_share": "Agreement status",
    "newest_source": "Newest local source",
}
ORDER = {term.key: place for place, term in enumerate(KINDS)}
NAMES = {term.key: term.label for term in KINDS}
# The list that shows whom a reason holds for, beside state and kind.
LISTS = {
    "not_researched": {"category": "insufficient_evidence"},
    "nothing_found": {"category": "insufficient_evidence"},
    "too_little_known": {"category": "insufficient_evidence"},
    "no_government": {"category": "no_government"},
    "agreement_unknown": {"fields": "id,name,models"},
    "policy_score": {"sort": "-policy_score", "fields": "id,name,policy_score,category"},
    "operative_score": {"sort": "-operative_score", "fields": "id,name,operative_score,operative_low,operative_high,operative_category"},
    "agreement_status": {"fields": "id,name,models"},
    "jurisdictions": {},
}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which rows of the coverage are shown, and in which order."""

    asked: Asked
    state: str
    kind: str
    sort: str

    @property
    def column(self) -> str:
        """The column that the rows are ordered by."""
        return self.sort.removeprefix("-")

    @property
    def down(self) -> bool:
        """Whether the largest come first."""
        return self.sort.startswith("-")

    def address(self, **other: str) -> str:
        """The address of this page with something else in it."""
        given = {"state": self.state, "kind": self.kind, "sort": self.sort if self.sort != "state" else ""} | other
        return "/coverage" + _joined(given, self.asked)

    def sorted_by(self, column: str) -> str:
        """The address of the same rows in the order of a column, turned round where it is the present order."""
        first = "" if column in {"state", "kind"} else "-"
        return self.address(sort=f"{'' if self.down else '-'}{column}" if column == self.column else f"{first}{column}") + "#rows"

    def list(self, what: str, *, state: str = "", kind: str = "") -> str:
        """The list of jurisdictions that a count stands for."""
        return "/v1/jurisdictions" + _joined({"state": state, "kind": kind} | LISTS[what], self.asked)

    def twin(self, form: str = "") -> str:
        """The same as data."""
        return f"/v1/coverage{form}" + _joined({"state": self.state}, self.asked)


def _joined(given: dict[str, str], asked: Asked) -> str:
    query = "&".join(filter(None, [urlencode({name: value for name, value in given.items() if value}, safe=","), asked.query.removeprefix("?")]))
    return f"?{query}" if query else ""


@pages.get("/coverage")
def coverage() -> str:
    """Show what is covered."""
    session = db.session
    asked = read_asked(session, request.args)
    rows = summaries.coverage(session, asked.as_of)
    narrowed = read_narrowed(asked)
    shown = [row for row in rows if narrowed.state in {"", row["state"]} and narrowed.kind in {"", row["kind"]}]
    return render_template(
        "coverage.html",
        asked=asked,
        narrowed=narrowed,
        totals=totals(rows),
        laws=of_laws(rows),
        rows=in_order(shown, narrowed),
        states=sorted({row["state"] for row in rows}),
        columns=COLUMNS,
        measures=MEASURES,
        words=gaps.REASONS,
        listed_from=publications.complete_from(session, asked.as_of),
    )


def of_laws(rows: list[Plain]) -> Plain:
    """Laws in force and confirmed, and the residents of states where every law in force is confirmed."""
    states = [row for row in rows if row["kind"] in STATE_KINDS and row["laws_in_force"]]
    whole = [row for row in states if row["laws_confirmed"] == row["laws_in_force"]]
    residents = sum(row["population"] for row in rows if row["kind"] in STATE_KINDS)
    return {
        "in_force": sum(row["laws_in_force"] for row in states),
        "confirmed": sum(row["laws_confirmed"] for row in states),
        "states": len(states),
        "whole": [row["state"] for row in whole],
        "residents": sum(row["population"] for row in whole) / residents if residents else None,
    }


def read_narrowed(asked: Asked) -> Narrowed:
    """Read from the address what is shown; words it does not know are left out."""
    kind, sort = request.args.get("kind", ""), request.args.get("sort", "")
    state = usps(request.args.get("state", "")) or ""
    return Narrowed(asked, state, kind if kind in ORDER else "", sort if sort.removeprefix("-") in COLUMNS else "state")


def totals(rows: list[Plain]) -> list[Plain]:
    """The rows of each kind added up, with their shares and reasons."""
    added: dict[str, Counter[str]] = {}
    for row in rows:
        sums = added.setdefault(row["kind"], Counter())
        sums.update({name: value for name, value in row.items() if isinstance(value, int) and not isinstance(value, bool)})
        sums.update({gap["reason"]: gap["jurisdictions"] for gap in row["missing"]})
    newest = {kind: max((row["newest_source"] for row in rows if row["kind"] == kind and row["newest_source"]), default=None) for kind in added}
    return [_with_shares(kind, added[kind]) | {"newest_source": newest[kind]} for kind in sorted(added, key=ORDER.__getitem__)]


def _with_shares(kind: str, sums: Counter[str]) -> Plain:
    shares: Plain = {}
    for name in MEASURES:
        shares[f"{name}_share"] = sums[name] / sums["jurisdictions"]
        shares[f"{name}_population_share"] = sums[f"{name}_population"] / sums["population"] if sums["population"] else None
    missing = [{"reason": reason, "jurisdictions": sums[reason]} for reason in gaps.REASONS if sums[reason]]
    return {**sums, **shares, "kind": kind, "missing": missing}


def in_order(rows: list[Plain], narrowed: Narrowed) -> list[Plain]:
    """The rows in the order asked for; what is not known comes last either way."""
    column = narrowed.column
    known = [row for row in rows if row[column] is not None]
    known.sort(key=lambda row: (row["state"], ORDER[row["kind"]]))
    known.sort(key=lambda row: ORDER[row["kind"]] if column == "kind" else row[column], reverse=narrowed.down)
    return known + [row for row in rows if row[column] is None]
