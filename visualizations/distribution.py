"""分布图: firms, candidates and carriers about an anchor, with circles of 50, 100 and 150 km; who has no known place beside it.

Places are those on record (a city where no more is known), never guessed; no tiles, no request.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import lookup, operations
from queries.methods.chain_states import chain_states
from queries.methods.operations import Operation
from queries.methods.whereabouts import Spot, best, kilometres, seats, spots
from visualizations._chart import Dot, Frame, chart
from visualizations._sheet import Cell, Edition, Figure, Grid, Part, Prose, Sheet, Tiles, html, row, stamped, watermark

RINGS = (50, 100, 150)
REACH_KM = 200.0
KEY: Mapping[str, str] = {
    "anchor": "链主(圆心)",
    "firm": "在营企业",
    "candidate": "缺口环节的外地厂商(招商目标)",
    "carrier": "载体",
}
LEGEND = "数字为同一地点的家数;位置为已知的最细地点(多为所在市),同一点的记号挪开画。"
CITY_ONLY = Cell("同市,坐标只到市", number=True)

CARRIERS = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[:LOCATED_IN]-(c:Carrier)
RETURN c.name AS name, p.id AS place, c.own_use AS own_use, c.free_m2 AS free_m2
"""

LEADERS = "MATCH (c:Chain {id: $chain})<-[:LEADS]-(f:Firm) RETURN f.id AS firm, f.name AS name"


def page(view: View, *, chain: str, firm: str = "", place: str = "厦门市", edition: Edition = "internal") -> str:
    """Firms of a chain about an anchor (or about the place) as one HTML file."""
    return html(sheet(view, chain, firm, place, edition), view)


def sheet(view: View, chain: str, firm: str, place: str, edition: Edition) -> Sheet:
    """The map as a sheet: picture, counts by ring, the list; outsiders see firms and carriers only."""
    asked, where = lookup.chain(view, chain), lookup.place(view, place)
    states = chain_states(view, asked, where)
    middle, anchor = _middle(view, asked, firm, where)
    found = [o for o in operations.in_segments(view, [j.facts.id for j in states.judged]) if o.fills]
    running = [o for o in found if o.stage == "operating"]
    gaps = {j.facts.id for j in states.judged if j.is_gap} if edition == "internal" else set()
    known = spots(view, [o.at for o in found])
    carriers = [r for r in view.rows(CARRIERS, {"places": sorted(states.around.inside)}) if r["own_use"] != "yes"]
    known |= spots(view, [r["place"] for r in carriers])
    names = {j.facts.id: j.facts.name for j in states.judged}
    lines = _lines(running, known, middle, (names, gaps))
    frame = Frame(middle.longitude or 0.0, middle.latitude or 0.0, REACH_KM)
    dots = [
        Dot(frame.longitude, frame.latitude, anchor, "anchor"),
        *_dots(running, known, gaps),
        *_carrier_dots(carriers, known),
    ]
    unknown = len({o.firm for o in running} - {o.firm for o in running if _has_point(known.get(o.at or ""))})
    key = tuple((kind, word) for kind, word in KEY.items() if any(d.kind == kind for d in dots))
    title = f"{states.name} · 以{anchor}为中心"
    cite = f"{title},{stamped(view)}"
    parts = (
        Part(("分布", "Map"), (
            Tiles(("圈内在营企业", "Firms within"), _tiles(lines, unknown, bool(gaps)), cite),
            Figure("", chart(frame, dots, RINGS, key), f"{title}的分布图:{_says(lines)}"), Prose("", (LEGEND,)),
        )),
        Part(("清单", "List"), (Grid(("圈内企业", "Firms by distance"), (("企业", "Firm"), ("环节", "Segment"), ("所在地", "Place"), ("距离(公里)", "km"), ("列为", "As")),
             tuple(row(*line[:3], line[3] or (0 if line[0] == anchor else CITY_ONLY), line[4]) for line in lines if line[3] <= REACH_KM), cite=cite),)),
    )  # fmt: skip
    return Sheet(("分布图", "Distribution"), title, parts, view.stamp, edition, watermark(view), "portrait")


Line = tuple[str, str, str, int, str]


def _middle(view: View, chain: str, firm: str, where: str) -> tuple[Spot, str]:
    """Where the circles are centred: the firm named, else the chain's anchor here, else the place."""
    if firm:
        asked = lookup.firm(view, firm)
        name = lookup.firm_name(view, asked)
        spot = best(seats(view, [asked]).get(asked, ()), spots(view, seats(view, [asked]).get(asked, ())))
        if not _has_point(spot):
            raise QuestionError(
                f"{name}: 所在地的坐标库中没有记录,画不出圈;先装入它的地点,或不写 --firm 以{where}为中心"
            )
        assert spot is not None
        return spot, name
    leaders = sorted(view.rows(LEADERS, {"chain": chain}), key=lambda r: str(r["name"]))
    for leader in leaders:
        places = seats(view, [leader["firm"]]).get(leader["firm"], ())
        spot = best(places, spots(view, places))
        if spot and spot.city_id == where and _has_point(spot):
            return spot, leader["name"] or leader["firm"]
    spot = spots(view, [where]).get(where)
    if spot is None or not _has_point(spot):
        raise QuestionError(f"{where}: 坐标库中没有记录,画不出圈;换一个有坐标的地点")
    return spot, spot.name


def _has_point(spot: Spot | None) -> bool:
    return spot is not None and spot.longitude is not None and spot.latitude is not None and spot.city is not None


def _lines(
    found: Sequence[Operation], known: Mapping[str, Spot], middle: Spot, segments: tuple[Mapping[str, str], set[str]]
) -> list[Line]:
    """Firms with a known city, nearest first, each once a segment; `segments` are names by id, and which are gaps."""
    names, gaps = segments
    lines: dict[tuple[str, str], Line] = {}
    for one in found:
        spot = known.get(one.at or "")
        km = kilometres(middle, spot) if _has_point(spot) else None
        if spot is not None and km is not None:
            kind = "缺口环节的厂商" if one.segment in gaps else "在营企业"
            lines.setdefault(
                (one.firm, one.segment), (one.name, names.get(one.segment, one.segment), spot.shown, km, kind)
            )
    return sorted(lines.values(), key=lambda line: (line[3], line[0], line[1]))


def _dots(found: Sequence[Operation], known: Mapping[str, Spot], gaps: set[str]) -> list[Dot]:
    """One dot a place and kind, standing for so many firms."""
    counted: dict[tuple[str, str], set[str]] = {}
    for one in found:
        if _has_point(known.get(one.at or "")):
            kind = "candidate" if one.segment in gaps else "firm"
            counted.setdefault((one.at or "", kind), set()).add(one.firm)
    return [_dot(known[at], kind, len(firms)) for (at, kind), firms in counted.items()]


def _dot(spot: Spot, kind: str, n: int) -> Dot:
    assert spot.longitude is not None
    assert spot.latitude is not None
    return Dot(spot.longitude, spot.latitude, spot.name, kind, n)


def _carrier_dots(carriers: Sequence[Row], known: Mapping[str, Spot]) -> list[Dot]:
    counts = Counter(r["place"] for r in carriers if _has_point(known.get(r["place"])))
    return [_dot(known[at], "carrier", n) for at, n in counts.items()]


def _tiles(lines: Sequence[Line], unknown: int, internal: bool) -> tuple[tuple[str, str, str], ...]:
    def within(km: int, kind: str) -> int:
        return len({line[0] for line in lines if line[3] <= km and line[4] == kind})

    rings = tuple(
        (
            f"{km} 公里内",
            str(within(km, "在营企业")),
            f"缺口环节厂商 {within(km, '缺口环节的厂商')}" if internal else "",
        )
        for km in RINGS
    )
    return (*rings, ("地点不明", str(unknown), "未画在图上"))


def _says(lines: Sequence[Line]) -> str:
    return "、".join(f"{km}公里内{len({line[0] for line in lines if line[3] <= km})}家" for km in RINGS)
