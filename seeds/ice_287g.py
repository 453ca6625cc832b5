"""ICE's workbooks into the record: editions, agencies, agreements, and every row that was not placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from api.intake.ice_287g import Row, Verdict
from api.rules.gazetteer import Gazetteer
from api.rules.matching import Placed, Unplaced
from api.rules.names import fold
from api.rules.refusals import BadInput
from seeds import shapes, tables
from seeds.ice_agreements import agency_rows, agreement_rows
from seeds.ice_gazetteer import read_gazetteer
from seeds.ice_publications import Publication, beside_neighbours, publication_row, read_publication, source_row
from seeds.ice_strands import strands_of

FOLDER = "ice-287g"
# Agencies that are bodies of their own, and the special jurisdiction minted for them by hand.
BODIES = f"{FOLDER}/bodies.csv"
PENDING_COLUMNS = (
    *("key", "agency", "name", "kind", "state", "jurisdiction", "county_as_printed", "match_method"),
    *("model", "publication", "as_printed"),
)


class LostPublications(BadInput):
    """A run that would drop editions which the record already holds."""

    title = "Editions would be lost"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"The record holds editions that were not given: {', '.join(names)}.",
            field="file",
            fix="Give these files too; the agreements' first and last listings need every edition.",
        )


@dataclass(frozen=True)
class Report:
    """What a run read and would change, counted by edition and verdict."""

    publications: tuple[Publication, ...]
    counts: dict[str, Counter[str]]
    held: Counter[str]
    methods: Counter[str]
    agencies: int
    agreements: int
    changed: tuple[str, ...]
    lost: tuple[str, ...] = ()
    repeated: tuple[str, ...] = field(default=())

    def table(self) -> str:
        """The counts as a table for people."""
        verdicts = [str(verdict) for verdict in Verdict]
        lines = [f"{'edition':<26}{'rows':>7}" + "".join(f"{verdict:>11}" for verdict in verdicts)]
        for publication in self.publications:
            counts = self.counts[publication.key]
            lines.append(
                f"{publication.key:<26}{publication.rows:>7}" + "".join(f"{counts[verdict]:>11}" for verdict in verdicts)
            )
            lines += [f"    {note}" for note in publication.notes]
        lines += [f"newest edition, not placed: {reason} {count}" for reason, count in sorted(self.held.items())]
        lines += [f"newest edition, placed by {method}: {count}" for method, count in sorted(self.methods.items())]
        lines += [f"{self.agencies:,} agencies, {self.agreements:,} agreements"]
        lines += [f"given twice, read once: {name}" for name in self.repeated]
        lines += [f"held by the record, not given: {name}" for name in self.lost]
        lines += [f"changed: {name}" for name in self.changed] or ["changed: nothing"]
        return "\n".join(lines)


def run(
    files: Sequence[Path], record_dir: Path, dry_run: bool = False, on_file: Callable[[Path], None] | None = None
) -> Report:
    """Reads workbooks of any list and order and writes what they say into the record's folder."""
    gazetteer = read_gazetteer(record_dir)
    publications, repeated = _read(files, gazetteer, on_file)
    texts = _texts(publications, gazetteer, {row["agency"]: row["jurisdiction"] for row in tables.read(record_dir / BODIES)})
    lost = _lost(publications, record_dir)
    changed = tuple(name for name, text in texts.items() if _differs(record_dir / name, text))
    if not dry_run:
        if lost:
            raise LostPublications(lost)
        for name in changed:
            _write(record_dir / name, texts[name])
    return _report(publications, texts, changed=changed, lost=lost, repeated=repeated)


def _read(
    files: Sequence[Path], gazetteer: Gazetteer, on_file: Callable[[Path], None] | None
) -> tuple[list[Publication], tuple[str, ...]]:
    """The editions in order of their days; a file given twice is read once, two files of one day are refused."""
    found: dict[str, Publication] = {}
    repeated = []
    for path in files:
        publication = read_publication(path, gazetteer)
        if on_file:
            on_file(path)
        other = found.get(publication.key)
        if other and other.sha256 != publication.sha256:
            raise BadInput(f"{path.name} and {other.file_name} are both the list of {publication.key}.", field="file")
        if other:
            repeated.append(path.name)
        found[publication.key] = publication
    return beside_neighbours(list(found.values())), tuple(repeated)


def _texts(publications: list[Publication], gazetteer: Gazetteer, bodies: Mapping[str, str]) -> dict[str, str]:
    """Every file that the editions make, by its name in the record's folder; `bodies` are agencies with a jurisdiction of their own."""
    listed = [publication for publication in publications if publication.list != "pending"]
    pending = [publication for publication in publications if publication.list == "pending"]
    strands = strands_of(listed)
    agencies = {who: row | {"jurisdiction": bodies.get(row["key"], row["jurisdiction"])} for who, row in agency_rows(strands, gazetteer).items()}
    agreements = agreement_rows(strands, agencies, [publication.published for publication in listed])
    placed_rows = {id(entry.row) for strand in strands if strand.placed for entry in strand.entries}
    held = _held_rows([*listed, *pending[-1:]], placed_rows)
    return {
        f"{FOLDER}/publications.csv": _csv("publication", [publication_row(p) for p in publications]),
        f"{FOLDER}/agencies.csv": _csv("agency", list(agencies.values())),
        f"{FOLDER}/agreements.csv": _csv("agreement", agreements),
        f"{FOLDER}/unplaced.csv": tables.render(shapes.COLUMNS["held_row"], held),
        f"{FOLDER}/pending.csv": tables.render(PENDING_COLUMNS, _pending_rows(pending[-1:], gazetteer)),
        "sources/ice.csv": _csv("source", [source_row(p) for p in publications]),
    }


def _csv(noun: str, rows: list[dict[str, str]]) -> str:
    return tables.render(shapes.COLUMNS[noun], sorted(rows, key=lambda row: row["key"]))


def _held_rows(publications: list[Publication], placed: set[int]) -> list[dict[str, str]]:
    """The unplaced rows of the newest participating and pending lists, and of older ones one for each agency."""
    newest = {max((p.published, p.key) for p in publications if p.list == kind) for kind in {p.list for p in publications} - {"web"}}
    seen: set[tuple[str, str]] = set()
    held = []
    for publication in sorted(publications, key=lambda p: p.published, reverse=True):
        whole = (publication.published, publication.key) in newest
        for row in publication.listing.listed:
            if not isinstance(row.found, Unplaced) or id(row) in placed:
                continue
            named = (row.state or row.state_text, fold(row.agency))
            if whole or named not in seen:
                held.append(_held_row(publication, row, row.found))
            seen.add(named)
    return sorted(held, key=lambda row: f"{row['publication']}#{int(row['row']):05d}")


def _held_row(publication: Publication, row: Row, found: Unplaced) -> dict[str, str]:
    return {
        "publication": publication.key,
        "row": str(row.number),
        "state": row.state or row.state_text,
        "agency": row.agency,
        "type": row.type,
        "county": row.county,
        "model": row.model or row.model_text,
        "signed": row.signed.day,
        "reason": str(found.reason),
        "candidates": ";".join(found.candidates),
    }


def _pending_rows(publications: list[Publication], gazetteer: Gazetteer) -> list[dict[str, str]]:
    """The placed applicants of the newest list of applicants; an application is no agreement."""
    rows = []
    for publication in publications:
        for strand in strands_of([publication]):
            if not strand.placed:
                continue
            agency = agency_rows([strand], gazetteer)[strand.identity]
            rows.append(
                {name: agency[name] for name in PENDING_COLUMNS if name in agency}
                | {
                    "key": f"{agency['key']}-{strand.model.lower()}",
                    "agency": agency["key"],
                    "model": strand.model,
                    "publication": publication.key,
                    "as_printed": strand.in_order[-1].row.as_printed,
                }
            )
    return sorted(rows, key=lambda row: row["key"])


def _lost(publications: list[Publication], record_dir: Path) -> tuple[str, ...]:
    given = {publication.key for publication in publications}
    rows = tables.read(record_dir / FOLDER / "publications.csv")
    return tuple(row["file_name"] for row in rows if row["key"] not in given)


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


def _write(path: Path, text: str) -> None:
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def _report(
    publications: list[Publication],
    texts: Mapping[str, str],
    *,
    changed: tuple[str, ...],
    lost: tuple[str, ...],
    repeated: tuple[str, ...],
) -> Report:
    listed = [publication for publication in publications if publication.list != "pending"]
    newest = listed[-1].listing.listed if listed else ()
    return Report(
        publications=tuple(publications),
        counts={p.key: Counter(str(verdict) for verdict in p.listing.counts.elements()) for p in publications},
        held=Counter(str(row.found.reason) for row in newest if isinstance(row.found, Unplaced)),
        methods=Counter(str(row.found.method) for row in newest if isinstance(row.found, Placed)),
        agencies=texts[f"{FOLDER}/agencies.csv"].count("\n") - 1,
        agreements=texts[f"{FOLDER}/agreements.csv"].count("\n") - 1,
        changed=changed,
        lost=lost,
        repeated=repeated,
    )
