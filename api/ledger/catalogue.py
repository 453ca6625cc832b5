"""Find entries of the record as it stands, of any noun that is edited by hand: by words, by state, by jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, func, or_, select
from sqlalchemy.orm import Session

from api.ledger.nouns import NOUNS
from api.models import Agency, Curator, Jurisdiction, Proposal, ServiceArea, Source

# By which fields an entry is called and found; the first ones are shown.
_CALLED: dict[str, tuple[str, ...]] = {
    "policy": ("title", "instrument", "number"),
    "state_law": ("name", "citation"),
    "agency": ("name", "kind"),
    "agreement": ("agency", "model", "signed"),
    "service_area": ("agency", "jurisdiction", "note"),
    "custody": ("geoid", "operator", "note"),
    "designation": ("name_as_printed", "designator", "label"),
    "dispute": ("question", "entry"),
    "research_note": ("found", "searched", "looked_in"),
    "federal_action": ("title", "actor"),
    "source": ("title", "publisher", "url"),
    "jurisdiction": ("name", "kind", "slug"),
    "alias": ("old_geoid", "relation", "geoid"),
    "decision": ("agency", "action", "state"),
}
# The fields that name the jurisdiction of an entry.
_OF: dict[str, tuple[str, ...]] = {
    "policy": ("jurisdiction",),
    "agency": ("jurisdiction",),
    "service_area": ("jurisdiction",),
    "custody": ("geoid", "operator"),
    "designation": ("geoid",),
    "research_note": ("jurisdiction",),
    "alias": ("geoid",),
    "decision": ("jurisdiction",),
    "jurisdiction": ("key",),
}
OF_A_PLACE = ("policy", "custody", "agency", "service_area", "agreement", "designation", "state_law", "research_note")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; an empty string asks for all."""

    words: str = ""
    state: str = ""
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One entry: its noun and key, what it is called, and what else tells it from others."""

    noun: str
    key: str
    title: str
    more: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of what was found of one noun, how much there is in all, and the key to go on after."""

    noun: str
    rows: tuple[Found, ...]
    total: int
    onward: str | None


def find(session: Session, noun: str, wanted: Wanted, *, after: str = "", limit: int = 50) -> Stretch:
    """The entries of a noun that fit, by key; from after a key on."""
    model: Any = NOUNS[noun].model
    fits = and_(model.rev_until.is_(None), *_conditions(session, noun, wanted))
    total = session.scalar(select(func.count()).select_from(model).where(fits)) or 0
    names = [name for name in _CALLED[noun] if hasattr(model, name)]
    query = select(model.key, *(getattr(model, name) for name in names)).where(fits, model.key > after).order_by(model.key).limit(limit + 1)
    rows = [_found(noun, names, row) for row in session.execute(query).mappings()]
    return Stretch(noun, tuple(rows[:limit]), total, rows[limit - 1].key if len(rows) > limit else None)


def nouns() -> tuple[str, ...]:
    """The nouns that can be looked for, those most edited first."""
    return tuple(noun for noun in _CALLED if noun in NOUNS)


def _found(noun: str, names: list[str], row: RowMapping) -> Found:
    said = [text if "/" in text else text.replace("_", " ") for name in names if row[name] is not None for text in [str(row[name])]]
    return Found(noun, row["key"], said[0] if said else row["key"], ", ".join(said[1:]))


def _conditions(session: Session, noun: str, wanted: Wanted) -> list[ColumnElement[bool]]:
    model: Any = NOUNS[noun].model
    conditions = []
    for word in wanted.words.split()[:8]:
        conditions.append(or_(*(func.lower(getattr(model, name)).contains(word.lower(), autoescape=True) for name in ("key", *_CALLED[noun]))))
    if wanted.state:
        conditions.append(_in_state(noun, model, wanted.state))
    if wanted.jurisdiction:
        conditions.append(_of(session, noun, model, wanted.jurisdiction))
    return conditions


def _in_state(noun: str, model: Any, state: str) -> ColumnElement[bool]:
    if noun == "agreement":
        return model.agency.in_(select(Agency.key).where(Agency.state == state, Agency.rev_until.is_(None)))  # type: ignore[no-any-return]
    if hasattr(model, "state"):
        return model.state == state  # type: ignore[no-any-return]
    if noun in _OF:
        bodies = select(Jurisdiction.key).where(Jurisdiction.state == state, Jurisdiction.rev_until.is_(None))
        return or_(*(getattr(model, name).in_(bodies) for name in _OF[noun]))
    return model.key.startswith(f"{state.lower()}-", autoescape=True)  # type: ignore[no-any-return]


def _of(session: Session, noun: str, model: Any, geoid: str) -> ColumnElement[bool]:
    """Whether an entry is of a jurisdiction, or a law of its state."""
    if noun == "agreement":
        served = select(ServiceArea.agency).where(ServiceArea.jurisdiction == geoid, ServiceArea.rev_until.is_(None))
        own = select(Agency.key).where(Agency.jurisdiction == geoid, Agency.rev_until.is_(None))
        return or_(model.agency.in_(own), model.agency.in_(served))
    if noun == "state_law":
        return model.state.in_(select(Jurisdiction.state).where(Jurisdiction.key == geoid, Jurisdiction.rev_until.is_(None)))  # type: ignore[no-any-return]
    if noun in _OF:
        return or_(*(getattr(model, name) == geoid for name in _OF[noun]))
    return model.key.contains(geoid, autoescape=True)  # type: ignore[no-any-return]


def body(session: Session, wanted: str) -> Jurisdiction | None:
    """A jurisdiction by its GEOID or slug, as it stands."""
    query = select(Jurisdiction).where(or_(Jurisdiction.key == wanted, Jurisdiction.slug == wanted), Jurisdiction.rev_until.is_(None))
    return session.scalars(query.order_by(Jurisdiction.key)).first()


def names_of(session: Session, noun: str, keys: set[str]) -> dict[str, str]:
    """What the jurisdictions, agencies or sources of some keys are called."""
    models: dict[str, Any] = {"jurisdiction": (Jurisdiction, Jurisdiction.name), "agency": (Agency, Agency.name), "source": (Source, Source.title)}
    if noun not in models or not keys:
        return {}
    model, name = models[noun]
    return {row.key: row[1] for row in session.execute(select(model.key, name).where(model.key.in_(sorted(keys)[:500]), model.rev_until.is_(None)))}


def sources_of(session: Session, keys: set[str]) -> dict[str, Source]:
    """The sources of some keys, as they stand."""
    asked = sorted(keys)[:500]
    return {source.key: source for source in session.scalars(select(Source).where(Source.key.in_(asked), Source.rev_until.is_(None)))}


def held(session: Session, noun: str, keys: Iterable[str]) -> set[str]:
    """Which of some keys the record holds."""
    model: Any = NOUNS[noun].model
    asked = sorted(set(keys))
    found: set[str] = set()
    for start in range(0, len(asked), 500):
        found.update(session.scalars(select(model.key).where(model.key.in_(asked[start : start + 500]), model.rev_until.is_(None))))
    return found


def source_keys(session: Session, known: set[str], entry: Mapping[str, Any]) -> list[str]:
    """Sources that an entry may want to cite: those it names, and those of its state."""
    geoid = entry.get("jurisdiction") or entry.get("geoid")
    state = entry.get("state") or (session.scalar(select(Jurisdiction.state).where(Jurisdiction.key == geoid, Jurisdiction.rev_until.is_(None))) if geoid else None)
    near = select(Source.key).where(Source.rev_until.is_(None), Source.key.startswith(f"{state.lower()}-", autoescape=True)).order_by(Source.key).limit(300) if state else None
    return sorted({key for key in known if key} | set(session.scalars(near) if near is not None else ()))


def people(session: Session, ids: set[int]) -> dict[int, str]:
    """The names of some curators."""
    return {row.id: row.name for row in session.execute(select(Curator.id, Curator.name).where(Curator.id.in_(ids)))} if ids else {}


def proposal_of(session: Session, revision: int) -> Proposal | None:
    """The proposal that became a revision, if it was one."""
    return session.scalars(select(Proposal).where(Proposal.revision == revision)).first()
