"""Jurisdictions as they are listed and shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate
from webargs.fields import DelimitedList

from api.rules.designators import DESIGNATORS
from api.rules.vocabulary import CATEGORIES, KINDS, MARKS, MODELS
from api.schemas.nulls import always, governed, governed_in_effect, unsettled
from api.schemas.query import RecordQuery, StateCode, one_of, some_of, sorted_by

SCORE = "From -100 (limits cooperation most) to +100 (cooperates most); null where evidence does not carry a score."


class CountyShareSchema(Schema):
    """A county that a place lies in, and the share of the place's area there."""

    geoid = fields.String(required=True)
    share = fields.Float(required=True)


class IdentitySchema(Schema):
    """A jurisdiction by its ids and names."""

    id = fields.String(required=True, metadata={"description": "Census GEOID.", "example": "4805000"})
    ocd_id = fields.String(allow_none=True, metadata={"description": "Open Civic Data division id."})
    slug = fields.String(required=True, metadata={"description": "Readable address.", "example": "austin-tx"})
    kind = fields.String(required=True, metadata={"description": "Kind of jurisdiction, from the vocabulary.", "example": "place"})
    name = fields.String(required=True, metadata={"description": "Name.", "example": "Austin"})
    legal_name = fields.String(allow_none=True, metadata={"description": "Name with its legal form.", "example": "Austin city"})
    state = fields.String(required=True, metadata={"description": "Postal code of the state.", "example": "TX"})
    county = fields.String(allow_none=True, metadata={"description": "GEOID of its county, where it lies in one and it is known."})
    counties = fields.List(fields.Nested(CountyShareSchema), metadata={"description": "Its counties with area shares, where it lies in several."})
    lat = fields.Float(allow_none=True, metadata={"unknown": always, "description": "Latitude of an interior point; null where unknown."})
    lon = fields.Float(allow_none=True, metadata={"unknown": always, "description": "Longitude of an interior point; null where unknown."})
    population = fields.Integer(allow_none=True, metadata={"unknown": always, "description": "Residents; null where unknown."})
    population_year = fields.Integer(allow_none=True, metadata={"unknown": always})
    population_source = fields.String(allow_none=True, metadata={"description": "Key of the source of the population."})
    same_as = fields.String(allow_none=True, metadata={"description": "Id of the same government at its city, where it has several ids."})


class StandingSchema(Schema):
    """Where a jurisdiction stands, in numbers and words, without the reasons."""

    category = fields.String(required=True, metadata={"description": "Word for the policy position.", "example": "limits"})
    policy_score = fields.Float(allow_none=True, metadata={"unknown": governed, "description": f"Policy score. {SCORE}"})
    cooperates = fields.Float(allow_none=True, metadata={"unknown": governed, "description": "Cooperating part of the policy score."})
    limits = fields.Float(allow_none=True, metadata={"unknown": governed, "description": "Limiting part of the policy score."})
    coverage = fields.Float(required=True, metadata={"description": "Known share of the applicable weight, 0 to 1."})
    marks = fields.List(fields.String(), required=True, metadata={"description": "Remarks on the policy position."})
    operative_category = fields.String(required=True, metadata={"description": "Word for the operative position, after law."})
    operative_score = fields.Float(allow_none=True, metadata={"unknown": unsettled, "description": f"Operative score. {SCORE}"})
    operative_low = fields.Float(allow_none=True, metadata={"unknown": governed_in_effect, "description": "Lower end where rules contradict each other."})
    operative_high = fields.Float(allow_none=True, metadata={"unknown": governed_in_effect, "description": "Upper end where rules contradict each other."})
    operative_coverage = fields.Float(required=True, metadata={"description": "Known share of the applicable weight, 0 to 1."})
    operative_marks = fields.List(fields.String(), required=True, metadata={"description": "Remarks on the operative position."})
    models = fields.List(
        fields.String(),
        required=True,
        allow_none=True,
        metadata={"unknown": always, "description": "Models of its own active 287(g) agreements; null where no list answers for it on the day."},
    )
    conflict = fields.String(
        required=True,
        metadata={"description": "Overridden where law or another body sets another level than its own, contested where rules contradict each other; else empty."},
    )


class JurisdictionSchema(StandingSchema, IdentitySchema):
    """A jurisdiction in a list, with where it stands."""


class SameGovernmentSchema(Schema):
    """Another id of the same government."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)


class JurisdictionDetailSchema(StandingSchema, IdentitySchema):
    """One jurisdiction, with the other ids of its government and the addresses of what belongs to it."""

    same_government = fields.List(fields.Nested(SameGovernmentSchema), required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True, metadata={"description": "Addresses of its sub-resources."})


class JurisdictionsPage(RecordQuery):
    """A page of jurisdictions."""

    sort = sorted_by("id", "name", "population", "policy_score", "operative_score")
    wanted = some_of(JurisdictionSchema)


class JurisdictionsQuery(JurisdictionsPage):
    """Filters of the jurisdictions."""

    state = StateCode()
    kind = fields.String(validate=one_of(KINDS), metadata={"description": "Kind of jurisdiction.", "example": "county"})
    category = fields.String(validate=one_of(CATEGORIES), metadata={"description": "Category of the policy position."})
    operative_category = fields.String(validate=one_of(CATEGORIES), metadata={"description": "Category of the operative position."})
    marks = fields.String(validate=one_of(MARKS), metadata={"description": "A mark of either position."})
    has_agreement = fields.Boolean(metadata={"description": "Whether one of its own agencies holds an active 287(g) agreement."})
    model = fields.String(validate=one_of(MODELS), metadata={"description": "Model of an active 287(g) agreement of one of its own agencies.", "example": "TFM"})
    designator = fields.String(
        validate=one_of(DESIGNATORS), metadata={"description": "Body whose label it certainly carries on the day, by its key in the vocabulary.", "example": "doj"}
    )
    q = fields.String(validate=validate.Length(min=2, max=100), metadata={"description": "Part of the name.", "example": "austin"})
    conflict = fields.String(
        validate=validate.OneOf(["overridden", "contested"], error="Not one of: {choices}."),
        metadata={"description": "How its own rules and what applies there stand to each other.", "example": "overridden"},
    )
    population_min = fields.Integer(
        validate=validate.Range(min=0, max=10**9), metadata={"description": "Least population; places of unknown population are left out.", "example": 100000}
    )
    bbox = fields.String(
        validate=validate.Length(max=100), metadata={"description": "Box as west,south,east,north in degrees, for the jurisdiction's point.", "example": "-107,25,-93,37"}
    )
    ids = DelimitedList(
        fields.String(validate=validate.Length(min=1, max=100)), validate=validate.Length(min=1, max=200), metadata={"description": "Up to 200 GEOIDs or slugs, separated by commas."}
    )
    ocd_id = fields.String(validate=validate.Length(max=200), metadata={"description": "Open Civic Data division id."})
