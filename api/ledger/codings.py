"""What two readers made of the same words, and how far they agree."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.ledger.keyset import Listing, page
from api.ledger.listings import equal
from api.ledger.pages import Asked, Page
from api.models import Coding, Policy
from api.rules.reliability import Pair, Reliability, reliability


def codings(session: Session, as_of: AsOf, asked: Asked, *, instrument: str | None = None, dimension: str | None = None) -> Page:
    """Dimensions of instruments as two readers coded them, in order of their keys."""
    narrowed = equal({Coding.instrument: instrument, Coding.dimension: dimension})
    listing = Listing(
        query=select(Coding),
        key=Coding.key,
        within=lambda moment: and_(known(Coding, moment.revision), *narrowed),
        changed=lambda then, now: or_(Coding.rev_from > then.revision),
        show=lambda row: _shown(row[0]),
        sorts={"instrument": Coding.instrument, "dimension": Coding.dimension},
        loads={},
    )
    return page(session, listing, as_of, asked)


def agreement_of_readers(session: Session, as_of: AsOf) -> Reliability:
    """How far the readers agree over everything that was coded twice."""
    found: dict[str, list[Pair]] = defaultdict(list)
    who: set[str] = set()
    rows = session.execute(select(Coding.instrument, Coding.dimension, Coding.first, Coding.second, Coding.readers).where(known(Coding, as_of.revision)).order_by(Coding.key))
    for instrument, dimension, first, second, readers in rows:
        who.add(readers)
        found[instrument] += [(first, second)] if dimension is not None else []
    return reliability(list(found.values()), readers=sorted(who))


def differing(session: Session, as_of: AsOf) -> list[dict[str, Any]]:
    """Where the two readers differ, with what was settled on and why; and the jurisdiction, where the instrument is in the record."""
    query = (
        select(Coding, Policy.jurisdiction)
        .outerjoin(Policy, and_(Policy.key == Coding.instrument, known(Policy, as_of.revision)))
        .where(known(Coding, as_of.revision), Coding.dimension.is_not(None), Coding.first.is_distinct_from(Coding.second))
        .order_by(Coding.key)
    )
    return [_shown(row) | {"jurisdiction": jurisdiction} for row, jurisdiction in session.execute(query)]


def _shown(row: Coding) -> dict[str, Any]:
    fields = ("key", "instrument", "title", "dimension", "first", "second", "settled", "reason", "coded", "readers")
    return {name: getattr(row, name) for name in fields} | {"equal": row.first == row.second}
