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
    errors = fields.List(fields.Nested(FaultSchema))
