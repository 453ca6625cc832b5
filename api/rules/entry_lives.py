"""Whether clauses lie within the life of their policy or law, and whether two of them speak of one dimension on one day."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import combinations

from api.rules.dates import PartialDate
from api.rules.entry_reading import Found, Given, clauses_of, date_of, objects, word_of
from api.rules.law_terms import ENACTING

_BEGINNING = ("adopted", "effective")
_MEND = "Mend the clause or the end of the instrument."


def life_faults(noun: str, entry: Given, spoilt: Set[str]) -> Iterator[Found]:
    """Clauses outside the life of what they belong to; fields in `spoilt` are passed over."""
    for path, clause in clauses_of(entry, spoilt):
        if noun == "policy":
            yield from _after_its_end(entry, clause, path, spoilt)
            yield from _before_it_began(entry, clause, path, spoilt)
        if noun == "state_law":
            yield from _in_the_law(entry, clause, path, spoilt)
        yield from _stayed(clause, path, spoilt)
    if noun == "policy":
        yield from _twice(entry, spoilt)


def _after_its_end(policy: Given, clause: Given, path: str, spoilt: Set[str]) -> Iterator[Found]:
    """A clause ends with its instrument at the latest, so that one left open needs no end of its own."""
    ended = date_of(policy, "ended", "", spoilt)
    start, until = date_of(clause, "valid_from", path, spoilt), date_of(clause, "valid_until", path, spoilt)
    if ended and start and start.first >= ended.last:
        yield f"{path}valid_from", "valid_from lies on or after the end of the instrument, so that the clause holds on no day.", f"{_MEND} What came after is a policy of its own."
    if ended and until and until.first > ended.last:
        yield f"{path}valid_until", "valid_until lies after the end of the instrument.", _MEND


def _before_it_began(policy: Given, clause: Given, path: str, spoilt: Set[str]) -> Iterator[Found]:
    """A decision may tell of practice, or of a contract, before it; a written rule does not hold before it is made."""
    days = [day for name in _BEGINNING if (day := date_of(policy, name, "", spoilt))]
    start, until = date_of(clause, "valid_from", path, spoilt), date_of(clause, "valid_until", path, spoilt)
    if not days:
        return
    first = min(day.first for day in days)
    if until and until.last < first:
        yield f"{path}valid_until", "valid_until lies before the instrument was adopted.", "Mend the clause or the day of adoption."
    if start and start.last < first and clause.get("basis") == "text" and clause.get("dimension") != "detention_contracts":
        yield f"{path}valid_from", "valid_from lies before the written rule was adopted.", "Mend the day, or name the practice or the statement of the days before as basis."


def _in_the_law(law: Given, clause: Given, path: str, spoilt: Set[str]) -> Iterator[Found]:
    start = date_of(clause, "valid_from", path, spoilt)
    enacted = list(_days(law, ENACTING, spoilt))
    if start and enacted and start.last < min(day.first for day in enacted):
        yield f"{path}valid_from", "valid_from lies before the law was enacted.", "Mend the clause or the timeline."
    if clause.get("valid_until") is None and any(_days(law, frozenset({"repealed"}), spoilt)):
        yield f"{path}valid_until", "valid_until is open, and the law was repealed.", "Give the first day on which it no longer holds; call a repeal in part an amendment."


def _days(law: Given, kinds: Set[str], spoilt: Set[str]) -> Iterator[PartialDate]:
    for index, event in objects(law.get("events")):
        if word_of(event, "kind") in kinds and (day := date_of(event, "date", f"events[{index}].", spoilt)):
            yield day


def _stayed(clause: Given, path: str, spoilt: Set[str]) -> Iterator[Found]:
    """A court may stay a clause before it takes effect, but not only on days on which it does not hold."""
    start, until = date_of(clause, "valid_from", path, spoilt), date_of(clause, "valid_until", path, spoilt)
    for number, stay in objects(clause.get("suspended")):
        where = f"{path}suspended[{number}]."
        first, last = date_of(stay, "from", where, spoilt), date_of(stay, "until", where, spoilt)
        if until and first and first.first >= until.last:
            yield f"{where}from", "suspended from a day on which the clause no longer holds.", "Mend the stay or the end of the clause."
        if start and last and last.last <= start.first:
            yield f"{where}until", "suspended only until a day on which the clause does not hold yet.", "Mend the stay or the start of the clause."


def _twice(policy: Given, spoilt: Set[str]) -> Iterator[Found]:
    """What this body decides and what another says of it may stand side by side."""
    for (_, one), (path, other) in combinations(clauses_of(policy, spoilt), 2):
        same = word_of(one, "dimension") == word_of(other, "dimension") != "" and one.get("decides") is other.get("decides") is not None
        if same and not _apart(one, other, path, spoilt):
            yield f"{path}dimension", f"dimension {word_of(other, 'dimension')} is spoken of by two clauses on the same days.", "End one where the other begins, or join the two."


def _apart(one: Given, other: Given, path: str, spoilt: Set[str]) -> bool:
    """Whether one clause may have ended by the time the other certainly holds; unreadable dates are faults of their own."""
    return any(_ends_by(a, b, path, spoilt) for a, b in ((one, other), (other, one)))


def _ends_by(one: Given, other: Given, path: str, spoilt: Set[str]) -> bool:
    until, start = date_of(one, "valid_until", path, spoilt), date_of(other, "valid_from", path, spoilt)
    return start is None or (until is not None and until.first <= start.last)
