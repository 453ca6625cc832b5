"""What the record said of one thing at each revision, and what each revision changed in it."""

from __future__ import annotations

from itertools import pairwise

from flask import render_template

from api.auth import guarded
from api.db import db
from api.ledger import versions as ledger
from api.pages.desk.blueprint import desk
from api.pages.desk.field_words import told_differences
from api.pages.desk.record import title_of
from api.rules.refusals import UnknownRecord


@desk.get("/records/<noun>/<path:key>/versions", merge_slashes=False)
@guarded("read")
def versions(noun: str, key: str) -> str:
    """Show every version of a record, newest first, each beside the one before it."""
    session = db.session
    found = ledger.versions(session, noun, key)
    if not found:
        raise UnknownRecord(noun, key)
    rows = []
    for later, earlier in pairwise([*found, None]):
        assert later is not None
        before = earlier.entry if earlier and earlier.until == later.revision else None
        rows.append({"version": later, "revision": ledger.written(session, later.revision), "changes": told_differences(noun, before, later.entry), "begins": before is None})
    ended = ledger.written(session, found[0].until) if found[0].until else None
    return render_template("desk/versions.html", noun=noun, key=key, title=title_of(noun, found[0].entry) or key, rows=rows, ended=ended)
