"""The page `/data`: every table of the API can be taken, and search engines can read what there is."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from api.schemas.tables import TABLES
from tests.functional.test_sources_page import shown


def catalogue(page: str) -> Any:
    """The data block of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_every_table_is_listed_with_its_columns(wide_client: FlaskClient) -> None:
    page = shown(wide_client, "/data")
    for name in TABLES:
        assert f'href="/v1/tables/{name}"' in page, name


def test_every_file_of_the_catalogue_is_there(wide_client: FlaskClient) -> None:
    found = catalogue(shown(wide_client, "/data"))
    assert found["@type"] == "DataCatalog"
    assert found["license"].endswith("/by/4.0/")
    files = [download for dataset in found["dataset"] for download in dataset["distribution"]]
    assert len(files) > len(TABLES)
    for file in files:
        response = wide_client.get(urlsplit(file["contentUrl"]).path)
        assert response.status_code == 200, file
        assert response.mimetype == file["encodingFormat"]
        response.close()
    assert all(50 <= len(dataset["description"]) <= 5000 for dataset in found["dataset"])


def test_the_words_to_name_it_hold_both_clocks(wide_client: FlaskClient) -> None:
    page = shown(wide_client, "/data?on=2026-06-01&revision=1")
    assert re.search(r"Cooperation Spectrum, revision 1 \(.+ 20\d\d\), as of 1 June 2026\. localhost\. CC BY 4\.0\.", page)
    assert catalogue(page)["version"] == "1"
