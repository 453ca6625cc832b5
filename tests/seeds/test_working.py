"""`python -m seeds work`: decisions applied beside the server, whole or not at all, one runner at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db import engine_for
from api.ledger import tasks
from api.models import Task
from seeds import working
from seeds.__main__ import main
from tests.builders import World
from tests.conftest import ROOT
from tests.seeds.test_ice_live import UNKNOWN, bring, curate, files, held, live, newest

__all__ = ["files", "live"]
# A worker killed outright when all is written and nothing committed.
KILLED = """
import os, signal
from seeds import ice_287g
from seeds.__main__ import main
write = ice_287g.publish
def killed(*given, **named):
    write(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
ice_287g.publish = killed
main(["work", "--once"])
"""


def decide(session: Session) -> None:
    """A curator's decision, published, and the work asked for."""
    curate(session, World().decision("TEXAS", UNKNOWN[1], "4805000"))
    with Session(session.get_bind().execution_options(writing=True)) as other, other.begin():  # type: ignore[union-attr]
        tasks.after_publish(other, None, {"decision": {"key": {}}})


def told(session: Session) -> list[tuple[str, str | None]]:
    session.rollback()
    return [(row.state, row.outcome) for row in session.execute(select(Task.state, Task.outcome).order_by(Task.id))]


def test_a_decision_is_applied_as_one_revision(live: Session, files: list[Path]) -> None:
    bring(*files)
    decide(live)
    assert main(["work", "--once"]) == 0
    assert held(live, "held_row") == {}
    ((state, outcome),) = told(live)
    assert state == "done"
    assert outcome is not None
    assert outcome.startswith(f"Revision {newest(live)}; ")
    assert "held row: 1 withdrawn" in outcome


def test_nothing_waiting_nothing_is_published(live: Session, files: list[Path]) -> None:
    bring(*files)
    assert main(["work", "--once"]) == 0
    assert newest(live) == 4


def test_killed_in_mid_task_the_record_is_as_before_and_the_next_run_completes_it(live: Session, files: list[Path]) -> None:
    bring(*files)
    decide(live)
    before = newest(live)
    died = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, env=os.environ.copy(), check=False, capture_output=True)
    assert died.returncode == -9, died.stderr
    assert (newest(live), [state for state, _ in told(live)]) == (before, ["running"])
    assert len(held(live, "held_row")) == 1
    assert main(["work", "--once"]) == 0
    assert (newest(live), [state for state, _ in told(live)]) == (before + 1, ["done"])
    assert held(live, "held_row") == {}


def test_a_second_runner_leaves_the_work_to_the_first(live: Session, files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    bring(*files)
    decide(live)
    engine = engine_for(os.environ["DATABASE_URL"])
    with working._only(engine):
        assert main(["work", "--once"]) == 0
    engine.dispose()
    assert "another runner does it" in capsys.readouterr().err
    assert [state for state, _ in told(live)] == ["waiting"]


def test_work_that_nobody_does_is_told(live: Session, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["work", "--check"]) == 0
    with Session(live.get_bind().execution_options(writing=True)) as session, session.begin():  # type: ignore[union-attr]
        tasks.ask(session, tasks.APPLY_DECISIONS, None).asked_at -= 3 * tasks.GIVEN_UP_AFTER
    assert main(["work", "--check"]) == 1
    assert "waits for too long" in capsys.readouterr().out


def test_beside_a_server_it_ends_with_the_server(live: Session) -> None:
    started = f"{sys.executable} -m seeds work --beside $$ & echo $!; exec sleep 2"
    shell = subprocess.Popen(["sh", "-c", started], cwd=ROOT, env=os.environ.copy(), stdout=subprocess.PIPE, text=True)
    with shell:
        out = shell.stdout
        assert out is not None
        assert int(out.readline()) > 0
        # The pipe closes when both have ended: the server, and the runner that holds its other end.
        assert out.read() == ""
    assert shell.returncode == 0


def test_what_cannot_be_done_is_told_and_the_runner_goes_on(live: Session, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_session: Session) -> str:
        raise RuntimeError("a secret of the database")

    bring(*files)
    decide(live)
    monkeypatch.setitem(working.KINDS, tasks.APPLY_DECISIONS, broken)
    assert main(["work", "--once"]) == 0
    assert told(live) == [("failed", "It broke off: RuntimeError. Nothing was changed.")]
