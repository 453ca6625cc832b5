"""How a reader corrects the record: a form that works without script and cookie, and an address to follow what becomes of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from flask import Response, current_app, make_response, redirect, render_template, request, url_for

from api.auth import open_to_everyone
from api.db import db
from api.ledger import corrections as ledger
from api.letterbox import FIX, labelled, meant, post
from api.pages.asked import read_asked
from api.pages.blueprint import pages
from api.rules.refusals import NotAllowed, NotReady, Refusal, TooOften
from api.rules.sentences import full_name
from api.schemas.correction import LONGEST, CorrectionDraftSchema

FIELDS = ("target", "claim", "evidence", "contact")
# A field that people are told to leave empty and programs fill in.
TRAP = "homepage"
# What the longest texts take in a form, with every letter written as twelve bytes.
MOST_BYTES = 12 * sum(LONGEST.values()) + 4096
UNKNOWN = f"Nothing in the record answers to that. {FIX}"


@pages.get("/corrections")
def corrections() -> Response:
    """Show the form, for what the address names."""
    wanted = request.args.get("target", "").strip()[: LONGEST["target"]]
    return _form({"target": wanted.replace("\0", "")}, {})


@pages.post("/corrections")
@open_to_everyone
def send_correction() -> Any:
    """Take a correction in and lead to its address, or show the form again with what is missing."""
    request.max_content_length = MOST_BYTES
    _refuse_other_sites()
    typed = {name: request.form.get(name, "") for name in FIELDS}
    faults = _faults(typed)
    if faults:
        return _form(typed, faults, status=400)
    try:
        id = post(CorrectionDraftSchema().load(typed)).id
    except (TooOften, NotReady) as refusal:
        return _form(typed, {}, refusal=refusal, status=429 if isinstance(refusal, TooOften) else 503)
    return labelled(redirect(url_for("pages.correction", id=id, sent=1), 303))  # type: ignore[arg-type]


@pages.get("/corrections/<int:id>")
def correction(id: int) -> Response:
    """Show what became of a correction: its number, state, answer and revision, and nothing of what was written."""
    asked = read_asked(db.session, {})
    return _private(make_response(render_template("correction.html", asked=asked, outcome=ledger.outcome(db.session, id), sent="sent" in request.args)))


def _refuse_other_sites() -> None:
    """Refuse a form that another site sends in a reader's name. It would carry nobody's authority; it would be noise."""
    site, origin = request.headers.get("Sec-Fetch-Site", "same-origin"), request.headers.get("Origin")
    if site not in {"same-origin", "none"} or (origin is not None and urlsplit(origin).netloc != request.host):
        raise NotAllowed("This form was sent from another site.", field="Origin", fix="Open /corrections here and send it from there; programs use POST /v1/corrections.")


def _faults(typed: dict[str, str]) -> dict[str, str]:
    """What is wrong with each field."""
    found: dict[str, Any] = CorrectionDraftSchema().validate(typed)
    faults = {name: " ".join(said) for name, said in found.items()}
    if "target" not in faults and meant(typed["target"]) is None:
        faults["target"] = UNKNOWN
    if request.form.get(TRAP):
        faults[TRAP] = "Leave this field empty."
    return faults


def _form(typed: dict[str, str], faults: dict[str, str], *, refusal: Refusal | None = None, status: int = 200) -> Response:
    """The form with everything that was typed, what is wrong beside each field."""
    asked = read_asked(db.session, request.args)
    wanted = typed["target"]
    target = meant(wanted)
    row = target.entry if target and target.noun == "jurisdiction" else None
    name = full_name(row["name"], kind=row["kind"], state=row["state"]) if row else target.name if target else None
    page = f"{request.host_url}{row['slug']}{asked.pinned}" if row else None
    shown = {"target": target, "name": name, "to": _addressed_to(name if row else None, page), "unknown": UNKNOWN if wanted and target is None and not faults else None}
    response = make_response(render_template("corrections.html", asked=asked, typed=typed, faults=faults, refusal=refusal, longest=LONGEST, trap=TRAP, **shown), status)
    if refusal is not None and "retry_after" in refusal.more:
        labelled(response).headers["Retry-After"] = str(refusal.more["retry_after"])
    return response if status == 200 else _private(response)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _addressed_to(name: str | None, page: str | None) -> str | None:
    """The address of this copy's setting; a letter begins with what it is about."""
    to: str | None = current_app.config["SETTINGS"].corrections_to
    if to is None or not to.startswith("mailto:") or name is None:
        return to
    lines = [f"Target: {page}", "Claim that is wrong or missing: ", "What is right, in a sentence: ", "Evidence (link to the document): ", "Date from which it holds: "]
    return f"{to}?subject={quote(f'Correction: {name}')}&body={quote(chr(10).join(lines))}"
