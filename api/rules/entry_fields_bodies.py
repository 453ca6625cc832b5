"""The fields of what claims are about and rest on: sources, jurisdictions, their former ids, jails, agencies, decisions."""

from __future__ import annotations

from api.rules.entry_field import EntryField, address, choice, dated, key_of, line, number, prose, several
from api.rules.entry_terms import ALIAS_RELATIONS, CUSTODY_KINDS, DECISION_ACTIONS, FUNCTIONAL_STATUS, SOURCE_KINDS, STATES
from api.rules.list_terms import AGENCY_KINDS, MATCH_CONFIDENCES, MATCH_METHODS
from api.rules.vocabulary import DIMENSIONS, KINDS

TOPIC = key_of("topic", "Topic", None, "The file of the record in which it is kept, in small letters and hyphens.")
NOTE = prose("note", "Note")

SOURCE = (
    line("title", "Title", "As published.", required=True),
    line("publisher", "Publisher", "Who published it.", required=True),
    address("url", "Address", "Where it was found; begins with https:// or http://.", required=True),
    address("archived_url", "Archived copy"),
    dated("published", "Published"),
    dated("retrieved", "Read on", "When it was read for this record.", required=True, precise=True),
    choice("kind", "Kind", SOURCE_KINDS),
    line("licence", "Licence", "Where one is stated."),
    prose("note", "Note", "What was read of it, and its limits."),
    TOPIC,
)

JURISDICTION = (
    line("ocd_id", "OCD-ID"),
    key_of("slug", "Address among the pages", None, "Such as austin-tx.", required=True),
    choice("kind", "Kind", KINDS),
    line("name", "Name", required=True),
    line("legal_name", "Legal name"),
    line("lsad", "Census code of its legal form", most=2),
    choice("funcstat", "Functional status", FUNCTIONAL_STATUS, required=False),
    choice("state", "State", STATES),
    key_of("county", "County", "jurisdiction"),
    several("counties", "Counties it lies in", "Each with the share of it that lies there.", kind="shares"),
    number("lat", "Latitude", -90, 90, whole=False),
    number("lon", "Longitude", -180, 180, whole=False),
    number("population", "Population", 0, 400_000_000),
    number("population_year", "Year of the population", 1790, 2100),
    key_of("population_source", "Source of the population", "source"),
    line("counties_method", "How the shares were found"),
    key_of("same_as", "Same government as", "jurisdiction", "The id under which the same government answers."),
    key_of("same_as_source", "Source of that", "source"),
    prose("same_as_note", "Note on that"),
)

SHARE_FIELDS = (
    key_of("geoid", "County", "jurisdiction", required=True),
    number("share", "Share", 0, 1, "Between 0 and 1.", whole=False, required=True),
)

ALIAS = (
    key_of("old_geoid", "Former id", None, "The GEOID of another vintage.", required=True),
    key_of("geoid", "Jurisdiction", "jurisdiction", "The one that answers for it now.", required=True),
    choice("relation", "Relation", ALIAS_RELATIONS),
    dated("date", "Date"),
    NOTE,
    key_of("source", "Source", "source"),
)

CUSTODY = (
    key_of("geoid", "Jurisdiction", "jurisdiction", required=True),
    key_of("operator", "Who runs its jail", "jurisdiction", required=True),
    choice("kind", "Kind", CUSTODY_KINDS, required=False),
    dated("valid_from", "From"),
    dated("valid_until", "Until", "The first day on which it no longer holds."),
    NOTE,
    key_of("source", "Source", "source", required=True),
    TOPIC,
)

RESEARCH_NOTE = (
    key_of("jurisdiction", "Jurisdiction", "jurisdiction", required=True),
    dated("searched", "Searched on", required=True, precise=True),
    several("dimensions", "What was looked for", "Nothing: every dimension that was open.", choices=DIMENSIONS),
    line("looked_in", "Where", "Such as the code of ordinances, the police manual, stored copies of public pages.", required=True),
    number("searches", "How many look-ups", 1, 10_000),
    prose("found", "What was found", "And what was not: a search that found nothing proves nothing.", required=True),
    line("searcher", "Who looked", "A curator or a program; no private person's name.", required=True),
)

AGENCY = (
    line("name", "Name", required=True),
    choice("kind", "Kind", AGENCY_KINDS),
    choice("state", "State", STATES),
    key_of("jurisdiction", "Jurisdiction", "jurisdiction", "Nothing where it serves none of its own."),
    line("county_as_printed", "County as printed"),
    choice("match_method", "How it was placed", MATCH_METHODS, required=False),
    choice("match_confidence", "How surely", MATCH_CONFIDENCES, required=False),
    several("former_names", "Former names"),
    EntryField("former_keys", "words", False, "Former keys", target="agency"),
)

SERVICE_AREA = (
    key_of("agency", "Agency", "agency", required=True),
    key_of("jurisdiction", "Further government", "jurisdiction", "One that it polices besides the one that it belongs to.", required=True),
    dated("valid_from", "From"),
    dated("valid_until", "Until", "The first day on which it no longer does."),
    NOTE,
    key_of("source", "Source", "source", required=True),
)

DECISION = (
    choice("action", "Action", DECISION_ACTIONS),
    line("state", "State as printed"),
    line("agency", "Agency as printed"),
    line("county", "County as printed", "* for any."),
    line("read_state", "State to read instead"),
    line("read_agency", "Agency to read instead"),
    line("read_county", "County to read instead"),
    key_of("jurisdiction", "Jurisdiction", "jurisdiction"),
    choice("kind", "Kind", AGENCY_KINDS, required=False),
    dated("day", "Day of the list", precise=True),
    NOTE,
)
