"""The list of governments that names are looked up in, by state and exact name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from api.rules.names import COUNTY_FORMS, MUNICIPAL_FORMS, Title, fold, says_nothing, titles


class Layer(StrEnum):
    """The kinds of government that an agency can belong to."""

    STATE = "state"
    COUNTY = "county"
    PLACE = "place"
    SUBDIVISION = "subdivision"


LOCAL = (Layer.COUNTY, Layer.PLACE, Layer.SUBDIVISION)


@dataclass(frozen=True)
class Body:
    """A government: its id, names, the counties it lies in, and the id that speaks for it."""

    geoid: str
    layer: Layer
    state: str
    name: str
    legal_name: str
    slug: str = ""
    counties: frozenset[str] = frozenset()
    canonical: str = ""

    @property
    def speaks(self) -> str:
        """The id of the government, its city's where a city and a county are one."""
        return self.canonical or self.geoid


@dataclass(frozen=True)
class CountyCell:
    """What a printed county says: counties of this state, nothing, another state's, or not readable."""

    geoids: tuple[str, ...] = ()
    empty: bool = False
    elsewhere: bool = False


def legal_form(body: Body) -> str:
    """What a body legally is ("township"), from its full name less its short one."""
    rest = fold(body.legal_name).removeprefix(fold(body.name)).strip()
    forms = COUNTY_FORMS if body.layer is Layer.COUNTY else MUNICIPAL_FORMS
    if rest:
        return next((form for form in forms if rest.startswith(form)), rest)
    return next((form for form in forms if fold(body.name).endswith(f" {form}")), "")


def _squeeze(text: str) -> str:
    return text.replace(" ", "")


class Gazetteer:
    """Governments by state and name; a name that two of them share gives both."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.bodies: dict[str, Body] = {}
        self.states: dict[str, Body] = {}
        self._named: dict[tuple[Layer, str, str], list[Body]] = defaultdict(list)
        self._county_words: set[str] = set()
        self._cells: dict[tuple[str, str], CountyCell] = {}
        self._bare: dict[tuple[Layer, str], dict[str, list[Body]]] = defaultdict(lambda: defaultdict(list))
        for body in bodies:
            self.bodies[body.geoid] = body
            if body.layer is Layer.STATE:
                self.states[body.state] = body
                continue
            keys = self._keys(body)
            for key in keys:
                self._named[body.layer, body.state, key].append(body)
            self._bare[body.layer, body.state][min(keys, key=len)].append(body)
            if body.layer is Layer.COUNTY:
                self._county_words.add(_squeeze(fold(body.name)))

    @staticmethod
    def _keys(body: Body) -> set[str]:
        keys = {_squeeze(fold(body.name)), _squeeze(fold(body.legal_name))}
        if body.layer is Layer.COUNTY:
            keys |= {_squeeze(title.base) for title in titles(body.name, COUNTY_FORMS)}
        return keys

    def named(self, layer: Layer, state: str, title: Title) -> list[Body]:
        """The bodies of one kind that have this name, and this legal form where one is said."""
        found = self._named.get((layer, state, _squeeze(title.base)), [])
        return [body for body in found if not title.form or _same_form(title.form, legal_form(body))]

    def alike(self, layer: Layer, state: str, base: str) -> list[Body]:
        """The bodies whose bare name is much like this one, or begins with it."""
        named = self._bare.get((layer, state), {})
        close = set(get_close_matches(base, named, n=5, cutoff=0.8))
        close |= {name for name in named if len(base) > 4 and name.startswith(base)}
        return [body for name in sorted(close) for body in named[name]]

    def counties_named(self, state: str, text: str) -> list[Body]:
        """The counties that a text names: whole names first, then the bare name with an agreeing form."""
        readings = titles(text, COUNTY_FORMS)
        for title in readings:
            found = self.named(Layer.COUNTY, state, title)
            if found:
                return found
        return []

    def cell(self, state: str, text: str) -> CountyCell:
        """What a cell of the county column says, read within its state."""
        key = (state, text)
        if key not in self._cells:
            self._cells[key] = self._read_cell(state, text)
        return self._cells[key]

    def _read_cell(self, state: str, text: str) -> CountyCell:
        if says_nothing(text):
            return CountyCell(empty=True)
        found = self.counties_named(state, text)
        if found:
            return CountyCell(geoids=tuple(sorted(body.geoid for body in found)))
        return CountyCell(elsewhere=_squeeze(fold(text)) in self._county_words)

    def lies_in(self, body: Body, county: str) -> bool:
        """Whether a body lies in a county, or is one government with it."""
        if county in body.counties or county == body.geoid:
            return True
        other = self.bodies.get(county)
        return other is not None and other.speaks == body.speaks


def _same_form(said: str, legal: str) -> bool:
    """Whether a form said with a name agrees with the legal one.

    "County" is the common word for any county equivalent but an independent city, which bears the
    name of another government as often as not: Richmond County is not Richmond city.
    """
    if said == "county":
        return legal != "city"
    if said == "township":
        return legal in ("township", "charter township")
    return said == legal
