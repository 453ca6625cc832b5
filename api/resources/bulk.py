"""Many rows at once: a file in, a verdict per row out, and one proposal of those accepted."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app

from api import uploads
from api.auth import asking
from api.db import db
from api.forms.choice import CSV, JSON, chosen
from api.ledger import proposals
from api.resources.doors import Params
from api.resources.writes import Desk
from api.rules.refusals import BadInput
from api.schemas.bulk import BulkAnswer, BulkForm
from api.settings import Settings

blueprint = Desk("bulk", __name__, url_prefix="/v1", description="Tables of policies, agreements and designations.")


@blueprint.upload("/bulk", body=BulkForm, answer=BulkAnswer, scope="propose")
def send_bulk(body: Params, params: Params) -> Any:
    """Judge a table row by row; with `dry_run=false` propose every accepted row as one change set."""
    form = chosen(JSON, CSV)
    if not body["dry_run"] and not body["reason"]:
        raise BadInput("A proposal needs a reason.", field="reason", fix="Say in a sentence why; the public reads it.")
    settings: Settings = current_app.config["SETTINGS"]
    name, data = body["file"].filename or "", body["file"].read()
    asked = {"wanted": body["columns"], "placed": {int(row): id for row, id in body["placed"].items() if row.isascii() and row.isdigit()}}
    if body["dry_run"]:
        judged, proposal = uploads.judge(db.session, body["noun"], name, data, **asked, vintages=settings.vintages), None
    else:
        with db.writing() as session:
            judged = uploads.judge(session, body["noun"], name, data, **asked, vintages=settings.vintages)
            proposal = proposals.as_row(session, uploads.propose(session, asking(), judged, reason=body["reason"]))
    if form == CSV:
        return Response(judged.csv(), content_type="text/csv; charset=utf-8; header=present")
    return {"data": judged.as_plain(body["noun"]) | {"proposal": proposal}}
