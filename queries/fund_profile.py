"""What is known of a fund: its names, sums at each grain, managers, owners, mandates, holdings, and who says so?

某只基金的画像:名称(暂定名标明)、规模与已投已承诺各按什么口径、谁管理、谁出资、投向点名到哪条链哪个环节、投了哪些企业,各凭什么来源?
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import fund_rows, lookup, operations
from queries.methods.answer import Answer, Line, stamped
from queries.methods.fund_rows import BREADTHS, Fund
from queries.methods.grades import grade_of
from queries.methods.locality import Scope, scope
from queries.methods.reported import REPORTS, ReportLine, line, number, reports
from queries.methods.whereabouts import Spot, best, nearest, seats, spots

FEEDS = """
MATCH (f:Fund {id: $fund})-[s:HOLDS_STAKE_IN]->(g:Fund)
RETURN g.id AS other, g.name AS name, 'Fund' AS kind, s.stake_pct AS stake_pct, s.stake_100m_cny AS stake_100m_cny,
       s.partner_type AS partner_type, s.basis AS basis, s.known_on AS known_on, s.edge_id AS edge_id, s.source_url AS source_url
"""

CYPHER = ";\n".join((fund_rows.CYPHER, FEEDS, operations.OF_FIRMS, REPORTS))

GRAINS = {"size_100m_cny": "规模", "called_100m_cny": "已投", "committed_100m_cny": "已承诺未投"}
KINDS = {"Firm": "企业", "Fund": "基金", "Chain": "产业链", "Segment": "环节"}


class FundSum(Line):
    """A sum of the fund at one grain, as one page says it."""

    grain: str = Field(title="口径")
    amount_100m_cny: Decimal = Field(title="金额(亿元)")
    qualifier: str | None = Field(title="原文说明")
    counts: str = Field(title="是否采用")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")


class FundParty(Line):
    """Who manages the fund, holds a stake in it, or is a fund it feeds."""

    party: str = Field(title="编号")
    name: str = Field(title="名称")
    party_kind: str = Field(title="类别")
    role: str = Field(title="身份")
    stake_100m_cny: Decimal | None = Field(title="出资额(亿元)")
    stake_pct: Decimal | None = Field(title="出资比例(%)")
    partner_type: str | None = Field(title="合伙人类型")
    basis: str = Field(title="依据类型")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FundTarget(Line):
    """A chain or segment the mandate speaks of."""

    target: str = Field(title="编号")
    name: str = Field(title="投向")
    target_kind: str = Field(title="级别")
    is_named: bool = Field(title="算点名")
    basis: str = Field(title="依据类型")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FundHolding(Line):
    """One investment on record in one firm."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    funding_round: str | None = Field(title="轮次")
    invested_on: str | None = Field(title="投资日期")
    invested_100m_cny: Decimal | None = Field(title="投资金额(亿元)")
    segments: tuple[str, ...] = Field(title="所做环节")
    place: str | None = Field(title="企业所在地")
    locality: str = Field(title="区位")
    basis: str = Field(title="依据类型")
    grade: str = Field(title="证据等级")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class FundProfile(Answer):
    """All that stands of one fund."""

    fund: str = Field(title="基金编号")
    name: str = Field(title="基金")
    is_provisional: bool = Field(title="名称为暂定")
    short_name: str | None = Field(title="简称")
    fund_type: str | None = Field(title="基金类型")
    asked_place: str = Field(title="问及地点")
    locality: str = Field(title="区位")
    places: tuple[str, ...] = Field(title="所在地")
    vintage_year: int | None = Field(title="成立年份")
    term_years: int | None = Field(title="存续期(年)")
    invest_stage: str | None = Field(title="投资阶段")
    size_said: str = Field(title="规模原意")
    dry_powder_100m_cny: Decimal | None = Field(title="可投余额(亿元)")
    mandate_breadth: str = Field(title="投向范围")
    mandate_note: str | None = Field(title="投向说明")
    grain: tuple[str, ...] = Field(title="知道到哪一层")
    published_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    sums: tuple[FundSum, ...] = Field(title="规模与已投")
    managers: tuple[FundParty, ...] = Field(title="管理人")
    holders: tuple[FundParty, ...] = Field(title="出资人")
    feeds: tuple[FundParty, ...] = Field(title="出资的基金")
    mandates: tuple[FundTarget, ...] = Field(title="投向")
    holdings: tuple[FundHolding, ...] = Field(title="已投企业")
    reported: tuple[ReportLine, ...] = Field(title="点名它的合计数(不分摊)")


def ask(view: View, *, fund: str, place: str = "厦门市") -> FundProfile:
    """Everything on record about a fund, seen from a place."""
    one, around = fund_rows.the_fund(view, fund), scope(view, lookup.place(view, place))
    managers = tuple(_party(m, "管理人") for m in one.managers)
    holders = tuple(_party(s, _role(s, one)) for s in one.stakes)
    feeds = tuple(_party(s, "出资人") for s in _ordered(view.rows(FEEDS, {"fund": one.id})))
    held = tuple(_holdings(view, one, around))
    figures = [r for r in reports(view, around.inside | around.containing) if _names(r.value_note, one)]
    known = spots(view, one.places)
    own: Row = {f: one.row[f] for f in ("short_name", "fund_type", "vintage_year", "term_years", "invest_stage", "mandate_note", "source_url")}  # fmt: skip
    n = sum(map(len, (managers, holders, feeds, one.mandates, held)))
    edges = [*one.evidence, *(e for p in feeds for e in p.evidence), *(r.edge_id for r in figures)]
    profile = FundProfile(
        **stamped(view), **own, published_on=one.row["known_on"], n=n, evidence=tuple(dict.fromkeys(edges)), fund=one.id, name=one.name,
        is_provisional=one.name_note is not None, asked_place=around.name,
        locality=nearest(one.places, around),
        places=tuple(known[p].shown for p in one.places if p in known), size_said=one.size_said,
        dry_powder_100m_cny=one.dry_powder, mandate_breadth=BREADTHS[one.breadth], grain=one.grain(),
        sums=tuple(_sums(view, one)), managers=managers, holders=holders, feeds=feeds,
        mandates=tuple(_target(m, one) for m in one.mandates), holdings=held, reported=tuple(map(line, figures)),
    )  # fmt: skip
    return profile.model_copy(update={"not_known": unsaid(profile)})


def _ordered(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda r: (str(r["name"]), str(r["edge_id"])))


def _party(row: Row, role: str) -> FundParty:
    return FundParty(
        party=row["other"], name=row["name"] or row["other"], party_kind=KINDS[row.get("kind") or "Firm"], role=role,
        stake_100m_cny=number(row.get("stake_100m_cny")), stake_pct=number(row.get("stake_pct")),
        partner_type=row.get("partner_type"),
        basis=row["basis"] or "declared", known_on=row["known_on"], source_url=row["source_url"],
        evidence=(row["edge_id"],),
    )  # fmt: skip


def _role(stake: Row, fund: Fund) -> str:
    """Whether a holder manages the fund too; as which partner it holds stands apart."""
    return "出资人兼管理人" if stake["other"] in {m["other"] for m in fund.managers} else "出资人"


def _target(row: Row, fund: Fund) -> FundTarget:
    return FundTarget(
        target=row["other"], name=row["name"] or row["other"], target_kind=KINDS[row["kind"]],
        is_named=row["other"] in fund.named_for, basis=row["basis"] or "declared", known_on=row["known_on"],
        source_url=row["source_url"], evidence=(row["edge_id"],),
    )  # fmt: skip


def _names(note: str | None, fund: Fund) -> bool:
    """Does a reported list name this fund?"""
    return bool(note) and bool({fund.name, fund.row["short_name"]} & set(fund_rows.listed(str(note))))


def _sums(view: View, fund: Fund) -> Iterable[FundSum]:
    """Each sum as each page says it, the one that counts first; without evidence what the fund itself holds."""
    claims = view.evidence([fund.id])
    for field, grain in GRAINS.items():
        own = number(fund.row[field])
        told = {_told(c, field) for c in claims if (c.get("fields") or {}).get(field) is not None}
        if own is not None and not any(amount == own for amount, *_ in told):
            qualifier = fund.row["size_qualifier"] if field == "size_100m_cny" else None
            told.add((own, qualifier, fund.row["known_on"], fund.row["source_url"]))
        for amount, qualifier, known_on, url in sorted(told, key=lambda t: (t[0] != own, tuple(map(str, t)))):
            yield FundSum(grain=grain, amount_100m_cny=amount, qualifier=qualifier, counts="采用" if amount == own else "另有一说",
                          known_on=known_on, source_url=url)  # fmt: skip


def _told(claim: Row, field: str) -> tuple[Decimal, str | None, str | None, str | None]:
    fields: Mapping[str, object] = claim["fields"]
    qualifier = fields.get("size_qualifier") if field == "size_100m_cny" else None
    return (
        Decimal(format(Decimal(str(fields[field])).normalize(), "f")),
        None if qualifier is None else str(qualifier),
        claim["published_on"],
        claim["address"],
    )


def _holdings(view: View, fund: Fund, around: Scope) -> Iterable[FundHolding]:
    """What it holds, each investment with the segments the firm makes and where it stands."""
    firms = sorted({h["other"] for h in fund.holdings})
    done = [o for o in operations.of_firms(view, firms) if o.fills]
    names = lookup.segment_names(view, (o.segment for o in done))
    stands = seats(view, firms)
    known = spots(view, (p for places in stands.values() for p in places))
    for row in fund.holdings:
        segments = tuple(dict.fromkeys(names.get(o.segment, o.segment) for o in done if o.firm == row["other"]))
        places = stands.get(row["other"], ())
        yield _holding(row, segments, best(places, known), nearest(places, around))


def _holding(row: Row, segments: Sequence[str], spot: Spot | None, where: str) -> FundHolding:
    basis = row["basis"] or "declared"
    return FundHolding(
        firm=row["other"], name=row["name"] or row["other"], funding_round=row["funding_round"],
        invested_on=row["invested_on"], invested_100m_cny=number(row["invested_100m_cny"]), segments=tuple(segments),
        place=spot.shown if spot else None, locality=where, basis=basis,
        grade=grade_of(row["n_sources"] or 0, row["source_url"], basis), known_on=row["known_on"],
        source_url=row["source_url"], evidence=(row["edge_id"],),
    )  # fmt: skip


def unsaid(profile: FundProfile) -> tuple[str, ...]:
    """What no record says about the fund, and what must not be read into what is there."""
    have = {"规模": any(s.grain == "规模" for s in profile.sums), "已投金额": any(s.grain == "已投" for s in profile.sums),
            "已承诺未投金额": any(s.grain == "已承诺未投" for s in profile.sums), "成立年份": profile.vintage_year,
            "存续期": profile.term_years, "管理人": profile.managers, "出资人": profile.holders,
            "投向": profile.mandates or profile.mandate_breadth in ("不限", "多链"), "已投企业": profile.holdings, "所在地": profile.places}  # fmt: skip
    lacking = [what for what, value in have.items() if not value]
    said = [f"库中没有记录:{'、'.join(lacking)};不等于没有"] if lacking else []
    untold = sum(h.partner_type is None for h in profile.holders)
    if untold:
        said.append(f"{untold}家出资人是普通合伙人还是有限合伙人,库中没有记录")
    if profile.mandate_breadth in ("不限", "多链"):
        said.append(f"投向{profile.mandate_breadth}:不算作任何一个环节的基金,不补任何缺口")
    if any(not h.segments for h in profile.holdings):
        said.append(f"{len({h.firm for h in profile.holdings if not h.segments})}家已投企业做哪个环节库中没有记录")
    return tuple(said)
