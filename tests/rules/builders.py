"""Evidence in short words, for the tests of the rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.rules.evidence import Body, Bound, Evidence, HeldAgreement, OwnLevel, Suspension
from api.rules.history import Span
from api.rules.levels import Reading
from api.rules.position import Operator, Result
from api.rules.vocabulary import Dimension

START = date(2020, 1, 1)
TODAY = date(2026, 6, 1)
EVERYONE = ("county", "place", "sheriff", "police", "jail", "state_agency")


def day(text: str) -> date:
    """A day as the record writes it."""
    return date.fromisoformat(text)


def span(start: str = "2020-01-01", until: str | None = None) -> Span:
    """Days from one to another."""
    return Span(day(start), day(until) if until else None)


def own(dimension: str, level: int, start: str = "2020-01-01", until: str | None = None, **more: Any) -> OwnLevel:
    """What an instrument of the body itself says; a written rule unless `basis` says otherwise."""
    named = {"basis": "text", "instrument": f"own-{dimension}", "title": f"Own rule on {dimension}", "sources": ("src",)} | more
    return OwnLevel(Dimension(dimension), level, span=span(start, until), **named)


def held(model: str, kind: str = "sheriff", start: str = "2025-03-01", until: str | None = None, **more: Any) -> HeldAgreement:
    """A 287(g) agreement; each kind of agency is one agency unless `agency` says otherwise."""
    agency = more.pop("agency", kind)
    return HeldAgreement(key=f"{agency}-{model.lower()}", agency=agency, agency_name=agency.title(), agency_kind=kind, model=model, span=span(start, until), **more)


def absent(start: str = "2021-01-13", until: str | None = None) -> OwnLevel:
    """Level 0 for an absence from ICE's complete lists."""
    return own("agreement_287g", 0, start, until, basis="list", instrument="ice-287g-lists")


def bound(dimension: str, side: str, level: int, start: str = "2020-01-01", until: str | None = None, **more: Any) -> Bound:
    """A clause of a state law; it binds everyone unless `binds` says otherwise."""
    law = more.pop("law", f"{side}-{dimension}")
    binds = frozenset(more.pop("binds", EVERYONE))
    words = more.pop("words", f"{side} {level}")
    return Bound(law=law, title=law.title(), dimension=Dimension(dimension), side=side, level=level, binds=binds, span=span(start, until), words=words, **more)


def stay(start: str, until: str | None = None, *bodies: str) -> Suspension:
    """Days on which a court keeps a clause from binding; for everyone unless bodies are named."""
    return Suspension(span(start, until), frozenset(bodies))


def reading(dimension: str, low: int, high: int | None = None, **more: Any) -> Reading:
    """One dimension of another body's operative position."""
    return Reading(Dimension(dimension), low, low if high is None else high, **more)


def evidence(body: Body, *items: OwnLevel | HeldAgreement) -> Evidence:
    """Own levels, agreements and absences of a body, told apart by what they are."""
    levels = [i for i in items if isinstance(i, OwnLevel)]
    agreements = tuple(i for i in items if isinstance(i, HeldAgreement))
    return Evidence(body, tuple(o for o in levels if o.basis != "list"), agreements, tuple(o for o in levels if o.basis == "list"))


def county(*items: OwnLevel | HeldAgreement) -> Evidence:
    """A county that runs its jail."""
    return evidence(Body("48453", "county", runs_jail=True), *items)


def city(*items: OwnLevel | HeldAgreement) -> Evidence:
    """A city without a jail."""
    return evidence(Body("4805000", "place"), *items)


def state(*items: OwnLevel | HeldAgreement) -> Evidence:
    """A state."""
    return evidence(Body("48", "state"), *items)


def levels(result: Result) -> dict[str, int | None]:
    """The level of each known dimension."""
    return {str(r.dimension): r.level for r in result.readings}


def of(result: Result, dimension: str) -> Reading:
    """The reading of one dimension."""
    return next(r for r in result.readings if r.dimension == dimension)


def shown(result: Result) -> tuple[object, ...]:
    """What a reader sees of a result, besides the reasons."""
    return (result.category, result.score, result.low, result.high, result.marks, result.sensitivity, levels(result))


NO_GOVERNMENT = Body("4873376", "cdp", governs=False)
CALIFORNIA = [bound(d, "ceiling", -2) for d in ("detainers", "agreement_287g", "status_inquiries", "jail_access", "detention_contracts")]
TEXAS = [
    bound("detainers", "floor", 2, binds=["jail"], law="duty"),
    *(bound(d, "floor", 1, law="no-limits") for d in ("status_inquiries", "information_sharing", "release_notice", "jail_access")),
]
DUTY = bound("agreement_287g", "floor", 0, binds=["sheriff"], law="sb8", duty="sign", deadline="2026-12-01")
JAIL = Operator("48141", {Dimension(d): reading(d, 2) for d in ("detainers", "release_notice", "jail_access", "detention_contracts", "status_inquiries")})
