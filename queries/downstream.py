"""What does a segment feed, to a depth, across chains?

某环节的下游有哪些环节,逐层、跨链,各有哪些区内企业?
"""

from pydantic import Field

from graph.model.change import View
from queries.methods import lookup, reach
from queries.methods.answer import Answer, stamped
from queries.methods.locality import scope
from queries.methods.reach import Reached

CYPHER = reach.DOWNSTREAM


class Downstream(Answer):
    """The segments downstream of one, nearest first; one line a feed."""

    segment: str = Field(title="环节编号")
    name: str = Field(title="环节")
    place: str = Field(title="地点")
    depth: int = Field(title="层数")
    steps: tuple[Reached, ...] = Field(title="下游环节")


def ask(view: View, *, segment: str, chain: str = "", depth: int = 3, place: str = "厦门市") -> Downstream:
    """The segments downstream of a segment and its whole twins, `depth` steps far, with the firms here."""
    asked = lookup.segment(view, segment, chain)
    around = scope(view, lookup.place(view, place))
    steps = reach.reached(view, CYPHER, asked, depth, around)
    return Downstream(
        **stamped(view),
        n=len({s.segment for s in steps}),
        not_known=reach.unsaid(steps, depth, "下游"),
        evidence=tuple(dict.fromkeys(e for s in steps for e in s.evidence)),
        segment=asked,
        name=lookup.segment_names(view, [asked])[asked],
        place=around.name,
        depth=depth,
        steps=steps,
    )
