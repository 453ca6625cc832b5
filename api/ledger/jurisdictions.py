"""Find a jurisdiction by any of its ids, and list jurisdictions with their positions on a day."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from api.ledger import designated
from api.ledger.asof import AsOf, as_row, holding, known
from api.ledger.keyset import Listing, page
from api.ledger.pages import Asked, Page
from api.ledger.standings import position_row
from api.models import Alias, Jurisdiction, Position
from api.rules.boxes import Box
from api.rules.refusals import UnknownJurisdiction
from api.rules.vocabulary import STATE_KINDS, Category

_SHOWN = ["ocd_id", "slug", "kind", "name", "legal_name", "state", "county", "counties", "lat", "lon", "population", "population_year", "population_source", "same_as"]
_POSITION = ["category", "policy_score", "cooperates", "limits", "coverage", "marks", "operative_category", "operative_score", "operative_low", "operative_high", "operative_coverage", "operative_marks", "models", "agreement_known", "conflict"]
# The name within a slug: a state's is its name alone, any other ends in the postal code of its state.
_NAME = case((Jurisdiction.kind.in_(STATE_KINDS), Jurisdiction.slug), else_=func.substr(Jurisdiction.slug, 1, func.length(Jurisdiction.slug) - 3))
# What tells an unknown value from one that cannot be.
_ALWAYS = {"category", "operative_category", "operative_low", "models", "agreement_known"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of jurisdictions is narrowed to; None asks for all."""

    state: str | None = None
    kind: str | None = None
    category: str | None = None
    operative_category: str | None = None
    marks: str | None = None
    has_agreement: bool | None = None
    model: str | None = None
    designator: str | None = None
    q: str | None = None
    conflict: str | None = None
    population_min: int | None = None
    ids: tuple[str, ...] | None = None
    bbox: Box | None = None
    kinds: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A jurisdiction, the id it was asked by, and the address to redirect to when that id is a former one."""

    row: dict[str, Any]
    canonical: str
    moved: bool


def find(session: Session, wanted: str, as_of: AsOf) -> Found:
    """A jurisdiction by GEOID, slug or OCD-ID, or by an id of another vintage; raises UnknownJurisdiction."""
    row = _by(session, as_of, or_(Jurisdiction.key == wanted, Jurisdiction.slug == wanted, Jurisdiction.ocd_id == wanted))
    moved = False
    if row is None:
        aliased = session.scalar(select(Alias.geoid).where(Alias.old_geoid == wanted, known(Alias, as_of.revision)).order_by(Alias.key))
        row = _by(session, as_of, Jurisdiction.key == aliased) if aliased else None
        moved = True
    if row is None:
        raise UnknownJurisdiction(wanted)
    return Found(row, row["same_as"] or row["id"], moved)


def _by(session: Session, as_of: AsOf, condition: ColumnElement[bool]) -> dict[str, Any] | None:
    found = session.execute(_columns().where(condition, known(Jurisdiction, as_of.revision)).order_by(Jurisdiction.key).limit(1)).first()
    return as_row(found) if found else None


def _columns() -> Any:
    return select(Jurisdiction.key.label("id"), *(getattr(Jurisdiction, name) for name in _SHOWN))


def same_government(session: Session, canonical: str, as_of: AsOf) -> list[dict[str, Any]]:
    """Every id of a government, with its name."""
    return same_governments(session, [canonical], as_of)[canonical]


def same_governments(session: Session, canonical: Collection[str], as_of: AsOf) -> defaultdict[str, list[dict[str, Any]]]:
    """Every id of some governments, with their names, by the id at which each answers: one query."""
    asked = sorted(canonical)
    query = select(Jurisdiction.key.label("id"), Jurisdiction.name, Jurisdiction.kind, Jurisdiction.same_as).where(
        or_(Jurisdiction.same_as.in_(asked), Jurisdiction.key.in_(asked)), known(Jurisdiction, as_of.revision)
    )
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in session.execute(query.order_by(Jurisdiction.key)):
        found[row.same_as or row.id].append({"id": row.id, "name": row.name, "kind": row.kind})
    return found


def ids_of(id: str) -> Callable[[AsOf], Select[str]]:
    """Every id that a jurisdiction's government has at a moment."""

    def at(moment: AsOf) -> Select[str]:
        asked = aliased(Jurisdiction)
        government = select(func.coalesce(asked.same_as, asked.key)).where(asked.key == id, known(asked, moment.revision)).scalar_subquery()
        return select(Jurisdiction.key).where(func.coalesce(Jurisdiction.same_as, Jurisdiction.key) == government, known(Jurisdiction, moment.revision))

    return at


def names(session: Session, geoids: set[str], as_of: AsOf) -> dict[str, str]:
    """The names of some jurisdictions."""
    query = select(Jurisdiction.key, Jurisdiction.name).where(Jurisdiction.key.in_(sorted(geoids)), known(Jurisdiction, as_of.revision))
    return {row.key: row.name for row in session.execute(query)} if geoids else {}


def listing(session: Session, as_of: AsOf, filters: Filters, asked: Asked) -> Page:
    """A page of jurisdictions in order of their ids; a government with several ids is counted once, at its city."""
    shown = [getattr(Jurisdiction, n) for n in _SHOWN if asked.shows(n)] + [getattr(Position, n) for n in _POSITION if n in _ALWAYS or asked.shows(n)]
    list_ = Listing(
        query=select(Jurisdiction.key.label("id"), *shown).join(Position, Position.geoid == func.coalesce(Jurisdiction.same_as, Jurisdiction.key)),
        key=Jurisdiction.key,
        within=lambda moment: and_(known(Jurisdiction, moment.revision), holding(moment), *_narrowed(filters), *_designated(session, filters, moment)),
        changed=lambda then, _: or_(Jurisdiction.rev_from > then.revision, _moved(then)),
        show=lambda row: position_row({name: value for name, value in as_row(row).items() if not name.startswith("_")}),
        sorts={"name": Jurisdiction.slug, "population": Jurisdiction.population, "policy_score": Position.policy_score, "operative_score": Position.operative_score},
        named="id",
    )
    return page(session, list_, as_of, asked)


def _moved(then: AsOf) -> ColumnElement[bool]:
    """Positions written after a moment that show something else than on the same day then: many differ in their reasons or their last day only."""
    before = aliased(Position)
    alike = (getattr(before, name).is_not_distinct_from(getattr(Position, name)) for name in _POSITION)
    return and_(Position.rev_from > then.revision, not_(exists().where(before.geoid == Position.geoid, holding(then, before), *alike)))


def points(session: Session, ids: set[str], as_of: AsOf) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of some jurisdictions, of those whose point is known."""
    query = select(Jurisdiction.key, Jurisdiction.lon, Jurisdiction.lat).where(Jurisdiction.key.in_(sorted(ids)), known(Jurisdiction, as_of.revision))
    return {row.key: (row.lon, row.lat) for row in session.execute(query) if row.lon is not None} if ids else {}


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    exact = {
        Jurisdiction.state: filters.state,
        Jurisdiction.kind: filters.kind,
        Position.category: filters.category,
        Position.operative_category: filters.operative_category,
    }
    conditions: list[ColumnElement[bool]] = [column == value for column, value in exact.items() if value is not None]
    if filters.marks:
        pattern = f"%,{filters.marks},%"
        conditions.append(or_(Position.marks.like(pattern), Position.operative_marks.like(pattern)))
    if filters.has_agreement is not None:
        nobody = or_(Position.agreement_known.is_(True), Position.category == Category.NO_GOVERNMENT)
        conditions.append(Position.models != "" if filters.has_agreement else and_(Position.models == "", nobody))
    if filters.model is not None:
        conditions.append(Position.models.like(f"%,{filters.model},%"))
    if filters.q:
        part = folded(filters.q)
        conditions.append(_NAME.contains(part, autoescape=True) if part else false())
    if filters.conflict is not None:
        conditions.append(Position.conflict == filters.conflict)
    if filters.population_min is not None:
        conditions.append(Jurisdiction.population >= filters.population_min)
    if filters.kinds is not None:
        conditions.append(Jurisdiction.kind.in_(filters.kinds))
    if filters.bbox is not None:
        conditions.append(_within(filters.bbox))
    if filters.ids is not None:
        conditions.append(or_(Jurisdiction.key.in_(filters.ids), Jurisdiction.slug.in_(filters.ids)))
    elif filters.kind is None and filters.kinds is None:
        conditions.append(Jurisdiction.same_as.is_(None))
    return conditions


def _designated(session: Session, filters: Filters, moment: AsOf) -> list[ColumnElement[bool]]:
    """The governments that certainly carry a body's label on the day, each with all of its ids."""
    if filters.designator is None:
        return []
    named = aliased(Jurisdiction)
    labelled = named.key.in_(designated.on_day(session, moment, filters.designator))
    governments = select(func.coalesce(named.same_as, named.key)).where(labelled, known(named, moment.revision))
    return [func.coalesce(Jurisdiction.same_as, Jurisdiction.key).in_(governments)]


def _within(box: Box) -> ColumnElement[bool]:
    """The jurisdictions whose point lies in a box; a box may cross the antimeridian."""
    between = and_ if box.west <= box.east else or_
    return and_(Jurisdiction.lat.between(box.south, box.north), between(Jurisdiction.lon >= box.west, Jurisdiction.lon <= box.east))


def folded(text: str) -> str:
    """A name as it stands in a slug: without accents, apostrophes and capitals."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
