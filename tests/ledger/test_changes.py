"""A mirror that takes in what changed is the list itself, whatever was published and withdrawn in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.ledger import agreements, changes, chronicle, jurisdictions, listings
from api.ledger.asof import AsOf, resolve
from api.ledger.changes import Wanted
from api.ledger.jurisdictions import Filters
from api.ledger.nouns import NOUNS
from api.ledger.pages import Asked, Page
from api.rules.refusals import Refusal
from tests.builders import World, clause, own

Plain = dict[str, Any]
Look = Callable[[Session, AsOf, Asked], Page]
Step = tuple[Any, ...]
GEOIDS = ("48453", "48141", "4805000", "0667000", "06075", "4899999")
KEYS = ("one", "two")
DAYS = ("2026-05-18", "2026-06-10", "2026-06-20")
LATER = "2026-07-15"


def over(**narrowed: Any) -> Look:
    """A look at the jurisdictions."""
    return lambda session, as_of, asked: jurisdictions.listing(session, as_of, Filters(**narrowed), asked)


def at(listing: Any, **narrowed: Any) -> Look:
    """A look at a list of instruments."""
    return lambda session, as_of, asked: listing(session, as_of, asked, **narrowed)


LOOKS: dict[str, Look] = {
    "jurisdictions": over(),
    "jurisdictions of a state": over(state="TX"),
    "counties": over(kind="county"),
    "with an agreement": over(has_agreement=True),
    "without one": over(has_agreement=False),
    "of a category": over(category="insufficient_evidence"),
    "by law": over(marks="by_law"),
    "populous": over(population_min=5),
    "named": over(q="austin"),
    "some": over(ids=("48453", "4899999")),
    "policies": at(listings.policies),
    "policies of a state": at(listings.policies, state="TX"),
    "resolutions": at(listings.policies, instrument="resolution"),
    "policies of a body": at(listings.policies, geoids=jurisdictions.ids_of("4805000")),
    "designations of a body": at(listings.designations, geoids=jurisdictions.ids_of("48453")),
    "designations": at(listings.designations),
    "agreements": at(agreements.agreements),
    "agreements of a state": at(agreements.agreements, state="TX"),
    "agreements of a model": at(agreements.agreements, model="WSO"),
    "agreements of a body": at(agreements.agreements, geoids=jurisdictions.ids_of("4805000")),
    "sheriffs": at(listings.agencies, kind="sheriff"),
    "laws": at(listings.state_laws),
    "laws of a state": at(listings.state_laws, state="CA"),
    "sources": at(listings.sources, kind="reference"),
    "what happened": at(changes.changes, wanted=Wanted()),
    "what happened in a state": at(changes.changes, wanted=Wanted(state="TX")),
    "what happened to a body": at(changes.changes, wanted=Wanted(jurisdiction="4805000")),
    "what happened since a day": at(changes.changes, wanted=Wanted(since=date(2025, 2, 1), until=date(2026, 5, 1))),
}

LEVELS = st.integers(-2, 2)
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("policy"), st.sampled_from(KEYS), st.sampled_from(GEOIDS), LEVELS, st.sampled_from(["ordinance", "resolution"])),
    st.tuples(st.just("law"), st.sampled_from(KEYS), st.sampled_from(["TX", "CA"]), LEVELS, st.sampled_from(["floor", "ceiling"])),
    st.tuples(st.just("agreement"), st.sampled_from(KEYS), st.sampled_from(GEOIDS), st.sampled_from(["JEM", "WSO"]), st.sampled_from(DAYS)),
    st.tuples(st.just("agency"), st.sampled_from(KEYS), st.sampled_from(GEOIDS), st.sampled_from(["sheriff", "police"]), st.sampled_from(["TX", "CA"])),
    st.tuples(st.just("designation"), st.sampled_from(KEYS), st.sampled_from(GEOIDS), st.sampled_from(DAYS), st.none()),
    st.tuples(st.just("jurisdiction"), st.sampled_from(GEOIDS), st.sampled_from([None, "4805000"]), st.sampled_from([None, 3, 9]), st.sampled_from(["Austin", "Elsewhere"])),
    st.tuples(st.just("lists"), st.sampled_from(DAYS), st.none(), st.none(), st.none()),
    st.tuples(st.just("source"), st.sampled_from(KEYS), st.sampled_from(["reference", "statute"]), st.none(), st.none()),
    st.tuples(
        st.just("withdraw"),
        st.sampled_from([("policy", "one"), ("policy", "austin-order"), ("state_law", "one"), ("state_law", "tx-law"), ("agreement", "one-wso"), ("agency", "two"), ("designation", "doj-tx"), ("jurisdiction", "4899999"), ("publication", "p-2026-06-20"), ("publication", "p-2026-05-18"), ("source", "one")]),
        st.none(),
        st.none(),
        st.none(),
    ),
)


def state(world: World, step: Step) -> None:
    """Add one step to a change set."""
    what, key, one, other, more = step
    if what == "policy":
        world.policy(key, one, own("detainers", other), instrument=more, adopted="2025-03")
    elif what == "law":
        world.law(key, one, clause("status_inquiries", more, other, ["county", "place", "sheriff", "police", "jail"]))
    elif what == "agreement":
        world.agency(key, one, "TX").agreement(key, other, "2025-03-01", "2025-06-01", more)
    elif what == "agency":
        world.agency(key, one, more, other)
    elif what == "designation":
        world.designation(key, one, other)
    elif what == "jurisdiction":
        kind = world.county if len(key) == 5 else world.place
        kind(key, "CA" if key.startswith("06") else "TX", f"{other or ''}{more}", population=other, same_as=one if key == "48453" else None)
    elif what == "withdraw":
        world.withdraw(*key)
    else:
        getattr(world, what)(key, **({"kind": one} if what == "source" else {}))


def publish(session: Session, steps: list[Step]) -> None:
    """Publish some steps as one revision; what the ledger refuses changes nothing."""
    world = World.bare()
    for step in steps:
        state(world, step)
    try:
        with session.begin_nested():
            world.publish(session)
    except Refusal:
        session.expire_all()


def looked(session: Session, look: Look, as_of: AsOf, **params: Any) -> dict[str, Plain]:
    """The rows of a look by their keys, each once."""
    rows = look(session, as_of, Asked.read("list", params, limit=1000, cursor=None)).rows
    found = {row.get("key") or row["id"]: row for row in rows}
    assert len(found) == len(rows)
    return found


def mirrored(session: Session, look: Look, day: str, *, then: int, now: int) -> dict[str, Plain]:
    """What a reader holds who took the list at one revision, and then what changed until another."""
    mirror = looked(session, look, resolve(session, on=day, revision=then)) if then else {}
    for key, row in looked(session, look, resolve(session, on=day, revision=now), updated_since=str(then)).items():
        if row.pop("removed"):
            del mirror[key]
        else:
            mirror[key] = row
    return mirror


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(revisions=st.lists(st.lists(STEPS, min_size=1, max_size=4), min_size=1, max_size=3), data=st.data())
def test_a_mirror_that_takes_in_the_changes_is_the_list(small_engine: Engine, revisions: list[list[Step]], data: st.DataObject) -> None:
    with Session(small_engine.execution_options(writing=True)) as session:
        for steps in revisions:
            publish(session, steps)
        assert chronicle.write(session, NOUNS, revision=resolve(session).revision) == 0, "what was not touched is as it would be written now"
        newest = resolve(session).revision
        now = data.draw(st.integers(1, newest), label="now")
        then = data.draw(st.integers(0, now), label="then")
        for name, look in LOOKS.items():
            for day in ("2026-06-01", LATER):
                wanted = looked(session, look, resolve(session, on=day, revision=now))
                assert mirrored(session, look, day, then=then, now=now) == wanted, (name, day)
                if then == now:
                    assert not looked(session, look, resolve(session, on=day, revision=now), updated_since=str(then)), name


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_sees_something(small: Session, look: str) -> None:
    steps: list[Step] = [("policy", "one", "48453", 1, "resolution"), ("policy", "two", "4805000", 1, "resolution"), ("agreement", "one", "4805000", "WSO", "2026-05-18"), ("jurisdiction", "4899999", None, 9, "Austin")]
    publish(small, steps)
    assert looked(small, LOOKS[look], resolve(small, on="2026-06-01"))
