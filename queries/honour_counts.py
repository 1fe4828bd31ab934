"""How many firms here hold a title, a listing stage or a size tier: which, since when, how many new, what is reported?

园区有几家规上企业、专精特新、单项冠军(及上市后备、百亿企业等)?存量、某年新增与本地自己报告的数分列,并列出名单。
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.dates import through
from queries.methods.locality import AWAY, Scope
from queries.methods.periods import newest_last
from queries.methods.reported import REPORTS, Report, ReportLine, line, matching, of_year, reports
from queries.methods.rings import Rings, rings
from queries.methods.whereabouts import NEAREST_FIRST, nearest, seats
from queries.methods.years import asked_year

HONOURS = """
MATCH (o:Honour)
RETURN o.id AS honour, o.name AS name, o.aliases AS aliases, o.honour_type AS honour_type, o.honour_level AS honour_level
"""

KINDS: Mapping[str, str] = {"Firm": "企业", "Project": "项目", "Platform": "平台", "Place": "地点"}

HOLDERS: Mapping[str, str] = {
    kind: f"""
UNWIND $honours AS honour
MATCH (o:Honour {{id: honour}})<-[h:HOLDS]-(x:{kind})
WHERE h.basis IS NULL OR h.basis IN ['observed', 'declared']
RETURN o.id AS honour, '{kind}' AS kind, x.id AS holder, x.name AS name, h.year AS year, h.batch AS batch, h.until AS until,
       h.review AS review, h.review_due_on AS review_due_on, h.known_on AS known_on, h.source_url AS source_url,
       h.edge_id AS edge_id
"""
    for kind in KINDS
}

SITES: Mapping[str, str] = {
    kind: f"UNWIND $ids AS id MATCH (x:{kind} {{id: id}})-[:LOCATED_IN]->(p:Place) RETURN x.id AS id, p.id AS place"
    for kind in ("Project", "Platform")
}

CYPHER = ";\n".join((HONOURS, *HOLDERS.values(), *SITES.values(), REPORTS))
FAILED = "复核未过"
COUNTED = ("家", "个", "户", "项", "只", "支")


class HonourCount(Line):
    """One honour and one kind of holder: those that hold it here, and those new in the year."""

    honour: str = Field(title="荣誉编号")
    name: str = Field(title="名称")
    honour_type: str | None = Field(title="荣誉类型")
    honour_level: str | None = Field(title="级别")
    holder_kind: str = Field(title="谁的")
    n_held: int = Field(title="区内点名持有数")
    n_undecided: int = Field(title="片区不明数")
    n_in_city: int | None = Field(title="市内数")
    n_in_circle: int | None = Field(title="圈内数")
    years: tuple[int, ...] = Field(title="记录所属年份")
    year: int | None = Field(title="新增年份")
    n_new: int | None = Field(title="区内当年新增点名数")
    n_validity_unknown: int = Field(title="其中有效期未载数")
    n_failed: int = Field(title="复核未过数(不计入)")


class Holder(Line):
    """One holder of one honour."""

    honour_name: str = Field(title="荣誉")
    holder_kind: str = Field(title="谁的")
    holder: str = Field(title="编号")
    name: str = Field(title="名称")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    years: tuple[int, ...] = Field(title="年份")
    batches: tuple[str, ...] = Field(title="批次")
    validity: str = Field(title="有效性")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class HonourCounts(Answer):
    """Counts of holders by honour, the list, and what the place itself reports."""

    honour: str = Field(title="所问")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    n_firms: int = Field(title="区内点名企业数(去重,只计企业)")
    counts: tuple[HonourCount, ...] = Field(title="点名计数(名称不同的不相加)")
    holders: tuple[Holder, ...] = Field(title="名单")
    reported: tuple[ReportLine, ...] = Field(title="本地报告的数(与名单互不相加)")


@dataclass(frozen=True)
class _Held:
    """All records of one holder and one honour."""

    row: Row
    records: tuple[Row, ...]
    places: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({r["year"] for r in self.records if r["year"]}))

    @property
    def has_failed(self) -> bool:
        """Did the newest record fail its review?"""
        return bool(max(self.records, key=lambda r: (r["year"] or 0, r["known_on"] or ""))["review"] == "failed")

    def validity(self, as_of: str) -> str:
        """What the records say of whether it is still held."""
        if self.has_failed:
            return FAILED
        if any(r["review"] == "passed" for r in self.records):
            return "复核通过"
        if any(r["until"] for r in self.records):
            return f"有效至{max(through(r['until']) for r in self.records if r['until'])}"
        due = max((r["review_due_on"] for r in self.records if r["review_due_on"]), default=None)
        return f"应于{due}复核,结果未载" if due and due <= as_of else "有效期未载"


def ask(
    view: View, *, honour: str = "", place: str = "厦门市", year: int | None = None, within_km: float | None = None
) -> HonourCounts:
    """Who here holds an honour (any whose name contains the word), how many new in a year, what is reported."""
    year, around = asked_year(year), rings(view, lookup.place(view, place), within_km)
    honours = {r["honour"]: r for r in matching(honour, view.rows(HONOURS), _names)}
    held = _held(view, sorted(honours))
    near = [h for h in held if _is_near(h, around)]
    counts = tuple(_counts(near, honours, around, year))
    holders = tuple(sorted((_holder(h, honours, around, view.stamp.as_of) for h in near), key=_order))
    own = reports(view, around.place.inside | around.place.containing)
    figures = [r for r in matching(honour, own, lambda r: r.names) if r.unit in COUNTED and of_year(r.period, year)]
    figures = [r for r in figures if honour or r.indicator in _of_honours(own, honours)]
    shown = tuple(map(line, sorted(figures, key=lambda r: r.place != around.place.place)))
    return HonourCounts(
        **stamped(view),
        n=len(holders),
        not_known=_not_known(honour, near, figures, held, around),
        evidence=tuple(dict.fromkeys(e for x in (holders, shown) for h in x for e in h.evidence)),
        honour=honour or "全部荣誉资质",
        place=around.place.name,
        circle=around.circle.name if around.circle else None,
        within_km=within_km,
        n_firms=len(
            {
                h.holder
                for h in holders
                if h.holder_kind == KINDS["Firm"] and h.locality == "inside" and h.validity != FAILED
            }
        ),
        counts=counts,
        holders=holders,
        reported=shown,
    )


def _names(row: Row) -> list[str]:
    return [row["name"] or row["honour"], *(row["aliases"] or ())]


def _of_honours(figures: Sequence[Report], honours: Mapping[str, Row]) -> set[str]:
    """The indicators that count holders of one of the honours, by its name."""
    called = [n for r in honours.values() for n in _names(r)]
    return {f.indicator for f in figures if any(n in f.name for n in called)}


def _held(view: View, honours: Sequence[str]) -> list[_Held]:
    rows = [r for query in HOLDERS.values() for r in view.rows(query, {"honours": honours})] if honours else []
    grouped: dict[tuple[str, str, str], list[Row]] = {}
    for row in sorted(rows, key=lambda r: str(r["edge_id"])):
        grouped.setdefault((row["honour"], row["kind"], row["holder"]), []).append(row)
    where = _where(view, {(kind, holder) for _, kind, holder in grouped})
    return [_Held(same[0], tuple(same), where.get(key[2], ())) for key, same in sorted(grouped.items())]


def _where(view: View, holders: set[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The places of holders; a place stands in itself."""
    found = dict(seats(view, (h for kind, h in holders if kind == "Firm")))
    found |= {h: (h,) for kind, h in holders if kind == "Place"}
    for kind, query in SITES.items():
        ids = sorted(h for k, h in holders if k == kind)
        for row in view.rows(query, {"ids": ids}) if ids else ():
            found[row["id"]] = (*found.get(row["id"], ()), row["place"])
    return found


def _is_near(held: _Held, around: Rings) -> bool:
    scopes = [s for s in (around.place, around.city, around.circle) if s]
    return any(nearest(held.places, s) not in AWAY for s in scopes)


def _counts(
    near: Sequence[_Held], honours: Mapping[str, Row], around: Rings, year: int | None
) -> Iterable[HonourCount]:
    grouped: dict[tuple[str, str], list[_Held]] = {}
    for one in near:
        grouped.setdefault((one.row["honour"], one.row["kind"]), []).append(one)
    for (honour, kind), those in sorted(grouped.items(), key=lambda g: (honours[g[0][0]]["name"] or "", g[0])):
        valid = [h for h in those if not h.has_failed]
        here = [h for h in valid if nearest(h.places, around.place) == "inside"]
        newest = year or max((y for h in here for y in h.years), default=None)
        yield HonourCount(
            honour=honour, name=honours[honour]["name"] or honour, honour_type=honours[honour]["honour_type"],
            honour_level=honours[honour]["honour_level"], holder_kind=KINDS[kind], n_held=len(here),
            n_undecided=sum(nearest(h.places, around.place) == "undecided" for h in valid),
            n_in_city=_n(valid, around.city), n_in_circle=_n(valid, around.circle),
            years=tuple(sorted({y for h in valid for y in h.years})), year=newest,
            n_new=None if newest is None else sum(newest in h.years for h in here),
            n_validity_unknown=sum(not any(r["until"] or r["review"] for r in h.records) for h in here),
            n_failed=len(those) - len(valid),
        )  # fmt: skip


def _n(held: Sequence[_Held], scope: Scope | None) -> int | None:
    return None if scope is None else sum(nearest(h.places, scope) == "inside" for h in held)


def _holder(held: _Held, honours: Mapping[str, Row], around: Rings, as_of: str) -> Holder:
    newest = max(held.records, key=lambda r: (r["year"] or 0, r["known_on"] or ""))
    return Holder(
        honour_name=honours[held.row["honour"]]["name"] or held.row["honour"], holder_kind=KINDS[held.row["kind"]],
        holder=held.row["holder"], name=held.row["name"] or held.row["holder"],
        locality=nearest(held.places, around.place), **around.seen(held.places), years=held.years,
        batches=tuple(dict.fromkeys(r["batch"] for r in held.records if r["batch"])), validity=held.validity(as_of),
        known_on=newest["known_on"], source_url=newest["source_url"],
        evidence=tuple(r["edge_id"] for r in held.records),
    )  # fmt: skip


def _order(one: Holder) -> tuple[object, ...]:
    return (one.honour_name, one.holder_kind, NEAREST_FIRST[one.locality], one.name, one.holder)


def _not_known(
    asked: str, near: Sequence[_Held], figures: Sequence[Report], held: Sequence[_Held], around: Rings
) -> tuple[str, ...]:
    place, said = around.place.name, []
    if not near:
        said.append(f"{place}:库中没有点名持有{asked or '任何荣誉'}的记录,不等于没有")
    else:
        said.append("名单只含来源点名的,不是全部;总数看本地报告的数")
    own = [f for f in figures if f.place == around.place.place and f.measure == "actual"]
    only_new = own and all(f.flow == "flow" for f in own)
    if not own:
        said.append(f"{place}:库中没有本地报告的总数")
    elif only_new:
        newest = max(own, key=lambda f: newest_last(f.period))
        said.append(f"只知道当年新增({newest.period}年:{newest.name}),存量总数库中没有记录")
    if own and not any(asked in n for f in own for n in f.names):
        said.append(f"没有名称含“{asked}”的本地报告数,所列名称不同,口径可能更窄或更宽")
    unplaced = sum(not h.places for h in held)
    if unplaced:
        said.append(f"{unplaced}条持有记录的所在地库中没有记录,可能也在{place}")
    return tuple(said)
