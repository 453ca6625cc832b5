"""Whether a level, its basis and the instrument can go together by the coding rules of the method."""

from __future__ import annotations

from collections.abc import Iterator, Set

from api.rules.entry_reading import Found, Given, clauses_of, level_of, sound, word_of
from api.rules.vocabulary import Dimension

# What nobody wrote down: no words of a rule can be quoted from these.
UNWRITTEN = frozenset({"practice", "statement"})
# Bases that the method gives to what it finds itself, in ICE's lists and in the state's laws.
_OF_THE_METHOD = frozenset({"list", "agreement", "law", "end_by_law"})
# Where -2 is the word for a rule that bars; elsewhere it may be told as practice.
_BARRED_BY_RULE = frozenset({Dimension.AGREEMENT, Dimension.CONTRACTS, Dimension.COURTHOUSE})
# Where +2 is no written duty: active or sought beds; and agreements, which no policy makes.
_NO_DUTY = frozenset({Dimension.CONTRACTS, Dimension.AGREEMENT})


def level_faults(noun: str, entry: Given, spoilt: Set[str]) -> Iterator[Found]:
    """Levels that their basis, their instrument or their bound cannot carry; fields in `spoilt` are passed over."""
    instrument = word_of(sound(entry, "", spoilt), "instrument")
    for path, clause in clauses_of(entry, spoilt):
        if noun == "policy":
            yield from _basis(clause, path)
            yield from _extremes(clause, instrument, path)
        if noun == "state_law":
            yield from _bound(clause, path)


def _basis(clause: Given, path: str) -> Iterator[Found]:
    basis, level = word_of(clause, "basis"), level_of(clause)
    if basis in _OF_THE_METHOD:
        yield f"{path}basis", f"{basis} is a basis that the method finds in ICE’s lists and in laws, not in a policy.", "Use one of: text, practice, statement, inventory, search."
    if basis == "practice" and level == 0:
        yield f"{path}basis", "level 0 needs a statement, an inventory, a search or a text that says case by case.", "Name what shows that there is no rule."
    if basis == "search" and level not in (0, None):
        yield f"{path}level", "a search shows only that there is no rule, which is level 0.", "Give 0, or name as basis what shows the level."


def _extremes(clause: Given, instrument: str, path: str) -> Iterator[Found]:
    basis, level, dimension = word_of(clause, "basis"), level_of(clause), word_of(clause, "dimension")
    if level == 2 and dimension not in _NO_DUTY and (basis == "practice" or instrument in UNWRITTEN):
        yield f"{path}level", "level 2 is a written duty, which neither a practice nor a statement is.", "Give 1, or record the written rule."
    if level == -2 and dimension in _BARRED_BY_RULE and basis not in ("text", ""):
        yield f"{path}level", f"level -2 of {dimension} is a written rule that bars it.", "Give -1, or record the rule with basis text."
    if dimension == Dimension.AGREEMENT and (level or 0) > 0:
        yield f"{path}level", "a 287(g) agreement comes from ICE’s lists or the memorandum, never from a policy.", "Leave the clause out; the agreement itself is an entry."


def _bound(clause: Given, path: str) -> Iterator[Found]:
    bound, level, dimension = word_of(clause, "bound"), level_of(clause), word_of(clause, "dimension")
    on_agreements = dimension == Dimension.AGREEMENT
    if bound == "statement" and level not in (0, None):
        yield f"{path}level", "a statement that the law leaves the matter open is level 0.", "Give 0, or say floor or ceiling."
    if bound == "floor" and on_agreements and (level or 0) > 0:
        yield f"{path}level", "no law makes an agreement, so that its floor is 0 at most.", "Give 0, and name the duty."
    if clause.get("duty") is not None and bound and dimension and not (bound == "floor" and on_agreements):
        yield f"{path}duty", "only a floor of agreement_287g is a duty to seek or sign an agreement.", "Leave the duty out, or mend the dimension or the bound."
