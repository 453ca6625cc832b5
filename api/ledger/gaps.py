"""What the record does not know of a group of jurisdictions, and why; and how new what it knows is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from api.ledger.asof import AsOf, known
from api.models import Citation, Jurisdiction, Policy, PolicyClause, Position, ResearchNote, Source, StateLaw
from api.rules.vocabulary import STATE_KINDS, Category

Plain = dict[str, Any]
REASONS = {
    "not_researched": "None of its own instruments, of a state none of its laws, has been researched yet.",
    "nothing_found": "It was looked for and no instrument of its own was found, which proves nothing; its page says where it was looked for.",
    "too_little_known": "Its instruments that were found speak of too few dimensions for a score.",
    "no_government": "It has no government of its own, so it has no policy of its own.",
    "agreement_unknown": "No complete list of 287(g) agreements answers for it on the day, or a row that could not be placed may be its own.",
}


def gap_columns(as_of: AsOf) -> list[Any]:
    """How many jurisdictions of a group each reason holds for, to be added to a query of jurisdictions with their positions."""
    governed = Position.category != Category.NO_GOVERNMENT
    unscored = and_(governed, Position.policy_score.is_(None))
    own_laws = and_(Jurisdiction.kind.in_(STATE_KINDS), Jurisdiction.state.in_(select(StateLaw.state).where(known(StateLaw, as_of.revision))))
    researched = or_(Jurisdiction.key.in_(_of_governments(Policy, as_of)), own_laws)
    searched = Jurisdiction.key.in_(_of_governments(ResearchNote, as_of))
    conditions: dict[str, ColumnElement[bool]] = {
        "not_researched": and_(unscored, ~researched, ~searched),
        "nothing_found": and_(unscored, ~researched, searched),
        "too_little_known": and_(unscored, researched),
        "no_government": ~governed,
        "agreement_unknown": and_(governed, Position.agreement_known.is_(False)),
    }
    return [func.sum(case((condition, 1), else_=0)).label(reason) for reason, condition in conditions.items()]


def with_gaps(row: Plain) -> Plain:
    """A row with its reasons as a list of those that hold for somebody."""
    missing = [{"reason": reason, "why": why, "jurisdictions": row[reason]} for reason, why in REASONS.items() if row[reason]]
    return {name: value for name, value in row.items() if name not in REASONS} | {"missing": missing}


def _of_governments(noun: type[Policy] | type[ResearchNote], as_of: AsOf) -> Select[str]:
    """The governments of which the record holds an instrument, or a note of what was tried."""
    named = aliased(Jurisdiction)
    query = select(func.coalesce(named.same_as, named.key)).join(noun, noun.jurisdiction == named.key)
    return query.where(known(noun, as_of.revision), *_held(named, as_of))


def newest_sources(session: Session, as_of: AsOf) -> dict[tuple[str, str], str | None]:
    """Per state and kind, when the newest source of a local instrument was published."""
    cited = union_all(
        select(Citation.policy_id.label("policy"), Citation.source).where(Citation.policy_id.is_not(None)),
        select(PolicyClause.policy_id, Citation.source).join(PolicyClause, PolicyClause.id == Citation.policy_clause_id),
    ).subquery()
    named = aliased(Jurisdiction)
    query = (
        select(Jurisdiction.state, Jurisdiction.kind, func.max(Source.published))
        .join(named, func.coalesce(named.same_as, named.key) == Jurisdiction.key)
        .join(Policy, Policy.jurisdiction == named.key)
        .join(cited, cited.c.policy == Policy.id)
        .join(Source, Source.key == cited.c.source)
        .where(*(known(model, as_of.revision) for model in (Jurisdiction, Policy, Source)), *_held(named, as_of))
        .group_by(Jurisdiction.state, Jurisdiction.kind)
    )
    return {(state, kind): day for state, kind, day in session.execute(query)}


def _held(named: Any, as_of: AsOf) -> tuple[ColumnElement[bool], ...]:
    return named.rev_from <= as_of.revision, or_(named.rev_until.is_(None), named.rev_until > as_of.revision)
