"""Where is land or a building that could take a project of this size, load, power and date?

哪里有地、有厂房能放?多少亩?够的、待确认的、不够的分列;自用载体不列为可用;是否自用、空置面积库中没有记录的是“待确认”,不是“有”;多处的合计另列,不算一处。
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import lookup, own_use
from queries.methods.answer import Answer, Line, stamped
from queries.methods.dates import last_day
from queries.methods.fits import Fit, Limit, at_least, fit
from queries.methods.reported import number
from queries.methods.rings import Rings, rings
from queries.methods.whereabouts import NEAREST_FIRST, Spot, best, kilometres, nearest, spots

CYPHER = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[l:LOCATED_IN]-(c:Carrier)
WHERE l.basis IS NULL OR l.basis IN ['observed', 'declared']
RETURN p.id AS place, c.id AS carrier, c.name AS name, c.carrier_type AS carrier_type, c.purpose AS purpose,
       c.area_m2 AS area_m2, c.area_mu AS area_mu, c.free_m2 AS free_m2, c.free_mu AS free_mu,
       c.floor_load_t_m2 AS floor_load_t_m2, c.floor_height_m AS floor_height_m, c.power_kva AS power_kva,
       c.rent_cny_m2_month AS rent_cny_m2_month, c.land_price_10k_cny_mu AS land_price_10k_cny_mu,
       c.free_from AS free_from, c.own_use AS own_use, c.delivery_note AS delivery_note, l.known_on AS known_on,
       coalesce(c.source_url, l.source_url) AS source_url, l.edge_id AS edge_id
"""

TYPES: Mapping[str | None, str] = {"building": "楼宇", "factory": "厂房", "plot": "地块", None: "类型不明"}
FITS: Mapping[Fit, str] = {"fits": "符合", "to_confirm": "待确认", "misses": "不符合"}
SUMS = (
    "free_mu", "free_m2", "area_mu", "area_m2", "floor_load_t_m2", "floor_height_m", "power_kva", "rent_cny_m2_month",
    "land_price_10k_cny_mu",
)  # fmt: skip


class CarrierLine(Line):
    """A carrier, what of the limits it meets, and what is to be confirmed."""

    carrier: str = Field(title="载体编号")
    name: str = Field(title="载体")
    carrier_type: str = Field(title="载体类型")
    place: str | None = Field(title="地点")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    distance_km: int | None = Field(title="距离(公里)")
    verdict: str = Field(title="结论")
    limits: tuple[str, ...] = Field(title="逐条")
    own_use: str = Field(title="是否自用")
    purpose: str | None = Field(title="用途")
    free_mu: Decimal | None = Field(title="可用土地(亩)")
    free_m2: Decimal | None = Field(title="可用面积(平方米)")
    area_mu: Decimal | None = Field(title="用地面积(亩)")
    area_m2: Decimal | None = Field(title="建筑面积(平方米)")
    floor_load_t_m2: Decimal | None = Field(title="楼面荷载(吨/平方米)")
    floor_height_m: Decimal | None = Field(title="层高(米)")
    power_kva: Decimal | None = Field(title="供电容量(千伏安)")
    rent_cny_m2_month: Decimal | None = Field(title="租金(元/平方米·月)")
    land_price_10k_cny_mu: Decimal | None = Field(title="地价(万元/亩)")
    free_from: str | None = Field(title="可用日期")
    delivery_note: str | None = Field(title="交付情况")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Carriers(Answer):
    """Carriers by whether they meet the limits; those for the owner's own use are counted and never offered, totals of
    many are no carrier.
    """

    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    limits: tuple[str, ...] = Field(title="条件")
    n_inside: int = Field(title="区内符合数")
    n_to_confirm: int = Field(title="待确认数")
    n_own_use: int = Field(title="自用载体数(不列)")
    fitting: tuple[CarrierLine, ...] = Field(title="符合")
    to_confirm: tuple[CarrierLine, ...] = Field(title="待确认")
    missing: tuple[CarrierLine, ...] = Field(title="不符合")
    totals: tuple[CarrierLine, ...] = Field(title="报告的合计(不是一处载体,不计数)")


@dataclass(frozen=True)
class _Wanted:
    """What a carrier must have."""

    area_mu: Decimal | None
    area_m2: Decimal | None
    floor_load: Decimal | None
    power_kva: Decimal | None
    by: date | None

    def said(self) -> tuple[str, ...]:
        """The limits as a person reads them."""
        named = (("土地不少于{}亩", self.area_mu), ("面积不少于{}平方米", self.area_m2),
                 ("楼面荷载不低于{}吨/平方米", self.floor_load), ("供电不低于{}千伏安", self.power_kva),
                 ("最迟{}可用", self.by))  # fmt: skip
        return tuple(text.format(value) for text, value in named if value is not None) or ("未设条件:列出有空置的",)


def ask(  # noqa: PLR0913  # each limit is an option of its own
    view: View,
    *,
    place: str = "厦门市",
    area_mu: float | None = None,
    area_m2: float | None = None,
    floor_load: float | None = None,
    power_kva: float | None = None,
    by: str = "",
    within_km: float | None = None,
) -> Carriers:
    """Carriers here, in the city and in a circle that could take a project; nothing not on record counts as there."""
    wanted = _Wanted(
        area_mu=_amount("--area-mu", area_mu),
        area_m2=_amount("--area-m2", area_m2),
        floor_load=_amount("--floor-load", floor_load),
        power_kva=_amount("--power-kva", power_kva),
        by=_day(by),
    )
    around = rings(view, lookup.place(view, place), within_km)
    grouped = _grouped(view.rows(CYPHER, {"places": sorted(around.asked)}))
    known = spots(view, [around.place.place, *(r["place"] for same in grouped for r in same)])
    offered = [same for same in grouped if not own_use.is_kept(same[0]["own_use"])]
    lines = sorted((_line(same, wanted, around, known) for same in offered), key=_order)
    fitting, to_confirm, missing = (tuple(x for x in lines if _verdict(x) == word) for word in FITS.values())
    return Carriers(
        **stamped(view),
        n=len(fitting),
        not_known=_not_known(fitting, to_confirm, missing, around.place.name),
        evidence=tuple(e for x in lines for e in x.evidence),
        place=around.place.name,
        circle=around.circle.name if around.circle else None,
        within_km=within_km,
        limits=wanted.said(),
        n_inside=sum(x.locality == "inside" for x in fitting),
        n_to_confirm=len(to_confirm),
        n_own_use=len(grouped) - len(offered),
        fitting=fitting,
        to_confirm=to_confirm,
        missing=missing,
        totals=tuple(x for x in lines if _verdict(x) is None),
    )


def _amount(option: str, value: float | None) -> Decimal | None:
    if value is not None and not 0 < value < 10**9:
        raise QuestionError(f"{option} {value:g}:须大于0;请写如 {option} 50")
    return None if value is None else Decimal(f"{value:g}") if value < 10**5 else Decimal(str(value))


def _day(text: str) -> date | None:
    try:
        return last_day(text)
    except ValueError:
        raise QuestionError(f"--by {text}:不是日期;请写如 2026、2026-06 或 2026-06-30") from None


def _grouped(rows: Iterable[Row]) -> list[list[Row]]:
    """Each carrier with all its places."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: str(r["edge_id"])):
        found.setdefault(row["carrier"], []).append(row)
    return list(found.values())


def _limits(row: Row, wanted: _Wanted) -> list[Limit]:
    """Each limit on its own; without any, that there is room at all."""
    has = {f: number(row[f]) for f in ("free_mu", "free_m2", "area_mu", "area_m2", "floor_load_t_m2", "power_kva")}
    said = []
    if wanted.area_mu is not None and row["carrier_type"] == "building" and has["free_mu"] is None:
        said.append(Limit(False, "楼宇,不供地"))
    elif wanted.area_mu is not None:
        said.append(at_least("可用土地(亩)", wanted.area_mu, has["free_mu"], has["area_mu"]))
    if wanted.area_m2 is not None:
        said.append(at_least("可用面积(平方米)", wanted.area_m2, has["free_m2"], has["area_m2"]))
    if wanted.area_mu is None and wanted.area_m2 is None:
        said.append(_room(has["free_mu"], has["free_m2"]))
    if wanted.floor_load is not None:
        said.append(at_least("楼面荷载(吨/平方米)", wanted.floor_load, has["floor_load_t_m2"]))
    if wanted.power_kva is not None:
        said.append(at_least("供电容量(千伏安)", wanted.power_kva, has["power_kva"]))
    if wanted.by is not None:
        said.append(_free_by(row["free_from"], wanted.by))
    if own_use.is_unsure(row["own_use"]):
        said.append(Limit(None, own_use.UNSURE))
    if own_use.is_total(row["name"]):
        said.append(Limit(None, own_use.TOTAL_SAID))
    return said


def _room(free_mu: Decimal | None, free_m2: Decimal | None) -> Limit:
    free = [f for f in (free_mu, free_m2) if f is not None]
    if not free:
        return Limit(None, "可用面积:库中没有记录")
    return Limit(any(free), "有空置" if any(free) else "空置为0")


def _free_by(free_from: str | None, by: date) -> Limit:
    free = last_day(free_from)
    if free is None:
        return Limit(None, f"可用日期:库中没有记录,要最迟{by}")
    return Limit(free <= by, f"可用日期:{free_from},要最迟{by}")


def _line(same: Sequence[Row], wanted: _Wanted, around: Rings, known: Mapping[str, Spot]) -> CarrierLine:
    row, places = same[0], [r["place"] for r in same]
    limits, spot = _limits(row, wanted), best(places, known)
    said = {f: row[f] for f in ("carrier", "purpose", "free_from", "delivery_note", "known_on", "source_url")}
    sums = {f: number(row[f]) for f in SUMS}
    here = {"locality": nearest(places, around.place), **around.seen(places)}
    judged = {"verdict": FITS[fit(limits)], "limits": tuple(limit.said for limit in limits)}
    return CarrierLine.model_validate(
        {**said, **sums, **here, **judged, "name": row["name"] or row["carrier"],
         "own_use": row["own_use"] or "unknown", "carrier_type": TYPES[row["carrier_type"]], "place": spot.shown if spot else None,
         "distance_km": kilometres(known.get(around.place.place), spot) if spot and spot.city else None,
         "evidence": tuple(r["edge_id"] for r in same)}
    )  # fmt: skip


def _verdict(line: CarrierLine) -> str | None:
    """What a carrier is listed under; a total of many under none."""
    return None if own_use.is_total(line.name) else line.verdict


def _order(line: CarrierLine) -> tuple[object, ...]:
    room = line.free_mu or line.free_m2 or line.area_mu or line.area_m2 or Decimal(0)
    return (NEAREST_FIRST[line.locality], own_use.is_unsure(line.own_use), -room, line.name, line.carrier)


def _not_known(
    fitting: Sequence[CarrierLine], to_confirm: Sequence[CarrierLine], missing: Sequence[CarrierLine], place: str
) -> tuple[str, ...]:
    said, listed = [], (*fitting, *to_confirm, *missing)
    if not listed:
        said.append(f"{place}:库中没有载体的记录,不等于没有")
    elif not fitting:
        said.append(f"{place}:库中没有能确认符合的载体;待确认的逐条列出要问什么")
    unsure = sum(own_use.is_unsure(x.own_use) for x in to_confirm)
    if unsure:
        said.append(f"{unsure}处载体是否自用库中没有记录:先问是否对外招商")
    vague = sum(x.free_mu is None and x.free_m2 is None for x in to_confirm)
    if vague:
        said.append(f"{vague}处载体的空置面积库中没有记录:不等于有,也不等于没有")
    if any(x.locality == "undecided" for x in listed):
        said.append(f"片区不明的只知道更大的地方,是否在{place}不明")
    return tuple(said)
