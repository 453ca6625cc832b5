"""The counts that the documents give of the shipped record are those of its files."""

from __future__ import annotations

import re

import pytest

from seeds import drafts
from seeds.files import HERE, read_record
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def counts() -> dict[str, int]:
    """How many of each there are."""
    record = read_record()
    policies, laws = record["policy"].values(), record["state_law"].values()
    return {
        "laws": len(laws),
        "with clauses": sum(bool(law["clauses"]) for law in laws),
        "policies": len(policies),
        "governments": len({policy["jurisdiction"] for policy in policies}),
        "coded twice": len({coding["instrument"] for coding in record["coding"].values()}),
        "federal actions": len(record["federal_action"]),
        "drafts": len(drafts.read(HERE)),
    }


@pytest.mark.parametrize(
    ("document", "words", "counted"),
    [
        ("README.md", "{} state laws, rulings and bills", ["laws"]),
        ("README.md", "{} local instruments of {} governments", ["policies", "governments"]),
        ("README.md", "{} federal actions", ["federal actions"]),
        ("CHANGELOG.md", "{} state laws, rulings and bills; {} local instruments of {} governments", ["laws", "policies", "governments"]),
        ("docs/coverage.md", "{} instruments of {} governments", ["policies", "governments"]),
        ("docs/coverage.md", "{} laws, rulings and bills of the states and the district, {} of them with clauses", ["laws", "with clauses"]),
        ("docs/coverage.md", "{} claims without a source", ["drafts"]),
        ("docs/second-reading.md", "{} instruments of large cities", ["coded twice"]),
        ("docs/second-reading.md", "{} laws, orders, rulings and bills were read", ["laws"]),
    ],
)
def test_a_document_counts_as_the_record_does(counts: dict[str, int], document: str, words: str, counted: list[str]) -> None:
    text = re.sub(r"\s+", " ", (ROOT / document).read_text(encoding="utf-8"))
    found = re.search(words.replace("{}", "([0-9,]+)"), text)
    assert found, words
    assert [int(number.replace(",", "")) for number in found.groups()] == [counts[name] for name in counted]
