"""The outside bodies whose labels the record holds, by a short key; their labels never enter a score."""

from __future__ import annotations

import re

from api.rules.term import Term

DESIGNATORS = (
    Term("doj", "US Department of Justice", "On the list of sanctuary jurisdictions that the US Department of Justice published on 2025-08-05; some have been removed since."),
    Term("dhs", "US Department of Homeland Security", "On the list of sanctuary jurisdictions that the US Department of Homeland Security published on 2025-05-29 and withdrew within days."),
    Term("welcoming", "Welcoming America", "Certified by Welcoming America by its own standard, or named a member of its network; the list of those certified is not complete here."),
    Term("ilrc", "Immigrant Legal Resource Center", "A state scored by the Immigrant Legal Resource Center on its own scale of limits on involvement, as the press reported it; not every score is held here."),
)
_BY_NAME = {term.label: term.key for term in DESIGNATORS}


def key_of(name: str) -> str:
    """The key of a body as the record names it; one without a key of its own gets its name as in an address."""
    return _BY_NAME.get(name) or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def name_of(key: str) -> str:
    """The name under which the record holds the labels of a body."""
    return next(term.label for term in DESIGNATORS if term.key == key)
