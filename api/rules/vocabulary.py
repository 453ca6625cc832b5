"""The words of the record: every term with a neutral one-sentence definition."""

from __future__ import annotations

from enum import StrEnum

from api.rules.change_terms import CHANGE_KINDS, CHANGE_NOUNS
from api.rules.designators import DESIGNATORS
from api.rules.list_terms import LIST_TERMS
from api.rules.term import Term

METHOD_VERSION = "2026.1"


class Dimension(StrEnum):
    """The eight things that a position is made of."""

    DETAINERS = "detainers"
    AGREEMENT = "agreement_287g"
    NOTICE = "release_notice"
    ACCESS = "jail_access"
    SHARING = "information_sharing"
    INQUIRIES = "status_inquiries"
    CONTRACTS = "detention_contracts"
    COURTHOUSE = "courthouse_and_property"


EVERY_DIMENSION: tuple[Dimension, ...] = tuple(Dimension)
WEIGHTS: dict[Dimension, int] = {
    Dimension.DETAINERS: 25,
    Dimension.AGREEMENT: 20,
    Dimension.NOTICE: 10,
    Dimension.ACCESS: 10,
    Dimension.SHARING: 10,
    Dimension.INQUIRIES: 10,
    Dimension.CONTRACTS: 10,
    Dimension.COURTHOUSE: 5,
}

JAIL_DIMENSIONS = frozenset({Dimension.DETAINERS, Dimension.NOTICE, Dimension.ACCESS})
# The jail's operator answers for these three; whether its beds are let is decided with the jail too.
OPERATOR_DIMENSIONS = JAIL_DIMENSIONS | {Dimension.CONTRACTS}


class Category(StrEnum):
    """The word shown for a position."""

    NO_GOVERNMENT = "no_government"
    INSUFFICIENT = "insufficient_evidence"
    CONTESTED = "contested"
    AGREEMENT = "287g"
    SANCTUARY = "sanctuary"
    LIMITS = "limits"
    MIXED = "mixed"
    COOPERATES = "cooperates"


class Mark(StrEnum):
    """A remark beside a category that a reader must see with it."""

    SPLIT = "split"
    CONTESTED = "contested"
    BY_LAW = "by_law"
    SET_BY = "set_by"
    REQUIRED_BY = "required_by"
    BORDERLINE = "borderline"


CATEGORIES = (
    Term("no_government", "no government of its own", "The place has no municipal government, so it has no policy of its own."),
    Term("insufficient_evidence", "not yet researched", "The record holds too little sourced evidence to give a position."),
    Term("contested", "contested", "Binding rules contradict each other, and the two readings fall into different categories."),
    Term("287g", "287(g)", "One of its own agencies holds an active 287(g) agreement that no law voids."),
    Term("sanctuary", "sanctuary", "Its own binding rules limit cooperation on at least two dimensions, one of them in the jail, and the score is at or below -50."),
    Term("limits", "limits", "The score is at or below -20: on balance, cooperation is limited."),
    Term("mixed", "mixed", "The score lies between -20 and +20, or an agreement stands beside limiting rules."),
    Term("cooperates", "cooperates", "The score is above +20: on balance, local bodies cooperate."),
)

MARKS = (
    Term("split", "split", "An active agreement stands beside own rules that on average limit cooperation."),
    Term("contested", "contested", "A floor set by one law passes a ceiling set by another law or decree, so the score is a range."),
    Term("by_law", "by law", "State law or a court decree sets over half of the weight of this position."),
    Term("set_by", "set by another body", "Another body, such as whoever runs the jail, sets over half of the weight of this position."),
    Term("required_by", "required by law", "A law obliges the agency to seek or sign the agreement it holds."),
    Term("borderline", "borderline", "A weight 5 higher or lower on one dimension would change the category."),
)

DIMENSIONS = (
    Term("detainers", "detainers (holds)", "Whether a person is held past release because federal immigration authorities ask for it."),
    Term("agreement_287g", "287(g) agreement", "Whether local officers are deputised for federal immigration tasks under 8 USC 1357(g)."),
    Term("release_notice", "release notice", "Whether federal immigration authorities are told when a person will be released."),
    Term("jail_access", "jail access", "Whether federal immigration officers may enter a jail and interview people held there."),
    Term("information_sharing", "information sharing", "Whether information is shared beyond what 8 USC 1373 covers."),
    Term("status_inquiries", "status inquiries", "Whether officers ask people about their immigration status."),
    Term("detention_contracts", "detention contracts", "Whether beds are let to federal authorities for immigration detention."),
    Term("courthouse_and_property", "courthouses and public property", "Whether civil immigration enforcement is admitted in courthouses and on public property."),
)

LEVEL_WORDS: dict[Dimension, dict[int, str]] = {
    Dimension.DETAINERS: {-2: "none without a judicial warrant", -1: "listed convictions or conditions only", 0: "case by case, or a search found no rule", 1: "honoured in practice", 2: "a written duty to honour"},
    Dimension.AGREEMENT: {-2: "barred by rule", -1: "declined or ended by own decision", 0: "none", 1: "jail or warrant model (JEM or WSO)", 2: "task force model, or two models"},
    Dimension.NOTICE: {-2: "none", -1: "listed convictions only", 0: "no rule", 1: "on request, or protected from limits", 2: "a written duty to notify"},
    Dimension.ACCESS: {-2: "judicial warrant or court order needed", -1: "consent form or conditions", 0: "no rule", 1: "on request, or protected from limits", 2: "a written duty to admit"},
    Dimension.SHARING: {-2: "barred except as law requires", -1: "limited", 0: "no rule", 1: "on request, or protected from limits", 2: "a written duty to share"},
    Dimension.INQUIRIES: {-2: "barred", -1: "only where relevant to a crime", 0: "no rule", 1: "allowed, or protected from limits", 2: "required"},
    Dimension.CONTRACTS: {-2: "barred", -1: "ended or declined", 0: "none", 1: "holds some", 2: "active or sought"},
    Dimension.COURTHOUSE: {-2: "judicial warrant required by rule", -1: "guidance that limits", 0: "no rule", 1: "admitted in practice", 2: "a written duty to admit"},
}

KINDS = (
    Term("state", "state", "One of the fifty states."),
    Term("district", "federal district", "The District of Columbia."),
    Term("territory", "territory", "An inhabited territory of the United States."),
    Term("county", "county", "A county, parish, borough, independent city or other county equivalent."),
    Term("place", "place", "A city, town, village or borough with its own government."),
    Term("subdivision", "county subdivision", "A township or New England town with its own government."),
    Term("cdp", "census-designated place", "A settled area without a municipal government."),
    Term("special", "special body", "A campus, port, district or other body with a territory or task of its own."),
)

# The kinds whose bodies make state law.
STATE_KINDS = ("state", "district", "territory")

MODELS = (
    Term("JEM", "Jail Enforcement Model", "Officers in the jail identify and process people for immigration authorities."),
    Term("WSO", "Warrant Service Officer", "Officers in the jail serve administrative immigration warrants."),
    Term("TFM", "Task Force Model", "Officers carry out immigration tasks during their ordinary police work."),
)

AGREEMENT_STATUSES = (
    Term("pending", "pending", "On a list of applicants; not signed as far as is known."),
    Term("active", "active", "On the newest list read, or within its known dates."),
    Term("ended", "ended", "A source states that it ended, and when."),
    Term("not_listed_since", "not listed since", "Later lists no longer carry it, and no source states that it ended."),
    Term("superseded", "superseded", "A memorandum signed later, of the same or another model, took over."),
    Term("removed", "left", "Inferred to have left: enough later lists over enough days omit it; see the methodology."),
    Term("future", "not yet in force", "Its first day lies after the day asked about."),
)

BOUNDS = (
    Term("floor", "floor", "The law lets no body it binds go below this level."),
    Term("ceiling", "ceiling", "The law lets no body it binds go above this level."),
    Term("statement", "statement", "A source states that the law leaves the matter open; it counts only in the state's own score."),
)

BASES = (
    Term("text", "written rule", "The words of the instrument say so."),
    Term("practice", "practice", "A source reports what is done, without a written rule."),
    Term("statement", "statement", "The body itself states it."),
    Term("inventory", "inventory", "A list that claims to be complete shows it."),
    Term("search", "search", "A search of the whole code or manual found no rule."),
    Term("list", "official list", "Absence from ICE's complete list on dates the list covers."),
    Term("agreement", "agreement", "A 287(g) agreement on ICE's list."),
    Term("law", "own law", "The state's own law or directive."),
    Term("end_by_law", "ended by law", "A law ended the agreement, which is not the body's own decision."),
)

VOCABULARY: dict[str, tuple[Term, ...]] = {
    "categories": CATEGORIES,
    "marks": MARKS,
    "dimensions": DIMENSIONS,
    "kinds": KINDS,
    "models": MODELS,
    "agreement_statuses": AGREEMENT_STATUSES,
    "bounds": BOUNDS,
    "bases": BASES,
    "designators": DESIGNATORS,
    **LIST_TERMS,
    "change_nouns": CHANGE_NOUNS,
    "change_kinds": CHANGE_KINDS,
}


def label(group: str, key: str) -> str:
    """The shown word for a key of the vocabulary."""
    return next(term.label for term in VOCABULARY[group] if term.key == key)
