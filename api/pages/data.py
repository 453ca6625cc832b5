"""Every way to take the data away: lists as files, maps, boundaries, feeds, what changed, and how to name it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import render_template, request

from api.db import db
from api.ledger import examples, publications
from api.ledger.asof import published_at
from api.pages.addresses import answers
from api.pages.asked import Asked, read_asked
from api.pages.blueprint import pages
from api.schemas.tables import TABLES, Table

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Where the list of a table stands, if not under its own name.
ELSEWHERE = {
    "periods": "/v1/jurisdictions/{id}/history",
    "agreement_counts": "/v1/stats/agreements",
    "agreement_changes": "/v1/agreements/changes",
    "listed_rows": "/v1/publications/{key}/rows",
    "compared_lists": "/v1/comparisons/lists",
    "claims": "/v1/sources/{key}/claims",
    "revision_changes": "/v1/revisions/{number}/changes",
}
LAYERS = {"states": "States and territories", "counties": "Counties and their equivalents", "places": "Places"}
FEEDS = {"/changes.atom": "Changes as an Atom feed", "/changes.json": "Changes as a JSON Feed"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A table of the API as it can be taken."""

    name: str
    unit: str
    description: str
    path: str
    mapped: bool

    @property
    def whole(self) -> bool:
        """Whether one address has the whole list; the others have one for each thing of another list."""
        return "{" not in self.path

    @property
    def above(self) -> str:
        """The list that the missing key of the address is taken from."""
        return self.path.split("/{")[0]


@pages.get("/data")
def data() -> str:
    """List every way to take the data."""
    session = db.session
    asked = read_asked(session, request.args)
    published = published_at(session, asked.revision)
    listed = [_listed(table) for table in TABLES.values()]
    origin = request.host_url.rstrip("/")
    first = publications.complete_from(session, asked.as_of)
    return render_template(
        "data.html",
        asked=asked,
        published=published,
        listed=sorted(listed, key=lambda table: not table.whole),
        example=examples.example(session, asked.as_of),
        layers=LAYERS,
        answered={address: words for address, words in FEEDS.items() if answers(address)},
        files={what: answers(path) for what, path in (("positions", "/v1/maps/counties/positions"), ("boundaries", "/v1/boundaries"), ("legend", "/v1/legend"))},
        licence=LICENCE,
        origin=origin,
        site=urlsplit(origin).netloc,
        catalogue=catalogue(listed, asked, published, origin, since=first.isoformat() if first else asked.earliest.isoformat()),
    )


def _listed(table: Table) -> Listed:
    described = table.described()
    return Listed(table.name, table.unit, described["description"], ELSEWHERE.get(table.name, f"/v1/{table.name.replace('_', '-')}"), table.place is not None)


def catalogue(listed: list[Listed], asked: Asked, published: datetime, origin: str, *, since: str) -> dict[str, Any]:
    """The lists and maps in the words of schema.org, by which search engines find data."""
    shared = {
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Cooperation Spectrum", "url": f"{origin}/"},
        "version": str(asked.revision),
        "dateModified": published.isoformat(),
        "temporalCoverage": f"{since}/..",
        "spatialCoverage": "United States",
    }
    lists = [_dataset(table.name.replace("_", " "), table.description, {"text/csv": f"{origin}{table.path}.csv", "application/json": f"{origin}{table.path}"}) for table in listed if table.whole]
    maps = [_dataset(f"map of {layer}", f"{words} with their positions on a day, as GeoJSON.", {"application/geo+json": f"{origin}/v1/maps/{layer}"}) for layer, words in LAYERS.items()]
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": "Cooperation Spectrum",
        "description": "Where US states, counties and cities stand between limiting and cooperating with federal immigration enforcement, on any date, with sources.",
        "url": f"{origin}/data",
        **shared,
        "dataset": [dataset | shared for dataset in (*lists, *maps)],
    }


def _dataset(name: str, description: str, files: dict[str, str]) -> dict[str, Any]:
    words = f"{description} From the Cooperation Spectrum, the public record of where US governments stand between sanctuary and 287(g)."
    downloads = [{"@type": "DataDownload", "encodingFormat": form, "contentUrl": address} for form, address in files.items()]
    return {"@type": "Dataset", "name": f"Cooperation Spectrum: {name}", "description": words, "distribution": downloads}
