"""Charts made by the server: what they say without colours, and that the policy of the pages allows them."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from api.pages import chart
from api.pages.files import STATIC
from api.rules.vocabulary import Category

FRAME = chart.Frame(date(2021, 1, 1), date(2026, 1, 1))
POINTS = [(date(2021, 1, 31), 2), (date(2022, 1, 31), 2), (date(2023, 1, 31), 7), (date(2024, 1, 1), 5)]


def drawn() -> ElementTree.Element:
    """A chart of some numbers, read as XML."""
    text = chart.steps(POINTS, FRAME, name="some", title="A <title>", description="What it shows", unit="agreements", lists=[date(2021, 1, 13), date(2024, 1, 1)])
    return ElementTree.fromstring(str(text))


def test_a_chart_says_in_words_what_it_shows() -> None:
    root = drawn()
    named = (root.get("aria-labelledby") or "").split()
    assert root.get("role") == "img"
    assert [root.find(f".//*[@id='{name}']").text for name in named] == ["A <title>", "What it shows"]  # type: ignore[union-attr]
    texts = [text.text for text in root.iter("text")]
    assert {"agreements", "2022", "5"} <= set(texts)


def test_a_chart_marks_its_lists_and_hatches_what_is_not_known() -> None:
    root = drawn()
    assert len([line for line in root.iter("line") if line.get("class") == "chart-list"]) == 2
    hatched = [rect for rect in root.iter("rect") if (rect.get("fill") or "").startswith("url(#some-after")]
    assert [rect.get("x") for rect in hatched] == [f"{FRAME.at(date(2024, 1, 1))}%"]


def test_a_number_holds_until_the_next() -> None:
    flat = [line for line in drawn().iter("line") if line.get("class") == "chart-line" and line.get("y1") == line.get("y2")]
    assert [(line.get("x1"), line.get("x2")) for line in flat] == [
        (f"{FRAME.at(date(2021, 1, 31))}%", f"{FRAME.at(date(2023, 1, 31))}%"),
        (f"{FRAME.at(date(2023, 1, 31))}%", f"{FRAME.at(date(2024, 1, 1))}%"),
    ]


@pytest.mark.parametrize(("highest", "expected"), [(0, [0, 1]), (1, [0, 1]), (7, [0, 2, 4, 6, 8]), (385, [0, 100, 200, 300, 400]), (1835, [0, 500, 1000, 1500, 2000])])
def test_the_scale_has_round_numbers_and_holds_the_highest(highest: int, expected: list[int]) -> None:
    assert chart.ticks(highest) == expected


def test_a_band_keeps_to_its_frame_and_names_each_stretch() -> None:
    stretches = [
        chart.Stretch(date(1980, 1, 1), date(2020, 1, 1), "mixed", "mixed"),
        chart.Stretch(date(2020, 1, 1), date(2023, 1, 1), "insufficient_evidence", "not yet researched"),
        chart.Stretch(date(2023, 1, 1), None, "sanctuary", "sanctuary"),
    ]
    root = ElementTree.fromstring(str(chart.band(stretches, FRAME, name="b", title="t", description="d")))
    rects = [rect for rect in root.iter("rect") if "cat" in (rect.get("class") or "").split()]
    assert [(rect.get("x"), rect.get("class")) for rect in rects] == [("0.0%", "cat cat-insufficient_evidence"), (f"{FRAME.at(date(2023, 1, 1))}%", "cat cat-sanctuary")]
    assert sum(float((rect.get("width") or "").rstrip("%")) for rect in rects) == pytest.approx(100)
    assert rects[0].find("title").text == "not yet researched: 2020-01-01 to 2023-01-01"  # type: ignore[union-attr]


def test_nothing_drawn_needs_an_exception_from_the_policy() -> None:
    text = ElementTree.tostring(drawn(), encoding="unicode")
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", text)


def test_every_category_has_a_fill() -> None:
    css = (STATIC / "css" / "chart.css").read_text(encoding="utf-8")
    for category in set(Category) - {Category.CONTESTED, Category.INSUFFICIENT}:
        assert f".cat-{category} " in css


@pytest.mark.parametrize(("start", "years"), [(date(2021, 1, 1), [2021, 2022, 2023, 2024, 2025, 2026]), (date(1980, 1, 1), [1980, 1990, 2000, 2010, 2020])])
def test_as_many_years_are_named_as_have_room(start: date, years: list[int]) -> None:
    assert [day.year for day in chart.Frame(start, date(2026, 11, 22)).years()] == years
