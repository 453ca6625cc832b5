"""Curators' programs for the drills: a small record with people in it, edits by HTTP, and the proof that each is whole."""

from __future__ import annotations

import http.client
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pgserver
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, selectinload

from api.db import engine_for
from api.ledger import curators, tokens
from api.ledger.proofs import faults
from api.models import Policy, Position, Proposal, Revision
from tests.benchmarks.server import ROOT
from tests.builders import own, small_world
from tests.conftest import Databases, migrate

# Whose policies are edited: bodies without another, so that each edit moves their position.
BODIES = ("06029", "0603526", "48453", "48141")
LEVELS = (-2, -1, 1, 2)
Plain = dict[str, Any]


@dataclass(frozen=True)
class Ground:
    """A record to drill on: where it is, and the tokens of one who proposes and one who publishes."""

    url: str
    folder: Path
    author: str
    reviewer: str


@contextmanager
def server_of(kind: str) -> Iterator[str | None]:
    """A PostgreSQL server with its waiting for the disk as shipped, or None for SQLite."""
    if kind == "sqlite":
        yield None
        return
    server = pgserver.get_server(tempfile.mkdtemp(prefix="spectrum-drill-"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def ground(kind: str, folder: Path, server: str | None, name: str = "drill") -> Ground:
    """A small record in a database of its own, with an author and a reviewer."""
    (folder / "vintages").symlink_to(ROOT / "build" / "vintages")
    url = Databases(kind, folder, server).create(name)
    engine = engine_for(url)
    migrate(engine)
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        world = small_world()
        for noun in ("publication", "agency", "agreement"):
            del world.entries[noun]
        world.publish(session)
        secrets = [tokens.give(session, curators.add(session, role, role), label="drill", scopes=curators.ROLES[role])[1] for role in ("contributor", "reviewer")]
    engine.dispose()
    return Ground(url, folder, *secrets)


class Refused(Exception):
    """An answer other than the one hoped for, with its status."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(f"{status}: {body[:300]!r}")
        self.status = status


class Client:
    """One connection to the service, kept open; not to be shared by threads."""

    def __init__(self, address: str, token: str | None = None) -> None:
        self._connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
        self._headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})

    def ask(self, method: str, path: str, body: Plain | None = None, **headers: str) -> Plain:
        """The parsed answer; raises Refused for any but a good one."""
        sent = json.dumps(body) if body is not None else None
        named = {name.replace("_", "-"): value for name, value in headers.items()} | ({"Content-Type": "application/json"} if sent is not None else {})
        self._connection.request(method, path, sent, self._headers | named)
        with self._connection.getresponse() as response:
            said = response.read()
        if response.status >= 300:
            raise Refused(response.status, said)
        answer: Plain = json.loads(said)
        return answer

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


@dataclass(frozen=True)
class Accepted:
    """An edit that the service said it took."""

    revision: int
    proposal: int
    key: str
    count: int


def edit(author: Client, reviewer: Client, geoid: str) -> Accepted:
    """Count one further in a body's policy: read it, propose, have it published; raises Refused where another was faster."""
    key = f"drill-{geoid}"
    try:
        now = author.ask("GET", f"/v1/records/policy/{key}")["data"]
    except Refused as refusal:
        if refusal.status != 404:
            raise
        now = None
    count = int(now["entry"]["title"]) + 1 if now else 1
    entry = small_world().policy(key, geoid, own("detainers", LEVELS[count % len(LEVELS)], "2024-01-01"), title=str(count)).entries["policy"][key]
    body = {"entries": {"policy": {key: entry}}, "bases": {"policy": {key: now["digest"] if now else None}}, "reason": f"Edit {count} of {key}"}
    made = author.ask("POST", "/v1/proposals", body)["data"]
    done = reviewer.ask("POST", f"/v1/proposals/{made['id']}/publish", {}, If_Match=f'"{made["version"]}"')["data"]
    return Accepted(done["revision"], made["id"], key, count)


def broken(engine: Engine, accepted: list[Accepted]) -> list[str]:
    """Every way in which the record is not whole: what was accepted and is not there, and what is there by half."""
    with Session(engine) as session:
        found = list(faults(session))
        numbers = session.scalars(select(Revision.number).order_by(Revision.number)).all()
        if numbers != list(range(1, len(numbers) + 1)):
            found.append(f"the numbers of the revisions have gaps or doubles: {numbers}")
        by_number = {proposal.revision: proposal for proposal in session.scalars(select(Proposal).where(Proposal.state == "published"))}
        edits = [number for number, changes in session.execute(select(Revision.number, Revision.changes).order_by(Revision.number)) if set(changes) == {"policy"} and number > 1]
        if sorted(by_number) != edits:
            found.append(f"published proposals and revisions differ: {sorted(set(by_number) ^ set(edits), key=str)}")
        for number in edits:
            found += _halves(session, number, by_number.get(number))
        found += [f"accepted and lost: {one}" for one in accepted if not _holds(by_number.get(one.revision), one)]
        newest = numbers[-1]
        for model in (Policy, Position):
            if session.scalar(select(func.count()).select_from(model).where(model.rev_from > newest)):
                found.append(f"{model.__tablename__} of a revision that is not there")
    return found


def _holds(proposal: Proposal | None, one: Accepted) -> bool:
    return proposal is not None and proposal.id == one.proposal and list(proposal.entries["policy"]) == [one.key]


def _halves(session: Session, number: int, proposal: Proposal | None) -> Iterator[str]:
    """What is missing of one revision: its entry with its clause, the entry it ended, the position it moved."""
    query = select(Policy).options(selectinload(Policy.clauses), selectinload(Policy.citations))
    policies = session.scalars(query.where(Policy.rev_from == number)).all()
    if len(policies) != 1 or len(policies[0].clauses) != 1 or not policies[0].citations:
        yield f"revision {number} has {len(policies)} policies, or one without its clause or source"
        return
    (policy,) = policies
    if proposal is not None and proposal.entries["policy"][policy.key]["title"] != policy.title:
        yield f"revision {number} is not what its proposal says"
    ended = session.scalar(select(func.count()).select_from(Policy).where(Policy.key == policy.key, Policy.rev_until == number))
    if ended != (policy.title != "1"):
        yield f"revision {number} ended {ended} versions of {policy.key}"
    if not session.scalar(select(func.count()).select_from(Position).where(Position.geoid == policy.jurisdiction, Position.rev_from == number)):
        yield f"revision {number} moved no position of {policy.jurisdiction}"

