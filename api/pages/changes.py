"""What changed: a page to filter and walk, and the same as feeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request
from sqlalchemy.orm import Session

from api.db import db
from api.forms import feeds
from api.ledger import changes as ledger
from api.ledger import jurisdictions
from api.ledger.asof import published_at
from api.ledger.pages import Asked as Question
from api.ledger.pages import Page
from api.pages.asked import Asked, read_asked
from api.pages.blueprint import pages
from api.rules import dates
from api.rules.change_terms import CHANGE_KINDS, CHANGE_NOUNS
from api.rules.refusals import BadDate, BadInput, ForeignCursor, UnknownJurisdiction
from api.rules.states import usps
from api.rules.vocabulary import STATE_KINDS, label

SHOWN = 100
ABOUT = "What the record came to say last of agreements, local policies, state laws, designations and federal actions."
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filters of an address: as the record is asked, as they are written, the place they name, and what could not be read."""

    wanted: ledger.Wanted
    written: Mapping[str, str]
    place: Plain | None
    notices: tuple[str, ...]

    def address(self, path: str, asked: Asked, **further: str) -> str:
        """A path with these filters and the clocks that the reader named."""
        kept = {**self.written, **self.clocks(asked), **further}
        return f"{path}?{urlencode(kept)}" if kept else path

    @staticmethod
    def clocks(asked: Asked) -> dict[str, str]:
        """The clocks that the reader named."""
        return {name: {"on": asked.on.isoformat(), "revision": str(asked.revision)}[name] for name in asked.named}


def read_chosen(session: Session, args: Mapping[str, str], asked: Asked) -> Chosen:
    """Read the filters; one that cannot be read is left aside, and said so."""
    given = {name: args[name].strip() for name in ("since", "until", "state", "noun", "kind", "jurisdiction") if args.get(name, "").strip()}
    read: Plain = {}
    notices: list[str] = []
    place = None
    for name, text in given.items():
        try:
            read[name] = _day(text, name) if name in {"since", "until"} else _word(text, name)
            if name == "jurisdiction":
                place = (found := jurisdictions.find(session, read[name], asked.as_of)).row
                read[name] = found.canonical
        except (BadDate, BadInput, UnknownJurisdiction) as refusal:
            read.pop(name, None)
            notices.append(f"Not narrowed by “{name}”, which cannot be read. {refusal.fix}")
    # As /v1 reads them too: a code, a full day, and the place by the name the reader gave it.
    written = {name: str(text if name == "jurisdiction" else read[name]) for name, text in given.items() if name in read}
    return Chosen(ledger.Wanted(**read), written, place, tuple(notices))


def _day(text: str, name: str) -> date:
    partial = dates.PartialDate.parse(text, field=name)
    return partial.first if name == "since" else partial.last


def _word(text: str, name: str) -> str:
    """A state's code or a word of the vocabulary; raises BadInput for others."""
    if name == "jurisdiction":
        return text.replace("\0", "")  # PostgreSQL cannot look for it.
    known = {term.key for term in (CHANGE_NOUNS if name == "noun" else CHANGE_KINDS)}
    word = usps(text) if name == "state" else text if text in known else None
    if word is None:
        raise BadInput(f"{name}={text[:40]!r} is unknown.", field=name, fix="Choose one from the list.")
    return word


@pages.get("/changes")
def changes() -> str:
    """Show what happened, newest first, a page at a time."""
    session = db.session
    asked = read_asked(session, request.args)
    chosen = read_chosen(session, request.args, asked)
    page, notices = walked(session, asked, chosen, request.args.get("cursor"))
    return render_template(
        "changes.html",
        asked=asked,
        chosen=chosen,
        notices=[*([asked.notice] if asked.notice else []), *chosen.notices, *notices],
        page=page,
        groups=[(stated, list(rows)) for stated, rows in groupby(page.rows, key=lambda row: (row["date"], row["precision"]))],
        places=ledger.places(session, page.rows, asked.as_of),
        sources=ledger.sources(session, page.rows, asked.as_of),
        states=ledger.states(session, asked.as_of),
        nouns=CHANGE_NOUNS,
        kinds=sorted(CHANGE_KINDS, key=lambda term: term.label),
        ahead=ahead(chosen, asked),
        first="cursor" not in request.args or bool(notices),
    )


def ahead(chosen: Chosen, asked: Asked) -> str | None:
    """The address of what is enacted for days to come, where this list ends today."""
    if asked.named or "since" in chosen.written or "until" in chosen.written:
        return None
    return chosen.address("/changes", asked, since=(asked.today + dates.ONE_DAY).isoformat(), on=asked.latest_day.isoformat())


def walked(session: Session, asked: Asked, chosen: Chosen, cursor: str | None) -> tuple[Page, list[str]]:
    """A page of changes, the first where the cursor belongs to another question."""
    question = {**chosen.written, **chosen.clocks(asked), "sort": "-date"}
    try:
        read = Question.read("/changes", question, limit=SHOWN, cursor=cursor or None)
        return ledger.changes(session, asked.as_of, read, chosen.wanted), []
    except ForeignCursor:
        read = Question.read("/changes", question, limit=SHOWN, cursor=None)
        return ledger.changes(session, asked.as_of, read, chosen.wanted), ["This is the first page: the address continues another list."]


@pages.get("/changes.atom")
def changes_atom() -> Response:
    """The newest of the record as Atom."""
    return Response(feeds.atom(_feed()), content_type=f"{feeds.ATOM}; charset=utf-8")


@pages.get("/changes.json")
def changes_json() -> Response:
    """The newest of the record as JSON Feed."""
    return Response(feeds.json_feed(_feed()), content_type=f"{feeds.JSON_FEED}; charset=utf-8")


def _feed() -> feeds.Feed:
    """The feed that the address asks for; raises BadInput rather than follow another question than was asked."""
    session, root = db.session, request.host_url.rstrip("/")
    asked = read_asked(session, request.args)
    chosen = read_chosen(session, request.args, asked)
    if problems := (*([asked.notice] if asked.notice else []), *chosen.notices):
        raise BadInput(" ".join(problems), field="query", fix="Mend the address of the feed.")
    rows = ledger.newest(session, asked.as_of, chosen.wanted)
    page, atom, json = (root + chosen.address(path, asked) for path in ("/changes", "/changes.atom", "/changes.json"))
    title = f"Cooperation Spectrum: changes{titled(chosen)}"
    updated = rows[0]["recorded_at"] if rows else published_at(session, asked.revision)
    return feeds.Feed(title, ABOUT, page, atom, json, updated, list(_items(session, rows, asked, root)))


def _items(session: Session, rows: list[Plain], asked: Asked, root: str) -> Iterable[feeds.Item]:
    places, sources = ledger.places(session, rows, asked.as_of), ledger.sources(session, rows, asked.as_of)
    for row in rows:
        place = places.get(row["jurisdiction"] or "")
        named = f"{place['name']}, {row['state']}" if place and place["kind"] not in STATE_KINDS else place["name"] if place else row["state"] or "United States"
        shown = place_path(place) if place else f"/changes?{urlencode({'noun': row['noun'], 'kind': row['kind'], 'since': row['date'], 'until': row['date']})}"
        cited = {sources[key]["url"]: sources[key]["title"] for key in row["sources"] if key in sources}
        tags = [row["noun"], row["kind"], *([row["state"]] if row["state"] else [])]
        title = f"{named}: {label('change_nouns', row['noun'])}, {label('change_kinds', row['kind'])}"
        yield feeds.Item(row["key"], title, row["sentence"], root + shown, root + row["link"], row["recorded_at"], tags, cited)


def titled(chosen: Chosen) -> str:
    """What a list is narrowed to, for its title."""
    words = [chosen.place["name"]] if chosen.place else []
    wanted = chosen.wanted
    words += [wanted.state] if wanted.state else []
    words += [label("change_nouns", wanted.noun)] if wanted.noun else []
    words += [label("change_kinds", wanted.kind)] if wanted.kind else []
    return f" ({', '.join(words)})" if words else ""


@pages.app_template_filter("place_path")
def place_path(place: Mapping[str, Any]) -> str:
    """The page of a jurisdiction: a state's under its code, any other's under its slug."""
    return f"/states/{place['state'].lower()}" if place["kind"] in STATE_KINDS else f"/{place['slug']}"


@pages.app_template_filter("noun_label")
def noun_label(noun: str) -> str:
    """What a change is told from, in words."""
    return label("change_nouns", noun)


@pages.app_template_filter("change_label")
def change_label(kind: str) -> str:
    """The shown word of a kind of change."""
    return label("change_kinds", kind)
