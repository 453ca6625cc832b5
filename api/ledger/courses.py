"""The course of every jurisdiction of a layer: where it stood from day to day, over the whole record as known at a revision."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

import orjson
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from api.ledger import designated
from api.ledger.asof import AsOf, as_row, known, published_at
from api.ledger.designated import Carried
from api.ledger.maps import LAYERS
from api.ledger.publications import complete_from
from api.ledger.standings import position_row
from api.models import Jurisdiction, Position
from api.rules.vocabulary import METHOD_VERSION

COLUMNS = ("category", "policy_score", "marks", "operative_category", "operative_score", "operative_low", "operative_high", "operative_marks", "models")
ABOUT = ("geoid", "name", "state", "kind", "slug", "lat", "lon", "population", "same_as")
# Whether models are none or not known is told by one more column, which is not shown.
_READ = [*(getattr(Position, name) for name in COLUMNS), Position.agreement_known]
_DIGITS = 6
# Ten metres are enough to find a place on a map, and a quarter of what points take to send.
_DECIMALS = 4
# Rows fetched at a time.
BATCH = 1000
Plain = dict[str, Any]
Standing = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which layer at which revision, when that was published, and for which days its evidence is complete."""

    layer: str
    revision: int
    published: datetime
    complete_from: date | None
    evidence_through: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """One jurisdiction: what it is, from which day on it stands how, and the labels of outside bodies that it carries."""

    about: Plain
    standings: list[tuple[date, str]]
    designations: Carried


def scope(session: Session, layer: str, as_of: AsOf) -> Scope:
    """What a layer is asked of; only the revision of the clocks counts."""
    return Scope(layer, as_of.revision, published_at(session, as_of.revision), complete_from(session, as_of), as_of.evidence_through)


def standings(session: Session, scope: Scope) -> dict[str, Standing]:
    """Every standing that anyone of the layer ever has, by its name, in order of names."""
    rows = session.execute(_of_layer(select(*_READ).distinct(), scope))
    return dict(sorted(_named({_standing(as_row(row)) for row in rows}).items()))


def courses(session: Session, scope: Scope, standings: dict[str, Standing]) -> Iterator[Course]:
    """Every jurisdiction of the layer in order of ids; a government with several ids is drawn at each."""
    carried = designated.by_government(session, scope.revision)
    names = {standing: name for name, standing in standings.items()}
    about = [Jurisdiction.key.label("geoid"), *(getattr(Jurisdiction, name) for name in ABOUT[1:])]
    query = _of_layer(select(*about, Position.valid_from, *_READ), scope).order_by(Jurisdiction.key, Position.valid_from)
    rows = (as_row(row) for row in session.execute(query, execution_options={"yield_per": BATCH}))
    for geoid, periods in groupby(rows, key=lambda row: row["geoid"]):
        days = [(row, names[_standing(row)]) for row in periods]
        row = days[0][0]
        yield Course(_about(row), _merged(days), carried.get(row["same_as"] or geoid, []))


def _about(row: Plain) -> Plain:
    points = {name: None if row[name] is None else round(row[name], _DECIMALS) for name in ("lat", "lon")}
    return {name: row[name] for name in ABOUT} | points


def _merged(days: list[tuple[Plain, str]]) -> list[tuple[date, str]]:
    """Neighbouring periods that show the same as one: many differ in their reasons only."""
    return [(next(same)[0]["valid_from"], name) for name, same in groupby(days, key=lambda day: day[1])]


def _of_layer(query: Any, scope: Scope) -> Any:
    government = func.coalesce(Jurisdiction.same_as, Jurisdiction.key)
    return (
        query.select_from(Jurisdiction)
        .join(Position, and_(Position.geoid == government, known(Position, scope.revision), Position.method == METHOD_VERSION))
        .where(known(Jurisdiction, scope.revision), Jurisdiction.kind.in_(LAYERS[scope.layer]))
    )


def _standing(row: Plain) -> Standing:
    shown = position_row({name: row[name] for name in (*COLUMNS, "agreement_known")})
    return tuple(tuple(value) if isinstance(value, list) else value for value in (shown[name] for name in COLUMNS))


def _named(found: set[Standing]) -> dict[str, Standing]:
    """Standings by the first digits of their digests: as many as tell them apart, so that a name is the same at every revision."""
    digests = {hashlib.sha256(orjson.dumps(standing)).hexdigest(): standing for standing in found}
    digits = next(n for n in range(_DIGITS, 65) if len({digest[:n] for digest in digests}) == len(digests))
    return {digest[:digits]: standing for digest, standing in digests.items()}
