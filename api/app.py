"""Put the service together: settings, database, doors, error table; nothing else."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_cors import CORS

from api import auth, caching, commands, csrf, errors, journal, limits, openapi
from api.db import db, init_db
from api.forms.choice import SuffixForms
from api.pages import doors as pages
from api.pages.desk import doors as desk
from api.replay import Replay
from api.resources import (
    agencies,
    agreements,
    boundaries,
    bulk,
    changes,
    codings,
    comparisons,
    corrections,
    curators,
    deeds,
    designations,
    disputes,
    federal_actions,
    health,
    held_rows,
    jurisdictions,
    lookup,
    maps,
    methodology,
    policies,
    proposals,
    publications,
    records,
    research_notes,
    revisions,
    sources,
    stale_claims,
    state_laws,
    stats,
    summaries,
    tables,
    tokens,
)
from api.settings import Settings

EXPOSED = ["ETag", "Link", *limits.EXPOSED, journal.HEADER, *(f"Spectrum-{name}" for name in ("On", "Revision", "Evidence-Through", "Total"))]
MIGRATION = "2026_11_22_service_areas"
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
    changes,
    designations,
    comparisons,
    federal_actions,
    disputes,
    sources,
    revisions,
    methodology,
    codings,
    research_notes,
    tables,
    maps,
    boundaries,
)
# What curators' programs write with.
DESK = (records, proposals, corrections, held_rows, stale_claims, curators, tokens, deeds, bulk)


class PlainJson(DefaultJSONProvider):
    """Keys in the order of the schemas, letters as they are, days as YYYY-MM-DD."""

    sort_keys = False
    ensure_ascii = False
    compact = True


def create_app(settings: Settings | None = None, **config: Any) -> Flask:
    """The application for some settings (default: those of the environment)."""
    settings = settings or Settings.read()
    app = Flask(__name__, static_folder=None)
    app.json = PlainJson(app)
    app.config.update(SETTINGS=settings, MIGRATION=MIGRATION, **openapi.OPTIONS, **openapi.OF_DESK, **config)
    app.url_map.strict_slashes = True
    app.url_map.merge_slashes = False
    init_db(app, settings.database_url, seconds=settings.request_seconds)
    errors.init_errors(app)
    caching.init_caching(app)
    limits.init_limits(app)
    auth.init_auth(app)
    csrf.init_csrf(app)
    commands.init_commands(app)
    CORS(app, resources={r"/v1/.*": {}, "/openapi(-desk)?.json": {}, r"/changes\.(atom|json)": {}}, send_wildcard=True, expose_headers=EXPOSED)
    smorest = openapi.ProblemApi(app)
    for resource in RESOURCES:
        smorest.register_blueprint(resource.blueprint)
    of_desk = openapi.ProblemApi(app, of="DESK")
    for resource in DESK:
        of_desk.register_blueprint(resource.blueprint)
    app.register_blueprint(health.blueprint)
    pages.open_doors(app)
    desk.open_desk(app)
    app.wsgi_app = SuffixForms(app.wsgi_app)  # type: ignore[method-assign]
    with app.app_context():
        app.wsgi_app = Replay(app.wsgi_app, engine=db.engine, settings=settings)  # type: ignore[method-assign]
    journal.init_journal(app, writing=settings.log_requests)
    return app
