"""What a reader or a curator means by a target: a jurisdiction, an entry of the record, or a page of this site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy.orm import Session

from api.ledger import listings
from api.ledger.addresses import addressed
from api.ledger.asof import AsOf
from api.ledger.nouns import NOUNS
from api.models import Agency
from api.rules.refusals import UnknownRecord
from api.rules.states import FIPS, usps

Plain = dict[str, Any]
# How the nouns stand in addresses of the API.
PATHS = {
    "policies": "policy",
    "state-laws": "state_law",
    "agreements": "agreement",
    "agencies": "agency",
    "designations": "designation",
    "federal-actions": "federal_action",
    "sources": "source",
    "publications": "publication",
    "disputes": "dispute",
}
_CALLED = ("title", "name", "label", "question", "note")


@dataclass(frozen=True, slots=True)
class Target:
    """What is meant: an entry with its noun and key, or with neither a page; `place` is the jurisdiction it speaks of."""

    name: str
    noun: str | None = None
    key: str | None = None
    entry: Plain | None = None
    place: str | None = None
    page: str | None = None


def find(session: Session, wanted: str, as_of: AsOf) -> Target | None:
    """What is meant by a slug, an id, `noun/key` or an address within this site; None where it is nothing of the record."""
    wanted = wanted.strip()
    if not wanted or "\0" in wanted:
        return None
    if wanted.startswith("/"):
        return _at(session, wanted, as_of)
    noun, _, key = wanted.partition("/")
    if noun == "jurisdiction" and key:
        return _jurisdiction(session, key, as_of)
    if noun in NOUNS and key:
        return _entry(session, noun, key, as_of)
    return _jurisdiction(session, wanted, as_of)


def _at(session: Session, address: str, as_of: AsOf) -> Target | None:
    """What an address within this site shows; only its path counts."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    if not re.fullmatch(r"/(?![/\\])[\w.~/%:,@-]*", path):
        return None
    parts = [unquote(part) for part in path.strip("/").split("/")]
    if parts[0] == "v1" and len(parts) >= 3:
        noun = PATHS.get(parts[1])
        return _entry(session, noun, parts[2], as_of) if noun else _jurisdiction(session, parts[2], as_of) if parts[1] == "jurisdictions" else None
    if parts[0] == "sources" and len(parts) == 2:
        return _entry(session, "source", parts[1], as_of)
    if parts[0] == "states" and len(parts) == 2:
        return _jurisdiction(session, FIPS.get(usps(parts[1]) or "", ""), as_of)
    found = _jurisdiction(session, parts[0], as_of) if len(parts) == 1 else None
    return found or Target(path, page=path)


def _jurisdiction(session: Session, wanted: str, as_of: AsOf) -> Target | None:
    found = addressed(session, wanted.lower(), as_of) if wanted and "\0" not in wanted else None
    if found is None:
        return None
    row = found.row
    return Target(row["name"], "jurisdiction", row["id"], row, row["id"], f"/{row['slug']}")


def _entry(session: Session, noun: str, key: str, as_of: AsOf) -> Target | None:
    try:
        entry = listings.one(session, noun, key, as_of) if "\0" not in key else None
    except UnknownRecord:
        return None
    if entry is None:
        return None
    place = _place(session, noun, entry)
    page = f"/sources/{quote(key, safe='')}" if noun == "source" else f"/{place}" if place else None
    return Target(_name(noun, key, entry), noun, key, entry, place, page)


def _name(noun: str, key: str, entry: Plain) -> str:
    said = next((str(entry[field]) for field in _CALLED if entry.get(field)), None)
    return f"{entry['agency']}, {entry['model']}" if noun == "agreement" else said or key


def _place(session: Session, noun: str, entry: Plain) -> str | None:
    """The jurisdiction that an entry speaks of, where it is one."""
    if noun == "agreement":
        agency = session.query(Agency.jurisdiction).where(Agency.key == entry["agency"], Agency.rev_until.is_(None)).scalar()
        return str(agency) if agency else None
    if noun == "state_law":
        return FIPS.get(entry["state"])
    said = entry.get("jurisdiction") or entry.get("geoid")
    return str(said) if said else None
