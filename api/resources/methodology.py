"""The method and the vocabulary, as data."""

from __future__ import annotations

from typing import Any

from api.resources.doors import Blueprint, Params, clocks, item
from api.rules import legend, methodology, vocabulary
from api.schemas import envelope
from api.schemas.legend import LegendSchema
from api.schemas.methodology import MethodologySchema, VocabularySchema
from api.schemas.query import ClocksQuery, NoQuery

blueprint = Blueprint("methodology", __name__, url_prefix="/v1", description="How positions are computed, and what the words mean.")


@blueprint.door("/methodology", query=ClocksQuery, answer=envelope.item(MethodologySchema))
def get_methodology(params: Params) -> Any:
    """The method that positions are computed with."""
    _, as_of = clocks(params)
    return item(methodology.described(), as_of)


@blueprint.door("/vocabulary", query=ClocksQuery, answer=envelope.item(VocabularySchema))
def get_vocabulary(params: Params) -> Any:
    """Every term with a neutral one-sentence definition."""
    _, as_of = clocks(params)
    return item(vocabulary.VOCABULARY, as_of)


@blueprint.door("/legend", query=NoQuery, answer=LegendSchema)
def get_legend(params: Params) -> Any:
    """The legend of the map: the categories from one end of the scale to the other, then those that are no point of it, with their colours and patterns."""
    return {"data": legend.LEGEND}
