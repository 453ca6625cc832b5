"""One edit of one record at the desk: what it was made from, what was typed, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from api.intake import typed as forms
from api.intake.form_fields import FormField, form_of
from api.intake.merging import merge
from api.intake.typed import Form, Typed
from api.ledger import catalogue, versions
from api.ledger.versions import Version
from api.models import Proposal
from api.rules.entry_checks import Fault, faults
from api.rules.entry_field import EntryField, key_of
from api.rules.entry_fields import EDITABLE
from api.rules.entry_keys import made_key
from api.rules.refusals import UnknownRecord

Plain = dict[str, Any]
KEY = FormField(key_of("key", "Key", None, "Small letters, digits and hyphens, such as tx-austin-statesman-2026-06-01; it stays for good."), ())
NEW_SOURCES = FormField(EntryField("new_sources", "new_sources", False, "New sources", "Proposed together with this record."), (KEY, *form_of("source")))


@dataclass
class Edit:
    """What a curator does to one record; `base` is the fingerprint of the entry it was made from, null for a new one.

    `settles` is the correction that it answers, as `correction:12`; empty: none.
    """

    noun: str
    key: str
    typed: Typed
    base: str | None
    was: Plain | None
    now: Version | None
    new: bool = False
    typed_key: str = ""
    reason: str = ""
    proposal: Proposal | None = None
    chosen: str = ""
    faults: list[Fault] = field(default_factory=list)
    at: str | None = None
    entry: Plain = field(default_factory=dict)
    sources: dict[str, Plain] = field(default_factory=dict)
    settles: str = ""

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The fields of its form: those of the record, and new sources."""
        return fields_of(self.noun)

    @property
    def overtaken(self) -> bool:
        """Whether the record was changed by someone else since."""
        return (self.now.digest if self.now else None) != self.base

    def faults_at(self, path: str) -> list[Fault]:
        """What is wrong with one field."""
        return [fault for fault in self.faults if fault.field == path or (fault.field.startswith(f"{path}[") and fault.field.endswith("]"))]


def settling(text: str) -> str:
    """The correction that an edit answers, where an address or a form names one."""
    return text if re.fullmatch(r"correction:[0-9]{1,9}", text) else ""


def fields_of(noun: str) -> tuple[FormField, ...]:
    """The form of a noun, with room for new sources."""
    if noun not in EDITABLE:
        raise UnknownRecord("noun edited by hand", noun)
    return form_of(noun) if noun == "source" else (*form_of(noun), NEW_SOURCES)


def begun(session: Session, noun: str, given: Mapping[str, str]) -> Edit:
    """A new record, filled in as far as the address says."""
    typed = forms.typed_of(fields_of(noun), {})
    for name, value in given.items():
        if isinstance(typed.get(name), str):
            typed[name] = value[:200]
    body = catalogue.body(session, given.get("jurisdiction", "")) if given.get("jurisdiction") else None
    if body is not None:
        typed |= {name: value for name, value in (("jurisdiction", body.key), ("geoid", body.key), ("state", body.state)) if name in typed}
    return Edit(noun, "", typed, None, None, None, new=True)


def opened(session: Session, noun: str, key: str, proposal: Proposal | None) -> Edit:
    """A record as it stands, or as an open proposal would have it; raises UnknownRecord."""
    fields, now = fields_of(noun), versions.current(session, noun, key)
    proposed = proposal.entries.get(noun, {}).get(key) if proposal else None
    if now is None and proposed is None:
        raise UnknownRecord(noun, key)
    if proposal is None or proposed is None:
        return Edit(noun, key, forms.typed_of(fields, now.entry if now else {}), now.digest if now else None, now.entry if now else None, now, reason=proposal.reason if proposal else "", proposal=proposal)
    base = proposal.bases.get(noun, {}).get(key)
    typed = forms.typed_of(fields, proposed)
    if noun != "source":
        typed["new_sources"] = [forms.typed_of(NEW_SOURCES.parts, {"key": name, **entry}) for name, entry in proposal.entries.get("source", {}).items() if entry and proposal.bases.get("source", {}).get(name) is None]
    return Edit(noun, key, typed, base, _was(session, noun, key, base), now, reason=proposal.reason, proposal=proposal)


def sent(session: Session, noun: str, key: str | None, form: Form, proposal: Proposal | None) -> Edit:
    """What a form sends back."""
    fields = fields_of(noun)
    typed = forms.posted(fields, form)
    base = one(form, "base") or None
    entry, unread = forms.read(noun, forms.without_blanks(fields, typed), None)
    named = key or made_key(noun, entry) or one(form, "key").strip() or suggested(session, noun, entry)
    now = versions.current(session, noun, named) if named else None
    return Edit(noun, named, typed, base, _was(session, noun, named, base), now, new=key is None, typed_key=one(form, "key"), reason=one(form, "reason"), proposal=proposal, chosen=one(form, "into"), faults=unread, settles=settling(one(form, "settles")))


def one(form: Form, name: str) -> str:
    """The value of a field that is sent once."""
    return next(iter(form.get(name, ())), "")


def _was(session: Session, noun: str, key: str, base: str | None) -> Plain | None:
    """The version that an edit was made from."""
    found = versions.versions(session, noun, key) if base and key else []
    return next((version.entry for version in found if version.digest == base), None)


def check(session: Session, edit: Edit) -> None:
    """Read what was typed into entries, and find everything wrong with them; parts left empty are let go."""
    edit.typed = forms.without_blanks(edit.fields, edit.typed)
    edit.entry, edit.faults = forms.read(edit.noun, edit.typed, edit.was)
    edit.sources, more = _new_sources(edit.typed.get("new_sources", ()))
    edit.faults += more
    _cite(edit)
    unread = {fault.field for fault in edit.faults}
    edit.faults += [fault for fault in faults(edit.noun, edit.key, edit.entry) if fault.field not in unread]
    edit.faults += _dangling(session, edit)
    if edit.new and edit.now is not None and edit.base is None:
        edit.faults.append(Fault("key", f"There is a {edit.noun.replace('_', ' ')} of the key {edit.key} already.", "Give another key, or edit that one."))


def _new_sources(items: Sequence[Typed]) -> tuple[dict[str, Plain], list[Fault]]:
    """The sources typed beside a record, by key, with their faults at the paths of this form."""
    found: dict[str, Plain] = {}
    wrong: list[Fault] = []
    for number, item in enumerate(items):
        entry, unread = forms.read("source", {name: value for name, value in item.items() if name != "key"})
        key = item["key"].strip()
        found[key] = entry
        wrong += [replace(fault, field=f"new_sources[{number}].{fault.field}") for fault in (*unread, *faults("source", key, entry))]
    return found, wrong


def _cite(edit: Edit) -> None:
    """A new source that nothing of the record names is what the record rests on: cite it, also in what is shown."""
    if "citations" not in {field.name for field in edit.fields}:
        return
    pointed = {key for _, target, key in forms.pointers(edit.fields, edit.typed) if target == "source"}
    for key in (key for key in edit.sources if key and key not in pointed):
        edit.typed["citations"].append({"source": key, "locator": "", "quote": ""})
        edit.entry["citations"] = [*(edit.entry.get("citations") or ()), {"source": key, "locator": None, "quote": None}]


def _dangling(session: Session, edit: Edit) -> list[Fault]:
    """Keys that lead nowhere, told beside their fields."""
    wanted: dict[str, dict[str, list[str]]] = {}
    for path, target, key in forms.pointers(edit.fields, edit.typed):
        wanted.setdefault(target, {}).setdefault(key, []).append(path)
    found = []
    for target, keys in wanted.items():
        held = catalogue.held(session, target, keys) | (set(edit.sources) if target == "source" else set()) | ({edit.key} if target == edit.noun else set())
        if edit.proposal:
            held |= {key for key, entry in edit.proposal.entries.get(target, {}).items() if entry is not None}
        found += [Fault(path, f"There is no {target} of the key {key[:60]!r}.", f"Look for it among the records, or add the {target}.") for key in keys if key not in held for path in keys[key]]
    return found


def suggested(session: Session, noun: str, entry: Mapping[str, Any]) -> str:
    """A key for a new record whose key is free, from what it says."""
    body = catalogue.body(session, entry.get("jurisdiction") or entry.get("geoid") or "")
    day = next((entry[name][:4] for name in ("effective", "adopted", "signed", "listed_on", "date", "published", "since") if entry.get(name)), "")
    if noun == "agreement":
        return forms.slug(f"{entry.get('agency') or ''} {entry.get('model') or ''}")
    words = {
        "policy": (body.slug if body else "", entry.get("instrument"), entry.get("number"), day),
        "designation": (entry.get("designator"), entry.get("listed_on"), body.slug if body else ""),
        "agency": (entry.get("state"), entry.get("name")),
        "state_law": (entry.get("state"), entry.get("name")),
    }.get(noun, (entry.get("title") or entry.get("question"), day))
    return _free(session, noun, forms.slug(" ".join(str(word) for word in words if word)))


def _free(session: Session, noun: str, key: str) -> str:
    """A key that nothing bears or bore, numbered where it must be."""
    numbered = (key, *(f"{key}-{number}" for number in range(2, 100)))
    return next((name for name in numbered if not versions.versions(session, noun, name)), key) if key else ""


def merged(edit: Edit, keep: Mapping[str, str]) -> None:
    """Go on from what stands now, with one's own fields kept but where the other is chosen."""
    fields = form_of(edit.noun)
    edit.typed = forms.without_blanks(edit.fields, edit.typed)
    was, theirs = forms.typed_of(fields, edit.was or {}), forms.typed_of(fields, edit.now.entry if edit.now else {})
    for item in fields:
        name = item.name
        edit.typed[name] = merge(item, was=was[name], theirs=theirs[name], mine=edit.typed[name], theirs_wins=keep.get(name) == "theirs").value
    edit.base, edit.was = (edit.now.digest, edit.now.entry) if edit.now else (None, None)
