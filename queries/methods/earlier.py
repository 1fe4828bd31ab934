"""How did what decides a segment stand on an earlier day, by the claims behind it that are on record today?

A claim speaks of a day if it had begun by then and was published by then. Of those the standing's rules choose: sound
before weak, the furthest stage unless a newer claim says closed, else the later beginning and publication. A claim
without a date of publication says nothing of when it was known: it counts as known before only where no claim of its
tie or project is dated.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.model.change import Row, View
from queries.methods.chain_states import ChainStates
from queries.methods.dates import last_day
from queries.methods.disagreement import Voice
from queries.methods.facts import ProjectHere, SegmentFacts, Tie
from queries.methods.locality import AWAY, Scope, locality
from queries.methods.operations import FILLING_BASIS

GOING = ("planned", "signed", "building", "operating")
"""Stages on the way, the furthest last."""


LEADS = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[e:LEADS]-(f:Firm)
RETURN coalesce(f.group, f.id) AS who, c.id AS chain, e.edge_id AS edge_id
"""

TITLES = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[e:HOLDS]->(h:Honour)
WHERE h.name CONTAINS $word AND h.honour_level IN $levels
RETURN f.id AS who, e.edge_id AS edge_id
"""


@dataclass(frozen=True)
class Cut:
    """What had begun by one day and, where one is given, was published by another."""

    begun_by: date
    known_by: date | None = None

    def of(self, claims: Sequence[Row]) -> list[Row]:
        """The claims that speak: of those that stand then the sound ones, where there are any."""
        is_dated = any(_published(c) for c in claims)
        stood = [c for c in claims if self._begun(c) and (not is_dated or self._known(c))]
        return [c for c in stood if c.get("basis") in FILLING_BASIS] or stood

    def _begun(self, claim: Row) -> bool:
        """2024 may have begun by 2024-06-30: it counts from its first day."""
        return not claim.get("since") or claim["since"] <= self.begun_by.isoformat()

    def _known(self, claim: Row) -> bool:
        published = last_day(_published(claim))
        return self.known_by is None or (published is not None and published <= self.known_by)


@dataclass(frozen=True)
class Earlier:
    """The claims behind a chain's ties, projects, leaders and champions, by id; `titles` are edges by whom they name."""

    states: ChainStates
    claims: Mapping[str, Sequence[Row]]
    leads: Sequence[Row]
    titles: Sequence[Row]

    @property
    def around(self) -> Scope:
        """The asked place."""
        return self.states.around

    def facts(self, facts: SegmentFacts, cut: Cut) -> SegmentFacts:
        """What decides a segment as it stood."""
        rows = self.states.rows
        chains = {rows.facts[t].chain for t in rows.twin_class(facts.id) if t in rows.facts}
        return replace(
            facts,
            ties=tuple(_there(self.tie(t, cut) for t in facts.ties)),
            hints=tuple(_there(self.tie(t, cut) for t in facts.hints)),
            projects=tuple(_there(self.project(p, cut) for p in facts.projects)),
            leaders=facts.leaders & self._named((r for r in self.leads if r["chain"] in chains), cut),
            champions=facts.champions & self._named(self.titles, cut),
        )

    def _named(self, rows: Iterable[Row], cut: Cut) -> frozenset[str]:
        """Whom these edges named by then; an edge of which no claim is on hand always did."""
        return frozenset(r["who"] for r in rows if _is_said(cut.of(self.claims.get(r["edge_id"], (ALWAYS,)))))

    def tie(self, tie: Tie, cut: Cut) -> Tie | None:
        """A tie as it stood, where its claims placed it; none where nobody spoke of it yet."""
        told = cut.of(self.behind(tie))
        at = self._at(tie, told)
        if not told or at not in self.around.asked:
            return None
        stage = _furthest(told)
        if cut.known_by is None and stage == tie.stage:
            return tie
        does = {c["fields"].get("activity") for c in told}
        return replace(
            tie,
            at=at,
            locality=locality(at, self.around),
            in_city=at in self.around.in_city,
            activity=tie.activity if tie.activity in does else "unknown",
            stage=stage,
            basis=told[0].get("basis") or tie.basis,
            known_on=_newest(told),
            since=_first(told),
        )

    def project(self, project: ProjectHere, cut: Cut) -> ProjectHere | None:
        """A project as it stood: at the last move of it that was told; none where it was not tied to the segment yet."""
        told, own = cut.of(self.behind(project)), cut.of(self.claims.get(project.project) or (_as_claim(project),))
        if not _is_said(told) or not own:
            return None
        said = {n: _latest(own, n) for n in ("project_type", "project_stage", "stage_on")}
        if cut.known_by is None and said["project_stage"] == project.stage:
            return project
        return replace(
            project,
            project_type=said["project_type"],
            stage=said["project_stage"],
            stage_on=said["stage_on"],
            known_on=_newest(told),
        )

    def behind(self, said: Tie | ProjectHere) -> Sequence[Row]:
        """The claims behind a tie; where none is on hand, what the tie itself says."""
        return self.claims.get(said.edge_id) or (_as_claim(said),)

    def _at(self, tie: Tie, told: Iterable[Row]) -> str | None:
        """Where it was known to be: the place that is known today may have been told later than its city."""
        near = ("inside", "undecided", *AWAY)
        places = {c["fields"].get("at", tie.at) for c in told}
        return (
            tie.at
            if tie.at in places
            else min(places, key=lambda p: (near.index(locality(p, self.around)), p or ""), default=None)
        )


def earlier(view: View, states: ChainStates) -> Earlier:
    """Ask once for the claims behind everything that decides a chain's states."""
    facts = [one.facts for one in states.judged]
    leads = view.rows(LEADS, {"chains": sorted({f.chain for f in states.rows.facts.values()})})
    state = view.rules["state"]
    firms = sorted({t.firm for f in facts for t in f.ties if t.firm in f.champions})
    asked = [{"firms": firms, "word": w, "levels": list(state["champion_levels"])} for w in state["champion_words"]]
    titles = [r for one in asked for r in view.rows(TITLES, one)] if firms else []
    ids = {r["edge_id"] for r in (*leads, *titles)}
    for one in facts:
        ids.update(t.edge_id for t in (*one.ties, *one.hints))
        ids.update(i for p in one.projects for i in (p.edge_id, p.project))
    claims: dict[str, list[Row]] = {}
    for row in view.evidence(sorted(ids)) if ids else ():
        claims.setdefault(row["id"], []).append(row)
    return Earlier(states, claims, leads, titles)


ALWAYS: Row = {"basis": "declared"}


def _is_said(told: Sequence[Row]) -> bool:
    """Somebody says it: it is not only inferred or thought possible."""
    return any(c.get("basis") in FILLING_BASIS for c in told)


def _there[T](those: Iterable[T | None]) -> Iterator[T]:
    return (one for one in those if one is not None)


def _as_claim(said: Tie | ProjectHere) -> Row:
    if isinstance(said, Tie):
        fields = {"at": said.at, "activity": said.activity, "stage": said.stage}
        return {"basis": said.basis, "since": said.since, "known_on": said.known_on, "fields": fields}
    fields = {"project_type": said.project_type, "project_stage": said.stage, "stage_on": said.stage_on}
    return {"basis": "declared", "since": said.stage_on, "known_on": said.known_on, "fields": fields}


def _published(claim: Row) -> str | None:
    """When the page was published; the day of a file or of loading only stands in for it."""
    return claim.get("known_on") if claim.get("known_from") in (None, "published") else None


def _newest(told: Iterable[Row]) -> str | None:
    days = [d for d in map(_published, told) if d]
    return max(days, key=lambda d: (str(last_day(d)), len(d)), default=None)


def _first(told: Iterable[Row]) -> str | None:
    return min((c["since"] for c in told if c.get("since")), default=None)


def _furthest(told: Iterable[Row]) -> str:
    """The stage of a tie: the furthest on the way, unless a newer claim says closed."""
    said = _voices(told, "stage")
    closed = max((v.when[:2] for v in said if v.value == "closed"), default=None)
    going = [GOING.index(v.value) for v in said if v.value in GOING and (closed is None or v.when[:2] >= closed)]
    if going:
        return GOING[max(going)]
    return "closed" if closed else "unknown"


def _latest(told: Iterable[Row], field: str) -> str | None:
    said = _voices(told, field)
    return max(said, key=lambda v: (v.when, str(v.row.get("claim_id"))), default=_NOBODY).value or None


_NOBODY = Voice("", {})


def _voices(told: Iterable[Row], field: str) -> list[Voice]:
    return [Voice(c["fields"][field], c) for c in told if c["fields"].get(field)]
