"""Whom does a firm supply, with what, where?

某企业供货给谁,供什么,在哪里?
"""

from pydantic import Field

from graph.model.change import View
from queries.methods import lookup, supply
from queries.methods.answer import Answer, stamped
from queries.methods.locality import scope
from queries.methods.supply import SupplyTie

CYPHER = supply.CUSTOMERS


class Customers(Answer):
    """The firms that a firm supplies, its own customers before those of its kin."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    place: str = Field(title="地点")
    n_inside: int = Field(title="区内客户数")
    ties: tuple[SupplyTie, ...] = Field(title="客户")


def ask(view: View, *, firm: str, segment: str = "", chain: str = "", place: str = "厦门市") -> Customers:
    """The customers of a firm and of its kin; for one segment where given."""
    asked = lookup.firm(view, firm)
    only = lookup.twins(view, lookup.segment(view, segment, chain)) if segment else ()
    around = scope(view, lookup.place(view, place))
    found = supply.ties(view, CYPHER, asked, around, only)
    return Customers(
        **stamped(view),
        n=len({t.firm for t in found}),
        not_known=supply.unsaid(found, "客户"),
        evidence=tuple(dict.fromkeys(e for t in found for e in t.evidence)),
        firm=asked,
        name=lookup.firm_name(view, asked),
        place=around.name,
        n_inside=len({t.firm for t in found if t.locality == "inside"}),
        ties=found,
    )
