"""Charts made by the server: series of numbers and of words over time as SVG, which a stylesheet colours.

Places along the time axis are per cents of the width and heights are pixels, so that a chart fits any screen with
letters of one size. Nothing in it is a style or a script; `static/css/chart.css` gives its classes their colours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

# Heights in pixels: where the plot begins and ends, and what stands under it.
_TOP, _BASE, _RUG, _FOOT = 36, 196, 8, 222
_MOST_LABELS = 7
# How near, in per cent of the width, two words would meet on the smallest screen.
_APART = 30
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Frame:
    """The days that a chart shows, the last one left out."""

    start: date
    end: date

    def at(self, day: date) -> float:
        """Where a day lies, in per cent of the width; days outside lie at the edge."""
        whole = max((self.end - self.start).days, 1)
        return round(min(max((day - self.start).days / whole, 0.0), 1.0) * 100, 2)

    def years(self) -> Iterator[date]:
        """The first days of as many years as have room for a label."""
        first = self.start.year if (self.start.month, self.start.day) == (1, 1) else self.start.year + 1
        count = self.end.year - first + 1
        step = next(step * 10**power for power in range(4) for step in _STEPS if count <= _MOST_LABELS * step * 10**power)
        yield from (date(year, 1, 1) for year in range(first, self.end.year + 1) if year % step == 0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days over which a body had one category."""

    start: date
    until: date | None
    category: str
    label: str


def ticks(highest: int) -> list[int]:
    """Round numbers from 0 to the highest or just above it, four steps at most."""
    highest = max(highest, 1)
    step = next(step * 10**power for power in range(9) for step in _STEPS if highest <= 4 * step * 10**power)
    return list(range(0, highest + step, step))


def steps(points: Sequence[tuple[date, int]], frame: Frame, *, name: str, title: str, description: str, unit: str, lists: Sequence[date]) -> Markup:
    """A stepped line: each number holds until the next; after the last one nothing is known, which is hatched."""
    heights = ticks(max(value for _, value in points))

    def y(value: int) -> float:
        return round(_BASE - (_BASE - _TOP) * value / heights[-1], 1)

    known = frame.at(points[-1][0])
    parts = [_years(frame, _TOP, _BASE), _grid([(value, y(value)) for value in heights])]
    parts += _line(points, frame, y)
    parts += [Markup('<line class="chart-list" x1="{x}%" x2="{x}%" y1="{a}" y2="{b}"/>').format(x=frame.at(day), a=_BASE, b=_BASE + _RUG) for day in lists]
    if known < 100:
        parts.append(Markup('<rect x="{}%" y="{}" width="{}%" height="{}" fill="url(#{}-after)"/>').format(known, _TOP, round(100 - known, 2), _BASE - _TOP, name))
    parts.append(Markup('<text class="chart-unit" x="0" y="12">{}</text>').format(unit))
    side = "end" if known > 20 else "start"
    last = Markup('<text class="chart-last" x="{}%" y="{}" text-anchor="{}">{:,}</text>').format(known, max(y(points[-1][1]) - 6, 12), side, points[-1][1])
    return _framed(name, title, description, _FOOT, Markup("").join([_hatch(f"{name}-after"), *parts, last]), "chart")


def _grid(heights: Sequence[tuple[int, float]]) -> Markup:
    line = Markup('<line class="chart-grid" x1="0" x2="100%" y1="{y}" y2="{y}"/><text class="chart-tick" x="0" y="{above}">{value:,}</text>')
    return Markup("").join(line.format(y=y, above=y - 3, value=value) for value, y in heights)


def _years(frame: Frame, top: float, base: float) -> Markup:
    line = Markup('<line class="chart-year" x1="{x}%" x2="{x}%" y1="{top}" y2="{base}"/>')
    word = Markup('<text class="chart-tick" x="{x}%" y="{foot}" dx="2">{year}</text>')
    made = []
    for day in frame.years():
        x = frame.at(day)
        made.append(line.format(x=x, top=top, base=base))
        if x < 88:
            made.append(word.format(x=x, foot=base + 22, year=day.year))
    return Markup("").join(made)


def _line(points: Sequence[tuple[date, int]], frame: Frame, y: Callable[[int], float]) -> list[Markup]:
    """One piece for each number: what lies under it, its line, and the step to the next."""
    area = Markup('<rect class="chart-area" x="{}%" y="{}" width="{}%" height="{}"/>')
    line = Markup('<line class="chart-line" x1="{}%" x2="{}%" y1="{}" y2="{}"/>')
    turns = [point for before, point in zip([None, *points], points, strict=False) if before is None or before[1] != point[1] or point is points[-1]]
    made = []
    for (day, value), (until, then) in pairwise(turns):
        x, to, here, there = frame.at(day), frame.at(until), y(value), y(then)
        made.append(area.format(x, here, round(to - x, 2), round(_BASE - here, 1)))
        made.append(line.format(x, to, here, here))
        if there != here:
            made.append(line.format(to, to, here, there))
    return made


def band(stretches: Sequence[Stretch], frame: Frame, *, name: str, title: str, description: str) -> Markup:
    """A band of categories over time; each stretch says its word and its days to whoever points at it."""
    made = []
    for stretch in stretches:
        if (stretch.until is not None and stretch.until <= frame.start) or stretch.start >= frame.end:
            continue
        x, to = frame.at(stretch.start), frame.at(stretch.until) if stretch.until else 100.0
        days = f"{stretch.start} to {stretch.until}" if stretch.until else f"from {stretch.start}"
        fill = Markup(' fill="url(#{}-{})"').format(name, stretch.category) if stretch.category in _PATTERNS else ""
        rect = Markup('<rect class="cat cat-{}" x="{}%" y="1" width="{}%" height="24"{}><title>{}: {}</title></rect>')
        made.append(rect.format(stretch.category, x, round(to - x, 2), fill, stretch.label, days))
    used = patterns(name, {stretch.category for stretch in stretches})
    return _framed(name, title, description, 26, used + Markup("").join(made), "band")


def patterns(name: str, categories: Collection[str]) -> Markup:
    """The fills of those categories that are a pattern, under names of one drawing."""
    return Markup("").join(pattern.format(f"{name}-{category}") for category, pattern in _PATTERNS.items() if category in categories)


def axis(frame: Frame, marks: Sequence[tuple[date, str]] = ()) -> Markup:
    """The years under some bands, and days that matter, such as that of the newest list."""
    line = Markup('<line class="chart-mark" x1="{x}%" x2="{x}%" y1="0" y2="10"/><text class="chart-tick" x="{x}%" y="{y}" dx="{dx}" text-anchor="{anchor}">{word}</text>')
    placed = [(frame.at(day), word) for day, word in marks if 0 < frame.at(day) < 100]
    made, height = [], 24
    for number, (x, word) in enumerate(placed):
        late = x > 50
        # Words that stand near each other take a line each.
        height = height + 16 if number and x - placed[number - 1][0] < _APART else max(height, 40)
        made.append(line.format(x=x, y=height - 4, word=word, dx=-2 if late else 2, anchor="end" if late else "start"))
    return Markup('<svg class="axis" width="100%" height="{}" aria-hidden="true">{}{}</svg>').format(height, _years(frame, 0, 0), Markup("").join(made))


def _framed(name: str, title: str, description: str, height: int, inner: Markup, kind: str) -> Markup:
    head = Markup('<svg class="{}" role="img" width="100%" height="{}" aria-labelledby="{}-title {}-desc">').format(kind, height, name, name)
    words = Markup('<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>').format(name, title, name, description)
    return head + words + inner + Markup("</svg>")


def _hatch(name: str) -> Markup:
    return _PATTERNS["insufficient_evidence"].format(name)


# A fill is an attribute rather than a rule of the stylesheet, whose addresses would lead to the stylesheet.
_PATTERNS = {
    "insufficient_evidence": Markup(
        '<defs><pattern id="{}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="hatch-ground" width="7" height="7"/><rect class="hatch-line" width="1.6" height="7"/></pattern></defs>'
    ),
    "contested": Markup(
        '<defs><pattern id="{}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="contested-ground" width="7" height="7"/>'
        '<rect class="contested-line" width="2.2" height="7"/><rect class="contested-line" width="7" height="2.2"/></pattern></defs>'
    ),
}
