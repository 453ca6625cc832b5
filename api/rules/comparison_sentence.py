"""Why a label and a position do not agree, or agree in part, in one neutral sentence made of the position's own reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.rules.comparison import UNKNOWN, Compared, Outcome
from api.rules.phrases import clause, listed, plain, tense
from api.rules.sentences import furthest, reason
from api.rules.spectrum import Shortfall, short_of_sanctuary, weighted
from api.rules.vocabulary import EVERY_DIMENSION, Category, Dimension, label
from api.rules.yardsticks import Side

Plain = dict[str, Any]
_WAY = {Side.LIMITS: -1, Side.COOPERATES: 1}
_RULES = frozenset({"text", "law"})
_UNSIDED = "The label takes no side on cooperation with federal immigration enforcement, so it is not set beside a position"


def why(*, compared: Compared, side: Side | None, sanctuary: bool, policy: Plain, operative: Plain, jail: Plain, on: date, today: date) -> str | None:
    """The sentence on the day of the list; None where the label agrees with both positions and its word with that of the own policy.

    `sanctuary`: the label calls the body a sanctuary. `policy`, `operative` and `jail` are parts of a profile.
    """
    verbs, outcome = tense(on=on, today=today), compared.outcome
    if outcome == Outcome.AGREES:
        if compared.agrees_by == "both" or side is None:
            return _ended(f"The direction is the same; its own policy {_read(on, today)} {_word(policy)}, {_short(policy, verbs)}") if sanctuary and policy["category"] == Category.LIMITS else None
        return _ended(_agrees(compared, _WAY[side], policy, operative, jail, verbs, _read(on, today)))
    if outcome == Outcome.NOT_LISTED:
        because = _reasons(policy, -1, jail, verbs)
        return _ended(f"The list does not name it; its own binding rules {_read(on, today)} {_word(policy)}{': ' if because else ''}{because}")
    if outcome == Outcome.NOT_COMPARED:
        return _ended(_UNSIDED if side is None else _unknown(policy, operative, verbs))
    return _ended(_differs(_WAY[side or Side.LIMITS], policy, operative, jail, verbs, _read(on, today)))


def _agrees(compared: Compared, way: int, policy: Plain, operative: Plain, jail: Plain, verbs: Mapping[str, str], read: str) -> str:
    """What an agreement with one of the two positions rests on."""
    because = _reasons(policy if compared.agrees_by == "own" else operative, way, jail, verbs)
    return f"{_standing(policy, operative, verbs, read)}{', because ' if because else ''}{because}"


def _short(policy: Plain, verbs: Mapping[str, str]) -> str:
    """What keeps a policy that limits from the word `sanctuary`."""
    words = {
        Shortfall.SCORE: f"its score {verbs['was']} above −50",
        Shortfall.COVERAGE: f"less than half of what weighs {verbs['was']} known",
        Shortfall.RULES: f"fewer than two dimensions {verbs['were']} limited by binding rules of its own",
        Shortfall.JAIL: f"no binding rule of its own that limits {verbs['was']} recorded on detainers, release notice or jail access",
    }
    rules = frozenset(Dimension(r["dimension"]) for r in policy["dimensions"] if r["low"] < 0 and (r["laws"] or (r["own"] and r["own"]["basis"] in _RULES)))
    # The score as it is judged by, before it is rounded for print.
    value = weighted({Dimension(r["dimension"]): r["low"] for r in policy["dimensions"]})
    lacking = [words[shortfall] for shortfall in short_of_sanctuary(value, policy["coverage"], rules)]
    return f"not “sanctuary”, since {listed(lacking, most=4)}"


def _differs(way: int, policy: Plain, operative: Plain, jail: Plain, verbs: Mapping[str, str], read: str) -> str:
    shown = policy if operative["category"] in UNKNOWN else operative
    against, alike = _reasons(shown, -way, jail, verbs), _reasons(shown, way, jail, verbs)
    because = against or _reasons(shown, 0, jail, verbs)
    parts = [f"{_standing(policy, operative, verbs, read)}{f', because {because}' if because else ''}{f', while {alike}' if alike else ''}"]
    missing = _missing(shown)
    return "; ".join([*parts, *([f"nothing is recorded on {missing}"] if missing else [])])


def _standing(policy: Plain, operative: Plain, verbs: Mapping[str, str], read: str) -> str:
    """Both words, each with its score."""
    if policy["category"] == operative["category"]:
        scores = {_scored(policy["score"]), _scored(operative["score"])} - {""}
        return f"Its own policy and what {_applies(verbs)} both read “{label('categories', policy['category'])}”{' (' + listed(sorted(scores)) + ')' if scores else ''}"
    own = "Its own policy is not yet researched" if policy["category"] == Category.INSUFFICIENT else f"Its own policy {read} {_word(policy)}"
    if operative["category"] == Category.INSUFFICIENT:
        return f"{own} and what {_applies(verbs)} after law is not yet researched"
    return f"{own} and what {_applies(verbs)} {read} {_word(operative)}"


def _unknown(policy: Plain, operative: Plain, verbs: Mapping[str, str]) -> str:
    """What is known and what is not, where that is too little for a word."""
    if policy["category"] == Category.NO_GOVERNMENT:
        return f"The place {verbs['has']} no government of its own that a label could be of"
    if operative["category"] == Category.CONTESTED:
        return f"Its own policy is not yet researched, and what {_applies(verbs)} {verbs['was']} contested between binding rules"
    known = [label("dimensions", reading["dimension"]) for reading in policy["dimensions"]]
    told = f"its own policy is known on {listed(known, most=3)} alone (coverage {policy['coverage']:.2f})" if known else "nothing is recorded of its own policy"
    missing = _missing(policy) if known else ""
    return f"The record holds too little for a word, which is not evidence of “none”: {told}{f', with nothing on {missing}' if missing else ''}"


def _reasons(result: Plain, way: int, jail: Plain, verbs: Mapping[str, str]) -> str:
    """The two heaviest readings that point one way (0: none), each with its instrument and who set it."""
    pointing = [r for r in result["dimensions"] if (furthest(r) > 0) - (furthest(r) < 0) == way]
    heaviest = sorted(pointing, key=lambda r: -r["weight"] * (abs(furthest(r)) or 1))[:2]
    said = [clause(r["dimension"], furthest(r), verbs) for r in heaviest]
    tails = [reason(r, jail, verbs).removeprefix(words) for r, words in zip(heaviest, said, strict=True)]
    if len(set(tails)) == 1 and len(said) == 2 and tails[0].startswith(" under "):
        return f"{' and '.join(said)}, both{tails[0]}"
    return ", and ".join(words + tail for words, tail in zip(said, tails, strict=True))


def _missing(result: Plain) -> str:
    """The dimensions without a reading, in words."""
    known = {reading["dimension"] for reading in result["dimensions"]}
    return listed([label("dimensions", dimension) for dimension in EVERY_DIMENSION if dimension not in known], most=3)


def _word(result: Plain) -> str:
    scored = _scored(result["score"])
    return f"“{label('categories', result['category'])}”{f' ({scored})' if scored else ''}"


def _scored(score: float | None) -> str:
    """A score to one decimal with its sign; nothing where there is none."""
    if score is None:
        return ""
    return f"{'+' if score > 0 else '−' if score < 0 else ''}{abs(score):.1f}"


def _applies(verbs: Mapping[str, str]) -> str:
    return "applied" if verbs["was"] == "was" else "applies"


def _read(on: date, today: date) -> str:
    return "read" if on < today else "reads"


def _ended(sentence: str) -> str:
    return f"{plain(sentence)}."
