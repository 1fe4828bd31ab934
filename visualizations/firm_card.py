"""企业画像: all that is on record about a firm, each line with the page that says it.

Names and codes, where it stands, what it does in which chain, honours, projects, kin, suppliers and customers.
"""

from graph.model.change import View
from queries import customers, firm_profile, suppliers
from queries.firm_profile import FirmProfile
from queries.methods import lookup
from queries.methods.answer import cell as worded
from queries.methods.family import KINSHIP_WORDS
from queries.methods.operations import FILLING_BASIS
from queries.methods.supply import SupplyTie
from visualizations import _sources
from visualizations._edition import may_be_shown, sum_shown
from visualizations._sheet import (
    Edition,
    Facts,
    Grid,
    Part,
    Prose,
    Sheet,
    Tiles,
    Title,
    html,
    listed,
    row,
    stamped,
    watermark,
)
from visualizations._sources import page_of

THROUGH = "经由关联企业的供需是推断,不是本企业自己的记录。"


def page(view: View, *, firm: str, place: str = "厦门市", edition: Edition = "internal") -> str:
    """The profile of a firm, seen from a place, as one HTML file."""
    return html(sheet(view, firm, place, edition), view)


def sheet(view: View, firm: str, place: str, edition: Edition) -> Sheet:
    """The profile as a sheet; for outsiders without talks and inferred ties."""
    found = firm_profile.ask(view, firm=firm, place=place)
    ties = (suppliers.ask(view, firm=firm, place=place).ties, customers.ask(view, firm=firm, place=place).ties)
    inside = edition == "internal"
    pages = _sources.behind(view, found.evidence, edition)
    cite = f"{found.name},{stamped(view)}"
    parts = (
        _who(found, view, cite, _counts(view, found, ties, edition, cite)),
        _does(found, view, cite),
        _holds(view, found, edition, cite),
        _supply(ties, inside, cite),
        _unknown(found, inside),
        _sources.part(pages, cite),
    )
    return Sheet(
        title=("企业画像", "Firm profile"), subtitle=found.name, parts=tuple(p for p in parts if p.blocks),
        stamp=view.stamp, edition=edition, watermark=watermark(view), paper="portrait",
        publishers=_sources.publishers(pages),
    )  # fmt: skip


Ties = tuple[tuple[SupplyTie, ...], tuple[SupplyTie, ...]]


def _counts(view: View, found: FirmProfile, ties: Ties, edition: Edition, cite: str) -> Tiles:
    """How much is on record of it; what goes through a related firm is not counted as its own."""
    own = [{t.name for t in those if t.basis in FILLING_BASIS and t.through == KINSHIP_WORDS["self"]} for those in ties]
    projects = [p for p in found.projects if may_be_shown(view, p.project_stage, p.stage_on, edition)]
    counts: tuple[tuple[Title, int], ...] = (
        (("所做环节", "Segments"), len({o.segment for o in found.operations})), (("荣誉资质", "Honours"), len(found.honours)),
        (("项目", "Projects"), len(projects)), (("供应商", "Suppliers"), len(own[0])), (("客户", "Customers"), len(own[1])),
    )  # fmt: skip
    items = tuple((label, str(n) if n else "—", "" if n else "库中没有记录") for label, n in counts)
    return Tiles(("一眼看全", "At a glance"), items, cite)


def _who(found: FirmProfile, view: View, cite: str, counts: Tiles) -> Part:
    pairs: list[tuple[Title, str]] = [
        (("名称", "Name"), found.name), (("统一社会信用代码", "Credit code"), found.uscc or ""),
        (("股票代码", "Stock code"), found.stock_code or ""), (("英文名", "English name"), found.name_en or ""),
        (("其他写法", "Also written"), listed(found.names, 12)), (("所在地", "Places"), listed(found.places, 8)),
        (f"相对{found.asked_place}", worded("locality", found.locality, view.rules["words"])),
        (("所任链主", "Leads"), listed(found.leads)), (("来源数", "Sources"), str(found.n_sources)),
    ]  # fmt: skip
    facts = Facts(("记录", "On record"), tuple(p for p in pairs if p[1]), cite)
    return Part(("基本信息", "Basic facts"), (counts, facts))


def _does(found: FirmProfile, view: View, cite: str) -> Part:
    words, chains = view.rules["words"], lookup.chain_names(view)
    rows = tuple(
        row(chains.get(o.chain, o.chain), o.segment_name, worded("activity", o.activity, words), worded("stage", o.stage, words), o.place or "",
            listed(o.products, 8), o.capacity or "", page_of(o.source_url, o.known_on), o.n_sources)
        for o in found.operations
    )  # fmt: skip
    heads = (("产业链", "Chain"), ("环节", "Segment"), ("活动", "Activity"), ("阶段", "Stage"), ("所在地", "Place"),
             ("产品", "Products"), ("产能", "Capacity"), ("出处", "Source"), ("来源数", "Sources"))  # fmt: skip
    return Part(("所做环节", "What it does"), (Grid("", heads, rows, cite=cite),))


def _holds(view: View, found: FirmProfile, edition: Edition, cite: str) -> Part:
    honours = tuple(
        row(
            h.name,
            worded("honour_level", h.honour_level, view.rules["words"]),
            str(h.year or ""),
            h.batch or "",
            page_of(h.source_url),
        )
        for h in found.honours
    )
    shown = [p for p in found.projects if may_be_shown(view, p.project_stage, p.stage_on, edition)]
    projects = tuple(
        row(p.name, p.project_stage or "", p.stage_on or "", sum_shown(p.planned_investment_100m_cny, edition), listed(p.segment_names),
            listed(p.places), page_of(p.source_url))
        for p in shown
    )  # fmt: skip
    kin = tuple(row(k.name, k.kinship) for k in found.kin)
    return Part(("荣誉、项目与关联企业", "Honours, projects, related firms"), (
        Grid(("荣誉资质", "Honours"), (("荣誉", "Honour"), ("级别", "Level"), ("年份", "Year"), ("批次", "Batch"), ("出处", "Source")), honours, cite=cite),
        Grid(("项目", "Projects"), (("项目", "Project"), ("阶段", "Stage"), ("日期", "Date"), ("计划总投资(亿元)", "Planned, 100 m CNY"), ("环节", "Segment"), ("地点", "Place"), ("出处", "Source")), projects, cite=cite),
        Grid(("关联企业", "Related firms"), (("企业", "Firm"), ("关系", "Relation")), kin, cite=cite),
    ))  # fmt: skip


def _supply(ties: Ties, inside: bool, cite: str) -> Part:
    heads = (("企业", "Firm"), ("产品", "Product"), ("环节", "Segment"), ("所在地", "Place"), ("距离(公里)", "km"),
             ("份额", "Share"), ("经由", "Through"), ("出处", "Source"))  # fmt: skip
    blocks = []
    for title, those in ((("供应商", "Suppliers"), ties[0]), (("客户", "Customers"), ties[1])):
        shown = [t for t in those if inside or t.basis in FILLING_BASIS]
        rows = tuple(
            row(t.name, t.product or "", t.segment_name or "", t.place or "", t.distance_km,
                t.share_note or (f"{t.share_pct:g}%" if t.share_pct is not None else ""), t.through,
                page_of(t.source_url, t.known_on))
            for t in shown
        )  # fmt: skip
        note = THROUGH if any(t.basis == "inferred" for t in shown) else ""
        blocks.append(Grid(title, heads, rows, note, cite=cite))
    return Part(("供需关系", "Supply"), tuple(blocks))


def _unknown(found: FirmProfile, inside: bool) -> Part:
    return Part(("不知道的", "Not known"), (Prose("", found.not_known),) if inside and found.not_known else ())
