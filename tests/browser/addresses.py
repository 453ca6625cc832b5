"""Every page of the site with an address on the whole record: what the checks of all pages go through."""

from __future__ import annotations

from dataclasses import dataclass

# A day and a revision that the record holds, and that no page shows by itself.
ON, ON_IN_WORDS, REVISION = "2025-06-01", "1 June 2025", 1


@dataclass(frozen=True, slots=True)
class Address:
    """A page: what it is, where it is, and what is expected of it beside what holds for all."""

    name: str
    path: str
    twin: bool = True
    framed: bool = False
    judged: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def pinned(self) -> str:
        """The same page with both clocks named."""
        return f"{self.path}{'&' if '?' in self.path else '?'}on={ON}&revision={REVISION}"


# `twin=False`: nothing stands on the page that is not in the software itself. `framed`: stands in a foreign page, so it has no
# navigation of its own. `judged`: Lighthouse judges it too.
PAGES = (
    Address("the map", "/", judged=True),
    Address("a city", "/austin-tx", judged=True),
    Address("a county", "/travis-county-tx"),
    Address("a name with an accent", "/canon-city-co"),
    Address("a consolidated city and county", "/denver-co"),
    Address("a county without a government", "/bethel-census-area-ak"),
    Address("a contested city", "/new-orleans-la"),
    Address("a place without a point", "/bethel-ct"),
    Address("a future day", "/houston-tx?on=2027-01-01"),
    Address("the states", "/states"),
    Address("a state", "/states/tx", judged=True),
    Address("a comparison", "/compare?ids=0820000,0804000"),
    Address("a comparison of nothing", "/compare", twin=False),
    Address("changes", "/changes", judged=True),
    Address("changes of a state", "/changes?state=CO"),
    Address("the method", "/methodology", judged=True),
    Address("how words are coded", "/methodology/coding"),
    Address("outside lists", "/methodology/comparison"),
    Address("a withdrawn list", "/methodology/comparison?designator=dhs"),
    Address("the sources", "/sources"),
    Address("a source", "/sources/tx-sb4-2017-enrolled"),
    Address("the data", "/data"),
    Address("coverage", "/coverage"),
    Address("the map in a foreign page", "/embed", framed=True),
    Address("a search", "/search?q=salem"),
    Address("the API", "/docs"),
    Address("the desk's API", "/docs/desk"),
    Address("a correction", "/corrections?target=4805000", twin=False),
    Address("problems", "/docs/problems", twin=False),
)
