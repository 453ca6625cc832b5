"""Which government an agency belongs to: by its exact name, in its state, agreeing with its county.

Zero guesses: what two governments could claim, or a printed county speaks against, is left unplaced
with its reason and the candidates, for a person to settle.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from api.rules.agencies import AgencyKind, AgencyName, Scope, read_agency
from api.rules.gazetteer import LOCAL, Body, CountyCell, Gazetteer, Layer
from api.rules.names import MUNICIPAL_FORMS, STATE_NAMES, Title, clean, titles

# Where townships and towns keep police of their own, so that a bare name may mean one of them.
TOWNSHIP_POLICE = frozenset({"CT", "MA", "ME", "MI", "MN", "NH", "NJ", "NY", "OH", "PA", "RI", "VT", "WI"})
TOWNS_LISTED_BARE = frozenset({"CT", "MA", "ME", "NH", "NJ", "NY", "RI", "VT"})


class Method(StrEnum):
    """How an agency was placed, the strongest first; all but the two respelt ones are exact."""

    NAME_AND_COUNTY = "name_and_county"
    NAME_ONLY_ONE = "name_only_one"
    NAME_COUNTY_UNREADABLE = "name_county_unreadable"
    STATE_AGENCY = "state_agency"
    SPECIAL_BODY = "special_body"
    SAME_AGREEMENT = "same_agreement"
    COUNTY_RESPELT = "county_respelt"
    NAME_RESPELT = "name_respelt"
    DECISION = "decision"


METHOD_WORDS: dict[Method, str] = {
    Method.NAME_AND_COUNTY: "One government of the state has this name and lies in the printed county.",
    Method.NAME_ONLY_ONE: "No county is printed, and one government of the state has this name.",
    Method.NAME_COUNTY_UNREADABLE: "The printed county is no county's name, and one government of the state has this name.",
    Method.STATE_AGENCY: "The name is that of a body of the state government.",
    Method.SPECIAL_BODY: "A campus, airport, regional or other body that belongs to no single city or county.",
    Method.SAME_AGREEMENT: "Another list gives the same agreement (state, model, signing date, memorandum) under a name that was placed.",
    Method.COUNTY_RESPELT: "As by name and county, with the printed county read through a misspelling of one county of the state.",
    Method.NAME_RESPELT: "A county's office whose county is misspelt: one county of the state is nearly so called, and no printed county speaks against it.",
    Method.DECISION: "A curator settled it.",
}


class Confidence(StrEnum):
    """How sure a placement is."""

    CERTAIN = "certain"
    HIGH = "high"
    MODERATE = "moderate"


CONFIDENCE: dict[Method, Confidence] = {
    Method.NAME_AND_COUNTY: Confidence.CERTAIN,
    Method.NAME_ONLY_ONE: Confidence.HIGH,
    Method.NAME_COUNTY_UNREADABLE: Confidence.HIGH,
    Method.STATE_AGENCY: Confidence.CERTAIN,
    Method.SPECIAL_BODY: Confidence.CERTAIN,
    Method.SAME_AGREEMENT: Confidence.HIGH,
    Method.COUNTY_RESPELT: Confidence.MODERATE,
    Method.NAME_RESPELT: Confidence.MODERATE,
    Method.DECISION: Confidence.CERTAIN,
}


class Reason(StrEnum):
    """Why a row was not placed."""

    AGENCY_MISSING = "agency_missing"
    NOT_COMPUTED = "not_computed"
    STATE_UNKNOWN = "state_unknown"
    MODEL_UNKNOWN = "model_unknown"
    NAME_NOT_UNDERSTOOD = "name_not_understood"
    NO_SUCH_GOVERNMENT = "no_such_government"
    LEGAL_FORM_DIFFERS = "legal_form_differs"
    NAME_SHARED = "name_shared"
    OTHER_COUNTY = "other_county"
    COUNTY_OF_ANOTHER_STATE = "county_of_another_state"
    SERVES_SEVERAL = "serves_several"


REASON_WORDS: dict[Reason, str] = {
    Reason.AGENCY_MISSING: "The row names no agency.",
    Reason.NOT_COMPUTED: "A cell holds a formula that was never computed, so what it shows cannot be told.",
    Reason.STATE_UNKNOWN: "The state is not the name of a state or territory.",
    Reason.MODEL_UNKNOWN: "The support type is none of the three models.",
    Reason.NAME_NOT_UNDERSTOOD: "The name does not say, in words known here, what kind of body it is.",
    Reason.NO_SUCH_GOVERNMENT: "No government of the state has exactly this name.",
    Reason.LEGAL_FORM_DIFFERS: "A government of the state has this name, but is not what the row calls it.",
    Reason.NAME_SHARED: "Several governments of the state have this name, and nothing printed tells them apart.",
    Reason.OTHER_COUNTY: "The government of this name does not lie in the printed county.",
    Reason.COUNTY_OF_ANOTHER_STATE: "The printed county is one of another state.",
    Reason.SERVES_SEVERAL: "The body serves several governments that are not one, and speaks for each in part.",
}


@dataclass(frozen=True)
class Placed:
    """An agency placed: its kind, the government it belongs to ('' for a body of its own), and how."""

    kind: AgencyKind
    scope: Scope
    geoid: str
    method: Method


@dataclass(frozen=True)
class Unplaced:
    """An agency left for a person: why, and whom it could have meant."""

    reason: Reason
    candidates: tuple[str, ...] = ()


def match_agency(*, agency: str, state: str, county: str, gazetteer: Gazetteer) -> Placed | Unplaced:
    """Places one agency, or says why not. `state` is the two-letter code."""
    if not clean(agency):
        return Unplaced(Reason.AGENCY_MISSING)
    if state not in STATE_NAMES:
        return Unplaced(Reason.STATE_UNKNOWN)
    named = read_agency(agency, state)
    if named is None:
        return Unplaced(Reason.NAME_NOT_UNDERSTOOD)
    if named.scope is Scope.STATE:
        government = gazetteer.states.get(state)
        return Placed(named.kind, named.scope, government.speaks if government else "", Method.STATE_AGENCY)
    if named.scope is Scope.SPECIAL:
        return Placed(named.kind, named.scope, "", Method.SPECIAL_BODY)
    find = _county_bodies if named.scope is Scope.COUNTY else _municipal_bodies
    found = find(named, gazetteer, state=state)
    if isinstance(found, Unplaced):
        return found
    cell = _county_said(named, gazetteer, state=state, county=county)
    if isinstance(cell, Unplaced):
        return Unplaced(cell.reason, tuple(sorted(body.geoid for body in found)))
    return _settle(named, found, cell, gazetteer)


def _county_said(named: AgencyName, gazetteer: Gazetteer, *, state: str, county: str) -> CountyCell | Unplaced:
    """The county the row speaks of, from its column and from the end of the agency's name."""
    cell = gazetteer.cell(state, county)
    if cell.elsewhere:
        return Unplaced(Reason.COUNTY_OF_ANOTHER_STATE)
    if not named.county:
        return cell
    hint = gazetteer.cell(state, named.county)
    if not hint.geoids:
        return Unplaced(Reason.NAME_NOT_UNDERSTOOD)
    if cell.geoids and not set(cell.geoids) & set(hint.geoids):
        return Unplaced(Reason.OTHER_COUNTY)
    return hint


def _county_bodies(named: AgencyName, gazetteer: Gazetteer, *, state: str) -> list[Body] | Unplaced:
    """The county an office names, or the city that is one government with its county (Jacksonville)."""
    for text in (named.government, named.government.removeprefix("metropolitan ")):
        found = gazetteer.counties_named(state, text)
        if found:
            return found
    cities = [body for title in titles(named.government, ("city",)) for body in gazetteer.named(Layer.PLACE, state, title)]
    merged = [body for body in cities if any(gazetteer.lies_in(body, county) for county in _one_with(body, gazetteer))]
    return merged or _nobody(named, gazetteer, state, LOCAL)


def _one_with(body: Body, gazetteer: Gazetteer) -> list[str]:
    """The counties that are one government with a city."""
    return [
        county
        for county in body.counties
        if county in gazetteer.bodies and gazetteer.bodies[county].speaks == body.geoid
    ]


def _municipal_bodies(named: AgencyName, gazetteer: Gazetteer, *, state: str) -> list[Body] | Unplaced:
    """The cities, towns, villages, boroughs or townships that a name can mean."""
    whole, *formed = titles(named.government, MUNICIPAL_FORMS)
    found = _bare(whole, gazetteer, state)
    for title in formed:
        found = found or [
            body for layer in (Layer.PLACE, Layer.SUBDIVISION) for body in gazetteer.named(layer, state, title)
        ]
    return found or _nobody(named, gazetteer, state, (Layer.PLACE, Layer.SUBDIVISION))


def _bare(title: Title, gazetteer: Gazetteer, state: str) -> list[Body]:
    """Who may be meant by a name without a legal form."""
    places = gazetteer.named(Layer.PLACE, state, title)
    towns = gazetteer.named(Layer.SUBDIVISION, state, title)
    return places + towns if state in TOWNSHIP_POLICE else places or towns


def _nobody(named: AgencyName, gazetteer: Gazetteer, state: str, layers: tuple[Layer, ...]) -> Unplaced:
    """No government is what the name says; who might be meant, so that nobody is called absent from the list."""
    bases = {title.base for title in titles(named.government, (*MUNICIPAL_FORMS, "county", "parish"))}
    same = {body.geoid for layer in layers for base in bases for body in gazetteer.named(layer, state, Title(base, ""))}
    if same:
        return Unplaced(Reason.LEGAL_FORM_DIFFERS, tuple(sorted(same)))
    layers = (Layer.COUNTY,) if named.scope is Scope.COUNTY else layers
    base = min(bases, key=len).replace(" ", "")
    alike = {body.geoid for layer in layers for body in gazetteer.alike(layer, state, base)}
    return Unplaced(Reason.NO_SUCH_GOVERNMENT, tuple(sorted(alike)))


def _settle(named: AgencyName, found: list[Body], cell: CountyCell, gazetteer: Gazetteer) -> Placed | Unplaced:
    """One government in the printed county, or the only one of its name; else nobody."""
    here = [body for body in found if not cell.geoids or any(gazetteer.lies_in(body, c) for c in cell.geoids)]
    candidates = tuple(sorted(body.geoid for body in found))
    if not here:
        return Unplaced(Reason.OTHER_COUNTY, candidates)
    chosen = _one_government(here, named)
    if chosen is None:
        return Unplaced(Reason.NAME_SHARED, tuple(sorted(body.geoid for body in here)))
    if named.joint and not _one_with(chosen, gazetteer):
        return Unplaced(Reason.SERVES_SEVERAL, tuple(sorted({chosen.geoid, *chosen.counties})))
    alone = Method.NAME_ONLY_ONE if cell.empty else Method.NAME_COUNTY_UNREADABLE
    return Placed(named.kind, named.scope, chosen.speaks, Method.NAME_AND_COUNTY if cell.geoids else alone)


def _one_government(here: list[Body], named: AgencyName) -> Body | None:
    """The single government among the bodies, counting two ids of one government once.

    A bare name said of a city or borough and of the township around it means the city or borough:
    townships are listed with the word. Where towns are not, both stay candidates.
    """
    if len({body.speaks for body in here}) == 1:
        return here[0]
    places = [body for body in here if body.layer is Layer.PLACE]
    shared = set.intersection(*(set(body.counties) for body in here))
    if len(places) == 1 and shared and places[0].state not in TOWNS_LISTED_BARE and named.scope is Scope.MUNICIPAL:
        return places[0]
    return None
