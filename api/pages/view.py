"""What a reader looks at: the layer, which of the two positions, and the day; all in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.rules import dates
from api.rules.refusals import BadDate

LAYERS = {"counties": "Counties", "states": "States"}
POSITIONS = {"operative": "Operative position", "policy": "Own policy"}


@dataclass(frozen=True, slots=True)
class View:
    """One view of the map; `notice` says so when the address asked for something unreadable."""

    layer: str
    position: str
    on: date
    today: date
    notice: str | None = None

    @property
    def earliest(self) -> date:
        """The first day that can be asked for."""
        return dates.FIRST_DAY

    @property
    def latest(self) -> date:
        """The last day that can be asked for, by what is enacted now."""
        return dates.last_answerable_day(self.today)


def read_view(args: Mapping[str, str], *, today: date) -> View:
    """Read the view from the address; a page shows its default where the address is unreadable."""
    layer = args.get("layer", "")
    position = args.get("position", "")
    on, notice = today, None
    if args.get("on"):
        try:
            on = dates.day(args["on"], today=today)
        except BadDate as refusal:
            notice = f"This is today: the day in the address cannot be shown. {refusal.fix}"
    return View(
        layer=layer if layer in LAYERS else "counties",
        position=position if position in POSITIONS else "operative",
        on=on,
        today=today,
        notice=notice,
    )
