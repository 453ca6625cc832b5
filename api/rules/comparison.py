"""When an outside body's label and our position agree, differ, or cannot be compared.

A list says one word of a body and not which of our two positions it means, its own policy or what applies there after law. So:

- They *agree* where either of the two stands on the side of the label: `sanctuary` or `limits` for a label that says limits, `287g` or
  `cooperates` for one that says cooperates. This is lenient on purpose, and `agrees_by` says which of the two it rests on. A direction is
  compared, not a degree: a list that calls a body a sanctuary agrees with our `limits`.
- They *differ* where something is known and neither stands on that side: `mixed`, or the other side.
- They *cannot be compared* where the label takes no side, where the place has no government that a label could be of, and where neither
  position is known: too little evidence, or binding rules that contradict each other.
- *Not listed*: it reads `sanctuary` by its own binding rules, and a list that is held whole does not name it. Only that word is looked
  for, since it alone asks for what such lists say they look for: binding rules of the body itself.

None of this enters a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from api.rules.term import Term
from api.rules.vocabulary import Category
from api.rules.yardsticks import Side


class Outcome(StrEnum):
    """What became of a comparison, those to be explained first."""

    DIFFERS = "differs"
    NOT_LISTED = "not_listed"
    NOT_COMPARED = "not_compared"
    AGREES = "agrees"


OUTCOMES = (
    Term("differs", "differs", "Something is known of the body, and neither its own policy nor what applies there stands on the side of the label."),
    Term("not_listed", "not listed", "It reads “sanctuary” by its own binding rules on the day of the list, and the list, held whole, does not name it."),
    Term("not_compared", "cannot be compared", "The label takes no side, the place has no government of its own, or neither its policy nor what applies there is known."),
    Term("agrees", "agrees", "Its own policy, what applies there, or both stand on the side of the label."),
)
ON_SIDE = {
    Side.LIMITS: frozenset({Category.SANCTUARY, Category.LIMITS}),
    Side.COOPERATES: frozenset({Category.AGREEMENT, Category.COOPERATES}),
}
# Words that say that no position is known, or no single one.
UNKNOWN = frozenset({Category.NO_GOVERNMENT, Category.INSUFFICIENT, Category.CONTESTED})


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of a comparison, and which position an agreement rests on: own, operative or both."""

    outcome: Outcome
    agrees_by: str | None = None


def compare(side: Side | None, *, policy: str, operative: str) -> Compared:
    """Set a label's side beside the categories of the two positions."""
    if side is None or policy == Category.NO_GOVERNMENT:
        return Compared(Outcome.NOT_COMPARED)
    standing = [name for name, category in (("own", policy), ("operative", operative)) if category in ON_SIDE[side]]
    if standing:
        return Compared(Outcome.AGREES, "both" if len(standing) == 2 else standing[0])
    return Compared(Outcome.NOT_COMPARED if {policy, operative} <= UNKNOWN else Outcome.DIFFERS)
