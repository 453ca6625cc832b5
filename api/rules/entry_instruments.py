"""Whether an instrument is one that its body can make, and one that can say what is read in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from api.rules.entry_levels import UNWRITTEN
from api.rules.entry_reading import Found, Given, clauses_of, sound, word_of

_MADE_BY = {
    "ordinance": ("council", "board"),
    "resolution": ("council", "board"),
    "general_order": ("police", "sheriff"),
    "sheriff_policy": ("sheriff",),
}
# A resolution that urges, opposes or declares states no rule of the body's own.
_URGES = re.compile(r"(urges?|calls? (up)?on|supports?|opposes?|condemns?|declares?|asks|recommends?)\b", re.IGNORECASE)
_AGAINST = {"requires_cooperation": "ceiling", "limits_cooperation": "floor"}


def instrument_faults(noun: str, entry: Given, spoilt: Set[str]) -> Iterator[Found]:
    """What an instrument cannot be or say; fields in `spoilt` are passed over."""
    whole = sound(entry, "", spoilt)
    if noun == "policy":
        yield from _maker(whole)
        for path, clause in clauses_of(whole, spoilt):
            yield from _words(whole, clause, path)
    if noun == "state_law":
        yield from _direction(whole, spoilt)


def _maker(policy: Given) -> Iterator[Found]:
    instrument, body = word_of(policy, "instrument"), word_of(policy, "body")
    makers = _MADE_BY.get(instrument)
    if makers and body and body not in makers:
        yield "body", f"body is {body}, which makes no {instrument.replace('_', ' ')}.", f"Name the body that made it ({' or '.join(makers)}), or another instrument."


def _words(policy: Given, clause: Given, path: str) -> Iterator[Found]:
    written, decides = clause.get("basis") == "text", clause.get("decides") is True
    instrument = word_of(policy, "instrument")
    if written and instrument in UNWRITTEN:
        yield f"{path}basis", f"basis is text, and a {instrument} has no words of a rule.", f"Give {instrument} as basis, or name the written instrument."
    if written and decides and policy.get("binding") is False:
        yield f"{path}decides", "decides is true, and the text of what does not bind decides nothing.", "Say false, or that the instrument binds."
    if decides and instrument == "resolution" and _URGES.match(word_of(clause, "words")):
        yield f"{path}decides", "decides is true, and a resolution that only urges or declares decides nothing.", "Say false, leave the clause out, or tell the rule that it states."


def _direction(law: Given, spoilt: Set[str]) -> Iterator[Found]:
    direction = word_of(law, "direction")
    wrong = _AGAINST.get(direction)
    if wrong and any(word_of(clause, "bound") == wrong for _, clause in clauses_of(law, spoilt)):
        yield "direction", f"direction is {direction}, and a clause sets a {wrong}.", "Say mixed, or mend the bound."
