"""What kind of body an agency's name says it is, and whose: read from the words alone, all of them.

A name with a word left over that no pattern accounts for is not read; it is left for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from api.rules.names import STATE_NAMES, fold


class AgencyKind(StrEnum):
    """What a law enforcement body is."""

    SHERIFF = "sheriff"
    POLICE = "police"
    CONSTABLE = "constable"
    STATE_POLICE = "state_police"
    CORRECTIONS = "corrections"
    CAMPUS = "campus"
    TRIBAL = "tribal"
    AIRPORT = "airport"
    FIRE_MARSHAL = "fire_marshal"
    WILDLIFE = "wildlife"
    HIGHWAY_PATROL = "highway_patrol"
    ATTORNEY_GENERAL = "attorney_general"
    NATIONAL_GUARD = "national_guard"
    OTHER_STATE = "other_state"
    OTHER_LOCAL = "other_local"


AGENCY_WORDS: dict[AgencyKind, str] = {
    AgencyKind.SHERIFF: "A county's sheriff.",
    AgencyKind.POLICE: "The police, public safety department or marshal of a city, town, township or county.",
    AgencyKind.CONSTABLE: "A constable, whose agreement is the precinct's or township's own and not its government's.",
    AgencyKind.STATE_POLICE: "A state's police or patrol.",
    AgencyKind.CORRECTIONS: "A department of corrections, a jail or a regional jail.",
    AgencyKind.CAMPUS: "The police of a school, college or university.",
    AgencyKind.TRIBAL: "The police of a tribe.",
    AgencyKind.AIRPORT: "The police of an airport.",
    AgencyKind.FIRE_MARSHAL: "A state's fire marshal.",
    AgencyKind.WILDLIFE: "A state's officers for fish, wildlife and parks.",
    AgencyKind.HIGHWAY_PATROL: "A state's highway patrol.",
    AgencyKind.ATTORNEY_GENERAL: "A state's attorney general.",
    AgencyKind.NATIONAL_GUARD: "A state's national guard.",
    AgencyKind.OTHER_STATE: "Another body of a state.",
    AgencyKind.OTHER_LOCAL: "Another local body, such as a prosecutor or a joint force of several governments.",
}


# Bodies of which a government nearby could be the one they belong to; the others are a state's or a tribe's.
LOCAL_KINDS = frozenset(
    {AgencyKind.SHERIFF, AgencyKind.POLICE, AgencyKind.CONSTABLE, AgencyKind.CORRECTIONS, AgencyKind.CAMPUS, AgencyKind.AIRPORT, AgencyKind.OTHER_LOCAL}
)


class Scope(StrEnum):
    """Whose body it is: a county's, a municipality's, the state's, or one of its own (a campus, an airport)."""

    COUNTY = "county"
    MUNICIPAL = "municipal"
    STATE = "state"
    SPECIAL = "special"


@dataclass(frozen=True)
class AgencyName:
    """A name as read: kind, whose, the government named in it, a county said after it, and whether it serves several."""

    kind: AgencyKind
    scope: Scope
    government: str = ""
    county: str = ""
    joint: bool = False


K = AgencyKind
_PROSECUTOR = r"(?:(?:criminal )?district attorneys?|county attorneys?|attorneys?|prosecutors?|prosecuting attorneys?)"
_JAIL = (
    r"(?:department of corrections|corrections department|department of correctional services"
    r"|corrections and rehabilitation|corrections center|corrections|division of corrections|detention center"
    r"|detention facility|correctional facility|jail|prison|criminal justice authority)"
)
_POLICE = (
    r"(?:police department|police services department|police|department of public safety"
    r"|public safety department|public safety|division of public safety and security|marshals? office|marshal)"
)
_SCHOOL = r"(?:university|college)(?: (?:of|at|police|board|department)\b.*)?|school district.*|schools(?: police.*)?"

# The first pattern that takes the whole name decides. A special body comes before the governments, so
# that "York County Regional Police Department" is nobody's county police; State College is a borough.
_SPECIAL: tuple[tuple[str, AgencyKind], ...] = (
    (rf"(?!state college (?:borough )?police)(?:.+ )?(?:{_SCHOOL})", K.CAMPUS),
    (r".+ airport(?: authority)?(?: police.*)?", K.AIRPORT),
    (r".+ port authority(?: police.*)?", K.OTHER_LOCAL),
    (r".+ (?:tribe|tribal|nation)(?: .+)?", K.TRIBAL),
    (r".+ regional jail(?: authority)?|.+ district jail", K.CORRECTIONS),
    (r".+ regional police(?: department)?|ward \d+ marshals? office", K.OTHER_LOCAL),
    (r".+ police cooperative|.* ?police authority(?: of .+)?", K.OTHER_LOCAL),
    (r".*\bjudicial (?:district|circuit)\b.*|.*\bdistrict attorney \w+ district", K.OTHER_LOCAL),
)
_CONSTABLE: tuple[tuple[str, Scope], ...] = (
    (r"(?P<gov>.+ county) constables?(?: office)?(?: (?:precinct|district) \w+)?", Scope.COUNTY),
    (r"state constable \w+ district (?P<gov>.+ county)", Scope.COUNTY),
    (r"state constables? office (?P<gov>.+ county)", Scope.COUNTY),
    (r"state constables? office (?P<gov>.+?)(?: precinct \w+)?", Scope.MUNICIPAL),
    (r"(?:office of constable )?(?P<gov>.+?) \w+ ward(?: constable)?", Scope.MUNICIPAL),
    (r"constable (?P<gov>.+)", Scope.MUNICIPAL),
    (r"(?P<gov>.+?) (?:pa )?(?:state )?constables?(?: office)?", Scope.MUNICIPAL),
)
_COUNTY: tuple[tuple[str, AgencyKind], ...] = (
    (r"(?P<gov>.+?) sheriffs?(?: office| department)?", K.SHERIFF),
    (rf"county of (?P<gov>.+?) (?P=gov) county {_JAIL}", K.CORRECTIONS),
    (rf"(?P<gov>.+ county) board of county commissioners(?:(?: (?P=gov))? {_JAIL})?", K.CORRECTIONS),
    (rf"(?P<gov>.+?) {_JAIL}", K.CORRECTIONS),
    (rf"(?P<gov>.+? county) {_PROSECUTOR}(?: office| .*task force)?", K.OTHER_LOCAL),
    (r"(?P<gov>.+ county) police(?: department)?", K.POLICE),
)
_STATE: tuple[tuple[str, AgencyKind], ...] = (
    (r"(?:department|division) of correction(?:s|al services)?\b.*", K.CORRECTIONS),
    (r"department of public safety and corrections", K.CORRECTIONS),
    (r"(?:state )?highway patrol|highway state patrol|department of .+ highway patrol", K.HIGHWAY_PATROL),
    (r"state (?:police|patrol)(?: department)?|department of state police", K.STATE_POLICE),
    (r"national guard|military department", K.NATIONAL_GUARD),
    (r"(?:office of the )?attorney generals?(?: office)?", K.ATTORNEY_GENERAL),
    (r"fish and wildlife .+|department of (?:.+ )?wildlife\b.*|marine resources commission", K.WILDLIFE),
    (r"(?:office of the )?state fire marshals?(?: office)?", K.FIRE_MARSHAL),
    (r"(?:department|division|bureau|office) of .+|state guard", K.OTHER_STATE),
    (r"law enforcement division|gaming control commission|alcohol and tobacco control", K.OTHER_STATE),
)


def _after_state(folded: str, state: str) -> str | None:
    """What follows the state's own name, None where the name does not begin with it."""
    name = STATE_NAMES.get(state, "")
    return folded.removeprefix(f"{name} ") if name and folded.startswith(f"{name} ") else None


def _constable(folded: str, state: str) -> AgencyName | None:
    """A constable, who answers for a precinct or ward and never for the county around it."""
    text = _after_state(folded, state) or folded
    for pattern, scope in _CONSTABLE:
        found = re.fullmatch(pattern, text)
        if found:
            government = re.sub(r"^so (?=.* township$)", "south ", found["gov"])
            return AgencyName(kind=K.CONSTABLE, scope=scope, government=government)
    return None


def _state_body(text: str) -> AgencyName | None:
    for pattern, kind in _STATE:
        if re.fullmatch(pattern, text):
            return AgencyName(kind=kind, scope=Scope.STATE)
    return None


def _local_body(folded: str) -> AgencyName | None:
    for pattern, kind in _COUNTY:
        found = re.fullmatch(pattern, folded)
        if found:
            return AgencyName(kind=kind, scope=Scope.COUNTY, government=found["gov"])
    found = re.fullmatch(rf"(?P<gov>.+?)(?P<joint> metropolitan)? {_POLICE}(?: (?P<county>\w+))?", folded)
    if found:
        county, joint = found["county"] or "", bool(found["joint"])
        return AgencyName(K.POLICE, Scope.MUNICIPAL, government=found["gov"], county=county, joint=joint)
    if re.fullmatch(r".+ task force", folded):
        return AgencyName(kind=K.OTHER_LOCAL, scope=Scope.SPECIAL)
    return None


def read_agency(name: str, state: str) -> AgencyName | None:
    """The kind of body and the government that a name names, or None when the name is not understood."""
    folded = re.sub(r" addendum$", "", fold(name))
    if re.search(r"\bconstables?\b", folded):
        return _constable(folded, state)
    for pattern, kind in _SPECIAL:
        if re.fullmatch(pattern, folded):
            return AgencyName(kind=kind, scope=Scope.SPECIAL)
    rest = _after_state(folded, state)
    stated = _state_body(rest) if rest else None
    return stated or _state_body(folded) or _local_body(folded)
