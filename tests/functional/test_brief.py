"""The research sheet: known, missing and next, at the desk and from the command line."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from api.ledger import briefs, jurisdictions
from api.ledger.asof import resolve
from api.rules.vocabulary import Dimension
from seeds.briefing import lines
from tests.curators import at_desk

from .conftest import OwnApp


def sheet(session: Session, id: str) -> dict[str, object]:
    """The sheet of a jurisdiction of the small record."""
    as_of = resolve(session, on="2026-06-01")
    return briefs.brief(session, jurisdictions.find(session, id, as_of), as_of)


def test_what_is_known_is_not_missing(small: Session) -> None:
    told = sheet(small, "austin-tx")
    known = {row["dimension"] for row in told["known"]}  # type: ignore[attr-defined]
    assert {Dimension.DETAINERS, Dimension.INQUIRIES} <= known
    assert not known & set(told["missing"])  # type: ignore[call-overload]
    assert told["jail"]["operator"]["id"] == "48453"  # type: ignore[index]


@pytest.mark.parametrize("id", ["austin-tx", "48141", "48", "4873376", "06075"])
def test_it_reads_as_text_for_every_kind_of_body(small: Session, id: str) -> None:
    text = "\n".join(lines(sheet(small, id)))
    assert "None" not in text
    assert text.endswith("code or manual.")


def test_the_desk_shows_it_to_curators(own_app: OwnApp) -> None:
    app = own_app()
    page = at_desk(app, "ada", "contributor").get("/desk/briefs/austin-tx")
    assert page.status_code == 200
    assert "What to look for next" in page.get_data(as_text=True)
    assert app.test_client().get("/desk/briefs/austin-tx").status_code == 303
