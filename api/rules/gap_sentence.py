"""Why what applies to a body differs from its own policy, in a sentence."""

from __future__ import annotations

from typing import Any

from api.rules.phrases import listed, plain
from api.rules.vocabulary import Category, label

Plain = dict[str, Any]
_UNKNOWN = {Category.INSUFFICIENT, Category.NO_GOVERNMENT}


def gap_sentence(*, policy: Plain, operative: Plain, jail: Plain) -> str:
    """Why own policy and operative position differ, that they do not, or that one of them is not known."""
    setters = _setters(operative, jail)
    if policy["category"] == Category.NO_GOVERNMENT:
        return _ended(f"It has no government of its own, so it has no policy to compare{f'; what applies is set by {listed(setters, most=3)}' if setters else ''}")
    if policy["category"] == Category.INSUFFICIENT:
        known = f"; what applies is set by {listed(setters, most=3)}" if setters and operative["category"] not in _UNKNOWN else ""
        return _ended(f"Its own policy is not yet researched, so whether what applies differs from it is not known{known}")
    if operative["category"] in _UNKNOWN:
        return _ended("What applies after law is not yet researched, so whether it differs from its own policy is not known")
    moved, added = _differences(policy, operative)
    if not moved and not added and any(reading["set_by_law"] for reading in policy["dimensions"]):
        return _ended("Its own laws are its policy, and no decree or other body is recorded as moving it")
    if not moved and not added:
        return _ended("Its own policy and what applies are the same: no state law, decree or other body is recorded as moving it")
    return _ended(_differ(policy, operative, moved, added, jail))


def _differences(policy: Plain, operative: Plain) -> tuple[list[tuple[Plain, Plain]], list[Plain]]:
    """The dimensions that are moved from another own level, and those on which only law or another body speaks, the heaviest first."""
    own = {reading["dimension"]: reading for reading in policy["dimensions"]}
    applied = sorted(operative["dimensions"], key=_weight, reverse=True)
    moved = [(own[r["dimension"]], r) for r in applied if r["dimension"] in own and (r["low"], r["high"]) != (own[r["dimension"]]["low"], own[r["dimension"]]["high"])]
    return moved, [r for r in applied if r["dimension"] not in own]


def _weight(reading: Plain) -> int:
    furthest = max(abs(reading["low"]), abs(reading["high"])) + (10 if reading["low"] != reading["high"] else 0)
    return int(reading["weight"] * furthest)


def _differ(policy: Plain, operative: Plain, moved: list[tuple[Plain, Plain]], added: list[Plain], jail: Plain) -> str:
    parts = [_move(was, now, jail) for was, now in moved[:2]]
    if len(moved) > 2:
        parts.append(f"{_further(len(moved) - 2)} moved too")
    if added:
        names = listed([label("dimensions", r["dimension"]) for r in added], most=3)
        by = listed(_setters({"dimensions": added}, jail), most=3)
        parts.append(f"what applies also covers {names}{f', by {by}' if by else ''}")
    return f"{_opening(policy, operative)}: {'; '.join(parts)}"


def _further(count: int) -> str:
    return "one more dimension is" if count == 1 else f"{count} more dimensions are"


def _opening(policy: Plain, operative: Plain) -> str:
    if operative["category"] == Category.CONTESTED:
        return "Its own policy and what applies differ, and what applies is contested"
    if policy["category"] == operative["category"]:
        return "Its own policy and what applies have the same word and differ in part"
    return "Its own policy and what applies differ"


def _move(was: Plain, now: Plain, jail: Plain) -> str:
    name = label("dimensions", now["dimension"])
    by = listed(_setters({"dimensions": [now]}, jail), most=3)
    if now["low"] != now["high"]:
        return f"on {name}, {by or 'binding rules'} leave it open between “{now['words'].replace(', or ', '” and “')}”"
    return f"on {name}, {by or 'another rule'} set “{now['words']}” where its own policy reads “{was['words']}”"


def _setters(operative: Plain, jail: Plain) -> list[str]:
    """Who and what sets the levels: the laws by name, then other bodies."""
    laws = [plain(m["title"]) for r in operative["dimensions"] if r["set_by_law"] or r["low"] != r["high"] for m in r["laws"]]
    bodies = [_body(r["set_by"], jail) for r in operative["dimensions"] if r["set_by"]]
    return list(dict.fromkeys([*laws, *bodies]))


def _body(body: Plain, jail: Plain) -> str:
    name = plain(body["name"] or f"jurisdiction {body['id']}")
    runs = jail["operator"] and jail["operator"]["id"] == body["id"]
    return f"{name} (the jail's operator)" if runs else name


def _ended(sentence: str) -> str:
    return f"{plain(sentence)}."
