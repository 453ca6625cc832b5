"""Rows of ICE's lists that wait for a decision, and agencies without a government: settled in bulk as one proposal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Response, redirect, render_template, request
from sqlalchemy.orm import Session

from api.auth import asking, guarded
from api.db import db
from api.intake.decisions import ACTION_WORDS, Action
from api.intake.settling import ACTIONS, Settling, decisions, faults
from api.ledger import held_rows as queue
from api.ledger import tasks
from api.ledger.asof import resolve
from api.ledger.held_rows import Group
from api.pages.desk.blueprint import desk
from api.pages.search import named
from api.rules.agencies import AGENCY_WORDS
from api.rules.matching import REASON_WORDS
from api.rules.refusals import BadInput

Plain = dict[str, Any]
PART = 50
SHORT = {Action.PLACE: "Place", Action.READ: "Read as", Action.OWN: "A body of its own", Action.REFUSE: "Lists no agency"}
# What needs nothing more than the word, and so can be said of many at once.
FOR_ALL = (Action.OWN, Action.REFUSE)
WHAT = {"rows": "Rows in the queue", "agencies": "Agencies without a government"}
WORDS = ("action", "jurisdiction", "read_state", "read_agency", "read_county", "kind", "note")


@dataclass(slots=True)
class Form:
    """What was typed, what of it is to be settled, and what is wrong with it."""

    typed: dict[str, Settling] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)
    faults: dict[tuple[str, str], str] = field(default_factory=dict)
    reason: str = ""
    action_all: str = ""
    note_all: str = ""

    @property
    def said(self) -> list[Settling]:
        """What is to be settled; what a ticked group leaves open is taken from what is said of all."""
        ticked = (self.typed[key] for key in self.chosen)
        return [replace(one, action=one.action or self.action_all, note=one.note or self.note_all) for one in ticked]


@desk.get("/held-rows")
@guarded("read")
def held_rows() -> str:
    """Show the queue, with what is decided and being applied."""
    return _shown(db.session, Form())


@desk.post("/held-rows")
@guarded("propose")
def settle_held_rows() -> Response | tuple[str, int]:
    """Propose what was said of the ticked groups; the form comes back with every fault named, and all that was typed."""
    form = _typed()
    said = form.said
    with db.writing() as session:
        groups = queue.open_groups(session)
        places = queue.governments(session, (one.jurisdiction for one in said))
        form.faults = {(fault.key, fault.field): f"{fault.detail} {fault.fix}" for fault in faults(said, groups, places)}
        if not said:
            form.faults["", "settle"] = "Tick at least one group that is to be settled."
        if len(form.reason) < 3:
            form.faults["", "reason"] = "Say in a sentence why; the public reads it."
        if not form.faults:
            made = queue.propose(session, asking(), decisions(said, groups, places), [groups[one.key] for one in said], reason=form.reason)
            return redirect(f"/desk/proposals/{made.id}", 303)  # type: ignore[return-value]
    return _shown(db.session, form), 400


def _typed() -> Form:
    given = request.form
    keys = list(dict.fromkeys(given.getlist("group")))[: 2 * PART]
    typed = {}
    for key in keys:
        words = {name: given.get(f"{name} {key}", "").strip()[:1000] for name in WORDS}
        words["jurisdiction"] = given.get(f"other {key}", "").strip()[:100] or words["jurisdiction"]
        typed[key] = Settling(key=key, any_county=f"any_county {key}" in given, **words)
    reason, action, note = (given.get(name, "").strip()[:1000] for name in ("reason", "action_all", "note_all"))
    return Form(typed, [key for key in given.getlist("settle") if key in typed], reason=reason, action_all=action, note_all=note)


def _shown(session: Session, form: Form) -> str:
    what = request.values.get("what", "rows")
    what = what if what in WHAT else "rows"
    groups = queue.rows_held(session) if what == "rows" else queue.agencies_unplaced(session)
    states = sorted({group.usps for group in groups})
    state = request.values.get("state", "")
    fitting = [group for group in groups if state not in states or group.usps == state]
    part = _part(len(fitting))
    here = fitting[(part - 1) * PART : part * PART]
    wanted = request.values.get("q", "").replace("\0", "").strip()[:100]
    found = named(session, wanted, resolve(session)).rows if wanted else []
    return render_template(
        "desk/held_rows.html",
        form=form,
        what=what,
        whats=WHAT,
        state=state if state in states else "",
        states=states,
        groups=here,
        total=len(fitting),
        outdated=sum(1 for group in fitting if group.reason and not group.held),
        part=part,
        parts=-(-len(fitting) // PART),
        wanted=wanted,
        found=found,
        choices=_choices(session, here, found),
        actions={str(action): (SHORT[action], ACTION_WORDS[action]) for action in ACTIONS},
        for_all=FOR_ALL,
        reasons=REASON_WORDS,
        kinds=AGENCY_WORDS,
        tasks=tasks.listing(session, tasks.APPLY_DECISIONS, limit=5),
    )


def _part(total: int) -> int:
    """Which part of a long queue; raises BadInput for what is no number."""
    text = request.values.get("part", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise BadInput(f"part={text[:20]!r} is not a number.", field="part", fix="Leave it out for the first part.")
    return min(int(text), max(1, -(-total // PART)))


def _choices(session: Session, groups: Iterable[Group], found: list[Plain]) -> dict[str, list[Plain]]:
    """Of each group the governments it might mean, and those of its state that were looked for."""
    held = list(groups)
    places = queue.governments(session, (id for group in held for id in group.candidates))
    choices = {}
    for group in held:
        near = [places[id] for id in group.candidates if id in places] + [row for row in found if row["state"] == group.usps]
        choices[group.key] = list({place["id"]: place for place in near}.values())
    return choices
