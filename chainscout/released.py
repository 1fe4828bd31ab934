"""What of the graph may guests carry away? An allow-list of kinds, of their fields and of their rows.

What no page for guests shows is in no file for them either: talks, plans and their sums, targets, demand, surveys,
signals, hindrances, task forces, balances of funds, a carrier that is not offered. A firm or segment is in it for a
tie that may be shown, never for one that may not.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chainscout.carried import Held, whole
from graph.model.change import Row, View
from queries.methods.operations import FILLING_BASIS
from visualizations._edition import is_stage_shown, may_be_shown, offered

NAMES = ("id", "name", "name_en", "aliases", "short_name", "source_url")
NODES: Mapping[str, tuple[str, ...]] = {
    "Carrier": ("carrier_type", "purpose", "area_m2", "area_mu", "free_m2", "free_mu", "floor_load_t_m2", "floor_height_m",
                "power_kva", "free_from"),
    "Chain": ("members",),
    "Firm": ("names", "uscc", "stock_code"),
    "Fund": ("fund_type", "size_100m_cny", "size_qualifier", "vintage_year"),
    "Honour": ("honour_level", "honour_type"),
    "Place": ("place_type", "longitude", "latitude"),
    "Product": (),
    "Project": ("project_type", "project_stage", "stage_on"),
    "Segment": ("segment_type", "position", "product_words"),
}  # fmt: skip
ALWAYS = ("_subject", "_object", "edge_id", "basis", "since", "known_on", "n_sources", "source_url")
TIES: Mapping[str, tuple[str, ...]] = {
    "BRAND_OF": (), "CLASSIFIED_IN": (), "FEEDS": ("essential", "routes"), "FILLS": (), "HOLDS": ("year", "batch"),
    "HOLDS_STAKE_IN": ("stake_pct", "stake_100m_cny", "partner_type"),
    "INVESTS_IN": ("funding_round", "invested_on", "invested_100m_cny"), "LEADS": (), "LOCATED_IN": (), "MAKES": (),
    "MANAGES": (), "MANDATED_FOR": ("mandate_breadth",), "OPERATES_IN": ("at", "activity", "stage", "capacity", "products"),
    "PART_OF": (), "PROJECT_COMPANY_OF": (), "REGISTERED_IN": (), "RUNS": (), "SAME_AS": ("extent",),
    "SUBSIDIARY_OF": (), "SUPPLIES": ("segment", "product"), "WITHIN": (),
}  # fmt: skip
STANDING = frozenset({"Chain", "Fund", "Place"})
"""Kinds whose nodes are shown for themselves; the others only with a tie that tells of them."""
TELLING: Mapping[str, tuple[bool, bool]] = {
    "BRAND_OF": (True, True), "HOLDS": (True, True), "HOLDS_STAKE_IN": (True, False), "INVESTS_IN": (True, True),
    "LEADS": (True, False), "MAKES": (True, True), "MANAGES": (True, False), "OPERATES_IN": (True, True),
    "PROJECT_COMPANY_OF": (True, True), "RUNS": (True, False), "SUBSIDIARY_OF": (True, True), "SUPPLIES": (True, True),
}  # fmt: skip
"""Which ends such a tie brings in: subject, object. Where a firm stands tells nothing of it."""


@dataclass(frozen=True)
class _Guest:
    """What is looked up once for all rows."""

    view: View
    projects: frozenset[str]
    carriers: frozenset[str]
    kinds: Mapping[str, str]

    def may_see(self, kind: str, tie: Row) -> bool:
        """Is the tie said by a source, of what may be shown, between nodes of kinds that may?"""
        ends = (tie["_subject"], tie["_object"])
        told = tie.get("basis") in (None, *FILLING_BASIS)
        return told and all(self._is_open(i) for i in ends) and (kind != "OPERATES_IN" or self._is_plant(tie))

    def _is_open(self, node: str) -> bool:
        kind = self.kinds.get(node)
        return {"Project": node in self.projects, "Carrier": node in self.carriers}.get(kind or "", kind is not None)

    def _is_plant(self, tie: Row) -> bool:
        here = is_stage_shown(self.view, tie.get("stage"), tie.get("since"), tie.get("known_on"))
        return here and tie.get("activity") != "buy"


def released(view: View) -> Held:
    """The nodes and ties that guests may carry away, with the fields they may read."""
    held = whole(view)
    nodes = {kind: rows for kind, rows in held.nodes if kind in NODES}
    projects = (p["id"] for p in nodes["Project"] if _is_shown(view, p))
    guest = _Guest(view, frozenset(projects), offered(view), {r["id"]: k for k, rows in nodes.items() for r in rows})
    ties = {k: [t for t in rows if guest.may_see(k, t)] for k, rows in held.ties if k in TIES}
    kept = _told(ties) | guest.projects | guest.carriers
    kept |= {r["id"] for k in STANDING for r in nodes[k]}
    return Held(
        _cut(nodes, NODES, NAMES, lambda r: r["id"] in kept),
        _cut(ties, TIES, ALWAYS, lambda r: r["_subject"] in kept and r["_object"] in kept),
    )


def _is_shown(view: View, project: Row) -> bool:
    return may_be_shown(view, project.get("project_stage"), project.get("stage_on"), "outside")


def _told(ties: Mapping[str, list[Row]]) -> set[str]:
    """The nodes that a tie tells of."""
    ends = ("_subject", "_object")
    return {
        t[end]
        for k, brings in TELLING.items()
        for t in ties[k]
        for end, is_in in zip(ends, brings, strict=True)
        if is_in
    }


def _cut(
    rows: Mapping[str, list[Row]], fields: Mapping[str, tuple[str, ...]], always: tuple[str, ...], is_kept: Callable[[Row], bool]
) -> Iterator[tuple[str, list[Row]]]:  # fmt: skip
    for kind, those in rows.items():
        allowed = {*always, *fields[kind]}
        yield kind, [{f: v for f, v in r.items() if f in allowed} for r in those if is_kept(r)]
