"""How names of public bodies are written alike: the same letters, whatever the spacing, case or abbreviation.

Nothing here guesses. A spelling that differs by a letter stays a different name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Each is written out in full on both sides, so that it can only join what is the same name.
ABBREVIATIONS: dict[str, str] = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mount",
    "ft": "fort",
    "twp": "township",
    "boro": "borough",
    "co": "county",
    "dept": "department",
    "pd": "police department",
    "pct": "precinct",
    "bocc": "board of county commissioners",
    "cnmi": "northern mariana islands",
    "isd": "independent school district",
    "doc": "department of corrections",
    "&": "and",
}
# Misspelt words of office and form that the workbooks print; never a letter of a place's own name.
RESPELT: dict[str, str] = {
    "polce": "police",
    "departent": "department",
    "departement": "department",
    "deparment": "department",
    "offic": "office",
    "distric": "district",
    "conty": "county",
    "counry": "county",
    "countey": "county",
}
_WORDS = ABBREVIATIONS | RESPELT
# Said of nothing at all in the workbooks' cells.
NOTHING = frozenset({"", "na", "n a", "none", "tbd", "pending"})

STATES: dict[str, str] = {
    "alabama": "AL", "alaska": "AK", "american samoa": "AS", "arizona": "AZ", "arkansas": "AR",
    "california": "CA", "colorado": "CO", "connecticut": "CT", "delaware": "DE",
    "district of columbia": "DC", "florida": "FL", "georgia": "GA", "guam": "GU", "hawaii": "HI",
    "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY",
    "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI",
    "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE",
    "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY",
    "north carolina": "NC", "north dakota": "ND", "northern mariana islands": "MP", "ohio": "OH",
    "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA", "puerto rico": "PR", "rhode island": "RI",
    "south carolina": "SC", "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT",
    "vermont": "VT", "virgin islands": "VI", "virginia": "VA", "washington": "WA",
    "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
}  # fmt: skip
STATE_NAMES: dict[str, str] = {usps: name for name, usps in STATES.items()}

COUNTY_FORMS = ("county", "parish", "borough", "census area", "city and borough", "municipality", "municipio", "city")
MUNICIPAL_FORMS = ("city", "town", "village", "borough", "charter township", "township", "plantation", "municipality")

_APOSTROPHES = str.maketrans("", "", "'`\u2018\u2019\u201b\u2032\u00b4\u02bc\uff07")
_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cn"})


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """The text with every kind of white space made one space and invisible characters removed."""
    spaced = "".join(" " if char.isspace() else char for char in text)
    seen = "".join(char for char in spaced if unicodedata.category(char) not in _HIDDEN)
    return " ".join(seen.split())


@lru_cache(maxsize=131072)
def fold(text: str) -> str:
    """The text as plain lower-case words, abbreviations written out: "St. Johns Co." reads "saint johns county"."""
    plain = unicodedata.normalize("NFKD", clean(text)).casefold().translate(_APOSTROPHES)
    bare = "".join(char for char in plain if not unicodedata.combining(char)).translate(_APOSTROPHES)
    words = re.findall(r"[^\W_]+|&", bare)
    return " ".join(_WORDS.get(word, word) for word in words)


def letters(text: str) -> str:
    """What makes two names one name: their letters and digits, so that "De Soto" and "DeSoto" agree."""
    return fold(text).replace(" ", "")


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or says only that it is ("#N/A")."""
    return fold(text) in NOTHING


def state_code(text: str) -> str | None:
    """The two letters of a state or territory, from its full name or its own two letters; None when neither."""
    found = STATES.get(fold(text))
    if found is None and clean(text).upper() in STATE_NAMES:
        return clean(text).upper()
    return found


@dataclass(frozen=True)
class Title:
    """A body's name and the legal form said with it: "Town of Palm Beach" is ("palm beach", "town")."""

    base: str
    form: str


def titles(text: str, forms: tuple[str, ...]) -> tuple[Title, ...]:
    """Every reading of a name: whole first ("Plant City"), then with a form before or after it taken off."""
    folded = fold(text)
    readings = [Title(base=folded, form="")]
    for form in forms:
        for pattern in (rf"(?:the )?{form} of (.+)", rf"(.+) {form}"):
            found = re.fullmatch(pattern, folded)
            if found:
                readings.append(Title(base=found[1], form=form))
    return tuple(readings)


def slug(text: str) -> str:
    """The words of a name joined by hyphens, for keys: "Office of the Attorney General" -> office-of-the-..."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
