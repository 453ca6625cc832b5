"""Whether claims can rest on what they cite: none older than its source where the source gives its day, and agreements on ICE's word alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.rules.dates import PartialDate
from seeds.citing import in_lists
from seeds.files import Entries

Plain = Mapping[str, Any]


def faults(entries: Entries) -> Iterator[str]:
    """Clauses on days that their sources cannot tell of, and agreements that rest on what is neither a list nor a memorandum."""
    sources = entries.get("source", {})
    for noun in ("policy", "state_law"):
        for key, entry in entries.get(noun, {}).items():
            for number, clause in enumerate(entry["clauses"], 1):
                where = f"{noun} {key}, clause {number}"
                found = [sources[name] for name in (*in_lists(clause), *in_lists(entry)) if name in sources]
                if found:
                    yield from _days(where, clause, found, rule=noun == "state_law" or clause["basis"] == "text")
    yield from _agreements(entries)


def _days(where: str, clause: Plain, found: Sequence[Plain], *, rule: bool) -> Iterator[str]:
    """An uncertain start is the day of the oldest source, or one that a locator points at; only the words of a rule can name a day to come."""
    start = PartialDate.parse(clause["valid_from"])
    published = [PartialDate.parse(source["published"]) for source in found if source["published"]]
    if clause["start_uncertain"] and len(published) == len(found) and not _pointed_at(clause):
        oldest = min(published, key=lambda day: day.first)
        if start.last < oldest.first:
            yield f"{where}: valid_from is uncertain and lies before {oldest.stated}, the day of its oldest source. Give that day, name the year in the locator of the source that tells of it, or say that the start is certain where a source states it."
    read = max(PartialDate.parse(source["retrieved"]).last for source in found)
    if start.first > read and not rule:
        yield f"{where}: valid_from lies after {read}, when its newest source was read. Mend the day, or cite what states it."


def _pointed_at(clause: Plain) -> bool:
    """Whether a citation names the year of the start, in its locator or its quotation, as that of a contract or a revision."""
    year = clause["valid_from"][:4]
    return any(year in (citation[field] or "") for citation in clause["citations"] for field in ("locator", "quote"))


def _agreements(entries: Entries) -> Iterator[str]:
    """ICE's lists are the sources of publications; a memorandum is ICE's own, or at the address that the agreement gives for it."""
    sources = entries.get("source", {})
    lists = {publication["source"] for publication in entries.get("publication", {}).values()}
    publishers = {sources[key]["publisher"] for key in lists if key in sources}
    for key, agreement in entries.get("agreement", {}).items():
        papers = {agreement.get("moa_url"), agreement.get("addendum_url")} - {None}
        for name in (citation["source"] for citation in agreement["citations"]):
            source = sources.get(name)
            if source and name not in lists and source["publisher"] not in publishers and source["url"] not in papers:
                yield f"agreement {key}: cites {name!r}, which is neither a list of ICE nor a memorandum. Cite the list or the memorandum; tell the rest in a note."
