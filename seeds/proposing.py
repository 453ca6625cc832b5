"""Entries found and sourced by one reader, which a second one has not read: put before curators as proposals, never into the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.ledger import proposals, versions
from api.ledger.curators import Who
from api.models import Jurisdiction, Proposal
from api.rules.refusals import Refusal
from seeds import shapes, sheets, tables

Plain = dict[str, Any]
HERE = Path(__file__).parent / "proposed"
TOPIC = "local-policies"


def read(folder: Path = HERE) -> tuple[dict[str, Plain], dict[str, Plain]]:
    """The policies and the sources of a folder, by key."""
    policies = dict(shapes.from_sheet(item, shapes.POLICY_CLAUSE_FIELDS) for path in sorted(folder.glob("*.policies.yaml")) for item in sheets.read(path))
    rows = (shapes.from_row("source", row) for path in sorted(folder.glob("*.sources.csv")) for row in tables.read(path))
    return policies, {key: entry | {"topic": TOPIC} for key, entry in rows}


def change_sets(policies: Mapping[str, Plain], sources: Mapping[str, Plain]) -> Iterator[tuple[str, dict[str, dict[str, Plain]]]]:
    """For each jurisdiction, its policies with the sources that they cite."""
    of_body: dict[str, dict[str, Plain]] = defaultdict(dict)
    for key, entry in policies.items():
        of_body[entry["jurisdiction"]][key] = entry
    for geoid, entries in sorted(of_body.items()):
        cited = {c["source"] for entry in entries.values() for item in (entry, *entry["clauses"]) for c in item["citations"]}
        yield geoid, {"source": {key: sources[key] for key in sorted(cited & set(sources))}, "policy": entries}


def propose(session: Session, who: Who, folder: Path = HERE) -> Iterator[str]:
    """Propose what the record does not hold and no open proposal brings, one proposal a jurisdiction; tells what became of each."""
    policies, sources = read(folder)
    waiting = {key for found in session.scalars(select(Proposal).where(Proposal.state.in_(proposals.OPEN))) for key in found.entries.get("policy", {})}
    held = set(versions.standing(session, "policy", policies)) | waiting
    named = {row.key: f"{row.name}, {row.state}" for row in session.execute(select(Jurisdiction.key, Jurisdiction.name, Jurisdiction.state).where(Jurisdiction.rev_until.is_(None)))}
    for geoid, entries in change_sets({key: entry for key, entry in policies.items() if key not in held}, sources):
        present = versions.standing(session, "source", entries["source"])
        wanted = {"source": {key: entry for key, entry in entries["source"].items() if key not in present}, "policy": entries["policy"]}
        try:
            made = proposals.propose(session, who, entries=wanted, reason=f"Instruments of {named.get(geoid, geoid)}, found and read once; for a second reader.")
        except Refusal as refusal:
            yield f"{named.get(geoid, geoid)}: refused: {refusal}"
        else:
            yield f"{named[geoid]}: proposal {made.id}, {len(wanted['policy'])} policies, {len(wanted['source'])} sources"
