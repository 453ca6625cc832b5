"""What a door answers with, in the form that was asked for: JSON, CSV or GeoJSON; a page, or a whole list as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, current_app, jsonify, request, url_for
from marshmallow import Schema
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.caching import fingerprint
from api.db import db
from api.forms import features, tables
from api.forms.choice import CSV, JSON
from api.ledger.asof import AsOf, published_at
from api.ledger.jurisdictions import points
from api.ledger.pages import Asked, Page
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


# Pages on their way out, each with the session it was read in.
Pages = Iterable[tuple[Session, Page]]


@dataclass(frozen=True)
class Sheet:
    """Rows of a table as they are shown: which fields, whether only changes, and at which moment."""

    table: Table
    as_of: AsOf
    asked: Asked | None = None

    @property
    def _only(self) -> frozenset[str] | None:
        return self.asked.only if self.asked else None

    def dumped(self, row: Row) -> Plain:
        """A row as its schema shows it; one that left the list is its key alone."""
        if row.get("removed"):
            return {name: row[name] for name in self.table.key} | {"removed": True}
        shown: Plain = _schema(self.table.row, self._only).dump(row)
        return shown | {"removed": False} if "removed" in row else shown

    def csv(self, pages: Pages) -> Iterator[bytes]:
        """The lines of the table, its header first."""
        chosen = [column for column in columns(self.table.row) if self._only is None or column.top in self._only]
        clocks = named(self.as_of)
        changes = self.asked is not None and self.asked.since is not None
        yield tables.header(chosen, [*(["removed"] if changes else []), *clocks])
        for _, page in pages:
            yield tables.lines(page.rows, chosen, clocks.values(), changes=changes)

    def geojson(self, pages: Pages, head: Plain) -> Iterator[bytes]:
        """The features of the list."""
        yield features.opening(head)
        parted = b""
        for session, page in pages:
            if page.rows:
                yield parted + b",\n".join(orjson.dumps(feature) for feature in self.features(session, page.rows))
                parted = b",\n"
        yield features.END

    def features(self, session: Session, rows: list[Plain]) -> Iterator[Plain]:
        """Rows as features, at the points of the jurisdictions that they stand at."""
        place = self.table.place
        stands = [place(row) if place and not row.get("removed") else None for row in rows]
        found = points(session, {id for id in stands if id}, self.as_of)
        for row, id in zip(rows, stands, strict=True):
            yield features.feature(self.dumped(row), row[self.table.key[0]], found.get(id or ""))


@cache
def _schema(row: type[Schema], only: frozenset[str] | None) -> Schema:
    return row(only=only)


def send_rows(rows: Rows, table: Table, params: Params, form: str) -> Response:
    """A page of a list in a form; a CSV or GeoJSON without `limit` is the whole list, as a stream."""
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
        long = whole and first.next is not None
        pages: Pages = _walk(db.engine, rows, asked, first) if long else [(db.session, first)]
        body = sheet.csv(pages) if form == CSV else sheet.geojson(pages, head)
        response = _streamed(body, rows.as_of, form) if long else Response(b"".join(body))
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    response.headers["Spectrum-Total"] = str(first.total)
    return _labelled(response, form, table, rows.as_of)


def send_one(one: One, table: Table, shown: Schema, form: str) -> Response:
    """One thing in a form: in full as JSON, its line of the table as CSV, a feature as GeoJSON."""
    sheet = Sheet(table, one.as_of)
    pages: Pages = [(db.session, Page([one.row], 1, None))]
    if form == JSON:
        response = Response(_json({"data": shown.dump(one.row), **named(one.as_of)}))
    elif form == CSV:
        response = Response(b"".join(sheet.csv(pages)))
    else:
        (feature,) = sheet.features(db.session, [one.row])
        response = Response(_json(feature | named(one.as_of)))
    return _labelled(response, form, table, one.as_of)


def _json(body: Plain) -> bytes:
    return orjson.dumps(body) + b"\n"


def _walk(engine: Engine, rows: Rows, asked: Asked, page: Page) -> Iterator[tuple[Session, Page]]:
    """Every page of a list from its first on, read as its reader takes them; no transaction stays open in between."""
    with Session(engine) as session:
        yield session, page
        while page.next:
            asked = asked.next(page.next)
            page = rows.page(session, asked)
            yield session, page
            session.rollback()


def _streamed(body: Iterator[bytes], as_of: AsOf, form: str) -> Response:
    """A body sent while it is made; the same question of the same revision, build and day has the same bytes."""
    settings: Settings = current_app.config["SETTINGS"]
    question = sorted(request.args.items(multi=True))
    mark = (settings.build, published_at(db.session, as_of.revision), as_of.on, request.path, question, form)
    response = Response(body)
    response.set_etag(fingerprint(repr(mark).encode()))
    return response


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
    return f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}"


def elsewhere(address: str, *, code: int) -> Response:
    """Lead to another address, without a page of HTML in between."""
    answer = jsonify(location=address)
    answer.status_code = code
    answer.headers["Location"] = address
    return answer
