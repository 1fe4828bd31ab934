"""全链总览: every chain on one page, a square a segment; and every park by chain, with projects, investment, carriers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from graph.model.change import View
from queries import parks
from queries.methods import lookup
from queries.methods.chain_states import HERE, ChainStates, chain_states, shares
from queries.methods.gaps import Judged
from queries.methods.outlook import judged
from queries.methods.rules import Words, rules_of
from queries.parks import Park
from visualizations import _sources
from visualizations._sheet import (
    Cell,
    Edition,
    Grid,
    Part,
    Prose,
    Sheet,
    Square,
    Squares,
    Text,
    Title,
    html,
    percent,
    row,
    stamped,
    watermark,
)
from visualizations.gap_list import ENGLISH_MARKS, MARKS

TITLE = "全链总览"
PLACES = ("厦门市", "厦门火炬高新区")
MAP = "产业链图谱.html"
"""The chain map beside this page: a square leads to its card there."""
BANDS = (
    ("upstream", ("上游", "Upstream")),
    ("midstream", ("中游", "Midstream")),
    ("downstream", ("下游", "Downstream")),
)

FIGURES: Mapping[Edition, tuple[tuple[str, str], ...]] = {
    "internal": (("缺口", "Gaps"), ("缺口(含在建签约)", "Gaps, with signed"), ("二阶缺口", "Second-order"), ("无数据", "No data"),
                 ("覆盖率", "Coverage"), ("核实过", "Verified"), ("只检索过", "Only searched")),
    "outside": (("有企业的环节", "Segments with firms"),),
}  # fmt: skip

RUNNING = tuple(s for s in HERE if s != "upcoming")
"""States in which a firm is in operation here: all that guests are told."""
HERE_TITLE = ("有企业在营的环节", "Segments with firms in operation")
CHAINS = "MATCH (c:Chain) WHERE c.members IS NULL RETURN c.id AS id, c.name AS name"


def page(view: View, *, places: Sequence[str] = PLACES, edition: Edition = "internal") -> str:
    """Every chain at these places, and their parks, as one HTML file."""
    return html(sheet(view, places, edition), view)


def sheet(view: View, places: Sequence[str], edition: Edition) -> Sheet:
    """The overview as a sheet; guests see what is here, and neither a square nor a link for what is not."""
    chains = sorted(view.rows(CHAINS), key=lambda c: str(c["id"]))
    parts = [_chains(view, place, chains, edition) for place in places]
    parts += [_parks(view, place, edition) for place in places[:1]]
    return Sheet((TITLE, "All chains"), "、".join(places), tuple(parts), view.stamp, edition, watermark(view))


def _chains(view: View, place: str, chains: Sequence[dict[str, str]], edition: Edition) -> Part:
    where, words = lookup.place(view, place), rules_of(view.rules).words
    found = [((c["id"], c["name"] or c["id"]), chain_states(view, c["id"], where)) for c in chains]
    heads = (("产业链", "Chain"), *(title for _, title in BANDS), *FIGURES[edition])
    cite = f"{place},{stamped(view)}"
    if edition == "outside":
        here = [j for _, s in found for j in s.judged if j.verdict.state in RUNNING]
        source = _sources.counted(view, (e for j in here for e in j.verdict.evidence), edition)
        return Part(place, (Squares(HERE_TITLE, heads, _present(found), (), cite, named=True),), "", cite, source)
    found.sort(key=lambda f: (-sum(j.is_gap for j in f[1].judged), f[0][0]))
    rows = tuple(_row(view, chain, states, (where, words)) for chain, states in found)
    legend = tuple(_square("", s, words.state[s], "") for s in MARKS)
    squares = Squares(("各环节状态,一格一环节", "One square a segment"), heads, rows, legend, cite)
    source = _sources.counted(view, _sources.behind_states(j for _, s in found for j in s.judged), edition)
    return Part(place, (squares,), "", cite, source)


Line = tuple[str, tuple[tuple[Square, ...], ...], tuple[str, ...]]
Chain = tuple[str, str]


def _present(found: Iterable[tuple[Chain, ChainStates]]) -> tuple[Line, ...]:
    """For guests the segments that have firms, by name, the chain with most first; no square for what is not here."""
    rows = []
    for (_, name), states in found:
        here = [j for j in states.judged if j.verdict.state in RUNNING]
        squares = _banded(states, here, lambda j: Square(j.facts.name, "here", "有企业", ("有", ENGLISH_MARKS["here"])))
        rows += [(name, squares, (str(len(here)),))] if here else []
    return tuple(sorted(rows, key=lambda r: (-int(r[2][0]), r[0])))


def _banded(
    states: ChainStates, those: Sequence[Judged], square: Callable[[Judged], Square]
) -> tuple[tuple[Square, ...], ...]:
    position = {s["id"]: s["position"] or "midstream" for s in states.rows.segments}
    return tuple(tuple(square(j) for j in those if position[j.facts.id] == band) for band, _ in BANDS)


def _row(view: View, chain: Chain, states: ChainStates, asked: tuple[str, Words]) -> Line:
    where, words = asked
    squares = _banded(states, states.judged, lambda j: _of(j, chain[0], where, words))
    later = judged(states, "signed", date.fromisoformat(view.stamp.as_of))
    rates = shares(states.judged, states.rules)
    count = [sum(j.is_gap for j in states.judged), sum(j.is_gap for j in later), sum(j.is_second_order for j in states.judged),
             sum(j.verdict.state == "unknown" for j in states.judged)]  # fmt: skip
    pct = (percent(p).text for p in (rates.coverage_pct, rates.verified_pct, rates.searched_pct))
    return chain[1], squares, (*(str(n) for n in count), *pct)


def _of(one: Judged, chain: str, where: str, words: Words) -> Square:
    href = f"{MAP}#chain={chain}&place={where}&seg={one.facts.id}"
    return _square(one.facts.name, one.verdict.state, words.state[one.verdict.state], href)


def _square(name: str, state: str, word: str, href: str) -> Square:
    return Square(name, state, word, (MARKS[state], ENGLISH_MARKS[state]), href)


def _parks(view: View, place: str, edition: Edition) -> Part:
    answer = parks.ask(view, place=place)
    chains = list(dict.fromkeys(p.chain_name for p in answer.parks if p.chain))
    by_place: dict[str, dict[str, Park]] = {}
    for p in answer.parks:
        by_place.setdefault(p.name, {})[p.chain_name if p.chain else ""] = p
    heads: tuple[Title, ...] = (("片区", "Park"), ("在营企业(含下属园区)", "Firms (parts included)"), ("项目", "Projects"), ("计划投资(亿元)", "Planned, 100 m CNY"),
             ("载体", "Carriers"), *chains)  # fmt: skip
    rows = tuple(_park(name, own, chains, edition) for name, own in by_place.items())
    cells = ("在营企业 / 项目,—为没有记录", "firms / projects, — where none is on record") if edition == "internal" else ("在营企业", "firms")  # fmt: skip
    title = (f"片区与产业链(各链一格:{cells[0]})", f"Parks by chain (a chain's cell: {cells[1]})")
    note, cite = ";".join(answer.not_known), f"{place},{stamped(view)}"
    return Part((f"{place}各片区", "Parks"), (Grid(title, heads, rows, note, cite=cite),
                Prose("", ("投资只加有金额记录的项目;一个项目涉及几条链时在各链计一次,合计计一次。",))),
                "", cite, _sources.counted(view, answer.evidence, edition))  # fmt: skip


def _park(name: str, own: dict[str, Park], chains: Sequence[str], edition: Edition) -> tuple[Text, ...]:
    whole, inside = own[""], edition == "internal"
    money = float(whole.planned_investment_100m_cny) if inside and whole.planned_investment_100m_cny else None
    counts = (whole.n_firms_with_parts or None, (inside and whole.n_projects) or None, money, whole.n_carriers or None)
    return row(name, *counts, *(_both(own.get(chain), inside) for chain in chains))


def _both(one: Park | None, inside: bool) -> Cell:
    """Firms and projects of a chain in a park; what is not on record is no nought."""
    found = (one.n_firms_with_parts, one.n_projects if inside else 0) if one else (0, 0)
    said = [str(n) if n else "—" for n in found]
    return Cell(" / ".join(said[: 2 if inside else 1]) if any(found) else "", number=True)
