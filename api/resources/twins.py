"""The page for readers that says the same as an answer, named in its Link header."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Response, request

# The first part of an address under /v1, and the page of its list; `{}` stands for the one that is asked for.
_LISTS = {
    "states": "/states",
    "changes": "/changes",
    "agreements/changes": "/changes",
    "sources": "/sources",
    "coverage": "/coverage",
    "methodology": "/methodology",
    "vocabulary": "/methodology",
    "coding-rules": "/methodology/coding",
    "codings": "/methodology/coding",
    "research-notes": "/coverage",
    "comparisons": "/methodology/comparison",
    "legend": "/methodology",
    "tables": "/data",
    "publications": "/data",
    "revisions": "/changes",
    "federal-actions": "/changes",
    "disputes": "/coverage",
    "boundaries": "/data",
    "jurisdictions": "/",
    "lookup": "/",
    "maps": "/",
}
_OF_STATES = {"state-laws", "policies", "agencies", "agreements", "designations", "stats"}
_ONES = {"states": "/states/{}", "sources": "/sources/{}"}
# How a list is cut, which a page does in its own way.
_ASIDE = {"limit", "cursor", "fields", "sort", "updated_since"}


def lead_to_page(answer: Response) -> Response:
    """Name the page of an answer, unless its door has named a nearer one."""
    page = _page() if answer.status_code == 200 and not any("text/html" in link for link in answer.headers.getlist("Link")) else None
    if page is not None:
        answer.headers.add("Link", linked(page))
    return answer


def linked(page: str) -> str:
    """The value of the header."""
    return f'<{page}>; rel="alternate"; type="text/html"'


def at_place(geoid: str) -> str:
    """The page of the jurisdiction that a row stands at, at the clocks of the request; its id leads to its address."""
    return _asked(f"/{geoid}", {name: value for name, value in request.args.items() if name in {"on", "revision"}})


def _page() -> str | None:
    parts = request.path.removeprefix("/v1/").split("/")
    if parts[0] in _OF_STATES and "/".join(parts) not in _LISTS:
        state = request.args.get("state", "").lower()
        path: str | None = f"/states/{quote(state)}" if state else "/states"
    elif len(parts) == 2 and parts[0] in _ONES:
        path = _ONES[parts[0]].format(parts[1].lower() if parts[0] == "states" else parts[1])
    else:
        path = _LISTS.get("/".join(parts[:2])) or _LISTS.get(parts[0])
    layer = {"layer": parts[1]} if parts[0] == "maps" else {}
    aside = _ASIDE | ({"state"} if path and path.startswith("/states/") else set())
    return path and _asked(path, layer | {name: value for name, value in request.args.items() if name not in aside})


def _asked(path: str, question: dict[str, str]) -> str:
    return f"{path}?{urlencode(question)}" if question else path
