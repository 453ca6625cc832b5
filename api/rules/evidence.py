"""What the rules reckon with: bodies, own levels, agreements and the bounds that laws set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from api.rules.history import Span
from api.rules.vocabulary import STATE_KINDS, Dimension


@dataclass(frozen=True, slots=True)
class Body:
    """A public body whose position is asked for."""

    id: str
    kind: str
    governs: bool = True
    runs_jail: bool = False

    @property
    def is_state(self) -> bool:
        """True for states, the district and territories, whose own laws are their policy."""
        return self.kind in STATE_KINDS

    @property
    def roles(self) -> frozenset[str]:
        """The names under which a law can bind this body."""
        return _ROLES.get(self.kind, frozenset()) | (frozenset({"jail"}) if self.runs_jail else frozenset())


_ROLES: dict[str, frozenset[str]] = {
    "state": frozenset({"state_agency"}),
    "district": frozenset({"state_agency", "county", "place", "police"}),
    "territory": frozenset({"state_agency"}),
    "county": frozenset({"county", "sheriff"}),
    "place": frozenset({"place", "police"}),
    "subdivision": frozenset({"place", "police"}),
    "consolidated": frozenset({"county", "sheriff", "place", "police"}),
}


@dataclass(frozen=True, slots=True)
class OwnLevel:
    """What one instrument of a body says of one dimension."""

    dimension: Dimension
    level: int
    basis: str
    instrument: str
    title: str
    span: Span
    words: str = ""
    body: str = ""
    binding: bool = True
    decides: bool = True
    start_uncertain: bool = False
    decree: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldAgreement:
    """A 287(g) agreement of one of the body's agencies, over its certain days."""

    key: str
    agency: str
    agency_name: str
    agency_kind: str
    model: str
    span: Span
    ended_by: str | None = None
    ended_on: date | None = None
    sources: tuple[str, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether the agreement is its government's own; a constable precinct's or a campus's is not."""
        return self.agency_kind in SPEAKING_KINDS


SPEAKING_KINDS = frozenset(
    {"sheriff", "police", "corrections", "state_police", "highway_patrol", "attorney_general", "national_guard", "wildlife", "fire_marshal", "other_state"}
)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days on which a court kept a clause from binding, for some bodies or (empty) for all."""

    span: Span
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bound:
    """One clause of a state law, directive or decree: a floor or a ceiling for the bodies it binds."""

    law: str
    title: str
    dimension: Dimension
    side: str
    level: int
    binds: frozenset[str]
    span: Span
    words: str = ""
    duty: str | None = None
    deadline: str | None = None
    start_uncertain: bool = False
    suspensions: tuple[Suspension, ...] = ()
    sources: tuple[str, ...] = ()

    def in_force(self, on: date, roles: frozenset[str]) -> bool:
        """True when it binds one of these roles on that day and no court suspends it for them."""
        bound = self.binds & roles
        if not bound or on not in self.span:
            return False
        stayed = frozenset[str]()
        for suspension in self.suspensions:
            if on in suspension.span:
                stayed |= suspension.bodies or bound
        return bool(bound - stayed)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the record holds of one body, over all days."""

    body: Body
    own: tuple[OwnLevel, ...] = ()
    agreements: tuple[HeldAgreement, ...] = ()
    listed_absent: tuple[OwnLevel, ...] = ()

    def spans(self) -> list[Span]:
        """The periods of every item, for cutting time into stretches."""
        ends = [Span(a.ended_on) for a in self.agreements if a.ended_on is not None]
        return [o.span for o in (*self.own, *self.listed_absent)] + [a.span for a in self.agreements] + ends


@dataclass(frozen=True, slots=True)
class Laws:
    """The bounds of one state, with the days on which anything of them changes."""

    bounds: tuple[Bound, ...] = field(default=())

    def spans(self) -> list[Span]:
        """The periods of every bound and suspension."""
        return [b.span for b in self.bounds] + [s.span for b in self.bounds for s in b.suspensions]
