"""The fields of an entry as a form asks for them: a tree, since a clause has fields of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from api.rules.entry_field import EntryField
from api.rules.entry_fields import FIELDS, held
from api.rules.term import Term


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form, with the fields of its parts where it is a list of such."""

    field: EntryField
    parts: tuple[FormField, ...]

    @property
    def name(self) -> str:
        """Its name in the entry."""
        return self.field.name

    @property
    def kind(self) -> str:
        """What it takes."""
        return self.field.kind

    @property
    def choices(self) -> tuple[Term, ...]:
        """The words it takes, if it takes only some."""
        return self.field.choices

    @property
    def repeated(self) -> bool:
        """Whether it holds several parts of the same fields."""
        return bool(self.parts)


@cache
def form_of(noun: str) -> tuple[FormField, ...]:
    """The form of a noun."""
    return tuple(_field(noun, field) for field in FIELDS[noun])


def _field(noun: str, field: EntryField) -> FormField:
    return FormField(field, tuple(_field(noun, part) for part in held(noun, field)))


def at_path(fields: Sequence[FormField], path: str) -> list[tuple[FormField, int | None]]:
    """The fields that a path leads through (`clauses[0].level`), each with its number; shorter where the path leads astray."""
    found: list[tuple[FormField, int | None]] = []
    for step in path.split("."):
        name, _, number = step.removesuffix("]").partition("[")
        field = next((field for field in fields if field.name == name), None)
        if field is None or (number and not (number.isascii() and number.isdigit() and len(number) < 5)):
            break
        found.append((field, int(number) if number else None))
        fields = field.parts
    return found
