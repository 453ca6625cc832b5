"""The words in which a state law is told: its instrument, what it asks for, what happened to it, and whom a clause binds."""

from __future__ import annotations

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

EVENTS = (
    Term("introduced", "introduced", "A bill was brought in."),
    Term("passed", "passed", "A chamber, or both, passed it."),
    Term("vetoed", "vetoed", "The governor refused to sign it."),
    Term("veto_overridden", "veto overridden", "The legislature enacted it in spite of a veto."),
    Term("signed", "signed", "The governor, or whoever issued it, signed it."),
    Term("enacted", "enacted", "It became law or was issued."),
    Term("effective", "effective", "It, or a part of it, took effect."),
    Term("compliance_due", "compliance due", "The bodies it binds had to comply by this day."),
    Term("amended", "amended", "Its words were changed."),
    Term("repealed", "repealed", "It, or a part of it, was taken back."),
    Term("suit_filed", "suit filed", "Somebody went to court over it."),
    Term("argued", "argued", "A court heard the parties."),
    Term("enjoined", "enjoined", "A court kept it, or a part of it, from being enforced."),
    Term("injunction_lifted", "injunction lifted", "An injunction ended or was stayed."),
    Term("upheld", "upheld", "A court let it, or a part of it, stand."),
    Term("struck_in_part", "struck in part", "A court held a part of it invalid."),
    Term("agreed_order", "agreed order", "The parties agreed on an order of the court."),
    Term("other", "also", "Something else that bears on it."),
)

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
