"""How a level of each dimension reads as a clause of a sentence, in the tense of the day asked about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from api.rules.vocabulary import MODELS, Dimension

_PAST = {"was": "was", "were": "were", "could": "could", "needed": "needed", "has": "had", "requires": "required", "stands": "stood", "runs": "ran", "contradict": "contradicted"}
_NOW = {"was": "is", "were": "are", "could": "may", "needed": "need", "has": "has", "requires": "requires", "stands": "stands", "runs": "runs", "contradict": "contradict"}

# Clauses, not verdicts: each states the level's definition in the order "what is done, how far".
_CLAUSES: dict[Dimension, dict[int, str]] = {
    Dimension.DETAINERS: {
        -2: "immigration detainers {were} not honoured without a judicial warrant",
        -1: "immigration detainers {were} honoured only after listed convictions or on conditions",
        0: "immigration detainers {were} left to be decided case by case",
        1: "immigration detainers {were} honoured",
        2: "honouring immigration detainers {was} a written duty",
    },
    Dimension.AGREEMENT: {
        -2: "287(g) agreements {were} barred",
        -1: "a 287(g) agreement {was} declined or ended",
        0: "no agency of its own {was} listed with an active 287(g) agreement",
        1: "a 287(g) agreement for the jail {was} in force",
        2: "a 287(g) agreement for task force work, or agreements of two models, {were} in force",
    },
    Dimension.NOTICE: {
        -2: "immigration authorities {were} not told of releases",
        -1: "immigration authorities {were} told of releases only after listed convictions",
        0: "there {was} no rule on telling immigration authorities of releases",
        1: "immigration authorities {could} be told of releases on request",
        2: "telling immigration authorities of releases {was} a written duty",
    },
    Dimension.ACCESS: {
        -2: "immigration officers {needed} a judicial warrant or court order to enter the jail",
        -1: "immigration officers {were} admitted to the jail only with a person's consent or on conditions",
        0: "there {was} no rule on admitting immigration officers to the jail",
        1: "immigration officers {could} be admitted to the jail on request",
        2: "admitting immigration officers to the jail {was} a written duty",
    },
    Dimension.SHARING: {
        -2: "information {was} shared with immigration authorities only as law requires",
        -1: "sharing information with immigration authorities {was} limited",
        0: "there {was} no rule on sharing information with immigration authorities",
        1: "information {could} be shared with immigration authorities on request",
        2: "sharing information with immigration authorities {was} a written duty",
    },
    Dimension.INQUIRIES: {
        -2: "officers {were} barred from asking about immigration status",
        -1: "officers {could} ask about immigration status only where relevant to a crime",
        0: "there {was} no rule on asking about immigration status",
        1: "officers {could} ask about immigration status",
        2: "officers {were} required to ask about immigration status",
    },
    Dimension.CONTRACTS: {
        -2: "contracts for immigration detention {were} barred",
        -1: "a contract for immigration detention {was} ended or declined",
        0: "no contract for immigration detention {was} held",
        1: "some beds {were} let for immigration detention",
        2: "beds for immigration detention {were} let or sought",
    },
    Dimension.COURTHOUSE: {
        -2: "a judicial warrant {was} required for civil immigration enforcement on public property",
        -1: "guidance {was} in place that limits civil immigration enforcement on public property",
        0: "there {was} no rule on immigration enforcement on public property",
        1: "civil immigration enforcement {was} admitted on public property",
        2: "admitting civil immigration enforcement on public property {was} a written duty",
    },
}
_MODELS = {term.key: f"{term.label} model".replace("Model model", "Model") for term in MODELS}


def tense(*, on: date, today: date) -> Mapping[str, str]:
    """The verbs of a sentence about a day: past before today, else present."""
    return _PAST if on < today else _NOW


def clause(dimension: str, level: int, verbs: Mapping[str, str]) -> str:
    """A level as a clause: "honouring immigration detainers was a written duty"."""
    return _CLAUSES[Dimension(dimension)][level].format_map(verbs)


def day(on: date) -> str:
    """A day in words: 1 June 2026."""
    return f"{on.day} {on:%B %Y}"


def plain(text: str) -> str:
    """A title within a sentence: on one line, without a stop of its own."""
    return " ".join(text.split()).rstrip(" .;,:")


def listed(items: list[str], *, most: int = 2) -> str:
    """Some items in words, and how many more there are."""
    shown = items[:most] + ([f"{len(items) - most} more"] if len(items) > most else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def holders(title: str) -> list[str]:
    """The agencies that the title of an own agreement names, each with its model in words."""
    named = title.removeprefix("287(g) agreement: ").split("), ")
    return [_with_model(part if part.endswith(")") else f"{part})") if "(" in part else part for part in named]


def _with_model(part: str) -> str:
    name, _, model = part.rpartition(" (")
    key = model.rstrip(")")
    return f"{name} ({_MODELS[key]})" if name and key in _MODELS else part
