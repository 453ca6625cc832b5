"""One record at the desk: its form, what is wrong in it, what became of it meanwhile, and the proposal it becomes."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from api.auth import asking, guarded
from api.db import db
from api.intake import typed as forms
from api.intake.form_fields import form_of
from api.intake.merging import merge
from api.ledger import catalogue, proposals
from api.models import Proposal
from api.pages.desk import edit as edits
from api.pages.desk.blueprint import desk
from api.pages.desk.edit import Edit
from api.pages.desk.field_words import label_of, timeline, told_differences, value_words
from api.rules.disputes import DISPUTABLE
from api.rules.entry_checks import Fault
from api.rules.numbers import number_of
from api.rules.refusals import BadInput, Busy, Conflict, MissingSource

Answer = str | Response
_KEPT = ("proposed", "draft")
_LEAST_REASON = 3


@desk.get("/records/<noun>/new")
@guarded("propose")
def new_record(noun: str) -> Answer:
    """Show the empty form of a noun."""
    return _form(db.session, _answering(edits.begun(db.session, noun, request.args)))


@desk.post("/records/<noun>/new")
@guarded("propose")
def add_record(noun: str) -> Answer:
    """Do what the form of a new record asks."""
    return _act(noun, None)


@desk.get("/records/<noun>/<path:key>", merge_slashes=False)
@guarded("read")
def record(noun: str, key: str) -> Answer:
    """Show the form of a record, as it stands or as an open proposal of one's own would have it."""
    return _form(db.session, _answering(edits.opened(db.session, noun, key, _own(db.session, request.args.get("proposal", "")))))


@desk.post("/records/<noun>/<path:key>", merge_slashes=False)
@guarded("propose")
def edit_record(noun: str, key: str) -> Answer:
    """Do what the form of a record asks."""
    return _act(noun, key)


def _answering(edit: Edit) -> Edit:
    """The edit with the correction that the address says it answers."""
    edit.settles = edits.settling(request.args.get("settles", ""))
    return edit


def _act(noun: str, key: str | None) -> Answer:
    form = request.form.to_dict(flat=False)
    session = db.session
    act, _, path = edits.one(form, "act").partition(":")
    edit = edits.sent(session, noun, key, form, _own(session, edits.one(form, "into").partition(".")[0]))
    if act == "withdraw":
        return _withdrawn(edit)
    if act == "add":
        edit.at = forms.add(edit.fields, edit.typed, path)
        edit.faults = []
    elif act == "remove":
        forms.remove(edit.fields, edit.typed, path)
        edit.faults = []
    elif act == "merge":
        edits.merged(edit, {name.removeprefix("keep."): values[0] for name, values in form.items() if name.startswith("keep.")})
    else:
        edits.check(session, edit)
        if act in _KEPT and len(edit.reason.strip()) < _LEAST_REASON:
            edit.faults.append(Fault("reason", "A change needs a reason.", "Say in a sentence why; the public reads it."))
        unread = any(fault.field in ("key", "reason") for fault in edit.faults) if act == "draft" else bool(edit.faults)
        if act in _KEPT and not unread and not (edit.overtaken and not edit.new):
            return _kept(edit, act, edit.entry)
    return _form(session, edit)


def _withdrawn(edit: Edit) -> Answer:
    """Propose a withdrawal; its form sends no fields, so that the record is shown as it stands where it is refused."""
    shown = edits.opened(db.session, edit.noun, edit.key, None)
    shown.base, shown.reason, shown.settles = edit.base, edit.reason, edit.settles
    return _kept(shown, "proposed", None)


def _kept(edit: Edit, state: str, entry: dict[str, Any] | None) -> Answer:
    """Keep an edit as a proposal, and go there; what the ledger refuses is told above the form."""
    who = asking()
    entries: dict[str, Any] = {edit.noun: {edit.key: entry}}
    bases: dict[str, Any] = {edit.noun: {edit.key: edit.base}}
    for key, source in (edit.sources if entry is not None else {}).items():
        entries.setdefault("source", {})[key] = source
        bases.setdefault("source", {})[key] = None
    number, _, version = edit.chosen.partition(".")
    settles = [edit.settles] if edit.settles else []
    try:
        with db.writing() as session:
            if number.isdigit() and version.isdigit():
                kept = proposals.amend(session, who, int(number), version=int(version), entries=entries, bases=bases, reason=edit.reason, state=state, settles=settles)
            else:
                kept = proposals.propose(session, who, entries=entries, bases=bases, reason=edit.reason, state=state, settles=settles)
            id = kept.id
    except (BadInput, Busy, MissingSource, Conflict) as refusal:
        edit.faults = [*edit.faults, Fault(refusal.field or "", refusal.detail, refusal.fix or "")]
        return _form(db.session, edit)
    return redirect(url_for("desk.proposal", id=id), 303)


def _own(session: Session, number: str) -> Proposal | None:
    """An open proposal of the curator who asks, by its number."""
    id = number_of(number)
    found = None if id is None else session.get(Proposal, id)
    return found if found and found.state in proposals.OPEN and found.curator_id == asking().id else None


def _form(session: Session, edit: Edit) -> str:
    who = asking()
    entry, _ = forms.read(edit.noun, forms.without_blanks(edit.fields, edit.typed), edit.was)
    pointed: dict[str, set[str]] = {}
    for _, target, key in forms.pointers(edit.fields, edit.typed):
        pointed.setdefault(target, set()).add(key)
    cited = catalogue.sources_of(session, pointed.get("source", set()))
    drafts = [row for row in proposals.listing(session) if row.curator_id == who.id and row.state in proposals.OPEN]
    return render_template(
        "desk/record.html",
        edit=edit,
        title=title_of(edit.noun, entry) or edit.key,
        names={target: catalogue.names_of(session, target, keys) for target, keys in pointed.items()},
        cited=cited,
        sources=catalogue.source_keys(session, {*cited, *(item["key"] for item in edit.typed.get("new_sources", ()))}, entry),
        quotes=_quotes(entry),
        timeline=timeline(edit.noun, entry),
        conflict=_conflict(edit) if edit.overtaken and not edit.new else [],
        drafts=drafts,
        disputable=DISPUTABLE,
        paths=_paths(edit),
    )


def title_of(noun: str, entry: dict[str, Any]) -> str:
    """What an entry is called."""
    return next((str(entry[name]) for name in ("title", "name", "question", "name_as_printed", "agency") if entry.get(name)), "")


def _paths(edit: Edit) -> set[str]:
    """The paths that a field of the form stands at, so that faults elsewhere are told above it."""
    return {name for name, _ in forms.as_form(edit.fields, edit.typed)} | {item.name for item in edit.fields} | {"key", "reason"}


def _quotes(entry: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Where in each source and in which words, over the whole entry."""
    found: dict[str, list[tuple[str, str]]] = {}
    for item in (entry, *(entry.get("clauses") or ())):
        for citation in item.get("citations") or ():
            said = (citation.get("locator") or "", citation.get("quote") or "")
            if any(said) and said not in found.setdefault(citation["source"] or "", []):
                found[citation["source"] or ""].append(said)
    return found


def _conflict(edit: Edit) -> list[dict[str, Any]]:
    """Field by field: what it was, what stands now, what is typed; where the two edits meet, what differs between them."""
    fields, now = form_of(edit.noun), edit.now.entry if edit.now else {}
    typed = forms.without_blanks(edit.fields, edit.typed)
    mine, _ = forms.read(edit.noun, typed, edit.was)
    before, after = forms.typed_of(fields, edit.was or {}), forms.typed_of(fields, now)
    rows = []
    for field in fields:
        was, theirs, own = (version[field.name] for version in (before, after, typed))
        if was == theirs == own:
            continue
        clash = merge(field, was=was, theirs=theirs, mine=own).clash
        said = {name: value_words(edit.noun, field.name, (version or {}).get(field.name)) for name, version in (("was", edit.was), ("theirs", now), ("mine", mine))}
        differs = told_differences(edit.noun, {field.name: now.get(field.name)}, {field.name: mine.get(field.name)}) if clash and field.parts else []
        rows.append({"name": field.name, "label": label_of(edit.noun, field.name), "both": clash, "differs": differs, **said})
    return rows
