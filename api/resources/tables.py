"""The columns of every table of the API, for its CSV form."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from api.resources.doors import Blueprint, Params
from api.rules.refusals import UnknownRecord
from api.schemas.query import NoQuery
from api.schemas.tables import TABLES, TableSchema

blueprint = Blueprint("tables", __name__, url_prefix="/v1/tables", description="The columns of every table of the API, for its CSV form.")


@blueprint.door("/<name>", query=NoQuery, answer=TableSchema)
def get_table(params: Params, name: str) -> Any:
    """The columns of one table as a Table Schema."""
    if name not in TABLES:
        raise UnknownRecord("table", name)
    answer: Response = jsonify(TABLES[name].described())
    return answer
