"""The service killed outright while curators publish and a list is imported: what was accepted is whole, nothing is half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.desk import BODIES, Client, edit
from tests.benchmarks.kill_drill import Drill, drill
from tests.benchmarks.server import running

# A hundred are for `python -m tests.benchmarks.kill_drill`; the third of these comes while a list is imported.
KILLS = 3


@pytest.fixture(params=[pytest.param(kind, marks=pytest.mark.xdist_group(kind)) for kind in ("sqlite", "postgresql")])
def killed(request: pytest.FixtureRequest, tmp_path: Path, vintage_dir: Path) -> Iterator[Drill]:
    """A drill that has been through its kills."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    made = drill(request.param, tmp_path, server, times=KILLS, seed=1787)
    yield made
    made.engine.dispose()


def test_every_accepted_revision_is_whole_and_the_service_goes_on(killed: Drill) -> None:
    assert killed.killed == KILLS
    assert killed.accepted, killed.told()
    assert killed.found == []
    with running(killed.where.folder, database=killed.where.url) as service:
        reader = Client(service.address)
        newest = reader.ask("GET", "/v1/revisions?limit=1")["data"][0]["number"]
        for one in killed.accepted:
            policies = reader.ask("GET", f"/v1/policies/{one.key}?revision={one.revision}")
            assert policies["data"]["title"] == str(one.count), "what was accepted reads so at its revision"
        author, reviewer = Client(service.address, killed.where.author), Client(service.address, killed.where.reviewer)
        assert edit(author, reviewer, BODIES[0]).revision == newest + 1
        for client in (reader, author, reviewer):
            client.close()
