"""Walk the site as a reader's links lead, page by page, and tell what leads nowhere."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient

# What a browser says it takes.
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ATTRIBUTES = {"a": ("href",), "link": ("href",), "script": ("src",), "img": ("src",), "form": ("action",), "iframe": ("src",)}


class Page(HTMLParser):
    """What a page links to, and the names within it that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the links and the name of an element."""
        given = dict(attrs)
        if given.get("id"):
            self.names.append(str(given["id"]))
        self.links += [str(given[name]) for name in ATTRIBUTES.get(tag, ()) if given.get(name)]


@dataclass
class Walk:
    """The pages that were read, the addresses that were tried, and what is broken: where it stands, where it leads, and why."""

    pages: dict[str, Page] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)
    broken: list[tuple[str, str, str]] = field(default_factory=list)


def walk(client: FlaskClient, *starts: str, pages: int = 60, alike: int = 4, addresses: int = 900, unread: frozenset[str] = frozenset()) -> Walk:
    """Read pages from some addresses on, and try every address of this site that they link to.

    At most so many pages are read, so many of one path, and so many addresses tried; `unread` ones are tried and not read.
    """
    made = Walk()
    paths: Counter[str] = Counter()
    queue = deque((start, "") for start in starts)
    fragments: list[tuple[str, str, str]] = []
    while queue and len(made.tried) < addresses:
        address, origin = queue.popleft()
        if address in made.tried:
            continue
        answer = client.get(address, headers=BROWSER, follow_redirects=True)
        made.tried[address] = answer.status_code
        if answer.status_code != 200:
            made.broken.append((origin, address, str(answer.status_code)))
        elif answer.mimetype == "text/html" and len(made.pages) < pages and paths[answer.request.path] < alike and answer.request.path not in unread:
            paths[answer.request.path] += 1
            page = made.pages[address] = Page(answer.get_data(as_text=True))
            here = answer.request.path
            for link in page.links:
                target, fragment = _target(here, link)
                if target is not None:
                    queue.append((target, address))
                    fragments.append((address, target if urldefrag(link).url else address, fragment))
        answer.close()
    made.broken += [
        (origin, f"{target}#{fragment}", "no such name in the page")
        for origin, target, fragment in dict.fromkeys(fragments)
        if fragment and target in made.pages and fragment not in made.pages[target].names
    ]
    return made


def _target(here: str, link: str) -> tuple[str | None, str]:
    """The address of a link within this site, and the name within its page; None for one that leads elsewhere."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None, ""
    whole, fragment = urldefrag(urljoin(here, link))
    return whole, unquote(fragment)
