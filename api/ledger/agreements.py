"""287(g) agreements as they stand on a day, with what became of them and why we say so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload, subqueryload

from api.ledger import disputed, service_areas
from api.ledger.asof import AsOf, known
from api.ledger.histories import HISTORY, history_of
from api.ledger.keyset import Condition, Listing, page
from api.ledger.listings import Ids, equal, unasked
from api.ledger.nouns import NOUNS, entry_of
from api.ledger.pages import Asked, Page
from api.models import Agency, Agreement
from api.rules import timelines
from api.rules.refusals import UnknownRecord

Plain = dict[str, Any]


def agreements(
    session: Session,
    as_of: AsOf,
    asked: Asked,
    *,
    geoids: Ids | None = None,
    state: str | None = None,
    model: str | None = None,
    kind: str | None = None,
    status: str | None = None,
) -> Page:
    """287(g) agreements with their agencies, in order of their keys."""
    narrowed = equal({Agency.state: state, Agreement.model: model, Agency.kind: kind})
    loads = {"citations": subqueryload(Agreement.citations)}

    def within(moment: AsOf) -> Condition:
        standing = [] if status is None else [Agreement.key.in_(_of_status(session, moment, status))]
        theirs = [] if geoids is None else [service_areas.serving(geoids, moment)]
        return and_(known(Agreement, moment.revision), known(Agency, moment.revision), *narrowed, *theirs, *standing)

    served = service_areas.by_agency(session, as_of)
    listing = Listing(
        query=select(Agreement, Agency).join(Agency, Agency.key == Agreement.agency),
        key=Agreement.key,
        within=within,
        changed=_changed,
        show=lambda row: _shown(row[0], row[1], served, as_of, without=unasked(loads, asked)),
        sorts={"signed": Agreement.signed, "first_listed": Agreement.first_listed, "last_listed": Agreement.last_listed},
        loads=loads,
        beside={"disputes": lambda session, keys: disputed.open_over(session, "agreement", keys, as_of)},
    )
    return page(session, listing, as_of, asked)


def _of_status(session: Session, as_of: AsOf, status: str) -> list[str]:
    """The keys of the agreements that have a status on the day: some two thousand histories are read, which no engine can search as JSON alike."""
    found = session.execute(select(Agreement.key, *HISTORY).where(known(Agreement, as_of.revision)))
    return [row.key for row in found if timelines.status_on(history_of(row, as_of.evidence_through), as_of.on) == status]


def _changed(then: AsOf, now: AsOf) -> Condition:
    """An agreement changes with its agency and the disputes over it too, and when a newer list omits it for the first time, or that list is withdrawn."""
    older, newer = sorted(moment.evidence_through or date.min for moment in (then, now))
    omitted = and_(Agreement.last_listed >= older, Agreement.last_listed < newer)
    served = Agency.key.in_(service_areas.moved(then, now))
    return or_(Agreement.rev_from > then.revision, Agency.rev_from > then.revision, served, omitted, Agreement.key.in_(disputed.moved("agreement", then, now)))


def agreement(session: Session, key: str, as_of: AsOf) -> tuple[Plain, bool]:
    """One agreement by its key or that of its agency's former key, and whether it was a former one; raises UnknownRecord."""
    found = _held(session, key, as_of)
    moved = found is None
    if found is None:
        former, _, model = key.rpartition("-")
        found = _held(session, f"{_now_called(session, former, as_of)}-{model}", as_of)
    if found is None:
        raise UnknownRecord("agreement", key)
    over = disputed.open_over(session, "agreement", [found[0].key], as_of)
    return _shown(*found, service_areas.by_agency(session, as_of, [found[1].key]), as_of) | {"disputes": over.get(found[0].key, [])}, moved


def _held(session: Session, key: str, as_of: AsOf) -> tuple[Agreement, Agency] | None:
    query = select(Agreement, Agency).join(Agency, Agency.key == Agreement.agency).options(selectinload(Agreement.citations))
    row = session.execute(query.where(Agreement.key == key, known(Agreement, as_of.revision), known(Agency, as_of.revision))).first()
    return (row[0], row[1]) if row else None


def _shown(agreement: Agreement, agency: Agency, served: Mapping[str, list[Plain]], as_of: AsOf, *, without: frozenset[str] = frozenset()) -> Plain:
    entry: Plain = {"key": agreement.key, **entry_of(NOUNS["agreement"], agreement, without=without)}
    history = history_of(agreement, as_of.evidence_through)
    spans = timelines.active_spans(history)
    now = next((span for span in reversed(spans) if span.start <= as_of.on), spans[0] if spans else None)
    return entry | {
        "agency": {"key": agency.key, **entry_of(NOUNS["agency"], agency), "also_serves": served.get(agency.key, [])},
        "valid_from": now.start.isoformat() if now else None,
        "valid_until": now.until.isoformat() if now and now.until else None,
        "status": timelines.status_on(history, as_of.on),
        "history": [{"begins" if name == "from" else name: value for name, value in stretch.items()} for stretch in history],
        "gaps": entry["gaps"] or [],
    }


def agency(session: Session, key: str, as_of: AsOf) -> tuple[Plain, bool]:
    """One agency by its key or a former one, and whether it was a former one; raises UnknownRecord."""
    query = select(Agency).where(known(Agency, as_of.revision))
    found = session.scalar(query.where(Agency.key == key))
    moved = found is None
    if found is None:
        found = session.scalar(query.where(Agency.key == _now_called(session, key, as_of)))
    if found is None:
        raise UnknownRecord("agency", key)
    served = service_areas.by_agency(session, as_of, [found.key])
    return {"key": found.key, **entry_of(NOUNS["agency"], found), "also_serves": served.get(found.key, [])}, moved


def _now_called(session: Session, former: str, as_of: AsOf) -> str | None:
    """The key of the agency that a former key leads to; few have any, and the engines do not search JSON alike."""
    some = session.execute(select(Agency.key, Agency.former_keys).where(known(Agency, as_of.revision)).order_by(Agency.key))
    return next((row.key for row in some if former in (row.former_keys or ())), None)
