"""Problem documents (RFC 9457)."""

from __future__ import annotations

from marshmallow import Schema, fields


class FaultSchema(Schema):
    """One field at fault and how to mend it."""

    field = fields.String(required=True)
    detail = fields.String(required=True)
    fix = fields.String(allow_none=True)


class ProblemSchema(Schema):
    """What went wrong, which field is at fault, and the fix."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String()
    request_id = fields.String(metadata={"description": "Of a failure of ours: the id under which it is written down."})
    retry_after = fields.Integer(metadata={"description": "Of too many requests: the seconds to wait."})
    errors = fields.List(fields.Nested(FaultSchema))
