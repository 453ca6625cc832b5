"""What was tried for a jurisdiction."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from api.ledger import listings
from api.ledger.asof import AsOf
from api.ledger.listings import Ids
from api.ledger.pages import Asked
from api.rules.vocabulary import EVERY_DIMENSION

Plain = dict[str, Any]
# More than anybody looks for at one body; the list has them all.
_ALL = Asked("notes", 100, counted=False)


def of(session: Session, geoids: Ids, as_of: AsOf) -> list[Plain]:
    """What was tried for some jurisdictions, the newest first, each with every dimension that was looked for; `looked_for` names them where it was not all."""
    rows = listings.research_notes(session, as_of, _ALL, geoids=geoids).rows
    every = [str(dimension) for dimension in EVERY_DIMENSION]
    whole = [row | {"dimensions": row["dimensions"] or every, "looked_for": row["dimensions"]} for row in rows]
    return sorted(whole, key=lambda row: (row["searched"], row["key"]), reverse=True)
