"""Through whom could makers of what a place lacks be found: investors, anchors' suppliers, platforms, kin, firms here?

某缺口有哪些外部渠道能找源:投了厂商的基金与企业、给本地链主供货的厂商、有厂商参加的平台联盟、在本地有关联企业的集团、
与厂商已有往来的本地企业(按能接到几家排)?
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import View
from queries.methods import introductions, lookup, operations, platform_rows
from queries.methods.anchor_ties import anchors_with_suppliers
from queries.methods.answer import Answer, Line, stamped
from queries.methods.candidate_rows import Pool, pools
from queries.methods.family import KINSHIP_WORDS, Families, Relative, families
from queries.methods.introductions import Link, links, reach
from queries.methods.locality import AWAY
from queries.methods.platform_rows import PlatformLine, platforms_for
from queries.methods.rings import Rings, rings
from queries.methods.targets import Maker
from queries.methods.whereabouts import NEAREST_FIRST, best, nearest, seats

CYPHER = ";\n".join((operations.IN_SEGMENTS, introductions.CYPHER, platform_rows.CYPHER))

INVESTOR, ANCHOR, PLATFORM, KIN, GROUP = (
    "基金或投资人",
    "链主的供应商",
    "平台或联盟",
    "厂商集团在本地的企业",
    "本地企业的集团",
)
WAYS = (INVESTOR, ANCHOR, PLATFORM, KIN, GROUP)


class ChannelLine(Line):
    """One channel to one maker."""

    way: str = Field(title="渠道")
    through: str = Field(title="经由")
    through_id: str | None = Field(title="经由编号")
    relation: str = Field(title="关系")
    maker: str = Field(title="厂商编号")
    name: str = Field(title="厂商")
    place: str | None = Field(title="厂商所在地")
    circle_locality: str | None = Field(title="圈内")
    basis: str = Field(title="直接或推断")
    grade: str | None = Field(title="证据等级")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class IncumbentLine(Line):
    """A firm here, or maybe here, and how many makers it reaches."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="本地企业")
    locality: str = Field(title="区位")
    city_locality: str | None = Field(title="市内")
    circle_locality: str | None = Field(title="圈内")
    n_own: int = Field(title="直接接到厂商数")
    n_any: int = Field(title="含推断接到厂商数")
    relations: tuple[str, ...] = Field(title="往来")
    source_urls: tuple[str, ...] = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Channels(Answer):
    """Ways to the makers of a segment that are not here."""

    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    n_makers: int = Field(title="外地厂商数")
    n_reached: int = Field(title="有渠道的厂商数")
    incumbents: tuple[IncumbentLine, ...] = Field(title="以商招商:本地企业按能接到几家排")
    channels: tuple[ChannelLine, ...] = Field(title="渠道")
    platforms: tuple[PlatformLine, ...] = Field(title="相关平台")
    unreached: tuple[str, ...] = Field(title="库中没有渠道记录的厂商")


@dataclass(frozen=True)
class _Found:
    """The makers elsewhere, the ties that lead to them, and where everybody stands."""

    makers: Mapping[str, Maker]
    pool: Pool
    links: Sequence[Link]
    others: Families
    places: Mapping[str, tuple[str, ...]]
    around: Rings

    def kin_here(self, firm: str, related: Families) -> list[Relative]:
        """The kin of a firm that stand here."""
        kin = (k for k in related.of(firm) if k.kinship != "self")
        return [k for k in kin if nearest(self.places.get(k.firm, ()), self.around.place) == "inside"]

    def is_local(self, firm: str) -> bool:
        """Does a firm stand here, or may it?"""
        return nearest(self.places.get(firm, ()), self.around.place) not in AWAY


def ask(
    view: View, *, segment: str, chain: str = "", place: str = "厦门市", within_km: float | None = None
) -> Channels:
    """Who could introduce makers of a segment: the ties of each maker elsewhere, and firms here by reach."""
    asked = lookup.segment(view, segment, chain)
    around, twins = rings(view, lookup.place(view, place), within_km), lookup.twins(view, asked)
    found = _read(view, asked, twins, around)
    lines = tuple(sorted((*_by_links(found), *_by_anchors(view, found), *_by_kin(found)), key=_order))
    incumbents = tuple(
        sorted(_incumbents(found), key=lambda i: (-i.n_own, -i.n_any, NEAREST_FIRST[i.locality], i.name))
    )
    platforms = tuple(platforms_for(view, twins, around.place))
    reached = {x.maker for x in lines} | {k.maker for k in found.links if k.is_firm and found.is_local(k.other)}
    shown = (lines, incumbents, platforms)
    return Channels(
        **stamped(view), n=len(lines) + len(incumbents),
        not_known=_not_known(found, len(lines), len(incumbents), platforms),
        evidence=tuple(dict.fromkeys(e for those in shown for x in those for e in _evidence(x))), segment=asked,
        name=lookup.segment_names(view, [asked])[asked], place=around.place.name,
        circle=around.circle.name if around.circle else None, within_km=within_km, n_makers=len(found.makers),
        n_reached=len(reached), incumbents=incumbents, channels=lines, platforms=platforms,
        unreached=tuple(sorted(m.name for f, m in found.makers.items() if f not in reached)),
    )  # fmt: skip


def _evidence(line: ChannelLine | IncumbentLine | PlatformLine) -> tuple[str, ...]:
    return line.evidence


def _read(view: View, segment: str, twins: Sequence[str], around: Rings) -> _Found:
    """Makers of the segment that do not make it here, with their ties; a firm whose place nobody says is elsewhere."""
    pool = pools(view, {segment: twins}, around.place)[segment]
    makers = {m.firm: m for m in pool.makers if m.filling and not _makes_here(m)}
    ties = links(view, {f: m.name for f, m in makers.items()}, pool.families)
    others = {k.other for k in ties if k.is_firm}
    related = families(view, others)
    everyone = {r.firm for own, those in ((pool.families, makers), (related, others)) for f in those for r in own.of(f)}
    return _Found(makers, pool, ties, related, seats(view, everyone), around)


def _makes_here(maker: Maker) -> bool:
    return any(o.edge_id in maker.inside for o in maker.filling)


def _line(found: _Found, maker: str, **said: object) -> ChannelLine:
    own = found.makers[maker]
    at = [o.at for o in own.filling]
    spot = best(at, found.pool.known)
    return ChannelLine.model_validate(
        {"maker": maker, "name": own.name, "place": spot.shown if spot and spot.place_type != "country" else None,
         "circle_locality": found.around.seen(at)["circle_locality"], **said}
    )  # fmt: skip


def _by_links(found: _Found) -> Iterable[ChannelLine]:
    """Investors, platforms, and the groups of firms here; firms that stand here themselves are incumbents."""
    for one in found.links:
        if one.is_firm and found.is_local(one.other):
            continue
        kin = found.kin_here(one.other, found.others) if one.is_firm else []
        if one.way == "投资了它":
            way = INVESTOR
        elif one.way == "同为平台成员":
            way = PLATFORM
        elif kin:
            way = GROUP
        else:
            continue
        own = one.is_own and way != GROUP
        here = f",在本地有{'、'.join(k.name for k in kin)}" if way == GROUP else ""
        yield _line(
            found, one.maker, way=way, through=one.name, through_id=one.other, relation=f"{_relation(one)}{here}",
            grade=one.grade if own else "C", basis="直接" if own else "推断", source_url=one.row["source_url"],
            evidence=(*one.evidence, *dict.fromkeys(e for k in kin for e in k.evidence)),
        )  # fmt: skip


def _relation(one: Link) -> str:
    what = f":{one.row['product']}" if one.row["product"] else ""
    return f"{one.way}{what}{f'(经{one.through})' if one.through else ''}"


def _by_anchors(view: View, found: _Found) -> Iterable[ChannelLine]:
    """Makers that already supply an anchor here, themselves or by way of kin."""
    by_edge = {k.row["edge_id"]: k for k in found.links}
    for maker, ties in anchors_with_suppliers(view, found.around.place).ties(found.pool).items():
        for tie in ties if maker in found.makers else ():
            said = by_edge.get(tie.evidence[0])
            yield _line(
                found, maker, way=ANCHOR, through=tie.anchor, through_id=None, relation=tie.shown,
                basis="直接" if tie.is_own else "推断", grade="C" if not tie.is_own else said.grade if said else None,
                source_url=said.row["source_url"] if said else None, evidence=tie.evidence,
            )  # fmt: skip


def _by_kin(found: _Found) -> Iterable[ChannelLine]:
    """Makers whose parent, subsidiary or sibling stands here."""
    for maker in found.makers:
        for kin in found.kin_here(maker, found.pool.families):
            yield _line(
                found, maker, way=KIN, through=kin.name, through_id=kin.firm, basis="直接", grade=None,
                relation=f"厂商的{KINSHIP_WORDS[kin.kinship]}在本地", source_url=None, evidence=kin.evidence,
            )  # fmt: skip


def _order(line: ChannelLine) -> tuple[object, ...]:
    return (
        WAYS.index(line.way),
        line.basis != "直接",
        line.grade,
        line.name,
        line.through,
        line.relation,
        line.evidence,
    )


def _incumbents(found: _Found) -> Iterable[IncumbentLine]:
    """Firms here, or maybe here, with a tie to a maker or its kin."""
    local = [k for k in found.links if k.is_firm and found.is_local(k.other)]
    for firm, how in reach(local).items():
        own = [k for k in local if k.other == firm]
        places = found.places.get(firm, ())
        yield IncumbentLine(
            firm=firm, name=own[0].name, locality=nearest(places, found.around.place), **found.around.seen(places),
            n_own=how.n_own, n_any=how.n_any,
            relations=tuple(dict.fromkeys(f"{found.makers[k.maker].name}:{_relation(k)}" for k in own)),
            source_urls=tuple(dict.fromkeys(k.row["source_url"] for k in own if k.row["source_url"])),
            evidence=tuple(dict.fromkeys(e for k in own for e in k.evidence)),
        )  # fmt: skip


def _not_known(found: _Found, n_lines: int, n_incumbents: int, platforms: Sequence[PlatformLine]) -> tuple[str, ...]:
    said = []
    if not found.makers:
        said.append("库中没有外地厂商的记录,不等于没有;先找名单再找渠道")
    elif not n_lines and not n_incumbents:
        said.append("库中没有通向这些厂商的渠道记录,不等于没有")
    if found.makers and not n_incumbents:
        said.append(f"{found.around.place.name}:库中没有本地企业与这些厂商往来的记录,不等于没有")
    far = {k.other for k in found.links if k.is_firm and k.way != "投资了它" and not found.is_local(k.other)}
    far = {f for f in far if not found.kin_here(f, found.others)}
    if far:
        said.append(f"另有{len(far)}家外地企业与厂商往来而在本地没有关联企业的记录,未列为渠道")
    bare = sum(not p.members for p in platforms)
    if bare:
        said.append(f"{bare}个相关平台的成员库中没有记录")
    return (*said, "展会、商会、海外节点库中不收,须另问")
