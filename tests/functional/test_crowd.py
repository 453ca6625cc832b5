"""Several curators and readers at once, for a few seconds: no edit is lost, no number skipped, no half revision seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.db import engine_for
from tests.benchmarks.crowd import crowd, lost
from tests.benchmarks.desk import BODIES, broken, ground
from tests.benchmarks.server import running


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=pytest.mark.xdist_group(kind)) for kind in ("sqlite", "postgresql")])
def test_nothing_is_lost_and_nothing_half_is_seen(kind: str, request: pytest.FixtureRequest, tmp_path: Path, vintage_dir: Path) -> None:
    where = ground(kind, tmp_path, request.getfixturevalue("postgres") if kind == "postgresql" else None, "crowd")
    with running(where.folder, database=where.url) as service:
        seen = crowd(where, service.address, writers=6, readers=6, seconds=6, think=0.05, quiet=False)
    engine = engine_for(where.url)
    try:
        assert [*broken(engine, seen.accepted), *lost(engine, seen.accepted), *seen.halves, *seen.failures] == []
    finally:
        engine.dispose()
    assert len(seen.accepted) > len(BODIES), "writers wrote"
    assert seen.compared, "readers held a position against its policy"
    assert set(seen.refused) <= {412, 503}, "who comes too late reads anew, who comes at a busy moment comes again"
