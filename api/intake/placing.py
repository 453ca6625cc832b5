"""Where a printed row belongs: by a curator's decision, else by rule, else through a misspelt county of its state, else in the queue."""

from __future__ import annotations

from dataclasses import dataclass, replace

from api.intake.decisions import Action, Decision, Decisions
from api.intake.printed import Printed
from api.intake.spelling import nearest, read_state
from api.rules.agencies import AgencyKind, Scope, read_agency
from api.rules.gazetteer import Gazetteer, Layer
from api.rules.matching import Method, Placed, Reason, Unplaced, match_agency
from api.rules.names import fold

_COUNTY_IN_DOUBT = frozenset({Reason.COUNTY_OF_ANOTHER_STATE, Reason.NAME_SHARED})


@dataclass(frozen=True)
class Reading:
    """A row as read: state, agency and county after decisions and respelling, and where it belongs."""

    state: str
    agency: str
    county: str
    found: Placed | Unplaced
    respelt_state: bool = False
    refused: bool = False


class Placing:
    """Places rows; the same words are looked up once."""

    def __init__(self, gazetteer: Gazetteer, decisions: Decisions | None = None) -> None:
        self.gazetteer = gazetteer
        self.decisions = decisions or Decisions()
        self._known: dict[tuple[str, str, str], Reading] = {}
        self._counties: dict[str, dict[str, str]] = {}
        for body in gazetteer.bodies.values():
            if body.layer is Layer.COUNTY:
                self._counties.setdefault(body.state, {})[_bare(body.name)] = body.name

    def read(self, row: Printed) -> Reading:
        """The reading of a row's state, agency and county."""
        words = (row.state, row.agency, row.county)
        if words not in self._known:
            self._known[words] = self._read(row)
        return self._known[words]

    def _read(self, row: Printed) -> Reading:
        decision = self.decisions.of(row)
        if decision:
            row = replace(row, state=decision.read_state or row.state, agency=decision.read_agency or row.agency, county=decision.read_county or row.county)
        state, respelt = read_state(row.state)
        if decision and decision.action in (Action.PLACE, Action.OWN):
            return Reading(state, row.agency, row.county, self._decided(decision, row, state), respelt)
        agency, found = self._place(row.agency, state, row.county)
        return Reading(state, agency, row.county, found, respelt, refused=bool(decision and decision.action is Action.REFUSE))

    def _decided(self, decision: Decision, row: Printed, state: str) -> Placed | Unplaced:
        """A placement settled by a person; one that points at another state's government is not followed."""
        body = self.gazetteer.bodies.get(decision.jurisdiction)
        special = decision.jurisdiction.startswith("s-")
        if decision.action is Action.PLACE and not special and (body is None or body.state != state):
            return self._place(row.agency, state, row.county)[1]
        named = read_agency(row.agency, state)
        kind = AgencyKind(decision.kind) if decision.kind else named.kind if named else AgencyKind.OTHER_LOCAL
        if body is None:
            # A body of several governments, such as a regional jail, may have an id that was minted for it.
            return Placed(kind, Scope.SPECIAL, decision.jurisdiction if special else "", Method.DECISION)
        scope = {Layer.STATE: Scope.STATE, Layer.COUNTY: Scope.COUNTY}.get(body.layer, Scope.MUNICIPAL)
        return Placed(kind, scope, body.speaks, Method.DECISION)

    def _place(self, agency: str, state: str, county: str) -> tuple[str, Placed | Unplaced]:
        """The agency's name, mended where it was misspelt, and where it belongs."""
        if agency and not state:
            return agency, Unplaced(Reason.STATE_UNKNOWN)
        found = match_agency(agency=agency, state=state, county=county, gazetteer=self.gazetteer)
        if isinstance(found, Placed):
            return agency, found
        if found.reason in _COUNTY_IN_DOUBT:
            return agency, self._through_county(agency, state, county) or found
        if found.reason is Reason.NO_SUCH_GOVERNMENT:
            return self._through_name(agency, state, county) or (agency, found)
        return agency, found

    def _through_county(self, agency: str, state: str, county: str) -> Placed | None:
        """The government of exactly this name, if it lies in the one county that the printed one misspells."""
        if self.gazetteer.cell(state, county).geoids:
            return None
        meant = self._county(state, county)
        found = match_agency(agency=agency, state=state, county=meant, gazetteer=self.gazetteer) if meant else None
        return replace(found, method=Method.COUNTY_RESPELT) if isinstance(found, Placed) else None

    def _through_name(self, agency: str, state: str, county: str) -> tuple[str, Placed] | None:
        """A county's office with its county misspelt, where the printed county is the same one or none is printed."""
        named = read_agency(agency, state)
        if named is None or named.scope is not Scope.COUNTY:
            return None
        meant = self._county(state, named.government)
        if meant is None:
            return None
        cell = self.gazetteer.cell(state, county)
        beside = county if cell.geoids or cell.empty else self._county(state, county)
        if beside is None:
            return None
        respelt = fold(agency).replace(named.government, fold(meant), 1)
        found = match_agency(agency=respelt, state=state, county=beside, gazetteer=self.gazetteer)
        return (respelt, replace(found, method=Method.NAME_RESPELT)) if isinstance(found, Placed) else None

    def _county(self, state: str, text: str) -> str | None:
        """The one county of a state that a text misspells."""
        counties = self._counties.get(state, {})
        found = nearest(_bare(text), counties)
        return counties[found] if found else None


def _bare(name: str) -> str:
    """A county's name without the word for what it is."""
    words = fold(name).split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in ("county", "parish", "borough", "municipio") else words)
