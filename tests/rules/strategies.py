"""Made-up evidence for the properties of the rules: a few weeks of days, so that periods meet."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from api.rules.evidence import Body, Bound, Evidence, HeldAgreement, OwnLevel, Suspension
from api.rules.history import Span
from api.rules.vocabulary import Dimension

FIRST = date(2025, 1, 1)
HORIZON = 24
DAYS = [FIRST + timedelta(days=n) for n in range(HORIZON)]

days = st.sampled_from(DAYS)
dimensions = st.sampled_from(list(Dimension))
levels = st.integers(-2, 2)
level_sets = st.dictionaries(dimensions, levels, max_size=8)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A period of at least a day, open or closed."""
    start = draw(st.integers(0, HORIZON - 2))
    until = draw(st.none() | st.integers(start + 1, HORIZON - 1))
    return Span(DAYS[start], None if until is None else DAYS[until])


@st.composite
def own_levels(draw: st.DrawFn, *, counts: bool = True) -> OwnLevel:
    """An own level; with `counts=False` one that must weigh nothing: declaratory, or of a body that does not decide."""
    basis = draw(st.sampled_from(["text", "practice", "statement", "inventory", "search"]))
    binding, decides = (True, True) if counts else draw(st.sampled_from([(False, True), (True, False), (False, False)]))
    key = f"policy-{draw(st.integers(0, 9))}"
    return OwnLevel(draw(dimensions), draw(levels), basis, key, key, draw(spans()), binding=binding, decides=decides)


@st.composite
def agreements(draw: st.DrawFn) -> HeldAgreement:
    """An agreement of some agency, perhaps ended by law or by its own side."""
    kind = draw(st.sampled_from(["sheriff", "police", "corrections", "constable"]))
    model = draw(st.sampled_from(["JEM", "WSO", "TFM"]))
    held = draw(spans())
    ended_by = draw(st.sampled_from([None, "law", "own_decision"])) if held.until else None
    return HeldAgreement(f"{kind}-{model}", kind, kind, kind, model, held, ended_by, held.until if ended_by else None)


@st.composite
def bounds(draw: st.DrawFn) -> Bound:
    """A floor or a ceiling for some of the bodies, perhaps suspended for a while."""
    side, level = draw(st.sampled_from([("floor", 0), ("floor", 1), ("floor", 2), ("ceiling", -1), ("ceiling", -2)]))
    bodies = st.frozensets(st.sampled_from(["county", "place", "sheriff", "police", "jail", "state_agency"]), max_size=3)
    stays = draw(st.lists(st.builds(Suspension, spans(), bodies), max_size=2))
    key = f"law-{draw(st.integers(0, 9))}"
    return Bound(key, key, draw(dimensions), side, level, draw(bodies), draw(spans()), words=f"{side} {level}", suspensions=tuple(stays))


bodies = st.sampled_from(
    [Body("06", "state"), Body("06029", "county", runs_jail=True), Body("0603526", "place"), Body("0667000", "consolidated", runs_jail=True), Body("0600001", "cdp", governs=False)]
)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    """What a record might hold of one body."""
    absences = draw(st.lists(spans(), max_size=1))
    listed = tuple(OwnLevel(Dimension.AGREEMENT, 0, "list", "ice-287g-lists", "absent", s) for s in absences)
    return Evidence(draw(bodies), tuple(draw(st.lists(own_levels(), max_size=6))), tuple(draw(st.lists(agreements(), max_size=3))), listed)


laws = st.lists(bounds(), max_size=5).map(tuple)
