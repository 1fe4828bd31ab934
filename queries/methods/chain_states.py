"""The states of a chain's segments at a place as one list: fetch, judge, find gaps; and its two rates."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.model.change import View
from queries.methods.buyers import Market
from queries.methods.chain_rows import ChainRows, fetch_each, members
from queries.methods.facts import Tie
from queries.methods.gaps import Judged, judge_all
from queries.methods.locality import Scope
from queries.methods.rings import Rings, rings
from queries.methods.rules import Rules, rules_of
from queries.methods.states import judge


@dataclass(frozen=True)
class ChainStates:
    """A chain or group judged at a place; beside it, by segment, at its city and in a circle where those are asked."""

    name: str
    around: Scope
    rules: Rules
    rows: ChainRows
    judged: tuple[Judged, ...]
    rings: Rings
    as_of: date
    city: Mapping[str, Judged] | None = None
    circle: Mapping[str, Judged] | None = None

    @property
    def market(self) -> Market:
        """Where the buyers of its segments are looked for."""
        return Market(self.rows, self.rules, self.as_of)

    def state_word(self, segment: str, beside: Mapping[str, Judged] | None) -> str | None:
        """The state of a segment at the city or in the circle, in words."""
        return None if beside is None else self.rules.words.state[beside[segment].verdict.state]


def chain_states(view: View, chain: str, place: str, within_km: float | None = None) -> ChainStates:
    """Judge every segment of a chain or group (id) at a place (id), its city, and a circle where one is asked."""
    name, chains = members(view, chain)
    rules, around = rules_of(view.rules), rings(view, place, within_km)
    as_of = date.fromisoformat(view.stamp.as_of)
    named = {"place": around.place, "city": around.city, "circle": around.circle}
    scopes = {ring: scope for ring, scope in named.items() if scope is not None}
    rows = dict(zip(scopes, fetch_each(view, chains, scopes.values()), strict=True))
    judged = {ring: _judged(r, rules, as_of) for ring, r in rows.items()}
    return ChainStates(
        name=name,
        around=around.place,
        rules=rules,
        rows=rows["place"],
        judged=judged["place"],
        rings=around,
        as_of=as_of,
        city=_by_segment(judged.get("city")),
        circle=_by_segment(judged.get("circle")),
    )


def _by_segment(judged: tuple[Judged, ...] | None) -> dict[str, Judged] | None:
    return None if judged is None else {j.facts.id: j for j in judged}


def counts(judged: Iterable[Judged]) -> dict[str, int]:
    """How many segments have which state."""
    return dict(Counter(j.verdict.state for j in judged))


def unsaid_of_circle(states: ChainStates) -> tuple[str, ...]:
    """What the states in a circle do not say: which places it cuts, and that nobody surveyed it as a whole."""
    circle = states.rings.circle
    if circle is None or states.circle is None:
        return ()
    unclear = sum(any(t.locality == "undecided" for t in j.facts.ties) for j in states.circle.values())
    said = [f"圈按各地点的坐标算:{circle.name}全在圈内的地点{len(circle.inside)}个,跨圈边的{len(circle.undecided)}个"]
    if unclear:
        said.append(f"{unclear}个环节有企业只知到跨圈边的地方,是否在圈内不明")
    if not circle.containing:
        said.append("没有一次摸排覆盖整个圈:圈内未见的环节一律记为无数据")
    return tuple(said)


def _judged(rows: ChainRows, rules: Rules, as_of: date) -> tuple[Judged, ...]:
    verdicts = {s: judge(facts, rules, as_of) for s, facts in rows.facts.items()}
    return tuple(judge_all(Market(rows, rules, as_of), verdicts))


HERE = ("strong", "covered", "weak", "upcoming")
"""States that say a firm is here."""


def filling(one: Judged, rules: Rules) -> list[Tie]:
    """The ties that fill the segment or will, as the rules read them, wherever they are."""
    known, own = rules.state.basis_that_fills, one.facts.filled_by
    return [t for t in one.facts.ties if t.activity == own and t.basis in known and t.stage != "closed"]


def is_surveyed(one: Judged) -> bool:
    """Somebody looked: at least one search, or a list, or everybody."""
    return any(s.searches or s.method != "searched" for s in one.facts.surveys)


def is_verified(one: Judged, rules: Rules) -> bool:
    """Somebody went through a list, or everybody, of the asked place itself: what a desk search cannot prove."""
    return any(s.own and s.method in rules.state.surveys_that_prove for s in one.facts.surveys)


@dataclass(frozen=True)
class Rates:
    """覆盖率 and how far anybody looked, in %.

    摸排率 is what somebody went and asked, or went through a list for: `verified_pct`. What was only searched at a desk
    stands apart; `looked_pct` says of how many segments there is any record of a search or survey.
    """

    coverage_pct: float | None
    looked_pct: float | None
    verified_pct: float | None
    searched_pct: float | None

    @property
    def surveyed(self) -> str:
        """How far anybody looked, in words that keep searches and proof apart.

        >>> Rates(20.0, 98.2, 0.0, 98.2).surveyed
        '核实过0%,只检索过98.2%'
        """
        if self.verified_pct is None or self.searched_pct is None:
            return "—"
        return f"核实过{self.verified_pct:g}%,只检索过{self.searched_pct:g}%"


def shares(judged: Iterable[Judged], rules: Rules) -> Rates:
    """The rates of a chain, stateless segments left out; 覆盖率 is of those somebody searched or surveyed."""
    counted = [j for j in judged if j.verdict.state != "stateless"]
    looked = [j for j in counted if is_surveyed(j)]
    covered = sum(j.verdict.state in HERE for j in looked)
    proven = sum(is_verified(j, rules) for j in counted)
    n = len(counted)
    return Rates(_pct(covered, len(looked)), _pct(len(looked), n), _pct(proven, n), _pct(len(looked) - proven, n))


def _pct(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
