"""Everything the record says of one jurisdiction on a day, for its page: a fixed number of queries, whatever the place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from api.ledger import agreements, changes, disputed, jurisdictions, listings, profiles, research_notes, service_areas, summaries
from api.ledger.asof import AsOf, known, published_at
from api.ledger.jurisdictions import Found
from api.ledger.listings import Ids
from api.ledger.pages import Asked
from api.ledger.publications import complete_from
from api.models import Jurisdiction
from api.rules.evidence import Body
from api.rules.sentences import full_name
from api.rules.vocabulary import STATE_KINDS

Plain = dict[str, Any]
# No government holds more instruments, agreements or labels than this; a page names the whole list beside it.
MOST = 500
# Disputes are asked for once for all that the page shows.
_ALL = Asked("dossier", MOST, counted=False, only=frozenset({"clauses", "citations"}))


def dossier(session: Session, found: Found, as_of: AsOf) -> Plain:
    """A jurisdiction's position, how it came about, what else bears on it, and every source of it."""
    row, canonical = found.row, found.canonical
    profile = profiles.profile(session, canonical, as_of)
    operator = profile["jail"]["operator"]
    jailer = operator["id"] if operator else canonical
    known_as = jurisdictions.same_governments(session, {canonical, jailer}, as_of)
    ids = known_as[canonical]
    bodies = _ids_of({canonical, jailer})
    own, theirs = _agreements(session, bodies, {i["id"] for i in ids}, {i["id"] for i in known_as[jailer]}, as_of)
    policies = listings.policies(session, as_of, _ALL, geoids=jurisdictions.ids_of(canonical)).rows
    designations = listings.designations(session, as_of, _ALL, geoids=jurisdictions.ids_of(canonical)).rows
    laws = listings.state_laws(session, as_of, _ALL, state=row["state"]).rows
    shown = {"policy": policies, "designation": designations, "state_law": laws, "agreement": [*own, *theirs]}
    entries = {noun: [item["key"] for item in rows] for noun, rows in shown.items()} | {"agency": [item["agency"]["key"] for item in own]}
    timeline = changes.of(session, canonical, as_of, laws_of=row["state"])
    told: Plain = {
        "row": row,
        "name": full_name(row["name"], kind=row["kind"], state=row["state"]),
        **profiles.sentences(row, profile, as_of),
        "profile": profile,
        "history": profiles.history(session, canonical, as_of),
        "agreements": own,
        "operator_agreements": theirs,
        "policies": policies,
        "designations": designations,
        "laws": laws,
        "research": research_notes.of(session, bodies, as_of),
        "disputes": disputed.of_place(session, entries, {i["id"] for i in ids}, as_of),
        "same_ids": {i["id"] for i in ids},
        "roles": _roles(ids, row["kind"], runs_jail=bool(operator and operator["id"] == canonical)),
        "timeline": timeline,
        "relatives": _relatives(session, row, operator, ids, own, as_of),
        "range": next(iter(summaries.states(session, as_of, row["state"])), None),
        "first_list": complete_from(session, as_of),
        "published_at": published_at(session, as_of.revision),
    }
    return told | {"sources": _sources(session, told, as_of)}


def _agreements(session: Session, bodies: Ids, ids: set[str], jailers: set[str], as_of: AsOf) -> tuple[list[Plain], list[Plain]]:
    """The agreements of its own agencies, and those of the other body that runs its jail; not those of an agency that serves neither on the day."""
    own, theirs = [], []
    for item in agreements.agreements(session, as_of, _ALL, geoids=bodies).rows:
        governments = service_areas.governments(item["agency"])
        if governments & ids:
            own.append(item)
        elif governments & jailers:
            theirs.append(item)
    return own, theirs


def _ids_of(governments: set[str]) -> Ids:
    """Every id of some governments at a moment."""
    return lambda moment: select(Jurisdiction.key).where(
        func.coalesce(Jurisdiction.same_as, Jurisdiction.key).in_(sorted(governments)), known(Jurisdiction, moment.revision)
    )


def _roles(ids: list[Plain], kind: str, *, runs_jail: bool) -> frozenset[str]:
    """Under which names a law can bind it; a government with the ids of a city and a county is bound as both."""
    kinds = {item["kind"] for item in ids} | {kind}
    bodies = [Body("", one, runs_jail=runs_jail) for one in kinds]
    return frozenset(role for body in bodies for role in body.roles)


def _relatives(session: Session, row: Plain, operator: Plain | None, ids: list[Plain], own: list[Plain], as_of: AsOf) -> dict[str, Plain]:
    """The names and addresses of its state, counties, other ids, jail's operator and those whose agencies are its own, too, by id; the state's also under `state`."""
    wanted = {row["county"], *(c["geoid"] for c in row["counties"]), *(i["id"] for i in ids), operator["id"] if operator else None} - {None}
    wanted |= {geoid for item in own for geoid in service_areas.governments(item["agency"])}
    state = and_(Jurisdiction.state == row["state"], Jurisdiction.kind.in_(STATE_KINDS))
    columns = (Jurisdiction.key.label("id"), Jurisdiction.slug, Jurisdiction.name, Jurisdiction.kind, Jurisdiction.state)
    query = select(*columns).where(or_(Jurisdiction.key.in_(sorted(wanted)), state), known(Jurisdiction, as_of.revision))
    found = {item.id: dict(item._mapping) for item in session.execute(query.order_by(Jurisdiction.key))}
    return found | {"state": next((item for item in found.values() if item["kind"] in STATE_KINDS), None) or {}}


def _sources(session: Session, told: Plain, as_of: AsOf) -> dict[str, Plain]:
    """Every source that the dossier names, by key."""
    named = {source["key"]: source for source in told["profile"]["sources"]}
    cited = {c["source"] for part in ("agreements", "operator_agreements", "designations", "laws", "policies") for item in told[part] for c in item["citations"]}
    cited |= {area["source"] for item in told["agreements"] for area in item["agency"]["also_serves"]}
    cited |= {key for change in told["timeline"] for key in change["sources"]}
    cited |= {side["source"] for found in told["disputes"].values() for dispute in found for side in dispute["sides"]}
    cited |= {told["row"]["population_source"]} - {None}
    return named | {source["key"]: source for source in profiles.sources(session, cited - named.keys(), as_of)}
