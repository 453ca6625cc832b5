"""Counts of agreements over time, and the changes behind them, as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.rules.list_terms import AGREEMENT_CHANGES
from api.rules.vocabulary import MODELS
from api.schemas.query import ClocksQuery, PageQuery, StateCode, one_of, some_of, sorted_by


class AgreementCountSchema(Schema):
    """How many agreements a group had in force on the last day of a period, each unit counted apart."""

    period = fields.String(required=True, metadata={"description": "Month (2025-06) or year.", "example": "2025-06"})
    day = fields.Date(required=True, metadata={"description": "Day counted on: the last of the period, or that of the newest list."})
    by = fields.String(required=True, metadata={"description": "What it is counted by: state, model, kind, or all."})
    group = fields.String(required=True, metadata={"description": "The state, model or kind; unplaced: rows that could not be placed.", "example": "TX"})
    rows = fields.Integer(required=True, metadata={"description": "Rows of the newest list published by that day, repeated headers and remarks aside."})
    agreements = fields.Integer(required=True, metadata={"description": "Agreements in force: an agency under one model."})
    agencies = fields.Integer(required=True, metadata={"description": "Agencies with one in force."})
    jurisdictions = fields.Integer(required=True, metadata={"description": "Governments one of whose own agencies holds one, each once; a constable's, campus's or prosecutor's is its own."})
    pending = fields.Integer(required=True, metadata={"description": "Agreements on a list of applicants."})
    not_listed_since = fields.Integer(required=True, metadata={"description": "Agreements that later lists omit and that are not known to have ended."})
    list = fields.String(required=True, allow_none=True, metadata={"description": "Key of the list whose rows are counted."})
    complete_from = fields.Date(required=True, metadata={"description": "First complete list; counts of earlier days would be incomplete and are not given."})


class AgreementStatsQuery(ClocksQuery):
    """What is counted, by what, how often."""

    by = fields.String(validate=validate.OneOf(["state", "model", "kind"], error="Not one of: {choices}."), metadata={"description": "Count by state, model or kind of agency; all together by default."})
    interval = fields.String(
        load_default="month", validate=validate.OneOf(["month", "year"], error="Not one of: {choices}."), metadata={"description": "Length of a period."}
    )
    state = StateCode()
    model = fields.String(validate=one_of(MODELS), metadata={"description": "Model: JEM, WSO or TFM.", "example": "TFM"})
    kind = fields.String(validate=validate.Length(min=1, max=100), metadata={"description": "Kind of agency, for example sheriff.", "example": "sheriff"})
    wanted = some_of(AgreementCountSchema)


class AgreementChangeSchema(Schema):
    """One change of one agreement, with its rule and evidence."""

    key = fields.String(required=True)
    date = fields.String(required=True, metadata={"description": "Day of the change; for one that a list shows, the day of that list."})
    kind = fields.String(required=True, metadata={"description": "One of: " + ", ".join(term.key for term in AGREEMENT_CHANGES) + "."})
    agreement = fields.String(required=True, metadata={"description": "Key of the agreement."})
    model = fields.String(required=True)
    agency = fields.String(required=True, metadata={"description": "Key of the agency."})
    agency_name = fields.String(required=True)
    agency_kind = fields.String(required=True)
    state = fields.String(required=True)
    jurisdiction = fields.String(required=True, allow_none=True, metadata={"description": "Id of the government the agency belongs to."})
    rule = fields.String(required=True, allow_none=True, metadata={"description": "Rule it rests on; see the methodology."})
    note = fields.String(required=True, allow_none=True, metadata={"description": "What a later list corrected."})
    last_named = fields.String(required=True, allow_none=True, metadata={"description": "Last list that names it."})
    omitted_by = fields.List(fields.String(), required=True, metadata={"description": "Days of the later lists that omit it."})
    list = fields.String(required=True, allow_none=True, metadata={"description": "Key of the list that corrects it."})


class AgreementChangesQuery(PageQuery):
    """Which changes."""

    since = fields.Date(metadata={"description": "First day, YYYY-MM-DD.", "example": "2026-01-01"})
    until = fields.Date(metadata={"description": "Last day, YYYY-MM-DD; the day asked about by default."})
    state = StateCode()
    kind = fields.String(validate=one_of(AGREEMENT_CHANGES), metadata={"description": "Kind of change.", "example": "left"})
    sort = sorted_by("date")
    wanted = some_of(AgreementChangeSchema)
