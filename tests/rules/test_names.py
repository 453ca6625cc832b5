"""Names of public bodies: the same name however it is spaced, cased or abbreviated, and never another one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.names import MUNICIPAL_FORMS, STATES, Title, clean, fold, letters, says_nothing, slug, state_code, titles

SPACES = st.text(alphabet=" \t\n\u00a0\u2003\u200a\u3000", min_size=1, max_size=3)
WORDS = st.lists(st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True), min_size=1, max_size=5)


@settings(deadline=None)
@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(WORDS, SPACES, SPACES)
def test_white_space_of_any_kind_changes_nothing(words: list[str], between: str, around: str) -> None:
    assert fold(around + between.join(words) + around) == fold(" ".join(words))


@settings(deadline=None)
@given(WORDS)
def test_case_changes_nothing(words: list[str]) -> None:
    text = " ".join(words)
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_a_cleaned_text_has_single_plain_spaces_and_nothing_hidden(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split(" "))
    assert clean(cleaned) == cleaned


@settings(deadline=None)
@given(st.from_regex(r"[a-z]{3,12}", fullmatch=True), st.integers(min_value=0, max_value=11))
def test_a_name_that_differs_by_a_letter_stays_another_name(name: str, place: int) -> None:
    place %= len(name)
    changed = name[:place] + ("x" if name[place] != "x" else "y") + name[place + 1 :]
    assert letters(f"Port {name}") != letters(f"Port {changed}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("St. Johns County", "Saint Johns County", id="St. and Saint"),
        pytest.param("Ft. Myers", "Fort Myers", id="Ft. and Fort"),
        pytest.param("Mt. Holly Springs", "Mount Holly Springs", id="Mt. and Mount"),
        pytest.param("Hardee County Sheriff\u2019s Office", "Hardee County Sheriff's Office", id="a curly apostrophe"),
        pytest.param("Franklin County Sheriffs Office", "Franklin County Sheriff's Office", id="no apostrophe"),
        pytest.param("Tampa PD", "Tampa Police Department", id="PD"),
        pytest.param("Panama City Police Dept.", "Panama City Police Department", id="Dept."),
        pytest.param("Mahoning TWP", "Mahoning Township", id="TWP"),
        pytest.param("Gulf County BOCC", "Gulf County Board of County Commissioners", id="BOCC"),
        pytest.param("Fish & Wildlife", "Fish and Wildlife", id="an ampersand"),
        pytest.param("Ca\u00f1on City", "Canon City", id="a tilde"),
        pytest.param("Wasatch COunty", "Wasatch County", id="a capital inside"),
        pytest.param("Miami-Dade", "Miami Dade", id="a hyphen"),
        pytest.param("Big Sandy Police Departement", "Big Sandy Police Department", id="a misspelt word of office"),
        pytest.param("Guadalupe Conty", "Guadalupe County", id="a misspelt word of form"),
    ],
)
def test_two_writings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("DeSoto County", "De Soto County"), ("LaSalle Parish", "La Salle Parish")])
def test_names_written_in_one_word_or_two_have_the_same_letters(one: str, other: str) -> None:
    assert letters(one) == letters(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Pittsburgh", "Pittsburg", id="Pittsburg NH has no h"),
        pytest.param("Alleghany", "Allegheny", id="Alleghany is in Virginia, Allegheny in Pennsylvania"),
        pytest.param("Somerville", "Somervell", id="a city and a county of Texas"),
        pytest.param("Albermarle", "Albemarle", id="misspelt names stay misspelt"),
    ],
)
def test_no_spelling_is_guessed(one: str, other: str) -> None:
    assert letters(one) != letters(other)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "#N/A", "#NA", "N/A", "n/a", "NA"])
def test_cells_that_say_nothing(text: str) -> None:
    assert says_nothing(text)


def test_a_county_named_nassau_says_something() -> None:
    assert not says_nothing("Nassau County")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TEXAS ", "TX"),
        ("UTAh", "UT"),
        ("NEW\u00a0YORK", "NY"),
        ("Northern Mariana Islands", "MP"),
        ("tx", "TX"),
        ("UTAHJ", None),
        ("WEST VIRIGINIA", None),
        ("", None),
    ],
)
def test_states(text: str, code: str | None) -> None:
    assert state_code(text) == code


def test_there_are_fifty_six_states_and_territories() -> None:
    assert len(set(STATES.values())) == len(STATES) == 56


def test_a_whole_name_is_read_before_its_form_is_taken_off() -> None:
    assert titles("Plant City", MUNICIPAL_FORMS) == (Title("plant city", ""), Title("plant", "city"))
    assert titles("Town of Palm Beach", MUNICIPAL_FORMS)[1] == Title("palm beach", "town")
    assert titles("Mahanoy City Borough", MUNICIPAL_FORMS)[1] == Title("mahanoy city", "borough")


def test_a_slug_is_made_of_the_words() -> None:
    assert slug("Galveston County Constable's Office Pct.1") == "galveston-county-constables-office-precinct-1"
