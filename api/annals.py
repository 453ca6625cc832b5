"""Draw up the annals of a layer: where each of its jurisdictions stood from day to day, as bytes, one line each, so that two can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import chain, islice
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.caching import fingerprint
from api.ledger import courses, designated
from api.ledger.asof import AsOf
from api.ledger.courses import ABOUT, COLUMNS, Course, Scope
from api.rules.dates import FIRST_DAY
from api.rules.vocabulary import METHOD_VERSION
from api.vintage import Vintage

# Lines in one piece.
PIECE = 200
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Volume:
    """The annals of one layer at one revision, and the boundaries that they are drawn on: None where the layer is points."""

    scope: Scope
    vintage: Vintage | None

    @classmethod
    def of(cls, session: Session, layer: str, *, as_of: AsOf, vintages: Path) -> Volume:
        """The volume of a layer for the boundaries in use."""
        return cls(courses.scope(session, layer, as_of), Vintage.of_layer(vintages, layer))


def key_of(volume: Volume, build: str) -> str:
    """The name under which a volume is stored: equal for every request that gets the same bytes."""
    scope = volume.scope
    # A record loaded afresh counts its revisions from 1 again, but publishes them at another time.
    parts = ("annals", scope.layer, scope.revision, scope.published, volume.vintage and volume.vintage.name, build)
    return fingerprint("|".join(str(part) for part in parts).encode())


def drawn(engine: Engine, volume: Volume) -> Iterator[bytes]:
    """A volume in a session of its own, which lasts as long as it is read."""
    with Session(engine) as session:
        yield from render(session, volume)


def render(session: Session, volume: Volume) -> Iterator[bytes]:
    """The JSON text: its head, one line for each standing and one for each jurisdiction."""
    standings = courses.standings(session, volume.scope)
    yield orjson.dumps(_head(session, volume))[:-1] + b',"standings":{\n'
    yield from _parted(b'"%b":%b' % (name.encode(), orjson.dumps(standing)) for name, standing in standings.items())
    yield b'\n},"about":' + orjson.dumps(ABOUT) + b',"jurisdictions":[\n'
    yield from _parted(_line(course) for course in courses.courses(session, volume.scope, standings))
    yield b"\n]}\n"


def _head(session: Session, volume: Volume) -> Plain:
    scope = volume.scope
    return {
        "layer": scope.layer,
        "revision": scope.revision,
        "published_at": scope.published.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "method": METHOD_VERSION,
        "complete_from": scope.complete_from,
        "evidence_through": scope.evidence_through,
        "earliest": FIRST_DAY,
        "boundaries": volume.vintage and f"/v1/boundaries/{volume.vintage.name}/{scope.layer}",
        "designators": designated.named(session, scope.revision),
        "columns": COLUMNS,
    }


def _line(course: Course) -> bytes:
    shown = {
        "about": list(course.about.values()),
        "from": list(chain.from_iterable(course.standings)),
        "designations": [(key, span.start, span.until) for key, span in course.designations],
    }
    return orjson.dumps(shown)


def _parted(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with a comma between two, some hundred in a piece."""
    rest, between = iter(lines), b""
    while some := list(islice(rest, PIECE)):
        yield between + b",\n".join(some)
        between = b",\n"
