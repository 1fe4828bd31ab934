"""Which firms are the anchors of a chain, or of every chain, and where are they?

某产业链(或全部产业链)的链主是哪几家,在哪里,做什么,凭什么来源?
"""

from collections.abc import Mapping, Sequence

from pydantic import Field

from graph.model.change import Row, View
from queries.methods import lookup, operations
from queries.methods.answer import Answer, Line, stamped
from queries.methods.operations import Operation
from queries.methods.rings import Rings, rings
from queries.methods.whereabouts import NEAREST_FIRST, Spot, best, nearest, seats, spots

CYPHER = """
UNWIND $chains AS chain
MATCH (c:Chain {id: chain})<-[e:LEADS]-(f:Firm)
RETURN c.id AS chain, c.name AS chain_name, f.id AS firm, f.name AS name, e.edge_id AS edge_id, e.since AS since,
       e.basis AS basis, e.known_on AS known_on, e.n_sources AS n_sources, e.source_url AS source_url
"""


class Anchor(Line):
    """A firm that leads a chain."""

    chain: str = Field(title="产业链编号")
    chain_name: str = Field(title="产业链")
    firm: str = Field(title="企业编号")
    name: str = Field(title="链主")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    place: str | None = Field(title="所在地")
    segments: tuple[str, ...] = Field(title="所做环节")
    since: str | None = Field(title="起始")
    basis: str = Field(title="依据类型")
    n_sources: int = Field(title="来源数")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Anchors(Answer):
    """The anchors of the asked chains, those here first."""

    chains: tuple[str, ...] = Field(title="产业链")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    n_in_circle: int | None = Field(title="圈内链主数")
    anchors: tuple[Anchor, ...] = Field(title="链主")


def ask(view: View, *, chain: str = "", place: str = "厦门市", within_km: float | None = None) -> Anchors:
    """The anchors of a chain or group; of every chain when none is given."""
    wanted = lookup.chains(view, chain)
    asked = sorted({*wanted, lookup.chain(view, chain)}) if chain else [*wanted, *lookup.groups(view)]
    around = rings(view, lookup.place(view, place), within_km)
    rows = view.rows(CYPHER, {"chains": asked})
    found = draw(view, rows, around)
    names = lookup.chain_names(view)
    return Anchors(
        **stamped(view),
        n=len({a.firm for a in found}),
        not_known=_not_known(found, {c: names[c] for c in wanted}),
        evidence=tuple(a.evidence[0] for a in found),
        chains=tuple(names[c] for c in wanted),
        place=around.place.name,
        circle=around.circle.name if around.circle else None,
        within_km=within_km,
        n_in_circle=len({a.firm for a in found if a.circle_locality == "inside"}) if around.circle else None,
        anchors=found,
    )


def draw(view: View, rows: Sequence[Row], around: Rings) -> tuple[Anchor, ...]:
    """Anchors as lines: by chain, those inside first."""
    firms = {r["firm"] for r in rows}
    places = seats(view, firms)
    known = spots(view, (p for those in places.values() for p in those))
    done: dict[str, list[Operation]] = {}
    for one in operations.of_firms(view, firms):
        done.setdefault(one.firm, []).append(one)
    names = lookup.segment_names(view, (o.segment for those in done.values() for o in those))
    lines = (_line(r, places.get(r["firm"], ()), known, around, _does(r, done, names)) for r in rows)
    return tuple(sorted(lines, key=lambda a: (a.chain, NEAREST_FIRST[a.locality], a.name, a.firm)))


def _does(row: Row, done: Mapping[str, Sequence[Operation]], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(o.segment, o.segment) for o in done.get(row["firm"], ()) if o.fills))


def _line(row: Row, places: Sequence[str], known: Mapping[str, Spot], around: Rings, does: tuple[str, ...]) -> Anchor:
    where = nearest(places, around.place)
    spot = best([p for p in places if nearest([p], around.place) == where], known)
    return Anchor(
        chain=row["chain"],
        chain_name=row["chain_name"] or row["chain"],
        firm=row["firm"],
        name=row["name"] or row["firm"],
        locality=where,
        **around.seen(places),
        place=spot.shown if spot else None,
        segments=does,
        since=row["since"],
        basis=row["basis"] or "declared",
        n_sources=row["n_sources"] or 0,
        known_on=row["known_on"],
        source_url=row["source_url"],
        evidence=(row["edge_id"],),
    )


def _not_known(found: Sequence[Anchor], asked: Mapping[str, str]) -> tuple[str, ...]:
    said = []
    led = {a.chain for a in found}
    without = [name for chain, name in asked.items() if chain not in led]
    if without:
        said.append(f"库中没有记录链主的产业链:{'、'.join(without)},不等于没有链主")
    if found:
        said.append("名单只含来源点名的企业;来源常以“等”字收尾,未点名的不在其中")
    unplaced = [a.name for a in found if a.place is None]
    if unplaced:
        said.append(f"所在地库中没有记录:{'、'.join(dict.fromkeys(unplaced))}")
    return tuple(said)
