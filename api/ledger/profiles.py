"""Where one jurisdiction stands: its position on a day with the reasons, and its positions over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from api.ledger import jurisdictions
from api.ledger.asof import AsOf, as_row, holding, known, today
from api.ledger.nouns import NOUNS, entry_of
from api.ledger.standings import models, position_row, words
from api.models import Custody, Explanation, Jurisdiction, Position, Source, table_of
from api.rules.gap_sentence import gap_sentence
from api.rules.history import stated_days
from api.rules.sentences import full_name, standing_sentence
from api.rules.vocabulary import METHOD_VERSION

Plain = dict[str, Any]


def profile(session: Session, canonical: str, as_of: AsOf) -> Plain:
    """The position that holds on the day, with every dimension's reasons, the bodies and the sources they name."""
    query = select(Position, Explanation.body).join(Explanation, Explanation.id == Position.explanation_id)
    row, body = session.execute(query.where(Position.geoid == canonical, Position.method == METHOD_VERSION, holding(as_of))).one()
    named = jurisdictions.names(session, set(_bodies(body)) | ({row.operator} if row.operator else set()), as_of)
    custody = _custody(session, row, canonical, as_of)
    cited = set(_cited(body)) | ({custody["source"]} if custody else set())
    return {
        **_policy_and_operative(row, body, named),
        "jail": _jail(row, named, custody),
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "method": row.method,
        "models": models({"models": row.models, "agreement_known": row.agreement_known, "category": row.category}),
        "sources": sources(session, cited, as_of),
    }


def sentences(row: Plain, found: Plain, as_of: AsOf) -> Plain:
    """A profile in words that can be quoted: where the jurisdiction stands, and why own policy and what applies differ."""
    parts = {part: found[part] for part in ("policy", "operative", "jail")}
    name = full_name(row["name"], kind=row["kind"], state=row["state"])
    return {"sentence": standing_sentence(name=name, on=as_of.on, today=today(), **parts), "gap": gap_sentence(**parts)}


def _policy_and_operative(row: Position, body: Plain, named: dict[str, str]) -> Plain:
    policy, operative = body["policy"], body["operative"]
    for reading in (*policy["dimensions"], *operative["dimensions"]):
        if reading["set_by"]:
            reading["set_by"] = {"id": reading["set_by"], "name": named.get(reading["set_by"])}
    return {
        "policy": {
            "category": row.category,
            "score": row.policy_score,
            "cooperates": row.cooperates,
            "limits": row.limits,
            "coverage": row.coverage,
            "marks": words(row.marks),
            **policy,
        },
        "operative": {
            "category": row.operative_category,
            "score": row.operative_score,
            "low": row.operative_low,
            "high": row.operative_high,
            "cooperates": row.operative_cooperates,
            "limits": row.operative_limits,
            "coverage": row.operative_coverage,
            "marks": words(row.operative_marks),
            **operative,
        },
    }


def _jail(row: Position, named: dict[str, str], custody: Plain | None) -> Plain:
    return {
        "operator": {"id": row.operator, "name": named.get(row.operator)} if row.operator else None,
        "rule": row.operator_rule,
        "source": custody["source"] if custody else None,
        "note": custody["note"] if custody else None,
    }


def _custody(session: Session, row: Position, canonical: str, as_of: AsOf) -> Plain | None:
    """The sourced statement of who runs the jail on the day: the body's own under any of its ids, else its operator's."""
    if row.operator is None:
        return None
    government = func.coalesce(Jurisdiction.same_as, Jurisdiction.key)
    query = select(Custody).join(Jurisdiction, Jurisdiction.key == Custody.geoid).where(government.in_({canonical, row.operator}))
    current = query.where(known(Custody, as_of.revision), known(Jurisdiction, as_of.revision))
    for item in session.scalars(current.order_by(case((government == canonical, 0), else_=1), Custody.key)):
        if as_of.on in stated_days(item.valid_from, item.valid_until):
            return {"source": item.source, "note": item.note}
    return None


def standing(session: Session, canonical: str, as_of: AsOf) -> Plain:
    """The numbers and words of the position that holds on the day, without the reasons."""
    query = select(*table_of(Position).c).where(Position.geoid == canonical, Position.method == METHOD_VERSION, holding(as_of))
    return position_row(as_row(session.execute(query).one()))


def history(session: Session, canonical: str, as_of: AsOf) -> list[Plain]:
    """Every position over time, as known at the revision, oldest first."""
    query = select(*table_of(Position).c).where(Position.geoid == canonical, Position.method == METHOD_VERSION, known(Position, as_of.revision))
    return [position_row(as_row(row)) for row in session.execute(query.order_by(Position.valid_from))]


def sources(session: Session, keys: set[str], as_of: AsOf) -> list[Plain]:
    """Some sources, in order of their keys."""
    if not keys:
        return []
    query = select(Source).where(Source.key.in_(sorted(keys)), known(Source, as_of.revision)).order_by(Source.key)
    return [{"key": row.key, **entry_of(NOUNS["source"], row)} for row in session.scalars(query)]


def _items(body: Plain) -> Iterator[Plain]:
    for side in ("policy", "operative"):
        for reading in body[side]["dimensions"]:
            yield reading
            yield from reading["laws"]
            yield from reading["beside"]
            if reading["own"]:
                yield reading["own"]
        yield from body[side]["unscored"]
        yield from body[side]["required_by"]


def _cited(body: Plain) -> Iterator[str]:
    for item in _items(body):
        yield from item["sources"]


def _bodies(body: Plain) -> Iterator[str]:
    for item in _items(body):
        if item.get("set_by"):
            yield item["set_by"]
