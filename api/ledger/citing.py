"""What rests on a source: every claim of the record that cites it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Select, String, and_, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.ledger.nouns import NOUNS
from api.ledger.pages import Asked, Page, cut
from api.models import (
    Agency,
    Agreement,
    Alias,
    Citation,
    Custody,
    Designation,
    FederalAction,
    Jurisdiction,
    LawClause,
    Policy,
    PolicyClause,
    Publication,
    ServiceArea,
    Source,
    StateLaw,
)

Plain = dict[str, Any]
_NOTHING = cast(null(), String)
# What an entry is called by, and the jurisdiction and the state that it speaks of, where it names them.
_CALLED: dict[str, tuple[Any, Any, Any]] = {
    "policy": (Policy.title, Policy.jurisdiction, _NOTHING),
    "state_law": (StateLaw.name, _NOTHING, StateLaw.state),
    "agreement": (Agency.name + ", " + Agreement.model, Agency.jurisdiction, Agency.state),
    "designation": (Designation.label, Designation.geoid, _NOTHING),
    "federal_action": (FederalAction.title, _NOTHING, _NOTHING),
    "custody": (func.coalesce(Custody.note, literal("Who runs the jail")), Custody.geoid, _NOTHING),
    "service_area": (literal("Served by ") + Agency.name, ServiceArea.jurisdiction, Agency.state),
    "publication": (Publication.file_name, _NOTHING, _NOTHING),
    "alias": (Alias.old_geoid, Alias.geoid, _NOTHING),
    "jurisdiction": (Jurisdiction.name, Jurisdiction.key, Jurisdiction.state),
}
# What points at a source by its key: the column, and what part of the entry rests on it.
_POINTING: tuple[tuple[str, Any, str], ...] = (
    ("agreement", Agreement.ended_source, "end"),
    ("custody", Custody.source, "jail"),
    ("service_area", ServiceArea.source, "serves"),
    ("publication", Publication.source, "list"),
    ("alias", Alias.source, "former_id"),
    ("jurisdiction", Jurisdiction.same_as_source, "same_government"),
)
# Where the steps of a timeline name their sources, each step its own.
_TIMELINES = ("state_law", "federal_action")


def counts(session: Session, keys: Collection[str], as_of: AsOf) -> Counter[str]:
    """How many claims rest on each of some sources, populations included; three queries however many sources."""
    wanted = sorted(keys)
    claimed = union_all(*_claims(as_of), _populations(as_of)).subquery()
    query = select(claimed.c.source, func.count()).where(claimed.c.source.in_(wanted)).group_by(claimed.c.source)
    found: Counter[str] = Counter({row[0]: row[1] for row in session.execute(query)})
    found.update(claim["source"] for claim in _events(session, as_of) if claim["source"] in wanted)
    return found


def claims(session: Session, source: str, as_of: AsOf, asked: Asked) -> Page:
    """The claims that rest on a source, each with the entry it belongs to, whom it is about and where in the source it stands; populations aside."""
    claimed = union_all(*_claims(as_of)).subquery()
    body = and_(Jurisdiction.key == claimed.c.geoid, known(Jurisdiction, as_of.revision))
    query = select(claimed, Jurisdiction.name, Jurisdiction.slug, Jurisdiction.state.label("home")).outerjoin(Jurisdiction, body).where(claimed.c.source == source)
    rows = [dict(row) | {"state": row["state"] or row["home"]} for row in session.execute(query).mappings()]
    rows += [claim | {"name": None, "slug": None} for claim in _events(session, as_of) if claim["source"] == source]
    rows.sort(key=lambda row: [row[name] or "" for name in ("noun", "key", "part", "locator", "quote")])
    numbered = [{**row, "id": f"{row['key']}|{number:06}"} for number, row in enumerate(rows)]
    return cut(numbered, asked, by="noun", key="id")


def populations(session: Session, source: str, as_of: AsOf) -> int:
    """Of how many jurisdictions the population is taken from a source."""
    query = select(func.count()).where(Jurisdiction.population_source == source, known(Jurisdiction, as_of.revision))
    return session.scalar(query) or 0


def _claims(as_of: AsOf) -> Iterator[Select[Any]]:
    """Every claim but populations and steps of timelines: what entries and their clauses cite, and what points at a source."""
    for name in (noun.name for noun in NOUNS.values() if noun.cited):
        own: Any = getattr(Citation, f"{name}_id")
        yield _entries(name, as_of, Citation.source, _NOTHING, Citation.locator, Citation.quote).join(Citation, own == NOUNS[name].model.id)
    clauses: tuple[tuple[str, Any, Any, Any], ...] = (
        ("policy", PolicyClause, PolicyClause.policy_id, Citation.policy_clause_id),
        ("state_law", LawClause, LawClause.state_law_id, Citation.law_clause_id),
    )
    for name, clause, entry, cited in clauses:
        query = _entries(name, as_of, Citation.source, clause.dimension, Citation.locator, Citation.quote)
        yield query.join(clause, entry == NOUNS[name].model.id).join(Citation, cited == clause.id)
    for name, column, part in _POINTING:
        yield _entries(name, as_of, column, literal(part), _NOTHING, _NOTHING).where(column.is_not(None))


def _entries(name: str, as_of: AsOf, source: Any, part: Any, locator: Any, quote: Any) -> Select[Any]:
    """The entries of a noun with what is said of them, one line for each claim."""
    model: Any = NOUNS[name].model
    called, geoid, state = _CALLED[name]
    shown = (source.label("source"), literal(name).label("noun"), model.key.label("key"), part.label("part"), called.label("called"))
    query = select(*shown, geoid.label("geoid"), state.label("state"), locator.label("locator"), quote.label("quote"))
    query = query.select_from(model).where(known(model, as_of.revision))
    return query.join(Agency, and_(Agency.key == model.agency, known(Agency, as_of.revision))) if model in (Agreement, ServiceArea) else query


def _populations(as_of: AsOf) -> Select[Any]:
    counted = _entries("jurisdiction", as_of, Jurisdiction.population_source, literal("population"), _NOTHING, _NOTHING)
    return counted.where(Jurisdiction.population_source.is_not(None))


def _events(session: Session, as_of: AsOf) -> Iterator[Plain]:
    """The steps of timelines that name a source; JSON, which the two engines search differently, so it is read here."""
    for name in _TIMELINES:
        model: Any = NOUNS[name].model
        called, geoid, state = _CALLED[name]
        query = select(model.key, model.events, called.label("called"), geoid.label("geoid"), state.label("state"))
        for row in session.execute(query.where(known(model, as_of.revision)).order_by(model.key)):
            for event in (event for event in row.events if event.get("source")):
                shown = {"source": event["source"], "noun": name, "key": row.key, "part": event["kind"], "called": row.called}
                yield {**shown, "geoid": row.geoid, "state": row.state, "locator": event["date"], "quote": None}


def kinds(session: Session, as_of: AsOf) -> dict[str, int]:
    """How many sources there are of each kind, the most frequent first."""
    number = func.count()
    query = select(Source.kind, number).where(known(Source, as_of.revision)).group_by(Source.kind).order_by(number.desc(), Source.kind)
    return {row[0]: row[1] for row in session.execute(query)}
