"""The shipped series: no departure that a later list takes back, at any point of it, and each one there is with its evidence."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import pairwise

from api.intake.links import file_named
from api.intake.signing import read_signed
from api.rules.departures import DAYS_NEEDED, LISTS_NEEDED, histories
from api.rules.memoranda import Known, Listing, Series
from seeds import tables
from seeds.ice_report import departures
from tests.seeds.test_ice_record import RECORD, agencies, rows

COUNTED = tuple(date.fromisoformat(row["published"]) for row in sorted(rows("publications"), key=lambda r: r["published"]) if row["list"] != "pending" and row["standing"] == "counted")


@cache
def known() -> dict[str, Known]:
    """Every agreement with the lists that name it, from the rows; nothing in doubt, so that nothing is held for that."""
    listed: dict[str, list[Listing]] = defaultdict(list)
    for publication in rows("publications"):
        if publication["list"] == "pending":
            continue
        for row in tables.read(RECORD / "ice-287g" / "rows" / f"{publication['key']}.csv"):
            if row["agreement"]:
                signed = read_signed(row["signed"], published=publication["published"]).day
                listed[row["agreement"]].append(Listing(date.fromisoformat(publication["published"]), date.fromisoformat(signed) if signed else None, file_named(row["moa_url"])))
    by_key = {row["key"]: row for row in rows("agreements")}
    return {
        key: Known(by_key[key]["agency"], by_key[key]["model"], agencies()[by_key[key]["agency"]]["state"], agencies()[by_key[key]["agency"]]["kind"], tuple(found))
        for key, found in listed.items()
    }


def absences() -> list[tuple[str, int, int]]:
    """Every absence that ended: the agreement, how many counted lists omitted it, and the days from its last listing to the last of them."""
    found = []
    for key, agreement in known().items():
        days = sorted({listing.day for listing in agreement.listings})
        for last, back in pairwise(days):
            omitted = [day for day in COUNTED if last < day < back]
            if omitted:
                found.append((key, len(omitted), (omitted[-1] - last).days))
    return sorted(found)


def test_the_absences_that_ended() -> None:
    """The figures from which the thresholds were chosen."""
    assert absences() == [
        ("al-franklin-county-sheriff-tfm", 3, 94),
        ("fl-fort-walton-beach-police-tfm", 1, 24),
        ("oh-butler-county-sheriff-jem", 7, 1361),
        ("tn-bradley-county-sheriff-jem", 2, 61),
        ("tx-southside-place-police-tfm", 7, 209),
        ("wi-walworth-county-sheriff-wso", 8, 214),
    ]


def test_the_thresholds_keep_a_margin() -> None:
    """Half as many lists again as any absence that ended, and two thirds more days than any that ended under the first signature."""
    renewed = {"oh-butler-county-sheriff-jem"}
    assert max(lists for _, lists, _ in absences()) * 1.5 <= LISTS_NEEDED
    assert max(days for key, _, days in absences() if key not in renewed) * 5 / 3 <= DAYS_NEEDED


def test_no_departure_at_any_point_of_the_series_is_taken_back() -> None:
    for number in range(1, len(COUNTED) + 1):
        until = COUNTED[number - 1]
        seen = {}
        for key, agreement in known().items():
            listings = tuple(listing for listing in agreement.listings if listing.day <= until)
            if listings:
                seen[key] = Known(agreement.agency, agreement.model, agreement.state, agreement.kind, listings)
        for key, history in histories(seen, Series(COUNTED[:number])).items():
            if history.departure:
                assert not [listing.day for listing in known()[key].listings if listing.day > until], (key, until)


def test_every_departure_of_the_record_with_its_evidence() -> None:
    found = departures({row["key"]: {"history": json.loads(row["history"])} for row in rows("agreements")})
    assert [(d["agreement"], d["last_named"], d["from"], len(d["omitted_by"])) for d in found] == [
        ("fl-pasco-county-sheriff-jem", "2021-12-03", "2022-12-03", 26),
        ("ga-cobb-county-sheriff-jem", "2021-01-13", "2021-06-01", 28),
        ("ga-gwinnett-county-sheriff-jem", "2021-01-13", "2021-06-01", 28),
        ("ks-bureau-of-investigation-wso", "2025-04-01", "2025-04-29", 16),
        ("la-east-baton-rouge-parish-sheriff-jem", "2024-06-03", "2024-12-01", 23),
        ("la-ouachita-parish-sheriff-jem", "2021-12-03", "2022-12-03", 26),
        ("ma-barnstable-county-sheriff-jem", "2022-12-03", "2023-12-03", 25),
        ("ma-bristol-county-sheriff-jem", "2021-01-13", "2021-06-01", 28),
        ("ma-plymouth-county-sheriff-jem", "2021-06-01", "2021-12-03", 27),
        ("nc-brunswick-county-sheriff-jem", "2021-06-01", "2021-12-03", 27),
        ("nj-cape-may-county-sheriff-jem", "2021-06-01", "2021-12-03", 27),
        ("nj-monmouth-county-sheriff-jem", "2021-06-01", "2021-12-03", 27),
        ("nv-nye-county-sheriff-jem", "2022-12-03", "2023-12-03", 25),
        ("va-culpeper-county-sheriff-jem", "2023-12-03", "2024-06-03", 24),
        ("wi-lafayette-county-sheriff-wso", "2022-12-03", "2023-12-03", 25),
    ]
    for departure in found:
        assert {date.fromisoformat(day) for day in departure["omitted_by"]} <= set(COUNTED)


def test_marylands_agreements_ended_by_law_and_not_by_absence() -> None:
    ended = [row for row in rows("agreements") if row["history"] and json.loads(row["history"])[-1]["status"] == "ended"]
    assert {row["key"][:2] for row in ended} == {"md"}
    assert len(ended) == 6
    assert {json.loads(row["history"])[-1]["from"] for row in ended} == {"2026-02-17"}


def test_stretches_of_an_agreement_never_overlap() -> None:
    for row in rows("agreements"):
        history = json.loads(row["history"])
        for before, after in pairwise(history):
            assert before["until"] <= after["from"], row["key"]
        assert all(s["until"] is None or s["from"] < s["until"] for s in history), row["key"]
