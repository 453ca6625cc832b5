"""A reader of the desk's pages for the tests: what a form would send, as a browser without scripts sends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Pairs = list[tuple[str, str]]


@dataclass
class Form:
    """One form of a page: where it leads, and what it would send if nothing were changed."""

    action: str
    pairs: Pairs = field(default_factory=list)
    acts: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """What stands in a field."""
        return next(value for given, value in self.pairs if given == name)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._area: str | None = None
        self._select: str | None = None
        self._first: str | None = None
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "form":
            self.forms.append(Form(given.get("action") or ""))
            self._open = given.get("method") == "post"
        elif not self._open:
            return
        elif tag == "textarea" and name:
            self._area = name
            self.forms[-1].pairs.append((name, ""))
        elif tag == "select" and name:
            self._select, self._first = name, None
            self.forms[-1].pairs.append((name, ""))
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1].pairs[-1] = (self._select, given.get("value") or "")
        elif tag == "button" and name == "act":
            self.forms[-1].acts.append(given.get("value") or "")
        elif tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.forms[-1].pairs.append((name, given.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._area is not None:
            name, value = self.forms[-1].pairs[-1]
            # A browser drops the line end that opens a text area.
            self.forms[-1].pairs[-1] = (name, value + (data if value else data.removeprefix("\n")))


@dataclass
class Page:
    """A page as it was answered: its words and its forms."""

    response: TestResponse
    forms: list[Form]
    words: str

    def form(self, ending: str) -> Form:
        """The form that leads to an address with this ending."""
        return next(form for form in self.forms if form.action.endswith(ending))


def read(response: TestResponse) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.feed(response.text)
    return Page(response, reader.forms, " ".join(" ".join(reader.words).split()).replace(" ,", ",").replace(" .", "."))


def get(client: FlaskClient, address: str) -> Page:
    """Open a page that must be there."""
    page = read(client.get(address))
    assert page.response.status_code == 200, (address, page.words[:400])
    return page


def send(client: FlaskClient, form: Form, **changed: str) -> Page:
    """Send a form as it stands, with some fields changed (`clauses[0].level` as `clauses[0].level`), and follow where it leads."""
    kept = [(name, value) for name, value in form.pairs if name not in changed]
    data: dict[str, list[str]] = {}
    for name, value in [*kept, *changed.items()]:
        data.setdefault(name, []).append(value)
    return read(client.post(form.action, data=data, follow_redirects=True))
