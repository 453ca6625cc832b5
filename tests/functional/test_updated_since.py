"""What changed since an earlier look: added, changed, removed, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.builders import World, clause, own
from tests.conftest import answer
from tests.functional.addresses import RECORDS, asking, refused, walked
from tests.functional.conftest import OwnApp

ON = "on=2026-06-01"


def changes(client: FlaskClient, address: str, since: int | str = 1) -> dict[str, bool]:
    """What a list says changed: each key, and whether it left."""
    rows = walked(client, f"{asking(address)}updated_since={since}&limit=2")
    found = {str(row.get("key", row.get("id"))): row["removed"] for row in rows}
    assert len(found) == len(rows), "each once"
    assert list(found) == sorted(found)
    key = "id" if "/jurisdictions?" in asking(address) else "key"
    assert all(row == {key: row[key], "removed": True} for row in rows if row["removed"]), "what left comes as its key alone"
    return found


def unchanged(client: FlaskClient, address: str, since: int | str = 1) -> bool:
    """Whether a list says that nothing changed."""
    body = answer(client, f"{asking(address)}updated_since={since}")
    return bool((body["data"], body["total"], body["next"]) == ([], 0, None))


def test_added_changed_removed_and_nothing_else(own_app: OwnApp) -> None:
    world = World.bare().policy("new", "48453", own("detainers", 1)).policy("austin-order", "4805000", own("detainers", 2), title="Reworded")
    client = own_app(world.withdraw("policy", "sf-refuge")).test_client()
    assert changes(client, "/v1/policies") == {"austin-order": False, "new": False, "sf-refuge": True}
    rows = {row["key"]: row for row in walked(client, "/v1/policies?updated_since=1")}
    listed = {row["key"]: row for row in walked(client, "/v1/policies")}
    assert {key: row | {"removed": False} for key, row in listed.items()} == {key: row for key, row in rows.items() if not row["removed"]}
    for address in ("/v1/state-laws", "/v1/agencies", "/v1/agreements", "/v1/designations", "/v1/federal-actions", "/v1/sources"):
        assert unchanged(client, address), address


def test_a_change_within_a_change_counts(own_app: OwnApp) -> None:
    client = own_app(World.bare().agency("tx-el-paso-county-sheriff", "48141", "TX", "constable")).test_client()
    assert changes(client, "/v1/agencies") == {"tx-el-paso-county-sheriff": False}
    assert changes(client, "/v1/agreements") == {"tx-el-paso-county-sheriff-tfm": False}, "an agreement shows its agency"


def test_what_no_longer_fits_a_filter_left_the_filtered_list(own_app: OwnApp) -> None:
    world = World.bare().designation("doj-sf", "0667000", "2025-08-05").policy("austin-order", "4805000", own("detainers", 1), instrument="resolution")
    world.entries["designation"]["doj-sf"]["designator"] = "Another"
    client = own_app(world).test_client()
    assert changes(client, "/v1/designations?designator=Someone") == {"doj-sf": True}
    assert changes(client, "/v1/designations?designator=Another") == {"doj-sf": False}
    assert changes(client, "/v1/designations") == {"doj-sf": False}
    assert changes(client, "/v1/policies?instrument=general_order") == {"austin-order": True}
    assert unchanged(client, "/v1/policies?instrument=ordinance"), "it was never in that list"
    assert changes(client, "/v1/policies?state=TX") == {"austin-order": False}
    assert unchanged(client, "/v1/policies?state=CA")


def test_a_law_changes_the_positions_of_its_state_from_its_day_on(own_app: OwnApp) -> None:
    law = clause("detention_contracts", "ceiling", -2, ["county", "place"], "2026-01-01")
    client = own_app(World.bare().law("ca-new", "CA", law)).test_client()
    ids = {row["id"] for row in walked(client, f"/v1/jurisdictions?state=CA&{ON}")}
    assert changes(client, f"/v1/jurisdictions?{ON}").keys() <= ids
    assert changes(client, f"/v1/jurisdictions?{ON}")["0667000"] is False
    assert unchanged(client, "/v1/jurisdictions?on=2025-12-31"), "the law did not hold yet"
    assert changes(client, "/v1/state-laws") == {"ca-new": False}
    assert changes(client, "/v1/jurisdictions/0667000/laws") == {"ca-new": False}
    assert unchanged(client, "/v1/jurisdictions/4805000/laws")


def test_a_position_that_moved_left_its_category(own_app: OwnApp) -> None:
    app = own_app(World.bare().withdraw("policy", "sf-refuge"))
    client = app.test_client()
    then, now = (answer(client, f"/v1/jurisdictions/0667000?{ON}&revision={n}")["data"]["category"] for n in (1, 2))
    assert then != now
    assert changes(client, f"/v1/jurisdictions?{ON}&category={then}")["0667000"] is True
    assert changes(client, f"/v1/jurisdictions?{ON}&category={now}")["0667000"] is False


def test_an_agreement_that_a_newer_list_omits_has_changed(own_app: OwnApp) -> None:
    kept = "tx-kept-sheriff"
    world = World.bare().agency(kept, "48453", "TX").agreement(kept, "WSO", "2025-03-01", "2025-06-01", "2026-06-20").lists("2026-06-20")
    client = own_app(world, World.bare().lists("2026-06-25"), World.bare().withdraw("publication", "p-2026-06-25")).test_client()
    omitted, still = "tx-el-paso-county-sheriff-tfm", f"{kept}-wso"
    day = "/v1/agreements?on=2026-07-01"
    assert changes(client, f"{day}&revision=2") == {omitted: False, still: False}
    assert answer(client, f"/v1/agreements/{omitted}?on=2026-07-01&revision=2")["data"]["status"] == "not_listed_since"
    assert changes(client, f"{day}&revision=3", since=2) == {still: False}, "the other was omitted before"
    assert answer(client, f"/v1/agreements/{still}?on=2026-07-01&revision=3")["data"]["status"] == "not_listed_since"
    assert changes(client, f"{day}&revision=4", since=3) == {still: False}, "the list that omitted it was withdrawn"
    assert answer(client, f"/v1/agreements/{still}?on=2026-07-01&revision=4")["data"]["status"] == "active"
    assert unchanged(client, f"{day}&revision=4", since=4)


def test_a_government_that_gains_an_id_gains_what_stands_there(own_app: OwnApp) -> None:
    world = World().policy("travis", "48453", own("detainers", 1)).designation("d", "48453", "2025")
    client = own_app(world, World.bare().county("48453", "TX", "Travis County", same_as="4805000"), World.bare().county("48453", "TX", "Travis County")).test_client()
    austin, travis = "/v1/jurisdictions/4805000", "/v1/jurisdictions/48453"
    assert changes(client, f"{austin}/policies?revision=3", since=2) == {"travis": False}
    assert changes(client, f"{travis}/policies?revision=3", since=2) == {"austin-order": False}
    assert changes(client, f"{austin}/designations?revision=3", since=2) == {"d": False, "doj-tx": False}
    assert changes(client, f"{austin}/policies?revision=4", since=3) == {"travis": True}
    assert changes(client, f"{travis}/policies?revision=4", since=3) == {"austin-order": True}
    assert unchanged(client, f"{austin}/policies?revision=4", since=2)


@pytest.fixture
def thrice(own_app: OwnApp) -> FlaskClient:
    """A client of a record of three revisions, each of which added one source."""
    return own_app(World.bare().source("second"), World.bare().source("third")).test_client()


def moments(client: FlaskClient) -> list[datetime]:
    """When the revisions were published, oldest first."""
    return [datetime.fromisoformat(row["published_at"]) for row in reversed(answer(client, "/v1/revisions")["data"])]


def test_by_the_number_of_a_revision(thrice: FlaskClient) -> None:
    assert changes(thrice, "/v1/sources", since=0) == {"second": False, "src": False, "third": False}
    assert changes(thrice, "/v1/sources", since=1) == {"second": False, "third": False}
    assert changes(thrice, "/v1/sources", since=2) == {"third": False}
    assert unchanged(thrice, "/v1/sources", since=3)
    refused(thrice.get("/v1/sources?updated_since=4"), 400, field="updated_since")


def test_as_known_at_a_revision(thrice: FlaskClient) -> None:
    assert changes(thrice, "/v1/sources?revision=2", since=1) == {"second": False}
    assert changes(thrice, "/v1/sources?revision=2", since=0) == {"second": False, "src": False}
    assert unchanged(thrice, "/v1/sources?revision=2", since=2)
    refused(thrice.get("/v1/sources?revision=2&updated_since=3"), 400, field="updated_since")


def test_by_a_day(thrice: FlaskClient) -> None:
    first, _, last = moments(thrice)
    assert changes(thrice, "/v1/sources", since=(first - timedelta(days=1)).date().isoformat()).keys() == {"second", "src", "third"}
    assert changes(thrice, "/v1/sources", since=first.date().isoformat()).keys() == {"second", "src", "third"}, "the first moment of the day"
    assert unchanged(thrice, "/v1/sources", since=(last + timedelta(days=1)).date().isoformat())


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda moment: moment.astimezone(UTC).isoformat().replace("+00:00", "Z"), id="with Z"),
        pytest.param(lambda moment: moment.astimezone(UTC).isoformat(), id="with a plus sign, encoded"),
        pytest.param(lambda moment: moment.astimezone(timezone(timedelta(hours=2))).isoformat(), id="two hours east"),
        pytest.param(lambda moment: moment.astimezone(timezone(timedelta(hours=-5))).isoformat(), id="five hours west"),
    ],
)
def test_by_a_moment(thrice: FlaskClient, written: Any) -> None:
    for number, moment in enumerate(moments(thrice), start=1):
        said = written(moment)
        for sent in {quote(said, safe=""), said, said.replace("+", " ")}:
            wanted = answer(thrice, f"/v1/sources?updated_since={number}")["data"]
            assert answer(thrice, f"/v1/sources?updated_since={sent}")["data"] == wanted, sent
        if number > 1:
            before = quote(written(moment - timedelta(microseconds=1)), safe="")
            assert changes(thrice, "/v1/sources", since=before) == changes(thrice, "/v1/sources", since=number - 1)


@pytest.mark.parametrize("address", RECORDS)
def test_everything_changed_since_nothing_and_nothing_since_now(wide_client: FlaskClient, address: str) -> None:
    everything = walked(wide_client, f"{asking(address)}updated_since=0&{ON}")
    assert everything == [row | {"removed": False} for row in walked(wide_client, f"{asking(address)}{ON}")]
    assert unchanged(wide_client, address, since=2)


@pytest.mark.parametrize("address", RECORDS)
def test_the_total_counts_the_changes(wide_client: FlaskClient, address: str) -> None:
    rows = walked(wide_client, f"{asking(address)}updated_since=1&limit=1")
    assert answer(wide_client, f"{asking(address)}updated_since=1")["total"] == len(rows)
    assert all("removed" in row for row in rows)
    assert all("removed" not in row for row in walked(wide_client, address))
