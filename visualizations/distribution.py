"""分布图: firms, candidates and carriers about an anchor, with circles of 50, 100 and 150 km; who has no known place beside it.

Places are those on record (a city where no more is known), never guessed; no tiles, no request.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import lookup, operations
from queries.methods.chain_states import chain_states
from queries.methods.operations import Operation
from queries.methods.whereabouts import Spot, best, kilometres, seats, spots
from visualizations import _sources
from visualizations._chart import Dot, Frame, chart
from visualizations._edition import offered
from visualizations._glossary import glossary
from visualizations._sheet import (
    Block,
    Cell,
    Edition,
    Figure,
    Grid,
    Part,
    Prose,
    Sheet,
    Tiles,
    Title,
    html,
    row,
    stamped,
    watermark,
)

RINGS = (50, 100, 150)
REACH_KM = 200.0
KEY: Mapping[str, tuple[str, str]] = {
    "anchor": ("圆心", "Centre"),
    "firm": ("在营企业", "Operating firms"),
    "candidate": ("缺口环节的厂商", "Makers of what is missing"),
    "carrier": ("载体", "Carriers"),
}
LEGEND: tuple[Title, ...] = (
    ("数字为同一地点的家数或个数;没有自己坐标的园区画在所在市一点,同一点的记号挪开画。",
     "A number says how many stand at one place; a park without coordinates of its own stands at its city's, marks of one point are drawn apart."),
)  # fmt: skip
MAKERS: Title = (
    "缺口环节的厂商未经筛选,能否作招商目标见补链强链清单。",
    "Makers of what is missing are not vetted; the gap list says who may be a candidate.",
)
CITY_ONLY = Cell("同市", number=True, english="same city")
CITY: Title = ("同市:坐标只到市,不算距离。", "same city: no finer coordinates, so no distance is given.")

CARRIERS = """
UNWIND $places AS place
MATCH (p:Place {id: place})<-[:LOCATED_IN]-(c:Carrier)
RETURN c.id AS id, c.name AS name, p.id AS place, c.own_use AS own_use, c.free_m2 AS free_m2
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
    carriers = _carriers(view, states.around.inside, edition)
    known |= spots(view, [r["place"] for r in carriers])
    names = {j.facts.id: j.facts.name for j in states.judged}
    lines = _lines(running, known, middle, (names, gaps))
    frame = Frame(middle.longitude or 0.0, middle.latitude or 0.0, REACH_KM)
    said = glossary(view).said
    dots = [
        Dot(frame.longitude, frame.latitude, anchor, "anchor", english=said(anchor)),
        *_dots(_standing(running, gaps), known, said),
        *_dots([(r["place"], "carrier", r["id"]) for r in carriers], known, said),
    ]
    key = tuple((kind, *word) for kind, word in KEY.items() if any(d.kind == kind for d in dots))
    title = f"{states.name} · 以{anchor}为中心"
    cite = f"{title},{stamped(view)}"
    legend = (*LEGEND, *((MAKERS,) if any(d.kind == "candidate" for d in dots) else ()))
    parts = (
        Part(("分布", "Map"), (
            Tiles(("圈内在营企业(家)", "Firms within"), _tiles(lines, _unplaced(running, known), bool(gaps)), cite),
            Figure("", chart(frame, dots, RINGS, key), f"{title}的分布图:{_says(lines)}"), Prose("", legend),
            *_list(lines, anchor, cite),
        ), "", cite, _sources.counted(view, [*(o.edge_id for o in running), *(r["id"] for r in carriers)], edition)),
    )  # fmt: skip
    return Sheet(("分布图", "Distribution"), title, parts, view.stamp, edition, watermark(view), "portrait")


def _carriers(view: View, places: Iterable[str], edition: Edition) -> list[Row]:
    """The carriers here that their owners do not keep; outsiders see those on offer."""
    free = [r for r in view.rows(CARRIERS, {"places": sorted(places)}) if r["own_use"] != "yes"]
    let = offered(view) if edition == "outside" else {r["id"] for r in free}
    return [r for r in free if r["id"] in let]


Line = tuple[str, str, str, int, str]


def _list(lines: Sequence[Line], anchor: str, cite: str) -> Iterable[Block]:
    """Who stands within reach, nearest first; no distance where only the city is known."""
    near = [line for line in lines if line[3] <= REACH_KM]
    rows = tuple(row(*line[:3], line[3] or (0 if line[0] == anchor else CITY_ONLY), line[4]) for line in near)
    heads: tuple[Title, ...] = (("企业", "Firm"), ("环节", "Segment"), ("所在地", "Place"), ("距离(公里)", "km"), ("列为", "As"))  # fmt: skip
    yield Grid((f"{REACH_KM:g}公里内的企业", f"Firms within {REACH_KM:g} km"), heads, rows, cite=cite)
    if any(CITY_ONLY in r for r in rows):
        yield Prose("", (CITY,))


def _unplaced(running: Sequence[Operation], known: Mapping[str, Spot]) -> int:
    """How many firms stand nowhere on the map."""
    return len({o.firm for o in running} - {o.firm for o in running if _has_point(known.get(o.at or ""))})


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


def _standing(found: Sequence[Operation], gaps: set[str]) -> list[tuple[str, str, str]]:
    """Where each firm stands and as what."""
    return [(o.at or "", "candidate" if o.segment in gaps else "firm", o.firm) for o in found]


def _dots(found: Iterable[tuple[str, str, str]], known: Mapping[str, Spot], said: Callable[[str], str]) -> list[Dot]:
    """One dot a point and kind, standing for so many; parks that only have their city's point stand there together."""
    met: dict[tuple[float, float, str], tuple[set[str], set[str]]] = {}
    cities: dict[tuple[float, float], str] = {}
    for at, kind, who in found:
        spot = known.get(at)
        if spot and spot.longitude is not None and spot.latitude is not None and spot.city is not None:
            names, those = met.setdefault((spot.longitude, spot.latitude, kind), (set(), set()))
            names.add(spot.name)
            those.add(who)
            cities[spot.longitude, spot.latitude] = spot.city
    dots = []
    for (longitude, latitude, kind), (names, those) in met.items():
        name = cities[longitude, latitude] if len(names) > 1 else min(names)
        dots.append(Dot(longitude, latitude, name, kind, len(those), said(name)))
    return dots


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
