"""Counts over many jurisdictions: what the record covers, and how the bodies of each state stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, holding, known
from api.ledger.gaps import gap_columns, newest_sources, with_gaps
from api.ledger.law_counts import law_counts
from api.models import Jurisdiction, Position
from api.rules.vocabulary import METHOD_VERSION, STATE_KINDS

Plain = dict[str, Any]


def coverage(session: Session, as_of: AsOf, only: str | None = None) -> list[Plain]:
    """Per state and kind: how many jurisdictions and residents have a score and a known agreement status."""
    weight = func.coalesce(Jurisdiction.population, 0)

    def tallied(condition: ColumnElement[bool], name: str) -> list[Any]:
        return [
            func.sum(case((condition, 1), else_=0)).label(name),
            func.sum(case((condition, weight), else_=0)).label(f"{name}_population"),
        ]

    query = (
        select(
            Jurisdiction.state,
            Jurisdiction.kind,
            func.count().label("jurisdictions"),
            func.sum(weight).label("population"),
            func.sum(case((Jurisdiction.population.is_(None), 1), else_=0)).label("population_unknown"),
            *tallied(Position.policy_score.is_not(None), "policy_score"),
            *tallied(Position.operative_low.is_not(None), "operative_score"),
            *tallied(Position.agreement_known.is_(True), "agreement_status"),
            *gap_columns(as_of),
        )
        .join(Position, _answering(as_of))
        .where(known(Jurisdiction, as_of.revision), Jurisdiction.same_as.is_(None), *_chosen(only))
        .group_by(Jurisdiction.state, Jurisdiction.kind)
        .order_by(Jurisdiction.state, Jurisdiction.kind)
    )
    newest = newest_sources(session, as_of)
    laws = law_counts(session, as_of)
    found = ({name: _whole(value) for name, value in row.items()} for row in session.execute(query).mappings())
    return [with_gaps(_shares(row)) | {"newest_source": newest.get((row["state"], row["kind"])), **laws[row["state"]].told} for row in found]


def _answering(as_of: AsOf) -> ColumnElement[bool]:
    key = func.coalesce(Jurisdiction.same_as, Jurisdiction.key)
    return and_(Position.geoid == key, Position.method == METHOD_VERSION, holding(as_of))


def _chosen(only: str | None) -> list[ColumnElement[bool]]:
    """One state, or all."""
    return [Jurisdiction.state == only] if only else []


def _whole(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else int(value)


def _shares(row: Plain) -> Plain:
    """The counts with their shares; a share of residents is null where no population is known."""
    shares: Plain = {}
    for name in ("policy_score", "operative_score", "agreement_status"):
        shares[f"{name}_share"] = round(row[name] / row["jurisdictions"], 4)
        shares[f"{name}_population_share"] = round(row[f"{name}_population"] / row["population"], 4) if row["population"] else None
    return row | shares


def states(session: Session, as_of: AsOf, only: str | None = None) -> list[Plain]:
    """Per state: its laws, its bodies by category, the ends of its range, and where own rules and law differ."""
    chosen = _chosen(only)
    laws = law_counts(session, as_of)
    made: dict[str, Plain] = {}
    query = (
        select(Jurisdiction.key, Jurisdiction.name, Jurisdiction.slug, Jurisdiction.state, Position.category, Position.operative_category)
        .join(Position, _answering(as_of))
        .where(known(Jurisdiction, as_of.revision), Jurisdiction.kind.in_(STATE_KINDS), *chosen)
        .order_by(Jurisdiction.state)
    )
    for row in session.execute(query):
        made[row.state] = {
            "id": row.key,
            "name": row.name,
            "slug": row.slug,
            "state": row.state,
            "category": row.category,
            "operative_category": row.operative_category,
            "laws": laws[row.state].laws,
            **laws[row.state].told,
            "counts": [],
            "lowest": None,
            "highest": None,
            "conflicts": {"overridden": 0, "contested": 0},
        }
    _add_counts(session, as_of, made, chosen)
    _add_ends(session, as_of, made, chosen)
    return list(made.values())


def _local(as_of: AsOf, chosen: Iterable[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    return [known(Jurisdiction, as_of.revision), Jurisdiction.same_as.is_(None), Jurisdiction.kind.not_in(STATE_KINDS), *chosen]


def _add_counts(session: Session, as_of: AsOf, made: dict[str, Plain], chosen: list[ColumnElement[bool]]) -> None:
    columns = (Jurisdiction.state, Jurisdiction.kind, Position.category, Position.operative_category, Position.conflict)
    query = select(*columns, func.count().label("number")).join(Position, _answering(as_of)).where(*_local(as_of, chosen)).group_by(*columns)
    counts: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for row in session.execute(query):
        counts[row.state][row.kind, "policy", row.category] += row.number
        counts[row.state][row.kind, "operative", row.operative_category] += row.number
        if row.conflict and row.state in made:
            made[row.state]["conflicts"][row.conflict] += row.number
    for state, found in counts.items():
        if state in made:
            made[state]["counts"] = [
                {"kind": kind, "position": position, "category": category, "jurisdictions": number}
                for (kind, position, category), number in sorted(found.items())
            ]


def _add_ends(session: Session, as_of: AsOf, made: dict[str, Plain], chosen: list[ColumnElement[bool]]) -> None:
    """The local bodies with the lowest and the highest operative score of each state; of equals, the most populous."""
    shown = (Jurisdiction.state, Jurisdiction.key.label("id"), Jurisdiction.name, Position.operative_score)
    people = func.coalesce(Jurisdiction.population, 0).desc()
    for end, order in (("lowest", Position.operative_score.asc()), ("highest", Position.operative_score.desc())):
        rank = func.row_number().over(partition_by=Jurisdiction.state, order_by=(order, people, Jurisdiction.key)).label("rank")
        ranked = (
            select(*shown, rank)
            .join(Position, _answering(as_of))
            .where(*_local(as_of, chosen), Position.operative_score.is_not(None))
            .subquery()
        )
        for row in session.execute(select(ranked).where(ranked.c.rank == 1)):
            if row.state in made:
                made[row.state][end] = {"id": row.id, "name": row.name, "operative_score": row.operative_score}
