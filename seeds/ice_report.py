"""What an import read and would change: a table for people, plain data for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.intake.ice_287g import Verdict
from api.rules.departures import DEPARTURES_VERSION
from seeds.ice_record import Outcome, Plain

Told = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True)
class Step:
    """The change that some publications make: the revision if it was published, keys by noun, and edits of curators left alone."""

    publications: tuple[str, ...]
    revision: int | None
    changes: Told
    kept: tuple[str, ...]
    entries: Mapping[str, Mapping[str, Plain | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """What a run did, or with a dry run would do."""

    outcome: Outcome
    steps: tuple[Step, ...]
    refused: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def new(self) -> frozenset[str]:
        """The keys of the publications that the record did not hold."""
        return frozenset(key for step in self.steps for key in step.publications)

    def plain(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "departures_version": DEPARTURES_VERSION,
            "publications": [
                {"key": key, "new": key in self.new, **{name: value for name, value in entry.items() if name != "remarks"}, "remarks": list(self._notes[key])}
                for key, entry in self.outcome.entries["publication"].items()
            ],
            "queue": [{"key": key, **row} for key, row in self.outcome.entries["held_row"].items()],
            "departures": departures(self.outcome.entries["agreement"]),
            "steps": [{"publications": step.publications, "revision": step.revision, "changes": step.changes, "kept": step.kept} for step in self.steps],
            "refused_files": self.refused,
            "files_changed": self.files,
        }

    @property
    def _notes(self) -> dict[str, tuple[str, ...]]:
        return {edition.key: edition.standed.notes for edition in self.outcome.editions}

    def table(self) -> str:
        """The report as a table for people."""
        verdicts = [str(verdict) for verdict in Verdict]
        lines = [f"{'edition':<28}{'standing':<10}{'rows':>6}{'blank':>7}" + "".join(f"{verdict:>11}" for verdict in verdicts)]
        for key, entry in self.outcome.entries["publication"].items():
            counts = "".join(f"{entry['verdicts'].get(verdict, 0):>11}" for verdict in verdicts)
            mark = "+" if key in self.new else " "
            lines.append(f"{mark}{key:<27}{entry['standing']:<10}{entry['rows']:>6}{entry['blank_rows']:>7}{counts}")
            lines += [f"     {note}" for note in self._notes[key]]
        held = Counter(row["reason"] for row in self.outcome.entries["held_row"].values())
        lines += [f"in the queue: {reason} {count}" for reason, count in sorted(held.items())]
        entries = self.outcome.entries
        lines += [f"{len(entries['agency']):,} agencies, {len(entries['agreement']):,} agreements and applications, {len(departures(entries['agreement']))} departures inferred"]
        lines += [f"refused: {why}" for why in self.refused]
        for step in self.steps:
            lines += _told(step)
        if not any(step.changes for step in self.steps):
            lines.append("changed: nothing")
        return "\n".join(lines)


def _told(step: Step) -> list[str]:
    where = f"revision {step.revision}, " if step.revision else ""
    words = [f"{where}{noun}: " + ", ".join(f"{len(keys):,} {word}" for word, keys in sorted(found.items())) for noun, found in step.changes.items()]
    return words + [f"kept as curators left it: {kept}" for kept in step.kept]


def departures(agreements: Mapping[str, Plain]) -> list[dict[str, Any]]:
    """Every departure inferred from absence, with the last list naming it and the lists omitting it."""
    found = []
    for key, entry in sorted(agreements.items()):
        for stretch in entry["history"]:
            if stretch["status"] == "removed":
                evidence = {name: stretch[name] for name in ("rule", "last_named", "omitted_by")}
                found.append({"agreement": key, "from": stretch["from"], **evidence})
    return found
