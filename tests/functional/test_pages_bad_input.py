"""No address of a page makes the service fail, whatever stands in it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.conftest import ON_POSTGRESQL

PAGES = ("/", "/embed", "/search", "/states", "/states/tx", "/compare", "/changes", "/coverage", "/methodology", "/methodology/coding", "/methodology/comparison", "/sources", "/sources/src", "/data", "/austin-tx", "/corrections")
NAMES = "q state ids add from on revision layer position category marks model designator sort cursor page jurisdiction target noun kind since until publisher example at theme legend slider"
BAD = ("ab\0c", "'\"<script>", "%", "_", "9" * 400, "-1", "🦭", "2026-13-45", "../..", "a,b,,c")


@ON_POSTGRESQL
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("bad", BAD)
def test_a_page_stands_what_it_cannot_read(wide_client: FlaskClient, page: str, bad: str) -> None:
    for name in NAMES.split():
        answer = wide_client.get(f"{page}?{name}={quote(bad)}")
        assert answer.status_code in {200, 303, 400, 404}, f"{name}={bad!r}"
        assert "<script>" not in answer.get_data(as_text=True).replace('<script type="module"', ""), f"{name}={bad!r}"
