"""How the pages write what a law does: its events, whom a clause binds, and what its floor or ceiling means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.pages.blueprint import pages
from api.pages.words import score_words, told
from api.rules import law_terms
from api.rules.vocabulary import LEVEL_WORDS, Dimension, label


@pages.app_template_filter("event_label")
def event_label(kind: str) -> str:
    """The shown word of an event of a law."""
    return law_terms.word(law_terms.EVENTS, kind)


@pages.app_template_filter("direction_label")
def direction_label(direction: str) -> str:
    """The shown word of what a law asks for."""
    return law_terms.word(law_terms.DIRECTIONS, direction)


@pages.app_template_filter("instrument_label")
def instrument_label(instrument: str) -> str:
    """The shown word of a state's instrument."""
    return law_terms.word(law_terms.INSTRUMENTS, instrument)


@pages.app_template_filter("body_label")
def body_label(body: str) -> str:
    """The shown word of a kind of body that a clause binds."""
    return law_terms.word(law_terms.BODIES, body)


@pages.app_template_filter("dimension_label")
def dimension_label(dimension: str) -> str:
    """The shown word of a dimension."""
    return label("dimensions", dimension)


@pages.app_template_filter("level_label")
def level_label(reading: Mapping[str, Any]) -> str:
    """What a level of a dimension means, with its number: none without a judicial warrant (−2)."""
    return f"{LEVEL_WORDS[Dimension(reading['dimension'])][reading['level']]} ({score_words(reading['level'])})"


@pages.app_template_filter("bound_words")
def bound_words(clause: Mapping[str, Any]) -> str:
    """What a clause sets, in words: a duty, a floor, a ceiling, or that the matter is left open."""
    if clause["duty"]:
        due = f", by {told(clause['deadline'])}" if clause["deadline"] else ""
        return f"{law_terms.word(law_terms.DUTIES, clause['duty'])}{due}"
    meant = f"“{level_label(clause)[: level_label(clause).rindex(' (')]}” ({score_words(clause['level'])})"
    return {"floor": f"floor: no lower than {meant}", "ceiling": f"ceiling: no higher than {meant}"}.get(clause["bound"], f"leaves it open: {meant}")


@pages.app_template_filter("agreement_status")
def agreement_status(status: str) -> str:
    """The shown word of what an agreement is on a day."""
    return label("agreement_statuses", status)
