"""When two rows are about one agency: by its government and kind, else by its name within the state."""

from __future__ import annotations

from api.rules.agencies import AgencyKind, Scope
from api.rules.matching import Placed, Unplaced
from api.rules.names import STATE_NAMES, fold

# A government has one of each, whatever the office is called from list to list.
ONE_A_GOVERNMENT = frozenset({AgencyKind.SHERIFF, AgencyKind.POLICE, AgencyKind.CORRECTIONS})
ONE_A_STATE = frozenset(
    {
        AgencyKind.STATE_POLICE,
        AgencyKind.HIGHWAY_PATROL,
        AgencyKind.NATIONAL_GUARD,
        AgencyKind.ATTORNEY_GENERAL,
        AgencyKind.FIRE_MARSHAL,
    }
)

# ("government", state, kind, geoid), ("state", state, kind), ("name", state, name) or ("unplaced", state, name)
Identity = tuple[str, ...]


def identify(*, agency: str, state: str, found: Placed | Unplaced) -> Identity:
    """What makes an agency of one row that of another; `state` is the two-letter code."""
    if isinstance(found, Unplaced):
        return ("unplaced", state, fold(agency))
    if found.scope is Scope.STATE and found.kind in ONE_A_STATE:
        return ("state", state, str(found.kind))
    local = found.scope in (Scope.COUNTY, Scope.MUNICIPAL)
    if local and found.geoid and found.kind in ONE_A_GOVERNMENT:
        return ("government", state, str(found.kind), found.geoid)
    return ("name", state, fold(agency).removeprefix(f"{STATE_NAMES.get(state, '')} "))
