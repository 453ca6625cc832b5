"""Curators, their tokens and their deeds, as programs of curators read and write them."""

from __future__ import annotations

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

ROLE = "contributor (proposes), reviewer (publishes what others propose) or administrator (manages people)."
SCOPE = "read, propose, publish or administer."


class CuratorSchema(Schema):
    """Somebody who may change the record."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True, metadata={"description": ROLE})
    created_at = fields.DateTime(required=True)
    visited_at = fields.DateTime(required=True, allow_none=True, metadata={"description": "Last sign-in at the desk."})
    disabled_at = fields.DateTime(required=True, allow_none=True, metadata={"description": "Since when they are let in no more."})


class CuratorAnswer(Schema):
    """The answer that holds one curator."""

    data = fields.Nested(CuratorSchema, required=True)


class CuratorsAnswer(Schema):
    """The answer that holds all curators, by name."""

    data = fields.List(fields.Nested(CuratorSchema), required=True)


class CuratorWrite(Schema):
    """A new curator."""

    name = fields.String(required=True, metadata={"description": "As colleagues know them."})
    role = fields.String(required=True, metadata={"description": ROLE})
    password = fields.String(load_default=None, load_only=True, metadata={"description": "A first password; without one they cannot sign in at the desk."})


class CuratorChange(Schema):
    """Another role, or an end to being let in, or its return."""

    role = fields.String(load_default=None, metadata={"description": ROLE})
    disabled = fields.Boolean(load_default=None, metadata={"description": "True ends every sign-in and token at once."})

    @validates_schema
    def something(self, data: dict[str, object], **_: object) -> None:
        """Ask for something to change."""
        if all(value is None for value in data.values()):
            raise ValidationError("Name a role, or say whether they are disabled.", "role")


class TokenSchema(Schema):
    """A key to the API, without its secret."""

    id = fields.Integer(required=True)
    curator = fields.String(required=True)
    label = fields.String(required=True)
    hint = fields.String(required=True, metadata={"description": "How it begins."})
    scopes = fields.List(fields.String(), required=True, metadata={"description": SCOPE})
    created_at = fields.DateTime(required=True)
    expires_at = fields.DateTime(required=True)
    revoked_at = fields.DateTime(required=True, allow_none=True)
    used_at = fields.DateTime(required=True, allow_none=True, metadata={"description": "To the minute."})


class NewTokenSchema(TokenSchema):
    """A key to the API, with its secret."""

    secret = fields.String(required=True, metadata={"description": "Shown this once."})


class TokenAnswer(Schema):
    """The answer that holds one token."""

    data = fields.Nested(TokenSchema, required=True)


class NewTokenAnswer(Schema):
    """The answer that holds a new token."""

    data = fields.Nested(NewTokenSchema, required=True)


class TokensAnswer(Schema):
    """The answer that holds tokens, newest first."""

    data = fields.List(fields.Nested(TokenSchema), required=True)


class TokenWrite(Schema):
    """A new token, which does and lasts no more than the one that asks for it."""

    label = fields.String(required=True, metadata={"description": "What it is for."})
    scopes = fields.List(fields.String(), required=True, metadata={"description": SCOPE})
    days = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=366), metadata={"description": "How long it lasts."})


class DeedSchema(Schema):
    """What a curator did."""

    id = fields.Integer(required=True)
    at = fields.DateTime(required=True)
    curator = fields.String(required=True, allow_none=True, metadata={"description": "Null for the command line."})
    action = fields.String(required=True)
    target = fields.String(required=True)
    detail = fields.Dict(required=True)


class DeedsAnswer(Schema):
    """The answer that holds deeds, newest first."""

    data = fields.List(fields.Nested(DeedSchema), required=True)
    before = fields.Integer(required=True, allow_none=True, metadata={"description": "What to ask for next, as `before`."})


class DeedsQuery(Schema):
    """Which deeds."""

    curator = fields.String(metadata={"description": "Name of the curator."})
    action = fields.String(metadata={"description": "What was done, for example published."})
    target = fields.String(metadata={"description": "To what: proposal:12, or proposal for every one."})
    before = fields.Integer(strict=False, validate=validate.Range(min=1, max=2**31 - 1), metadata={"description": "Only what was done before this deed."})
