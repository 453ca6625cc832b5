"""The fields of claims and of what they are made of: agreements, laws, policies, designations, federal actions, disputes."""

from __future__ import annotations

from api.rules.change_terms import ACTION_STEPS
from api.rules.disputes import DISPUTABLE
from api.rules.entry_field import MOST_QUOTE, EntryField, address, choice, dated, flag, key_of, line, prose, several
from api.rules.entry_fields_bodies import NOTE, TOPIC
from api.rules.entry_terms import ENDED_BY, FEDERAL_KINDS, POLICY_BODIES, POLICY_INSTRUMENTS, STATES
from api.rules.law_terms import BODIES, DIRECTIONS, DUTIES, EVENTS, INSTRUMENTS
from api.rules.list_terms import HISTORY_RULES
from api.rules.term import Term
from api.rules.vocabulary import AGREEMENT_STATUSES, BASES, BOUNDS, DIMENSIONS, MODELS

_DISPUTED = tuple(Term(noun, noun.replace("_", " "), f"An entry of this kind: {noun.replace('_', ' ')}.") for noun in DISPUTABLE)

CITATIONS = several("citations", "Sources", "Where it is stated.", kind="citations")
CITATION_FIELDS = (
    key_of("source", "Source", "source", required=True),
    line("locator", "Place in the source", "Section, page or paragraph."),
    EntryField("quote", "text", False, "Quote", "At most a sentence of its words.", most=MOST_QUOTE),
)


def _event_fields(steps: tuple[Term, ...]) -> tuple[EntryField, ...]:
    return (dated("date", "Date", required=True), choice("kind", "Step", steps), NOTE, key_of("source", "Source", "source", required=True))


EVENT_FIELDS = _event_fields(EVENTS)
ACTION_EVENT_FIELDS = _event_fields(tuple(term for term in EVENTS if term.key in ACTION_STEPS))

SUSPENDED_FIELDS = (
    dated("from", "From", required=True),
    dated("until", "Until", "The first day on which it may bind again."),
    several("for", "For whom", "Nothing: for all whom it binds.", required=False, choices=BODIES),
    NOTE,
    key_of("source", "Source", "source"),
)

SIDE_FIELDS = (
    line("by", "Who says so", "A public body or a published report.", required=True),
    prose("words", "What it says", "In our words, or a short quote.", required=True),
    key_of("source", "Source", "source", required=True),
)

HISTORY_FIELDS = (
    choice("status", "Status", AGREEMENT_STATUSES),
    dated("from", "From", required=True, precise=True),
    dated("until", "Until", precise=True),
    choice("rule", "Rule", HISTORY_RULES),
    dated("signed", "Signed"),
    dated("last_named", "Last named", precise=True),
    several("omitted_by", "Lists without it", precise=True),
)

_SPOKEN = (
    prose("words", "What it says", "In our words.", required=True),
    dated("valid_from", "From", required=True),
    flag("start_uncertain", "The start is uncertain", "Yes where it is the day of the oldest source that reports it, or of a vote or signature without word of the first day in force."),
    dated("valid_until", "Until", "The first day on which it no longer holds."),
)
_DIMENSION = choice("dimension", "Dimension", DIMENSIONS)
_LEVEL = EntryField("level", "level", True, "Level", "From -2 (limits cooperation most) to 2 (cooperates most).", low=-2, high=2)

POLICY_CLAUSE_FIELDS = (
    _DIMENSION,
    _LEVEL,
    choice("basis", "Basis", BASES),
    flag("decides", "This body decides the matter"),
    *_SPOKEN,
    choice("until_by", "Ended by", ENDED_BY, required=False),
    CITATIONS,
)
LAW_CLAUSE_FIELDS = (
    _DIMENSION,
    choice("bound", "Bound", BOUNDS),
    _LEVEL,
    choice("duty", "Duty", DUTIES, required=False),
    dated("deadline", "Deadline of the duty"),
    several("binds", "Whom it binds", choices=BODIES),
    several("exempts", "Whom it exempts"),
    *_SPOKEN,
    several("suspended", "Kept from binding by a court", kind="suspended"),
    CITATIONS,
)

POLICY = (
    key_of("jurisdiction", "Jurisdiction", "jurisdiction", required=True),
    choice("body", "Body", POLICY_BODIES),
    choice("instrument", "Instrument", POLICY_INSTRUMENTS),
    line("title", "Title", required=True),
    line("number", "Number or citation"),
    flag("binding", "Binding", "No for declarations, which weigh nothing."),
    dated("adopted", "Adopted"),
    dated("effective", "In force from"),
    dated("ended", "Ended"),
    choice("ended_by", "Ended by", ENDED_BY, required=False),
    prose("summary", "Summary", "In our words.", required=True),
    NOTE,
    several("clauses", "Clauses", "What it says of each dimension.", kind="clauses"),
    CITATIONS,
)

STATE_LAW = (
    choice("state", "State", STATES),
    line("citation", "Citation", required=True),
    line("name", "Name", required=True),
    choice("instrument", "Instrument", INSTRUMENTS),
    choice("direction", "Direction", DIRECTIONS),
    prose("summary", "Summary", "In our words.", required=True),
    prose("penalties", "Penalties"),
    dated("confirmed", "Confirmed on", "The day a second reader found its own text to bear out citation, first day and clauses.", precise=True),
    prose("confirmation", "Confirmation", "What was read, or what is missing for it."),
    several("events", "Timeline", kind="events"),
    several("clauses", "Clauses", "None for a bill that was not enacted.", kind="clauses"),
    CITATIONS,
)

AGREEMENT = (
    key_of("agency", "Agency", "agency", required=True),
    choice("model", "Model", MODELS),
    dated("signed", "Signed"),
    dated("first_listed", "First listed", precise=True),
    dated("last_listed", "Last listed", precise=True),
    dated("ended", "Ended", "Where a source states it."),
    choice("ended_by", "Ended by", ENDED_BY, required=False),
    key_of("ended_source", "Source of the end", "source"),
    prose("ended_note", "Note on the end"),
    address("moa_url", "Address of the memorandum"),
    address("addendum_url", "Address of the addendum"),
    line("as_printed", "As printed"),
    NOTE,
    several("history", "Stretches of days with a status", "Written by the import of ICE’s lists.", kind="history", required=False),
    several("gaps", "Lists between two that name it which do not", required=False, precise=True),
    CITATIONS,
)

DESIGNATION = (
    line("designator", "Who gave the label", required=True),
    line("label", "Label", "As printed.", required=True),
    key_of("geoid", "Jurisdiction", "jurisdiction", required=True),
    line("name_as_printed", "Name as printed", required=True),
    dated("listed_on", "Listed on", required=True),
    dated("removed_on", "Removed on"),
    line("disputed_by", "Disputed by"),
    NOTE,
    TOPIC,
    CITATIONS,
)

FEDERAL_ACTION = (
    dated("date", "Date", required=True),
    line("actor", "Who acted", "An office, agency or court.", required=True),
    choice("kind", "Kind", FEDERAL_KINDS),
    line("title", "Title", required=True),
    line("instrument", "Citation of the instrument"),
    prose("summary", "Summary", "What it does, in our words.", required=True),
    several("events", "What became of it", kind="events"),
    several("jurisdictions", "Jurisdictions it names", target="jurisdiction"),
    CITATIONS,
)

DISPUTE = (
    choice("noun", "What kind of entry", _DISPUTED),
    EntryField("entry", "text", True, "Its key"),
    prose("question", "What is disputed", "One sentence that takes no side.", required=True),
    dated("since", "Since", required=True),
    dated("settled", "Settled"),
    prose("outcome", "How it was settled"),
    several("sides", "Sides", "At least two, each with what it says and where.", kind="sides", least=2),
)
