"""Which agency a row means: by its key, or by its exact name within its state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from api.intake.bulk_places import Found
from api.rules.names import fold, state_code


class Agencies:
    """The agencies of the record, each as key, name and state."""

    def __init__(self, agencies: Iterable[tuple[str, str, str]]) -> None:
        self.names: dict[str, str] = {}
        self._same: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, name, state in agencies:
            self.names[key] = name
            self._same[state, fold(name)].append(key)

    def find(self, cells: Mapping[str, str], chosen: str | None) -> Found:
        """The agency of a row."""
        said = chosen or cells.get("agency", "")
        if said in self.names:
            return Found(said)
        if not said:
            return Found(why="names no agency")
        state = state_code(cells.get("state", ""))
        if state is None:
            return Found(why=f"names {said[:60]!r}, which is no key of an agency, and no state to look for it in")
        same = sorted(self._same.get((state, fold(said)), ()))
        if len(same) == 1:
            return Found(same[0])
        return Found(why=f"names {said[:60]!r}, which {'several agencies' if same else 'no agency'} of {state} bear{'' if same else 's'}", candidates=tuple(same))
