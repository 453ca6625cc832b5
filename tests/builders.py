"""Build made-up records for the tests: short words in, whole entries out."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy.orm import Session

from api.ledger.revisions import ChangeSet, publish
from api.models import Revision

CITED = [{"source": "src", "locator": None, "quote": None}]


class World:
    """A change set under construction; every method adds one entry and answers the world."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Any]] = defaultdict(dict)
        self.source("src")

    @classmethod
    def bare(cls) -> World:
        """A change set that states nothing yet, not even the source that the others cite."""
        world = cls()
        del world.entries["source"]
        return world

    def source(self, key: str, **more: Any) -> World:
        """A source."""
        entry = {"title": f"Source {key}", "publisher": "Made up", "url": f"https://example.org/{key}", "retrieved": "2026-11-21", "kind": "reference"}
        self.entries["source"][key] = entry | more
        return self

    def state(self, geoid: str, usps: str, name: str, **more: Any) -> World:
        """A state."""
        return self._jurisdiction(geoid, kind="state", name=name, slug=name.lower(), state=usps, **more)

    def county(self, geoid: str, usps: str, name: str, **more: Any) -> World:
        """A county."""
        return self._jurisdiction(geoid, kind="county", name=name, slug=f"{name.lower().replace(' ', '-')}-{usps.lower()}", state=usps, **more)

    def place(self, geoid: str, usps: str, name: str, county: str | None = None, **more: Any) -> World:
        """A city; `kind="cdp"` for a place without a government."""
        return self._jurisdiction(
            geoid, **({"kind": "place", "name": name, "slug": f"{name.lower().replace(' ', '-')}-{usps.lower()}", "state": usps, "county": county} | more)
        )

    def _jurisdiction(self, geoid: str, **fields: Any) -> World:
        self.entries["jurisdiction"][geoid] = {"counties": [], "legal_name": fields["name"], "lat": 30.0, "lon": -97.0, **fields}
        return self

    def custody(self, geoid: str, operator: str, start: str | None = None, until: str | None = None) -> World:
        """Who runs the jail for a jurisdiction."""
        self.entries["custody"][f"{geoid}/{start or ''}"] = {"geoid": geoid, "operator": operator, "valid_from": start, "valid_until": until, "source": "src"}
        return self

    def law(self, key: str, state: str, *clauses: dict[str, Any], **more: Any) -> World:
        """A state law with its clauses."""
        entry = {
            "state": state,
            "citation": key.upper(),
            "name": f"Law {key}",
            "instrument": "act",
            "direction": "mixed",
            "summary": "Made up.",
            "events": [],
            "clauses": list(clauses),
            "citations": CITED,
        }
        self.entries["state_law"][key] = entry | more
        return self

    def policy(self, key: str, jurisdiction: str, *clauses: dict[str, Any], **more: Any) -> World:
        """A local instrument with its clauses."""
        entry = {
            "jurisdiction": jurisdiction,
            "body": "council",
            "instrument": "ordinance",
            "title": f"Policy {key}",
            "binding": True,
            "summary": "Made up.",
            "clauses": list(clauses),
            "citations": CITED,
        }
        self.entries["policy"][key] = entry | more
        return self

    def lists(self, *days: str) -> World:
        """Complete editions of ICE's list on some days."""
        return self.editions("participating", *days)

    def editions(self, kind: str, *days: str) -> World:
        """Editions of one of ICE's lists: participating, web (both complete) or pending."""
        for day in days:
            self.entries["publication"][f"p-{day}"] = {
                "list": kind,
                "published": day,
                "file_name": f"{day}.xlsx",
                "sha256": "0" * 64,
                "rows": 1,
                "source": "src",
            }
        return self

    def agency(self, key: str, jurisdiction: str | None, usps: str, kind: str = "sheriff", **more: Any) -> World:
        """A law enforcement agency."""
        self.entries["agency"][key] = {"name": key.replace("-", " ").title(), "kind": kind, "state": usps, "jurisdiction": jurisdiction, "former_names": [], **more}
        return self

    def serves(self, agency: str, geoid: str, start: str | None = None, until: str | None = None) -> World:
        """A further government that an agency polices."""
        entry = {"agency": agency, "jurisdiction": geoid, "valid_from": start, "valid_until": until, "note": "Two governments, one police.", "source": "src"}
        self.entries["service_area"][f"{agency}/{geoid}/{start or ''}"] = entry
        return self

    def agreement(self, agency: str, model: str, signed: str | None, first: str | None, last: str | None, **more: Any) -> World:
        """A 287(g) agreement as ICE's lists carry it."""
        entry = {"agency": agency, "model": model, "signed": signed, "first_listed": first, "last_listed": last, "citations": CITED}
        self.entries["agreement"][f"{agency}-{model.lower()}"] = entry | more
        return self

    def federal_action(self, key: str, date: str, **more: Any) -> World:
        """A federal order, list or suit."""
        entry = {"date": date, "actor": "President", "kind": "executive_order", "title": f"Action {key}", "summary": "Made up.", "events": [], "jurisdictions": []}
        self.entries["federal_action"][key] = entry | {"citations": CITED} | more
        return self

    def designation(self, key: str, geoid: str, on: str, off: str | None = None) -> World:
        """An outside body's label."""
        entry = {"designator": "Someone", "label": "a list", "geoid": geoid, "name_as_printed": geoid, "listed_on": on, "removed_on": off, "citations": CITED}
        self.entries["designation"][key] = entry
        return self

    def dispute(self, key: str, noun: str, entry: str, since: str, settled: str | None = None, **more: Any) -> World:
        """A dispute over an entry between two public bodies."""
        sides = [{"by": by, "words": f"{by} says so.", "source": "src"} for by in ("The county", "The sheriff")]
        self.entries["dispute"][key] = {"noun": noun, "entry": entry, "question": "Whether it binds.", "since": since, "settled": settled, "outcome": None, "sides": sides, **more}
        return self

    def coding(self, instrument: str, dimension: str | None, first: int | None, second: int | None, **more: Any) -> World:
        """What two readers made of an instrument on one dimension."""
        entry = {"title": instrument, "dimension": dimension, "first": first, "second": second, "settled": first if first == second else None, "coded": "2026-11-22", "readers": "people"}
        self.entries["coding"][f"{instrument}/{dimension or ''}"] = {"instrument": instrument} | entry | more
        return self

    def research(self, geoid: str, searched: str = "2026-05-01", *dimensions: str, **more: Any) -> World:
        """What was looked for about a jurisdiction, and what was found."""
        entry = {"dimensions": list(dimensions), "looked_in": "The code of ordinances", "searches": 3, "found": f"Nothing of {geoid}.", "searcher": "a curator"}
        self.entries["research_note"][f"{geoid}-{searched}"] = {"jurisdiction": geoid, "searched": searched} | entry | more
        return self

    def alias(self, old: str, geoid: str, relation: str = "renamed") -> World:
        """An id of another vintage."""
        self.entries["alias"][f"{old}>{geoid}"] = {"old_geoid": old, "geoid": geoid, "relation": relation, "source": "src"}
        return self

    def unplaced(self, edition: str, row: int, *candidates: str) -> World:
        """A row of a list of ICE that names no jurisdiction beyond doubt."""
        entry = {"publication": f"p-{edition}", "row": row, "state": "TX", "agency": "Some Office", "reason": "no_such_government", "candidates": list(candidates)}
        self.entries["held_row"][f"p-{edition}#{row:05d}"] = entry
        return self

    def listed_row(self, edition: str, row: int, agreement: str | None = None, **more: Any) -> World:
        """A row of a list as printed, with its verdict."""
        entry = {"publication": f"p-{edition}", "row": row, "state": "TEXAS", "agency": "Some Office", "verdict": "imported" if agreement else "held", "agreement": agreement}
        self.entries["listed_row"][f"p-{edition}#{row:05d}"] = entry | more
        return self

    def decision(self, state: str, agency: str, jurisdiction: str) -> World:
        """A curator's decision on where an agency of this printed name belongs."""
        entry = {"action": "place", "state": state, "agency": agency, "county": "*", "jurisdiction": jurisdiction, "note": "Made up."}
        self.entries["decision"][f"place/{state}/{agency}/*//"] = entry
        return self

    def withdraw(self, noun: str, *keys: str) -> World:
        """Entries that the record no longer states."""
        self.entries[noun].update(dict.fromkeys(keys))
        return self

    def publish(self, session: Session, *, reason: str = "Made up") -> Revision:
        """Publish everything added so far as one revision, and begin the next change set."""
        revision = publish(session, ChangeSet(dict(self.entries)), curator="tests", reason=reason)
        self.entries = defaultdict(dict)
        return revision


def stretch(status: str, start: str, until: str | None = None, rule: str = "signed_or_listed", **more: Any) -> dict[str, Any]:
    """Days of one status in the history of an agreement; an active one was signed on its first day."""
    signed = start if status == "active" else None
    return {"status": status, "from": start, "until": until, "rule": rule, "signed": signed, "last_named": None, "omitted_by": []} | more


def own(dimension: str, level: int, start: str = "2020-01-01", until: str | None = None, **more: Any) -> dict[str, Any]:
    """A clause of a local instrument."""
    return {
        "dimension": dimension,
        "level": level,
        "basis": "text",
        "decides": True,
        "words": f"Says {level} of {dimension}.",
        "valid_from": start,
        "valid_until": until,
        "start_uncertain": False,
        "citations": CITED,
    } | more


def clause(dimension: str, bound: str, level: int, binds: list[str], start: str = "2020-01-01", until: str | None = None, **more: Any) -> dict[str, Any]:
    """A clause of a state law."""
    return {
        "dimension": dimension,
        "bound": bound,
        "level": level,
        "binds": binds,
        "exempts": [],
        "suspended": [],
        "words": f"{bound.title()} at {level} for {dimension}.",
        "valid_from": start,
        "valid_until": until,
        "start_uncertain": False,
        "citations": CITED,
    } | more


def small_world() -> World:
    """Two states: one whose law requires cooperation, one whose law limits it, each with counties and cities."""
    everyone = ["county", "place", "sheriff", "police", "jail", "state_agency"]
    world = World().lists("2021-01-13", "2025-06-01", "2026-05-18")
    world.state("48", "TX", "Texas").county("48453", "TX", "Travis County").county("48141", "TX", "El Paso County")
    world.place("4805000", "TX", "Austin", "48453").place("4873376", "TX", "Tornillo", "48141", kind="cdp")
    world.state("06", "CA", "California").county("06029", "CA", "Kern County").county("06075", "CA", "San Francisco County", same_as="0667000")
    world.place("0667000", "CA", "San Francisco", "06075").place("0603526", "CA", "Bakersfield", "06029")
    world.law("tx-law", "TX", clause("detainers", "floor", 2, ["jail"], "2017-09-01"), *(clause(d, "floor", 1, everyone, "2017-09-01") for d in ("status_inquiries", "information_sharing", "release_notice", "jail_access")))
    world.law("ca-law", "CA", *(clause(d, "ceiling", -2, everyone, "2018-01-01") for d in ("detainers", "agreement_287g", "status_inquiries", "jail_access")))
    world.policy("austin-order", "4805000", own("detainers", -2, "2024-01-01"), own("status_inquiries", -1, "2024-01-01"), instrument="general_order", body="police")
    world.policy("sf-refuge", "0667000", own("detainers", -2, "2013"), own("status_inquiries", -2, "1989"), own("jail_access", -2, "2013"))
    world.agency("tx-el-paso-county-sheriff", "48141", "TX").agreement("tx-el-paso-county-sheriff", "TFM", "2025-03-01", "2025-06-01", "2026-05-18")
    world.designation("doj-sf", "0667000", "2025-08-05").designation("doj-tx", "48453", "2025-08-05", "2025-09-26")
    world.federal_action("order-2025", "2025-01-20", events=[{"date": "2025-05", "kind": "enjoined", "note": None, "source": "src"}], jurisdictions=["0667000"])
    world.coding("austin-order", "detainers", -2, -2).coding("austin-order", "status_inquiries", -1, -2, settled=-1, reason="Asked only about a crime.")
    world.research("48141", "2026-05-01").research("4805000", "2026-05-02", "jail_access", "detention_contracts", searches=1)
    return world.dispute("order-scope", "federal_action", "order-2025", "2025-02")
