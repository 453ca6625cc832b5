"""The legend: every category in its place, its colours told apart by every reader, its text readable, its ends of no party."""

from __future__ import annotations

import colorsys
from itertools import combinations

import pytest

from api.rules.legend import LEGEND, Entry, Look, contrast, stylesheet
from api.rules.vocabulary import CATEGORIES, Category

# Colour blindness at its strongest, on linear RGB: Machado, Oliveira and Fernandes 2009, table 1, severity 1.0.
SIGHTS = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# sRGB (D65) to XYZ, relative to white.
TO_XYZ = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0178, 0.1095, 0.8728))
# A difference (CIE76) of 2.3 is just seen; areas far apart on a map need several times as much.
FLOOR = 15.0
THEMES = ("light", "dark")
SCALE = [entry for entry in LEGEND if entry.place is not None]
Triple = tuple[float, float, float]


def times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    """A matrix times a vector."""
    one, two, three = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def linear(colour: str) -> Triple:
    """The light of #rrggbb."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def lab(light: Triple) -> Triple:
    """The CIELAB place of some light."""
    held: Triple = tuple(min(max(c, 0.0), 1.0) for c in light)  # type: ignore[assignment]
    x, y, z = (c ** (1 / 3) if c > (6 / 29) ** 3 else c / (3 * (6 / 29) ** 2) + 4 / 29 for c in times(TO_XYZ, held))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, sight: str) -> float:
    """How far two colours are apart (CIE76) for a reader."""
    places = [lab(times(SIGHTS[sight], linear(colour))) for colour in (one, other)]
    return sum((a - b) ** 2 for a, b in zip(*places, strict=True)) ** 0.5


def look(entry: Entry, theme: str) -> Look:
    """The colours of an entry in a theme."""
    found: Look = getattr(entry, theme)
    return found


def hue(colour: str) -> float:
    """The hue of a colour in degrees: red 0, green 120, blue 240."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return colorsys.rgb_to_hsv(red, green, blue)[0] * 360


def test_the_measure_knows_what_is_known() -> None:
    assert lab(linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.05)
    assert lab(linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.3)
    assert apart("#d62728", "#2ca02c", "deuteranopia") < apart("#d62728", "#2ca02c", "usual") / 2, "red and green are one for many"
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_category_has_its_place_once() -> None:
    assert sorted(entry.key for entry in LEGEND) == sorted(Category)
    assert [entry.key for entry in SCALE] == ["sanctuary", "limits", "mixed", "cooperates", "287g"]
    assert [entry.place for entry in LEGEND] == [-2, -1, 0, 1, 2, None, None, None]
    assert {(entry.word, entry.definition) for entry in LEGEND} == {(term.label, term.definition) for term in CATEGORIES}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_categories_of_the_scale_are_told_apart_by_every_reader(theme: str, sight: str) -> None:
    for one, other in combinations(SCALE, 2):
        assert apart(look(one, theme).colour, look(other, theme).colour, sight) >= FLOOR, (one.key, other.key)


@pytest.mark.parametrize("theme", THEMES)
def test_no_end_is_red_green_or_blue(theme: str) -> None:
    for entry in (SCALE[0], SCALE[-1]):
        angle = hue(look(entry, theme).colour)
        red, green, blue = angle < 15 or angle > 345, 75 < angle < 170, 190 < angle < 248
        assert not any((red, green, blue)), (entry.key, angle)


@pytest.mark.parametrize("theme", THEMES)
def test_equal_distance_from_the_middle_is_equally_light(theme: str) -> None:
    for one, other in ((SCALE[0], SCALE[4]), (SCALE[1], SCALE[3])):
        light = [lab(linear(look(entry, theme).colour))[0] for entry in (one, other)]
        assert abs(light[0] - light[1]) < 10, (one.key, light)


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_every_colour_can_be_read(theme: str) -> None:
    for entry in LEGEND:
        assert contrast(look(entry, theme).text, look(entry, theme).colour) >= 4.5, entry.key


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_no_point_of_the_scale_has_a_pattern_or_no_colour(theme: str) -> None:
    patterns = {entry.key: entry.pattern for entry in LEGEND}
    assert {key: pattern for key, pattern in patterns.items() if pattern} == {"contested": "grid", "insufficient_evidence": "hatch"}
    for entry in LEGEND:
        assert (look(entry, theme).line is not None) is (entry.pattern is not None)
        if entry.place is None:
            _, a, b = lab(linear(look(entry, theme).colour))
            assert (a * a + b * b) ** 0.5 < 8, "a grey"
        if line := look(entry, theme).line:
            assert contrast(line, look(entry, theme).colour) > 2, "its lines are seen"


def test_the_stylesheet_has_every_colour_in_both_themes() -> None:
    css = stylesheet()
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    for entry in LEGEND:
        for part, theme in ((light, entry.light), (dark, entry.dark)):
            assert f"--on-{entry.key}: {theme.text};" in part
            name = {"hatch": "hatch-ground", "grid": "contested-ground", None: f"cat-{entry.key}"}[entry.pattern]
            assert f"--{name}: {theme.colour};" in part
