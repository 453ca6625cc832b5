"""What clauses of laws and of local instruments say alike."""

from __future__ import annotations

START_UNCERTAIN = {"description": "The first day is not confirmed: it is that of the oldest source that reports the rule, or of the vote or signature where that alone is known."}
