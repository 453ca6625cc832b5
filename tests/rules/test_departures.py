"""What became of an agreement: no departure that a later list takes back, whatever the order of the lists."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.departures import DAYS_NEEDED, LISTS_NEEDED, MANY_AT_ONCE, histories
from api.rules.memoranda import History, Known, Listing, Rule, Series, Stated, Status, memoranda

FIRST = date(2025, 1, 1)
MONTHS = tuple(FIRST + timedelta(days=31 * number) for number in range(30))


def day(number: int) -> date:
    """The day of a list, counted from 0."""
    return MONTHS[number]


def known(*listed: int, model: str = "WSO", signed: date | None = date(2024, 12, 1), file: str = "a.pdf", **more: object) -> Known:
    """An agreement on some lists."""
    made = Known("tx-bexar-county-sheriff", model, "TX", "sheriff", tuple(Listing(day(n), signed, file) for n in listed))
    return replace(made, **more)  # type: ignore[arg-type]


def one(agreement: Known, lists: int = 30, **more: object) -> History:
    return histories({"a": agreement}, Series(MONTHS[:lists], **more))["a"]  # type: ignore[arg-type]


def told(history: History) -> list[tuple[str, date, date | None]]:
    return [(str(s.status), s.span.start, s.span.until) for s in history.stretches]


DAY = timedelta(days=1)
SIGNED = date(2024, 12, 1)


class TestCases:
    """The rules one by one."""

    def test_on_the_newest_list_it_is_active(self) -> None:
        assert told(one(known(0, 1), lists=2)) == [("active", SIGNED, None)]

    def test_a_gap_that_closes_is_a_gap(self) -> None:
        history = one(known(0, 1, 20), lists=21)
        assert told(history) == [("active", SIGNED, None)]
        assert history.gaps == MONTHS[2:20]

    def test_absence_is_not_departure_at_once(self) -> None:
        history = one(known(0, 1), lists=3)
        assert told(history) == [("active", SIGNED, day(1) + DAY), ("not_listed_since", day(1) + DAY, None)]
        assert history.stretches[-1].rule is Rule.ABSENT_BRIEFLY

    def test_enough_lists_over_enough_days_are_a_departure_with_its_evidence(self) -> None:
        history = one(known(0, 1), lists=2 + LISTS_NEEDED)
        assert told(history) == [("active", SIGNED, day(1) + DAY), ("not_listed_since", day(1) + DAY, day(2)), ("removed", day(2), None)]
        assert history.departure is not None
        assert history.departure.last_named == day(1)
        assert history.departure.omitted_by == MONTHS[2 : 2 + LISTS_NEEDED]
        assert history.departure.rule is Rule.ABSENT_LONG

    def test_one_list_fewer_is_none(self) -> None:
        assert one(known(0, 1), lists=1 + LISTS_NEEDED).departure is None

    def test_many_lists_in_few_days_are_none(self) -> None:
        days = tuple(FIRST + timedelta(days=number) for number in range(30))
        assert histories({"a": Known("x", "WSO", "TX", "sheriff", (Listing(FIRST, None, "a"),))}, Series(days))["a"].departure is None

    def test_never_linked_to_a_memorandum_is_held(self) -> None:
        assert one(known(0, 1, 2, file="")).stretches[-1].rule is Rule.NO_MEMORANDUM

    def test_a_row_in_doubt_holds_it(self) -> None:
        assert one(known(0, in_doubt=True)).stretches[-1].rule is Rule.IN_DOUBT

    def test_a_stated_end_is_no_inference(self) -> None:
        history = one(known(0, 1, stated=Stated(date(2025, 3, 20), "law", "src")))
        assert told(history) == [("active", SIGNED, date(2025, 3, 20)), ("ended", date(2025, 3, 20), None)]
        assert history.departure is None

    def test_a_renewal_supersedes_on_the_day_of_signature(self) -> None:
        listings = (Listing(day(0), SIGNED, "a.pdf"), Listing(day(1), None, ""), Listing(day(2), date(2025, 2, 20), "b.pdf"))
        first, second = memoranda(listings)
        assert (first.last, second.start) == (day(1), date(2025, 2, 20))
        assert told(one(known(listings=listings), lists=3)) == [("active", SIGNED, date(2025, 2, 20)), ("active", date(2025, 2, 20), None)]

    def test_a_corrected_date_is_no_renewal(self) -> None:
        same_file = (Listing(day(0), SIGNED, "a.pdf"), Listing(day(5), date(2025, 3, 1), "a.pdf"))
        close = (Listing(day(0), SIGNED, "a.pdf"), Listing(day(1), date(2024, 12, 9), "b.pdf"))
        never_linked = (Listing(day(0), SIGNED, ""), Listing(day(5), date(2025, 5, 1), "b.pdf"))
        earlier = (Listing(day(0), SIGNED, "a.pdf"), Listing(day(1), date(2024, 1, 1), "b.pdf"))
        linked_later = (Listing(day(0), SIGNED, "a.pdf"), Listing(day(5), date(2025, 5, 1), ""), Listing(day(6), date(2025, 5, 1), "a.pdf"))
        assert [len(memoranda(listings)) for listings in (same_file, close, never_linked, earlier, linked_later)] == [1, 1, 1, 1, 1]

    def test_between_two_memoranda_nothing_is_claimed(self) -> None:
        listings = (Listing(day(0), SIGNED, "a.pdf"), Listing(day(20), date(2026, 8, 1), "b.pdf"))
        statuses = [(s.status, s.rule) for s in one(known(listings=listings), lists=21).stretches]
        assert statuses == [(Status.ACTIVE, Rule.LISTED), (Status.NOT_LISTED, Rule.BETWEEN), (Status.ACTIVE, Rule.LISTED)]

    def test_a_model_is_switched_when_the_lists_exchange_it(self) -> None:
        other = known(2, model="TFM", signed=date(2025, 2, 20), file="t.pdf")
        found = histories({"wso": known(0, 1), "tfm": other}, Series(MONTHS[:3]))
        assert told(found["wso"]) == [("active", SIGNED, date(2025, 2, 20)), ("superseded", date(2025, 2, 20), None)]
        assert told(found["tfm"]) == [("active", date(2025, 2, 20), None)]

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(known(1, 2, model="TFM", signed=date(2025, 1, 20)), id="both stood on one list"),
            pytest.param(known(3, model="TFM", signed=date(2025, 3, 20)), id="a list names neither"),
            pytest.param(known(2, model="TFM", signed=SIGNED), id="signed on the same day"),
            pytest.param(replace(known(2, model="TFM", signed=date(2025, 2, 20)), agency="another"), id="another agency"),
        ],
    )
    def test_else_no_model_is_switched(self, other: Known) -> None:
        found = histories({"wso": known(0, 1), "tfm": other}, Series(MONTHS[:4]))
        assert found["wso"].stretches[-1].status is Status.NOT_LISTED

    def test_many_gone_at_once_are_held_until_explained(self) -> None:
        state = {str(number): replace(known(0, 1), agency=f"a{number}") for number in range(MANY_AT_ONCE)}
        held = histories(state, Series(MONTHS))
        assert {h.stretches[-1].rule for h in held.values()} == {Rule.MANY}
        explained = frozenset({(day(2), "TX"), (day(2), "sheriff")})
        assert all(h.departure for h in histories(state, Series(MONTHS, explained=explained)).values())

    def test_a_few_of_a_large_state_are_not_held(self) -> None:
        staying = {f"s{n}": replace(known(*range(30)), agency=f"s{n}") for n in range(10 * MANY_AT_ONCE)}
        leaving = {f"l{n}": replace(known(0, 1), agency=f"l{n}") for n in range(MANY_AT_ONCE)}
        assert all(histories(staying | leaving, Series(MONTHS))[key].departure for key in leaving)

    def test_one_of_many_that_comes_back_does_not_free_the_others(self) -> None:
        state = {str(number): replace(known(0, 1), agency=f"a{number}") for number in range(MANY_AT_ONCE)}
        state["0"] = replace(known(0, 1, 5), agency="a0")
        assert {h.stretches[-1].rule for key, h in histories(state, Series(MONTHS)).items() if key != "0"} == {Rule.MANY}

    def test_an_application_leads_to_an_agreement(self) -> None:
        applied = known(3, signed=day(2), applied=(day(0), day(1)))
        assert told(one(applied, lists=4, applicants=(day(0), day(1)))) == [("pending", day(0), day(2)), ("active", day(2), None)]
        assert told(one(applied, lists=4, applicants=(day(0), day(1), day(1) + DAY)))[0] == ("pending", day(0), day(1) + DAY)

    def test_an_application_alone_is_no_agreement(self) -> None:
        assert told(one(known(applied=(day(0), day(2))), applicants=MONTHS)) == [("pending", day(0), day(2) + DAY)]

    def test_an_application_on_the_newest_list_of_applicants_stays_pending(self) -> None:
        assert told(one(known(applied=(day(0), day(2))), applicants=MONTHS[:3])) == [("pending", day(0), None)]


numbers = st.integers(min_value=0, max_value=29)
signatures = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2027, 6, 1)))
listings = st.builds(lambda n, signed, file: Listing(day(n), signed, file), numbers, signatures, st.sampled_from(["", "a.pdf", "b.pdf"]))
agreements = st.builds(
    lambda agency, model, found, applied, doubt, stated: Known(agency, model, "TX", "sheriff", tuple(found), tuple(applied), stated, doubt),
    st.sampled_from(["x", "y"]),
    st.sampled_from(["JEM", "TFM"]),
    st.lists(listings, max_size=12),
    st.lists(st.sampled_from(MONTHS), max_size=3),
    st.booleans(),
    st.one_of(st.none(), st.builds(lambda n: Stated(day(n), "law", "src"), numbers)),
)
worlds = st.dictionaries(st.sampled_from("abcdefgh"), agreements, max_size=8)
series = st.builds(lambda days, applicants: Series(tuple(days), tuple(applicants)), st.lists(st.sampled_from(MONTHS), min_size=1), st.lists(st.sampled_from(MONTHS)))


@given(worlds, series, st.randoms(use_true_random=False))
def test_the_order_of_lists_and_agreements_changes_nothing(world: dict[str, Known], lists: Series, chance: random.Random) -> None:
    def mixed(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(items, len(items)))

    keys = chance.sample(sorted(world), len(world))
    shuffled = {key: replace(world[key], listings=mixed(world[key].listings), applied=mixed(world[key].applied)) for key in keys}  # type: ignore[arg-type]
    again = replace(lists, days=mixed((*lists.days, *lists.days[:2])), applicants=mixed(lists.applicants))  # type: ignore[arg-type]
    assert histories(shuffled, again) == histories(world, lists)


@given(worlds, series)
def test_no_day_lies_in_two_stretches(world: dict[str, Known], lists: Series) -> None:
    for history in histories(world, lists).values():
        assert all(not s.span.empty for s in history.stretches)
        for before, after in pairwise(history.stretches):
            assert before.span.until is not None
            assert before.span.until <= after.span.start


@given(worlds, series)
def test_never_a_departure_before_the_last_listing(world: dict[str, Known], lists: Series) -> None:
    for key, history in histories(world, lists).items():
        if history.departure:
            assert history.departure.span.start > max(listing.day for listing in world[key].listings)
            assert history.departure.span.until is None
            assert not set(history.departure.omitted_by) & {listing.day for listing in world[key].listings}


@given(worlds, series)
def test_every_departure_has_evidence_enough(world: dict[str, Known], lists: Series) -> None:
    for key, history in histories(world, lists).items():
        if history.departure:
            last, omitted = history.departure.last_named, history.departure.omitted_by
            assert last == max(listing.day for listing in world[key].listings)
            assert last is not None
            assert len(set(omitted)) >= LISTS_NEEDED
            assert (max(omitted) - last).days >= DAYS_NEEDED
            assert set(omitted) <= set(lists.days)
            assert not world[key].in_doubt
            assert world[key].stated is None


@given(worlds, series)
def test_a_later_list_that_names_it_again_takes_the_departure_back(world: dict[str, Known], lists: Series) -> None:
    before = histories(world, lists)
    later = MONTHS[-1] + timedelta(days=31)
    for key, history in before.items():
        if history.departure:
            last = history.memoranda[-1]
            back = replace(world[key], listings=(*world[key].listings, Listing(later, last.signed, last.file)))
            after = histories(world | {key: back}, replace(lists, days=(*lists.days, later)))[key]
            assert after.departure is None
            assert after.stretches[-1].status is Status.ACTIVE
            assert set(history.departure.omitted_by) <= set(after.gaps)


@given(worlds, series)
def test_an_end_is_stated_or_is_none(world: dict[str, Known], lists: Series) -> None:
    for key, history in histories(world, lists).items():
        if history.stretches and history.stretches[-1].status is Status.ENDED:
            assert world[key].stated is not None
