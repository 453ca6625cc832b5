"""A second revision on top of the small record, with the cases that the doors must tell apart."""

from __future__ import annotations

from api.resources.answers import BATCH
from tests.builders import CITED, World, clause, own, stretch

EVERYONE = ["county", "place", "sheriff", "police", "jail", "state_agency"]
OCD_DALLAS = "ocd-division/country:us/state:tx/place:dallas"
# Over two batches of a whole list, and no whole number of them.
LONG_LIST = 2 * BATCH + 5
FORMER_TRAVIS = "48999"
FORMER_SPLIT = "02261"


def second_revision() -> World:
    """Renamed and merged ids, a government with three ids, a contest, a township, a letter with a tilde, a newer list."""
    world = World()
    _texas(world)
    _elsewhere(world)
    _agreements(world)
    world.law(
        "tx-bill", "TX", direction="requires_cooperation", events=[{"date": "2025-02-03", "kind": "introduced", "note": "Never enacted.", "source": "src"}]
    )
    world.law(
        "tx-later", "TX", clause("agreement_287g", "floor", 0, ["sheriff"], "2026-12-01", duty="sign", deadline="2027-01-01"), direction="requires_cooperation"
    )
    world.law("ca-stayed", "CA", _stayed(), clause("detention_contracts", "ceiling", -2, ["county"], "2010", "2015"), direction="limits_cooperation")
    world.designation("other-austin", "4805000", "2027-01-01")
    world.entries["designation"]["other-austin"]["designator"] = "Someone else"
    world.source("zz-statute", kind="statute", publisher="A legislature", published="2017-05")
    world.dispute("austin-order-binds", "policy", "austin-order", "2024-05")
    world.dispute("doj-tx-label", "designation", "doj-tx", "2025-08-06", "2025-09-26", outcome="The label was taken back.")
    world.coding("travis-statement", "jail_access", -1, None, reason="The second reader saw the opening only.").coding("no-such-order", None, None, None)
    world.research("06075", "2026-05-03", searches=None, found="The council’s minutes were not read.")
    world.policy("travis-statement", "48453", own("jail_access", -1), instrument="resolution", binding=False, body="board")
    return world


def _stayed() -> dict[str, object]:
    stay = {"from": "2026-02-01", "until": None, "for": None, "note": "Stayed by a court.", "source": "src"}
    return clause("courthouse_and_property", "ceiling", -2, ["county", "place"], "2026-01-01", suspended=[stay])


def _texas(world: World) -> None:
    world.county("48113", "TX", "Dallas County").county("48121", "TX", "Denton County")
    shares = [{"geoid": "48113", "share": 0.9}, {"geoid": "48121", "share": 0.1}]
    world.place("4819000", "TX", "Dallas", ocd_id=OCD_DALLAS, counties=shares, population=1304379, population_year=2020, population_source="src")
    world.place("4800000", "TX", "Nowhere", "48453", lat=None, lon=None)
    world.entries["alias"][f"{FORMER_TRAVIS}>48453"] = {
        "old_geoid": FORMER_TRAVIS,
        "geoid": "48453",
        "relation": "renamed",
        "date": "2015-05-01",
        "source": "src",
    }
    world.custody("4819000", "48121", "2024-01-01")


def _elsewhere(world: World) -> None:
    world.state("02", "AK", "Alaska").county("02063", "AK", "Chugach Census Area").county("02066", "AK", "Copper River Census Area")
    for county in ("02063", "02066"):
        world.entries["alias"][f"{FORMER_SPLIT}>{county}"] = {"old_geoid": FORMER_SPLIT, "geoid": county, "relation": "split", "source": "src"}
    world.state("33", "NH", "New Hampshire").county("33005", "NH", "Cheshire County")
    world.place("3300561140", "NH", "Peterborough", "33005", kind="subdivision", slug="peterborough-nh")
    world.state("08", "CO", "Colorado").county("08043", "CO", "Fremont County").place("0811810", "CO", "Cañon City", "08043", slug="canon-city-co")
    world.state("22", "LA", "Louisiana").place("2255000", "LA", "New Orleans", "22071").county("22071", "LA", "Orleans Parish", same_as="2255000")
    world.law("la-act", "LA", clause("detainers", "floor", 2, ["jail"], "2024-01-01"), clause("agreement_287g", "ceiling", -2, ["sheriff"], "2024-01-01"))
    decreed = (own(d, -2, "2013") for d in ("detainers", "release_notice", "jail_access", "information_sharing", "status_inquiries"))
    world.policy("orleans-decree", "22071", *decreed, instrument="decree", body="court")


def _agreements(world: World) -> None:
    world.lists("2026-06-20")
    world.agency("tx-el-paso-county-sheriff", "48141", "TX").agreement("tx-el-paso-county-sheriff", "TFM", "2025-03-01", "2025-06-01", "2026-06-20")
    world.agency("la-orleans-parish-sheriff", "22071", "LA").agreement("la-orleans-parish-sheriff", "JEM", "2020-01-01", "2021-01-13", "2026-06-20")
    world.agency("tx-denton-county-sheriff", "48121", "TX").agreement("tx-denton-county-sheriff", "WSO", "2021-01-01", "2021-01-13", "2025-06-01")
    world.agency("co-canon-city-police", "0811810", "CO", "police").serves("co-canon-city-police", "08043", "2020")
    world.agreement("co-canon-city-police", "TFM", "2025-05-01", "2025-06-01", "2025-06-01", ended="2025-07-01", ended_by="own_decision")
    world.listed_row("2026-05-18", 2, "tx-el-paso-county-sheriff-tfm").listed_row("2026-05-18", 3, reason="no_such_government")
    world.agency("tx-campus-police", None, "TX", "campus").agreement("tx-campus-police", "TFM", None, "2026-05-18", "2026-06-20", citations=CITED)


def long_world() -> World:
    """More sources and more places than a whole list fetches at a time, with a county and a state for them."""
    world = World().state("56", "WY", "Wyoming").county("56001", "WY", "Albany County")
    for n in range(LONG_LIST):
        world.source(f"s{n:05}", title=f"Title {n}")
        world.place(f"56{n:05}", "WY", f"Town {n}", "56001", lat=41 + n / 1000, lon=-105 - n / 1000)
    return world


OMITTED = ["2025-06-01", "2026-05-18"]


def _verdicts(world: World, edition: str, **counts: int) -> None:
    world.entries["publication"][f"p-{edition}"] |= {"verdicts": counts, "rows": sum(counts.values()), "standing": "counted"}


def told_histories() -> World:
    """Agreements of every status with their histories, an agency that was listed under another key, and a list with rows of every verdict."""
    world = World().lists("2021-01-13", "2025-06-01", "2026-05-18").editions("pending", "2026-02-27")
    _verdicts(world, "2026-05-18", imported=2, relabelled=1, merged=1, held=2, refused=1)
    world.county("48029", "TX", "Bexar County").county("48113", "TX", "Dallas County").state("12", "FL", "Florida").place("1238250", "FL", "Lake Placid")
    began = stretch("active", "2018-01-01", "2021-01-14", last_named="2021-01-13")
    missing = stretch("not_listed_since", "2021-01-14", "2025-06-01", "absent_long_enough", last_named="2021-01-13", omitted_by=OMITTED)
    world.agency("ca-kern-county-sheriff", "06029", "CA").agreement(
        "ca-kern-county-sheriff", "JEM", "2018-01-01", "2021-01-13", "2021-01-13",
        history=[began, missing, stretch("removed", "2025-06-01", rule="absent_long_enough", last_named="2021-01-13", omitted_by=OMITTED)],
    )
    _texan_histories(world)
    world.agency("fl-lake-placid-police", "1238250", "FL", "police", former_keys=["ny-lake-placid-police"])
    world.agreement("fl-lake-placid-police", "TFM", "2025-05-01", "2025-06-01", "2026-05-18", history=[stretch("active", "2025-05-01")])
    rows = {2: "fl-lake-placid-police-tfm", 3: "tx-bexar-county-sheriff-tfm", 4: "tx-bexar-county-sheriff-tfm"}
    for row, listed in rows.items():
        world.listed_row("2026-05-18", row, listed)
    respelt = {"verdict": "relabelled", "reason": "agency: 'Lake Placid PD' before"}
    world.entries["listed_row"]["p-2026-05-18#00002"] |= respelt
    world.entries["listed_row"]["p-2026-05-18#00004"]["verdict"] = "merged"
    world.listed_row("2026-05-18", 5, "tx-travis-county-sheriff-jem").listed_row("2026-05-18", 6, reason="name_shared").listed_row("2026-05-18", 7, reason="other_county")
    return world.listed_row("2026-05-18", 8, verdict="refused", reason="header_repeated")


def _texan_histories(world: World) -> None:
    renewed = [stretch("active", "2019-06-01", "2023-01-01", "renewed"), stretch("active", "2023-01-01")]
    world.agency("tx-travis-county-sheriff", "48453", "TX").agreement("tx-travis-county-sheriff", "JEM", "2023-01-01", "2021-01-13", "2026-05-18", history=renewed, gaps=["2025-06-01"])
    switched = [stretch("active", "2019-05-01", "2024-03-01", "another_model"), stretch("superseded", "2024-03-01", rule="another_model", omitted_by=OMITTED)]
    world.agency("tx-bexar-county-sheriff", "48029", "TX").agreement("tx-bexar-county-sheriff", "WSO", "2019-05-01", "2021-01-13", "2021-01-13", history=switched)
    world.agreement("tx-bexar-county-sheriff", "TFM", "2024-03-01", "2025-06-01", "2026-05-18", history=[stretch("active", "2024-03-01")])
    applied = [stretch("pending", "2026-02-27", None, "on_the_list_of_applicants", last_named="2026-02-27")]
    world.agency("tx-dallas-county-sheriff", "48113", "TX").agreement("tx-dallas-county-sheriff", "WSO", None, None, None, history=applied)
    stated = [stretch("active", "2020-01-01", "2025-02-17"), stretch("ended", "2025-02-17", rule="a_source_states_it", last_named="2021-01-13", omitted_by=OMITTED)]
    world.agreement("tx-dallas-county-sheriff", "JEM", "2020-01-01", "2021-01-13", "2021-01-13", history=stated, ended="2025-02-17", ended_by="own_decision")


def a_list_later() -> World:
    """A newer list omits the sheriff of Travis County, and names all others."""
    world = World().lists("2026-06-20")
    omits = stretch("not_listed_since", "2026-05-19", rule="absent_not_long_enough", last_named="2026-05-18", omitted_by=["2026-06-20"])
    history = [stretch("active", "2019-06-01", "2023-01-01", "renewed"), stretch("active", "2023-01-01", "2026-05-19"), omits]
    world.agreement("tx-el-paso-county-sheriff", "TFM", "2025-03-01", "2025-06-01", "2026-06-20")
    for agency, signed in (("tx-bexar-county-sheriff", "2024-03-01"), ("fl-lake-placid-police", "2025-05-01")):
        world.agreement(agency, "TFM", signed, "2025-06-01", "2026-06-20", history=[stretch("active", signed)])
    return world.agreement("tx-travis-county-sheriff", "JEM", "2023-01-01", "2021-01-13", "2026-05-18", history=history)
