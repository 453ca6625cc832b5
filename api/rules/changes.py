"""What an entry of the record says happened, and when: dated changes, each with a sentence that can be quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.rules.change_terms import ACTION_STEPS, LAW_STEPS
from api.rules.dates import PartialDate
from api.rules.vocabulary import MODELS

Entry = Mapping[str, Any]
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
# What an agency's agreement does on the day, after the name of its model and its own.
_AGREEMENTS = {
    "applied": "a list of applicants names {agency} for the {model} for the first time",
    "signed": "{agency} signs a 287(g) agreement under the {model}",
    "first_listed": "ICE’s list names a 287(g) agreement of {agency} under the {model} for the first time",
    "superseded": "a later memorandum takes the place of the 287(g) agreement of {agency} under the {model}",
    "ended": "the 287(g) agreement of {agency} under the {model} ends, as a source states",
    "left": "ICE’s list no longer names the 287(g) agreement of {agency} under the {model}, which is inferred to have left",
    "not_listed": "ICE’s list no longer names the 287(g) agreement of {agency} under the {model}, from which no departure is inferred",
    "corrected": "ICE’s list prints the 287(g) agreement of {agency} under the {model} anew",
}
_ADOPTED = {"decree": "is entered", "settlement": "is agreed", "decision": "is taken", "statement": "is made"}
_BY = {"own_decision": ", by own decision", "law": ", by law", "court": ", by a court"}
_MODELS = {term.key: f"{term.label} ({term.key})" for term in MODELS}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened, as an entry tells it: a key that stays, the date as stated, the kind, a sentence, and the sources."""

    key: str
    date: str
    kind: str
    sentence: str
    note: str | None
    sources: tuple[str, ...]


def when(text: str) -> str:
    """A date as a sentence begins with it: On 9 June 2011, In June 2011, In 2011."""
    read = PartialDate.parse(text)
    month = MONTHS[read.first.month - 1]
    return {"day": f"On {read.first.day} {month} {read.first.year}", "month": f"In {month} {read.first.year}", "year": f"In {read.first.year}"}[read.precision]


def agreement_change(told: Entry, sources: Iterable[str]) -> Change:
    """A change among the agreements, as `ledger.agreement_changes` tells it."""
    words = _AGREEMENTS[told["kind"]].format(agency=f"{told['agency_name']} ({told['state']})", model=_MODELS.get(told["model"], told["model"]))
    return Change(told["key"], told["date"], told["kind"], _sentence(told["date"], words, told["note"]), told["note"], tuple(sources))


def policy_changes(key: str, entry: Entry, place: str) -> Iterator[Change]:
    """A local instrument is adopted, takes effect, ends; `place` names its jurisdiction."""
    steps = {"adopted": _ADOPTED.get(entry["instrument"], "is adopted"), "effective": "takes effect", "ended": f"ends{_BY.get(entry['ended_by'] or '', '')}"}
    for kind, words in steps.items():
        if entry[kind]:
            sentence = _sentence(entry[kind], f"in {place}, “{entry['title']}” {words}")
            yield Change(f"policy/{key}/{kind}", entry[kind], kind, sentence, None, tuple(entry["sources"]))


def designation_changes(key: str, entry: Entry, place: str) -> Iterator[Change]:
    """An outside body gives a label, and takes it back."""
    for kind, field, words in (("listed", "listed_on", "gives"), ("removed", "removed_on", "no longer gives")):
        if entry[field]:
            sentence = _sentence(entry[field], f"the {entry['designator']} {words} {place} the label “{entry['label']}”")
            yield Change(f"designation/{key}/{kind}", entry[field], kind, sentence, None, tuple(entry["sources"]))


def law_changes(key: str, entry: Entry) -> Iterator[Change]:
    """The steps in the life of a state law or bill."""
    for event, step in _steps(f"state_law/{key}", entry["events"]):
        words = LAW_STEPS.get(event["kind"], LAW_STEPS["other"]).format(name=entry["name"])
        yield Change(step, event["date"], event["kind"], _sentence(event["date"], words, event["note"]), event["note"], _source(event))


def action_changes(key: str, entry: Entry) -> Iterator[Change]:
    """A federal action is taken, and what became of it."""
    title = f"“{entry['title']}”"
    names = {"title": title, "of": f"{'in' if entry['kind'] == 'suit' else 'over'} {title}"}
    words = f"{_article(entry['actor'])}: {title} ({entry['kind'].replace('_', ' ')})"
    yield Change(f"federal_action/{key}/taken", entry["date"], "taken", _sentence(entry["date"], words), None, tuple(entry["sources"]))
    for event, step in _steps(f"federal_action/{key}", entry["events"]):
        words = ACTION_STEPS.get(event["kind"], ACTION_STEPS["other"]).format(**names)
        yield Change(step, event["date"], event["kind"], _sentence(event["date"], words, event["note"]), event["note"], _source(event))


def _steps(stem: str, events: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each event with its key; of several of one kind and date, the later ones are numbered."""
    seen: Counter[str] = Counter()
    for event in events:
        key = f"{stem}/{event['date']}/{event['kind']}"
        seen[key] += 1
        yield event, key if seen[key] == 1 else f"{key}/{seen[key]}"


def _source(event: Entry) -> tuple[str, ...]:
    return (event["source"],) if event.get("source") else ()


def _sentence(date: str, words: str, note: str | None = None) -> str:
    further = (note or "").strip().rstrip(".")
    told = words if further.lower() in words.lower() else f"{words}: {further}"
    return f"{when(date)}, {told}."


def _article(actor: str) -> str:
    """Offices are written with an article, names are not."""
    return f"the {actor}" if actor.startswith(("US ", "President")) else actor
