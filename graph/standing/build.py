"""From events to what stands: cut, identity, one row a tie, ends that exist; what is dropped is counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import narwhals as nw
import polars as pl

from graph import schema
from graph.identity import resolve
from graph.ledger import Pin
from graph.ledger.door import BASES
from graph.standing.cut import NEEDED, cut
from graph.standing.firms import named
from graph.standing.publishers import publishers
from graph.standing.ties import Context, canonical, columns, edge_ids, empty, ids_of, joined
from graph.standing.where import inside, refined


@dataclass
class Standing:
    """What stands at two dates: frames by kind, the claims behind each tie, ids that are another's, counts."""

    nodes: dict[str, pl.DataFrame] = field(default_factory=dict)
    edges: dict[str, pl.DataFrame] = field(default_factory=dict)
    evidence: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EVIDENCE))
    redirects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REDIRECTS))
    counts: dict[str, int] = field(default_factory=dict)


EVIDENCE = {"tie": pl.String, "claim_id": pl.String}
REDIRECTS = {"id": pl.String, "canonical_id": pl.String}


def standing(pin: Pin, *, as_of: date, known_on: date) -> Standing:
    """What stands at `as_of` as far as was known on `known_on`, from one pinned version of the ledger."""
    return _Build(pin, as_of, known_on).run()


class _Build:
    """One standing in the making: nodes first (identity needs the firms), then ties."""

    def __init__(self, pin: Pin, as_of: date, known_on: date) -> None:
        self.pin, self.as_of, self.known_on = pin, as_of, known_on
        self.judgements = pin.judgements.collect()
        self.result = Standing()
        self.evidence: list[pl.DataFrame] = []
        self.sources, self.urls = _numbered(pin.sources.collect())

    def run(self) -> Standing:
        """Build everything."""
        firms = self._claims("Firm")
        self.moved = self._identify(firms)
        context = Context(self.sources, self.urls, self.moved)
        self.result.nodes["Firm"] = self._firms(firms, context)
        del firms
        for kind in schema.nodes():
            if kind != "Firm":
                claims = self._claims(kind).with_columns(tie="subject")
                self.result.nodes[kind] = self._keep(kind, claims, context)
        self._ties(context)
        if self.evidence:
            self.result.evidence = pl.concat(self.evidence)
        return self.result

    def _ties(self, context: Context) -> None:
        within = self._claims("WITHIN") if "WITHIN" in schema.edges() else None
        nested = inside(within.select("subject", "object")) if within is not None else None
        for kind in schema.edges():
            claims = self._ends(kind, self._claims(kind))
            if "at" in schema.key(kind) and nested is not None and len(nested):
                claims = refined(claims, nested)
            claims = claims.with_columns(edge_ids(kind, claims))
            self.result.edges[kind] = self._keep(kind, claims, context)

    def _claims(self, kind: str) -> pl.DataFrame:
        """The claims of a kind that stand, with the columns a tie is made of, in the leanest types."""
        own = list(schema.fields(kind))
        ends = ["subject", "object"] if schema.is_edge(kind) else ["subject"]
        wanted = list(dict.fromkeys([*NEEDED, *ends, *own, "basis", "confidence", "source", "known_from"]))
        events = self.pin.claims.filter(pl.col("kind") == kind).select(wanted)
        stands = nw.to_native(cut(nw.from_native(events), as_of=self.as_of, known_on=self.known_on))
        known = pl.when(pl.col("known_from") == "published").then("known_on").alias("known")
        basis = pl.col("basis").replace_strict({b: n for n, b in enumerate(BASES)}, return_dtype=pl.Int8)
        return (
            stands.join(self.sources.lazy(), on="source", how="left", maintain_order="none")
            .select("claim_id", *ends, *own, basis, "confidence", "since", "until", known, "publisher", "url", "source")
            .drop("source")
            .collect(engine="streaming")
        )

    def _identify(self, firms: pl.DataFrame) -> pl.DataFrame:
        mentions = (
            firms.select("name", "uscc", id="subject").unique().select("id", "name", "uscc").sort("id", "name", "uscc")
        )
        identity = resolve(mentions, self.judgements)
        self.result.counts["ambiguous"] = len(identity.ambiguous)
        moved = identity.canon.filter(pl.col("id") != pl.col("canonical_id")).select("id", "canonical_id")
        self.result.redirects = moved
        return moved

    def _firms(self, claims: pl.DataFrame, context: Context) -> pl.DataFrame:
        ours = canonical(claims.lazy().with_columns(tie="subject"), "tie", context.moved).collect(engine="streaming")
        firms = self._keep("Firm", ours, context)
        mentions = ours.select("name", mention="subject", id="tie")
        return named(firms, mentions, self.judgements, self.as_of).select(list(columns("Firm")))

    def _ends(self, kind: str, claims: pl.DataFrame) -> pl.DataFrame:
        """Ends canonical; ties to itself and to what is not there are dropped and counted."""
        lazy = claims.lazy()
        sides = zip(("subject", "object"), schema.ends(kind), strict=True)
        ends = list(sides)
        for column, kinds in ends:
            if "Firm" in kinds:
                lazy = canonical(lazy, column, self.moved)
        whole = lazy.collect(engine="streaming")
        there = whole.filter(pl.col("subject") != pl.col("object"))
        self._count("self_ties", kind, whole, there)
        found = there
        for column, kinds in ends:
            ids = ids_of(self.result.nodes, kinds).rename({"id": column})
            found = found.join(ids, on=column, how="semi")
        self._count("dangling", kind, there, found)
        return found

    def _count(self, what: str, kind: str, before: pl.DataFrame, after: pl.DataFrame) -> None:
        """How many ties went; ties, not claims."""
        lost = 0
        if len(after) < len(before):
            key = ["subject", "object", *schema.key(kind)]
            lost = before.join(after, on="claim_id", how="anti").select(key).unique().height
        self.result.counts[what] = self.result.counts.get(what, 0) + lost

    def _keep(self, kind: str, claims: pl.DataFrame, context: Context) -> pl.DataFrame:
        if claims.is_empty():
            return empty(kind)
        self.evidence.append(claims.select("tie", "claim_id"))
        return joined(kind, claims, context)


def _numbered(sources: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Sources with publisher and url as numbers, and the urls; what is joined to every claim must be small."""
    found = publishers(sources)
    houses = found.select("publisher").unique().sort("publisher").with_row_index("_house")
    numbered = found.with_row_index("_url").join(houses, on="publisher", how="left", maintain_order="left")
    return numbered.select("source", publisher="_house", url="_url"), found["url"]


__all__: Iterable[str] = ["EVIDENCE", "REDIRECTS", "Standing", "standing"]
