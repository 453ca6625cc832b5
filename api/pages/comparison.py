"""Outside bodies' lists beside our positions: how each measures, what agrees, and why the rest does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from api.db import db
from api.ledger import outside, profiles
from api.ledger.asof import AsOf
from api.ledger.outside_reasons import told
from api.ledger.pages import cut
from api.pages.asked import Asked, read_asked
from api.pages.blueprint import pages
from api.pages.paging import read_question
from api.rules.comparison import OUTCOMES
from api.rules.designators import DESIGNATORS

Plain = dict[str, Any]
PATH = "/methodology/comparison"
# Shown where the address names none; the others are asked for by name.
SHOWN = ("doj", "ilrc")
PART = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """An outside body: its counts, the comparisons shown, grouped by what became of them, and where the rest is."""

    about: Plain
    sources: list[Plain]
    groups: list[tuple[str, list[Plain]]]
    following: str | None


@pages.get(PATH)
def comparison() -> str:
    """Set outside lists beside our positions, and explain where they part."""
    asked = read_asked(db.session, request.args)
    wanted = request.args.get("designator", "").lower()
    wanted = wanted if wanted in outside.NAMES else ""
    rows = outside.comparisons(db.session, asked.as_of, (wanted,) if wanted else SHOWN)
    question, notice = read_question(PATH, {"designator": wanted, "revision": asked.revision, "on": asked.on.isoformat()}, limit=PART)
    found = cut(rows, question, by="rank") if wanted else None
    following = _address(asked, designator=wanted, cursor=found.next) if found and found.next else None
    parts = found.rows if found else [row for key in SHOWN for row in _first(rows, key)]
    return render_template(
        "comparison.html",
        asked=asked,
        wanted=wanted,
        notice=notice,
        lists=_lists(rows, told(db.session, parts, asked.as_of), asked, following),
        outcomes={term.key: term for term in OUTCOMES},
        others=[(term.label, _address(asked, designator=term.key)) for term in DESIGNATORS if term.key != wanted],
        address=_address(asked),
        narrowed=urlencode({"designator": wanted}) if wanted else "",
    )


def _first(rows: list[Plain], key: str) -> list[Plain]:
    return sorted((row for row in rows if row["designator"] == key), key=lambda row: (row["rank"], row["key"]))[:PART]


def _lists(rows: list[Plain], shown: list[Plain], asked: Asked, following: str | None) -> list[Listed]:
    """Every list with what is shown of it; one that is cut leads to all of its own."""
    about = outside.summaries(rows)
    cited = _cited(about, asked.as_of)
    made = []
    for one in about:
        own = [row for row in shown if row["designator"] == one["designator"]]
        cut_off = sum(row["designator"] == one["designator"] for row in rows) > len(own)
        rest = _address(asked, designator=one["designator"]) if cut_off and not following and "cursor" not in request.args else following
        made.append(Listed(one, [cited[key] for key in one["sources"] if key in cited], _groups(own), rest))
    return made


def _groups(rows: Iterable[Plain]) -> list[tuple[str, list[Plain]]]:
    return [(outcome, list(group)) for outcome, group in groupby(rows, key=lambda row: str(row["outcome"]))]


def _cited(about: list[Plain], as_of: AsOf) -> dict[str, Plain]:
    return {source["key"]: source for source in profiles.sources(db.session, {key for one in about for key in one["sources"]}, as_of)}


def _address(asked: Asked, **further: str | None) -> str:
    """The address of this page with the clocks that the reader named and something else in it."""
    clocks = {"on": asked.on.isoformat(), "revision": str(asked.revision)}
    given = {**{name: value for name, value in further.items() if value}, **{name: clocks[name] for name in asked.named}}
    return f"{PATH}?{urlencode(given)}" if given else PATH
