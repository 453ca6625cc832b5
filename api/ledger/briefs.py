"""A research sheet for one jurisdiction: what is known and when it was last checked, what is missing, and what to look for next."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.ledger import dossiers
from api.ledger.asof import AsOf
from api.ledger.jurisdictions import Found
from api.models import Draft
from api.rules.research import leads
from api.rules.vocabulary import EVERY_DIMENSION, LEVEL_WORDS, WEIGHTS, Category, Dimension

Plain = dict[str, Any]


def brief(session: Session, found: Found, as_of: AsOf) -> Plain:
    """The sheet on a day; the dimensions by weight, so that what moves a score most is looked for first."""
    told = dossiers.dossier(session, found, as_of)
    policy, jail = told["profile"]["policy"], told["profile"]["jail"]
    own = {Dimension(reading["dimension"]): reading for reading in policy["dimensions"]}
    governs = policy["category"] != Category.NO_GOVERNMENT
    runs_jail = bool(jail["operator"] and jail["operator"]["id"] == found.canonical)
    missing = sorted((d for d in EVERY_DIMENSION if d not in own and governs), key=lambda d: -WEIGHTS[d])
    return {
        "id": told["row"]["id"],
        "name": told["name"],
        "slug": told["row"]["slug"],
        "population": told["row"]["population"],
        "sentence": told["sentence"],
        "coverage": policy["coverage"],
        "category": policy["category"],
        "known": [_known(dimension, own[dimension], told["sources"]) for dimension in EVERY_DIMENSION if dimension in own],
        "missing": missing,
        "leads": leads(missing, kind=told["row"]["kind"], runs_jail=runs_jail),
        "jail": {"operator": jail["operator"], "rule": jail["rule"], "sourced": jail["source"] is not None},
        "instruments": [_instrument(policy, told["sources"]) for policy in told["policies"]],
        "agreements": [{"key": a["key"], "agency": a["agency"]["name"], "model": a["model"], "status": a["status"]} for a in told["agreements"]],
        "laws": [{"key": law["key"], "name": law["name"]} for law in told["laws"] if law["clauses"]],
        "tried": told["research"],
        "drafts": _drafts(session, found, told),
    }


def _known(dimension: Dimension, reading: Plain, sources: Plain) -> Plain:
    laws = " and ".join(law["title"] for law in reading["laws"])
    return {
        "dimension": dimension,
        "level": reading["level"],
        "words": LEVEL_WORDS[dimension].get(reading["level"], reading["words"]),
        "instrument": reading["own"]["title"] if reading["own"] else laws,
        "basis": reading["own"]["basis"] if reading["own"] else "law",
        "start_uncertain": bool(reading["own"] and reading["own"]["start_uncertain"]),
        "checked": _checked(reading["sources"], sources),
    }


def _instrument(policy: Plain, sources: Plain) -> Plain:
    cited = [c["source"] for item in (policy, *policy["clauses"]) for c in item["citations"]]
    return {"key": policy["key"], "title": policy["title"], "clauses": len(policy["clauses"]), "checked": _checked(cited, sources)}


def _checked(cited: list[str], sources: Plain) -> str | None:
    """The newest day on which one of some sources was read."""
    return max((str(sources[key]["retrieved"]) for key in cited if key in sources), default=None)


def _drafts(session: Session, found: Found, told: Plain) -> list[Plain]:
    """Claims about it that lack a source."""
    ids = {found.row["id"], found.canonical, *told["same_ids"]}
    query = select(Draft).where(or_(Draft.jurisdiction.in_(ids))).order_by(Draft.key)
    return [{"key": draft.key, "title": draft.title, "claim": draft.claim, "missing": draft.missing} for draft in session.scalars(query)]
