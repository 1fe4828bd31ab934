"""What does a place have of each chain, as guests may hear it: firms in operation, anchors, honours, parks, projects?

Only what is here and said by a source, from the graph that is handed in: nothing missing, wanted, talked of or scored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph.model.change import Row, View
from queries import anchors, carriers, chain_resources, funds, honour_counts, parks
from queries.anchors import Anchor
from queries.carriers import CarrierLine
from queries.chain_resources import ProjectLine
from queries.funds import FundLine
from queries.honour_counts import FAILED, Holder
from queries.methods import chain_rows, lookup, operations
from queries.methods.answer import Line
from queries.methods.locality import Scope, scope
from queries.methods.operations import Operation
from queries.methods.whereabouts import spots
from queries.parks import Park
from visualizations._edition import may_be_shown, offered

CHAINS = "MATCH (c:Chain) WHERE c.members IS NULL RETURN c.id AS id, c.name AS name"
SIDES: Mapping[str | None, str] = {"upstream": "上游", "midstream": "中游", "downstream": "下游"}
PARKS = ("zone", "park", "district")


class FirmHere(Line):
    """A firm in operation here in one segment."""

    position: str = Field(title="上下游")
    segment: str = Field(title="环节编号")
    segment_name: str = Field(title="环节")
    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    places: tuple[str, ...] = Field(title="所在地")
    products: tuple[str, ...] = Field(title="产品")
    honours: tuple[str, ...] = Field(title="荣誉资质")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


@dataclass(frozen=True)
class ChainHere:
    """What a place has of one chain."""

    id: str
    name: str
    firms: tuple[FirmHere, ...]
    anchors: tuple[Anchor, ...]
    projects: tuple[ProjectLine, ...]

    @property
    def n_here(self) -> int:
        """Segments with a firm in operation here."""
        return len({f.segment for f in self.firms})

    @property
    def n_firms(self) -> int:
        """Firms in operation here, each once."""
        return len({f.firm for f in self.firms})

    @property
    def n_honoured(self) -> int:
        """Firms of them that hold an honour."""
        return len({f.firm for f in self.firms if f.honours})


@dataclass(frozen=True)
class Present:
    """What a place has, chain by chain, the chain with most firms first."""

    place: str
    chains: tuple[ChainHere, ...]
    honours: tuple[Holder, ...]
    parks: tuple[Park, ...]
    funds: tuple[FundLine, ...]
    carriers: tuple[CarrierLine, ...]

    @property
    def n_firms(self) -> int:
        """Firms over all chains, each once."""
        return len({f.firm for c in self.chains for f in c.firms})

    @property
    def projects(self) -> tuple[ProjectLine, ...]:
        """Projects over all chains, each once, the newest first."""
        once = {p.project: p for c in self.chains for p in c.projects}
        return tuple(sorted(once.values(), key=lambda p: (p.stage_on or "", p.name), reverse=True))

    @property
    def anchors(self) -> tuple[str, ...]:
        """Anchors that are here, each once."""
        return tuple(dict.fromkeys(a.name for c in self.chains for a in c.anchors))

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ties behind all of it."""
        said = (e for c in self.chains for those in (c.firms, c.anchors, c.projects) for x in those for e in x.evidence)
        rest = (e for those in (self.honours, self.funds, self.carriers) for x in those for e in x.evidence)
        return tuple(dict.fromkeys((*said, *rest)))


def present(view: View, place: str) -> Present:
    """What this place has of every chain."""
    around = scope(view, lookup.place(view, place))
    held = tuple(h for h in honour_counts.ask(view, place=place).holders if _is_held_here(h))
    titles: dict[str, list[str]] = {}
    for h in held:
        titles.setdefault(h.holder, []).append(h.honour_name)
    led = anchors.ask(view, place=place).anchors
    names = {c["id"]: c["name"] or c["id"] for c in sorted(view.rows(CHAINS), key=lambda c: str(c["id"]))}
    firms = _firms(view, tuple(names), around, titles)
    made = (_chain(view, place, (c, name), firms[c], [a for a in led if a.chain == c]) for c, name in names.items())
    free, let = carriers.ask(view, place=place), offered(view)
    return Present(
        place=around.name,
        chains=tuple(sorted(made, key=lambda c: (-c.n_firms, c.id))),
        honours=tuple(h for h in held if h.holder_kind == "企业"),
        parks=tuple(p for p in parks.ask(view, place=place).parks if p.n_firms and p.place_type in PARKS),
        funds=tuple(sorted((f for f in funds.ask(view, place=place).funds if f.locality == "inside"), key=_largest)),
        carriers=tuple(c for c in (*free.fitting, *free.to_confirm) if c.locality == "inside" and c.carrier in let),
    )


def _largest(one: FundLine) -> tuple[object, ...]:
    return -(one.size_100m_cny or 0), one.name, one.fund


def _is_held_here(one: Holder) -> bool:
    return one.locality == "inside" and one.validity != FAILED


def _chain(
    view: View, place: str, chain: tuple[str, str], found: tuple[FirmHere, ...], led: Sequence[Anchor]
) -> ChainHere:
    projects = chain_resources.ask(view, chain=chain[0], place=place).projects
    shown = (
        p for p in projects if p.locality == "inside" and may_be_shown(view, p.project_stage, p.stage_on, "outside")
    )
    here = tuple(a for a in led if a.locality == "inside" and a.basis in operations.FILLING_BASIS)
    return ChainHere(*chain, found, here, tuple(shown))


def _firms(
    view: View, chains: Sequence[str], around: Scope, titles: Mapping[str, Sequence[str]]
) -> dict[str, tuple[FirmHere, ...]]:
    """The firms of every chain, upstream first; whoever works in a whole twin of a segment works in it."""
    segments = sorted(view.rows(chain_rows.SEGMENTS, {"chains": list(chains)}), key=_along)
    twins = lookup.twin_classes(view)
    classes = {s["id"]: twins.get(s["id"], (s["id"],)) for s in segments}
    every = operations.at_places(view, around.inside, {one for c in classes.values() for one in c})
    running = [o for o in every if o.fills and o.stage == "operating"]
    shown = {k: s.name for k, s in spots(view, (o.at for o in running)).items()}
    made: dict[str, list[FirmHere]] = {c: [] for c in chains}
    for s in segments:
        same: dict[str, list[Operation]] = {}
        for o in (o for o in running if o.segment in classes[s["id"]]):
            same.setdefault(o.firm, []).append(o)
        made[s["chain"]] += sorted((_firm(s, those, shown, titles) for those in same.values()), key=_best_known)
    return {c: tuple(those) for c, those in made.items()}


def _along(segment: Row) -> tuple[object, ...]:
    side = list(SIDES).index(segment["position"]) if segment["position"] in SIDES else len(SIDES)
    return segment["chain"], side, segment["place_in_chain"] or 0, segment["id"]


def _best_known(one: FirmHere) -> tuple[object, ...]:
    return -len(one.honours), one.name, one.firm


def _firm(
    segment: Row, same: Sequence[Operation], places: Mapping[str, str], titles: Mapping[str, Sequence[str]]
) -> FirmHere:
    newest = max(same, key=lambda o: (o.source_url is not None, o.known_on or "", o.edge_id))
    return FirmHere(
        position=SIDES.get(segment["position"], ""), segment=segment["id"],
        segment_name=segment["name"] or segment["id"], firm=newest.firm, name=newest.name,
        places=_once(places.get(o.at, o.at) for o in same if o.at), products=_once(p for o in same for p in o.products),
        honours=_once(titles.get(newest.firm, ())), known_on=newest.known_on, source_url=newest.source_url,
        evidence=tuple(o.edge_id for o in same),
    )  # fmt: skip


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
