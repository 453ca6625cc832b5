"""The legend of the map: what each category is called, what it means and how it is drawn, in light and in dark.

The scale runs from purple (limits cooperation) over sand to orange (cooperates): two hues that readers with any common
colour blindness tell apart, equally light at equal distance from the middle, and the colours of no party, no "stop" and
no "go". In the dark theme the middle is dark and the ends are light, so that the ends stand out in both. What is no point
of the scale is no colour of it: "not yet researched" is hatched, "contested" is a grid, "no government" is plain.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.rules.term import Term
from api.rules.vocabulary import CATEGORIES, Category

BLACK, WHITE = "#000000", "#ffffff"


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a category in one theme: its ground, the text on it, and the lines of its pattern."""

    colour: str
    text: str
    line: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One category of the legend; `place` is its place on the scale, from -2 to 2, or None for what is no point of it."""

    key: str
    word: str
    definition: str
    place: int | None
    pattern: str | None
    light: Look
    dark: Look


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, from 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour; one of the two has a contrast above 4.5 on any."""
    return max(BLACK, WHITE, key=lambda ink: contrast(ink, colour))


def _entry(category: Category, place: int | None, light: tuple[str, str | None], dark: tuple[str, str | None], pattern: str | None = None) -> Entry:
    term: Term = next(term for term in CATEGORIES if term.key == category)
    looks = (Look(colour, text_on(colour), line) for colour, line in (light, dark))
    return Entry(term.key, term.label, term.definition, place, pattern, *looks)


LEGEND = (
    _entry(Category.SANCTUARY, -2, ("#553494", None), ("#c3b0fd", None)),
    _entry(Category.LIMITS, -1, ("#ac9be0", None), ("#7f6cb4", None)),
    _entry(Category.MIXED, 0, ("#e4dcc8", None), ("#5b584f", None)),
    _entry(Category.COOPERATES, 1, ("#eca760", None), ("#ab723c", None)),
    _entry(Category.AGREEMENT, 2, ("#8a4613", None), ("#fab36d", None)),
    _entry(Category.CONTESTED, None, ("#ffffff", "#3d434d"), ("#22272e", "#c9ced6"), "grid"),
    _entry(Category.INSUFFICIENT, None, ("#fbfbfb", "#9aa0aa"), ("#22272e", "#6c7480"), "hatch"),
    _entry(Category.NO_GOVERNMENT, None, ("#ffffff", None), ("#22272e", None)),
)
# What a stylesheet calls the patterns, by their category.
_PATTERNS = {Category.CONTESTED: "contested", Category.INSUFFICIENT: "hatch"}


def stylesheet() -> str:
    """The colours as CSS: `--cat-<key>` and `--on-<key>` (text), and ground and line of the two patterns."""
    light, dark = ("\n".join(_rules(theme)) for theme in ("light", "dark"))
    return f":root {{\n{light}\n}}\n@media (prefers-color-scheme: dark) {{\n:root {{\n{dark}\n}}\n}}\n"


def _rules(theme: str) -> list[str]:
    rules = []
    for entry in LEGEND:
        look: Look = getattr(entry, theme)
        pattern = _PATTERNS.get(Category(entry.key))
        named = f"--{pattern}-ground: {look.colour}; --{pattern}-line: {look.line};" if pattern else f"--cat-{entry.key}: {look.colour};"
        rules.append(f"  {named} --on-{entry.key}: {look.text};")
    return rules
