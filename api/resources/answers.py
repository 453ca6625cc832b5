"""What a door answers with, in the form that was asked for: JSON, CSV or GeoJSON; a page, or a whole list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, current_app, jsonify, request, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session

from api.caching import fingerprint, spooled
from api.db import db
from api.forms import features, tables
from api.forms.choice import CSV, JSON, suffix
from api.ledger.asof import AsOf, published_at
from api.ledger.jurisdictions import points
from api.ledger.pages import Asked, Page
from api.resources.twins import at_place, linked
from api.schemas.columns import columns
from api.schemas.query import LIMIT
from api.schemas.tables import Row, Table
from api.settings import Settings

Plain = dict[str, Any]
Params = Mapping[str, Any]
# Rows fetched at a time for a whole list: enough to cost few queries, little enough to hold.
BATCH = 1000


@dataclass(frozen=True)
class Rows:
    """The rows of a list at a moment, page by page."""

    as_of: AsOf
    page: Callable[[Session, Asked], Page]

    @classmethod
    def all(cls, as_of: AsOf, rows: list[Plain]) -> Rows:
        """A list that is one page."""
        return cls(as_of, lambda _session, _asked: Page(rows, len(rows), None))


@dataclass(frozen=True)
class One:
    """One thing at a moment."""

    as_of: AsOf
    row: Plain


@dataclass(frozen=True)
class Sheet:
    """Rows of a table as they are shown: which fields, whether only changes, and at which moment."""

    table: Table
    as_of: AsOf
    asked: Asked | None = None

    @property
    def _only(self) -> frozenset[str] | None:
        """The fields asked for; a list of changes keeps its keys, without which they cannot be followed."""
        if self.asked is None or self.asked.only is None or self.asked.since is None:
            return self.asked.only if self.asked else None
        return self.asked.only | set(self.table.key)

    def dumped(self, row: Row) -> Plain:
        """A row as its schema shows it; one that left the list is its key alone."""
        if row.get("removed"):
            return {name: row[name] for name in self.table.key} | {"removed": True}
        shown: Plain = _schema(self.table.row, self._only).dump(row)
        return shown | {"removed": False} if "removed" in row else shown

    def csv(self, pages: Iterable[Page]) -> Iterator[bytes]:
        """The lines of the table, its header first."""
        chosen = [column for column in columns(self.table.row) if self._only is None or column.top in self._only]
        clocks = named(self.as_of)
        changes = self.asked is not None and self.asked.since is not None
        yield tables.header(chosen, [*(["removed"] if changes else []), *clocks])
        for page in pages:
            yield tables.lines(page.rows, chosen, clocks.values(), changes=changes)

    def geojson(self, pages: Iterable[Page], head: Plain) -> Iterator[bytes]:
        """The features of the list."""
        yield features.opening(head)
        parted = b""
        for page in pages:
            if page.rows:
                yield parted + b",\n".join(orjson.dumps(feature) for feature in self.features(page.rows))
                parted = b",\n"
        yield features.END

    def features(self, rows: list[Plain]) -> Iterator[Plain]:
        """Rows as features, at the points of the jurisdictions that they stand at."""
        place = self.table.place
        stands = [place(row) if place and not row.get("removed") else None for row in rows]
        found = points(db.session, {id for id in stands if id}, self.as_of)
        for row, id in zip(rows, stands, strict=True):
            yield features.feature(self.dumped(row), row[self.table.key[0]], found.get(id or ""))


@cache
def _schema(row: type[Schema], only: frozenset[str] | None) -> Schema:
    # In the order of the schema: the order of a set differs from one process to the next.
    return row(only=None if only is None else [name for name in row().fields if name in only])


def send_rows(rows: Rows, table: Table, params: Params, form: str) -> Response:
    """A page of a list in a form; a CSV or GeoJSON without `limit` is the whole list."""
    whole = form != JSON and "limit" not in params
    limit = BATCH if whole else params.get("limit", LIMIT)
    asked = Asked.read(request.path, params, limit=limit, cursor=params.get("cursor"))
    sheet = Sheet(table, rows.as_of, asked)
    first = rows.page(db.session, asked)
    following = None if whole or first.next is None else _following(first.next)
    head = {"total": first.total, "unit": table.unit, "next": following, **named(rows.as_of)}
    if form == JSON:
        response = Response(_json({"data": [sheet.dumped(row) for row in first.rows], **head}))
    else:
        pages = _walk(rows, asked, first) if whole else [first]
        body = sheet.csv(pages) if form == CSV else sheet.geojson(pages, head)
        response = spooled(_tag(rows.as_of, form), body) if whole and first.next else Response(b"".join(body))
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    response.headers["Spectrum-Total"] = str(first.total)
    return _labelled(response, form, table, rows.as_of)


def send_one(one: One, table: Table, shown: Schema, form: str) -> Response:
    """One thing in a form: in full as JSON, its line of the table as CSV, a feature as GeoJSON."""
    sheet = Sheet(table, one.as_of)
    if form == JSON:
        response = Response(_json({"data": shown.dump(one.row), **named(one.as_of)}))
    elif form == CSV:
        response = Response(b"".join(sheet.csv([Page([one.row], 1, None)])))
    else:
        (feature,) = sheet.features([one.row])
        response = Response(_json(feature | named(one.as_of)))
    stands = table.place(one.row) if table.place else None
    if stands and table.name != "jurisdictions":
        response.headers.add("Link", linked(at_place(stands)))
    return _labelled(response, form, table, one.as_of)


def _json(body: Plain) -> bytes:
    return orjson.dumps(body) + b"\n"


def _walk(rows: Rows, asked: Asked, page: Page) -> Iterator[Page]:
    """Every page of a list from its first on, one in memory at a time."""
    yield page
    while page.next:
        asked = asked.next(page.next)
        page = rows.page(db.session, asked)
        yield page


def _tag(as_of: AsOf, form: str) -> str:
    """The name of a body before it is made: the same question of the same revision, build and day has the same bytes."""
    settings: Settings = current_app.config["SETTINGS"]
    question = sorted(request.args.items(multi=True))
    mark = (settings.build, published_at(db.session, as_of.revision), as_of.on, request.path, question, form)
    return fingerprint(repr(mark).encode())


def _labelled(response: Response, form: str, table: Table, as_of: AsOf) -> Response:
    """The answer with its form, its clocks and the description of its columns as headers."""
    response.content_type = "text/csv; charset=utf-8; header=present" if form == CSV else form
    if form == CSV:
        described = url_for("tables.get_table", name=table.name)
        response.headers.add("Link", f'<{described}>; rel="describedby"; type="application/json"')
        response.headers["Content-Disposition"] = f'inline; filename="{table.name}-{as_of.on}-r{as_of.revision}.csv"'
    for name, value in named(as_of).items():
        response.headers[f"Spectrum-{name.replace('_', '-').title()}"] = str(value or "")
    return response


def named(as_of: AsOf) -> Plain:
    """The clocks of an answer."""
    return {"on": as_of.on, "revision": as_of.revision, "evidence_through": as_of.evidence_through}


def _following(cursor: str) -> str:
    kept = [(k, v) for k, v in request.args.items(multi=True) if k != "cursor"]
    return f"{request.path}{suffix()}?{urlencode([*kept, ('cursor', cursor)])}"


def elsewhere(address: str, *, code: int) -> Response:
    """Lead to another address, without a page of HTML in between."""
    answer = jsonify(location=address)
    answer.status_code = code
    answer.headers["Location"] = address
    return answer
