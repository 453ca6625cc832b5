"""All that a state's page shows: its own position, its laws, its local bodies, its agreements over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from api.ledger import agreement_stats, disputed, jurisdictions, listings, maps, profiles, research_notes, summaries
from api.ledger.asof import AsOf, as_row, known
from api.ledger.histories import HISTORY, history_of
from api.ledger.jurisdictions import Filters
from api.ledger.pages import Asked
from api.ledger.publications import complete_from, complete_lists
from api.models import Agency, Agreement, LawClause, StateLaw
from api.rules import timelines
from api.rules.enactment import Enactment, enactment, in_court, last_in_court, present_state
from api.rules.legend import LEGEND
from api.rules.memoranda import Status
from api.rules.refusals import UnknownJurisdiction

Plain = dict[str, Any]
# No state has so many laws, and none so many counties.
ALL = 1000
# As many conflicts as are listed on the page; the rest is one link away.
CONFLICTS = 25
KINDS = ("county", "place", "subdivision", "cdp", "special")


def dossier(session: Session, state: str, as_of: AsOf) -> Plain:
    """One state by its postal code; raises UnknownJurisdiction where the record has none."""
    found = summaries.states(session, as_of, state)
    if not found:
        raise UnknownJurisdiction(state)
    summary = found[0]
    # The district is a state and a city: its position is kept at the city.
    found_as = jurisdictions.find(session, summary["id"], as_of)
    laws = _laws(session, state, as_of)
    return {
        **summary,
        "kind": found_as.row["kind"],
        "profile": profiles.profile(session, found_as.canonical, as_of),
        "laws": laws,
        "sources": {source["key"]: source for source in profiles.sources(session, set(_cited(laws)), as_of)},
        "research": research_notes.of(session, jurisdictions.ids_of(summary["id"]), as_of),
        "kinds": _kinds(summary["counts"]),
        "categories": [entry.key for entry in LEGEND if any(count["category"] == entry.key for count in summary["counts"])],
        "coverage": summaries.coverage(session, as_of, state),
        "conflicts": {kind: _conflicts(session, state, kind, number, as_of) for kind, number in summary["conflicts"].items()},
        "agreements": agreement_stats.over_time(session, as_of, by=None, interval="month", state=state),
        "lists": [edition.day for edition in complete_lists(session, as_of)],
        "counties": _counties(session, state, as_of),
    }


def _laws(session: Session, state: str, as_of: AsOf) -> dict[str, list[Plain]]:
    """The laws of a state by what they are on the day, each with its present state in a sentence; the newest first."""
    page = listings.state_laws(session, as_of, Asked("", ALL, counted=False, only=frozenset({"clauses", "citations"})), state=state)
    over = disputed.of_place(session, {"state_law": [law["key"] for law in page.rows]}, (), as_of)
    laws: dict[str, list[Plain]] = {kind: [] for kind in Enactment}
    for law in page.rows:
        told = law | {"in_court": in_court(law["events"]), "last_in_court": last_in_court(law, as_of.on), "present_state": present_state(law), "disputed": over.get(("state_law", law["key"]), [])}
        laws[enactment(law, as_of.on)].append(told)
    for some in laws.values():
        some.sort(key=lambda law: max((event["date"] for event in law["events"]), default=""), reverse=True)
    return laws


def _cited(laws: dict[str, list[Plain]]) -> Iterator[str]:
    for law in (law for some in laws.values() for law in some):
        for item in (law, *law["clauses"]):
            yield from (cited["source"] for cited in item["citations"])
        yield from (side["source"] for dispute in law["disputed"] for side in dispute["sides"])
        for event in (*law["events"], *(stay for clause in law["clauses"] for stay in clause["suspended"])):
            if event.get("source"):
                yield event["source"]


def _kinds(counts: list[Plain]) -> list[Plain]:
    """The counts of local bodies by kind, each with its own whole."""
    made = []
    for kind in KINDS:
        here = [count for count in counts if count["kind"] == kind]
        if here:
            by = {position: {c["category"]: c["jurisdictions"] for c in here if c["position"] == position} for position in ("operative", "policy")}
            made.append({"kind": kind, "total": sum(by["operative"].values()), **by})
    return made


def _conflicts(session: Session, state: str, kind: str, number: int, as_of: AsOf) -> Plain:
    page = jurisdictions.listing(session, as_of, Filters(state=state, conflict=kind), Asked("", CONFLICTS, sort="-population", counted=False))
    return {"total": number, "rows": page.rows}


def _counties(session: Session, state: str, as_of: AsOf) -> list[Plain]:
    page = jurisdictions.listing(session, as_of, Filters(state=state, kind="county"), Asked("", ALL, sort="name", counted=False))
    return page.rows


def index(session: Session, as_of: AsOf) -> Plain:
    """Every state with its words, its laws and the agreements of its agencies in force on the day, in order of their names; and since when lists are complete."""
    positions = {row["geoid"]: row for row in maps.layer(session, "states", as_of)}
    active, enacted = _active(session, as_of), _enacted(session, as_of)
    rows = [
        positions[row["id"]] | row | {"agreements": active[row["state"]], "enacted": enacted[row["state"], True], "bills": enacted[row["state"], False]}
        for row in summaries.states(session, as_of)
    ]
    return {"rows": sorted(rows, key=lambda row: row["name"]), "complete_from": complete_from(session, as_of)}


def _enacted(session: Session, as_of: AsOf) -> Counter[tuple[str, bool]]:
    """How many laws of each state were law by the day, and how many bills were not."""
    coded = exists().where(LawClause.state_law_id == StateLaw.id)
    query = select(StateLaw.state, StateLaw.instrument, StateLaw.events, coded.label("clauses")).where(known(StateLaw, as_of.revision))
    told = ((row.state, enactment(as_row(row), as_of.on)) for row in session.execute(query))
    return Counter((state, kind is not Enactment.BILL) for state, kind in told if kind is not Enactment.LATER)


def _active(session: Session, as_of: AsOf) -> Counter[str]:
    """The agreements in force on the day by state."""
    query = select(Agency.state, *HISTORY).join(Agreement, Agreement.agency == Agency.key).where(known(Agreement, as_of.revision), known(Agency, as_of.revision))
    rows = session.execute(query)
    return Counter(row.state for row in rows if timelines.status_on(history_of(row, as_of.evidence_through), as_of.on) == Status.ACTIVE)
