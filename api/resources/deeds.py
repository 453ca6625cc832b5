"""What curators did, for their programs."""

from __future__ import annotations

from typing import Any

from api.db import db
from api.ledger import deeds
from api.resources.doors import Params
from api.resources.writes import Desk
from api.schemas.curator import DeedsAnswer, DeedsQuery

blueprint = Desk("deeds", __name__, url_prefix="/v1", description="Who did what, and when.")


@blueprint.read("/deeds", query=DeedsQuery, answer=DeedsAnswer)
def list_deeds(params: Params) -> Any:
    """List what curators did, newest first."""
    found = deeds.listing(db.session, **params)
    return {"data": found.rows, "before": found.before}
