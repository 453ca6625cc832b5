"""Write down what happened, as the entries of the record tell it: with each revision the changes that it moves, and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from api.ledger import agreement_changes
from api.ledger.asof import AsOf, known, listed_through
from api.models import Agreement, Change, Citation, Designation, FederalAction, Jurisdiction, Policy, Publication, Revision, StateLaw, table_of
from api.rules import changes as rules
from api.rules.dates import PartialDate
from api.rules.states import FIPS
from api.rules.vocabulary import STATE_KINDS

Plain = dict[str, Any]
Told = tuple[rules.Change, str, str | None, str | None]
# The nouns whose entries a noun's changes are told from.
TOLD_FROM: Mapping[str, frozenset[str]] = {
    "agreement": frozenset({"agreement", "agency", "publication", "listed_row", "jurisdiction"}),
    "policy": frozenset({"policy", "jurisdiction"}),
    "designation": frozenset({"designation", "jurisdiction"}),
    "state_law": frozenset({"state_law", "jurisdiction"}),
    "federal_action": frozenset({"federal_action", "jurisdiction"}),
}
_KEPT = [c.key for c in table_of(Change).c if c.key not in {"id", "rev_from", "rev_until"}]


def write(session: Session, touched: Iterable[str], *, revision: int) -> int:
    """Bring the changes told from some nouns up to date as a part of a revision; answers how many rows changed."""
    moved = set(touched)
    nouns = [noun for noun, sources in TOLD_FROM.items() if sources & moved]
    if not nouns:
        return 0
    places = _places(session, revision)
    wanted = {row["key"]: row for noun in nouns for row in _rows(session, noun, revision, places)}
    closed: list[int] = []
    for row in session.execute(select(*table_of(Change).c).where(Change.noun.in_(nouns), Change.rev_until.is_(None))).mappings():
        if wanted.get(row["key"]) == {name: row[name] for name in _KEPT}:
            del wanted[row["key"]]
        else:
            closed.append(row["id"])
    for start in range(0, len(closed), 500):
        session.execute(update(Change).where(Change.id.in_(closed[start : start + 500])).values(rev_until=revision))
    if wanted:
        session.execute(insert(table_of(Change)), [{**row, "rev_from": revision} for row in wanted.values()])
    return len(closed) + len(wanted)


def fill(session: Session) -> int:
    """Write down the changes of a record that was published before they were kept, revision by revision; answers how many rows were written."""
    if session.scalar(select(func.count()).select_from(Change)):
        return 0
    revisions = session.execute(select(Revision.number, Revision.changes).order_by(Revision.number)).all()
    return sum(write(session, revision.changes, revision=revision.number) for revision in revisions)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a change needs to know of a jurisdiction."""

    name: str
    state: str
    canonical: str


def _places(session: Session, revision: int) -> dict[str, _Place]:
    """The jurisdictions that policies, labels and actions name, and those whose government has another id."""
    asked = set(FIPS.values())
    for column, model in ((Policy.jurisdiction, Policy), (Designation.geoid, Designation)):
        asked.update(session.scalars(select(column).where(known(model, revision))))
    for named in session.scalars(select(FederalAction.jurisdictions).where(known(FederalAction, revision))):
        asked.update(named)
    columns = (Jurisdiction.key, Jurisdiction.name, Jurisdiction.state, Jurisdiction.same_as, Jurisdiction.kind)
    query = select(*columns).where(known(Jurisdiction, revision))
    found = list(session.execute(query.where(Jurisdiction.same_as.is_not(None))))
    keys = sorted(asked)
    for start in range(0, len(keys), 500):
        found += session.execute(query.where(Jurisdiction.key.in_(keys[start : start + 500])))
    return {row.key: _Place(row.name if row.kind in STATE_KINDS else f"{row.name}, {row.state}", row.state, row.same_as or row.key) for row in found}


def _rows(session: Session, noun: str, revision: int, places: Mapping[str, _Place]) -> Iterator[Plain]:
    """Every change of a noun, as its row."""
    for change, entry, state, jurisdiction in _TELLING[noun](session, revision, places):
        read = PartialDate.parse(change.date)
        told = asdict(change) | {"sources": list(change.sources)}
        yield {**told, "noun": noun, "entry": entry, "earliest": read.first, "latest": read.last, "state": state, "jurisdiction": jurisdiction}


def _canonical(places: Mapping[str, _Place], geoid: str | None) -> str | None:
    place = places.get(geoid or "")
    return place.canonical if place else geoid


def _agreements(session: Session, revision: int, places: Mapping[str, _Place]) -> Iterator[Told]:
    as_of = AsOf(date.max, revision, listed_through(session, revision), latest=True)
    lists, cited = _lists(session, revision), _cited(session, Agreement, Citation.agreement_id, revision)
    ended = select(Agreement.key, Agreement.ended_source).where(known(Agreement, revision), Agreement.ended_source.is_not(None))
    stated = {row.key: row.ended_source for row in session.execute(ended)}
    for told in agreement_changes.changes(session, as_of):
        if told["kind"] == "ended" and told["agreement"] in stated:
            sources = [stated[told["agreement"]]]
        else:
            named = told["list"] or lists.days.get((told["omitted_by"] or [told["last_named"] or told["date"]])[0], "")
            sources = [lists.sources[named]] if named in lists.sources else cited[told["agreement"]]
        yield rules.agreement_change(told, sources), told["agreement"], told["state"], _canonical(places, told["jurisdiction"])


@dataclass(frozen=True, slots=True)
class _Lists:
    """The key of the list of each day, and the source of each list."""

    days: Mapping[str, str]
    sources: Mapping[str, str]


def _lists(session: Session, revision: int) -> _Lists:
    query = select(Publication.key, Publication.published, Publication.source, Publication.list).where(known(Publication, revision))
    found = session.execute(query.order_by(Publication.published, Publication.key)).all()
    # A list of applicants answers for a day only where no other does.
    days = {row.published.isoformat(): row.key for row in sorted(found, key=lambda row: row.list != "pending")}
    return _Lists(days, {row.key: row.source for row in found})


def _policies(session: Session, revision: int, places: Mapping[str, _Place]) -> Iterator[Told]:
    cited = _cited(session, Policy, Citation.policy_id, revision)
    columns = (Policy.key, Policy.jurisdiction, Policy.instrument, Policy.title, Policy.adopted, Policy.effective, Policy.ended, Policy.ended_by)
    for row in session.execute(select(*columns).where(known(Policy, revision)).order_by(Policy.key)):
        place = places[row.jurisdiction]
        for change in rules.policy_changes(row.key, {**row._mapping, "sources": cited[row.key]}, place.name):
            yield change, row.key, place.state, place.canonical


def _designations(session: Session, revision: int, places: Mapping[str, _Place]) -> Iterator[Told]:
    cited = _cited(session, Designation, Citation.designation_id, revision)
    columns = (Designation.key, Designation.geoid, Designation.designator, Designation.label, Designation.listed_on, Designation.removed_on)
    for row in session.execute(select(*columns).where(known(Designation, revision)).order_by(Designation.key)):
        place = places[row.geoid]
        for change in rules.designation_changes(row.key, {**row._mapping, "sources": cited[row.key]}, place.name):
            yield change, row.key, place.state, place.canonical


def _state_laws(session: Session, revision: int, places: Mapping[str, _Place]) -> Iterator[Told]:
    for row in session.execute(select(StateLaw.key, StateLaw.state, StateLaw.name, StateLaw.events).where(known(StateLaw, revision)).order_by(StateLaw.key)):
        for change in rules.law_changes(row.key, dict(row._mapping)):
            yield change, row.key, row.state, _canonical(places, FIPS[row.state])


def _federal_actions(session: Session, revision: int, places: Mapping[str, _Place]) -> Iterator[Told]:
    """An action that names one jurisdiction is told of it, one that names several of one state is told of the state."""
    cited = _cited(session, FederalAction, Citation.federal_action_id, revision)
    columns = (FederalAction.key, FederalAction.date, FederalAction.actor, FederalAction.kind, FederalAction.title, FederalAction.events, FederalAction.jurisdictions)
    for row in session.execute(select(*columns).where(known(FederalAction, revision)).order_by(FederalAction.key)):
        named = [places[geoid] for geoid in row.jurisdictions if geoid in places]
        state, body = _only(place.state for place in named), _only(place.canonical for place in named)
        for change in rules.action_changes(row.key, {**row._mapping, "sources": cited[row.key]}):
            yield change, row.key, state, body


def _only(values: Iterable[str]) -> str | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _cited(session: Session, model: Any, link: Any, revision: int) -> defaultdict[str, list[str]]:
    """The sources that each entry cites, in its order, each once."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in session.execute(select(model.key, Citation.source).join(Citation, link == model.id).where(known(model, revision)).order_by(Citation.id)):
        if row.source not in found[row.key]:
            found[row.key].append(row.source)
    return found


_TELLING: Mapping[str, Callable[[Session, int, Mapping[str, _Place]], Iterator[Told]]] = {
    "agreement": _agreements,
    "policy": _policies,
    "designation": _designations,
    "state_law": _state_laws,
    "federal_action": _federal_actions,
}
