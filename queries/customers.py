"""Whom does a firm supply, with what, where?

某企业供货给谁,供什么,在哪里?
"""

from pydantic import Field

from graph.model.change import View
from queries.methods import lookup, supply
from queries.methods.answer import Answer, stamped
from queries.methods.rings import rings
from queries.methods.supply import SupplyTie

CYPHER = supply.CUSTOMERS


class Customers(Answer):
    """The firms that a firm supplies, its own customers before those of its kin."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    place: str = Field(title="地点")
    circle: str | None = Field(title="圈")
    within_km: float | None = Field(title="圈的半径(公里)")
    n_inside: int = Field(title="区内客户数")
    n_in_circle: int | None = Field(title="圈内客户数")
    ties: tuple[SupplyTie, ...] = Field(title="客户")


def ask(
    view: View, *, firm: str, segment: str = "", chain: str = "", place: str = "厦门市", within_km: float | None = None
) -> Customers:
    """The customers of a firm and of its kin; for one segment where given."""
    asked = lookup.firm(view, firm)
    only = lookup.twins(view, lookup.segment(view, segment, chain)) if segment else ()
    around = rings(view, lookup.place(view, place), within_km)
    found = supply.ties(view, CYPHER, asked, around, only)
    return Customers(
        **stamped(view),
        n=len({t.firm for t in found}),
        not_known=supply.unsaid(found, "客户"),
        evidence=tuple(dict.fromkeys(e for t in found for e in t.evidence)),
        firm=asked,
        name=lookup.firm_name(view, asked),
        place=around.place.name,
        circle=around.circle.name if around.circle else None,
        within_km=within_km,
        n_inside=len({t.firm for t in found if t.locality == "inside"}),
        n_in_circle=len({t.firm for t in found if t.circle_locality == "inside"}) if around.circle else None,
        ties=found,
    )
