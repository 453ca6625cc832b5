"""The list of disputes, narrowed by what they are over and by whether they are open."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from api.ledger import service_areas
from api.ledger.asof import AsOf, known
from api.ledger.keyset import Condition, Listing, page
from api.ledger.listings import Ids, equal
from api.ledger.nouns import NOUNS, entry_of
from api.ledger.pages import Asked, Page
from api.models import Agency, Agreement, Custody, Designation, Dispute, Jurisdiction, Policy, StateLaw
from api.rules import disputes as rules
from api.rules.refusals import UnknownRecord
from api.rules.states import FIPS

Plain = dict[str, Any]
# Where an entry names the jurisdiction that it is of.
_OF: dict[str, tuple[Any, Any]] = {
    "policy": (Policy, Policy.jurisdiction),
    "designation": (Designation, Designation.geoid),
    "custody": (Custody, Custody.geoid),
    "agency": (Agency, Agency.jurisdiction),
}


def disputes(
    session: Session, as_of: AsOf, asked: Asked, *, geoids: Ids | None = None, laws_of: str | None = None, state: str | None = None, noun: str | None = None, status: str | None = None
) -> Page:
    """Disputes in order of their keys; `geoids` are some jurisdictions, and `laws_of` the state whose laws are theirs."""
    narrowed = equal({Dispute.noun: noun})

    def within(moment: AsOf) -> Condition:
        found = [known(Dispute, moment.revision), *narrowed]
        if status is not None:
            found.append(Dispute.key.in_(_of_status(session, moment, status)))
        if geoids is not None:
            found.append(_over(geoids, laws_of, moment))
        if state is not None:
            found.append(or_(_over(_ids_in(state), state, moment), _agencies_of(state, moment)))
        return and_(*found)

    listing = Listing(
        query=select(Dispute),
        key=Dispute.key,
        within=within,
        changed=lambda then, _: Dispute.rev_from > then.revision,
        show=lambda row: shown(row[0], as_of),
        sorts={"since": Dispute.since, "settled": Dispute.settled, "noun": Dispute.noun},
    )
    return page(session, listing, as_of, asked)


def one(session: Session, key: str, as_of: AsOf) -> Plain:
    """One dispute by its key; raises UnknownRecord."""
    row = session.scalar(select(Dispute).where(Dispute.key == key, known(Dispute, as_of.revision)))
    if row is None:
        raise UnknownRecord("dispute", key)
    return shown(row, as_of)


def shown(row: Dispute, as_of: AsOf) -> Plain:
    """A dispute with whether it is open on the day."""
    return {"key": row.key, **entry_of(NOUNS["dispute"], row), "status": rules.status(row.since, row.settled, as_of.on)}


def _of_status(session: Session, as_of: AsOf, status: str) -> list[str]:
    """The keys of the disputes that are open or settled on the day; dates may be a year alone, which no engine compares."""
    found = session.execute(select(Dispute.key, Dispute.since, Dispute.settled).where(known(Dispute, as_of.revision)))
    return [row.key for row in found if rules.status(row.since, row.settled, as_of.on) == status]


def _over(geoids: Ids, laws_of: str | None, moment: AsOf) -> Condition:
    """Over an entry of some jurisdictions, an agreement of their agencies, or a law of a state."""
    found = [
        and_(Dispute.noun == noun, Dispute.entry.in_(select(model.key).where(column.in_(geoids(moment)), known(model, moment.revision)))) for noun, (model, column) in _OF.items()
    ]
    agencies = select(Agency.key).where(service_areas.serving(geoids, moment), known(Agency, moment.revision))
    agreements = select(Agreement.key).where(Agreement.agency.in_(agencies), known(Agreement, moment.revision))
    laws = select(StateLaw.key).where(StateLaw.state == laws_of, known(StateLaw, moment.revision)) if laws_of in FIPS else None
    found.append(and_(Dispute.noun == "agreement", Dispute.entry.in_(agreements)))
    found.append(and_(Dispute.noun == "state_law", Dispute.entry.in_(laws)) if laws is not None else false())
    return or_(*found)


def _agencies_of(state: str, moment: AsOf) -> Condition:
    """Over an agency of a state, or its agreement, also where it belongs to no jurisdiction."""
    agencies = select(Agency.key).where(Agency.state == state, known(Agency, moment.revision))
    agreements = select(Agreement.key).where(Agreement.agency.in_(agencies), known(Agreement, moment.revision))
    return or_(and_(Dispute.noun == "agency", Dispute.entry.in_(agencies)), and_(Dispute.noun == "agreement", Dispute.entry.in_(agreements)))


def _ids_in(state: str) -> Ids:
    return lambda moment: select(Jurisdiction.key).where(Jurisdiction.state == state, known(Jurisdiction, moment.revision))
