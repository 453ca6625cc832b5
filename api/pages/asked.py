"""The two clocks of a page: the day and the revision that its address names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, resolve, today
from api.rules import dates
from api.rules.numbers import number_of
from api.rules.refusals import BadDate, UnknownRevision


@dataclass(frozen=True, slots=True)
class Asked:
    """What day and revision a page shows; `notice` says so when the address asked for something unreadable."""

    as_of: AsOf
    today: date
    named: tuple[str, ...] = ()
    notice: str | None = None

    @property
    def on(self) -> date:
        """The day shown."""
        return self.as_of.on

    @property
    def revision(self) -> int:
        """The revision shown."""
        return self.as_of.revision

    @property
    def future(self) -> bool:
        """Whether the day lies ahead, so that only what is enacted now can speak."""
        return self.on > self.today

    @property
    def earliest(self) -> date:
        """The first day that can be asked for."""
        return dates.FIRST_DAY

    @property
    def latest_day(self) -> date:
        """The last day that can be asked for, by what is enacted now."""
        return dates.last_answerable_day(self.today)

    @property
    def query(self) -> str:
        """The clocks as the reader named them, for links to other pages: `?on=…`, or nothing for today."""
        return self._written(self.named)

    @property
    def pinned(self) -> str:
        """Both clocks, for an address that says the same for ever."""
        return self._written(("on", "revision"))

    def _written(self, names: tuple[str, ...]) -> str:
        clocks = {"on": self.on.isoformat(), "revision": str(self.revision)}
        kept = {name: clocks[name] for name in names}
        return f"?{urlencode(kept)}" if kept else ""


def read_asked(session: Session, args: Mapping[str, str]) -> Asked:
    """Read the clocks of an address; a page shows today's newest answer, and says so, where it cannot be read."""
    on, revision, notices = args.get("on") or None, args.get("revision") or None, []
    number = number_of(revision or "")
    if revision is not None and number is None:
        notices.append("This is the newest revision: the one in the address is not a number.")
        revision = None
    named = tuple(name for name, value in (("on", on), ("revision", revision)) if value)
    try:
        return Asked(resolve(session, on=on, revision=number), today(), named, " ".join(notices) or None)
    except BadDate as refusal:
        notices.append(f"This is today: the day in the address cannot be shown. {refusal.fix}")
        kept: dict[str, str] = {"revision": revision} if revision else {}
    except UnknownRevision as refusal:
        notices.append(f"This is the newest revision: the one in the address cannot be shown. {refusal.fix}")
        kept = {"on": on} if on else {}
    rest = read_asked(session, kept)
    return Asked(rest.as_of, rest.today, rest.named, " ".join([*notices, *([rest.notice] if rest.notice else [])]))
