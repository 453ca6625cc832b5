"""The reasons of a position as plain data: what is stored with it and sent to readers."""

from __future__ import annotations

from typing import Any

from api.rules.evidence import OwnLevel
from api.rules.levels import Moved, Reading
from api.rules.position import Position, Result
from api.rules.vocabulary import LEVEL_WORDS, WEIGHTS

Plain = dict[str, Any]


def explain(position: Position) -> Plain:
    """Both results with the reading of every known dimension; ids of bodies stay ids, so that equal reasons are stored once."""
    return {"policy": _result(position.policy), "operative": _result(position.operative)}


def _result(result: Result) -> Plain:
    return {
        "dimensions": [_reading(r) for r in result.readings],
        "unscored": [_own(o) for r in result.beside for o in r.beside],
        "required_by": [_moved(m) for m in result.required_by],
        "sensitivity": result.sensitivity,
    }


def _reading(reading: Reading) -> Plain:
    return {
        "dimension": str(reading.dimension),
        "weight": WEIGHTS[reading.dimension],
        "level": reading.level,
        "low": reading.low,
        "high": reading.high,
        "words": reading.words,
        "own": _own(reading.own) if reading.own else None,
        "laws": [_moved(m) for m in reading.laws],
        "set_by": reading.set_by,
        "set_by_law": reading.law_decided,
        "beside": [_own(o) for o in reading.beside],
        "sources": list(dict.fromkeys(_sources(reading))),
    }


def _sources(reading: Reading) -> list[str]:
    own = list(reading.own.sources) if reading.own else []
    return own + [s for m in reading.laws for s in m.sources]


def _own(own: OwnLevel) -> Plain:
    return {
        "dimension": str(own.dimension),
        "level": own.level,
        "level_words": LEVEL_WORDS[own.dimension][own.level],
        "basis": own.basis,
        "instrument": own.instrument,
        "title": own.title,
        "words": own.words,
        "body": own.body,
        "binding": own.binding,
        "decides": own.decides,
        "from": own.span.start.isoformat(),
        "until": own.span.until.isoformat() if own.span.until else None,
        "start_uncertain": own.start_uncertain,
        "sources": list(own.sources),
    }


def _moved(moved: Moved) -> Plain:
    return {
        "law": moved.law,
        "title": moved.title,
        "side": moved.side,
        "level": moved.level,
        "words": moved.words,
        "duty": moved.duty,
        "deadline": moved.deadline,
        "start_uncertain": moved.start_uncertain,
        "sources": list(moved.sources),
    }
