"""The sources that a row names: those of the record by key or address, and new ones that it describes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from api.rules.entry_checks import Fault, faults
from api.rules.entry_fields import filled
from api.rules.names import slug

_NAMED = {"source_url": "url", "source_title": "title", "source_publisher": "publisher", "source_retrieved": "retrieved", "source_published": "published", "source_kind": "kind"}
_MOST_WORDS = 60


class Sources:
    """The sources of one file: known ones by key and address, and the new ones its rows describe."""

    def __init__(self, keys: frozenset[str], by_url: Mapping[str, str]) -> None:
        self.keys = keys
        self.by_url = dict(by_url)
        self.new: dict[str, dict[str, Any]] = {}

    def cited(self, values: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[Fault]]:
        """The citations that a row makes, and what is wrong with the sources it names."""
        keys = [key for part in str(values.get("source") or "").split(";") for key in part.split()]
        wrong = [Fault("source", f"{key[:60]!r} is no source of the record.", "Give the key of a source, or describe it: address, title, publisher, read on.") for key in keys if key not in self.keys]
        if values.get("source_url"):
            key, faulty = self._described(values)
            keys.append(key)
            wrong += faulty
        elif any(values.get(name) for name in _NAMED):
            wrong.append(Fault("source_url", "A source is described without its address.", "Give its address, or the key of a source of the record."))
        place = {"locator": values.get("locator"), "quote": values.get("quote")}
        return [{"source": key, **place} for key in dict.fromkeys(keys)], wrong

    def _described(self, values: Mapping[str, Any]) -> tuple[str, list[Fault]]:
        """The key of the source of this address, which is made where the record has none."""
        url = str(values["source_url"])
        if url in self.by_url:
            return self.by_url[url], []
        entry = filled("source", {ours: values.get(theirs) for theirs, ours in _NAMED.items()} | {"kind": values.get("source_kind") or "reference"})
        words = slug(f"{values.get('source_publisher') or ''} {values.get('source_title') or ''}")[:_MOST_WORDS].strip("-")
        key = "-".join(part for part in (words, hashlib.sha256(url.encode(errors="replace")).hexdigest()[:8]) if part)
        theirs = {ours: name for name, ours in _NAMED.items()}
        wrong = [Fault(theirs.get(fault.field, fault.field), fault.detail, fault.fix) for fault in faults("source", key, entry)]
        if not wrong:
            self.new[key] = entry
            self.by_url[url] = key
        return key, wrong


