"""Misspelt states and counties: read where one name alone is near, else left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.intake.spelling import nearest, read_state
from api.rules.names import STATE_NAMES, STATES


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("TEXAS", "TX"),
        ("tx", "TX"),
        ("TEXASS", "TX"),
        ("UTAHJ", "UT"),
        ("FLORDIA", "FL"),
        ("PENNSLYVANIA", "PA"),
        ("WEST VIRGINA", "WV"),
        ("NORTH CAROLNA", "NC"),
        ("NEW MEXCIO", "NM"),
        ("RKANSAS", ""),
        ("SOTH DAKOTA", ""),
        ("CAROLINA", ""),
        ("TAXES", ""),
        ("ATLANTIS", ""),
        ("X", ""),
        ("", ""),
    ],
)
def test_states(text: str, state: str) -> None:
    assert read_state(text)[0] == state


@given(st.sampled_from(sorted(STATES)), st.integers(0, 30), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_a_letter_too_many_never_makes_another_state(name: str, place: int, letter: str) -> None:
    place %= len(name) + 1
    assert read_state(name[:place] + letter + name[place:])[0] in ("", STATES[name])


@given(st.sampled_from(sorted(STATES)), st.integers(0, 30))
def test_a_letter_left_out_makes_another_state_only_where_it_is_that_name(name: str, place: int) -> None:
    place %= len(name)
    short = name[:place] + name[place + 1 :]
    assert read_state(short)[0] in ("", STATES[name], *(usps for usps, other in STATE_NAMES.items() if other == short))


@pytest.mark.parametrize(
    ("text", "county"),
    [("Berrian", "Berrien"), ("Neuces", "Nueces"), ("Okfusfee", "Okfuskee"), ("Spaulding", None), ("Overton", None), ("", None)],
)
def test_counties(text: str, county: str | None) -> None:
    assert nearest(text, ["Berrien", "Nueces", "Okfuskee", "Spalding", "Paulding", "Upton"]) == county
