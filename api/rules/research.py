"""What to look for next where nothing is known: by dimension, who speaks for it, in which words, and where such words usually stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.rules.vocabulary import JAIL_DIMENSIONS, STATE_KINDS, Dimension

POLICE, SHERIFF, BOARD, STATE = "its police", "its sheriff or jail", "its council or board", "its legislature and attorney general"


@dataclass(frozen=True, slots=True)
class Lead:
    """One thing to look for: of which dimension, said by whom, the words to search with, and where to look first."""

    dimension: Dimension
    speakers: tuple[str, ...]
    words: str
    places: tuple[str, ...]


_WORDS = {
    Dimension.DETAINERS: "immigration detainer hold 48 hours judicial warrant policy",
    Dimension.AGREEMENT: "287(g) memorandum declined OR rejected OR barred resolution",
    Dimension.NOTICE: "notify ICE release date inmate policy",
    Dimension.ACCESS: "ICE access to jail interview consent form policy",
    Dimension.SHARING: "share information immigration status 8 USC 1373 ordinance",
    Dimension.INQUIRIES: "officers shall not ask OR inquire immigration status general order",
    Dimension.CONTRACTS: "intergovernmental service agreement ICE detention beds county jail contract",
    Dimension.COURTHOUSE: "city property OR courthouse civil immigration enforcement judicial warrant ordinance",
}
_PLACES = {
    POLICE: ("the department's policy manual or general orders", "the chief's statements and the department's questions and answers"),
    SHERIFF: ("the sheriff's policy manual", "the jail's inmate handbook", "the sheriff's public statements", "reports that states require of sheriffs"),
    BOARD: ("the code of ordinances", "minutes and resolutions", "executive orders"),
    STATE: ("the state code", "session laws", "the attorney general's guidance", "orders of the governor"),
}
# Who can speak for a dimension outside the jail.
_OUTSIDE = {
    Dimension.AGREEMENT: (POLICE, BOARD),
    Dimension.SHARING: (BOARD, POLICE),
    Dimension.INQUIRIES: (POLICE, BOARD),
    Dimension.CONTRACTS: (BOARD,),
    Dimension.COURTHOUSE: (BOARD,),
}


def leads(missing: Iterable[Dimension], *, kind: str, runs_jail: bool) -> list[Lead]:
    """What to look for, for a body of a kind; a dimension of the jail is not its own to speak for where another runs the jail."""
    found = []
    for dimension in missing:
        speakers = _speakers(dimension, kind, runs_jail=runs_jail)
        if speakers:
            places = dict.fromkeys(place for speaker in speakers for place in _PLACES[speaker])
            found.append(Lead(dimension, speakers, _WORDS[dimension], tuple(places)))
    return found


def _speakers(dimension: Dimension, kind: str, *, runs_jail: bool) -> tuple[str, ...]:
    if kind in STATE_KINDS:
        return (STATE,)
    if dimension in JAIL_DIMENSIONS:
        return (SHERIFF, BOARD) if runs_jail else ()
    county = kind == "county"
    return tuple(dict.fromkeys(SHERIFF if county and speaker == POLICE else speaker for speaker in _OUTSIDE[dimension]))
