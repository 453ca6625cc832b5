"""What the record said of one thing at each revision, and what each revision changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, selectinload

from api.ledger.asof import AsOf, in_utc
from api.ledger.nouns import NOUNS, Noun, digest, entry_of
from api.ledger.pages import Asked, Mark, Page
from api.models import Revision
from api.rules.differences import Difference, differences
from api.rules.refusals import ForeignCursor, UnknownRecord, UnknownRevision

Plain = dict[str, Any]
_AT_ONCE = 500


@dataclass(frozen=True)
class Version:
    """An entry as it was held true from one revision up to, not including, another (None: still)."""

    entry: Plain
    revision: int
    until: int | None

    @cached_property
    def digest(self) -> str:
        """Its fingerprint: what an edit names as its base."""
        return digest(self.entry)


@dataclass(frozen=True)
class Changed:
    """What a revision did to one entry: `added`, `changed` or `withdrawn`, and the fields that differ."""

    noun: str
    key: str
    kind: str
    fields: list[Difference]


def noun_of(name: str) -> Noun:
    """A noun of the record by its name; raises UnknownRecord."""
    if name not in NOUNS:
        raise UnknownRecord("noun", name)
    return NOUNS[name]


def current(session: Session, noun: str, key: str) -> Version | None:
    """The entry as it stands, or None where the record states nothing of this key."""
    model: Any = noun_of(noun).model
    row = session.scalars(whole(NOUNS[noun]).where(model.key == key, model.rev_until.is_(None))).first()
    return _version(NOUNS[noun], row) if row else None


def standing(session: Session, noun: str, keys: Iterable[str]) -> dict[str, Plain]:
    """The entries that stand now under some keys, read many at a time."""
    described, asked = noun_of(noun), sorted(keys)
    model: Any = described.model
    found: dict[str, Plain] = {}
    for start in range(0, len(asked), _AT_ONCE):
        rows = session.scalars(whole(described).where(model.rev_until.is_(None), model.key.in_(asked[start : start + _AT_ONCE])))
        found |= {row.key: entry_of(described, row) for row in rows}
    return found


def versions(session: Session, noun: str, key: str) -> list[Version]:
    """Every version of an entry, newest first."""
    model: Any = noun_of(noun).model
    rows = session.scalars(whole(NOUNS[noun]).where(model.key == key).order_by(model.rev_from.desc()))
    return [_version(NOUNS[noun], row) for row in rows]


def told(session: Session, noun: str, key: str) -> list[Plain]:
    """What each revision did to an entry and why, field by field, newest first; raises UnknownRecord where none did anything."""
    found = versions(session, noun, key)
    if not found:
        raise UnknownRecord(noun, key)
    numbers = {number for version in found for number in (version.revision, version.until) if number}
    by_start = {version.revision: version for version in found}
    by_end = {version.until: version for version in found if version.until}
    revisions = session.scalars(select(Revision).where(Revision.number.in_(numbers)).order_by(Revision.number.desc()))
    return [_step(revision, by_end.get(revision.number), by_start.get(revision.number)) for revision in revisions]


def _step(revision: Revision, before: Version | None, after: Version | None) -> Plain:
    fields = differences(before.entry if before else None, after.entry if after else None)
    return {
        "revision": revision.number,
        "until": after.until if after else None,
        "published_at": in_utc(revision.published_at),
        "reason": revision.reason,
        "kind": _kind(before, after),
        "fields": fields,
    }


def _kind(before: Any, after: Any) -> str:
    return "withdrawn" if after is None else "added" if before is None else "changed"


def written(session: Session, revision: int) -> Revision:
    """A published revision; raises UnknownRevision."""
    found = session.get(Revision, revision) if revision < 2**31 else None
    if found is None:
        raise UnknownRevision(revision, session.scalar(select(Revision.number).order_by(Revision.number.desc()).limit(1)) or 0)
    return found


def keys_of(session: Session, revision: int) -> list[tuple[str, str]]:
    """Which entries a revision wrote or withdrew, by noun and key, in order."""
    order = {name: place for place, name in enumerate(NOUNS)}
    return sorted({(row.noun, row.key) for row in session.execute(_touched(revision))}, key=lambda found: (order[found[0]], found[1]))


def page_of_changes(session: Session, revision: int, as_of: AsOf, asked: Asked) -> Page:
    """A page of what a revision changed, in order of noun and key; only the entries of the page are read."""
    if revision > as_of.revision:
        raise UnknownRevision(revision, as_of.revision)
    written(session, revision)
    keys = _keys_after(session, revision, asked)
    found = [{"entry": f"{noun}/{key}", "noun": noun, "key": key} for noun, key in keys]
    total = session.scalar(select(func.count()).select_from(_touched(revision).distinct().subquery())) if asked.counted else None
    page = asked.page(found, [Mark(None, row["entry"]) for row in found], total)
    done = changes_of(session, revision, keys[: len(page.rows)])
    return replace(page, rows=[row | {"kind": change.kind, "differences": change.fields} for row, change in zip(page.rows, done, strict=True)])


def _keys_after(session: Session, revision: int, asked: Asked) -> list[tuple[str, str]]:
    """Which entries a revision wrote or withdrew from the mark of the page before on, one more than the page holds; raises ForeignCursor."""
    last, _, key = asked.after.key.partition("/") if asked.after else ("", "", "")
    if last and last not in NOUNS:
        raise ForeignCursor
    parts = []
    for name in (name for name in sorted(NOUNS) if name >= last):
        model: Any = NOUNS[name].model
        further = [model.key > key] if name == last else []
        # Each part is cut before they are joined, so that no table is read further than the page goes.
        part = _of_noun(name, revision).where(*further).distinct().order_by(model.key).limit(asked.limit + 1).subquery()
        parts.append(select(part.c.noun, part.c.key))
    found = union_all(*parts).subquery()
    return [(row.noun, row.key) for row in session.execute(select(found).order_by(found.c.noun, found.c.key).limit(asked.limit + 1))]


def _touched(revision: int) -> Select[Any]:
    """Which entries a revision wrote or withdrew, one that it changed twice over."""
    touched = union_all(*(_of_noun(name, revision) for name in NOUNS)).subquery()
    return select(touched.c.noun, touched.c.key)


def _of_noun(name: str, revision: int) -> Select[Any]:
    model: Any = NOUNS[name].model
    return select(literal(name).label("noun"), model.key.label("key")).where(or_(model.rev_from == revision, model.rev_until == revision))


def changes_of(session: Session, revision: int, keys: list[tuple[str, str]] | None = None) -> Iterator[Changed]:
    """What a revision changed, field by field; of some of its entries where they are named."""
    asked = keys_of(session, revision) if keys is None else keys
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        sides = _sides(session, some, revision)
        for noun, key in some:
            before, after = sides[noun, key]
            yield Changed(noun, key, _kind(before, after), differences(before, after))


def _sides(session: Session, keys: list[tuple[str, str]], revision: int) -> dict[tuple[str, str], tuple[Plain | None, Plain | None]]:
    """What the record said of some keys just before a revision, and from it on; a query for each noun."""
    before: dict[tuple[str, str], Plain] = {}
    after: dict[tuple[str, str], Plain] = {}
    for name in dict.fromkeys(noun for noun, _ in keys):
        model: Any = NOUNS[name].model
        wanted = [key for noun, key in keys if noun == name]
        for row in session.scalars(whole(NOUNS[name]).where(model.key.in_(wanted), or_(model.rev_from == revision, model.rev_until == revision))):
            (after if row.rev_from == revision else before)[name, row.key] = entry_of(NOUNS[name], row)
    return {at: (before.get(at), after.get(at)) for at in keys}


def whole(noun: Noun) -> Select[Any]:
    """The question for rows of a noun with all that makes them entries."""
    model: Any = noun.model
    query = select(model)
    if noun.clause:
        query = query.options(selectinload(model.clauses).selectinload(noun.clause.citations))
    return query.options(selectinload(model.citations)) if noun.cited else query


def _version(noun: Noun, row: Any) -> Version:
    return Version(entry_of(noun, row), row.rev_from, row.rev_until)
