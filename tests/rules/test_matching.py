"""An agency is placed on the government it belongs to, or on none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.agencies import AgencyKind, Scope, read_agency
from api.rules.gazetteer import Body, Gazetteer
from api.rules.identity import identify
from api.rules.matching import METHOD_WORDS, REASON_WORDS, Method, Placed, Reason, Unplaced, match_agency
from tests.rules.gazetteers import BODIES, county, lookalikes, place

GAZETTEER = lookalikes()


def match(agency: str, state: str, county_text: str = "", gazetteer: Gazetteer = GAZETTEER) -> Placed | Unplaced:
    return match_agency(agency=agency, state=state, county=county_text, gazetteer=gazetteer)


@pytest.mark.parametrize(
    ("agency", "state", "printed", "geoid", "kind", "method"),
    [
        pytest.param("Austin County Sheriff's Office", "TX", "Austin County", "48015", "sheriff", "name_and_county", id="Austin County TX is not Austin"),
        pytest.param("Dallas Police Department", "GA", "Paulding County", "1321324", "police", "name_and_county", id="Dallas GA is not Dallas TX"),
        pytest.param("Richmond County Sheriff's Office", "VA", "Richmond County", "51159", "sheriff", "name_and_county", id="Richmond County VA is not Richmond city"),
        pytest.param("Mecklenburg County Sheriff's Office", "VA", "Mecklenburg County", "51117", "sheriff", "name_and_county", id="Mecklenburg VA is not NC's"),
        pytest.param("Richmond City Sheriff's Office", "VA", "", "5167000", "sheriff", "name_only_one", id="an independent city's sheriff, at its city's id"),
        pytest.param("Jacksonville Sheriff's Office", "FL", "Duval County", "1235000", "sheriff", "name_and_county", id="a city and county in one"),
        pytest.param("Miami Dade Sheriff\u2019s Office", "FL", "Miami-Dade County", "12086", "sheriff", "name_and_county", id="a county without the word"),
        pytest.param("Metropolitan Moore County Sheriff's Office", "TN", "Moore County", "47127", "sheriff", "name_and_county", id="a metropolitan county"),
        pytest.param("St. Landry Parish Sheriff's Office", "LA", "Saint Landry County", "22097", "sheriff", "name_and_county", id="a parish printed as a county"),
        pytest.param("City of Miami Police Department", "FL", "#NA", "1245000", "police", "name_only_one", id="City of X, no county"),
        pytest.param("Plant City Police Department", "FL", "Hillsborough County", "1257550", "police", "name_and_county", id="City as part of the name"),
        pytest.param("Town of Palm Beach Police Department", "FL", "#N/A", "1254025", "police", "name_only_one", id="Town of X"),
        pytest.param("Mahanoy City Borough Police Department", "PA", "Schuylkill County", "4246592", "police", "name_and_county", id="a borough named City"),
        pytest.param("Robinson Township Police Department", "PA", "Washington County", "4212565376", "police", "name_and_county", id="two townships, told apart by county"),
        pytest.param("Robinson Township Police Department - Allegheny", "PA", "", "4200365352", "police", "name_and_county", id="the county after the name"),
        pytest.param("Gorham Police Department", "NH", "#N/A", "3300730260", "police", "name_only_one", id="a New England town"),
        pytest.param("Yoakum Police Department", "TX", "Lavaca County", "4880560", "police", "name_and_county", id="a city in two counties"),
        pytest.param("Parmer County Sheriff's Office", "TX", "Palmer County", "48369", "sheriff", "name_county_unreadable", id="a county misspelt beyond any"),
        pytest.param("State College Police Department", "PA", "Centre County", "4273528", "police", "name_and_county", id="a borough, not a college"),
        pytest.param("Miami-Dade Corrections and Rehabilitation", "FL", "", "12086", "corrections", "name_only_one", id="a county's jail"),
        pytest.param("Bexar County Constable Precinct 3", "TX", "Bexar County", "48029", "constable", "name_and_county", id="a constable is a constable"),
        pytest.param("Pennsylvania State Constable's Office So Middleton Twp", "PA", "Cumberland County", "4204172336", "constable", "name_and_county", id="a township's constable"),
        pytest.param("Nashville Metropolitan Police Department", "TN", "Davidson County", "4752006", "police", "name_and_county", id="metropolitan and one government"),
        pytest.param("Alaska Department of Corrections", "AK", "#N/A", "02", "corrections", "state_agency", id="a state's prisons"),
        pytest.param("West Virginia State Police Department", "WV", "Washington County", "54", "state_police", "state_agency", id="a state agency with some county"),
        pytest.param("Northern York County Regional Police Department", "PA", "York County", "", "other_local", "special_body", id="a regional police is nobody's"),
        pytest.param("Florida Gulf Coast University Police Department", "FL", "#N/A", "", "campus", "special_body", id="a campus"),
        pytest.param("Sarasota Manatee Airport Authority Police Department", "FL", "", "", "airport", "special_body", id="an airport"),
    ],
)  # fmt: skip
def test_placed(agency: str, state: str, printed: str, geoid: str, kind: str, method: str) -> None:
    found = match(agency, state, printed)
    assert isinstance(found, Placed), found
    assert (found.geoid, found.kind, found.method) == (geoid, AgencyKind(kind), Method(method))


@pytest.mark.parametrize(
    ("agency", "state", "printed", "reason", "candidates"),
    [
        pytest.param("Yoakum Police Department", "TX", "Yoakum County", "other_county", ("4880560",), id="a city outside the county of its name"),
        pytest.param("Texarkana Police Department", "AR", "Bowie County", "county_of_another_state", ("0568810",), id="a county of another state"),
        pytest.param("Zapata County Sheriff's Office", "TX", "Travis County", "other_county", ("48505",), id="a sheriff under another county"),
        pytest.param("Hopewell County Sheriff's Office", "VA", "Hopewell County", "legal_form_differs", ("5138424", "51670"), id="a city called a county"),
        pytest.param("Richmond Sheriff's Office", "VA", "", "name_shared", ("51159", "51760"), id="a county or a city, unsaid"),
        pytest.param("Robinson Township Police Department", "PA", "#N/A", "name_shared", ("4200365352", "4212565376"), id="two townships and no county"),
        pytest.param("Robinson Township Police Department", "PA", "Alleghany County", "name_shared", ("4200365352", "4212565376"), id="two townships and a misspelt county"),
        pytest.param("Camden Police Department", "NY", "Oneida County", "name_shared", ("3606511858", "3611847"), id="a New York village inside its town"),
        pytest.param("Village of Palm Beach Police Department", "FL", "", "legal_form_differs", ("1254025",), id="a town called a village"),
        pytest.param("Las Vegas Metropolitan Police Department", "NV", "Clark County", "serves_several", ("32003", "3240000"), id="two governments' police"),
        pytest.param("Dallas Police Department", "VA", "", "no_such_government", (), id="a city of another state"),
        pytest.param("Austen Police Department", "TX", "", "no_such_government", ("4805000",), id="a letter off: a candidate, never an answer"),
        pytest.param("Friends of Austin", "TX", "", "name_not_understood", (), id="no police body"),
        pytest.param("  ", "TX", "", "agency_missing", (), id="no name"),
        pytest.param("Austin Police Department", "UTAHJ", "", "state_unknown", (), id="no state"),
    ],
)  # fmt: skip
def test_left_unplaced(agency: str, state: str, printed: str, reason: str, candidates: tuple[str, ...]) -> None:
    found = match(agency, state, printed)
    assert isinstance(found, Unplaced), found
    assert (found.reason, found.candidates) == (Reason(reason), candidates)


def test_a_printed_county_of_another_state_is_known_as_such_only_if_it_is_one() -> None:
    with_alleghany = Gazetteer([*BODIES, county("51005", "VA", "Alleghany County")])
    found = match("Robinson Township Police Department", "PA", "Alleghany County", with_alleghany)
    assert isinstance(found, Unplaced)
    assert found.reason is Reason.COUNTY_OF_ANOTHER_STATE


def test_a_second_place_of_the_name_takes_the_first_ones_certainty() -> None:
    two = Gazetteer([*BODIES, place("1299999", "FL", "Miami", "town", "12099")])
    assert isinstance(match("Miami Police Department", "FL", "#N/A"), Placed)
    found = match("Miami Police Department", "FL", "#N/A", two)
    assert isinstance(found, Unplaced)
    assert found.reason is Reason.NAME_SHARED


AGENCIES = st.sampled_from([body for body in BODIES if body.layer != "state"])


@settings(deadline=None)
@given(AGENCIES, AGENCIES)
def test_whoever_is_placed_is_in_its_state_and_its_county(named: Body, elsewhere: Body) -> None:
    found = match(f"{named.name} Police Department", elsewhere.state, elsewhere.name)
    if isinstance(found, Placed) and found.geoid:
        body = GAZETTEER.bodies[found.geoid]
        assert body.state == elsewhere.state
        cell = GAZETTEER.cell(elsewhere.state, elsewhere.name)
        assert not cell.geoids or any(GAZETTEER.lies_in(body, geoid) for geoid in cell.geoids)


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["TX", "PA", "VA", "FL"]), st.text(max_size=20))
def test_any_text_gets_an_answer(agency: str, state: str, printed: str) -> None:
    assert isinstance(match(agency, state, printed), (Placed, Unplaced))


@settings(deadline=None)
@given(st.sampled_from([*BODIES]), st.sampled_from([" ", "\u00a0", "  ", "\n"]), st.sampled_from(["'", "\u2019", ""]))
def test_spacing_and_apostrophes_never_change_an_answer(body: Body, space: str, apostrophe: str) -> None:
    plain = f"{body.name} Sheriff's Office"
    dirty = plain.replace(" ", space).replace("'", apostrophe) + space
    assert match(dirty, body.state) == match(plain, body.state)


def test_constables_never_share_an_identity_with_their_county() -> None:
    sheriff = match("Bexar County Sheriff's Office", "TX")
    precinct = match("Bexar County Constable Precinct 3", "TX")
    named = {
        identify(agency="Bexar County Sheriff's Office", state="TX", found=sheriff),
        identify(agency="Bexar County Constable Precinct 3", state="TX", found=precinct),
        identify(agency="Bexar County Constable Precinct 4", state="TX", found=precinct),
    }
    assert len(named) == 3


def test_one_agency_under_two_spellings_has_one_identity() -> None:
    spellings = ("City of Miami Police Department", "Miami PD", "Miami Police Dept.")
    assert len({identify(agency=name, state="FL", found=match(name, "FL")) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("name", "state", "kind", "scope"),
    [
        ("Texas Department of Public Safety - Texas Highway Patrol", "TX", "highway_patrol", "state"),
        ("Department of State Police", "VA", "state_police", "state"),
        ("Virginia Marine Resources Commission", "VA", "wildlife", "state"),
        ("Louisiana Office of the State Fire Marshal", "LA", "fire_marshal", "state"),
        ("Mississippi Attorney General's Office", "MS", "attorney_general", "state"),
        ("Louisiana Military Department", "LA", "national_guard", "state"),
        ("Florida State Guard", "FL", "other_state", "state"),
        ("Office of the State Attorney, Sixth Judicial Circuit", "FL", "other_local", "special"),
        ("Pinal County Attorney's Office", "AZ", "other_local", "county"),
        ("Parker County (County) Attorney's Office", "TX", "other_local", "county"),
        ("Gulf County Board of County Commissioners /Detention Facility", "FL", "corrections", "county"),
        ("County of Franklin / Franklin County Jail", "PA", "corrections", "county"),
        ("Southwest Virginia Regional Jail Authority", "VA", "corrections", "special"),
        ("Nassau County Police Department", "NY", "police", "county"),
        ("Office of Constable Monroeville 6th Ward", "PA", "constable", "municipal"),
        ("Smiley City Marshal's Office", "TX", "police", "municipal"),
        ("Ward 5 Marshal's Office", "LA", "other_local", "special"),
        ("Lee County Port Authority Police", "FL", "other_local", "special"),
        ("College Station Police Department", "TX", "police", "municipal"),
        ("Monmouth County Sheriff's Office (Addendum)", "NJ", "sheriff", "county"),
    ],
)
def test_kinds_read_from_names(name: str, state: str, kind: str, scope: str) -> None:
    read = read_agency(name, state)
    assert read is not None
    assert (read.kind, read.scope) == (AgencyKind(kind), Scope(scope))


def test_every_method_and_reason_is_explained() -> None:
    assert set(METHOD_WORDS) == set(Method)
    assert set(REASON_WORDS) == set(Reason)
    assert all(words.endswith(".") for words in (*METHOD_WORDS.values(), *REASON_WORDS.values()))
