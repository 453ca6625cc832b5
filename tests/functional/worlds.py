"""A second revision on top of the small record, with the cases that the doors must tell apart."""

from __future__ import annotations

from api.resources.answers import BATCH
from tests.builders import CITED, World, clause, own

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
    world.agency("co-canon-city-police", "0811810", "CO", "police")
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
