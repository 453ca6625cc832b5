"""One proposal: what it changes field by field, what stands against it, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from api.auth import asking, guarded
from api.db import db
from api.errors import STATUS
from api.intake.typed import sources_named
from api.ledger import catalogue, references, soundness, stale, versions
from api.ledger import proposals as ledger
from api.models import Proposal
from api.pages.desk.blueprint import desk
from api.pages.desk.field_words import label_of, told_differences
from api.pages.desk.record import title_of
from api.rules.entry_fields import EDITABLE
from api.rules.numbers import number_of
from api.rules.refusals import BadInput, Conflict, MissingSource, NotAllowed, Refusal

Plain = dict[str, Any]
SHOWN = 50
# The first words of what is settled, and where at the desk it is.
_SETTLED = {"correction": "/desk/corrections/", "held_row": "/desk/held-rows?q="}


@desk.get("/proposals/<int(max=999999999):id>")
@guarded("read")
def proposal(id: int) -> str:
    """Show a proposal."""
    return _page(db.session, id)


@desk.post("/proposals/<int(max=999999999):id>/hand-over")
@guarded("propose")
def hand_over(id: int) -> Answer:
    """Give a draft to the reviewers."""
    return _do(id, lambda session, version: ledger.amend(session, asking(), id, version=version, state="proposed"))


@desk.post("/proposals/<int(max=999999999):id>/drop")
@guarded("propose")
def drop(id: int) -> Answer:
    """Take one entry out of a proposal."""
    entry = (request.form.get("noun", ""), request.form.get("key", ""))
    return _do(id, lambda session, version: ledger.amend(session, asking(), id, version=version, drop=[entry]))


@desk.post("/proposals/<int(max=999999999):id>/withdraw")
@guarded("propose")
def withdraw(id: int) -> Answer:
    """Close a proposal unpublished."""
    return _do(id, lambda session, version: ledger.withdraw(session, asking(), id, version=version, answer=request.form.get("answer")))


@desk.post("/proposals/<int(max=999999999):id>/publish")
@guarded("publish")
def publish(id: int) -> Answer:
    """Write a proposal into the record."""
    return _do(id, lambda session, version: ledger.publish(session, asking(), id, version=version, alone=_alone()))


def _do(id: int, deed: Callable[[Session, int], object]) -> Answer:
    """Do it and show the proposal again; what is refused is told on its page, as it stands now."""
    version = number_of(request.form.get("version", "")) or 0
    try:
        with db.writing() as session:
            deed(session, version)
    except (BadInput, Conflict, MissingSource, NotAllowed) as refusal:
        status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
        return make_response(_page(db.session, id, refusal), status)
    return redirect(url_for("desk.proposal", id=id), 303)


def _alone() -> bool:
    return bool(current_app.config["SETTINGS"].team_of_one)


def _page(session: Session, id: int, refused: Refusal | None = None) -> str:
    found, who = ledger.get(session, id), asking()
    is_open, mine = found.state in ledger.OPEN, found.curator_id == who.id
    keys = [(noun, key) for noun, items in found.entries.items() for key in items]
    first = max(request.args.get("from", 0, type=int), 0)
    changed = stale.changed_since(session, found.bases) if is_open else []
    return render_template(
        "desk/proposal.html",
        proposal=found,
        people=catalogue.people(session, {id for id in (found.curator_id, found.reviewer_id) if id}),
        entries=[_entry(session, found, noun, key) for noun, key in keys[first : first + SHOWN]],
        total=len(keys),
        onward=first + SHOWN if first + SHOWN < len(keys) else None,
        sources=_sources(session, found),
        settles=[(words, _SETTLED[words.partition(":")[0]] + words.partition(":")[2] if words.partition(":")[0] in _SETTLED else None) for words in found.settles],
        faults=_faults(session, found) if is_open else [],
        changed=[row | {"labels": [label_of(row["noun"], field["field"]) for field in row["fields"][:8]]} for row in changed],
        open=is_open,
        mine=mine,
        why_not=_why_not(found, who.may("publish"), mine),
        refused=refused,
    )


def _why_not(proposal: Proposal, reviewer: bool, mine: bool) -> str | None:
    """Why this curator does not publish this proposal, if so."""
    if proposal.state == "draft":
        return "It is a draft: its author hands it over first."
    if not reviewer:
        return "A reviewer publishes it."
    return "Whoever proposed does not publish alone: another reviewer publishes it." if mine and not _alone() else None


def _entry(session: Session, proposal: Proposal, noun: str, key: str) -> Plain:
    """One entry of a proposal: what it is, and every field before and after."""
    after, base = proposal.entries[noun][key], proposal.bases.get(noun, {}).get(key)
    before = next((version.entry for version in versions.versions(session, noun, key) if version.digest == base), None) if base else None
    kind = "withdrawn" if after is None else "changed" if base else "added"
    return {"noun": noun, "key": key, "kind": kind, "title": title_of(noun, after or before or {}) or key, "changes": told_differences(noun, before, after)}


def _sources(session: Session, proposal: Proposal) -> list[Plain]:
    """The sources that its entries name, those it brings itself first."""
    cited = {key for noun, items in proposal.entries.items() if noun in EDITABLE for entry in list(items.values())[:SHOWN] if entry for key in sources_named(noun, entry)}
    brought = {key: entry for key, entry in proposal.entries.get("source", {}).items() if entry}
    there = catalogue.sources_of(session, cited - set(brought))
    rows = [{"key": key, "new": True, **{name: entry.get(name) for name in ("title", "publisher", "url", "published", "retrieved")}} for key, entry in list(brought.items())[:SHOWN]]
    return rows + [{"key": key, "new": False, "title": row.title, "publisher": row.publisher, "url": row.url, "published": row.published, "retrieved": row.retrieved} for key, row in sorted(there.items())]


def _faults(session: Session, proposal: Proposal) -> list[Plain]:
    """What keeps a proposal from being published: in its fields, and in what it points at."""
    found = [{"noun": noun, "key": key, "label": label_of(noun, fault.field) if fault.field else "", "detail": fault.detail, "fix": fault.fix} for noun, key, fault in soundness.found(proposal.entries)]
    if found:
        return found[:SHOWN]
    return [{"noun": "", "key": "", "label": "", "detail": refusal.detail, "fix": refusal.fix or ""} for refusal in references.refusals(session, proposal.entries)][:SHOWN]


