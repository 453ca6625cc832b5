"""The OpenAPI document: what schemas and doors do not say of themselves."""

from __future__ import annotations

from typing import Any

from apispec import APISpec, BasePlugin
from flask import Flask
from flask_smorest import Api

from api.schemas.problem import ProblemSchema

Plain = dict[str, Any]
ABOUT = """\
Every address is read with GET, needs no key, and may be asked from any site. What curators' programs write with has a document of its own: `/openapi-desk.json`.

`on` picks a day and `revision` a state of the record. Every answer names both, and `evidence_through`: the newest list behind its agreements.

The `Accept` header or a suffix of the address (`.json`, `.csv`, `.geojson`) picks the form.

An answer that names both clocks is fresh for a day, any other for a minute. Answers have strong ETags and come in gzip and brotli.

A failure is a problem document (RFC 9457) that names the field and the fix."""

ABOUT_DESK = """\
For curators' programs: entries in the form in which they are written, proposals, and what else the desk does. Reading the record needs none of it.

A token stands for a curator with a scope: `read`, `propose`, `publish` or `administer`. It is made at `/desk/tokens`, shown once, and sent as `Authorization: Bearer ...`.

A write names what it changes: `If-Match` with the ETag that was read, or `If-None-Match: *` for what is new. What changed meanwhile is told, with the revision that changed it.

Nothing is written into the record but through a proposal, which another curator publishes as the next revision.

A failure is a problem document (RFC 9457) that names the field and the fix."""

OPTIONS: Plain = {
    "API_TITLE": "Cooperation Spectrum",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/",
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {
        "info": {
            "summary": "Where US cities, counties and states stand between sanctuary and 287(g), on any date, with sources.",
            "description": ABOUT,
            "license": {"name": "Record: CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/", "description": "The server that this document comes from."}],
        "externalDocs": {"url": "/docs", "description": "The same as a page, to read and to try."},
        "security": [],
    },
}

OF_DESK: Plain = {
    "DESK_API_TITLE": "Cooperation Spectrum, the desk",
    "DESK_API_VERSION": "v1",
    "DESK_OPENAPI_VERSION": "3.1.0",
    "DESK_OPENAPI_URL_PREFIX": "/",
    "DESK_OPENAPI_JSON_PATH": "openapi-desk.json",
    "DESK_API_SPEC_OPTIONS": {
        "info": {
            "summary": "How curators' programs propose, publish and correct what the record says.",
            "description": ABOUT_DESK,
            "license": {"name": "Record: CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/", "description": "The server that this document comes from."}],
        "externalDocs": {"url": "/docs/desk", "description": "The same as a page."},
    },
}

# What to put into an address to get a real answer, by the address or by the name of its part.
EXAMPLES = {
    "id": "austin-tx",
    "state": "TX",
    "layer": "counties",
    "name": "jurisdictions",
    "vintage": "current",
    "/v1/state-laws/{key}": "tx-sb4-2017",
    "/v1/policies/{key}": "austin-tx-general-orders-2026-01",
    "/v1/agencies/{key}": "tx-alice-police",
    "/v1/agreements/{key}": "tx-alice-police-tfm",
    "/v1/designations/{key}": "dhs-2025-05-29-abingdon-va",
    "/v1/federal-actions/{key}": "eo-13768-2017",
    "/v1/research-notes/{key}": "39035-2026-11-22",
    "/v1/disputes/{key}": "san-diego-county-ca-board-policy-l-2-sheriff",
    "/v1/sources/{key}": "tx-sb4-2017-summary",
    "/v1/sources/{key}/claims": "tx-sb4-2017-summary",
    "noun": "policy",
    "number": 1,
    "/v1/records/{noun}/{key}": "austin-tx-general-orders-2026-01",
    "/v1/versions/{noun}/{key}": "austin-tx-general-orders-2026-01",
    "/v1/publications/{key}": "participating-2026-05-18",
    "/v1/publications/{key}/rows": "participating-2026-05-18",
}
HEADERS = {
    "ETag": "Strong tag of exactly these bytes; send it back as If-None-Match.",
    "Cache-Control": "For how long the answer may be kept.",
}
OF_PAGES = {
    "Link": "The next page, as `next`; with CSV also what describes its columns, as `describedby`.",
    "Spectrum-Total": "How many rows there are on all pages.",
}


class ProblemApi(Api):  # type: ignore[misc]  # the library has no types
    """OpenAPI from the schemas; failures are answered by our own table."""

    def __init__(self, app: Flask, *, of: str = "") -> None:
        super().__init__(app, spec_kwargs={"extra_plugins": [Finish(tokens=bool(of))]}, config_prefix=of)

    def _register_error_handlers(self) -> None:
        """Leave every failure to `api.errors`."""

    def _register_responses(self) -> None:
        """Whatever else fails is a problem document too."""
        problem = {"description": "Any other failure.", "content": {"application/problem+json": {"schema": ProblemSchema}}}
        self.spec.components.response("DEFAULT_ERROR", problem, lazy=True)

    def _register_pagination_header(self) -> None:
        """Pages are named in the answer and by a link, never in a header of the library's own."""


class Finish(BasePlugin):
    """Gives every address an example, and every answer its headers and its usual form first."""

    def __init__(self, *, tokens: bool) -> None:
        super().__init__()
        self._tokens = tokens

    def init_spec(self, spec: APISpec) -> None:
        """Describe each header, and the curators' tokens where they are needed, once."""
        if self._tokens:
            spec.components.security_scheme("token", {"type": "http", "scheme": "bearer", "description": "A curator's token, made at /desk/tokens."})
        for name, description in (HEADERS | OF_PAGES).items():
            spec.components.header(name, {"description": description, "schema": {"type": "string"}}, lazy=True)

    def path_helper(self, path: str | None = None, operations: Plain | None = None, parameters: list[Plain] | None = None, **kwargs: Any) -> None:
        """Fill the address's parts with examples."""
        for part in parameters or ():
            if example := EXAMPLES.get(part["name"]) or EXAMPLES.get(path or ""):
                part.setdefault("example", str(example) if part["schema"].get("type") == "string" else example)

    def operation_helper(self, path: str | None = None, operations: Plain | None = None, **kwargs: Any) -> None:
        """Name the headers of the answer; the form that has a schema of its own is the usual one."""
        for operation in (operations or {}).values():
            answer = next(response for status, response in operation["responses"].items() if str(status).startswith("2"))
            paged = any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ()))
            answer["description"] = "The answer, in the form asked for."
            answer["headers"] = {name: name for name in (*HEADERS, *(OF_PAGES if paged else ()))} | answer.get("headers", {})
            answer["content"] = dict(sorted(answer["content"].items(), key=lambda form: "$ref" not in form[1]["schema"]))


def document(app: Flask, *, of: str = "") -> Plain:
    """A document of an application, as it is served: of the record, or of the `DESK`."""
    described: Plain = app.extensions["flask-smorest"]["apis"][f"{of}_" if of else ""]["ext_obj"].spec.to_dict()
    return described
