"""A small record as a folder of files, for the tests of the seeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.ledger.nouns import NOUNS, complete
from seeds.files import write_record
from tests.builders import World, clause, own, small_world

Plain = dict[str, dict[str, Any]]


def shipped() -> World:
    """At least one entry of every noun that files carry, with every optional thing said once."""
    world = small_world()
    world.source("full", archived_url="https://example.org/archive", published="2025-03", licence="CC0", note="With, a comma", topic="laws")
    world.alias("06999", "06029").custody("4805000", "48453", "2010", "2020-01-01").unplaced("2025-06-01", 7, "48453", "48141")
    world.place("4800001", "TX", "Between", None, counties=[{"geoid": "48141", "share": 0.25}, {"geoid": "48453", "share": 0.75}], counties_method="overlay")
    world.place("s-tx-between-regional-jail", "TX", "Between Regional Jail", None, kind="special", lat=None, lon=None).custody("s-tx-between-regional-jail", "s-tx-between-regional-jail")
    world.county("48029", "TX", "Bexar County").agency("tx-bexar-county-sheriff", "48029", "TX")
    world.entries["agency"]["tx-bexar-county-sheriff"]["former_names"] = ["Bexar Co. Sheriff", "Sheriff of Bexar"]
    world.entries["agency"]["tx-bexar-county-sheriff"] |= {"match_confidence": "certain", "former_keys": ["tx-bexr-county-sheriff", "tx-bexar-sheriff"]}
    stretch = {"status": "active", "from": "2024-12-31", "until": None, "rule": "signed_or_listed", "signed": None, "last_named": "2025-06-01", "omitted_by": []}
    ended = {"ended": "2026-01", "ended_by": "law", "ended_source": "src", "history": [stretch], "gaps": ["2025-05-01"]}
    world.agreement("tx-bexar-county-sheriff", "WSO", "2024", "2025-06-01", "2025-06-01", **ended)
    world.listed_row("2025-06-01", 3, "tx-bexar-county-sheriff-wso", model="Warrant Service Officer", moa_url="https://www.ice.gov/a.pdf").listed_row("2025-06-01", 7, reason="name_shared")
    world.entries["publication"]["p-2025-06-01"] |= {"blank_rows": 2, "standing": "counted", "verdicts": {"imported": 1, "held": 1}, "remarks": ["Rule made-up: none."]}
    world.decision("TEXAS", "Some Office", "48453")
    stay = {"from": "2018-01-01", "until": None, "for": ["police"], "note": "Stayed in part.", "source": "src"}
    world.law(
        "tx-duty",
        "TX",
        clause("agreement_287g", "floor", 0, ["sheriff"], "2026-01-01", duty="sign", deadline="2026-12-01", exempts=["small counties"], suspended=[stay]),
        events=[{"date": "2025-06", "kind": "signed", "note": None, "source": "src"}],
        penalties="A fine.",
        citations=[{"source": "src", "locator": "art. 1", "quote": "A short quote."}],
    )
    world.law("tx-plain", "TX", citations=[{"source": "full", "locator": None, "quote": None}])
    world.policy("travis-practice", "48453", own("detainers", 0, basis="statement", until="2026-05-01", until_by="own_decision", decides=False), binding=False, note="A note")
    return world


def entries(world: World) -> dict[str, Plain]:
    """The entries of a world, each with every field of its noun."""
    return {noun: {key: complete(NOUNS[noun], entry) for key, entry in items.items()} for noun, items in world.entries.items()}


def write(root: Path, world: World | None = None) -> Path:
    """Write a world as a folder of the record."""
    write_record(root, entries(world or shipped()))
    return root


def texts(root: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Change some words of one file, which must stand there."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text, f"{name} says nothing of {old!r}:\n{text}"
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
