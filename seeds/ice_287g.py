"""ICE's workbooks into the record: into a folder's files at once, or into a database as one revision for each publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.intake.decisions import Decisions, from_row
from api.intake.placing import Placing
from api.intake.printed import from_cells
from api.ledger.asof import resolve
from api.ledger.entries import entries_at
from api.ledger.nouns import NOUNS, complete, digest
from api.ledger.revisions import ChangeSet, publish, refresh_statistics
from api.models import HeldRow, ListedRow, Publication
from api.rules.refusals import BadInput
from seeds import files as record_files
from seeds import journal
from seeds.ice_editions import Edition, read_edition
from seeds.ice_gazetteer import gazetteer_of
from seeds.ice_record import NOUNS as MADE
from seeds.ice_record import Outcome, Plain, compute, ends_in, retrieved_before
from seeds.ice_report import Report, Step

FOLDER = "ice-287g/"
SOURCES = "sources/ice.csv"
Entries = Mapping[str, Mapping[str, Plain]]


class RecordMoved(BadInput):
    """A record to which somebody else published while the lists were read."""

    title = "The record changed meanwhile"

    def __init__(self) -> None:
        super().__init__("The record changed while the lists were read.", field="file", fix="Run the import again; what it has published stays.")


def into_folder(paths: Sequence[Path], root: Path, *, dry_run: bool = False, each: Callable[[Iterable[Path]], Iterable[Path]] = iter) -> Report:
    """Reads workbooks of any list, mix and order into a folder of the record, all of them or, when killed, none."""
    present = record_files.read_record(root)
    placing = Placing(gazetteer_of(present["jurisdiction"]), _decisions(present))
    known = editions_in(present)
    given, refused = _read(each(paths), known)
    outcome = compute([*known, *given], placing, ends_in(present.get("agreement", {})))
    own = {noun: {key: e for key, e in present.get(noun, {}).items() if noun != "source" or e.get("topic") == "ice"} for noun in MADE}
    changes = _differences(own, outcome.entries)
    texts = _texts(outcome, present)
    changed = {name: text for name, text in texts.items() if _on_disk(root / name) != text}
    if not dry_run:
        journal.write_all(root, changed)
    step = Step(tuple(_keys(outcome, given)), None, _counted(own, changes), ())
    return Report(outcome, (step,), tuple(refused), tuple(sorted(changed)))


def _texts(outcome: Outcome, present: Entries) -> dict[str, str | None]:
    """Every file that the editions make, and None for those of editions that are no more, by name."""
    made = record_files.rendered(outcome.entries | {"decision": present.get("decision", {})})
    texts: dict[str, str | None] = {name: text for name, text in made.items() if name.startswith(FOLDER) or name == SOURCES}
    gone = {f"{FOLDER}rows/{entry['publication']}.csv" for entry in present.get("listed_row", {}).values()} - set(texts)
    return texts | dict.fromkeys(gone)


def into_database(session: Session, paths: Sequence[Path], *, dry_run: bool = False, each: Callable[[Iterable[Path]], Iterable[Path]] = iter) -> Report:
    """Reads workbooks into the live record: each new publication is one revision, committed whole before the next."""
    newest = resolve(session).revision
    gazetteer = gazetteer_of(dict(entries_at(session, NOUNS["jurisdiction"], newest)))
    present = _present(session, newest)
    known = editions_in(present)
    given, refused = _read(each(paths), known)
    placing, stated = Placing(gazetteer, _decisions(present)), ends_in(present["agreement"])
    before = compute(known, Placing(gazetteer, _decisions_applied(session, newest)), stated)
    outcome = compute(known, placing, stated)
    steps: list[Step] = []
    for edition in (None, *sorted(given, key=lambda e: (e.published, e.list, e.sha256))):
        if edition:
            known = [*known, edition]
            outcome = compute(known, placing, stated)
        step = _advance(present, before, outcome, edition)
        if step.entries and not dry_run:
            step = _published(session, step, outcome, edition, newest := newest + 1)
        steps += [step] if step.entries or step.kept else []
        before = outcome
    return Report(outcome, tuple(steps), tuple(refused), ())


def _present(session: Session, revision: int) -> dict[str, dict[str, Plain]]:
    return {noun: dict(entries_at(session, NOUNS[noun], revision)) for noun in (*MADE, "decision")}


def _advance(present: dict[str, dict[str, Plain]], before: Outcome, after: Outcome, edition: Edition | None) -> Step:
    """What one publication changes of the present record, which is brought up to date with it; curators' edits stay."""
    changes, kept = merge(present, before.entries, after.entries)
    counted = _counted(present, changes)
    for noun, items in changes.items():
        for key, entry in items.items():
            if entry is None:
                present[noun].pop(key, None)
            else:
                present[noun][key] = entry
    return Step(tuple(_keys(after, [edition] if edition else [])), None, counted, tuple(kept), changes)


def _published(session: Session, step: Step, outcome: Outcome, edition: Edition | None, expected: int) -> Step:
    """One revision, committed; refused if somebody else published since the record was read."""
    # All that was read is plain data by now: only the writing holds other writers up.
    session.rollback()
    session.connection(execution_options={"writing": True})
    reason = "Curators' decisions on rows of ICE's lists"
    if edition:
        title = outcome.entries["source"][f"ice-287g-{step.publications[0]}"]["title"]
        reason = f"{title}, the {edition.list} list of {edition.published}: {len(edition.printed)} rows, SHA-256 {edition.sha256}"
    if publish(session, ChangeSet(step.entries), curator="seeds", reason=reason).number != expected:
        session.rollback()
        raise RecordMoved
    session.commit()
    refresh_statistics(session)
    session.commit()
    return replace(step, revision=expected)


def merge(present: Entries, before: Entries, after: Entries) -> tuple[dict[str, dict[str, Plain | None]], list[str]]:
    """What to change so that the record says what the lists now say, and the edits of curators that are left alone."""
    changes: dict[str, dict[str, Plain | None]] = {}
    kept = []
    for noun in MADE:
        found: dict[str, Plain | None] = {}
        for key in sorted(set(before[noun]) | set(after[noun])):
            new, old, held = (_digest(noun, entries.get(noun, {}).get(key)) for entries in (after, before, present))
            if new in (held, old):
                continue
            if held == old:
                found[key] = after[noun].get(key)
            else:
                kept.append(f"{noun} {key}")
        if found:
            changes[noun] = found
    return changes, kept


def _differences(present: Entries, after: Entries) -> dict[str, dict[str, Plain | None]]:
    """What differs, where nothing but the lists writes."""
    found: dict[str, dict[str, Plain | None]] = {}
    for noun in MADE:
        keys = sorted(set(present.get(noun, {})) | set(after[noun]))
        differing = {key: after[noun].get(key) for key in keys if _digest(noun, after[noun].get(key)) != _digest(noun, present.get(noun, {}).get(key))}
        if differing:
            found[noun] = differing
    return found


def _digest(noun: str, entry: Plain | None) -> str | None:
    return None if entry is None else digest(complete(NOUNS[noun], entry))


def _counted(present: Entries, changes: Mapping[str, Mapping[str, Plain | None]]) -> dict[str, dict[str, list[str]]]:
    """The keys added, changed and withdrawn, by noun."""
    told: dict[str, dict[str, list[str]]] = {}
    for noun, items in changes.items():
        for key, entry in items.items():
            word = "withdrawn" if entry is None else "changed" if key in present.get(noun, {}) else "added"
            told.setdefault(noun, {}).setdefault(word, []).append(key)
    return told


def _read(paths: Iterable[Path], known: Sequence[Edition]) -> tuple[list[Edition], list[str]]:
    """The editions of some files, and why the others were refused; one bad file keeps no good one out."""
    today = datetime.now(UTC).date().isoformat()
    found: dict[tuple[str, str, str], Edition] = {}
    refused = []
    for path in paths:
        try:
            edition = read_edition(path, retrieved=today)
        except BadInput as refusal:
            refused.append(str(refusal))
            continue
        other = found.get(_same(edition))
        if other is None or edition.file_name < other.file_name:
            found[_same(edition)] = edition
    held = {_same(edition) for edition in known}
    return retrieved_before([e for e in found.values() if _same(e) not in held], known), refused


def _same(edition: Edition) -> tuple[str, str, str]:
    return edition.list, edition.published, edition.sha256


def _keys(outcome: Outcome, given: Iterable[Edition]) -> list[str]:
    wanted = {_same(edition) for edition in given}
    return [judged.key for judged in outcome.editions if _same(judged.standed.edition) in wanted]


def editions_in(entries: Entries) -> list[Edition]:
    """The editions that the record holds, with every row as printed."""
    rows: dict[str, list[Any]] = {key: [] for key in entries.get("publication", {})}
    for _, row in sorted(entries.get("listed_row", {}).items()):
        rows[row["publication"]].append(from_cells({name: value if name != "row" else str(value) for name, value in row.items()}))
    return [
        Edition(
            list=entry["list"],
            published=str(entry["published"]),
            file_name=entry["file_name"],
            sha256=entry["sha256"],
            printed=tuple(rows[key]),
            blank=entry.get("blank_rows") or 0,
            retrieved=entries["source"][entry["source"]]["retrieved"],
            notes=tuple(entry.get("remarks") or ()),
        )
        for key, entry in sorted(entries.get("publication", {}).items())
        if rows[key] or not entry["rows"]
    ]


def _decisions(entries: Entries) -> Decisions:
    return Decisions(from_row(entry) for entry in entries.get("decision", {}).values())


def _decisions_applied(session: Session, newest: int) -> Decisions:
    """The decisions as they were when the lists' rows were last judged."""
    last = max(session.scalar(select(func.max(model.rev_from)).where(model.rev_from <= newest)) or 0 for model in (ListedRow, Publication, HeldRow))
    return Decisions(from_row(entry) for _, entry in entries_at(session, NOUNS["decision"], last))


def _on_disk(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
