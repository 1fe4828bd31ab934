"""From what stands to what is published: derive, compare with the last one, write the difference.

An incremental build equals a rebuild by construction: both publish the same frames, and the change between two sets
of frames is all that an incremental one writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from graph import schema
from graph.ledger import Pin
from graph.model.change import Change, Stamp
from graph.projection import frames
from graph.projection.captions import captioned
from graph.projection.derived import derive
from graph.projection.difference import compare, rebuild
from graph.projection.frames import Made, Stored
from graph.standing import Standing, standing
from graph.stores import Published, Publisher

__all__ = ["Built", "compare", "derive", "project", "publish"]

SYNTHETIC = pl.col("basis").eq_missing(pl.lit("synthetic"))
"""Events that retract or correct have no basis: they are none of these."""


@dataclass(frozen=True)
class Built:
    """What a build published: nodes and edges by kind, how many it wrote, and whether it made all anew."""

    stamp: Stamp
    nodes: Mapping[str, int]
    edges: Mapping[str, int]
    touched: int
    rebuilt: bool
    counts: Mapping[str, int] = field(default_factory=dict)


def project(
    pin: Pin, *, as_of: date, known_on: date, store: Publisher, anew: bool = False, synthetic: bool = False
) -> Built:
    """Publish in a store what stands of the pinned ledger at a date, as known on a date.

    What was invented for an example stays out unless it is asked for; then the stamp says how much of it there is.
    """
    seen, invented = (pin, invented_claims(pin)) if synthetic else real(pin)
    stands = standing(seen, as_of=as_of, known_on=known_on)
    shown = (
        stands.evidence.filter(pl.col("claim_id").is_in(invented.implode()))["claim_id"].n_unique()
        if synthetic and len(invented)
        else 0
    )
    if len(invented) and not synthetic:
        stands.counts["synthetic"] = len(invented)
    stamp = Stamp(as_of.isoformat(), known_on.isoformat(), pin.version, schema.VERSION, synthetic=shown)
    return publish(stands, stamp, store, anew, pin.load)


def real(pin: Pin) -> tuple[Pin, pl.Series]:
    """The ledger without what was invented for an example, and the ids of those claims.

    What is left out whole cannot be mixed into an answer: no tie, no name, no code of it.
    """
    invented = invented_claims(pin)
    if invented.is_empty():
        return pin, invented
    return replace(pin, claims=pin.claims.filter(SYNTHETIC.not_())), invented


def invented_claims(pin: Pin) -> pl.Series:
    """The ids of all claims whose basis is synthetic."""
    return pin.claims.filter(SYNTHETIC).select(pl.col("claim_id").unique()).collect(engine="streaming").to_series()


def publish(stands: Standing, stamp: Stamp, store: Publisher, anew: bool = False, load: int | None = None) -> Built:
    """Publish what stands: all of it if anew, if nothing was published or the vocabulary changed, else the difference.

    The standing's frames are let go of as they are written, so that they and the graph are not both in memory.
    """
    with store.sole_writer():
        before = None if anew else _comparable(store.published(), stamp)
        draft = store.draft()
        nodes, edges, counts = Stored(draft, "node"), Stored(draft, "edge"), dict(stands.counts)
        made, ties, counts["places_unknown"] = derive(stands.nodes, stands.edges)
        frames.put_beside(draft, stands.evidence, stands.redirects, Made(load, counts))
        stands.nodes.clear()
        stands.edges.clear()
        for side, found in ((nodes, made), (edges, ties)):
            for kind in list(found):
                frame = found.pop(kind)
                side.put(kind, captioned(kind, frame) if side is nodes else frame)
        change = _change(before, nodes, edges)
        n_nodes, n_edges = nodes.heights(), edges.heights()
        store.apply(change, stamp, draft)
    touched = sum(n_nodes.values()) + sum(n_edges.values()) if change.rebuild else change.size
    return Built(stamp, n_nodes, n_edges, touched, change.rebuild, counts)


def _comparable(published: Published | None, stamp: Stamp) -> Published | None:
    same_words = published is not None and published.stamp.vocabulary == stamp.vocabulary
    return published if published and same_words and published.complete else None


def _change(before: Published | None, nodes: Stored, edges: Stored) -> Change:
    if before is None:
        return rebuild((nodes, edges))
    old = Stored(before.frames, "node"), Stored(before.frames, "edge")
    return compare(old, (nodes, edges))
