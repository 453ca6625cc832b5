"""How a reader corrects the record: what is needed, and where it goes."""

from __future__ import annotations

from urllib.parse import quote

from flask import current_app, render_template, request

from api.db import db
from api.ledger.addresses import addressed
from api.pages.asked import read_asked
from api.pages.blueprint import pages
from api.rules.sentences import full_name


@pages.get("/corrections")
def corrections() -> str:
    """Tell what a correction needs, for the jurisdiction that the address names."""
    asked = read_asked(db.session, request.args)
    wanted = request.args.get("target", "").strip()[:200].lower()
    found = addressed(db.session, wanted, asked.as_of) if wanted and "\0" not in wanted else None
    row = found.row if found else None
    name = full_name(row["name"], kind=row["kind"], state=row["state"]) if row else None
    page = f"{request.host_url}{row['slug']}{asked.pinned}" if row else None
    return render_template("corrections.html", asked=asked, row=row, name=name, to=_addressed_to(name, page), wanted=wanted)


def _addressed_to(name: str | None, page: str | None) -> str | None:
    """The address of this copy's setting; a letter begins with what it is about."""
    to: str | None = current_app.config["SETTINGS"].corrections_to
    if to is None or not to.startswith("mailto:") or name is None:
        return to
    lines = [f"Target: {page}", "Claim that is wrong or missing: ", "What is right, in a sentence: ", "Evidence (link to the document): ", "Date from which it holds: "]
    return f"{to}?subject={quote(f'Correction: {name}')}&body={quote(chr(10).join(lines))}"
