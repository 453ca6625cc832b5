"""Nothing invented: every published claim names a source that can be reached, and nothing rests on memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from seeds import drafts
from seeds.files import HERE, read_record

CLAIMS = ("policy", "state_law", "designation", "federal_action", "agreement")
MEMORY = re.compile(r"\bmemory\b|\(mem\b", re.IGNORECASE)


@cache
def record() -> dict[str, dict[str, dict[str, Any]]]:
    return read_record()


def cited(entry: dict[str, Any]) -> Iterator[str]:
    for holder in (entry, *entry.get("clauses", ())):
        yield from (c["source"] for c in holder.get("citations", ()))
    yield from (e["source"] for e in entry.get("events", ()) if e.get("source"))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


@pytest.mark.parametrize("noun", CLAIMS)
def test_every_claim_names_a_source_that_can_be_reached(noun: str) -> None:
    sources = record()["source"]
    assert record()[noun]
    for key, entry in record()[noun].items():
        keys = list(cited(entry))
        assert keys, f"{noun} {key}"
        for source in (sources[k] for k in keys):
            assert source["title"].strip(), key
            assert source["publisher"].strip(), key
            assert re.match(r"https?://[^/]+\.[^/]+", source["url"]), key
            assert date.fromisoformat(source["retrieved"]) <= date(2026, 11, 22), key


@pytest.mark.parametrize("noun", CLAIMS)
def test_no_published_field_rests_on_memory(noun: str) -> None:
    for key, entry in record()[noun].items():
        for text in texts(entry):
            assert not MEMORY.search(text), f"{noun} {key}: {text}"


def test_every_clause_that_weighs_cites_a_source_itself_or_by_its_instrument() -> None:
    for noun in ("policy", "state_law"):
        for key, entry in record()[noun].items():
            for clause in entry["clauses"]:
                assert clause["citations"] or entry["citations"], f"{noun} {key}"


def test_quotations_are_at_most_a_sentence() -> None:
    for noun in ("policy", "state_law", "federal_action"):
        for key, entry in record()[noun].items():
            for holder in (entry, *entry.get("clauses", ())):
                for citation in holder["citations"]:
                    assert len(citation["quote"] or "") <= 300, f"{noun} {key}"


def test_a_draft_is_no_entry_of_the_record() -> None:
    published = {key for noun in CLAIMS for key in record()[noun]}
    shipped = drafts.read(HERE)
    assert shipped
    assert not published & {draft["key"] for draft in shipped}
    assert all(draft["missing"] for draft in shipped)


def test_agreements_rest_on_ices_lists() -> None:
    listed = {entry["source"] for entry in record()["publication"].values()}
    for key, entry in record()["agreement"].items():
        assert {c["source"] for c in entry["citations"]} <= listed, key
