"""Change sets beside the record: proposed by one curator, published as a revision by another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.ledger import after_publish, references, stale
from api.ledger.curators import Who, now
from api.ledger.deeds import note
from api.ledger.nouns import NOUNS, Entry, complete
from api.ledger.revisions import ChangeSet, lock
from api.ledger.revisions import publish as write
from api.ledger.soundness import shaped, sound
from api.models import Curator, Proposal
from api.rules.refusals import AlreadyDecided, BadInput, Conflict, NotAllowed, OwnProposal, StaleEdit, UnknownRecord

Plain = dict[str, Any]
Entries = Mapping[str, Mapping[str, Entry | None]]
Bases = Mapping[str, Mapping[str, str | None]]
OPEN = ("draft", "proposed")
MOST_ENTRIES = 10_000
# What the databases can count to.
_LAST = 2**31 - 1


def propose(
    session: Session,
    who: Who,
    *,
    entries: Entries,
    bases: Bases | None = None,
    reason: str,
    state: str = "proposed",
    settles: Sequence[str] = (),
    reverts: int | None = None,
) -> Proposal:
    """Keep a change set beside the record; `bases` are the fingerprints of what it replaces, by default of what stands now."""
    whole = _whole(entries)
    moment = now()
    proposal = Proposal(
        state=_state(state),
        version=1,
        reason=_reason(reason),
        entries=whole,
        bases=stale.current_bases(session, whole) | {noun: dict(items) for noun, items in (bases or {}).items()},
        settles=list(settles),
        reverts=reverts,
        curator_id=who.id,
        created_at=moment,
        updated_at=moment,
    )
    _check(session, proposal)
    session.add(proposal)
    session.flush()
    note(session, who.id, "proposed", f"proposal:{proposal.id}", reason=proposal.reason, state=proposal.state, entries=_named(whole))
    return proposal


def amend(
    session: Session,
    who: Who,
    id: int,
    *,
    version: int,
    entries: Entries | None = None,
    bases: Bases | None = None,
    drop: Sequence[tuple[str, str]] = (),
    reason: str | None = None,
    state: str | None = None,
    settles: Sequence[str] = (),
) -> Proposal:
    """Change an open proposal of one's own: add or replace entries, drop some, say why anew, hand it over."""
    proposal = _open(session, id, version)
    if proposal.curator_id != who.id:
        raise NotAllowed("Only who proposed it changes a proposal.", field="id", fix="Publish it, withdraw it with an answer, or propose your own.")
    added = _whole(entries or {})
    fresh = stale.current_bases(session, {noun: [key for key in items if key not in proposal.bases.get(noun, {})] for noun, items in added.items()})  # type: ignore[misc]
    proposal.entries = _without(_merged(proposal.entries, added), drop)
    proposal.bases = _without(_merged(_merged(proposal.bases, fresh), bases or {}), drop)
    proposal.settles = [*proposal.settles, *(word for word in settles if word not in proposal.settles)]
    proposal.reason = _reason(reason) if reason is not None else proposal.reason
    proposal.state = _state(state) if state is not None else proposal.state
    _stamp(proposal)
    _check(session, proposal)
    note(session, who.id, "amended", f"proposal:{id}", state=proposal.state, entries=_named(added), dropped=[f"{noun} {key}" for noun, key in drop])
    return proposal


def publish(session: Session, who: Who, id: int, *, version: int, alone: bool) -> Proposal:
    """Write a proposal into the record as the next revision; nobody publishes alone what they proposed, unless the team is of one."""
    lock(session)
    proposal = _open(session, id, version)
    if proposal.state == "draft":
        raise Conflict(f"Proposal {id} is still a draft.", field="state", fix="Its author hands it over first.")
    if proposal.curator_id == who.id and not alone:
        raise OwnProposal("Whoever proposed does not publish alone.", field="id", fix="Ask another reviewer to publish it.")
    stale.refuse(session, proposal.bases)
    sound(proposal.entries)
    author = session.get_one(Curator, proposal.curator_id)
    reviewer = who.name if who.id != author.id else None
    revision = write(session, ChangeSet(proposal.entries), curator=author.name, reviewer=reviewer, reason=proposal.reason)
    proposal.state, proposal.revision, proposal.reviewer_id, proposal.decided_at = "published", revision.number, who.id, revision.published_at
    _stamp(proposal)
    after_publish.settle(session, who, proposal)
    note(session, who.id, "published", f"proposal:{id}", revision=revision.number, reason=proposal.reason)
    return proposal


def withdraw(session: Session, who: Who, id: int, *, version: int, answer: str | None = None) -> Proposal:
    """Close a proposal unpublished: its author at will, a reviewer with an answer."""
    proposal = _open(session, id, version)
    if proposal.curator_id != who.id and not who.may("publish"):
        raise NotAllowed("Only its author or a reviewer withdraws a proposal.", field="id", fix="Ask a reviewer.")
    if proposal.curator_id != who.id and not (answer or "").strip():
        raise BadInput("The author is owed an answer.", field="answer", fix="Say in a sentence why it is not published.")
    proposal.state, proposal.reviewer_id, proposal.decided_at, proposal.answer = "withdrawn", who.id, now(), (answer or "").strip() or None
    _stamp(proposal)
    note(session, who.id, "withdrew", f"proposal:{id}", answer=proposal.answer)
    return proposal


def get(session: Session, id: int) -> Proposal:
    """One proposal; raises UnknownRecord."""
    found = session.get(Proposal, id) if id <= _LAST else None
    if found is None:
        raise UnknownRecord("proposal", str(id))
    return found


def listing(session: Session, state: str | None = None) -> list[Proposal]:
    """The proposals, newest first; of one state, or all."""
    return list(session.scalars(listed(state)))


def listed(state: str | None = None) -> Select[Any]:
    """The question behind a list of proposals."""
    query = select(Proposal).order_by(Proposal.id.desc())
    return query.where(Proposal.state == state) if state else query


def as_row(session: Session, proposal: Proposal) -> Plain:
    """A proposal as curators see it, with the names of its people."""
    ids = {proposal.curator_id, proposal.reviewer_id} - {None}
    names = {row.id: row.name for row in session.execute(select(Curator.id, Curator.name).where(Curator.id.in_(ids)))}
    fields = ("id", "state", "version", "reason", "entries", "bases", "settles", "reverts", "created_at", "updated_at", "decided_at", "answer", "revision")
    people = {"author": names[proposal.curator_id], "reviewer": names.get(proposal.reviewer_id or 0)}
    return {name: getattr(proposal, name) for name in fields} | people


def _open(session: Session, id: int, version: int) -> Proposal:
    """A proposal that can still change, held until the transaction ends; raises StaleEdit where it changed since it was read."""
    proposal = session.get(Proposal, id, with_for_update=True, populate_existing=True) if id <= _LAST else None
    if proposal is None:
        raise UnknownRecord("proposal", str(id))
    if proposal.state not in OPEN:
        raise AlreadyDecided(f"Proposal {id} is {proposal.state}.", field="state", fix="Make a new proposal.", more={"state": proposal.state, "revision": proposal.revision})
    if proposal.version != version:
        fix = "Read the proposal as it stands now, and decide again."
        raise StaleEdit(f"Proposal {id} is at version {proposal.version} now, not {version}.", field="If-Match", fix=fix, more={"version": proposal.version})
    return proposal


def _check(session: Session, proposal: Proposal) -> None:
    """A draft may be incomplete; what is handed over has a source for each claim, and points at nothing that is not there."""
    if not any(proposal.entries.values()):
        raise BadInput("The proposal changes nothing.", field="entries", fix="Name at least one entry.")
    if sum(map(len, proposal.entries.values())) > MOST_ENTRIES:
        raise BadInput(f"A proposal has at most {MOST_ENTRIES:,} entries.", field="entries", fix="Make several.")
    if proposal.state == "proposed":
        stale.refuse(session, proposal.bases)
        sound(proposal.entries)
        references.check(session, proposal.entries)


def _whole(entries: Entries) -> dict[str, dict[str, Any]]:
    for noun in entries:
        if noun not in NOUNS:
            raise UnknownRecord("noun", noun)
    shaped(entries)
    return {noun: {key: complete(NOUNS[noun], entry) if entry is not None else None for key, entry in items.items()} for noun, items in entries.items() if items}


def _merged(one: Mapping[str, Mapping[str, Any]], other: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {noun: {**one.get(noun, {}), **other.get(noun, {})} for noun in {**one, **other}}


def _without(items: Mapping[str, Mapping[str, Any]], drop: Sequence[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    kept = {noun: {key: value for key, value in found.items() if (noun, key) not in drop} for noun, found in items.items()}
    return {noun: found for noun, found in kept.items() if found}


def _stamp(proposal: Proposal) -> None:
    proposal.version += 1
    proposal.updated_at = now()


def _reason(text: str) -> str:
    words = text.strip()
    if not 3 <= len(words) <= 1000:
        raise BadInput("A change needs a reason of 3 to 1,000 characters.", field="reason", fix="Say in a sentence why; the public reads it.")
    return words


def _state(state: str) -> str:
    if state not in OPEN:
        raise BadInput(f"state={state[:40]!r} is not one of draft, proposed.", field="state", fix="Use draft to go on later, proposed to hand it over.")
    return state


def _named(entries: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [f"{noun} {key}" for noun, items in entries.items() for key in items][:100]
