"""The words that fields of entries take beside the public vocabulary: kinds of sources, instruments, bodies and ends."""

from __future__ import annotations

from api.rules.states import FIPS
from api.rules.term import Term
from api.rules.vocabulary import LEVEL_WORDS

SOURCE_KINDS = (
    Term("statute", "statute", "The text of a law in force."),
    Term("bill", "bill", "The text or the page of a bill."),
    Term("ordinance", "ordinance", "The text of a local rule."),
    Term("opinion", "opinion", "A decision or an order of a court."),
    Term("official_page", "official page", "A page, letter or report of a public body."),
    Term("minutes", "minutes", "The agenda or the minutes of a public body."),
    Term("dataset", "dataset", "A table that its publisher offers as data."),
    Term("report", "report", "A study or report."),
    Term("press", "press", "A newspaper, broadcaster or agency."),
    Term("advocacy", "advocacy", "A body that argues for an aim."),
    Term("aggregator", "aggregator", "A page that gathers the texts of others."),
    Term("reference", "reference", "A work of reference."),
)

POLICY_INSTRUMENTS = (
    Term("ordinance", "ordinance", "A rule passed by a council or board as local law."),
    Term("resolution", "resolution", "A resolution of a council or board."),
    Term("executive_order", "executive order", "An order of a mayor or county executive."),
    Term("general_order", "general order", "An order or a rule of a police department."),
    Term("sheriff_policy", "sheriff’s policy", "A rule of a sheriff."),
    Term("jail_policy", "jail policy", "A rule of whoever runs a jail."),
    Term("directive", "directive", "A directive of another office."),
    Term("decision", "decision", "A decision of a body without a rule of its own kind."),
    Term("statement", "statement", "What a body says of itself."),
    Term("practice", "practice", "What is done, as a source reports it."),
    Term("decree", "decree", "A decree of a court."),
    Term("settlement", "settlement", "A settlement of a suit."),
)

POLICY_BODIES = (
    Term("council", "council", "A city or town council."),
    Term("board", "board", "A county board or commission."),
    Term("mayor", "mayor", "A mayor or city manager."),
    Term("executive", "executive", "A county executive or another head of a government."),
    Term("sheriff", "sheriff", "A sheriff."),
    Term("police", "police", "A police department."),
    Term("corrections", "corrections", "A department that runs jails."),
    Term("court", "court", "A court."),
)

ENDED_BY = (
    Term("own_decision", "its own decision", "The body itself ended it."),
    Term("law", "a law", "A law of the state ended it."),
    Term("court", "a court", "A court ended it."),
    Term("expiry", "expiry", "It ran out."),
)

FEDERAL_KINDS = (
    Term("executive_order", "executive order", "An order of the president."),
    Term("memorandum", "memorandum", "A memorandum of a federal office."),
    Term("list", "list", "A list of jurisdictions."),
    Term("letter", "letter", "A letter or demand."),
    Term("statute", "statute", "A federal statute."),
    Term("suit", "suit", "A suit in a federal court."),
    Term("other", "other", "Any other action."),
)

ALIAS_RELATIONS = (
    Term("renamed", "renamed", "The same government under another name and id."),
    Term("recoded", "recoded", "The same government under another id."),
    Term("same", "same", "Another id of the same government."),
    Term("merged", "merged", "It became part of the other."),
    Term("split", "split", "The other came out of it."),
    Term("overlaps", "overlaps", "The two share some of their ground."),
)

CUSTODY_KINDS = (
    Term("county", "county", "A county runs the jail."),
    Term("city", "city", "A city runs the jail."),
    Term("regional", "regional", "A regional body runs the jail."),
    Term("state", "state", "The state runs the jails."),
)

# What api.intake.decisions acts on; a test compares the two.
DECISION_ACTIONS = (
    Term("read", "read", "The row is to be read with the agency, state or county given here, and then placed by rule."),
    Term("place", "place", "The agency belongs to the jurisdiction given here."),
    Term("own", "own", "The agency is a body of its own and belongs to no one government."),
    Term("refuse", "refuse", "The row lists no agency."),
    Term("explained", "explained", "That many rows of this state or kind of agency are gone from the list of this day has been explained."),
)

FUNCTIONAL_STATUS = (
    Term("A", "A", "An active government."),
    Term("B", "B", "An active government that is partly joined with another."),
    Term("C", "C", "An active government joined with another that has one set of officials."),
    Term("F", "F", "A fictitious entity that fills a gap of the Census."),
    Term("G", "G", "An active government that is subordinate to another."),
    Term("I", "I", "An inactive government with the powers of one."),
    Term("N", "N", "A nonfunctioning legal entity."),
    Term("S", "S", "A statistical entity."),
)

STATES = tuple(Term(code, code, f"The state, district or territory {code}.") for code in sorted(FIPS))
LEVELS = tuple(sorted(next(iter(LEVEL_WORDS.values()))))
