"""Which of our fields a column can fill for each noun, which of theirs fills which, and what a cell says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.rules.entry_field import EntryField, choice, dated, key_of, line
from api.rules.entry_fields import CITATION_FIELDS, CLAUSE_FIELDS, FIELDS
from api.rules.entry_terms import SOURCE_KINDS
from api.rules.refusals import BadValue
from api.rules.term import Term

_KEY = key_of("key", "Key", None, "Made from the other columns where none is given. Rows of one policy share a key; each gives one clause.")
_PLACE = (
    line("jurisdiction", "Jurisdiction", "A GEOID, a slug (austin-tx), or a name beside a state."),
    line("state", "State", "With a name: TX or Texas."),
    line("county", "County", "With a name, where two governments share it."),
    choice("kind_of_jurisdiction", "Kind of jurisdiction", (Term(k, k, k) for k in ("state", "county", "place", "subdivision")), "Which of a city and a county of one name.", required=False),
)
_SOURCE = (
    line("source", "Source", "The key of a source, or several parted by semicolons."),
    line("source_url", "Source: address", "With a title, a publisher and the day it was read, a new source."),
    line("source_title", "Source: title"),
    line("source_publisher", "Source: publisher"),
    dated("source_retrieved", "Source: read on"),
    dated("source_published", "Source: published"),
    choice("source_kind", "Source: kind", SOURCE_KINDS, "A work of reference where none is given.", required=False),
    *CITATION_FIELDS[1:],
)
# Further names under which other tables have these columns.
_ALIKE = {"jurisdiction": ("geoid", "slug"), "agency": ("agencykey",)}
_NOT_PLAIN = {"clauses", "citations", "history", "gaps", "agency", "jurisdiction", "geoid"}
_AGENCY = (line("agency", "Agency", "Its key, or its name beside a state."), _PLACE[1])


def fields_of(noun: str) -> tuple[EntryField, ...]:
    """Every field that a column can fill, in the order in which they are asked for."""
    whose = _AGENCY if noun == "agreement" else _PLACE
    return (_KEY, *whose, *plain_fields(noun), *clause_fields(noun), *_SOURCE)


def plain_fields(noun: str) -> tuple[EntryField, ...]:
    """The fields of the entry itself that one cell can say."""
    return tuple(field for field in FIELDS[noun] if field.name not in _NOT_PLAIN)


def clause_fields(noun: str) -> tuple[EntryField, ...]:
    """The fields of the one clause that a row gives; they bear other names than those of the entry."""
    return tuple(field for field in CLAUSE_FIELDS.get(noun, ()) if field.kind != "citations")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Our fields by name with the column that fills each, and the columns that fill none."""

    columns: Mapping[str, str]
    unmapped: tuple[str, ...]

    @classmethod
    def read(cls, noun: str, given: Iterable[str], wanted: Mapping[str, str] | None = None) -> ColumnMap:
        """The map asked for, or each field with the column of its name; raises BadValue for a field or column that is not there."""
        columns = tuple(given)
        fields = {field.name: field for field in fields_of(noun)}
        if wanted is None:
            chosen = _alike(fields.values(), columns)
        else:
            chosen = {name: column for name, column in wanted.items() if column}
            for name, column in chosen.items():
                if name not in fields:
                    raise BadValue(f"{name[:40]!r} is not a field that a column can fill.", field="columns", fix=f"Use: {', '.join(fields)}.")
                if column not in columns:
                    raise BadValue(f"The file has no column {column[:40]!r}.", field="columns", fix=f"Use one of: {', '.join(columns)[:500]}.")
        return cls(chosen, tuple(column for column in columns if column not in chosen.values()))

    def cells(self, cells: Mapping[str, str]) -> dict[str, str]:
        """What a row says of our fields; empty cells say nothing."""
        return {name: cells[column] for name, column in self.columns.items() if cells.get(column)}


def _alike(fields: Iterable[EntryField], columns: Iterable[str]) -> dict[str, str]:
    """Each field with the column of its name, else of its label; no column fills two."""
    free = {_bare(column): column for column in columns}
    by_name = {field.name: free.pop(word) for field in fields for word in (_bare(field.name), *_ALIKE.get(field.name, ())) if word in free}
    return by_name | {field.name: free.pop(_bare(field.label)) for field in fields if field.name not in by_name and _bare(field.label) in free}


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.lower())


_YES_NO = {"yes": True, "true": True, "y": True, "1": True, "no": False, "false": False, "n": False, "0": False}
# Our own CSV puts an apostrophe before what a spreadsheet would run.
_ESCAPED = re.compile(r"'[=+\-@\t\r\n]")
_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")


def value_of(field: EntryField, text: str) -> Any:
    """What a cell says for a field; a cell that says nothing the field takes is kept as it is, for the checks to name."""
    text = text[1:] if _ESCAPED.match(text) else text
    if field.kind == "flag":
        return _YES_NO.get(text.lower(), text)
    if field.kind in ("level", "number"):
        minus = text.replace("\u2212", "-")
        return int(minus) if _WHOLE.fullmatch(minus) else text
    if field.kind == "choice":
        return next((term.key for term in field.choices if _bare(text) in (_bare(term.key), _bare(term.label))), text)
    if field.kind == "words":
        return [part.strip() for part in text.split(";") if part.strip()]
    return text
