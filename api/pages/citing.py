"""How a page is cited: in plain words, in APA 7, and as BibTeX."""

from __future__ import annotations

import re
from typing import Any

from api.pages.asked import Asked
from api.pages.words import day_words

Plain = dict[str, Any]
_SITE = "Cooperation Spectrum"
# What TeX would read as a command; an address is left alone, because `url` takes it as it is.
_SPECIAL = re.compile(r"([&%$#_{}])")


def citations(told: Plain, asked: Asked, permanent: str) -> list[tuple[str, str]]:
    """Each form with its name; the address says the same for ever, because it names both clocks."""
    title = f"{told['name']}: position towards federal immigration enforcement on {day_words(asked.on)}"
    published = told["published_at"].date()
    plain = f"{_SITE}, “{title}”, revision {asked.revision} of {day_words(published)}, {permanent}"
    apa = f"{_SITE}. ({published.year}, {published:%B} {published.day}). {title} (Revision {asked.revision}) [Data set]. {permanent}"
    return [("Plain", plain), ("APA 7", apa), ("BibTeX", _bibtex(told, asked, title, permanent))]


def _bibtex(told: Plain, asked: Asked, title: str, permanent: str) -> str:
    published = told["published_at"].date()
    fields = {
        "author": f"{{{_SITE}}}",
        "title": "{" + _SPECIAL.sub(r"\\\1", title) + "}",
        "year": str(published.year),
        "month": f"{published:%b}".lower(),
        "note": f"Revision {asked.revision}; licensed CC BY 4.0",
        "url": permanent,
    }
    lines = [f"  {name} = {value if name == 'month' else '{' + value + '}'}" for name, value in fields.items()]
    return f"@misc{{cooperation-spectrum-{told['row']['slug']}-{asked.on}-r{asked.revision},\n" + ",\n".join(lines) + "\n}"
