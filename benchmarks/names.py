"""Whom and what are the questions asked about? Names of the graph itself: some from the middle, and the hubs.

The same graph gives the same names. `tests/samples.py` fills in what is chosen for no reason of size.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from chainscout import registry
from graph.projection.frames import Stored
from tests.samples import SAMPLES

CITY, ZONE = "350200", "xm-torch"
FIXED: Mapping[str, Mapping[str, Any]] = {
    "typical": {"place": ZONE, "beside": (CITY,), "since": "2024-01-01"},
    "hub": {"place": CITY, "beside": ("440300", "340100"), "since": "2015-01-01"},
}
"""Places by how many firms they have: the generator gives the city and the zone the share they have in reality."""

ONLY: Mapping[str | tuple[str, str], tuple[str, ...]] = {
    "suppliers": ("firm", "place"),
    "customers": ("firm", "place"),
    "sources": ("firm",),
    "near-suppliers": ("firm",),
    ("conflicts", "typical"): ("firm",),
    ("conflicts", "hub"): ("chain",),
    ("holdings-on-gaps", "hub"): ("place",),
}
"""Questions that take one of two, or say more when they are told less."""


def chosen(frames: Path) -> dict[str, dict[str, Any]]:
    """What to ask about, typical and hub, by the name of what a question needs."""
    ties = Stored(frames, "edge")
    done = ties["OPERATES_IN"].select("subject", "object", "at")
    chains = _ranked(done.join(ties["PART_OF"].select(object="subject", chain="object"), on="object")["chain"])
    local = done.filter(pl.col("at") == CITY)["subject"].unique().implode()
    customers = _ranked(ties["SUPPLIES"]["object"])
    here = [
        f for f in _ranked(ties["SUPPLIES"].filter(pl.col("object").is_in(local))["object"]) if f not in customers[:2]
    ]
    ends = {"typical": [here[len(here) // 2], here[len(here) // 2 - 1]], "hub": customers[:2]}
    found = {}
    for asking, (firm, other) in ends.items():
        chain = chains[0] if asking == "hub" else chains[len(chains) // 2]
        segments = _ranked(done.filter(pl.col("object").str.starts_with(f"{chain}/"))["object"])
        segment = segments[0] if asking == "hub" else segments[len(segments) // 2]
        own = {"chain": chain, "segment": segment, "firm": firm, "other": other, **FIXED[asking]}
        found[asking] = {**SAMPLES, **own, **_fund(frames, asking)}
    return found


def _fund(frames: Path, asking: str) -> dict[str, str]:
    """The fund that holds most firms, or one from the middle; none where no fund holds any."""
    ids = Stored(frames, "node").get("Fund", pl.DataFrame(schema={"id": pl.String}))["id"].implode()
    held = Stored(frames, "edge").get("INVESTS_IN", pl.DataFrame(schema={"subject": pl.String}))
    funds = _ranked(held.filter(pl.col("subject").is_in(ids))["subject"])
    return {"fund": funds[0] if asking == "hub" else funds[len(funds) // 2]} if funds else {}


def _ranked(ids: pl.Series) -> list[str]:
    """Ids by how often they stand there, the most frequent first."""
    counted = ids.alias("id").to_frame().group_by("id").len().sort(["len", "id"], descending=[True, False])
    return counted["id"].to_list()


def asked(name: str, asking: str, names: Mapping[str, Any]) -> dict[str, Any]:
    """What one question is asked: what it must be told, and where it is, unless it says more otherwise."""
    options = {o.name: o for o in registry.options(registry.questions()[name].load().ask)}
    usual = [n for n, o in options.items() if o.required or n in ("chain", "place", "segment", "firm")]
    only = ONLY.get((name, asking)) or ONLY.get(name)
    return {n: names[n] for n in only or usual}
