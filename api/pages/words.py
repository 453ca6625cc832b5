"""How the pages write a score, a day and a word of the vocabulary."""

from datetime import date

from api.pages.blueprint import pages

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
    return f"{day.day} {day:%B %Y}"


@pages.app_template_filter("capitalised")
def capitalised(label: str) -> str:
    """Begin a label with a capital and leave the rest as it is."""
    return label[:1].upper() + label[1:]
