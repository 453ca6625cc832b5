"""The words in which a state law is told: its instrument, what it asks for, what happened to it, and whom a clause binds."""

from __future__ import annotations

from api.rules.change_terms import CHANGE_KINDS, LAW_STEPS
from api.rules.term import Term

INSTRUMENTS = (
    Term("act", "act", "A statute, or a bill for one."),
    Term("executive_order", "executive order", "An order of the governor."),
    Term("directive", "directive", "A directive of the attorney general or another state office."),
    Term("ruling", "ruling", "A decision of a court."),
)

DIRECTIONS = (
    Term("requires_cooperation", "requires cooperation", "Its clauses set floors: no body it binds may go below them."),
    Term("limits_cooperation", "limits cooperation", "Its clauses set ceilings: no body it binds may go above them."),
    Term("mixed", "mixed", "It holds clauses of both kinds."),
)

# The steps in the life of a law, in the words in which changes are told.
EVENTS = tuple(term for term in CHANGE_KINDS if term.key in LAW_STEPS)

BODIES = (
    Term("county", "counties", "County governments."),
    Term("place", "cities and towns", "Municipal governments."),
    Term("sheriff", "sheriffs", "County sheriffs and their deputies."),
    Term("police", "police", "Municipal police."),
    Term("jail", "jails", "Whoever runs a jail."),
    Term("state_agency", "state agencies", "Agencies of the state."),
)

DUTIES = (
    Term("seek", "a duty to seek a 287(g) agreement", "The bodies it binds must ask for an agreement."),
    Term("sign", "a duty to sign a 287(g) agreement", "The bodies it binds must sign an agreement."),
)

IN_COURT = frozenset({"suit_filed", "argued", "enjoined", "injunction_lifted", "upheld", "struck_in_part", "agreed_order"})
ENACTING = frozenset({"signed", "enacted", "effective", "veto_overridden"})


def word(terms: tuple[Term, ...], key: str) -> str:
    """The shown word for a key; a key without one is shown as it is, in words."""
    return next((term.label for term in terms if term.key == key), key.replace("_", " "))
