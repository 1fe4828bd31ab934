"""基金画像: all that is on record about a fund, each line with the page that says it.

Names, sums at each grain, managers and owners, mandates, holdings and which of them sit on a gap here, what must be
confirmed before it may be a condition of a project settling, what is not known.
"""

from collections.abc import Mapping, Sequence

from graph.model.change import View
from queries import fund_gate, fund_profile, holdings_on_gaps
from queries.fund_profile import FundHolding, FundParty, FundProfile
from queries.holdings_on_gaps import OnGap
from queries.methods.answer import cell as worded
from queries.methods.operations import FILLING_BASIS
from queries.methods.rules import rules_of
from visualizations import _sources
from visualizations._sheet import (
    Block,
    Cell,
    Edition,
    Facts,
    Grid,
    Part,
    Prose,
    Sheet,
    Text,
    Tiles,
    Title,
    html,
    listed,
    row,
    stamped,
    watermark,
)
from visualizations._sources import page_of

NONE = "库中没有记录"
PARTY: tuple[Title, ...] = (("名称", "Name"), ("身份", "Role"), ("类别", "Kind"), ("出资额(亿元)", "Stake, 100 m CNY"),
                            ("比例(%)", "Share, %"), ("合伙人类型", "Partner"), ("依据", "Basis"), ("出处", "Source"))  # fmt: skip


def page(view: View, *, fund: str, place: str = "厦门市", edition: Edition = "internal") -> str:
    """The profile of a fund, seen from a place, as one HTML file."""
    return html(sheet(view, fund, place, edition), view)


def sheet(view: View, fund: str, place: str, edition: Edition) -> Sheet:
    """The profile as a sheet; for outsiders without what is planned, what is left to invest, gaps and conditions."""
    found, inside = fund_profile.ask(view, fund=fund, place=place), edition == "internal"
    gaps = holdings_on_gaps.ask(view, funds=(found.fund,), place=place).on_gaps if inside and found.holdings else ()
    by_firm = {g.firm: [x for x in gaps if x.firm == g.firm] for g in gaps}
    cite = f"{found.name},{stamped(view)}"
    pages = _sources.behind(view, found.evidence, edition)
    parts = [
        _who(view, found, by_firm, cite, inside),
        _sums(found, cite, inside),
        _owners(view, found, cite, inside),
        _mandates(view, found, cite, inside),
        _holdings(view, found, by_firm, cite, inside),
    ]
    if inside:
        parts += [_gate(view, found, cite), Part(("不知道的", "Not known"), (Prose("", found.not_known, "warn"),))]
    return Sheet(
        ("基金画像", "Fund profile"), found.name, (*parts, _sources.part(pages, cite)), view.stamp, edition,
        watermark(view), "portrait", _sources.publishers(pages),
    )  # fmt: skip


def _who(view: View, found: FundProfile, gaps: Mapping[str, Sequence[OnGap]], cite: str, inside: bool) -> Part:
    name = f"{found.name}(暂定名)" if found.is_provisional and "暂定名" not in found.name else found.name
    years = f"{found.term_years}年" if found.term_years else ""
    here = (
        worded("locality", found.locality, view.rules["words"])
        if found.places
        else "所在地库中没有记录"
        if inside
        else ""
    )
    pairs: list[tuple[Title, Text]] = [
        (("名称", "Name"), name), (("简称", "Short name"), found.short_name or ""), (("类型", "Type"), found.fund_type or ""),
        (("所在地", "Place"), listed(found.places)), ((f"相对{found.asked_place}", "Seen from the place"), here),
        (("成立年份", "Founded"), str(found.vintage_year or "")), (("存续期", "Term"), years),
        (("投资阶段", "Stage"), found.invest_stage or ""), (("知道到哪一层", "Known of it"), listed(found.grain, 9) if inside else ""),
        (("出处", "Source"), page_of(found.source_url, found.published_on)),
    ]  # fmt: skip
    owners = {h.party for h in found.holders if inside or h.basis in FILLING_BASIS}
    held = {h.firm for h in found.holdings if inside or h.basis in FILLING_BASIS}
    tiles = [(("规模(亿元)", "Size, 100 m CNY"), *_size(found)), (("出资人", "Owners"), *_counted(len(owners))),
             (("已投企业", "Holdings"), *_counted(len(held)))]  # fmt: skip
    if inside:
        hits = [f for f, those in gaps.items() if any(g.is_gap for g in those)]
        left = "—" if found.dry_powder_100m_cny is None else f"{found.dry_powder_100m_cny.normalize():f}"
        on_gaps = (str(len(hits)), f"{found.asked_place},有本地买家") if held else ("—", NONE)
        tiles += [(("其中在本地缺口上", "On gaps here"), *on_gaps),
                  (("可投余额(亿元)", "Left, 100 m CNY"), left, "规模−已投−已承诺" if left != "—" else "三项没有都记录,算不出")]  # fmt: skip
    return Part(("基本信息", "Who"), (Tiles(("一眼看全", "At a glance"), tuple(tiles), cite),
                                  Facts(("记录", "On record"), tuple(p for p in pairs if p[1]), cite)))  # fmt: skip


def _counted(n: int) -> tuple[str, str]:
    """How many are on record; none on record is not none."""
    return (str(n), "家有记录") if n else ("—", NONE)


def _size(found: FundProfile) -> tuple[str, str]:
    """The figure and how it was qualified; a dash where none is on record."""
    figure, _, qualifier = found.size_said.partition("(")
    return (figure.removesuffix("亿元"), qualifier.removesuffix(")")) if found.size_said[:1].isdigit() else ("—", NONE)


def _sums(found: FundProfile, cite: str, inside: bool) -> Part:
    shown = [s for s in found.sums if inside or s.grain == "规模"]
    rows = tuple(row(s.grain, s.amount_100m_cny, s.qualifier or "", s.counts, page_of(s.source_url, s.known_on)) for s in shown)  # fmt: skip
    heads = (("口径", "Grain"), ("金额(亿元)", "100 m CNY"), ("原文说明", "As said"), ("是否采用", "Counts"), ("出处", "Source"))  # fmt: skip
    blocks: list[Block] = [
        Grid(("规模与已投", "Sums"), heads, rows, "目标、首期、暂定、总认缴都不是到位的钱。", cite=cite)
    ]
    if found.reported:
        joint = tuple(row(r.name, r.said, r.period or "", r.place, ";".join(r.caveats), page_of(r.source_url, r.known_on)) for r in found.reported)  # fmt: skip
        titles = (("指标", "Indicator"), ("原意", "As said"), ("期间", "Period"), ("报告地点", "Reported by"), ("须注意", "Mind"), ("出处", "Source"))  # fmt: skip
        blocks.append(Grid(("点名它的合计数", "Joint totals that name it"), titles, joint, "合计数不分摊到任何一只基金。", cite=cite))  # fmt: skip
    return Part(("规模", "Size"), tuple(blocks))


def _owners(view: View, found: FundProfile, cite: str, inside: bool) -> Part:
    def shown(those: Sequence[FundParty]) -> list[FundParty]:
        return [p for p in those if inside or p.basis in FILLING_BASIS]

    def rows(those: Sequence[FundParty]) -> tuple[tuple[Text, ...], ...]:
        return tuple(
            row(p.name, p.role, p.party_kind, p.stake_100m_cny, p.stake_pct, worded("partner_type", p.partner_type),
                worded("basis", p.basis, view.rules["words"]), page_of(p.source_url, p.known_on))
            for p in shown(those)
        )  # fmt: skip

    told = any(h.partner_type for h in shown(found.holders))
    note = (
        f"{'合伙人类型空着的' if told else '普通合伙人、有限合伙人的身份'}库中没有记录;管理人另列。"
        if inside
        else "管理人另列。"
    )
    blocks = [Grid(("管理人与出资人", "Managers and owners"), PARTY, rows((*found.managers, *found.holders)), note, cite=cite)]  # fmt: skip
    if found.feeds:
        blocks.append(Grid(("它出资的基金", "Funds it feeds"), PARTY, rows(found.feeds), cite=cite))
    return Part(("管理与出资", "Managers and owners"), tuple(blocks))


def _mandates(view: View, found: FundProfile, cite: str, inside: bool) -> Part:
    words = {True: "是,按该范围计", False: "否,不补任何环节"}
    rows = tuple(
        row(m.name, m.target_kind, words[m.is_named], worded("basis", m.basis, view.rules["words"]), page_of(m.source_url, m.known_on))
        for m in found.mandates if inside or m.basis in FILLING_BASIS
    )  # fmt: skip
    heads = (("投向", "Mandate"), ("级别", "Level"), ("算点名", "By name"), ("依据", "Basis"), ("出处", "Source"))
    note = f"投向范围:{found.mandate_breadth}。" + (f"{found.mandate_note}。" if found.mandate_note else "")
    if found.mandate_breadth in ("不限", "多链"):
        note += "投向不限或多链的基金不算任何一个环节的基金,不补任何环节。"
    return Part(("投向", "Mandate"), (Grid("", heads, rows, note, cite=cite),))


def _holdings(view: View, found: FundProfile, gaps: Mapping[str, Sequence[OnGap]], cite: str, inside: bool) -> Part:
    rows = tuple(
        (*_held(view, h), *((_on_gap(view, gaps.get(h.firm, ())),) if inside else ()), page_of(h.source_url, h.known_on))
        for h in found.holdings if inside or h.basis in FILLING_BASIS
    )  # fmt: skip
    heads: tuple[Title, ...] = (("企业", "Firm"), ("轮次", "Round"), ("日期", "Date"), ("金额(亿元)", "100 m CNY"), ("所做环节", "Segments"),
             ("所在地", "Place"), ("区位", "Locality"), ("依据", "Basis"))  # fmt: skip
    gap: tuple[Title, ...] = ((f"{found.asked_place}的缺口", "Gap here"),) if inside else ()
    return Part(("已投企业", "Holdings"), (
        Grid("", (*heads, *gap, ("出处", "Source")), rows, empty="库中没有已投企业的记录,不等于没有投过", cite=cite),
    ))  # fmt: skip


def _held(view: View, one: FundHolding) -> tuple[Text, ...]:
    words = view.rules["words"]
    return row(
        Cell(one.name, grade=one.grade), one.funding_round or "", one.invested_on or "未注日期", one.invested_100m_cny,
        listed(one.segments), one.place or "地点不明", worded("locality", one.locality, words) if one.place else "",
        worded("basis", one.basis, words),
    )  # fmt: skip


def _on_gap(view: View, those: Sequence[OnGap]) -> Text:
    """The gap the firm sits on: buyers here first, then without; which firm it is decides, not the fund's mandate."""
    if not those:
        return ""
    states = {w: s for s, w in rules_of(view.rules).words.state.items()}
    said = "、".join(f"{g.segment_name}({g.chain}){'' if g.is_gap else ':二阶缺口,本地尚无买家'}" for g in those)
    return Cell(said, state=states.get(those[0].state_word))


def _gate(view: View, found: FundProfile, cite: str) -> Part:
    gate = fund_gate.ask(view, fund=found.fund)
    rows = tuple(row(p.asked, p.outcome, p.record, p.rule, p.to_ask, page_of(p.source_url)) for p in gate.points)
    heads = (("要确认什么", "Point"), ("结论", "Outcome"), ("库中记录", "On record"), ("判据", "Rule"), ("向谁确认", "Whom to ask"),
             ("出处", "Source"))  # fmt: skip
    return Part(("能否作为落地条件", "As a condition"), (
        Prose("", (gate.verdict,), "warn"), Grid(("逐项", "Point by point"), heads, rows, cite=cite),
    ))  # fmt: skip
