"""Agencies of several governments: none serves the one that it belongs to, or one of another state, or one twice on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from api.rules.history import Span, stated_days
from seeds import overlaps
from seeds.files import Entries
from seeds.jails import answering


def faults(entries: Entries) -> Iterator[str]:
    """Rows that say what the agency says already, leave its state, or hold on days of another."""
    stated: dict[tuple[str, str], list[tuple[str, Span]]] = defaultdict(list)
    for key, entry in entries.get("service_area", {}).items():
        agency, government = entries.get("agency", {}).get(entry["agency"]), entries.get("jurisdiction", {}).get(entry["jurisdiction"])
        served = answering(entries, entry["jurisdiction"])
        if agency and agency["jurisdiction"] and answering(entries, agency["jurisdiction"]) == served:
            yield f"service_area {key}: the agency belongs to this government. Leave the row out."
        if agency and government and agency["state"] != government["state"]:
            yield f"service_area {key}: the agency is of {agency['state']}, the government of {government['state']}. Mend one of the two."
        stated[entry["agency"], served].append((key, stated_days(entry["valid_from"], entry["valid_until"])))
    yield from overlaps.faults("service_area", stated.values())
