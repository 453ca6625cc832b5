"""The reasons beside comparisons: for a page of them, whatever its length, a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.ledger import disputed, jurisdictions
from api.ledger.asof import AsOf, today
from api.models import Citation, Explanation
from api.rules.comparison import Compared, Outcome
from api.rules.comparison_sentence import why

Plain = dict[str, Any]


def told(session: Session, rows: list[Plain], as_of: AsOf) -> list[Plain]:
    """Comparisons with why they came out so, the label's sources, and the disputes open over it: four queries."""
    bodies = _bodies(session, {row["explanation_id"] for row in rows if row["agrees_by"] != "both" or row["sanctuary"]})
    operators = {row["operator"] for row in rows if row["operator"]}
    named = jurisdictions.names(session, operators | {id for body in bodies.values() for id in _setters(body)}, as_of)
    sources, disputes = _sources(session, rows), disputed.open_over(session, "designation", [row["key"] for row in rows if row["designation_id"]], as_of)
    return [
        row | {"why": _why(row, bodies.get(row["explanation_id"]), named), "sources": sources[row["designation_id"]], "disputes": disputes.get(row["key"], [])}
        for row in rows
    ]


def _bodies(session: Session, ids: set[int]) -> dict[int, Plain]:
    if not ids:
        return {}
    return {row.id: row.body for row in session.execute(select(Explanation.id, Explanation.body).where(Explanation.id.in_(sorted(ids))))}


def _setters(body: Plain) -> Iterator[str]:
    return (reading["set_by"] for side in ("policy", "operative") for reading in body[side]["dimensions"] if reading["set_by"])


def _sources(session: Session, rows: list[Plain]) -> defaultdict[int | None, list[str]]:
    """The keys of the sources that each label rests on; a body that is not listed has no label."""
    found: defaultdict[int | None, list[str]] = defaultdict(list)
    ids = sorted({row["designation_id"] for row in rows if row["designation_id"]})
    query = select(Citation.designation_id, Citation.source).where(Citation.designation_id.in_(ids)).order_by(Citation.id)
    for row in session.execute(query) if ids else ():
        found[row.designation_id].append(row.source)
    return found


def _why(row: Plain, body: Plain | None, named: dict[str, str]) -> str | None:
    if body is None:
        return None
    policy = {"category": row["category"], "score": row["policy_score"], "coverage": row["coverage"], **_side(body["policy"], named)}
    ends = {"low": row["operative_low"], "high": row["operative_high"]}
    operative = {"category": row["operative_category"], "score": row["operative_score"], **ends, **_side(body["operative"], named)}
    jail = {"operator": {"id": row["operator"], "name": named.get(row["operator"])} if row["operator"] else None}
    compared = Compared(Outcome(row["outcome"]), row["agrees_by"])
    return why(compared=compared, side=row["side"], sanctuary=row["sanctuary"], policy=policy, operative=operative, jail=jail, on=row["day"], today=today())


def _side(result: Plain, named: dict[str, str]) -> Plain:
    """One result with the bodies that set its levels by name; the stored reasons are left as they are."""
    readings = [r | {"set_by": {"id": r["set_by"], "name": named.get(r["set_by"])} if r["set_by"] else None} for r in result["dimensions"]]
    return {"dimensions": readings}
