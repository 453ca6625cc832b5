"""One address of the wide record for every door of the API, and what a problem looks like."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PAGED = (
    "/v1/jurisdictions",
    "/v1/jurisdictions/4805000/policies",
    "/v1/jurisdictions/48141/agreements",
    "/v1/jurisdictions/4805000/laws",
    "/v1/jurisdictions/0667000/designations",
    "/v1/state-laws",
    "/v1/policies",
    "/v1/agencies",
    "/v1/agreements",
    "/v1/agreements/changes",
    "/v1/changes",
    "/v1/publications",
    "/v1/publications/p-2026-05-18/rows",
    "/v1/federal-actions",
    "/v1/disputes",
    "/v1/codings",
    "/v1/research-notes",
    "/v1/jurisdictions/48141/research-notes",
    "/v1/designations",
    "/v1/comparisons",
    "/v1/sources",
    "/v1/sources/src/claims",
    "/v1/revisions",
    "/v1/revisions/1/changes",
)
# Lists of entries of the record in order of their keys, which can be sorted and asked for changes.
RECORDS = tuple(address for address in PAGED if address not in {"/v1/revisions", "/v1/revisions/1/changes", "/v1/agreements/changes", "/v1/changes", "/v1/sources/src/claims", "/v1/comparisons"})
WHOLE = ("/v1/jurisdictions/4805000/history", "/v1/jurisdictions/4805000/sources", "/v1/states", "/v1/coverage", "/v1/stats/agreements", "/v1/comparisons/lists")
LISTS = (*PAGED, *WHOLE)
ITEMS = (
    "/v1/jurisdictions/4805000",
    "/v1/jurisdictions/4805000/position",
    "/v1/state-laws/tx-law",
    "/v1/policies/austin-order",
    "/v1/agreements/tx-el-paso-county-sheriff-tfm",
    "/v1/designations/doj-sf",
    "/v1/sources/src",
    "/v1/agencies/tx-el-paso-county-sheriff",
    "/v1/federal-actions/order-2025",
    "/v1/disputes/order-scope",
    "/v1/research-notes/48141-2026-05-01",
    "/v1/publications/p-2026-05-18",
    "/v1/states/TX",
    "/v1/methodology",
    "/v1/vocabulary",
    "/v1/coding-rules",
)
MAPS = ("/v1/maps/states", "/v1/maps/counties", "/v1/maps/places")
EVERY = (*LISTS, *ITEMS, *MAPS)
JSON, CSV, GEOJSON = "application/json", "text/csv", "application/geo+json"
# Answers without a table, and tables whose rows stand at no place.
PLAIN = ("/v1/jurisdictions/4805000/position", "/v1/methodology", "/v1/vocabulary", "/v1/coding-rules")
PLACELESS = (
    *("/v1/jurisdictions/4805000/history", "/v1/jurisdictions/4805000/sources", "/v1/coverage", "/v1/revisions", "/v1/revisions/1/changes"),
    *("/v1/federal-actions", "/v1/sources", "/v1/sources/src", "/v1/sources/src/claims", "/v1/federal-actions/order-2025"),
    *("/v1/disputes", "/v1/disputes/order-scope", "/v1/codings"),
    *("/v1/publications", "/v1/publications/p-2026-05-18", "/v1/publications/p-2026-05-18/rows", "/v1/stats/agreements", "/v1/comparisons/lists"),
)
# An answer of the software rather than of the record: it takes no clocks.
STATIC = "/v1/tables/jurisdictions"
# Answers for every day at once: they take a revision alone.
ANNALS = tuple(f"{layer}/positions" for layer in MAPS)
# Answers of the software and the map vintage, on which the record has no say.
BOUNDARIES = ("/v1/boundaries", "/v1/boundaries/current/states", "/v1/boundaries/current/counties")
TIMELESS = (STATIC, *BOUNDARIES, "/v1/legend")
POINT = "/v1/lookup?lat=30.2672&lon=-97.7431"
# Every door that takes an id or a key, with the id left open.
NAMED = (
    "/v1/jurisdictions/{}",
    *(f"/v1/jurisdictions/{{}}/{part}" for part in ("position", "history", "policies", "agreements", "laws", "designations", "research-notes", "sources")),
    *(f"/v1/{noun}/{{}}" for noun in ("state-laws", "policies", "agencies", "agreements", "designations", "federal-actions", "disputes", "research-notes", "sources", "states", "publications")),
    "/v1/publications/{}/rows",
    "/v1/sources/{}/claims",
    "/v1/revisions/{}/changes",
    "/v1/maps/{}",
    "/v1/maps/{}/positions",
    "/v1/boundaries/{}/counties",
)


def offered(address: str) -> tuple[str, ...]:
    """The forms that an address answers in, its own first."""
    if address in MAPS:
        return GEOJSON, JSON
    if address in PLAIN:
        return (JSON,)
    return (JSON, CSV) if address in PLACELESS else (JSON, CSV, GEOJSON)


def refused(answer: TestResponse, status: int, *, field: str | None = None) -> dict[str, Any]:
    """The problem document of a refusal, checked for its form, and for the field and the fix where one is at fault."""
    assert answer.status_code == status, (answer.request.url[:200], answer.status_code, answer.get_data(as_text=True)[:300])
    assert answer.content_type == "application/problem+json"
    body: dict[str, Any] = answer.get_json()
    assert body["status"] == status
    assert body["type"]
    assert body["title"].strip()
    assert body["detail"].strip()
    assert len(answer.data) < 3_000, "a problem does not echo what it was sent"
    if field is not None:
        faults = [fault for fault in body.get("errors", ()) if fault["field"] == field]
        assert faults, body
        assert all(fault["detail"].strip() and fault["fix"].strip() for fault in faults)
    return body


def asking(address: str) -> str:
    """An address to which a question can be added."""
    return address + ("&" if "?" in address else "?")


def at(address: str, change: str) -> str:
    """An address with its path changed, its question kept: `change` holds the path as {}."""
    path, mark, question = address.partition("?")
    return change.format(path) + mark + question


def walked(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    """Every row of a list, page by page as JSON to the last."""
    rows: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        response = client.get(following)
        assert response.status_code == 200, response.get_data(as_text=True)[:300]
        body = response.get_json()
        rows += body["data"]
        assert len(rows) <= body["total"] or body["total"] is None
        following = body.get("next")
    return rows
