"""Rows of ICE's lists that stand in the queue, and agencies that belong to no government, by the words printed: what is open, and what is decided already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from api.ledger import proposals
from api.ledger.asof import in_utc
from api.ledger.curators import Who
from api.ledger.tasks import APPLY_DECISIONS
from api.models import Agency, Agreement, Decision, HeldRow, Jurisdiction, ListedRow, Proposal, Revision, Task
from api.rules.agencies import LOCAL_KINDS
from api.rules.matching import Method
from api.rules.names import fold, state_code

Plain = dict[str, Any]
Words = tuple[str, str, str]
ANY = "*"


@dataclass(slots=True)
class Group:
    """All rows with the same printed words: how many on which lists, why they are open, whom they might mean, and what is decided."""

    key: str
    state: str
    agency: str
    county: str
    usps: str
    reason: str | None = None
    belongs_to: str | None = None
    kind: str | None = None
    rows: int = 0
    lists: set[str] = field(default_factory=set)
    held: list[str] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    decided: Plain | None = None

    @property
    def words(self) -> Words:
        """The printed words as they are compared."""
        return folded(self.state, self.agency, self.county)

    @property
    def settles(self) -> str:
        """What a proposal says that it closes."""
        return f"held_row:{self.key}" if self.reason else f"agency:{self.belongs_to}"


def folded(state: str | None, agency: str | None, county: str | None) -> Words:
    """Printed words as decisions compare them; a county of `*` stays."""
    return fold(state or ""), fold(agency or ""), ANY if county == ANY else fold(county or "")


def rows_held(session: Session) -> list[Group]:
    """The rows in the queue by their words, in order of state and agency; those already decided carry their decision."""
    groups: dict[Words, Group] = {}
    held = {row.key: row for row in session.scalars(select(HeldRow).where(HeldRow.rev_until.is_(None)).order_by(HeldRow.key))}
    printed = select(ListedRow).where(ListedRow.rev_until.is_(None), or_(ListedRow.verdict == "held", ListedRow.key.in_(select(HeldRow.key).where(HeldRow.rev_until.is_(None)))))
    seen = {row.key: row for row in session.scalars(printed)}
    for key in sorted({*held, *seen}):
        row: Any = seen.get(key) or held[key]
        group = groups.setdefault(folded(row.state, row.agency, row.county), Group(key, row.state or "", row.agency or "", row.county or "", state_code(row.state or "") or row.state or ""))
        group.rows += 1
        group.lists.add(row.publication)
        group.reason = held[key].reason if key in held else group.reason or row.reason
        if key in held:
            group.key = key
            group.held.append(key)
            group.usps = held[key].state or group.usps
            group.candidates = list(dict.fromkeys([*group.candidates, *held[key].candidates]))
    return _with_decisions(session, groups)


def agencies_unplaced(session: Session) -> list[Group]:
    """The local agencies that belong to no government, by the words that the lists print of them; those that a curator left so are settled."""
    unplaced = (Agency.rev_until.is_(None), *_unplaced())
    query = (
        select(Agency.key, Agency.kind, Agency.state.label("usps"), ListedRow.state, ListedRow.agency, ListedRow.county, ListedRow.publication, ListedRow.key.label("row"))
        .join(Agreement, Agreement.key == ListedRow.agreement)
        .join(Agency, Agency.key == Agreement.agency)
        .where(ListedRow.rev_until.is_(None), Agreement.rev_until.is_(None), *unplaced)
        .order_by(ListedRow.key)
    )
    groups: dict[Words, Group] = {}
    for row in session.execute(query):
        words = folded(row.state, row.agency, row.county)
        group = groups.setdefault(words, Group(row.row, row.state or "", row.agency or "", row.county or "", row.usps, belongs_to=row.key, kind=row.kind))
        group.rows += 1
        group.lists.add(row.publication)
    return _with_decisions(session, groups)


def counts(session: Session) -> dict[str, int]:
    """How many rows stand in the queue and how many agencies belong to no government, in one query."""
    rows = select(func.count()).where(HeldRow.rev_until.is_(None)).scalar_subquery()
    agencies = select(func.count()).where(Agency.rev_until.is_(None), *_unplaced()).scalar_subquery()
    found = session.execute(select(rows, agencies)).one()
    return {"rows": found[0], "agencies": found[1]}


def _unplaced() -> tuple[ColumnElement[bool], ...]:
    settled = func.coalesce(Agency.match_method, "") != str(Method.DECISION)
    return Agency.jurisdiction.is_(None), Agency.kind.in_(sorted(LOCAL_KINDS)), settled


def _with_decisions(session: Session, groups: dict[Words, Group]) -> list[Group]:
    """The groups, each with the decision on its words that is proposed or published."""
    decided: dict[Words, Plain] = {}
    for words, decision in (*_published(session), *_proposed(session)):
        decided[words] = decision
    for words, group in groups.items():
        group.decided = decided.get(words) or decided.get((*words[:2], ANY))
    return sorted(groups.values(), key=lambda group: (group.usps, group.words))


def _published(session: Session) -> Iterator[tuple[Words, Plain]]:
    """Decisions of the record on words that are still open, and whether they were applied since."""
    began = session.scalar(select(func.max(Task.started_at)).where(Task.kind == APPLY_DECISIONS, Task.state == "done"))
    # Decisions that came with the lists' own revision, as those of the shipped record do, were applied in it.
    judged = max(session.scalar(select(func.max(model.rev_from))) or 0 for model in (ListedRow, HeldRow))
    query = select(Decision, Revision.published_at).join(Revision, Revision.number == Decision.rev_from).where(Decision.rev_until.is_(None)).order_by(Decision.key)
    for decision, published in session.execute(query):
        state = "applied" if decision.rev_from <= judged or (began and began >= in_utc(published)) else "published"
        told = {"state": state, "proposal": None, "revision": decision.rev_from, "action": decision.action, "jurisdiction": decision.jurisdiction, "note": decision.note}
        yield folded(decision.state, decision.agency, decision.county), told


def _proposed(session: Session) -> Iterator[tuple[Words, Plain]]:
    """Decisions in proposals that are not decided yet."""
    query = select(Proposal.id, Proposal.state, Proposal.entries).where(Proposal.state.in_(("draft", "proposed"))).order_by(Proposal.id)
    for id, state, entries in session.execute(query):
        for entry in filter(None, entries.get("decision", {}).values()):
            told = {"state": state, "proposal": id, "revision": None, "action": entry["action"], "jurisdiction": entry.get("jurisdiction"), "note": entry.get("note")}
            yield folded(entry.get("state"), entry.get("agency"), entry.get("county")), told


def open_groups(session: Session) -> dict[str, Group]:
    """Everything that a decision can settle, by the keys that the lists give."""
    return {group.key: group for group in (*rows_held(session), *agencies_unplaced(session))}


def propose(session: Session, who: Who, decisions: Mapping[str, Plain], groups: Iterable[Group], *, reason: str) -> Proposal:
    """One proposal of decisions on some groups; earlier decisions on the same words give way."""
    entries: dict[str, Plain | None] = dict(decisions)
    words = {folded(entry["state"], entry["agency"], entry["county"]) for entry in decisions.values()}
    for earlier in session.scalars(select(Decision).where(Decision.rev_until.is_(None)).order_by(Decision.key)):
        if folded(earlier.state, earlier.agency, earlier.county) in words:
            entries.setdefault(earlier.key, None)
    return proposals.propose(session, who, entries={"decision": entries}, reason=reason, settles=[group.settles for group in groups])


def governments(session: Session, ids: Iterable[str]) -> dict[str, Plain]:
    """Some governments by every id they were named by: GEOID or slug."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    query = select(Jurisdiction.key, Jurisdiction.name, Jurisdiction.legal_name, Jurisdiction.slug, Jurisdiction.state, Jurisdiction.kind)
    found: dict[str, Plain] = {}
    for row in session.execute(query.where(Jurisdiction.rev_until.is_(None), or_(Jurisdiction.key.in_(wanted), Jurisdiction.slug.in_(wanted)))):
        shown = {"id": row.key, "name": row.name, "legal_name": row.legal_name, "slug": row.slug, "state": row.state, "kind": row.kind}
        found |= dict.fromkeys((row.key, row.slug), shown)
    return found
