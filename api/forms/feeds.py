"""Feeds of what the record came to say last: Atom (RFC 4287) and JSON Feed 1.1, of the same entries."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

import orjson

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"
_SPACE = "http://www.w3.org/2005/Atom"
_VERSION = "https://jsonfeed.org/version/1.1"
# What XML 1.0 cannot hold.
_UNWRITABLE = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
ET.register_namespace("", _SPACE)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: a key that stays, what a reader sees, where it leads, and what it rests on (addresses with titles)."""

    key: str
    title: str
    text: str
    address: str
    record: str
    recorded_at: datetime
    tags: Sequence[str]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its own addresses, when it last changed, and its entries, the newest first."""

    title: str
    about: str
    page: str
    atom: str
    json: str
    updated: datetime
    items: Sequence[Item]


def id_of(key: str) -> str:
    """An identifier for the key of a change that is the same on every host that serves the record."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"cooperation-spectrum/changes/{key}").urn


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    root = ET.Element(f"{{{_SPACE}}}feed")
    _text(root, "id", feed.atom)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.about)
    _text(root, "updated", feed.updated.isoformat())
    _text(root, "rights", "Record: CC BY 4.0")
    _text(_part(root, "author"), "name", "Cooperation Spectrum")
    _part(root, "link", rel="self", type=ATOM, href=feed.atom)
    _part(root, "link", rel="alternate", type="text/html", href=feed.page)
    for item in feed.items:
        entry = _part(root, "entry")
        _text(entry, "id", id_of(item.key))
        _text(entry, "title", item.title)
        _text(entry, "updated", item.recorded_at.isoformat())
        _text(entry, "summary", item.text)
        _part(entry, "link", rel="alternate", type="text/html", href=item.address)
        _part(entry, "link", rel="related", type="application/json", href=item.record)
        for address, title in item.sources.items():
            _part(entry, "link", rel="via", href=address, title=title)
        for tag in item.tags:
            _part(entry, "category", term=tag)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    body: dict[str, Any] = {
        "version": _VERSION,
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.page,
        "feed_url": feed.json,
        "language": "en",
        "authors": [{"name": "Cooperation Spectrum"}],
        "items": [_item(item) for item in feed.items],
    }
    return orjson.dumps(body, option=orjson.OPT_INDENT_2) + b"\n"


def _item(item: Item) -> dict[str, Any]:
    outside = next(iter(item.sources), None)
    return {
        "id": id_of(item.key),
        "url": item.address,
        **({"external_url": outside} if outside else {}),
        "title": item.title,
        "content_text": item.text,
        "date_published": item.recorded_at.isoformat(),
        "tags": list(item.tags),
        "_record": {"about": "The entry of the record, and the sources it rests on.", "key": item.key, "url": item.record, "sources": dict(item.sources)},
    }


def _part(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_SPACE}}}{name}", {key: value.translate(_UNWRITABLE) for key, value in attributes.items()})


def _text(parent: ET.Element, name: str, text: str) -> None:
    _part(parent, name).text = text.translate(_UNWRITABLE)
