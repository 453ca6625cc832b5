"""One plain sentence that can be quoted: where a body stood on a day, and the reason that weighs most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.rules.names import STATE_NAMES
from api.rules.phrases import clause, day, holders, listed, plain, tense
from api.rules.vocabulary import JAIL_DIMENSIONS, Category, Mark

Plain = dict[str, Any]
_ABOUT = "federal immigration enforcement"
_STANDS = {
    Category.COOPERATES: (f"on balance cooperated with {_ABOUT}", f"on balance cooperates with {_ABOUT}", f"will on balance cooperate with {_ABOUT}"),
    Category.LIMITS: (f"on balance limited cooperation with {_ABOUT}", f"on balance limits cooperation with {_ABOUT}", f"will on balance limit cooperation with {_ABOUT}"),
    Category.MIXED: (
        f"stood between limiting cooperation and cooperating with {_ABOUT} (“mixed”)",
        f"stands between limiting cooperation and cooperating with {_ABOUT} (“mixed”)",
        f"will stand between limiting cooperation and cooperating with {_ABOUT} (“mixed”)",
    ),
    Category.SANCTUARY: (
        f"limited cooperation with {_ABOUT} by binding rules of its own (“sanctuary”)",
        f"limits cooperation with {_ABOUT} by binding rules of its own (“sanctuary”)",
        f"will limit cooperation with {_ABOUT} by binding rules of its own (“sanctuary”)",
    ),
    Category.AGREEMENT: (f"cooperated with {_ABOUT} under", f"cooperates with {_ABOUT} under", f"will cooperate with {_ABOUT} under"),
}
# Said of the rules, not of the body, where law or another body sets what its own policy does not say.
_APPLIES = {
    Category.COOPERATES: ("was on balance", "is on balance", "will on balance be", f"cooperation with {_ABOUT}"),
    Category.LIMITS: ("was on balance", "is on balance", "will on balance be", f"limited cooperation with {_ABOUT}"),
    Category.MIXED: ("lay", "lies", "will lie", f"between limiting cooperation and cooperating with {_ABOUT} (“mixed”)"),
}
# Which way a reason must point to explain the word.
_DIRECTION = {Category.COOPERATES: 1, Category.AGREEMENT: 1, Category.LIMITS: -1, Category.SANCTUARY: -1}


def full_name(name: str, *, kind: str, state: str) -> str:
    """A name with that of its state: "Travis County, Texas"; a state's is its own, with the article that it needs."""
    if kind == "district":
        return f"the {name}"
    within = STATE_NAMES[state].title().replace(" Of ", " of ") if state in STATE_NAMES else state
    return name if kind in {"state", "territory"} else f"{name}, {within}"


def standing_sentence(*, name: str, on: date, today: date, policy: Plain, operative: Plain, jail: Plain) -> str:
    """What applies to a body on a day, in one sentence with the reason that weighs most and who set it.

    `name` holds the state ("Travis County, Texas"); the three others are parts of a profile.
    """
    verbs = tense(on=on, today=today)
    when = _when(on, today)
    subject = f"{name}," if "," in name else name
    if policy["category"] == Category.NO_GOVERNMENT:
        return _ended(f"{when}, {subject} {verbs['has']} no government of its own, and {_without(operative, jail, verbs, _tense(on, today))}")
    if operative["category"] == Category.CONTESTED:
        return _ended(f"{when}, what {verbs['was']} binding on {subject} {verbs['was']} contested: {_contest(operative, verbs)}")
    shown = operative if operative["category"] in _STANDS else policy
    if shown["category"] not in _STANDS:
        return _ended(f"{when}, where {subject} {verbs['stands']} towards {_ABOUT} is not yet researched: the record holds too little sourced evidence, which is not the same as there being no rules")
    return _ended(f"{when}, {_stands(subject, policy, operative, _tense(on, today))}{_because(shown, policy, jail, verbs)}")


def _stands(subject: str, policy: Plain, operative: Plain, tense_of: int) -> str:
    """Who does what: the body itself, or what applies there by law or by another body."""
    category = operative["category"]
    if category in _APPLIES and category != policy["category"] and {Mark.BY_LAW, Mark.SET_BY} & set(operative["marks"]):
        return f"what {'applied' if tense_of == 0 else 'applies'} in {subject} {_APPLIES[category][tense_of]} {_APPLIES[category][3]}"
    shown = category if category in _STANDS else policy["category"]
    return f"{subject} {_STANDS[shown][tense_of]}"


def _tense(on: date, today: date) -> int:
    return 0 if on < today else 2 if on > today else 1


def _when(on: date, today: date) -> str:
    return f"On {day(on)}{', by what is enacted now' if on > today else ''}"


def _ended(sentence: str) -> str:
    return f"{plain(sentence)}."


def _because(shown: Plain, policy: Plain, jail: Plain, verbs: Mapping[str, str]) -> str:
    category = Category(shown["category"])
    if category is Category.AGREEMENT:
        return _agreed(policy, shown, verbs)
    reading = _weightiest(shown["dimensions"], _DIRECTION.get(category, 0))
    held = _own_agreement(policy) if category is Category.MIXED and Mark.SPLIT in policy["marks"] else None
    if held and reading:
        against = _weightiest(shown["dimensions"], -1) or reading
        return f": {listed(holders(plain(held)))} {verbs['has']} a 287(g) agreement, while {reason(against, jail, verbs)}"
    if reading is None:
        return ""
    if category is Category.MIXED and (other := _weightiest(shown["dimensions"], -1 if furthest(reading) > 0 else 1)):
        return f": {reason(reading, jail, verbs)}, while {reason(other, jail, verbs)}"
    joined = "; what weighs most is that" if category is Category.MIXED else ", because"
    return f"{joined} {reason(reading, jail, verbs)}{_torn(shown, verbs)}"


def _agreed(policy: Plain, shown: Plain, verbs: Mapping[str, str]) -> str:
    """The agencies that hold an agreement, and the law that demands it."""
    held = _own_agreement(policy) or _own_agreement(shown)
    named = holders(plain(held)) if held else []
    by = f" {'287(g) agreements' if len(named) > 1 else 'a 287(g) agreement'} of {listed(named) if named else 'its own'}"
    demanded = [plain(law["title"]) for law in shown["required_by"] or policy["required_by"]]
    if not demanded:
        return by
    return f"{by}, which {listed(list(dict.fromkeys(demanded)))} {verbs['requires']}"


def _own_agreement(result: Plain) -> str | None:
    return next((r["own"]["title"] for r in result["dimensions"] if r["own"] and r["own"]["basis"] == "agreement"), None)


def furthest(reading: Plain) -> int:
    """The level of a reading, or of its two ends the one further from the middle."""
    return int(reading["low"] if abs(reading["low"]) >= abs(reading["high"]) else reading["high"])


def _weightiest(dimensions: list[Plain], direction: int) -> Plain | None:
    """The reading that weighs most of those that point one way; 0: either way."""
    pointing = [r for r in dimensions if furthest(r) * direction > 0 or (direction == 0 and furthest(r))]
    found = pointing or (dimensions if direction == 0 else [])
    return max(found, key=lambda r: r["weight"] * abs(furthest(r)), default=None)


def reason(reading: Plain, jail: Plain, verbs: Mapping[str, str]) -> str:
    """A level as a clause, with the instrument and, where it is another body, who set it."""
    said = clause(reading["dimension"], furthest(reading), verbs)
    return f"{said}{_by(reading)}{_set_by(reading, jail, verbs)}"


def _by(reading: Plain) -> str:
    laws = list(dict.fromkeys(plain(law["title"]) for law in reading["laws"]))
    own = reading["own"]
    if laws and (reading["set_by_law"] or not own):
        return f" under {listed(laws)}"
    if own and own["basis"] == "text":
        return f" under {'' if reading['set_by'] else 'its own '}{_quoted(own['title'])}"
    if own and own["basis"] == "agreement":
        return f", held by {listed(holders(plain(own['title'])))}"
    return f" ({plain(own['title'])})" if own and own["basis"] != "list" else ""


def _quoted(title: str) -> str:
    return f"“{plain(title)}”"


def _set_by(reading: Plain, jail: Plain, verbs: Mapping[str, str]) -> str:
    if not reading["set_by"]:
        return ""
    body = reading["set_by"]["name"] or f"jurisdiction {reading['set_by']['id']}"
    if reading["dimension"] in JAIL_DIMENSIONS:
        return f", in the jail that {plain(body)} {verbs['runs']}"
    runs = jail["operator"] and jail["operator"]["id"] == reading["set_by"]["id"]
    return f", as set by {plain(body)}" + (f", which {verbs['runs']} the jail" if runs else "")


def _torn(result: Plain, verbs: Mapping[str, str]) -> str:
    """Says so where rules contradict each other without changing the word."""
    if not any(r["low"] != r["high"] for r in result["dimensions"]):
        return ""
    return f"; other binding rules {verbs['contradict']} each other, without another word for the whole"


def _contest(operative: Plain, verbs: Mapping[str, str]) -> str:
    """Both ends with the rule that sets each, and the range between them."""
    torn = [r for r in operative["dimensions"] if r["low"] != r["high"]]
    reading = max(torn, key=lambda r: r["weight"] * (r["high"] - r["low"]))
    low, high = _end(reading, "ceiling"), _end(reading, "floor")
    ends = f"by {high}, {clause(reading['dimension'], reading['high'], verbs)}; by {low}, {clause(reading['dimension'], reading['low'], verbs)}"
    return f"{ends}; its score {verbs['was']} a range from {_scored(operative['low'])} to {_scored(operative['high'])}{_jail_of(reading, verbs)}"


def _end(reading: Plain, side: str) -> str:
    """The rules of one end: the clauses of that side, else the body's own instrument."""
    laws = list(dict.fromkeys(plain(law["title"]) for law in reading["laws"] if law["side"] == side))
    if laws:
        return listed(laws)
    return _quoted(reading["own"]["title"]) if reading["own"] else "a rule of its own"


def _jail_of(reading: Plain, verbs: Mapping[str, str]) -> str:
    body = reading["set_by"] and reading["set_by"]["name"]
    return f", as for {plain(body)}, which {verbs['runs']} the jail" if body else ""


def _scored(score: float | None) -> str:
    if score is None:
        return "a score not known"
    rounded = round(score)
    word = "limits" if rounded <= -20 else "cooperates" if rounded > 20 else "mixed"
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else ''}{abs(rounded)} ({word})"


def _without(operative: Plain, jail: Plain, verbs: Mapping[str, str], tense_of: int) -> str:
    """What is said of a place without a government: whoever answers for it."""
    if operative["category"] == Category.CONTESTED:
        return f"what {verbs['was']} binding there {verbs['was']} contested: {_contest(operative, verbs)}"
    if operative["category"] not in _STANDS:
        return f"where the bodies that answer for it {'stood' if verbs['was'] == 'was' else 'stand'} is not yet researched, which is not the same as there being no rules"
    body = jail["operator"]["name"] if jail["operator"] else None
    who = f"{plain(body)}, which {verbs['runs']} the jail for it," if body else "what applies there"
    # The operator is the subject of this sentence, and need not be named again as the one who set it.
    shown = {**operative, "dimensions": [{**reading, "set_by": None} for reading in operative["dimensions"]]} if body else operative
    return f"{who} {_STANDS[operative['category']][tense_of]}{_because(shown, shown, jail, verbs)}"
