"""Outside bodies' labels beside our positions, as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.rules.comparison import OUTCOMES
from api.rules.designators import DESIGNATORS
from api.schemas.dispute import OVER_THIS
from api.schemas.nulls import always
from api.schemas.query import ClocksQuery, PageQuery, StateCode, one_of, some_of, sorted_by

_SIDE = {"description": "What the label says, as we read it: limits or cooperates; null where it takes no side."}


class ComparisonSchema(Schema):
    """A label of an outside body beside our position on the day of the list; never part of our score."""

    key = fields.String(required=True, metadata={"description": "Key of the designation; of a body that is not listed: the list, its day and the body."})
    designator = fields.String(required=True, metadata={"description": "Short key of the outside body.", "example": "doj"})
    list = fields.String(required=True, metadata={"description": "Name of the outside body."})
    label = fields.String(required=True, allow_none=True, metadata={"description": "Label as printed; null for a body that is not listed."})
    name_as_printed = fields.String(required=True, allow_none=True)
    listed_on = fields.String(required=True, allow_none=True)
    removed_on = fields.String(required=True, allow_none=True)
    status = fields.String(required=True, metadata={"description": "Listed, removed or not listed, on the day asked about."})
    disputed_by = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    day = fields.Date(required=True, metadata={"description": "Day of the list, on which the position is read; of a month or a year its last."})
    geoid = fields.String(required=True, metadata={"description": "Id of the jurisdiction."})
    name = fields.String(required=True)
    slug = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    category = fields.String(required=True, metadata={"description": "Category of its own policy on that day."})
    policy_score = fields.Float(required=True, allow_none=True, metadata={"unknown": always})
    operative_category = fields.String(required=True, metadata={"description": "Category of what applies there on that day."})
    operative_score = fields.Float(required=True, allow_none=True, metadata={"unknown": lambda row: row["operative_low"] is None})
    operative_low = fields.Float(required=True, allow_none=True, metadata={"unknown": always})
    operative_high = fields.Float(required=True, allow_none=True, metadata={"unknown": always})
    side = fields.String(required=True, allow_none=True, metadata=_SIDE)
    outcome = fields.String(required=True, metadata={"description": "One of: " + ", ".join(term.key for term in OUTCOMES) + "."})
    agrees_by = fields.String(required=True, allow_none=True, metadata={"description": "Which position the label agrees with: own, operative or both."})
    why = fields.String(required=True, allow_none=True, metadata={"description": "Why, in one sentence from the position's own reasons; null where nothing is left to explain."})
    disputes = fields.List(fields.String(), required=True, metadata=OVER_THIS)
    sources = fields.List(fields.String(), required=True, metadata={"description": "Keys of the sources of the label; those of the position are with the position."})


class ComparisonsQuery(PageQuery):
    """Which comparisons. The day asked about says which lists were out; positions are read on the day of each."""

    sort = sorted_by("designator", "outcome", "state", "name", "geoid")
    wanted = some_of(ComparisonSchema)
    designator = fields.String(validate=one_of(DESIGNATORS), metadata={"description": "Key of the outside body.", "example": "doj"})
    outcome = fields.String(validate=one_of(OUTCOMES), metadata={"description": "What became of the comparison.", "example": "differs"})
    state = StateCode()


class ComparedListSchema(Schema):
    """How one outside body measures, and how many of its labels agree with our positions, differ or cannot be compared."""

    designator = fields.String(required=True, metadata={"example": "doj"})
    list = fields.String(required=True, metadata={"description": "Name of the outside body."})
    measures = fields.String(required=True, metadata={"description": "How it measures, in our words."})
    sources = fields.List(fields.String(), required=True, metadata={"description": "Keys of the sources on how it measures."})
    side = fields.String(required=True, allow_none=True, metadata={"description": "What it says of everyone it names; null where it takes no side, or the side depends on the score."})
    complete = fields.Boolean(required=True, metadata={"description": "Whether every name is held here, so that who is missing was not named."})
    first_day = fields.Date(required=True, metadata={"description": "First day of its lists."})
    last_day = fields.Date(required=True, metadata={"description": "Last day of its lists."})
    named = fields.Integer(required=True, metadata={"description": "Labels that were out by the day asked about: the denominator of what follows."})
    governments = fields.Integer(required=True, metadata={"description": "Governments that they name, each once."})
    own_sanctuary = fields.Integer(required=True, metadata={"description": "Of the labels, those whose body reads `sanctuary` by its own policy."})
    differs = fields.Integer(required=True)
    not_compared = fields.Integer(required=True)
    agrees = fields.Integer(required=True)
    agrees_own = fields.Integer(required=True, metadata={"description": "Of those that agree, by own policy alone."})
    agrees_operative = fields.Integer(required=True, metadata={"description": "Of those that agree, by what applies alone."})
    agrees_both = fields.Integer(required=True, metadata={"description": "Of those that agree, by both."})
    not_listed = fields.Integer(required=True, allow_none=True, metadata={"description": "Bodies that read `sanctuary` by own policy on the day and are not named; unknown where the list is not held whole.", "unknown": always})
    taken_off = fields.Integer(required=True, metadata={"description": "Labels that were taken off by the day asked about."})
    disputed = fields.Integer(required=True, metadata={"description": "Labels that the body named or another disputes."})


class ComparedListsQuery(ClocksQuery):
    """Which fields of the lists."""

    wanted = some_of(ComparedListSchema)
