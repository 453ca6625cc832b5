"""Short names of places and the words that end their legal names."""

from __future__ import annotations

# Last word of a legal name -> Census legal/statistical code.
FORMS = {"city": "25", "town": "43", "village": "47", "borough": "21"}

# What people call a government whose Census name is a description or its full style.
CALLED = {
    "0665042": "Ventura",
    "0947515": "Milford",
    "1303440": "Athens",
    "1304204": "Augusta",
    "1349008": "Macon",
    "1608830": "Boise",
    "1836003": "Indianapolis",
    "2028412": "Greeley County unified government",
    "2146027": "Lexington",
    "2148006": "Louisville",
    "3011397": "Butte-Silver Bow",
    "4752006": "Nashville",
}


def split(legal: str) -> tuple[str, str]:
    """Short name and legal/statistical code of a legal name such as "El Cenizo city"."""
    head, _, tail = legal.rpartition(" ")
    return (head, FORMS[tail]) if head and tail in FORMS else (legal, "")


def short(geoid: str, name: str, lsad: str) -> str:
    """The name people use: "Nashville", and "Agawam" where Massachusetts says "Agawam Town city"."""
    if geoid in CALLED:
        return CALLED[geoid]
    if geoid.startswith("25") and lsad == "25":
        return name.removesuffix(" Town")
    return name


def form(name: str, legal: str) -> str:
    """The legal form in a legal name: "township" of "Salem township"; empty if the names are equal."""
    return legal[len(name) :].strip() if legal.startswith(name) else ""
