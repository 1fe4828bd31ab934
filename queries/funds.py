"""Which funds are there, how large, who manages and feeds them, what are they for, and what of that is known?

子基金有哪些、规模多少?逐只列出知道到哪一层(规模、管理人、出资人、投向、已投);几只合计的数、以“等”收尾的名单照原样列出,不分摊。
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods import fund_rows, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.fund_rows import BREADTHS, FUNDS, Fund
from queries.methods.locality import AWAY
from queries.methods.reported import REPORTS, Report, ReportLine, line, number, reports
from queries.methods.rings import Rings, rings
from queries.methods.whereabouts import NEAREST_FIRST, Spot, best, nearest, spots

SEGMENTS = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[:PART_OF]-(s:Segment)
RETURN s.id AS segment
"""

CYPHER = f"{fund_rows.CYPHER};\n{SEGMENTS};\n{REPORTS}"
FUND = "基金"


class FundLine(Line):
    """A fund and what is known of it."""

    fund: str = Field(title="基金编号")
    name: str = Field(title="基金")
    name_note: str | None = Field(title="名称说明")
    fund_type: str | None = Field(title="基金类型")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    place: str | None = Field(title="所在地")
    size_100m_cny: Decimal | None = Field(title="规模(亿元)")
    size_said: str = Field(title="规模原意")
    called_100m_cny: Decimal | None = Field(title="已投(亿元)")
    committed_100m_cny: Decimal | None = Field(title="已承诺未投(亿元)")
    dry_powder_100m_cny: Decimal | None = Field(title="可投余额(亿元)")
    vintage_year: int | None = Field(title="成立年份")
    managers: tuple[str, ...] = Field(title="管理人")
    holders: tuple[str, ...] = Field(title="出资人")
    mandate_breadth: str = Field(title="投向范围")
    mandates: tuple[str, ...] = Field(title="投向")
    holdings: tuple[str, ...] = Field(title="已投企业")
    grain: tuple[str, ...] = Field(title="知道到哪一层")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Funds(Answer):
    """Funds one by one, and joint figures as they were reported."""

    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    chain: str = Field(title="产业链")
    n_inside: int = Field(title="区内基金数")
    n_with_size: int = Field(title="规模有记录的")
    n_with_dry_powder: int = Field(title="可投余额算得出的")
    n_elsewhere: int = Field(title="在外地的基金数(不列)")
    n_unplaced: int = Field(title="所在地库中没有记录的基金数(不列)")
    funds: tuple[FundLine, ...] = Field(title="基金")
    reported: tuple[ReportLine, ...] = Field(title="报告的合计数(不分摊到各只,也不与上表相加)")
    named_only: tuple[str, ...] = Field(title="报告点名而库中没有基金记录的")


@dataclass(frozen=True)
class _Setting:
    """How funds and places are seen from the asked place."""

    around: Rings
    known: Mapping[str, Spot]

    def is_near(self, fund: Fund) -> bool:
        """Is it here, maybe here, in the city or in the circle?"""
        scopes = (s for s in (self.around.place, self.around.city, self.around.circle) if s)
        return any(nearest(fund.places, s) not in AWAY for s in scopes)

    def line(self, fund: Fund) -> FundLine:
        """The fund as a line."""
        spot = best(fund.places, self.known)
        plain = {f: fund.row[f] for f in ("fund_type", "vintage_year", "known_on", "source_url")}
        here = {"locality": nearest(fund.places, self.around.place), **self.around.seen(fund.places)}
        tied = {"managers": _names(fund.managers), "holders": tuple(_stake(s) for s in fund.stakes),
                "mandates": _names(fund.mandates), "holdings": _names(fund.holdings)}  # fmt: skip
        money = {"size_100m_cny": fund.size, "size_said": fund.size_said, "dry_powder_100m_cny": fund.dry_powder}
        money |= {f: number(fund.row[f]) for f in ("called_100m_cny", "committed_100m_cny")}
        return FundLine.model_validate(
            {**plain, **here, **tied, **money, "fund": fund.id, "name": fund.name, "name_note": fund.name_note, "grain": fund.grain(),
             "place": spot.shown if spot else None, "mandate_breadth": BREADTHS[fund.breadth], "evidence": fund.evidence}
        )  # fmt: skip


def ask(view: View, *, place: str = "厦门市", chain: str = "", fund: str = "", within_km: float | None = None) -> Funds:
    """The funds of a place, or those mandated for a chain wherever they are, or one fund; joint totals beside."""
    around = rings(view, lookup.place(view, place), within_km)
    every = fund_rows.funds(view, _ids(view, fund))
    setting = _Setting(around, spots(view, [around.place.place, *(p for f in every for p in f.places)]))
    wanted = _targets(view, chain) if chain else frozenset[str]()
    asked = [f for f in every if not chain or any(m["other"] in wanted for m in f.mandates)]
    shown = [f for f in asked if fund or chain or setting.is_near(f)]
    lines = tuple(sorted(map(setting.line, shown), key=lambda f: (NEAREST_FIRST[f.locality], f.name, f.fund)))
    figures = [r for r in reports(view, around.place.inside | around.place.containing) if FUND in r.name and not fund]
    return Funds(
        **stamped(view), **_counts(asked, lines), n=len(lines), not_known=_not_known(lines, around.place.name),
        evidence=tuple(dict.fromkeys([*(e for f in lines for e in f.evidence), *(r.edge_id for r in figures)])),
        place=around.place.name, circle=around.circle.name if around.circle else None, within_km=within_km,
        chain=lookup.chain_names(view)[lookup.chain(view, chain)] if chain else "全部", funds=lines,
        reported=tuple(map(line, figures)), named_only=_named_only(figures, view),
    )  # fmt: skip


def _ids(view: View, text: str) -> list[str]:
    """The ids of the funds meant; of all without a name."""
    if not text:
        return [r["id"] for r in view.rows(FUNDS)]
    found, nearby = fund_rows.called(view, text)
    if not found:
        close = f";相近的有 {'、'.join(nearby)}" if nearby else ""
        raise QuestionError(f"基金 {text}:库中没有这只基金的记录{close};请写全称或简称,chainscout ask funds 列出全部")
    return [n.id for n in found]


def _targets(view: View, chain: str) -> frozenset[str]:
    """What a mandate for a chain or group may name: it, its chains, their segments."""
    chains = lookup.chains(view, chain)
    inner = (r["segment"] for r in view.rows(SEGMENTS, {"chains": list(chains)}))
    return frozenset((lookup.chain(view, chain), *chains, *inner))


def _names(rows: Iterable[Mapping[str, str | None]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r["name"] or r["other"] or "" for r in rows))


def _stake(row: Mapping[str, float | str | None]) -> str:
    share = f"{row['stake_pct']:g}%" if isinstance(row["stake_pct"], (int, float, Decimal)) else ""
    money = f"{row['stake_100m_cny']:g}亿元" if isinstance(row["stake_100m_cny"], (int, float, Decimal)) else ""
    inner = ",".join(t for t in (money, share) if t)
    return f"{row['name'] or row['other']}({inner})" if inner else str(row["name"] or row["other"])


def _counts(asked: Sequence[Fund], lines: Sequence[FundLine]) -> dict[str, int]:
    hidden = {f.id for f in asked} - {x.fund for x in lines}
    unplaced = sum(f.id in hidden and not f.places for f in asked)
    return {
        "n_inside": sum(x.locality == "inside" for x in lines),
        "n_with_size": sum(x.size_100m_cny is not None for x in lines),
        "n_with_dry_powder": sum(x.dry_powder_100m_cny is not None for x in lines),
        "n_elsewhere": len(hidden) - unplaced,
        "n_unplaced": unplaced,
    }


def _named_only(figures: Sequence[Report], view: View) -> tuple[str, ...]:
    """Names an open list gives that no fund on record has."""
    notes = [r.value_note for r in figures if r.is_open_list and r.value_note]
    names = dict.fromkeys(n for note in notes for n in fund_rows.listed(note))
    return tuple(n for n in names if not fund_rows.called(view, n)[0])


def _not_known(lines: Sequence[FundLine], place: str) -> tuple[str, ...]:
    said = []
    if not lines:
        said.append(f"{place}:库中没有符合的基金记录,不等于没有")
    provisional = sum(x.name_note is not None for x in lines)
    if provisional:
        said.append(f"{provisional}只基金的名称在来源中是暂定名,登记时可能改名,也可能没有设立")
    sizeless = sum(x.size_100m_cny is None for x in lines)
    if sizeless:
        said.append(f"{sizeless}只基金的规模库中没有记录")
    dry = sum(x.dry_powder_100m_cny is None for x in lines)
    if dry:
        said.append(f"{dry}只基金的已投、已承诺金额库中没有记录,可投余额算不出")
    if any(x.mandate_breadth in ("不限", "多链") for x in lines):
        said.append("投向不限或多链的基金不算作某一环节的基金")
    return tuple(said)
