"""An uploaded table against the record: what the record knows of the names in it, the verdicts, and the one proposal they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from api.forms import tables
from api.intake import bulk
from api.intake.bulk_agencies import Agencies
from api.intake.bulk_columns import ColumnMap
from api.intake.bulk_files import read_grid
from api.intake.bulk_grid import Grid, Point
from api.intake.bulk_places import Places
from api.intake.bulk_sources import Sources
from api.ledger import bulk_reads, proposals, versions
from api.ledger.curators import Who
from api.models import Proposal
from api.rules.refusals import BadInput, NotReady
from api.schemas.bulk import VerdictSchema
from api.schemas.columns import columns
from api.vintage import Vintage

Plain = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """A file as it was read, the map of its columns, and the verdicts."""

    grid: Grid
    columns: ColumnMap
    result: bulk.Result

    def as_plain(self, noun: str) -> Plain:
        """The verdicts as they are shown."""
        return {
            "noun": noun,
            "form": self.grid.form,
            "remarks": self.grid.remarks,
            "columns": self.columns.columns,
            "unmapped": self.columns.unmapped,
            "counts": self.result.counts,
            "rows": [row(one) for one in self.result.verdicts],
        }

    def csv(self) -> bytes:
        """The verdicts as CSV, one line a row of the file."""
        shown = columns(VerdictSchema)
        return tables.header(shown, ()) + tables.lines([row(one) for one in self.result.verdicts], shown, ())


def row(one: bulk.Judged) -> Plain:
    """One verdict as it is shown."""
    return asdict(one) | {"verdict": str(one.verdict)}


def judge(session: Session, noun: str, name: str, data: bytes, *, wanted: Mapping[str, str] | None, placed: Mapping[int, str], vintages: Path) -> Judged:
    """Read a file and judge each of its rows against the record as it stands; nothing is written."""
    grid = read_grid(name, data)
    mapped = ColumnMap.read(noun, grid.columns, wanted)
    return Judged(grid, mapped, bulk.judge(noun, grid, mapped, known(session, vintages), placed))


def known(session: Session, vintages: Path) -> bulk.Known:
    """What the record knows that a table can name."""
    every = bulk_reads.jurisdictions(session)
    slugs = {id: slug for id, slug, _, _ in every}
    sources = bulk_reads.sources(session)
    return bulk.Known(
        places=Places({id: id for id in slugs} | {slug: id for id, slug in slugs.items()}, bulk_reads.gazetteers(session), _at(vintages)),
        names={id: name if name == slug or len(id) == 2 else f"{name}, {state}" for id, slug, name, state in every},
        slugs=slugs,
        agencies=Agencies(bulk_reads.agencies(session)),
        sources=Sources(frozenset(key for key, _ in sources), {url: key for key, url in reversed(sources)}),
        entries=partial(versions.standing, session),
    )


def propose(session: Session, who: Who, judged: Judged, *, reason: str) -> Proposal:
    """Make one proposal of every accepted row; raises BadInput where there is none."""
    if not judged.result.entries:
        raise BadInput("No row of the file changes the record.", field="file", fix="Look at the verdicts; mend the rows that are held or refused.")
    return proposals.propose(session, who, entries=judged.result.entries, reason=reason)


def _at(vintages: Path) -> Callable[[Point], Sequence[str]] | None:
    """Who lies at a point, by the outlines in use; nothing where none are built."""
    try:
        land = Vintage.current(vintages)
    except NotReady:
        return None
    places = Vintage.places(vintages)

    def at(point: Point) -> list[str]:
        lon, lat = point
        counties = land.areas_at("counties", lon=lon, lat=lat)
        return [*counties, *sorted({county[:2] for county in counties}), *(places.areas_at("places", lon=lon, lat=lat) if places else ())]

    return at
