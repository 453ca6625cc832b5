"""287(g) agreements and agencies as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.rules.vocabulary import AGREEMENT_STATUSES, MODELS
from api.schemas.dispute import OVER_THIS
from api.schemas.nulls import always
from api.schemas.query import RecordQuery, StateCode, one_of, some_of, sorted_by
from api.schemas.source import CitationSchema


class ServiceAreaSchema(Schema):
    """A further government that an agency polices, besides the one that it belongs to."""

    jurisdiction = fields.String(required=True)
    valid_from = fields.String(required=True, allow_none=True, metadata={"unknown": always})
    valid_until = fields.String(required=True, allow_none=True, metadata={"description": "First day it no longer does; null: it does."})
    serves = fields.Boolean(required=True, metadata={"description": "Whether it does on the day asked about."})
    note = fields.String(required=True, allow_none=True)
    source = fields.String(required=True)


class AgencySchema(Schema):
    """A law enforcement body."""

    key = fields.String(required=True, metadata={"example": "tx-travis-county-sheriff"})
    name = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    jurisdiction = fields.String(allow_none=True, metadata={"description": "Id of the government it belongs to; null for campuses and the like."})
    also_serves = fields.List(fields.Nested(ServiceAreaSchema), required=True, metadata={"description": "Further governments whose police it is; its agreements are theirs, too, and count once."})
    match_method = fields.String(allow_none=True, metadata={"description": "How the agency was matched to its jurisdiction."})
    match_confidence = fields.String(allow_none=True, metadata={"description": "How sure that match is."})
    former_names = fields.List(fields.String(), required=True)
    former_keys = fields.List(fields.String(), allow_none=True, metadata={"description": "Keys that lead here."})


class AgenciesPage(RecordQuery):
    """A page of agencies."""

    sort = sorted_by("key", "name", "jurisdiction")
    wanted = some_of(AgencySchema)


class AgenciesQuery(AgenciesPage):
    """Filters of the agencies."""

    state = StateCode()
    kind = fields.String(metadata={"description": "Kind of agency, for example sheriff.", "example": "sheriff"})


class StretchSchema(Schema):
    """Days of one status in the history of an agreement, with the rule and its evidence."""

    status = fields.String(required=True)
    begins = fields.String(required=True, metadata={"description": "First day."})
    until = fields.String(required=True, allow_none=True, metadata={"description": "First day it no longer holds; null: open."})
    rule = fields.String(required=True, metadata={"description": "Rule it rests on; see the methodology."})
    signed = fields.String(required=True, allow_none=True)
    last_named = fields.String(required=True, allow_none=True, metadata={"description": "Last list that names it."})
    omitted_by = fields.List(fields.String(), required=True, metadata={"description": "Days of the later lists that omit it."})


class AgreementSchema(Schema):
    """A 287(g) memorandum of one agency under one model."""

    key = fields.String(required=True)
    agency = fields.Nested(AgencySchema, required=True)
    model = fields.String(required=True, metadata={"description": "JEM, WSO or TFM."})
    status = fields.String(required=True, metadata={"description": "What it was on the day asked about, from the vocabulary."})
    signed = fields.String(allow_none=True, metadata={"unknown": always})
    valid_from = fields.String(allow_none=True, metadata={"unknown": always})
    valid_until = fields.String(allow_none=True)
    first_listed = fields.String(allow_none=True, metadata={"unknown": always})
    last_listed = fields.String(allow_none=True, metadata={"unknown": always})
    ended = fields.String(allow_none=True)
    ended_by = fields.String(allow_none=True)
    moa_url = fields.String(allow_none=True, metadata={"unknown": always, "description": "Address of the memorandum, as on ICE's list."})
    addendum_url = fields.String(allow_none=True)
    as_printed = fields.String(allow_none=True, metadata={"description": "Agency as printed on ICE's list."})
    note = fields.String(allow_none=True)
    history = fields.List(fields.Nested(StretchSchema), required=True, metadata={"description": "What became of it, oldest first."})
    gaps = fields.List(fields.String(), required=True, metadata={"description": "Lists that omit it between two that name it; it stayed in force."})
    disputes = fields.List(fields.String(), required=True, metadata=OVER_THIS)
    citations = fields.List(fields.Nested(CitationSchema), required=True)


class AgreementsPage(RecordQuery):
    """A page of agreements."""

    sort = sorted_by("key", "signed", "first_listed", "last_listed")
    wanted = some_of(AgreementSchema)


class AgreementsQuery(AgreementsPage):
    """Filters of the agreements."""

    state = StateCode()
    status = fields.String(
        validate=one_of(AGREEMENT_STATUSES), metadata={"description": "Status on the day asked about, for example active.", "example": "active"}
    )
    model = fields.String(validate=one_of(MODELS), metadata={"description": "Model: JEM, WSO or TFM.", "example": "TFM"})
    kind = fields.String(metadata={"description": "Kind of agency, for example sheriff.", "example": "sheriff"})
