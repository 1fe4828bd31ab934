"""产业链现状: what a place has of each chain as a page for guests: firms by segment, anchors, projects, parks, sources."""

from collections.abc import Sequence

from graph.model.change import View
from visualizations import _sources
from visualizations._present import ChainHere, FirmHere, Present, present
from visualizations._sheet import (
    Block,
    Cell,
    Grid,
    Part,
    Prose,
    Sheet,
    Text,
    Tiles,
    Title,
    listed,
    row,
    stamped,
    watermark,
)
from visualizations._sources import page_of

METHOD: tuple[Title, ...] = (
    ("列出的企业都在本地投产,做该环节应有的活动(生产、设计开发或服务),并有公开出处;一家企业做几个环节时各列一行,计数只计一次。",
     "Every firm listed is in operation here, does what the segment is made by (production, design or service) and stands on a public page; one of several segments has a line in each and counts once."),
    ("项目只列近期签约、开工和已投产的。企业、荣誉和项目按公开页面上的写法照录,日期是页面的发布日期。",
     "Projects are those lately signed or begun, and those running. Firms, honours and projects are written as public pages write them; dates are the pages' own."),
)  # fmt: skip
FIRMS: tuple[Title, ...] = (("上下游", "Position"), ("环节", "Segment"), ("企业", "Firm"), ("所在地", "Place"), ("产品", "Products"),
         ("荣誉资质", "Honours"))  # fmt: skip
PROJECTS: tuple[Title, ...] = (("项目", "Project"), ("企业", "Firm"), ("阶段", "Stage"), ("日期", "Date"), ("环节", "Segment"),
            ("地点", "Place"), ("出处", "Source"))  # fmt: skip


def sheet(view: View, title: Title, places: Sequence[str]) -> Sheet:
    """The chains as they are at these places: each place at a glance, then chain by chain at the first."""
    found = [present(view, place) for place in places]
    cites = [f"{p.place},{stamped(view)}" for p in found]
    pages = _sources.behind(view, [e for p in found for e in p.evidence], "outside")
    parts = [_glance(p, cite) for p, cite in zip(found, cites, strict=True)]
    parts += [_chain(c, found, cites[0]) for c in found[0].chains if c.firms or c.projects]
    parts += [_parks(found[0], cites[0]), _sources.part(pages, cites[0])]
    parts.append(Part(("怎么列的", "How it is listed"), (Prose("", METHOD),)))
    return Sheet(
        title, "、".join(p.place for p in found), tuple(parts), view.stamp, "outside", watermark(view),
        publishers=_sources.publishers(pages),
    )  # fmt: skip


def _glance(here: Present, cite: str) -> Part:
    rows = tuple(
        row(Cell(c.name, to=c.id if c.firms or c.projects else None), c.n_here or None, c.n_firms or None,
            c.n_honoured or None, listed([a.name for a in c.anchors], 12), len(c.projects) or None)
        for c in here.chains if c.firms or c.anchors or c.projects
    )  # fmt: skip
    heads = (("产业链", "Chain"), ("有在营企业的环节", "Segments with firms"), ("在营企业", "Firms"),
             ("有荣誉资质的", "Honoured"), ("链主企业", "Anchors"), ("项目", "Projects"))  # fmt: skip
    figures = (
        (("产业链", "Chains"), _told(sum(bool(c.firms) for c in here.chains)), "有在营企业的"),
        (("在营企业", "Firms"), _told(here.n_firms), ""), (("链主企业", "Anchors"), _told(len(here.anchors)), ""),
        (("项目", "Projects"), _told(len(here.projects)), "已签约、在建、投产"),
        (("片区", "Parks"), _told(len({p.place for p in here.parks})), "有在营企业的"),
    )  # fmt: skip
    tiles = Tiles(("一眼看全", "At a glance"), tuple(f for f in figures if f[1] != "—"), cite)
    return Part(here.place, (tiles, Grid((f"{here.place}各产业链", "Chains"), heads, rows, cite=cite)))


def _told(n: int) -> str:
    """How many are on record; none on record is no nought."""
    return f"{n:,}" if n else "—"


def _chain(chain: ChainHere, found: Sequence[Present], cite: str) -> Part:
    """The firms of a chain, marked where they are in the further places too; then its projects."""
    further = [(p.place, {(f.segment, f.firm) for c in p.chains for f in c.firms}) for p in found[1:]]
    heads = (*FIRMS, *(f"在{place}" for place, _ in further), ("出处", "Source"))
    rows = tuple(_firm(f, ["是" if (f.segment, f.firm) in those else "" for _, those in further]) for f in chain.firms)
    said = f"{chain.name},{cite}"
    blocks: list[Block] = [Grid(("企业", "Firms"), heads, rows, cite=said)]
    if chain.projects:
        projects = tuple(
            row(p.name, p.firm or "", p.project_stage or "", p.stage_on or "", listed(p.segment_names), p.place or "", page_of(p.source_url))
            for p in chain.projects
        )  # fmt: skip
        blocks.append(Grid(("项目", "Projects"), PROJECTS, projects, cite=said))
    return Part(chain.name, tuple(blocks), chain.id)


def _firm(one: FirmHere, further: Sequence[str]) -> tuple[Text, ...]:
    return row(one.position, one.segment_name, one.name, listed(one.places, 3), listed(one.products, 5), listed(one.honours, 3),
               *further, page_of(one.source_url, one.known_on))  # fmt: skip


def _parks(here: Present, cite: str) -> Part:
    """Where the firms stand: parks by chain, then what room is free and which funds are at home here."""
    chains = [c.name for c in here.chains if any(p.chain == c.id for p in here.parks)]
    count: dict[str, dict[str, int]] = {}
    for p in here.parks:
        count.setdefault(p.name, {})[p.chain_name] = p.n_firms
    rows = tuple(row(name, own.get(""), *(own.get(c) for c in chains)) for name, own in count.items())
    blocks: list[Block] = [Grid(("片区与产业链", "Parks by chain"), (("片区", "Park"), ("在营企业", "Firms"), *chains), rows, cite=cite)]  # fmt: skip
    if here.carriers:
        rooms: tuple[Title, ...] = (("载体", "Carrier"), ("地点", "Place"), ("用途", "Purpose"), ("可用面积(㎡)", "Free m²"), ("可用土地(亩)", "Free mu"),
                 ("可用日期", "Free from"), ("出处", "Source"))  # fmt: skip
        free = tuple(row(c.name, c.place or "", c.purpose or "", c.free_m2, c.free_mu, c.free_from or "", page_of(c.source_url, c.known_on))
                     for c in here.carriers)  # fmt: skip
        blocks.append(Grid(("载体", "Carriers"), rooms, free, cite=cite))
    if here.funds:
        purses: tuple[Title, ...] = (("基金", "Fund"), ("规模(亿元)", "Size, 100 m CNY"), ("管理人", "Managers"), ("投向", "Mandates"), ("出处", "Source"))  # fmt: skip
        known = tuple(row(f.name, f.size_100m_cny, listed(f.managers), listed(f.mandates), page_of(f.source_url, f.known_on))
                      for f in here.funds)  # fmt: skip
        blocks.append(Grid(("基金", "Funds"), purses, known, cite=cite))
    return Part(("片区、载体、基金", "Parks, carriers, funds"), tuple(blocks))
