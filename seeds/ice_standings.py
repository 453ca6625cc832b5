"""How the editions of ICE's lists stand to each other: which count, which repeat the one before, which are old content under a new name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from seeds.ice_editions import Edition

# Signing dates are corrected by some days between lists; a list two weeks behind the one before it is older.
OLDER_BY_DAYS = 14


class Standing(StrEnum):
    """What an edition is worth as evidence."""

    COUNTED = "counted"
    REPEATS = "repeats"
    STALE = "stale"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Standed:
    """An edition with its key, its standing and all remarks on it."""

    edition: Edition
    key: str
    standing: Standing
    notes: tuple[str, ...]

    @property
    def source(self) -> str:
        """The key of the source that cites it."""
        return f"ice-287g-{self.key}"

    @property
    def evidence(self) -> bool:
        """Whether its rows say what stood on ICE's list on its day."""
        return self.standing in (Standing.COUNTED, Standing.REPEATS)


def stand(editions: Iterable[Edition]) -> list[Standed]:
    """All editions in order of their days; the same set gives the same answer in any order."""
    by_day: dict[tuple[bool, str], list[Edition]] = defaultdict(list)
    for edition in {(e.list, e.published, e.sha256): e for e in editions}.values():
        by_day[edition.list == "pending", edition.published].append(edition)
    found = []
    before: dict[bool, list[Edition]] = defaultdict(list)
    for pending, day in sorted(by_day, key=lambda key: (key[1], key[0])):
        *replaced, chosen = sorted(by_day[pending, day], key=lambda e: (e.newest_signature, len(e.printed), e.sha256))
        found += [_replaced(edition, chosen) for edition in replaced]
        standing, remark = _standing(chosen, before[pending])
        found.append(Standed(chosen, f"{chosen.list}-{day}", standing, (*chosen.notes, *remark)))
        if standing is Standing.COUNTED:
            before[pending].append(chosen)
    return found


def _replaced(edition: Edition, chosen: Edition) -> Standed:
    remark = f"Rule newest-of-a-day: {chosen.file_name} of the same day is newer by its signatures or longer; this one is no evidence."
    return Standed(edition, f"{edition.list}-{edition.published}-{edition.sha256[:8]}", Standing.REPLACED, (*edition.notes, remark))


def _standing(edition: Edition, before: list[Edition]) -> tuple[Standing, tuple[str, ...]]:
    for other in reversed(before):
        if other.words == edition.words:
            remark = f"Lists the same rows as {other.file_name} of {other.published}."
            if other is before[-1]:
                return Standing.REPEATS, (remark,)
            return Standing.STALE, (f"Rule old-content: {remark[:-1]}, and another list came between; this one is no evidence.",)
    if before and edition.newest_signature and before[-1].newest_signature:
        older = date.fromisoformat(before[-1].newest_signature) - date.fromisoformat(edition.newest_signature)
        if older.days > OLDER_BY_DAYS:
            remark = f"Rule old-content: its newest signature is {older.days} days older than that of {before[-1].file_name} of {before[-1].published}; this one is no evidence."
            return Standing.STALE, (remark,)
    return Standing.COUNTED, ()
