"""From events to what stands: cut, identity, one row a tie, ends that exist; what is dropped is counted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from graph import schema
from graph.identity import resolve
from graph.ledger import Pin
from graph.standing.cut import NEEDED, cut, cut_single
from graph.standing.doing import settled
from graph.standing.firms import named
from graph.standing.numbers import numbered
from graph.standing.publishers import publishers
from graph.standing.ties import Context, columns, edge_ids, empty, joined, lean
from graph.standing.weight import RANKS, telling
from graph.standing.where import inside, refined

EVIDENCE: dict[str, pl.DataType] = {"tie": pl.String(), "claim_id": pl.String()}
REDIRECTS: dict[str, pl.DataType] = {"id": pl.String(), "canonical_id": pl.String()}
SMALL = 50_000
"""So many events of the smallest kinds are read once."""


@dataclass
class Standing:
    """What stands at two dates: frames by kind, the claims behind each tie, ids that are another's, counts."""

    nodes: dict[str, pl.DataFrame] = field(default_factory=dict)
    edges: dict[str, pl.DataFrame] = field(default_factory=dict)
    evidence: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EVIDENCE))
    redirects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REDIRECTS))
    counts: dict[str, int] = field(default_factory=dict)


def standing(pin: Pin, *, as_of: date, known_on: date) -> Standing:
    """What stands at `as_of` as far as was known on `known_on`, from one pinned version of the ledger."""
    return _Build(pin, as_of, known_on).run()


class _Build:
    """One standing in the making: firms, the other nodes, then ties, whose ends are numbers of nodes meanwhile."""

    def __init__(self, pin: Pin, as_of: date, known_on: date) -> None:
        self.pin, self.as_of, self.known_on = pin, as_of, known_on
        self.judgements = pin.judgements.collect()
        self.result = Standing(counts={"self_ties": 0, "dangling": 0})
        self.claims = pin.claims
        said = pin.claims.group_by("kind").len().collect(engine="streaming")
        self.kinds = set(said["kind"])
        self.few = _at_hand(pin.claims, said)
        self.contested = _contested(self.claims)
        self.any_contested = self.contested.select(pl.len()).collect().item() > 0
        self.evidence: list[pl.DataFrame] = []
        self.numbers: dict[tuple[str, ...], pl.DataFrame] = {}
        self.sources, urls = _numbered(pin.sources.collect())
        self.context = Context(urls, pl.Series("id", [], pl.String))

    def run(self) -> Standing:
        """Build everything."""
        self._firms()
        for kind in schema.nodes():
            if kind not in self.kinds:
                self.result.nodes[kind] = empty(kind)
            elif kind != "Firm":
                self.result.nodes[kind] = self._keep(kind, self._stands(kind).rename({"subject": "tie"}))
        self.context = Context(self.context.urls, pl.concat(f["id"] for f in self.result.nodes.values()))
        nested = inside(self._stands("WITHIN").select("subject", "object"))
        for kind in schema.edges():
            self.result.edges[kind] = self._ties(kind, nested) if kind in self.kinds else empty(kind)
        if self.evidence:
            self.result.evidence = pl.concat(self.evidence)
        return self.result

    def _stands(self, kind: str) -> pl.DataFrame:
        """The claims of a kind that stand, with the columns a tie is made of, sources as numbers."""
        own = list(schema.fields(kind))
        ends = ["subject", "object"] if schema.is_edge(kind) else ["subject"]
        wanted = list(dict.fromkeys([*NEEDED, *ends, *own, "basis", "confidence", "source", "known_from"]))
        claims = self.few[0] if kind in self.few[1] else self.claims
        events = claims.filter(pl.col("kind") == kind).select(wanted)
        parts = [self._cut(cut_single, events.join(self.contested, on="claim_id", how="anti"))]
        if self.any_contested:
            parts.append(self._cut(cut, events.join(self.contested, on="claim_id", how="semi")))
        known = pl.when(pl.col("known_from") == "published").then("known_on").alias("known")
        basis = pl.col("basis").replace_strict(RANKS, return_dtype=pl.Int8)
        cited = pl.concat(parts).join(self.sources.lazy(), on="source", how="left", maintain_order="none")
        columns_ = ["claim_id", *ends, *own, basis, "confidence", "since", "until", known, _house(), "url"]
        return lean(cited.select(columns_).collect(engine="streaming"))

    def _cut(self, how: Callable[..., nw.LazyFrame[Any]], events: pl.LazyFrame) -> pl.LazyFrame:
        stands: pl.LazyFrame = how(nw.from_native(events), as_of=self.as_of, known_on=self.known_on).to_native()
        return stands

    def _firms(self) -> None:
        """Firms as judgements say; until they are one row each, mentions and firms are numbers."""
        claims = self._stands("Firm")
        mentions, ids = numbered(claims["subject"])
        claims = claims.drop("subject").with_columns(mentions.alias("mention"))
        identity = resolve(_mentions(claims, ids), self.judgements)
        self.result.counts["ambiguous"] = len(identity.ambiguous)
        self.result.redirects = identity.redirects
        firms, ids = _canonical(ids, identity.redirects)
        claims = claims.with_columns(tie=firms.gather(claims["mention"]))
        if claims.is_empty():
            self.result.nodes["Firm"] = empty("Firm")
            return
        self.evidence.append(claims.select(ids.gather(claims["tie"]).alias("tie"), "claim_id"))
        shown = joined("Firm", telling(claims), self.context)
        whole = named(shown, claims.select("mention", "name", id="tie"), ids, self.judgements, self.as_of)
        self.result.nodes["Firm"] = whole.with_columns(ids.gather(whole["id"]).alias("id")).select(
            list(columns("Firm"))
        )

    def _ties(self, kind: str, nested: pl.DataFrame) -> pl.DataFrame:
        """The ties of a kind; those to a node that is not there and, after a merge, to itself are dropped and counted."""
        subject, object_ = (self._numbers(kinds) for kinds in schema.ends(kind))
        claims = self._stands(kind)
        for column, numbers in (("subject", subject), ("object", object_)):
            claims = claims.with_columns(_looked_up(claims[column], numbers))
        claims = self._drop("dangling", kind, claims, pl.any_horizontal(pl.col("subject", "object").is_null()))
        claims = self._drop("self_ties", kind, claims, pl.col("subject") == pl.col("object"))
        if "at" in schema.key(kind):
            claims = refined(claims, nested)
        if "activity" in schema.key(kind):
            claims = settled(claims)
        return self._keep(kind, claims.with_columns(edge_ids(kind, claims, self.context.ids)))

    def _numbers(self, kinds: tuple[str, ...]) -> pl.DataFrame:
        """Ids of these kinds with their number in the order of nodes; old ids of firms lead to their canonical one."""
        if kinds not in self.numbers:
            start, found = 0, []
            for kind, frame in self.result.nodes.items():
                if kind in kinds:
                    found.append(frame.select("id").with_row_index("number", start))
                start += len(frame)
            numbers = pl.concat(found)
            if "Firm" in kinds and len(self.result.redirects):
                moved = self.result.redirects.join(numbers, left_on="canonical_id", right_on="id")
                own = numbers.join(moved, on="id", how="anti")
                numbers = pl.concat([own, moved.select("number", "id")])
            self.numbers[kinds] = numbers
        return self.numbers[kinds]

    def _drop(self, what: str, kind: str, claims: pl.DataFrame, bad: pl.Expr) -> pl.DataFrame:
        """The claims without the bad ones, of which the ties are counted."""
        lost = claims.filter(bad)
        if lost.is_empty():
            return claims
        self.result.counts[what] += lost.select("subject", "object", *schema.key(kind)).unique().height
        return claims.filter(bad.not_())

    def _keep(self, kind: str, claims: pl.DataFrame) -> pl.DataFrame:
        if claims.is_empty():
            return empty(kind)
        self.evidence.append(claims.select("tie", "claim_id"))
        return joined(kind, telling(claims), self.context)


def _mentions(firms: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """What each mention is called and its codes, in an order that is not the rows'."""
    told = firms.select("mention", "name", "uscc", print=pl.col("name").hash() ^ pl.col("uscc").hash(1))
    ends = told.group_by("mention").agg(
        pl.col("name", "uscc").first(), torn=pl.col("print").min() != pl.col("print").max()
    )
    several = told.join(ends.filter("torn"), on="mention", how="semi").select("mention", "name", "uscc").unique()
    once = ends.filter(~pl.col("torn")).select("mention", "name", "uscc").sort("mention")
    whole = pl.concat([once, several.sort("mention", "name", "uscc")])
    return whole.select(ids.gather(whole["mention"]).alias("id"), "name", "uscc")


def _canonical(ids: pl.Series, moved: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """For each number of a mention that of its firm, and the ids of firms: mentions' first, then new ones (codes)."""
    numbers = pl.Series("tie", range(len(ids)), pl.UInt32)
    if moved.is_empty():
        return numbers, ids
    known = ids.to_frame("id").with_row_index("number")
    new = moved.select(id="canonical_id").unique().join(known, on="id", how="anti").sort("id")
    whole = pl.concat([ids.alias("id"), new["id"]])
    at = whole.to_frame().with_row_index("to")
    steps = moved.join(known, on="id").join(at.rename({"id": "canonical_id"}), on="canonical_id")
    return numbers.scatter(steps["number"], steps["to"]), whole


def _looked_up(texts: pl.Series, numbers: pl.DataFrame) -> pl.Series:
    """The number of each id; of few ids only those numbers are looked through."""
    if len(texts) * 4 < len(numbers):
        numbers = numbers.filter(pl.col("id").is_in(texts.unique().implode()))
    asked = texts.to_frame("id").join(numbers, on="id", how="left", maintain_order="left")
    return asked["number"].alias(texts.name)


def _at_hand(claims: pl.LazyFrame, said: pl.DataFrame) -> tuple[pl.LazyFrame, set[str]]:
    """The claims of the smallest kinds, as many as SMALL allows, in memory rather than read again for each kind."""
    small = set(said.sort("len", "kind").filter(pl.col("len").cum_sum() <= SMALL)["kind"])
    return claims.filter(pl.col("kind").is_in(small)).collect(engine="streaming").lazy(), small


def _contested(claims: pl.LazyFrame) -> pl.LazyFrame:
    """The claims that have several events; the rest, mostly nearly all, need no comparison of events."""
    prints = claims.select(print=pl.col("claim_id").hash()).collect(engine="streaming").to_series()
    often = prints.filter(prints.is_duplicated()).unique()
    if often.is_empty():
        return pl.LazyFrame(schema={"claim_id": pl.String})
    ids = claims.select("claim_id").filter(pl.col("claim_id").hash().is_in(often.implode()))
    return ids.unique().collect(engine="streaming").lazy()


def _house() -> pl.Expr:
    """The publisher's number; a source that nobody described is a house of its own, with a number beyond all others."""
    own = pl.col("source").hash() % 2**31 + 2**31
    return pl.coalesce("publisher", own.cast(pl.UInt32)).alias("publisher")


def _numbered(sources: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Sources with publisher and url as numbers, and the urls; what is joined to every claim must be small."""
    found = publishers(sources)
    houses = found.select("counted").unique().sort("counted").with_row_index("_house")
    numbered = found.with_row_index("_url").join(houses, on="counted", how="left", maintain_order="left")
    return numbered.select("source", publisher="_house", url="_url"), found["url"]
