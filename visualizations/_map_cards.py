"""Which cards does the map of a chain or a group have, and which ties stand between them?"""

from collections.abc import Iterable, Sequence

from graph.model.change import Row
from queries.methods.chain_states import ChainStates
from visualizations._layout import Card

BANDS = {"upstream": 0, "midstream": 1, "downstream": 2}


def cards_of(several: Sequence[ChainStates], feeds: Iterable[Row]) -> tuple[list[Card], dict[tuple[str, str], Row]]:
    """The cards of some chains and the ties between them; whole twins share one card."""
    listed = [s for one in several for s in one.rows.segments]
    head: dict[str, str] = {}
    for one in several:
        for segment in one.rows.segments:
            kin = one.rows.twin_class(segment["id"])
            head[segment["id"]] = next((head[k] for k in sorted(kin) if k in head), segment["id"])
    cards = [
        Card(s["id"], BANDS.get(s["position"], 1), s["segment_type"] or "") for s in listed if head[s["id"]] == s["id"]
    ]
    mine: dict[tuple[str, str], Row] = {}
    for f in feeds:
        a, b = head.get(f["upstream"]), head.get(f["downstream"])
        if a and b and a != b:
            mine.setdefault((a, b), f)
    return cards, mine
