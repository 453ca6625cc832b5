"""What was found and read once goes before the curators, and into no answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.ledger import curators
from api.ledger.curators import Who
from api.models import Policy, Proposal, Revision
from api.rules.entry_checks import faults
from seeds import proposing, sheets
from seeds.files import read_record
from tests.builders import World

POLICIES, SOURCES = proposing.read()


@pytest.mark.parametrize("key", sorted(POLICIES))
def test_a_shipped_proposal_says_only_what_an_entry_can_say(key: str) -> None:
    entry = POLICIES[key]
    assert list(faults("policy", key, entry)) == []
    cited = [c["source"] for item in (entry, *entry["clauses"]) for c in item["citations"]]
    assert cited


def test_what_is_proposed_is_not_recorded_and_cites_what_is_there() -> None:
    record = read_record()
    assert not set(POLICIES) & set(record["policy"])
    assert not set(SOURCES) & set(record["source"])
    assert {entry["jurisdiction"] for entry in POLICIES.values()} <= set(record["jurisdiction"])
    cited = {c["source"] for entry in POLICIES.values() for item in (entry, *entry["clauses"]) for c in item["citations"]}
    assert cited <= set(SOURCES) | set(record["source"])
    assert set(SOURCES) <= cited
    assert [fault for key, source in SOURCES.items() for fault in faults("source", key, source)] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two policies of two bodies, one of which the record does not know."""
    clause = {"dimension": "detainers", "level": -1, "basis": "text", "decides": True, "words": "Some.", "from": "2024", "citations": [{"source": "found"}]}
    policy = {"body": "council", "instrument": "resolution", "title": "Found", "binding": True, "summary": "Found.", "clauses": [clause], "citations": [{"source": "found"}]}
    (tmp_path / "a.policies.yaml").write_text(sheets.render([{"key": "found-here", "jurisdiction": "48453", **policy}, {"key": "found-nowhere", "jurisdiction": "99999", **policy}]))
    (tmp_path / "a.sources.csv").write_text("key,title,publisher,url,archived_url,published,retrieved,kind,licence,note\nfound,T,P,https://example.org/f,,,2026-11-22,press,,\n")
    return tmp_path


def test_it_becomes_one_proposal_a_body_once_and_no_revision(small: Session, folder: Path) -> None:
    who = Who.of(curators.add(small, "ada", "contributor"), ("propose",))
    first = list(proposing.propose(small, who, folder))
    assert [line.split(":")[0] for line in first] == ["Travis County, TX", "99999"]
    assert "refused" in first[1]
    (proposal,) = small.scalars(select(Proposal))
    assert {noun: list(items) for noun, items in proposal.entries.items()} == {"source": ["found"], "policy": ["found-here"]}
    assert small.scalar(select(func.count()).select_from(Revision)) == 1
    assert [line for line in proposing.propose(small, who, folder) if "refused" not in line] == []
    assert small.scalar(select(func.count()).where(Policy.key == "found-here")) == 0


def test_what_the_record_holds_is_not_proposed_again(small: Session, folder: Path) -> None:
    policies, sources = proposing.read(folder)
    world = World()
    world.entries["source"] = dict(sources)
    world.entries["policy"] = {"found-here": policies["found-here"]}
    world.publish(small)
    who = Who.of(curators.add(small, "ada", "contributor"), ("propose",))
    assert [line for line in proposing.propose(small, who, folder) if "refused" not in line] == []
