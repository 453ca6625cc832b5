"""Put the service together: settings, database, doors, error table; nothing else."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_cors import CORS
from flask_smorest import Api

from api import caching, errors
from api.db import init_db
from api.forms.choice import SuffixForms
from api.pages import doors as pages
from api.resources import (
    agencies,
    agreements,
    designations,
    federal_actions,
    health,
    jurisdictions,
    lookup,
    maps,
    methodology,
    policies,
    publications,
    revisions,
    sources,
    state_laws,
    stats,
    summaries,
    tables,
)
from api.schemas.problem import ProblemSchema
from api.settings import Settings

EXPOSED = ["ETag", "Link", *(f"Spectrum-{name}" for name in ("On", "Revision", "Evidence-Through", "Total"))]
MIGRATION = "2026_11_22_histories"
RESOURCES = (
    jurisdictions,
    lookup,
    summaries,
    state_laws,
    policies,
    agencies,
    agreements,
    publications,
    stats,
    designations,
    federal_actions,
    sources,
    revisions,
    methodology,
    tables,
    maps,
)


class PlainJson(DefaultJSONProvider):
    """Keys in the order of the schemas, letters as they are, days as YYYY-MM-DD."""

    sort_keys = False
    ensure_ascii = False
    compact = True


class ProblemApi(Api):  # type: ignore[misc]  # the library has no types
    """OpenAPI from the schemas; failures are answered by our own table."""

    def _register_error_handlers(self) -> None:
        """Leave every failure to `api.errors`."""

    def _register_responses(self) -> None:
        """Whatever else fails is a problem document too."""
        problem = {"description": "Any other failure.", "content": {"application/problem+json": {"schema": ProblemSchema}}}
        self.spec.components.response("DEFAULT_ERROR", problem, lazy=True)

    def _register_pagination_header(self) -> None:
        """Pages are named in the answer and by a link, never in a header of the library's own."""


def create_app(settings: Settings | None = None, **config: Any) -> Flask:
    """The application for some settings (default: those of the environment)."""
    settings = settings or Settings.read()
    app = Flask(__name__, static_folder=None)
    app.json = PlainJson(app)
    app.config.update(SETTINGS=settings, MIGRATION=MIGRATION, **_openapi(), **config)
    app.url_map.strict_slashes = True
    app.url_map.merge_slashes = False
    init_db(app, settings.database_url)
    errors.init_errors(app)
    caching.init_caching(app)
    CORS(app, resources={r"/v1/.*": {}, "/openapi.json": {}}, send_wildcard=True, expose_headers=EXPOSED)
    smorest = ProblemApi(app)
    for resource in RESOURCES:
        smorest.register_blueprint(resource.blueprint)
    app.register_blueprint(health.blueprint)
    pages.open_doors(app)
    app.wsgi_app = SuffixForms(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _openapi() -> dict[str, Any]:
    return {
        "API_TITLE": "Cooperation Spectrum",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/",
        "OPENAPI_JSON_PATH": "openapi.json",
        "API_SPEC_OPTIONS": {
            "info": {
                "summary": "Where US cities, counties and states stand between sanctuary and 287(g), on any date, with sources.",
                "license": {"name": "Record: CC BY 4.0", "identifier": "CC-BY-4.0"},
            },
            "servers": [{"url": "/"}],
            "security": [],
        },
    }
