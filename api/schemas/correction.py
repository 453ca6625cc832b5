"""Corrections as readers send them, as anyone may see them, and as curators do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate

LONGEST = {"target": 300, "claim": 2000, "evidence": 1000, "contact": 200}
_MISSING: dict[str, str | list[Any] | dict[Any, Any]] = {"required": "This is needed.", "null": "This is needed.", "invalid": "Give text."}


def _text(name: str) -> validate.Length:
    return validate.Length(min=1, max=LONGEST[name], error=f"Give 1 to {LONGEST[name]} characters.")


def _printable(text: str) -> None:
    """Refuse what no keyboard writes; PostgreSQL cannot keep a NUL."""
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", text):
        raise ValidationError("This holds characters that cannot be shown; leave them out.")


def _one_line(text: str) -> None:
    if re.search(r"[\n\t]", text):
        raise ValidationError("Give one line.")


def _web(text: str) -> None:
    """An address that a curator can follow without harm."""
    try:
        parts = urlsplit(text)
        found = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        found = False
    if not found or re.search(r"[\s<>\"\\]", text):
        raise ValidationError("Give the web address of a public document, beginning with https:// or http://.")


class CorrectionDraftSchema(Schema):
    """What a reader says is wrong or missing, with evidence."""

    class Meta:
        """Names beyond these are refused."""

        unknown = RAISE

    target = fields.String(
        required=True,
        validate=[_text("target"), _printable, _one_line],
        error_messages=_MISSING,
        metadata={"description": "A jurisdiction's slug or GEOID, `noun/key` of an entry, or an address of this site.", "example": "austin-tx"},
    )
    claim = fields.String(
        required=True,
        validate=[_text("claim"), _printable],
        error_messages=_MISSING,
        metadata={"description": "What the record says and what is right, with the day from which it holds; nothing about private persons.", "example": "The order was withdrawn on 2026-03-02."},
    )
    evidence = fields.String(
        required=True,
        validate=[_text("evidence"), _printable, _web],
        error_messages=_MISSING,
        metadata={"description": "Web address of a public document that says so.", "example": "https://example.org/minutes.pdf"},
    )
    contact = fields.String(
        allow_none=True,
        validate=[validate.Length(max=LONGEST["contact"], error=f"Give at most {LONGEST['contact']} characters."), _printable, _one_line],
        error_messages=_MISSING,
        metadata={"description": "Where curators can ask back; never shown to the public, and deleted when the correction is closed.", "example": None},
    )

    @pre_load
    def trim(self, data: Any, **_: Any) -> Any:
        """Ends of lines as one character, and no blanks around a text."""
        if not isinstance(data, Mapping):
            return data
        return {name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value for name, value in data.items()}


class OutcomeSchema(Schema):
    """What anyone may see of a correction; what was written is for curators."""

    id = fields.Integer(required=True)
    state = fields.String(required=True, metadata={"description": "open, accepted or declined."})
    received_at = fields.DateTime(required=True)
    closed_at = fields.DateTime(allow_none=True)
    answer = fields.String(allow_none=True, metadata={"description": "What a curator answered."})
    revision = fields.Integer(allow_none=True, metadata={"description": "Revision of the record that made the change, where one did."})


class CorrectionSchema(OutcomeSchema):
    """A correction as curators read it."""

    target = fields.String(required=True)
    claim = fields.String(required=True)
    evidence = fields.String(required=True)
    contact = fields.String(allow_none=True, metadata={"description": "Deleted when the correction is closed."})
    curator = fields.String(allow_none=True, metadata={"description": "Who closed it."})
    proposal_id = fields.Integer(allow_none=True, metadata={"description": "Proposal that makes the change."})


class ClosingSchema(Schema):
    """How a curator closes a correction."""

    class Meta:
        """Names beyond these are refused."""

        unknown = RAISE

    state = fields.String(required=True, validate=validate.OneOf(["accepted", "declined"], error="Not one of: {choices}."), metadata={"description": "accepted or declined."})
    answer = fields.String(required=True, validate=validate.Length(min=1, max=2000), metadata={"description": "What the public is told."})
    proposal_id = fields.Integer(allow_none=True, metadata={"description": "Proposal that makes the change."})


class CorrectionsQuery(Schema):
    """Which corrections, the oldest first."""

    state = fields.String(validate=validate.OneOf(["open", "accepted", "declined"], error="Not one of: {choices}."), metadata={"description": "State of the corrections; all by default."})
    after = fields.Integer(load_default=0, validate=validate.Range(min=0, max=2**31 - 1), metadata={"description": "Only those with a higher number than this."})
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200), metadata={"description": "At most this many, 1 to 200."})


class OutcomeAnswer(Schema):
    """The answer that holds what anyone may see of one correction."""

    data = fields.Nested(OutcomeSchema, required=True)


class CorrectionAnswer(Schema):
    """The answer that holds one correction."""

    data = fields.Nested(CorrectionSchema, required=True)


class CorrectionsAnswer(Schema):
    """The answer that holds corrections, the oldest first."""

    data = fields.List(fields.Nested(CorrectionSchema), required=True)
