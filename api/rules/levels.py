"""Which own level a body has on each dimension on a day, and what is stored beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from api.rules.evidence import Bound, Evidence, HeldAgreement, OwnLevel
from api.rules.history import Span
from api.rules.vocabulary import EVERY_DIMENSION, LEVEL_WORDS, Dimension

# A written rule speaks before practice; what merely shows the absence of a rule comes last.
_ORDER = {"text": 0, "agreement": 0, "law": 0, "practice": 1, "statement": 2, "inventory": 2, "end_by_law": 2, "search": 3, "list": 4}


@dataclass(frozen=True, slots=True)
class Moved:
    """A clause that moved a level or set it, and where it stands."""

    law: str
    title: str
    side: str
    level: int
    words: str
    duty: str | None
    deadline: str | None
    start_uncertain: bool
    sources: tuple[str, ...]

    @classmethod
    def of(cls, bound: Bound) -> Moved:
        """The reason that a bound gives."""
        return cls(bound.law, bound.title, bound.side, bound.level, bound.words, bound.duty, bound.deadline, bound.start_uncertain, bound.sources)


@dataclass(frozen=True, slots=True)
class Reading:
    """The level of one dimension on a day, and why: low and high differ only where rules contradict each other."""

    dimension: Dimension
    low: int
    high: int
    own: OwnLevel | None = None
    laws: tuple[Moved, ...] = ()
    set_by: str | None = None
    beside: tuple[OwnLevel, ...] = ()
    law_decided: bool = False

    @property
    def level(self) -> int | None:
        """The one level, or None where the reading is a range."""
        return self.low if self.low == self.high else None

    @property
    def words(self) -> str:
        """The level in words."""
        named = LEVEL_WORDS[self.dimension]
        return named[self.low] if self.low == self.high else f"{named[self.low]}, or {named[self.high]}"


@dataclass(frozen=True, slots=True)
class OwnReadings:
    """Own levels by dimension, what stands beside them, and the agreements active on the day."""

    levels: dict[Dimension, Reading] = field(default_factory=dict)
    beside: dict[Dimension, tuple[OwnLevel, ...]] = field(default_factory=dict)
    active: tuple[HeldAgreement, ...] = ()


def agreement_level(active: Sequence[HeldAgreement]) -> int:
    """METHOD, levels: TFM or two models +2, one JEM or WSO +1 (two models within one agency, or across sheriff or police with corrections)."""
    if not active:
        return 0
    if any(a.model == "TFM" for a in active):
        return 2
    pooled: dict[str, set[str]] = {}
    corrections = any(a.agency_kind == "corrections" for a in active)
    for agreement in active:
        joint = corrections and agreement.agency_kind in {"sheriff", "police", "corrections"}
        pooled.setdefault("with corrections" if joint else agreement.agency, set()).add(agreement.model)
    return 2 if any(len(models) > 1 for models in pooled.values()) else 1


def own_readings(evidence: Evidence, on: date) -> OwnReadings:
    """Choose the own level per dimension on a day: the deciding body's written rule, newest first, before practice."""
    active = tuple(a for a in evidence.agreements if a.speaks and on in a.span)
    candidates = [o for o in (*evidence.own, *evidence.listed_absent, *_ends_by_law(evidence, on)) if on in o.span]
    if active:
        candidates = [o for o in candidates if o.dimension is not Dimension.AGREEMENT or o.basis not in {"list", "end_by_law"}]
        candidates.append(_from_agreements(active))
    levels: dict[Dimension, Reading] = {}
    beside: dict[Dimension, tuple[OwnLevel, ...]] = {}
    for dimension in EVERY_DIMENSION:
        said = sorted((o for o in candidates if o.dimension is dimension), key=_rank)
        scored = [o for o in said if o.binding and o.decides]
        rest = tuple(o for o in said if not scored or o is not scored[0])
        if scored:
            levels[dimension] = Reading(dimension, scored[0].level, scored[0].level, own=scored[0], beside=rest)
        elif rest:
            beside[dimension] = rest
    return OwnReadings(levels, beside, active)


def _rank(own: OwnLevel) -> tuple[int, int, int, str]:
    """Written before practice, an agreement before older refusals, then the newest, then the furthest from zero."""
    agreement_first = 0 if own.basis == "agreement" else 1
    return (_ORDER[own.basis], agreement_first, -own.span.start.toordinal(), f"{2 - abs(own.level)}{own.instrument}")


def _from_agreements(active: Sequence[HeldAgreement]) -> OwnLevel:
    named = ", ".join(sorted({f"{a.agency_name} ({a.model})" for a in active}))
    first = min(active, key=lambda a: (a.span.start, a.key))
    sources = tuple(sorted({s for a in active for s in a.sources}))
    return OwnLevel(Dimension.AGREEMENT, agreement_level(active), "agreement", first.key, f"287(g) agreement: {named}", first.span, sources=sources)


def _ends_by_law(evidence: Evidence, on: date) -> list[OwnLevel]:
    """An agreement that a law ended leaves level 0, not -1: it was not the body's own decision [Frederick MD]."""
    ended = [a for a in evidence.agreements if a.speaks and a.ended_by == "law" and a.ended_on is not None and a.ended_on <= on]
    return [
        OwnLevel(Dimension.AGREEMENT, 0, "end_by_law", a.key, f"287(g) agreement of {a.agency_name}, ended by law", Span(a.ended_on or on), sources=a.sources)
        for a in ended
    ]
