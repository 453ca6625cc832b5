"""How words become levels: the rules, examples, and what two readers made of the same instruments."""

from __future__ import annotations

from flask import render_template, request

from api.db import db
from api.ledger import codings
from api.pages.asked import read_asked
from api.pages.blueprint import pages
from api.rules.coding import CODING_EXAMPLES, CODING_RULES
from api.rules.vocabulary import DIMENSIONS


@pages.get("/methodology/coding")
def coding() -> str:
    """Explain how words are coded, and how far two readers agreed."""
    asked = read_asked(db.session, request.args)
    return render_template(
        "coding.html",
        asked=asked,
        rules=CODING_RULES,
        labels={term.key: term.label for term in (*DIMENSIONS, *CODING_RULES)},
        examples=CODING_EXAMPLES,
        readers=codings.agreement_of_readers(db.session, asked.as_of),
        differing=codings.differing(db.session, asked.as_of),
    )
