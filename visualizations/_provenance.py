"""数据来源: where the data come from, for guests: chains, publishers, years, pages, and how they were read.

Nothing of what is doubted, refused, contradicted or still to be asked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from graph.model.change import Row, View
from queries.methods import lookup
from queries.methods.operations import FILLING_BASIS
from visualizations import _sources
from visualizations._sheet import Grid, Part, Prose, Sheet, Tiles, Title, html, listed, row, stamped, watermark

TIES: Mapping[str, str] = {
    "OPERATES_IN": "MATCH (f:Firm)-[t:OPERATES_IN]->(:Segment)-[:PART_OF]->(c:Chain) RETURN t.edge_id AS edge_id, c.id AS chain, f.id AS firm",
    "LEADS": "MATCH (f:Firm)-[t:LEADS]->(c:Chain) RETURN t.edge_id AS edge_id, c.id AS chain, f.id AS firm",
    "HOLDS": "MATCH (f:Firm)-[t:HOLDS]->(:Honour) RETURN t.edge_id AS edge_id, '' AS chain, f.id AS firm",
}
PUBLISHERS = 60
METHOD: tuple[Title, ...] = (
    ("每一条都出自一个公开页面或文件:是谁、在哪一天、在哪里说的,随条目一起保存,复制时一并带上。",
     "Every claim comes from a public page or document; who says it, on which day and where is kept with it and copied with it."),
    ("日期是页面的发布日期;数据截至哪一天,就只用那一天以前的状况,已知截至哪一天,就只用那一天以前发布的页面。",
     "Dates are those of the pages. Data as of a day hold what stood by then; known as of a day, what was published by then."),
    ("只列来源明说的;推断的不列,没有记录的不写作没有。出版方有记录的按出版方计,没有记录的按网站计。",
     "Only what a source says is listed; nothing inferred, and no record is never written as none. Pages count by publisher where it is on record, else by website."),
    ("同一企业的不同写法经比对后合为一家,各种写法都保留,可以撤销。",
     "Writings of one firm's name are joined after comparison; all are kept, and it can be undone."),
)  # fmt: skip


def page(view: View, title: Title, place: str) -> str:
    """The sources as one HTML file."""
    lookup.place(view, place)
    ties = [r for cypher in TIES.values() for r in view.rows(cypher)]
    claims: dict[str, list[Row]] = {}
    for c in view.evidence(sorted({t["edge_id"] for t in ties})) if ties else ():
        if c["visibility"] == "public" and c["basis"] in FILLING_BASIS:
            claims.setdefault(c["id"], []).append(c)
    said = [c for those in claims.values() for c in those]
    pages, cite = _sources.behind(view, sorted(claims), "outside"), f"{place},{stamped(view)}"
    parts = (
        _glance(ties, said, cite), _chains(view, ties, claims, cite), _publishers(said, cite), _years(said, cite),
        Part(("怎么收录的", "How it is recorded"), (Prose("", METHOD),)), _sources.part(pages, cite),
    )  # fmt: skip
    return html(
        Sheet(
            title,
            place,
            parts,
            view.stamp,
            "outside",
            watermark(view),
            publishers=_sources.counted(view, sorted(claims), "outside"),
        ),
        view,
    )


def _who(claim: Row) -> str:
    """Who says it: the publisher, else the host, else the document."""
    host = urlsplit(claim["address"] or "").hostname or ""
    return str(claim["publisher"] or host.removeprefix("www.") or claim["title"] or "")


def _page(claim: Row) -> str:
    return str(claim["address"] or claim["title"] or "")


def _span(claims: Iterable[Row]) -> tuple[str, str]:
    """The first and the last day of publication; nothing where no page is dated."""
    days = sorted(c["published_on"] for c in claims if c["published_on"])
    return (days[0], days[-1]) if days else ("", "")


def _glance(ties: Sequence[Row], said: Sequence[Row], cite: str) -> Part:
    first, last = _span(said)
    figures = (
        (("企业", "Firms"), f"{len({t['firm'] for t in ties}):,}", "有公开出处的"),
        (("页面", "Pages"), f"{len({_page(c) for c in said} - {''}):,}", f"{first}至{last}" if last else ""),
        (("出版方", "Publishers"), f"{len({_who(c) for c in said} - {''}):,}", ""),
        (("条目", "Claims"), f"{len({c['claim_id'] for c in said}):,}", "企业与环节、链主、荣誉"),
    )
    return Part(("总量", "At a glance"), (Tiles(("收录了多少", "What is recorded"), figures, cite),))


def _chains(view: View, ties: Sequence[Row], claims: Mapping[str, Sequence[Row]], cite: str) -> Part:
    names, rows = lookup.chain_names(view), []
    for chain in lookup.chains(view, ""):
        own = [t for t in ties if t["chain"] == chain]
        said = [c for e in dict.fromkeys(t["edge_id"] for t in own) for c in claims.get(e, ())]
        who = Counter(_who(c) for c in said)
        most = sorted(who, key=lambda w: (-who[w], w))
        rows.append(row(names[chain], len({t["firm"] for t in own}), len({_page(c) for c in said} - {""}), len(set(who) - {""}),
                        _span(said)[1], listed([w for w in most if w], 4)))  # fmt: skip
    heads = (("产业链", "Chain"), ("企业", "Firms"), ("页面", "Pages"), ("出版方", "Publishers"), ("最近发布", "Newest"),
             ("条目最多的出版方", "Most relied on"))  # fmt: skip
    return Part(
        ("各链依据", "By chain"), (Grid(("各产业链的出处", "Sources by chain"), heads, tuple(rows), cite=cite),)
    )


def _publishers(said: Sequence[Row], cite: str) -> Part:
    by: dict[str, list[Row]] = {}
    for c in said:
        by.setdefault(_who(c), []).append(c)
    known = sorted(((w, those) for w, those in by.items() if w), key=lambda x: (-len(x[1]), x[0]))
    rows = tuple(
        row(who, len(those), len({_page(c) for c in those}), *_span(those), listed(sorted({c["licence"] for c in those if c["licence"]})))
        for who, those in known[:PUBLISHERS]
    )  # fmt: skip
    note = f"共{len(known)}家,列条目最多的{PUBLISHERS}家" if len(known) > PUBLISHERS else ""
    heads = (
        ("出版方", "Publisher"),
        ("条目", "Claims"),
        ("页面", "Pages"),
        ("最早", "From"),
        ("最近", "To"),
        ("许可", "Licence"),
    )
    return Part(("出版方", "Publishers"), (Grid(("谁说的", "Who says it"), heads, rows, note, cite=cite),))


def _years(said: Sequence[Row], cite: str) -> Part:
    years = Counter((c["published_on"] or "未注日期")[:4] for c in {_page(c): c for c in said}.values())
    rows = tuple(row(year, n) for year, n in sorted(years.items(), reverse=True))
    return Part(("发布年份", "By year"), (Grid(("按发布年份", "By year"), (("年份", "Year"), ("页面", "Pages")), rows, cite=cite),))  # fmt: skip
