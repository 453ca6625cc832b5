"""Which jurisdiction an address of a page means: by its slug, by any of its ids, or by a slug it once had."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.ledger import jurisdictions
from api.ledger.asof import AsOf
from api.ledger.jurisdictions import Found
from api.models import Jurisdiction
from api.rules.refusals import UnknownJurisdiction


def addressed(session: Session, wanted: str, as_of: AsOf) -> Found | None:
    """The jurisdiction that an address means, or None where no revision knows it."""
    try:
        return jurisdictions.find(session, wanted, as_of)
    except UnknownJurisdiction:
        former = select(Jurisdiction.key).where(Jurisdiction.slug == wanted).order_by(Jurisdiction.rev_from.desc()).limit(1)
        key = session.scalar(former)
        return _still(session, key, as_of) if key else None


def _still(session: Session, key: str, as_of: AsOf) -> Found | None:
    """The jurisdiction of a former slug, where the record of the revision holds it."""
    try:
        return jurisdictions.find(session, key, as_of)
    except UnknownJurisdiction:
        return None
