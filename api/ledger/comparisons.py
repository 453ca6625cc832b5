"""Some places side by side: how each stands on a day and why, its agreements and designations, and how it stood over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.ledger import agreements, jurisdictions, listings, profiles, service_areas
from api.ledger.asof import AsOf, known
from api.ledger.jurisdictions import Filters
from api.ledger.pages import Asked
from api.ledger.publications import complete_from
from api.models import Jurisdiction
from api.rules.refusals import UnknownJurisdiction
from api.rules.vocabulary import EVERY_DIMENSION, STATE_KINDS

Plain = dict[str, Any]
MOST = 6
# No six governments hold as many agreements or labels.
ALL = 1000


@dataclass(frozen=True, slots=True)
class Chosen:
    """The places of a comparison in the order asked for, and the ids that name none or one that is there already."""

    rows: list[Plain]
    unknown: list[str]
    repeated: list[str]


def choose(session: Session, wanted: Sequence[str], as_of: AsOf) -> Chosen:
    """Find some places by GEOID, slug or former id; a government is compared once, whatever it was named by."""
    page = jurisdictions.listing(session, as_of, Filters(ids=tuple(wanted)), Asked("", ALL, counted=False))
    by_name = {name: row for row in page.rows for name in (row["id"], row["slug"])}
    found: dict[str, Plain] = {}
    unknown, repeated = [], []
    for name in wanted:
        row = by_name.get(name) or _formerly(session, name, as_of)
        if row is None:
            unknown.append(name)
        elif (canonical := row["same_as"] or row["id"]) in found:
            repeated.append(name)
        else:
            found[canonical] = {**row, "canonical": canonical, "title": titled(row)}
    return Chosen(list(found.values()), unknown, repeated)


def titled(row: Plain) -> str:
    """A name with its state; a state's is its own."""
    return str(row["name"]) if row["kind"] in STATE_KINDS else f"{row['name']}, {row['state']}"


def _formerly(session: Session, name: str, as_of: AsOf) -> Plain | None:
    """What a former id leads to."""
    try:
        return jurisdictions.find(session, name, as_of).row
    except UnknownJurisdiction:
        return None


def compare(session: Session, places: Sequence[Plain], as_of: AsOf, *, start: date) -> Plain:
    """The places with all that is compared: five queries for each, and some for all together."""
    ids = _ids(session, [place["canonical"] for place in places], as_of)
    held, labelled = _agreements(session, ids, as_of), _designations(session, ids, as_of)
    told = []
    for place in places:
        profile = profiles.profile(session, place["canonical"], as_of)
        periods = _periods(profiles.history(session, place["canonical"], as_of), start)
        told.append({**place, "profile": profile, "periods": periods, "agreements": held[place["canonical"]], "designations": labelled[place["canonical"]]})
    return {"places": told, "dimensions": [_row(dimension, told) for dimension in EVERY_DIMENSION], "complete_from": complete_from(session, as_of)}


def _ids(session: Session, canonical: list[str], as_of: AsOf) -> dict[str, str]:
    """Every id of some governments, and the one that its position is kept at."""
    government = func.coalesce(Jurisdiction.same_as, Jurisdiction.key)
    query = select(Jurisdiction.key, government.label("canonical")).where(government.in_(canonical), known(Jurisdiction, as_of.revision))
    return {row.key: row.canonical for row in session.execute(query)}


def _agreements(session: Session, ids: dict[str, str], as_of: AsOf) -> defaultdict[str, list[Plain]]:
    page = agreements.agreements(session, as_of, Asked("", ALL, counted=False, only=frozenset()), geoids=_these(ids))
    grouped: defaultdict[str, list[Plain]] = defaultdict(list)
    for row in page.rows:
        for canonical in {ids[geoid] for geoid in service_areas.governments(row["agency"]) & ids.keys()}:
            grouped[canonical].append(row)
    return grouped


def _designations(session: Session, ids: dict[str, str], as_of: AsOf) -> defaultdict[str, list[Plain]]:
    page = listings.designations(session, as_of, Asked("", ALL, sort="listed_on", counted=False, only=frozenset()), geoids=_these(ids))
    grouped: defaultdict[str, list[Plain]] = defaultdict(list)
    for row in page.rows:
        grouped[ids[row["geoid"]]].append(row)
    return grouped


def _these(ids: dict[str, str]) -> listings.Ids:
    def at(moment: AsOf) -> Select[str]:
        return select(Jurisdiction.key).where(Jurisdiction.key.in_(sorted(ids)), known(Jurisdiction, moment.revision))

    return at


def _periods(history: Sequence[Plain], start: date) -> list[Plain]:
    """The periods of one pair of words, those that reach past the first day shown; what changes within a pair is in the history."""
    periods: list[Plain] = []
    for row in history:
        pair = {"operative_category": row["operative_category"], "category": row["category"]}
        if periods and pair.items() <= periods[-1].items():
            periods[-1]["valid_until"] = row["valid_until"]
        else:
            periods.append({"valid_from": row["valid_from"], "valid_until": row["valid_until"], **pair})
    return [period for period in periods if period["valid_until"] is None or period["valid_until"] > start]


def _row(dimension: str, places: Sequence[Plain]) -> Plain:
    """One dimension across the places: what applies and what the own rules say, null where it is not known."""
    cells = [{side: _reading(place["profile"][side], dimension) for side in ("operative", "policy")} for place in places]
    applied = [cell["operative"] and (cell["operative"]["low"], cell["operative"]["high"]) for cell in cells]
    return {"dimension": dimension, "cells": cells, "alike": None if None in applied else len(set(applied)) == 1}


def _reading(result: Plain, dimension: str) -> Plain | None:
    return next((reading for reading in result["dimensions"] if reading["dimension"] == dimension), None)
