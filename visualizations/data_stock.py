"""数据家底: what we know and what we do not: loads, refused rows, coverage by chain, sources, unknown places, what to ask.

It says how little is known, and where. `--edition outside` (推介版) is 数据来源: where the data come from.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from graph.model.change import Row, View
from queries import ask_next
from queries.methods import lookup
from queries.methods.chain_states import ChainStates, chain_states, shares
from visualizations import _provenance
from visualizations._sheet import (
    Cell,
    Edition,
    Grid,
    Part,
    Prose,
    Sheet,
    Tiles,
    html,
    listed,
    percent,
    row,
    stamped,
    watermark,
)
from visualizations._sources import LEDGER, behind_states, counted

TITLE = "数据家底"
OUTSIDE = "数据来源"
ACTS = {"load": "装入", "retract": "撤回", "correct": "更正", "purge": "清除"}
HOSTS, LOADS, QUESTIONS, SERIES = 30, 60, 12, 80

CHAINS = "MATCH (c:Chain) WHERE c.members IS NULL RETURN c.id AS id, c.name AS name"

KINDS = {
    "Firm": "Firms", "Segment": "Segments", "Place": "Places", "Project": "Projects", "Fund": "Funds", "Carrier": "Carriers",
    "Product": "Products", "Indicator": "Indicators", "Honour": "Honours", "Platform": "Platforms", "Scenario": "Scenarios",
    "Policy": "Policies", "TaskForce": "Task forces", "Signal": "Signals",
}  # fmt: skip

TIES = """
MATCH (f:Firm)-[o:OPERATES_IN]->(s:Segment)
RETURN o.edge_id AS edge_id, f.id AS firm, f.name AS name, o.at AS at, o.activity AS activity, o.stage AS stage, o.known_on AS known_on,
       o.n_sources AS n_sources, o.source_url AS source_url, s.name AS segment_name
"""


def page(view: View, *, place: str = "厦门市", edition: Edition = "internal") -> str:
    """What the data hold, seen from a place, as one HTML file; for outsiders where they come from."""
    if edition == "outside":
        return _provenance.page(view, (OUTSIDE, "Where the data come from"), place)
    where = lookup.place(view, place)
    chains = sorted(view.rows(CHAINS), key=lambda c: str(c["id"]))
    states = [(c["name"] or c["id"], chain_states(view, c["id"], where)) for c in chains]
    ties, cite = view.rows(TIES), f"{place},{stamped(view)}"
    nodes = {k: [r["id"] for r in view.rows(f"MATCH (n:{k}) RETURN n.id AS id")] for k in KINDS}
    tied = counted(view, (t["edge_id"] for t in ties), edition)
    judged = counted(view, behind_states(j for _, s in states for j in s.judged), edition)
    parts = (
        (_glance(nodes, ties, cite), counted(view, (i for ids in nodes.values() for i in ids), edition)),
        (_coverage(states, cite), judged), (_open(states, cite), judged), (_sources(ties, cite), tied),
        (_places(ties, cite), tied), (_questions(view, chains, place, cite), judged), (_loads(view.loads(), cite), LEDGER),
    )  # fmt: skip
    told = tuple(replace(part, cite=cite, source=source) for part, source in parts)
    return html(Sheet((TITLE, "What the data hold"), place, told, view.stamp, "internal", watermark(view)), view)


def _glance(nodes: Mapping[str, Sequence[str]], ties: Sequence[Row], cite: str) -> Part:
    from graph import schema

    counts = {k: len(ids) for k, ids in nodes.items()}
    titles = {k: schema.kind(k).title for k in KINDS}
    tiles = tuple(((titles[k], KINDS[k]), f"{n:,}", "") for k, n in counts.items() if n)
    undated = sum(t["known_on"] is None for t in ties)
    single = sum((t["n_sources"] or 0) < 2 for t in ties)
    none = tuple(titles[k] for k, n in counts.items() if not n)
    said = [f"企业与环节的联系{len(ties):,}条:只有一家出版方的{single:,}条,未注日期的{undated:,}条"]
    if none:
        said.append(f"库中没有任何{listed(none, 20)}的记录,不等于没有")
    return Part(
        ("总量", "At a glance"), (Tiles(("库中有什么", "What there is"), tiles, cite), Prose("", tuple(said), "warn"))
    )


def _coverage(states: Sequence[tuple[str, ChainStates]], cite: str) -> Part:
    rows = []
    for name, one in states:
        rates, n = shares(one.judged, one.rules), Counter(j.verdict.state for j in one.judged)
        rows.append(row(name, len(one.judged), percent(rates.coverage_pct), percent(rates.verified_pct), percent(rates.searched_pct),
                        n["missing"], n["presumed"], n["unknown"]))  # fmt: skip
    heads = (("产业链", "Chain"), ("环节", "Segments"), ("覆盖率", "Coverage"), ("核实过", "Verified"), ("只检索过", "Only searched"),
             ("空白(已核实)", "Missing"), ("空白(待核实)", "Presumed"), ("无数据", "No data"))  # fmt: skip
    note = "覆盖率:摸排过的环节中有企业的比例。核实过:经名录核对或全面摸排的环节比例;只检索过不是核实。"
    return Part(
        ("各链摸排", "Coverage by chain"), (Grid(("覆盖与摸排", "Coverage"), heads, tuple(rows), note, cite=cite),)
    )


def _open(states: Sequence[tuple[str, ChainStates]], cite: str) -> Part:
    """Segments about which the sources speak against each other, or which wait for news."""
    rows = [
        row(name, j.facts.name, Cell(one.rules.words.state[j.verdict.state], state=j.verdict.state), j.verdict.reason, listed(j.verdict.badges))
        for name, one in states for j in one.judged
        if j.verdict.badges and j.verdict.state != "presumed"
    ]  # fmt: skip
    heads = (("产业链", "Chain"), ("环节", "Segment"), ("状态", "State"), ("理由", "Reason"), ("标注", "Badges"))
    return Part(
        ("存疑的判断", "Judgements in doubt"),
        (Grid(("有标注的环节", "Segments with a badge"), heads, tuple(rows), empty="没有带标注的判断", cite=cite),),
    )


def _sources(ties: Sequence[Row], cite: str) -> Part:
    hosts = Counter((urlsplit(t["source_url"]).hostname or "").removeprefix("www.") for t in ties if t["source_url"])
    most = sorted(hosts.items(), key=lambda h: (-h[1], h[0]))
    years = Counter((t["known_on"] or "未注日期")[:4] for t in ties)
    heads = (("网站", "Site"), ("联系", "Ties"))
    by_year = tuple(row(year, n) for year, n in sorted(years.items(), reverse=True))
    return Part(("来源", "Sources"), (
        Grid(("依据最多的网站", "Sites most relied on"), heads, tuple(row(h, n) for h, n in most[:HOSTS]), f"共{len(hosts)}个网站;某站一旦失实,影响以联系数计。", cite=cite),
        Grid(("按发布年份", "By year"), (("年份", "Year"), ("联系", "Ties")), by_year, cite=cite),
    ))  # fmt: skip


def _places(ties: Sequence[Row], cite: str) -> Part:
    unplaced: dict[str, set[str]] = {}
    for t in ties:
        if t["at"] is None:
            unplaced.setdefault(t["name"] or t["firm"], set()).add(t["segment_name"])
    rows = tuple(row(name, listed(sorted(s))) for name, s in sorted(unplaced.items(), key=lambda f: (-len(f[1]), f[0])))
    note = f"共{len(rows)}家,列前{SERIES}家" if len(rows) > SERIES else ""
    heads = (("企业", "Firm"), ("环节", "Segments"))
    return Part(
        ("地点不明", "Unknown places"),
        (Grid(("不知在何处做的企业", "Firms whose place is not known"), heads, rows[:SERIES], note, cite=cite),),
    )


def _questions(view: View, chains: Sequence[Row], place: str, cite: str) -> Part:
    asked = [
        (c["name"], q)
        for c in chains
        for q in ask_next.ask(view, chain=c["id"], place=place, limit=QUESTIONS).questions
    ]
    asked.sort(key=lambda a: (-a[1].settles, -len(a[1].buyers), a[1].question))
    rows = tuple(row(name, q.question, q.kind, q.settles, listed(q.judgements)) for name, q in asked[:QUESTIONS])
    heads = (
        ("产业链", "Chain"),
        ("要问的问题", "Question"),
        ("类型", "Kind"),
        ("能定下", "Settles"),
        ("涉及环节", "Segments"),
    )
    return Part(
        ("先问什么", "What to ask next"),
        (Grid(("最能定事的问题", "Questions that settle most"), heads, rows, empty="没有能改变判断的问题", cite=cite),),
    )


def _loads(loads: Sequence[Row], cite: str) -> Part:
    rows = tuple(
        row(str(x["load"]), ACTS.get(x["act"], x["act"]), x["series"] or x["reason"] or "", x["declared_on"] or "", x["loaded_on"] or "",
            x["added"], x["kept"], x["retracted"], x["refused"])
        for x in list(loads)[::-1][:LOADS]
    )  # fmt: skip
    heads = (("次序", "No."), ("动作", "Act"), ("文件", "File"), ("文件日期", "Dated"), ("装入日期", "Loaded"), ("新增", "Added"),
             ("已有", "Kept"), ("撤回", "Retracted"), ("拒收", "Refused"))  # fmt: skip
    note = f"共{len(loads)}次,列最近{LOADS}次" if len(loads) > LOADS else ""
    return Part(("装入记录", "Loads"), (Grid(("装入与拒收", "Loads and refused rows"), heads, rows, note, cite=cite),))
