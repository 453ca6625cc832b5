"""Whether the process lives, and whether it can answer: database, migrations, record, vintage."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from api.db import db
from api.models import Revision
from api.rules.refusals import NotReady
from api.settings import Settings
from api.vintage import Vintage

blueprint = Blueprint("health", __name__)


@blueprint.after_request
def of_the_moment(response: Response) -> Response:
    """Health is of the moment; no cache may answer for it."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/healthz")
def healthz() -> Response:
    """The process lives."""
    return jsonify(status="ok")


@blueprint.route("/readyz")
def readyz() -> Any:
    """The database answers, its tables and the record are there, and a vintage is built."""
    settings: Settings = current_app.config["SETTINGS"]
    checks = {"database": _database(), "migrations": _migrations(current_app.config["MIGRATION"]), "record": _record(), "vintage": _vintage(settings)}
    ready = all(check["ok"] for check in checks.values())
    return jsonify(status="ready" if ready else "not ready", checks=checks), 200 if ready else 503


def _try(question: Any) -> dict[str, Any]:
    try:
        return {"ok": True, "found": question()}
    except (SQLAlchemyError, NotReady) as error:
        db.session.rollback()
        return {"ok": False, "found": error.detail if isinstance(error, NotReady) else "cannot be reached"}


def _database() -> dict[str, Any]:
    return _try(lambda: db.session.scalar(text("SELECT 1")) and db.engine.dialect.name)


def _migrations(expected: str) -> dict[str, Any]:
    check = _try(lambda: db.session.scalar(text("SELECT version_num FROM alembic_version")))
    return check if check["found"] == expected else {"ok": False, "found": check["found"]}


def _record() -> dict[str, Any]:
    check = _try(lambda: db.session.scalar(select(func.max(Revision.number))))
    return check if check["found"] else {"ok": False, "found": check["found"]}


def _vintage(settings: Settings) -> dict[str, Any]:
    return _try(lambda: Vintage.current(settings.vintages).name)
