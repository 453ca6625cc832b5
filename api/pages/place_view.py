"""What the page of a jurisdiction shows, in its order: dimension by dimension, over time, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.pages.asked import Asked
from api.rules.vocabulary import EVERY_DIMENSION, JAIL_DIMENSIONS, WEIGHTS, Category, Dimension

Plain = dict[str, Any]


def view(told: Plain, asked: Asked) -> Plain:
    """A dossier as the page goes through it."""
    dimensions = _dimensions(told)
    binding, others = _laws(told)
    unknown = _unknown(told, asked, {d["key"] for d in dimensions})
    read = [told["sources"][key]["retrieved"] for d in dimensions for key in d["sources"] if key in told["sources"]]
    return {
        "dimensions": dimensions,
        "unknown": unknown,
        "tried": _tried(told, {key for keys, _ in unknown for key in keys}),
        "periods": _periods(told["history"]),
        "events": sorted(told["timeline"], key=lambda event: event["date"], reverse=True),
        "instruments": _instruments(told["policies"]),
        "binding": binding,
        "other_laws": others,
        "same_ids": told["same_ids"] - {told["row"]["id"]},
        "law_keys": {law["key"] for law in told["laws"]},
        "checked": (min(read), max(read)) if read else None,
    }


def _dimensions(told: Plain) -> list[Plain]:
    """The dimensions with evidence: own level, what applies, and the sources of both with the day they were last read."""
    policy, operative = ({r["dimension"]: r for r in told["profile"][side]["dimensions"]} for side in ("policy", "operative"))
    made = []
    for key in EVERY_DIMENSION:
        own, applied = policy.get(key), operative.get(key)
        if own or applied:
            beside = _beside(own, applied)
            sources = _sources(own, applied, beside)
            read = [told["sources"][source]["retrieved"] for source in sources if source in told["sources"]]
            made.append({"key": str(key), "own": own, "applied": applied, "beside": beside, "sources": sources, "checked": max(read, default=None), "weight": WEIGHTS[key]})
    return made


def _beside(*readings: Plain | None) -> list[Plain]:
    """What is stored beside a level and not scored, each instrument once; one's own level is not told again."""
    own = {r["own"]["instrument"] for r in readings if r and r["own"]}
    found = {item["instrument"]: item for r in readings if r for item in r["beside"] if item["instrument"] not in own}
    return list(found.values())


def _sources(own: Plain | None, applied: Plain | None, beside: list[Plain]) -> list[str]:
    keys = [key for reading in (own, applied) if reading for key in reading["sources"]]
    return list(dict.fromkeys([*keys, *(key for item in beside for key in item["sources"])]))


def _unknown(told: Plain, asked: Asked, known: set[str]) -> list[tuple[list[str], str]]:
    """The dimensions that nothing is known of, together where the reason is the same."""
    reasons: dict[str, list[str]] = {}
    for key in EVERY_DIMENSION:
        if key not in known:
            reasons.setdefault(_why(key, told, asked), []).append(str(key))
    return [(keys, why) for why, keys in reasons.items()]


def _why(key: Dimension, told: Plain, asked: Asked) -> str:
    operator = told["profile"]["jail"]["operator"]
    if key is Dimension.AGREEMENT:
        if told["profile"]["policy"]["category"] == Category.NO_GOVERNMENT:
            return "It has no agency of its own, and nothing is known of this for those that answer for it."
        first = told["first_list"]
        if first is None or asked.on < first:
            return "The record holds no complete list of agreements for this day."
        return "No list settles it for this day: an agreement may have been in force, or a row that could not be placed may be its own."
    if key in JAIL_DIMENSIONS and operator is None:
        return "Who runs the jail for it is not known, and no rule was found that binds it."
    if key in JAIL_DIMENSIONS and operator["id"] != (told["row"]["same_as"] or told["row"]["id"]):
        return f"No rule or practice of {operator['name']}, which runs the jail, {_sought(key, told, {operator['id']})}, and no law was found that sets it."
    return _silent(key, told)


def _sought(key: Dimension, told: Plain, bodies: set[str]) -> str:
    """Whether somebody looked for a dimension at some bodies, as the end of a sentence."""
    return "was found" if any(note["jurisdiction"] in bodies and key in note["dimensions"] for note in told["research"]) else "has been researched"


def _silent(key: Dimension, told: Plain) -> str:
    """Why nothing of its own is known of a dimension, by what the record holds of it."""
    policies = told["policies"]
    if not policies:
        return f"No instrument of its own and no clause of law on this {_sought(key, told, told['same_ids'])}."
    if any(clause["dimension"] == key for item in policies for clause in item["clauses"]):
        return "An instrument of its own speaks of this, but not for this day or without deciding it; no clause of law on it is known."
    held = "Its one instrument in the record does" if len(policies) == 1 else f"Its {len(policies)} instruments in the record do"
    return f"{held} not speak of this, as far as read; no clause of law on it is known."


def _tried(told: Plain, unknown: set[str]) -> list[Plain]:
    """The searches for what is unknown, of its own or, for the jail, of whoever runs it."""
    own = told["same_ids"]
    fitting = []
    for note in told["research"]:
        asked_for = [key for key in note["dimensions"] if key in unknown and (note["jurisdiction"] in own or key in JAIL_DIMENSIONS)]
        if asked_for:
            fitting.append(note | {"looked_for": asked_for if note["looked_for"] else [], "whose": None if note["jurisdiction"] in own else told["profile"]["jail"]["operator"]["name"]})
    return fitting


def _periods(history: Iterable[Plain]) -> list[Plain]:
    """Positions over time, newest first: neighbours with the same two words are one, with the span of their scores."""
    merged: list[Plain] = []
    for row in history:
        words = (row["category"], row["operative_category"])
        if merged and merged[-1]["words"] == words:
            merged[-1]["valid_until"] = row["valid_until"]
        else:
            merged.append({"words": words, "valid_from": row["valid_from"], "valid_until": row["valid_until"], "policy": [], "operative": []})
        merged[-1]["policy"] += [row["policy_score"]] if row["policy_score"] is not None else []
        merged[-1]["operative"] += [s for s in (row["operative_low"], row["operative_high"]) if s is not None]
    return merged[::-1]


def _instruments(policies: list[Plain]) -> list[Plain]:
    """Its own instruments, the newest first, each with how many of its clauses are in force on the day."""
    counted = [{**item, "in_force": sum(clause["status"] == "in force" for clause in item["clauses"])} for item in policies]
    return sorted(counted, key=lambda item: (item["effective"] or item["adopted"] or "", item["key"]), reverse=True)


def _laws(told: Plain) -> tuple[list[Plain], list[Plain]]:
    """The laws of its state with a clause that binds a body of this kind, those clauses alone; then the others."""
    binding, others = [], []
    for law in told["laws"]:
        bound = [clause for clause in law["clauses"] if clause["bound"] != "statement" and set(clause["binds"]) & told["roles"]]
        if bound:
            binding.append({**law, "bound": bound, "in_force": any(clause["status"] == "in force" for clause in bound)})
        else:
            others.append(law)
    return sorted(binding, key=lambda law: not law["in_force"]), others
