"""How the pages write a score, a day and a word of the vocabulary."""

from datetime import date

from api.pages.blueprint import pages
from api.rules import phrases
from api.rules.vocabulary import label

MINUS = "\N{MINUS SIGN}"


@pages.app_template_filter("score")
def score_words(score: float | None) -> str:
    """Write a score with its sign and without decimals: +62, minus 40 with a true minus sign, 0; no number is a dash."""
    if score is None:
        return "\N{EN DASH}"
    rounded = round(score)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded)}"


@pages.app_template_filter("day")
def day_words(day: date) -> str:
    """Write a day in words: 1 June 2026."""
    return phrases.day(day)


@pages.app_template_filter("capitalised")
def capitalised(label: str) -> str:
    """Begin a label with a capital and leave the rest as it is."""
    return label[:1].upper() + label[1:]


@pages.app_template_filter("told")
def told(stated: str | date) -> str:
    """Write a date as exactly as its source states it: 1 June 2026, June 2026, 2026."""
    if isinstance(stated, date):
        return day_words(stated)
    parts = stated.split("-")
    if len(parts) == 3:
        return day_words(date.fromisoformat(stated))
    return f"{date(int(parts[0]), int(parts[1]), 1):%B %Y}" if len(parts) == 2 else stated


@pages.app_template_filter("category_label")
def category_label(category: str) -> str:
    """The shown word of a category."""
    return label("categories", category)


@pages.app_template_filter("grouped")
def grouped(number: float) -> str:
    """Write a number with commas between thousands."""
    return f"{number:,}"


@pages.app_template_filter("kind_label")
def kind_label(kind: str) -> str:
    """The shown word of a kind of jurisdiction."""
    return label("kinds", kind)


@pages.app_template_filter("decimal")
def decimal(number: float) -> str:
    """Write a number to one decimal, with a true minus sign."""
    return f"{MINUS if number < 0 else ''}{abs(number):.1f}"


@pages.app_template_filter("percent")
def percent(share: float) -> str:
    """Write a share in percent; what is not quite nothing or all never reads 0 or 100."""
    if 0 < share < 0.001:
        return "under 0.1 %"
    if 0.999 < share < 1:
        return "over 99.9 %"
    return f"{share * 100:.1f} %" if 0 < share < 1 else f"{share * 100:.0f} %"
