"""Tables in bulk: a file, the map of its columns, the verdict on each row, and one proposal of those accepted.

Nothing is kept here between the steps: the file travels within the form, or is chosen again where it is too large for that.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, request, url_for

from api import uploads
from api.auth import asking, guarded
from api.db import db
from api.errors import status_of
from api.intake.bulk import Verdict
from api.intake.bulk_columns import ColumnMap, fields_of
from api.intake.bulk_files import read_grid
from api.intake.bulk_grid import MOST_BYTES
from api.limits import takes_uploads
from api.pages.desk.blueprint import desk
from api.rules.entry_fields import BULK_NOUNS
from api.rules.refusals import BadInput, Refusal, TooLarge

# What a form carries on; a larger file is chosen again, so that the next request stays within its bounds.
MOST_KEPT = 8_000_000
SHOWN = 100
FIRST_ROWS = 5
_WORDS = {
    Verdict.NEW: "New",
    Verdict.CHANGED: "Changed",
    Verdict.HELD: "Held: choose who is meant",
    Verdict.REFUSED: "Refused",
    Verdict.SAME: "Same as in the record",
}


@dataclass(frozen=True)
class Sent:
    """The file of a form, as chosen now or as carried along."""

    name: str
    data: bytes

    @cached_property
    def kept(self) -> str:
        """The file as text to carry along in the form, or nothing where it is too large."""
        packed = base64.b64encode(zlib.compress(self.data)).decode()
        return packed if len(packed) <= MOST_KEPT else ""


@desk.get("/bulk")
@guarded("propose")
def bulk() -> str:
    """Ask for a file."""
    return _page()


@desk.post("/bulk")
@takes_uploads
@guarded("propose")
def send_bulk() -> Any:
    """Go one step on: show the map of columns, judge the rows, give the verdicts as CSV, or propose."""
    step, noun = request.form.get("step", "map"), _noun()
    try:
        sent = _sent()
        if step == "map":
            grid = read_grid(sent.name, sent.data)
            return _page(sent=sent, grid=grid, columns=ColumnMap.read(noun, grid.columns))
        if step == "propose":
            with db.writing() as session:
                proposal = uploads.propose(session, asking(), _judged(session, noun, sent), reason=request.form.get("reason", ""))
            return redirect(url_for("desk.proposal", id=proposal.id), 303)
        judged = _judged(db.session, noun, sent)
    except Refusal as refusal:
        return make_response(_refused(refusal), status_of(refusal))
    if step == "csv":
        named = {"Content-Disposition": 'attachment; filename="verdicts.csv"'}
        return Response(judged.csv(), content_type="text/csv; charset=utf-8; header=present", headers=named)
    return _page(sent=sent, judged=judged, grid=judged.grid, columns=judged.columns)


def _noun() -> str:
    noun = request.form.get("noun", BULK_NOUNS[0])
    return noun if noun in BULK_NOUNS else BULK_NOUNS[0]


def _sent() -> Sent:
    """The file chosen now, else the one that the form carries; raises BadInput where there is neither."""
    chosen = request.files.get("file")
    if chosen is not None and chosen.filename:
        return Sent(chosen.filename[:200], chosen.read())
    if kept := request.form.get("kept"):
        return Sent(request.form.get("kept_name", "")[:200], _unpacked(kept))
    raise BadInput("No file was chosen.", field="file", fix="Choose a file.")


def _unpacked(kept: str) -> bytes:
    """The file that a form carried, unpacked no further than a file may be large."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b64decode(kept, validate=True), MOST_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error) as fault:
        raise BadInput("The file was damaged on its way.", field="file", fix="Choose the file again.") from fault
    if len(data) > MOST_BYTES:
        raise TooLarge(f"The file is larger than {MOST_BYTES // 1_000_000} MB.", field="file", fix="Split it.")
    return data


def _judged(session: Any, noun: str, sent: Sent) -> uploads.Judged:
    wanted = {name.removeprefix("column."): column for name, column in request.form.items() if name.startswith("column.")}
    placed = {int(row): id for row, id in _placed() if id}
    return uploads.judge(session, noun, sent.name, sent.data, wanted=wanted or None, placed=placed, vintages=current_app.config["SETTINGS"].vintages)


def _placed() -> Iterator[tuple[str, str]]:
    """The numbers of held rows with the candidate that was chosen for each."""
    for name, id in request.form.items():
        row = name.removeprefix("placed.")
        if row != name and row.isascii() and row.isdigit() and len(row) < 9:
            yield row, id


def _refused(refusal: Refusal) -> str:
    """The page with everything that was typed, and what is wrong beside its field."""
    try:
        sent = _sent()
        grid = read_grid(sent.name, sent.data)
        columns = ColumnMap.read(_noun(), grid.columns)
        judged = _judged(db.session, _noun(), sent) if refusal.field == "reason" else None
    except Refusal:
        return _page(refused=refusal)
    return _page(refused=refusal, sent=sent, grid=grid, columns=judged.columns if judged else columns, judged=judged)


def _page(*, refused: Refusal | None = None, sent: Sent | None = None, grid: Any = None, columns: ColumnMap | None = None, judged: uploads.Judged | None = None) -> str:
    groups = {words: [one for one in judged.result.verdicts if one.verdict is verdict] for verdict, words in _WORDS.items()} if judged else {}
    return render_template(
        "desk/bulk.html",
        refused=refused,
        sent=sent,
        grid=grid,
        columns=columns,
        judged=judged,
        groups={words: rows for words, rows in groups.items() if rows},
        nouns=BULK_NOUNS,
        noun=_noun(),
        fields=fields_of(_noun()),
        asked={noun: fields_of(noun) for noun in BULK_NOUNS},
        placed=dict(_placed()),
        first=FIRST_ROWS,
        shown=SHOWN,
        reason=request.form.get("reason", ""),
    )
