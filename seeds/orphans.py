"""What nothing points to any more: sources that no entry cites, and drafts of what is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from api.rules.yardsticks import YARDSTICKS
from seeds.citing import cited
from seeds.files import Entries

# These stand behind whole columns, such as the points and outlines of places, and no entry names them.
_BEHIND_COLUMNS = "census"


def faults(entries: Entries, drafts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Sources that nothing cites, and drafts that stand published too."""
    named = set(chain.from_iterable(yardstick.sources for yardstick in YARDSTICKS))
    named |= {source for noun, items in entries.items() for entry in items.values() for source in cited(noun, entry)}
    for key, source in entries.get("source", {}).items():
        if key not in named and source.get("topic") != _BEHIND_COLUMNS:
            yield f"source {key}: nothing cites it. Cite it where it was used, or leave it out."
    for draft in drafts:
        if draft["key"] in entries.get(draft["noun"] or "", {}):
            yield f"draft {draft['key']}: stands published as a {draft['noun']} too. Leave the draft out."
