"""The words in which ICE's lists, their rows and the histories of agreements are told."""

from __future__ import annotations

from collections.abc import Mapping

from api.rules.agencies import AGENCY_WORDS
from api.rules.matching import METHOD_WORDS, REASON_WORDS, Confidence
from api.rules.memoranda import Rule
from api.rules.term import Term

HISTORY_RULES = (
    Term(Rule.APPLIED, "on the list of applicants", "Lists of applicants name it on these days."),
    Term(Rule.LISTED, "signed or listed", "In force from its signature, or from its first listing if that is earlier, while lists name it."),
    Term(Rule.RENEWED, "renewed", "In force until a later memorandum of the same agency and model was signed."),
    Term(Rule.SWITCHED, "another model", "The first list that omits it is the first that names another model of the same agency, signed later."),
    Term(Rule.STATED, "a source states it", "A source states the end and its day, whatever the lists say."),
    Term(Rule.ABSENT_LONG, "absent long enough", "Enough later lists over enough days omit it, so that it is inferred to have left with the first of them."),
    Term(Rule.ABSENT_BRIEFLY, "absent, not long enough", "Later lists omit it, but too few or over too few days to infer that it left."),
    Term(Rule.NO_MEMORANDUM, "held: no memorandum was linked", "Later lists omit it, and no list ever linked it to a memorandum, so that it may have been a misprint."),
    Term(Rule.IN_DOUBT, "held: a row in doubt may be it", "Later lists omit it, and a row that could not be placed may be the same agreement."),
    Term(Rule.MANY, "held: many at once", "One list dropped it together with many others of its state or kind of agency, which a misprint does more often than a departure."),
    Term(Rule.BETWEEN, "between two memoranda", "Lists omit it after one memorandum and before the next was signed."),
)

AGREEMENT_CHANGES = (
    Term("applied", "applied", "A list of applicants names it for the first time."),
    Term("signed", "signed", "A memorandum was signed on this day."),
    Term("first_listed", "first listed", "A list names it on this day, and no signature of this day or an earlier one is known."),
    Term("superseded", "superseded", "A later memorandum, of the same or of another model, took over on this day."),
    Term("ended", "ended", "A source states that it ended on this day."),
    Term("left", "left", "Inferred to have left, on the day of the first list without it."),
    Term("not_listed", "no longer listed", "The first list without it, from which no departure is inferred."),
    Term("corrected", "corrected", "A list prints it under another name, state, county or signing date than the list before, without a new memorandum."),
)

ROW_VERDICTS = (
    Term("imported", "imported", "It lists an agreement, or an application, of an agency that is placed."),
    Term("relabelled", "relabelled", "It lists an agreement under another name, state, county or signing date than the list before."),
    Term("merged", "merged", "A row above it lists the same agency under the same model."),
    Term("held", "held", "It stands in the queue for a person, with the reason."),
    Term("refused", "refused", "It lists no agency, or its list is no evidence for its day."),
)

ROW_REASONS = (
    *(Term(reason, reason.replace("_", " "), words) for reason, words in REASON_WORDS.items()),
    Term("header_repeated", "header repeated", "The row repeats the header of the list."),
    Term("names_neither_state_nor_model", "names neither state nor model", "The row is a remark and lists nothing."),
    Term("decision", "decision", "A curator settled that the row lists no agency."),
    Term("stale_list", "stale list", "The file is no evidence for its day: another list stands for it, or it holds old content under a new name."),
)

PUBLICATION_LISTS = (
    Term("participating", "participating", "ICE's workbook of agencies that take part."),
    Term("web", "web", "The list of agencies that take part as it stood on ICE's page, rebuilt as a table by an archive."),
    Term("pending", "pending", "ICE's workbook of agencies that applied."),
)

PUBLICATION_STANDINGS = (
    Term("counted", "counted", "It says what stood on ICE's list on its day, and differs from the list before it."),
    Term("repeats", "repeats", "It lists the same rows as the list before it, so that no absence is counted from it."),
    Term("stale", "stale", "It holds older content under a newer name and is no evidence."),
    Term("replaced", "replaced", "Another file of the same day is newer or longer; this one is no evidence."),
)

MATCH_METHODS = tuple(Term(method, method.replace("_", " "), words) for method, words in METHOD_WORDS.items())

MATCH_CONFIDENCES = (
    Term(Confidence.CERTAIN, "certain", "Name and county agree, the body names itself, or a curator settled it."),
    Term(Confidence.HIGH, "high", "The name fits one government of the state and no county confirms it, or another list places the same agreement."),
    Term(Confidence.MODERATE, "moderate", "A county's name was read through a misspelling."),
)

AGENCY_KINDS = tuple(Term(kind, kind.replace("_", " "), words) for kind, words in AGENCY_WORDS.items())

LIST_TERMS: Mapping[str, tuple[Term, ...]] = {
    "history_rules": HISTORY_RULES,
    "agreement_changes": AGREEMENT_CHANGES,
    "publication_lists": PUBLICATION_LISTS,
    "publication_standings": PUBLICATION_STANDINGS,
    "row_verdicts": ROW_VERDICTS,
    "row_reasons": ROW_REASONS,
    "match_methods": MATCH_METHODS,
    "match_confidences": MATCH_CONFIDENCES,
    "agency_kinds": AGENCY_KINDS,
}
