"""Which chains, segments and places are there so far? What loaders resolve names against, whole columns at a time.

What else a row may refer to (funds, products, projects) is looked up when a loader asks for it: `Known.told`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from graph import schema
from graph.model.claim import Claims
from loaders import _cells

if TYPE_CHECKING:
    from graph.places import Places

CHAINS: dict[str, pl.DataType] = {
    "id": pl.String(),
    "name": pl.String(),
    "aliases": pl.List(pl.String()),
    "members": pl.List(pl.String()),
}
SEGMENTS: dict[str, pl.DataType] = {
    "id": pl.String(),
    "chain": pl.String(),
    "name": pl.String(),
    "aliases": pl.List(pl.String()),
    "filled_by": pl.String(),
    "stateless": pl.String(),
    "product_words": pl.List(pl.String()),
}
FEEDS: dict[str, pl.DataType] = {"subject": pl.String(), "object": pl.String(), "series": pl.String()}
LABELS = Path(__file__).parent / "data" / "labels.csv"
NEAREST = 3
"""How many names are offered."""
ASKED = 500
"""For how many distinct texts of a file names are offered."""


Told = Callable[[str], pl.DataFrame]


def told_frame(kind: str) -> dict[str, pl.DataType]:
    """Columns of what is told of a kind: those of its claims, and the series that says it."""
    return schema.frame_schema(kind) | {"series": pl.String()}


def nothing(kind: str) -> pl.DataFrame:
    """Of no kind anything is told."""
    return pl.DataFrame(schema=told_frame(kind))


def _none(columns: dict[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(schema=columns)


@dataclass(frozen=True)
class Known:
    """What a loader may refer to; frames may hold more columns than these.

    `chains`: id, name, aliases, members · `segments`: id (chain/segment), chain, name, aliases, filled_by, stateless,
    product_words · `feeds`: subject, object, series · `series`: the line of editions of the file being read, if it
    has a name of its own · `as_edition`: the file takes the place of what its series said before · `told`: the claims
    of a kind that stand so far, as `told_frame` says.
    """

    places: "Places | None" = None
    chains: pl.DataFrame = field(default_factory=lambda: _none(CHAINS))
    segments: pl.DataFrame = field(default_factory=lambda: _none(SEGMENTS))
    feeds: pl.DataFrame = field(default_factory=lambda: _none(FEEDS))
    series: str | None = None
    as_edition: bool = False
    told: Told = field(default=nothing, compare=False)

    def others(self, kind: str) -> pl.DataFrame:
        """The claims of a kind that stand beside this file: without its own series', if it takes that one's place."""
        told = self.told(kind)
        return told.filter(pl.col("series").ne_missing(self.series)) if self.as_edition else told

    def own(self, kind: str) -> pl.DataFrame:
        """The claims of a kind that this file's series has said before."""
        return self.told(kind).filter(pl.col("series") == self.series)

    def plus(self, claims: Iterable[Claims]) -> "Known":
        """With the chains, segments and feeds that these claims declare; a later claim of an id adds what it says."""
        chains, segments, feeds = [self.chains], [self.segments], [self.feeds]
        part_of: list[pl.DataFrame] = []
        for c in claims:
            match c.kind:
                case "Chain":
                    chains.append(_shaped(c.frame.rename({"subject": "id"}), CHAINS))
                case "Segment":
                    segments.append(_shaped(c.frame.rename({"subject": "id"}), SEGMENTS))
                case "PART_OF":
                    part_of.append(c.frame.select(id="subject", chain="object"))
                case "FEEDS":
                    own = {} if "series" in c.frame.columns else {"series": pl.lit(self.series, pl.String)}
                    feeds.append(_shaped(c.frame.with_columns(**own), FEEDS))
        if part_of:
            segments.append(_shaped(pl.concat(part_of), SEGMENTS))
        return replace(self, chains=_merged(chains, CHAINS), segments=_merged(segments, SEGMENTS),
                       feeds=pl.concat([_shaped(f, FEEDS) for f in feeds]).unique(maintain_order=True))  # fmt: skip

    @cached_property
    def _chain_keys(self) -> pl.DataFrame:
        """Folded text → chain id, ids before names before aliases; what is not unique is left out."""
        names = self.chains.with_columns(pl.col("aliases").fill_null([]))
        keys = [names.select(key="id", id="id"), names.select(key="name", id="id"),
                names.select(key="aliases", id="id").explode("key")]  # fmt: skip
        return _unique_keys([k.with_columns(_cells.folded(pl.col("key")), chain=pl.lit("")) for k in keys])

    @cached_property
    def _segment_ids(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """(chain, folded text) → segment ids: within a chain or group, and anywhere (chain is empty)."""
        s = self.segments.with_columns(pl.col("aliases").fill_null([]), bare=pl.col("id").str.split("/").list.last())
        levels = [s.select("chain", "id", key=c) for c in ("id", "bare", "name")]
        levels.append(s.select("chain", "id", key="aliases").explode("key"))
        levels.append(_labels().join(self.segments.select("id"), on="id", how="semi"))
        levels.append(self._with_chains(s))
        groups = self.chains.select(group="id", chain="members").explode("chain").drop_nulls()
        levels += [k.join(groups, on="chain").select("id", "key", chain="group") for k in levels]
        levels = [k.select("chain", "id", _cells.folded(pl.col("key"))) for k in levels]
        within = _first_ids([k.filter(pl.col("chain").is_not_null()) for k in levels])
        return within, _first_ids([k.with_columns(chain=pl.lit("")) for k in levels])

    def _with_chains(self, segments: pl.DataFrame) -> pl.DataFrame:
        """Segments as chain/name, the chain by its id or its name (新型显示/柔性电路板): chain, id, key."""
        chains = self.chains.select(chain="id", called=pl.concat_list("id", "name")).explode("called").drop_nulls()
        named = segments.drop_nulls("name").join(chains, on="chain", how="inner")
        return named.select("chain", "id", key=pl.concat_str("called", pl.lit("/"), "name"))

    @cached_property
    def _segment_keys(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """(chain, folded text) → segment id, where only one is called so."""
        within, anywhere = self._segment_ids
        return _only(within), _only(anywhere)

    @property
    def standing_feeds(self) -> pl.DataFrame:
        """What feeds what beside this file: without what its own series said before, if it takes its place."""
        return self.feeds.filter(pl.col("series").ne_missing(self.series)) if self.as_edition else self.feeds

    def chain_ids(self, texts: pl.Series) -> pl.Series:
        """Ids of chains named by id, name or alias; null where none or several match."""
        asked = pl.DataFrame({"key": texts}).with_columns(_cells.folded(pl.col("key")))
        return asked.join(self._chain_keys, on="key", how="left", maintain_order="left")["id"].rename(texts.name)

    def segment_ids(self, chains: pl.Series, texts: pl.Series, elsewhere: bool = False) -> pl.Series:
        """Ids of segments named by id, name or alias within a chain (its id; null: anywhere, if unique there).

        With `elsewhere`, a text that its chain does not know may name a segment that is unique in all chains.
        """
        within, anywhere = self._segment_keys
        asked = pl.DataFrame({"chain": chains, "key": texts}).with_columns(_cells.folded(pl.col("key")))
        inside = asked.join(within, on=["chain", "key"], how="left", maintain_order="left")["id"]
        outside = asked.join(anywhere, on="key", how="left", maintain_order="left")["id"]
        allowed = pl.Series([True]) if elsewhere else asked["chain"].is_null() | asked["key"].str.contains(r"/|^other:")
        return inside.zip_with(inside.is_not_null() | ~allowed, outside).rename(texts.name)

    def segment_chains(self, chains: pl.Series, texts: pl.Series) -> pl.Series:
        """The chains in which a text that names no one segment names one each; null where it does not name several."""
        within, anywhere = self._segment_ids
        many = pl.concat([within, anywhere]).filter(pl.col("ids").list.len() > 1).explode("ids")
        own = self.segments.select(ids="id", of="chain")
        by_key = many.join(own, on="ids").group_by("chain", "key").agg(pl.col("of").unique().sort())
        asked = pl.DataFrame({"chain": chains, "key": texts}).with_columns(
            pl.col("chain").fill_null(""), _cells.folded(pl.col("key"))
        )
        found = asked.join(
            by_key.filter(pl.col("of").list.len() > 1), on=["chain", "key"], how="left", maintain_order="left"
        )
        return found["of"].rename(texts.name)


def nearest(texts: pl.Series, names: pl.DataFrame) -> pl.DataFrame:
    """The names nearest to each distinct text, as one text each: value, near (null if nothing is near).

    A name that holds the text (阵列 in 阵列(TFT背板)) is nearer than one that is spelled alike.
    """
    from rapidfuzz import fuzz, process

    shown = [f"{n}({i})" for n, i in names.rows() if n]
    choices = dict(enumerate(names["name"].drop_nulls().to_list()))
    bare = {i: t.split("/")[-1] for i, t in enumerate(names.filter(pl.col("name").is_not_null())["id"].to_list())}
    asked = texts.drop_nulls().unique(maintain_order=True).head(ASKED)
    out: list[str | None] = []
    for text in asked.to_list():
        hits = [*process.extract(text, choices, scorer=fuzz.ratio, limit=NEAREST, score_cutoff=40),
                *process.extract(text, bare, scorer=fuzz.ratio, limit=NEAREST, score_cutoff=60)]  # fmt: skip
        held = [(n, 100.0, i) for i, n in choices.items() if len(text) >= 2 and text in n]
        best = sorted([*held, *hits], key=lambda h: (-h[1], h[2]))
        out.append("、".join(list(dict.fromkeys(shown[h[2]] for h in best))[:NEAREST]) or None)
    return pl.DataFrame({"value": asked, "near": pl.Series(out, dtype=pl.String)})


def _labels() -> pl.DataFrame:
    """Labels of other vocabularies that a table maps onto segments: chain, id, key."""
    if not LABELS.exists():
        return pl.DataFrame(schema={"chain": pl.String, "id": pl.String, "key": pl.String})
    return pl.read_csv(LABELS, infer_schema=False).select("chain", id="segment", key="label")


def _shaped(frame: pl.DataFrame, columns: dict[str, pl.DataType]) -> pl.DataFrame:
    have = frame.columns
    return frame.select(pl.col(n).cast(t) if n in have else pl.lit(None, t).alias(n) for n, t in columns.items())


def _merged(frames: list[pl.DataFrame], columns: dict[str, pl.DataType]) -> pl.DataFrame:
    """One row an id: the last value given for each column."""
    whole = pl.concat([f.select(list(columns)) for f in frames])
    return whole.group_by("id", maintain_order=True).agg(pl.exclude("id").drop_nulls().last())


def _unique_keys(levels: list[pl.DataFrame]) -> pl.DataFrame:
    """chain, key, id: the first level that knows a key decides; several ids there mean none."""
    return _only(_first_ids(levels))


def _first_ids(levels: list[pl.DataFrame]) -> pl.DataFrame:
    """chain, key, ids: those of the first level that knows a key."""
    whole = pl.concat(
        [k.select("chain", "key", "id", level=pl.lit(i)) for i, k in enumerate(levels)], how="vertical"
    ).filter(pl.col("key").is_not_null() & (pl.col("key") != ""))
    first = whole.filter(pl.col("level") == pl.col("level").min().over("chain", "key"))
    return first.group_by("chain", "key").agg(ids=pl.col("id").unique().sort())


def _only(ids: pl.DataFrame) -> pl.DataFrame:
    return ids.filter(pl.col("ids").list.len() == 1).select("chain", "key", id=pl.col("ids").list.first())
