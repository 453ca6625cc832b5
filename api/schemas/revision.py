"""Revisions as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.query import PageQuery, some_of


class RevisionSchema(Schema):
    """One published change of the record; curators are named to curators only."""

    number = fields.Integer(required=True)
    published_at = fields.DateTime(required=True)
    reason = fields.String(required=True)
    reviewed = fields.Boolean(required=True, metadata={"description": "Whether another curator than its author published it; imports and the shipped record are published by rule."})
    method = fields.String(required=True, metadata={"description": "Version of the method the positions were computed with."})
    changes = fields.Dict(required=True, metadata={"description": "Per noun: how many entries changed, and which."})


class RevisionsQuery(PageQuery):
    """A page of revisions."""

    wanted = some_of(RevisionSchema)
