"""The sources of the record, to search through, and what rests on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import render_template, request

from api.db import db
from api.ledger import citing, listings
from api.ledger.pages import Page
from api.pages.asked import Asked, read_asked
from api.pages.blueprint import pages
from api.pages.paging import read_question
from api.rules.vocabulary import DIMENSIONS

ROWS = 50
CLAIMS = 100
ORDERS = {"-published": "Newest first", "published": "Oldest first", "publisher": "Publisher", "key": "Key"}
NOUNS = {
    "policy": ("Local instruments", "/v1/policies/{key}"),
    "state_law": ("State laws and bills", "/v1/state-laws/{key}"),
    "agreement": ("287(g) agreements", "/v1/agreements/{key}"),
    "publication": ("Lists of agreements", "/v1/publications/{key}"),
    "designation": ("Labels given by outside bodies", "/v1/designations/{key}"),
    "federal_action": ("Federal actions", "/v1/federal-actions/{key}"),
    "custody": ("Who runs the jail", "/v1/jurisdictions/{geoid}/position"),
    "service_area": ("Whom an agency serves", "/v1/jurisdictions/{geoid}/agreements"),
    "alias": ("Former ids", "/v1/jurisdictions/{geoid}"),
    "jurisdiction": ("Governments with several ids", "/v1/jurisdictions/{geoid}"),
}
PARTS = {term.key: term.label for term in DIMENSIONS}


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list of sources is narrowed to, as the address says; what it cannot be narrowed to is left out."""

    q: str
    kind: str
    publisher: str
    sort: str

    def filters(self) -> dict[str, str | None]:
        """The filters of the ledger's list."""
        return {"q": self.q or None, "kind": self.kind or None, "publisher": self.publisher or None}

    def address(self, asked: Asked, **other: str) -> str:
        """The address of this list, with something else in it."""
        given = {"q": self.q, "kind": self.kind, "publisher": self.publisher, "sort": self.sort if self.sort != "-published" else ""} | other
        return "/sources" + joined(asked, given)

    def twin(self, asked: Asked, form: str = "") -> str:
        """The same list as data."""
        given = {name: value for name, value in self.filters().items() if value} | ({"sort": self.sort} if self.sort != "key" else {})
        return f"/v1/sources{form}" + joined(asked, given)


def joined(asked: Asked, given: dict[str, str]) -> str:
    """The query of an address: what is given, and the clocks as the reader named them."""
    query = "&".join(filter(None, [urlencode({name: value for name, value in given.items() if value}), asked.query.removeprefix("?")]))
    return f"?{query}" if query else ""


@pages.get("/sources")
def sources() -> str:
    """List the sources, each with how much rests on it."""
    session = db.session
    asked = read_asked(session, request.args)
    kinds = citing.kinds(session, asked.as_of)
    sought = read_sought(kinds)
    question, moved = read_question("sources", {**sought.filters(), "sort": sought.sort}, limit=ROWS)
    found = listings.sources(session, asked.as_of, question, **sought.filters())
    resting = citing.counts(session, [row["key"] for row in found.rows], asked.as_of)
    total = sum(kinds.values())
    return render_template("sources.html", asked=asked, sought=sought, kinds=kinds, total=total, found=found, resting=resting, orders=ORDERS, moved=moved)


def read_sought(kinds: dict[str, int]) -> Sought:
    """Read what is sought from the address."""
    given = {name: request.args.get(name, "").replace("\0", "").strip()[:100] for name in ("q", "kind", "publisher", "sort")}
    return Sought(
        q=given["q"] if len(given["q"]) > 1 else "",
        kind=given["kind"] if given["kind"] in kinds else "",
        publisher=given["publisher"],
        sort=given["sort"] if given["sort"] in ORDERS else "-published",
    )


@pages.get("/sources/<key>")
def source(key: str) -> str:
    """Show one source and the claims that rest on it."""
    session = db.session
    asked = read_asked(session, request.args)
    row = listings.one(session, "source", key, asked.as_of)
    question, moved = read_question(f"claims of {key}", {}, limit=CLAIMS)
    found = citing.claims(session, key, asked.as_of, question)
    people = citing.populations(session, key, asked.as_of)
    return render_template("source.html", asked=asked, source=row, groups=grouped_claims(found, asked), found=found, people=people, moved=moved, here=f"/sources/{key}")


def grouped_claims(found: Page, asked: Asked) -> dict[str, list[dict[str, Any]]]:
    """The claims by noun, each with the page and the record that it leads to."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for claim in found.rows:
        words, record = NOUNS[claim["noun"]]
        address = record.format(**{name: quote(value or "", safe="") for name, value in claim.items() if name in {"key", "geoid"}})
        shown = {"page": _page(claim), "record": address, "part": PARTS.get(claim["part"] or "", (claim["part"] or "").replace("_", " "))}
        groups.setdefault(words, []).append(claim | shown)
    return groups


def _page(claim: dict[str, Any]) -> str | None:
    """The page on which a claim is shown: of the body it is about, else of its state."""
    if claim["slug"]:
        return f"/{claim['slug']}"
    return f"/states/{claim['state'].lower()}" if claim["state"] else None
