"""The method in words, drawn from the same constants that compute it."""

from __future__ import annotations

from typing import Any

from api.rules.departures import DEPARTURE_RULES, DEPARTURES_VERSION
from api.rules.spectrum import MINIMUM_COVERAGE
from api.rules.term import Term
from api.rules.vocabulary import CATEGORIES, DIMENSIONS, LEVEL_WORDS, METHOD_VERSION, WEIGHTS, Dimension

FORMULA = "sum(weight x level / 2) / sum(weight) x 100, over the dimensions with evidence; -100 limits cooperation most, +100 cooperates most"

RULES = (
    Term("two_scores", "Two scores", "The policy score is what the body's own instruments and agreements say; the operative score is the same after state law, decrees and whoever runs the jail."),
    Term("null", "Unknown is not none", f"A dimension without evidence has no level; below a coverage of {MINIMUM_COVERAGE}, or on a single dimension, there is no score."),
    Term("level_zero", "Level 0 needs evidence", "It rests on the body's own statement, an inventory that claims to be complete, a search of the whole code, or absence from ICE's complete list on days the list covers. After an agreement it is given again from the first list without it, once it is inferred to have left; until then, and between its last listing and that list, the level is unknown."),
    Term("duty", "Practice and duty", "+1 is done in practice, allowed, or protected by law from limits; +2 is a written duty, the body's own or its state's."),
    Term("floor", "Floor", "A law that only forbids limits is a floor at +1 for status inquiries, sharing, notice and access, and at 0 for the rest; a duty is a floor at +2. A floor never lowers a level."),
    Term("ceiling", "Ceiling", "A law or decree that forbids or limits cooperation is a ceiling for the bodies it binds. A ceiling never raises a level."),
    Term("no_law_makes_an_agreement", "No law makes an agreement", "A duty to seek or sign lifts the agreement dimension to 0 at most, and is shown with its deadline."),
    Term("contested", "Contradiction", "Where a floor passes a ceiling the operative score is a range, with one end for each law, each named."),
    Term("operator", "Who runs the jail", "Detainers, release notice and jail access, and contracts for beds, are taken from whoever runs the jail; a body's own rule for stops and lockups is shown beside them."),
    Term("ended", "Ended agreements", "Ended by own decision is -1; ended by law is 0 in the policy score and the law's level in the operative score."),
    Term("beside", "What weighs nothing", "Declarations, labels given by outside bodies and context are shown and never scored; practice that departs from a written rule is stored beside it."),
    Term("agreement_category", "287(g)", "An own active agreement that no law voids, unless the other levels average -20 or below: then mixed, marked split."),
    Term("sanctuary_category", "Sanctuary", "At or below -50, coverage of at least one half, and own binding rules below 0 on at least two dimensions, one of them detainers, notice or access."),
    Term("other_categories", "Limits, mixed, cooperates", "Limits up to -20, mixed up to +20, cooperates above."),
    Term("sensitivity", "Sensitivity", "Equal weights, and each weight 5 higher or lower, with coverage held as it is; a category that would change is marked borderline."),
)


def described() -> dict[str, Any]:
    """Version, formula, dimensions with weights and levels, rules and categories."""
    return {
        "version": METHOD_VERSION,
        "formula": FORMULA,
        "dimensions": [
            {
                "key": term.key,
                "label": term.label,
                "definition": term.definition,
                "weight": WEIGHTS[Dimension(term.key)],
                "levels": [{"level": level, "words": words} for level, words in sorted(LEVEL_WORDS[Dimension(term.key)].items())],
            }
            for term in DIMENSIONS
        ],
        "rules": RULES,
        "categories": CATEGORIES,
        "agreements": {"version": DEPARTURES_VERSION, "rules": DEPARTURE_RULES},
    }
