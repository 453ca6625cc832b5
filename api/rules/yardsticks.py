"""How each outside body measures, in our own words, and which side its label takes; none of it enters a score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Which way a label points: the body limits cooperation, or it cooperates."""

    LIMITS = "limits"
    COOPERATES = "cooperates"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How the labels of one outside body are read.

    `side` is what it says of everyone it names, None where that is nothing about cooperation or depends on the score; `scale` holds the
    two ends of scores, the second of which limits most; `complete` says that the record holds every name, so that who is missing was not named.
    """

    key: str
    measures: str
    sources: tuple[str, ...] = ()
    side: Side | None = None
    scale: tuple[float, float] | None = None
    complete: bool = False


YARDSTICKS = (
    Yardstick(
        "doj",
        "A body is on the list or not; there is no score. The department gives characteristics, of which seven were read here: public declarations, laws and orders that limit cooperation, and limits on "
        "sharing information, on funds, on help and answers to requests, on detainers and on access to jails. It does not say which of them it saw in whom.",
        ("doj-page-2025-08-05", "doj-release-2025-08-05"),
        Side.LIMITS,
        complete=True,
    ),
    Yardstick(
        "dhs",
        "A body was on the list or not; there was no score, though some states bore a remark such as self-identification. The list left the department's site within days. Its names were gathered here from reports "
        "of the press, so that who is missing here may still have been named.",
        ("dhs-list-colorado-news-2025-05-30", "dhs-list-aspen-times-2025-06"),
        Side.LIMITS,
    ),
    Yardstick(
        "ilrc",
        "A state gets a score for how far its laws limit or expand involvement in enforcement, averaged over some twenty questions by a body that itself favours limits; the scale is reported to run from "
        "1 to 5, where 5 limits most. It rates state laws alone. Only the scores that a source prints are held here, on the day it was read where it "
        "shows none; no table of all states was found.",
        ("ilrc-state-law-map", "ilrc-scale-immigrationdocument", "ilrc-larepublica-2025-05-14"),
        scale=(1, 5),
    ),
    Yardstick(
        "welcoming",
        "A local government is certified by a standard of its own on inclusion: leadership, education, language, safety and the like. By the certifier's words that is not the same as being called a "
        "sanctuary, so it is not set beside a position.",
        ("welcoming-faq",),
    ),
)
_BY_KEY = {yardstick.key: yardstick for yardstick in YARDSTICKS}


def yardstick_of(key: str) -> Yardstick:
    """How the labels of a body are read; of one without an entry nothing is known."""
    return _BY_KEY.get(key) or Yardstick(key, "The record does not say how it measures, so its labels are not set beside positions.")


def side_of(yardstick: Yardstick, label: str) -> Side | None:
    """Which side a label takes. A score above the middle of its scale says limits, one below it cooperates.

    That the middle of the reported scale is where one side ends is our reading; the maker's page that would say so was not read.
    """
    if yardstick.scale is None:
        return yardstick.side
    low, high = yardstick.scale
    try:
        score = float(label)
    except ValueError:
        return None
    if not low <= score <= high or score == (low + high) / 2:
        return None
    return Side.LIMITS if score > (low + high) / 2 else Side.COOPERATES
