"""Claims whose sources nobody has looked at for long: one query for each noun, in order of how long or of how many people live there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from api.ledger.pages import Asked, Mark, Page
from api.models import Agency, Agreement, Citation, Custody, Designation, Dispute, Jurisdiction, LawClause, Policy, PolicyClause, ServiceArea, Source, StateLaw
from api.rules.refusals import ForeignCursor
from api.rules.staleness import INTERVALS, last_day
from api.rules.vocabulary import STATE_KINDS

Plain = dict[str, Any]
_OPERATOR = aliased(Jurisdiction)
# Of each noun: its table, which of its entries can be stale, what it is called, the government, and the state where it has none.
_NOUNS: dict[str, tuple[Any, tuple[Any, ...], Any, Any, Any]] = {
    "policy": (Policy, (Policy.ended.is_(None),), Policy.title, Policy.jurisdiction, null()),
    "state_law": (StateLaw, (), StateLaw.name, null(), StateLaw.state),
    "designation": (Designation, (Designation.removed_on.is_(None),), Designation.designator + ": " + Designation.label, Designation.geoid, null()),
    "custody": (Custody, (Custody.valid_until.is_(None),), literal("Jail run by ") + func.coalesce(_OPERATOR.name, Custody.operator), Custody.geoid, null()),
    "service_area": (ServiceArea, (ServiceArea.valid_until.is_(None),), literal("Served by ") + Agency.name, ServiceArea.jurisdiction, Agency.state),
    "agreement": (Agreement, (Agreement.ended.is_not(None),), Agency.name + ", " + Agreement.model, Agency.jurisdiction, Agency.state),
}


def counts(session: Session, on: date) -> dict[str, int]:
    """How many claims of each kind are stale on a day; one query, and one for disputes."""
    found = dict.fromkeys(INTERVALS, 0)
    stale = union_all(*(_stale(noun, on) for noun in _NOUNS)).subquery()
    found |= {row[0]: row[1] for row in session.execute(select(stale.c.noun, func.count()).group_by(stale.c.noun))}
    return found | {"dispute": sum(1 for _ in _disputes(session, on))}


def listing(session: Session, asked: Asked, on: date, *, noun: str | None = None, state: str | None = None) -> Page:
    """A page of the stale claims of one noun, or of all; the longest unchecked first, or with `-population` where most people live."""
    rows: list[Plain] = []
    nouns = [name for name in _NOUNS if noun in (None, name)]
    total = 0
    for name in nouns:
        stale = _stale(name, on, state).subquery()
        total += session.scalar(select(func.count()).select_from(stale)) or 0
        rows += [dict(row) for row in session.execute(_page(stale, asked)).mappings()]
    if noun in (None, "dispute"):
        disputes = [row for row in _disputes(session, on) if state in (None, row["state"])]
        total += len(disputes)
        rows += [row for row in disputes if asked.after is None or _place(row, asked) > _mark(asked)]
    rows.sort(key=lambda row: _place(row, asked))
    found = rows[: asked.limit + 1]
    shown = [{name: value for name, value in row.items() if name != "id"} for row in found]
    return asked.page(shown, [Mark(row["population"] or 0 if _by_people(asked) else row["checked"], row["id"]) for row in found], total)


def _by_people(asked: Asked) -> bool:
    return asked.sort == "-population"


def _place(row: Mapping[str, Any], asked: Asked) -> tuple[Any, str]:
    return (-(row["population"] or 0) if _by_people(asked) else row["checked"], row["id"])


def _mark(asked: Asked) -> tuple[Any, str]:
    """Where the page before ended; raises ForeignCursor for a mark of another kind."""
    assert asked.after is not None
    value = asked.after.value
    if not isinstance(value, int if _by_people(asked) else str):
        raise ForeignCursor
    return (-value if _by_people(asked) else value, asked.after.key)  # type: ignore[operator]


def _page(stale: Any, asked: Asked) -> Select[Any]:
    """The rows of a page of one noun, one more than fits."""
    people = func.coalesce(stale.c.population, 0)
    column = -people if _by_people(asked) else stale.c.checked
    query = select(stale).order_by(column, stale.c.id).limit(asked.limit + 1)
    if asked.after is None:
        return query
    value, key = _mark(asked)
    return query.where(or_(column > value, and_(column == value, stale.c.id > key)))


def _stale(noun: str, on: date, state: str | None = None) -> Select[Any]:
    """The entries of a noun whose newest look at any of their sources is too long ago, with the government that they are about."""
    model, narrowed, called, geoid, of_state = _NOUNS[noun]
    looked = _looked(noun)
    usps = func.coalesce(of_state, Jurisdiction.state)
    query = (
        select(
            literal(noun).label("noun"),
            model.key.label("key"),
            (literal(f"{noun} ") + model.key).label("id"),
            called.label("called"),
            usps.label("state"),
            Jurisdiction.key.label("geoid"),
            Jurisdiction.name.label("name"),
            Jurisdiction.slug.label("slug"),
            Jurisdiction.population.label("population"),
            looked.c.checked,
        )
        .select_from(model)
        .join(looked, looked.c.id == model.id)
    )
    if model in (Agreement, ServiceArea):
        query = query.join(Agency, and_(Agency.key == model.agency, Agency.rev_until.is_(None)))
    if model is Custody:
        query = query.outerjoin(_OPERATOR, and_(_OPERATOR.key == Custody.operator, _OPERATOR.rev_until.is_(None)))
    about = and_(Jurisdiction.state == StateLaw.state, Jurisdiction.kind.in_(STATE_KINDS)) if model is StateLaw else Jurisdiction.key == geoid
    query = query.outerjoin(Jurisdiction, and_(about, Jurisdiction.rev_until.is_(None)))
    conditions = [model.rev_until.is_(None), looked.c.checked < last_day(noun, on).isoformat(), *narrowed, *([usps == state] if state else [])]
    return query.where(*conditions)


def _looked(noun: str) -> Any:
    """When any source of each entry of a noun was last looked at."""
    cited = union_all(*_cited(noun)).subquery()
    current = and_(Source.key == cited.c.source, Source.rev_until.is_(None))
    return select(cited.c.id, func.max(Source.retrieved).label("checked")).join(Source, current).group_by(cited.c.id).subquery()


def _cited(noun: str) -> Iterator[Any]:
    if noun in ("custody", "service_area"):
        model: Any = _NOUNS[noun][0]
        yield select(model.id.label("id"), model.source.label("source"))
    elif noun == "agreement":
        yield select(Agreement.id.label("id"), Agreement.ended_source.label("source")).where(Agreement.ended_source.is_not(None))
    else:
        own: Any = getattr(Citation, f"{noun}_id")
        yield select(own.label("id"), Citation.source.label("source")).where(own.is_not(None))
    if noun == "policy":
        yield select(PolicyClause.policy_id, Citation.source).join(PolicyClause, PolicyClause.id == Citation.policy_clause_id)
    if noun == "state_law":
        yield select(LawClause.state_law_id, Citation.source).join(LawClause, LawClause.id == Citation.law_clause_id)


def _disputes(session: Session, on: date) -> list[Plain]:
    """Open disputes none of whose sides' sources was looked at for long; the sides are JSON, so they are read here."""
    found = session.execute(select(Dispute.key, Dispute.question, Dispute.sides).where(Dispute.rev_until.is_(None), Dispute.settled.is_(None)).order_by(Dispute.key)).all()
    wanted = sorted({side["source"] for row in found for side in row.sides if side.get("source")})
    looked = _retrieved(session, wanted)
    limit = last_day("dispute", on).isoformat()
    rows = []
    for row in found:
        checked = max((looked[side["source"]] for side in row.sides if side.get("source") in looked), default="")
        if checked and checked < limit:
            about = dict.fromkeys(("state", "geoid", "name", "slug", "population"))
            rows.append({"noun": "dispute", "key": row.key, "id": f"dispute {row.key}", "called": row.question, **about, "checked": checked})
    return rows


def _retrieved(session: Session, keys: Sequence[str]) -> dict[str, str]:
    query = select(Source.key, Source.retrieved).where(Source.key.in_(keys), Source.rev_until.is_(None))
    return {row.key: row.retrieved for row in session.execute(query)} if keys else {}
