"""Which jurisdiction a row means: by id, by slug, by name within a state, or by its point; never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from api.intake.bulk_grid import Point
from api.rules.gazetteer import LOCAL, Body, Gazetteer, Layer
from api.rules.names import COUNTY_FORMS, MUNICIPAL_FORMS, fold, state_code, titles

_DIGITS = re.compile(r"[0-9]{1,10}")
# A spreadsheet drops the zero that an id begins with; one digit short, each length has one reading.
_LENGTHS = {1: 2, 4: 5, 6: 7, 9: 10}


@dataclass(frozen=True, slots=True)
class Found:
    """The one jurisdiction meant, or why none is settled and which could be."""

    id: str = ""
    why: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Places:
    """What is known of jurisdictions: ids and slugs to ids, the governments of a state by name, and who lies at a point."""

    ids: Mapping[str, str]
    gazetteer: Callable[[str], Gazetteer]
    at: Callable[[Point], Sequence[str]] | None = None

    def find(self, cells: Mapping[str, str], point: Point | None) -> Found:
        """The jurisdiction of a row."""
        said = cells.get("jurisdiction", "")
        if not said:
            return self._at(point, cells) if point else Found(why="names no jurisdiction")
        if known := self.ids.get(_whole(said)):
            return Found(known)
        state = state_code(cells.get("state", ""))
        name, state = self._with_state(said, state)
        if state is None:
            return Found(why=f"names {said[:60]!r}, which is no id or slug, and no state to look for it in")
        return self._named(name, state, cells)

    def _with_state(self, said: str, state: str | None) -> tuple[str, str | None]:
        """The name and the state, which may stand behind the name: `Austin, TX`; a state may be the name itself."""
        if state is None and "," in said:
            name, _, behind = said.rpartition(",")
            return (name.strip(), state_code(behind)) if state_code(behind) else (said, None)
        return said, state or state_code(said)

    def _named(self, name: str, state: str, cells: Mapping[str, str]) -> Found:
        kind, county = cells.get("kind_of_jurisdiction", "").lower(), cells.get("county", "")
        found = [body for body in self._bodies(name, state) if not kind or body.layer == kind]
        if county:
            cell = self.gazetteer(state).cell(state, county)
            found = [body for body in found if any(self.gazetteer(state).lies_in(body, geoid) for geoid in cell.geoids)]
        whose = {body.speaks for body in found}
        if len(whose) == 1:
            return Found(whose.pop())
        if found:
            return Found(why=f"names {name[:60]!r}, which several governments of {state} bear", candidates=tuple(sorted(whose)))
        alike = {body.speaks for layer in LOCAL for body in self.gazetteer(state).alike(layer, state, fold(name).replace(" ", ""))}
        return Found(why=f"names {name[:60]!r}, which no government of {state} bears", candidates=tuple(sorted(alike))[:10])

    def _bodies(self, name: str, state: str) -> list[Body]:
        """Every government of a state that a name can mean, with the legal form where one is said."""
        own = self.gazetteer(state).states.get(state)
        if own and state_code(name) == state:
            return [own]
        found = {body.geoid: body for body in self.gazetteer(state).counties_named(state, name)}
        for layer in (Layer.PLACE, Layer.SUBDIVISION):
            for title in titles(name, MUNICIPAL_FORMS):
                found |= {body.geoid: body for body in self.gazetteer(state).named(layer, state, title)}
        formed = {body.geoid: body for title in titles(name, (*COUNTY_FORMS, *MUNICIPAL_FORMS)) if title.form for body in found.values() if fold(body.legal_name) == fold(name)}
        return list((formed or found).values())

    def _at(self, point: Point, cells: Mapping[str, str]) -> Found:
        """Who lies at the point: the one of the kind that is asked for; of several nobody is chosen."""
        ids = list(self.at(point)) if self.at else []
        kind = cells.get("kind_of_jurisdiction", "").lower()
        wanted = {2: "state", 5: "county", 7: "place", 10: "subdivision"}
        meant = [id for id in ids if not kind or wanted.get(len(id)) == kind]
        if len(meant) == 1 and meant[0] in self.ids:
            return Found(self.ids[meant[0]])
        return Found(why="names no jurisdiction, and its point lies in several or none", candidates=tuple(id for id in meant or ids if id in self.ids))


def _whole(said: str) -> str:
    """An id as it is written, its lost zero put back; a slug in small letters."""
    if _DIGITS.fullmatch(said):
        return said.zfill(_LENGTHS.get(len(said), len(said)))
    return said.lower()
