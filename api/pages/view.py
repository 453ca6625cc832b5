"""What a reader looks at: the layer, which of the two positions, the filters and the order; all in the address, under the API's names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from api.ledger.jurisdictions import Filters
from api.ledger.maps import LAYERS as KINDS
from api.pages.asked import Asked
from api.rules.designators import DESIGNATORS
from api.rules.states import usps
from api.rules.vocabulary import CATEGORIES, MARKS, MODELS

LAYERS = {"auto": "By zoom", "states": "States", "counties": "Counties", "places": "Places"}
POSITIONS = {"operative": "Operative position", "policy": "Own policy"}
CHOICES = {
    "category": ("Category", {term.key: term.label for term in CATEGORIES}),
    "marks": ("Mark", {term.key: term.label for term in MARKS}),
    "model": ("287(g) model", {term.key: f"{term.label} ({term.key})" for term in MODELS}),
    "designator": ("Named on a list of", {term.key: term.label for term in DESIGNATORS}),
}
SORTS = ("name", "population", "operative_score", "policy_score")
FILTERS = ("category", "marks", "model", "state", "designator")


@dataclass(frozen=True, slots=True)
class View:
    """One view of the map, its filters by name (without those not asked for), and the order of its table."""

    layer: str
    position: str
    chosen: Mapping[str, str]
    sort: str
    asked: Asked

    @property
    def listed(self) -> str:
        """The layer that the table lists: by zoom, that is the counties."""
        return "counties" if self.layer == "auto" else self.layer

    @property
    def filters(self) -> Filters:
        """The same filters as the API takes."""
        wanted: dict[str, Any] = dict(self.chosen)
        if self.position == "operative" and "category" in wanted:
            wanted["operative_category"] = wanted.pop("category")
        return Filters(kinds=KINDS[self.listed], **wanted)

    def address(self, **other: str) -> str:
        """The address of this view with some of its names changed; an empty one leaves."""
        clocks = {name: self.asked.on.isoformat() if name == "on" else str(self.asked.revision) for name in self.asked.named}
        query = {"layer": self.layer, "position": self.position, **clocks, **self.chosen, "sort": self.sort, **other}
        return "/?" + urlencode({name: value for name, value in query.items() if value and (name, value) != ("sort", "name")})

    def sorted_by(self, name: str) -> str | None:
        """How the table is sorted by a column, in the words of aria-sort."""
        return {name: "ascending", f"-{name}": "descending"}.get(self.sort)


def read_view(args: Mapping[str, str], asked: Asked) -> View:
    """Read the view from the address; a page shows its default where the address is unreadable."""
    layer, position, sort = (args.get(name, "") for name in ("layer", "position", "sort"))
    wanted = {name: args.get(name, "") for name in FILTERS}
    wanted["category"] = wanted["category"] or args.get("operative_category", "")
    known = {name: value for name, value in wanted.items() if value and (name == "state" or value in CHOICES[name][1])}
    if "state" in known:
        known["state"] = (usps(known["state"]) if known["state"].isdigit() else known["state"].upper()) or ""
    return View(
        layer=layer if layer in LAYERS else "auto",
        position=position if position in POSITIONS else "operative",
        chosen={name: value for name, value in known.items() if value},
        sort=sort if sort.removeprefix("-") in SORTS else "name",
        asked=asked,
    )
