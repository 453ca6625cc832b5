"""Two edits of one entry brought together: what only one of them changed is taken from it, and where both did, one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from api.intake.form_fields import FormField
from api.intake.typed import Typed


class Merged(NamedTuple):
    """What comes of a field, and whether both edits changed it in the same place."""

    value: Any
    clash: bool


def merge(field: FormField, *, was: Any, theirs: Any, mine: Any, theirs_wins: bool = False) -> Merged:
    """A field as typed, from three versions; lists of as many parts are brought together part by part."""
    if mine in (was, theirs):
        return Merged(theirs, False)
    if theirs == was:
        return Merged(mine, False)
    if field.parts and len(was) == len(theirs) == len(mine):
        found = [merge_parts(field.parts, was=w, theirs=t, mine=m, theirs_wins=theirs_wins) for w, t, m in zip(was, theirs, mine, strict=True)]
        return Merged([part for part, _ in found], any(clash for _, clash in found))
    return Merged(theirs if theirs_wins else mine, True)


def merge_parts(fields: Sequence[FormField], *, was: Typed, theirs: Typed, mine: Typed, theirs_wins: bool = False) -> Merged:
    """All fields of an entry, or of a part of one."""
    found = {field.name: merge(field, was=was[field.name], theirs=theirs[field.name], mine=mine[field.name], theirs_wins=theirs_wins) for field in fields}
    return Merged({name: merged.value for name, merged in found.items()}, any(merged.clash for merged in found.values()))
