"""企业关系图: a firm and its ties as a network: suppliers left, customers right, kin and investors above, segments below.

At most 300 nodes stand open; the rest are groups that open at a press. Solid is said by a source, dashed is inferred.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from graph.model.change import View
from queries import customers, firm_profile, suppliers
from queries.firm_profile import FirmProfile
from queries.methods import lookup
from queries.methods.operations import FILLING_BASIS
from queries.methods.supply import SupplyTie
from visualizations import _sources
from visualizations._edition import may_be_shown
from visualizations._glossary import Glossary, glossary
from visualizations._html import embedded, render
from visualizations._network import Sector, Spoke, network, script
from visualizations._sheet import EDITIONS, Edition, stamped, watermark

TITLE = "企业关系图"
SECTORS = (
    Sector("supplier", "供应商", "left", 17, "Suppliers"),
    Sector("customer", "客户", "right", 17, "Customers"),
    Sector("kin", "关联企业", "up", 9, "Related firms"),
    Sector("invest", "投资关系", "up", 9, "Investments"),
    Sector("segment", "所做环节", "down", 9, "Segments"),
    Sector("project", "项目", "down", 6, "Projects"),
)
ENGLISH = {TITLE: "Firm network", "有出处": "sourced", "推断": "inferred"} | {s.title: s.english for s in SECTORS}
"""What the page calls its own parts."""

INVESTS = """
MATCH (f:Firm {id: $firm})-[e:INVESTS_IN]-(g)
RETURN g.id AS other, g.name AS name, startNode(e).id AS investor, e.funding_round AS funding_round,
       e.invested_on AS invested_on, e.basis AS basis, e.source_url AS source_url
"""


def page(view: View, *, firm: str, place: str = "厦门市", edition: Edition = "internal") -> str:
    """The ties of a firm as one HTML file with an interactive network and the same as a table."""
    profile = firm_profile.ask(view, firm=firm, place=place)
    spokes = [s for s in _spokes(view, profile, place, edition) if edition == "internal" or s.known]
    once = list({(s.sector, s.id): s for s in spokes}.values())
    words = glossary(view, ENGLISH)
    sectors = [_or_none(s) if edition == "internal" else s for s in SECTORS]
    data = _in_both(network((profile.firm, profile.name), once, sectors), words)
    data |= {"middle": profile.firm, "name": profile.name, "name_en": words.said(profile.name)}
    titles = {s.id: s.title for s in SECTORS}
    rows = [(titles[s.sector], s.label, s.says, "有出处" if s.known else "推断", s.url) for s in once]
    source = _sources.counted(view, profile.evidence, edition)
    context = {"title": TITLE, "source": source, "name": profile.name, "stamp": view.stamp, "cite": f"{TITLE},{profile.name},{stamped(view)}",
               "edition": EDITIONS[edition], "watermark": watermark(view), "data": embedded(data), "sectors": SECTORS, "rows": rows,
               "words": words, "parts": ENGLISH, "not_known": profile.not_known if edition == "internal" else ()}  # fmt: skip
    return render(
        "firm_network.html.j2", ("sheet.css", "firm_network.css"), "firm_network.js", context, before=script()
    )


def _or_none(sector: Sector) -> Sector:
    """The sector with what is said where nothing of it is on record; to guests nothing is said of that."""
    return replace(
        sector, none=(f"{sector.title}:库中没有记录,\n不等于没有", f"{sector.english}: no record,\nwhich is not none")
    )


def _in_both(data: dict[str, Any], words: Glossary) -> dict[str, Any]:
    """The drawn texts with their English beside them, where it is another."""
    for one in (*data["nodes"], *data["edges"]):
        for key in ("label", "says"):
            english = words.english(one.get(key) or "")
            if english and one.get("level") == "segment":
                english = english[:1].upper() + english[1:]
            if english and english != one[key]:
                one.setdefault(f"{key}_en", english)
    return data


def _spokes(view: View, profile: FirmProfile, place: str, edition: Edition) -> Iterable[Spoke]:
    firm = profile.firm
    sold = suppliers.ask(view, firm=firm, place=place).ties
    bought = customers.ask(view, firm=firm, place=place).ties
    yield from (_supply(t, "supplier", "供", False) for t in sold)
    yield from (_supply(t, "customer", "售", True) for t in bought)
    for kin in profile.kin:
        yield Spoke(f"kin:{kin.firm}", kin.name, "kin", "box", kin.kinship, True, True)
    yield from _investments(view, profile.firm)
    chains = lookup.chain_names(view)
    for one in profile.operations:
        says = f"{chains.get(one.chain, one.chain)} · {one.place or '地点不明'}"
        known = one.basis in FILLING_BASIS
        yield Spoke(
            f"segment:{one.segment}", one.segment_name, "segment", "box", says, known, True, one.source_url or ""
        )
    for project in (p for p in profile.projects if may_be_shown(view, p.project_stage, p.stage_on, edition)):
        says = " · ".join(filter(None, (project.project_stage, project.stage_on)))
        yield Spoke(
            f"project:{project.name}", project.name, "project", "box", says, True, True, project.source_url or ""
        )


def _supply(tie: SupplyTie, sector: str, verb: str, outward: bool) -> Spoke:
    what = (tie.product or tie.segment_name or "未说明产品").replace(";", "、")
    says = (
        f"{verb}:{what}"
        + (f" · {tie.place}" if tie.place else "")
        + (f";经由{tie.through}" if tie.basis == "inferred" else "")
    )
    known = tie.basis in FILLING_BASIS
    return Spoke(f"{sector}:{tie.firm}", tie.name, sector, "box", says, known, outward, tie.source_url or "")


def _investments(view: View, firm: str) -> Iterable[Spoke]:
    rows = view.rows(INVESTS, {"firm": firm})
    for r in sorted(rows, key=lambda r: (r["invested_on"] or "", r["other"])):
        outward = r["investor"] == firm
        says = " · ".join(filter(None, ("对外投资" if outward else "获投资", r["funding_round"], r["invested_on"])))
        known = (r["basis"] or "declared") in FILLING_BASIS
        yield Spoke(
            f"invest:{r['other']}",
            r["name"] or r["other"],
            "invest",
            "box",
            says,
            known,
            outward,
            r["source_url"] or "",
        )
