"""The states: an index, and for each its laws, its local bodies and its agreements over time."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, request
from markupsafe import Markup

from api.db import db
from api.ledger import profiles
from api.ledger import states as ledger
from api.pages import chart
from api.pages.asked import Asked, read_asked
from api.pages.blueprint import pages
from api.pages.outline import Area, outline
from api.pages.place import missing
from api.pages.words import category_label, day_words
from api.rules.names import state_code
from api.rules.refusals import NotReady
from api.rules.states import usps
from api.vintage import Vintage

Plain = dict[str, Any]


@pages.get("/states")
def states() -> str:
    """Every state with its words, the number of its laws and of its agreements."""
    asked = read_asked(db.session, request.args)
    return render_template("states.html", asked=asked, listed=ledger.index(db.session, asked.as_of))


@pages.get("/states/<code>")
def state(code: str) -> Any:
    """One state, by its postal code in small letters; its Census code and its name lead there."""
    found = usps(code) or state_code(code.replace("-", " "))
    if found is None:
        return missing(db.session, code, read_asked(db.session, request.args))
    if code != found.lower():
        return redirect(_address(found), code=301)
    asked = read_asked(db.session, request.args)
    shown = ledger.dossier(db.session, found, asked.as_of)
    return render_template("state.html", asked=asked, state=shown, sentence=profiles.sentences(shown, shown["profile"], asked.as_of)["sentence"], chart=_agreements(shown, asked), outline=_outline(shown, asked))


def _address(code: str) -> str:
    query = request.query_string.decode()
    return f"/states/{code.lower()}{f'?{query}' if query else ''}"


def _agreements(shown: Plain, asked: Asked) -> Markup | None:
    """The agreements in force over time; none where fewer than two months are known by the day, or no list ever named the state."""
    points = [(row["day"], row["agreements"]) for row in shown["agreements"]]
    if len(points) < 2 or not any(value for _, value in points):
        return None
    frame = chart.Frame(shown["lists"][0], max(min(asked.on, asked.today), points[-1][0]))
    (first, at_first), (last, at_last) = points[0], points[-1]
    return chart.steps(
        points,
        frame,
        name="agreements",
        title=f"287(g) agreements of agencies in {shown['name']} in force, {first.year} to {last.year}",
        description=f"{at_first} on {first}, {at_last} on {last}; at most {max(value for _, value in points)}. The table below the chart holds the number at the end of each month.",
        unit="agreements in force",
        lists=[day for day in shown["lists"] if day <= asked.on],
    )


def _outline(shown: Plain, asked: Asked) -> Markup | None:
    """A map of the counties that have an outline; none before a vintage is built, which the rest of the page does not need."""
    try:
        shapes = Vintage.current(current_app.config["SETTINGS"].vintages).shapes("counties", "low", [row["id"] for row in shown["counties"]])
    except NotReady:
        return None
    areas = [Area(shapes[row["id"]].geometry, row["operative_category"], f"{row['name']}: {category_label(row['operative_category'])}") for row in shown["counties"] if row["id"] in shapes]
    title = f"Operative positions of the counties of {shown['name']} on {day_words(asked.on)}"
    return outline(areas, name="outline", title=title, description="The table below the map says the same in words.")
