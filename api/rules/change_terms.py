"""The words in which changes are told: whose they are, of which kind, and the steps of laws and federal actions."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from api.rules.list_terms import AGREEMENT_CHANGES
from api.rules.term import Term

CHANGE_NOUNS = (
    Term("agreement", "287(g) agreements", "What ICE’s lists and sources show of an agreement."),
    Term("policy", "local policies", "What became of an instrument of a local body."),
    Term("state_law", "state laws", "A step in the life of a law or bill of a state."),
    Term("designation", "designations", "A label that an outside body gave or took back."),
    Term("federal_action", "federal actions", "An act of a federal body, or what became of it."),
)
# Beside the changes of agreements, some of whose words serve here too.
_FURTHER = (
    Term("adopted", "adopted", "A local instrument was adopted."),
    Term("effective", "takes effect", "It begins to hold on this day."),
    Term("introduced", "introduced", "A bill was introduced."),
    Term("passed", "passed", "A bill was passed."),
    Term("enacted", "enacted", "A bill became law."),
    Term("vetoed", "vetoed", "A bill was vetoed."),
    Term("veto_overridden", "veto overridden", "A veto was overridden."),
    Term("compliance_due", "compliance due", "A duty falls due on this day."),
    Term("amended", "amended", "A later act changed it."),
    Term("repealed", "repealed", "It was repealed or withdrawn."),
    Term("suit_filed", "suit filed", "A suit was brought."),
    Term("argued", "argued", "A court heard arguments."),
    Term("enjoined", "enjoined", "A court kept it, or a part of it, from being enforced."),
    Term("injunction_lifted", "injunction lifted", "A court lifted an injunction, or a part of one."),
    Term("struck_in_part", "struck in part", "A court held a part of it invalid."),
    Term("upheld", "upheld", "A court upheld it or the decision below, in whole or in part."),
    Term("agreed_order", "agreed order", "A court entered an order that the parties agreed on."),
    Term("listed", "listed", "An outside body gave the label."),
    Term("removed", "removed", "An outside body took the label back."),
    Term("taken", "taken", "A federal body took the action."),
    Term("other", "other", "Any other step, told in its note."),
)
_WIDER = {
    "signed": "A memorandum was signed on this day, or a bill was signed into law.",
    "ended": "A source states that it ended on this day.",
}
CHANGE_KINDS = (*(Term(t.key, t.label, _WIDER.get(t.key, t.definition)) for t in AGREEMENT_CHANGES), *_FURTHER)

LAW_STEPS: Mapping[str, str] = {
    "introduced": "{name} is introduced",
    "passed": "{name} is passed",
    "signed": "{name} is signed",
    "enacted": "{name} is enacted",
    "vetoed": "{name} is vetoed",
    "veto_overridden": "the veto of {name} is overridden",
    "effective": "{name} takes effect",
    "compliance_due": "compliance with {name} falls due",
    "amended": "{name} is amended",
    "repealed": "{name} is repealed",
    "suit_filed": "a suit over {name} is filed",
    "argued": "{name} is argued in court",
    "enjoined": "{name} is enjoined in whole or in part",
    "injunction_lifted": "an injunction against {name} is lifted in whole or in part",
    "struck_in_part": "a part of {name} is held invalid",
    "upheld": "{name} is upheld in whole or in part",
    "agreed_order": "an agreed order is entered over {name}",
    "other": "a step is reported of {name}",
}
# What the note says is not anticipated. `{of}` is the title after "in" where the action is itself a suit, after "over" elsewhere.
ACTION_STEPS: Mapping[str, str] = {
    "suit_filed": "a suit is filed: {title}",
    "enjoined": "an injunction is granted {of}",
    "injunction_lifted": "an injunction is lifted in whole or in part {of}",
    "upheld": "a decision is upheld in whole or in part {of}",
    "argued": "arguments are heard {of}",
    "amended": "{title} is amended",
    "repealed": "{title} is withdrawn or repealed",
    "effective": "{title} takes effect",
    "compliance_due": "compliance with {title} falls due",
    "other": "a step is reported {of}",
}
_PATHS = {
    "agreement": "agreements",
    "policy": "policies",
    "state_law": "state-laws",
    "designation": "designations",
    "federal_action": "federal-actions",
}


def record_path(noun: str, entry: str) -> str:
    """Where the record answers for the entry of a change."""
    return f"/v1/{_PATHS[noun]}/{quote(entry, safe='')}"
