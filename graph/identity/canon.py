"""Which mentions are one firm? Equal valid codes, equal full names and what people judged, in that order of weight.

Most mentions are settled in whole columns. Only those that a verdict touches, or whose group holds two codes, go one
by one through `Clusters`: people's verdicts first (oldest first), then codes, then rules from files, then names.
"""

from dataclasses import dataclass, field

import polars as pl

from graph.identity import uscc, verdicts
from graph.identity.names import keys
from graph.identity.union import Clusters

CANON = {"id": pl.String(), "canonical_id": pl.String(), "rule": pl.String()}
AMBIGUOUS = {"id": pl.String(), "name": pl.String(), "candidates": pl.List(pl.String()), "reason": pl.String()}
REFUSED = {"left": pl.String(), "right": pl.String(), "rule": pl.String(), "reason": pl.String()}
CODE, NAME = "uscc", "name"
"""Rules that join by themselves."""


@dataclass(frozen=True, eq=False)
class Identity:
    """Who is who: `canon` has every mention, `ambiguous` those that stay apart, `refused` sames that were not made."""

    canon: pl.DataFrame
    ambiguous: pl.DataFrame
    refused: pl.DataFrame

    @property
    def n_ambiguous(self) -> int:
        """How many mentions stay apart because several firms could be meant."""
        return len(self.ambiguous)

    @property
    def n_refused(self) -> int:
        """How many verdicts `same` were not followed."""
        return len(self.refused)

    @property
    def redirects(self) -> pl.DataFrame:
        """Ids that another stands for: id, canonical_id."""
        return self.canon.filter(pl.col("id") != pl.col("canonical_id")).select("id", "canonical_id")


def resolve(mentions: pl.DataFrame, judgements: pl.DataFrame) -> Identity:
    """Give each mention (id, name, uscc) its canonical id: the code where one is known, else the smallest id.

    `judgements` (JUDGEMENT_COLUMNS) come oldest first. Mentions that a judgement names and nobody else does join
    others but get no row.
    """
    known = _known(mentions)
    judged = verdicts.standing(judgements)
    touched = pl.concat([judged["left"], judged["right"]]).unique().to_frame("id").with_columns(touched=pl.lit(True))
    marked = known.join(touched, on="id", how="left", maintain_order="left")
    coded = pl.col("code").is_not_null() & pl.col("code").is_duplicated()
    linked = coded | (pl.col("key").is_not_null() & pl.col("key").is_duplicated()) | pl.col("torn")
    tied = marked.with_columns(linked=linked | pl.col("touched").fill_null(False))
    alone = tied.filter(~pl.col("linked"))
    easy, hard = _apart(tied.filter("linked"))
    settled = _settled(hard, judged)
    rule = pl.when(pl.col("code").is_not_null()).then(pl.lit(CODE))
    single = alone.select("id", canonical_id=pl.coalesce("code", "id"), rule=rule)
    return Identity(pl.concat([single, _easy(easy), settled.canon]), settled.ambiguous, settled.refused)


def settle_each(mentions: pl.DataFrame, judgements: pl.DataFrame) -> Identity:
    """What `resolve` gives, every mention taken one by one: the definition, for tests."""
    return _settled(_known(mentions), verdicts.standing(judgements))


def _known(mentions: pl.DataFrame) -> pl.DataFrame:
    """One row a mention: id, name, key, code (if valid and the only one), codes, torn (two valid codes for one name)."""
    codes = mentions.select(raw=pl.col("uscc").cast(pl.String)).drop_nulls().unique()
    valid = codes.with_columns(code=uscc.cleaned(pl.col("raw"))).filter(uscc.valid(pl.col("code")))
    coded = mentions.select("id", "name", raw=pl.col("uscc").cast(pl.String)).join(
        valid, on="raw", how="left", maintain_order="left"
    )
    again = pl.col("id").is_duplicated()
    whole = pl.col("code").drop_nulls().unique().sort()
    named = pl.col("name").drop_nulls().first()
    several = coded.filter(again).group_by("id", maintain_order=True).agg(named, whole.alias("codes"))
    once = coded.filter(~again).with_columns(
        codes=pl.when(pl.col("code").is_not_null()).then(pl.concat_list("code")).otherwise([])
    )
    one = pl.concat([once.select("id", "name", "codes"), several])
    n = pl.col("codes").list.len()
    return one.with_columns(
        keys(one["name"]).alias("key"), code=pl.when(n == 1).then(pl.col("codes").list.first()), torn=n > 1
    )


def _apart(linked: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions that others are linked to, by group: those that are all one firm, and those to be settled one by one."""
    marked = linked.with_columns(group=_groups(linked))
    coded = marked.drop_nulls("code").group_by("group").agg(n=pl.col("code").n_unique())
    delicate = pl.concat(
        [
            marked.filter(pl.col("touched") | pl.col("torn")).select("group"),
            coded.filter(pl.col("n") > 1).select("group"),
        ]
    ).unique()
    return (
        marked.join(delicate, on="group", how="anti", maintain_order="left"),
        marked.join(delicate, on="group", how="semi", maintain_order="left"),
    )


def _groups(known: pl.DataFrame) -> pl.Series:
    """A number for each mention, equal where codes and keys connect."""
    label = known.select("key", "code", group=pl.int_range(pl.len(), dtype=pl.UInt32))
    while True:
        by_code = pl.when(pl.col("code").is_null()).then("group").otherwise(pl.col("group").min().over("code"))
        by_key = pl.when(pl.col("key").is_null()).then("group").otherwise(pl.col("group").min().over("key"))
        new = label.with_columns(by_code.alias("group")).with_columns(by_key.alias("group"))
        if new["group"].equals(label["group"]):
            return new["group"]
        label = new


def _easy(easy: pl.DataFrame) -> pl.DataFrame:
    """Groups of several with at most one code and no verdict: all one firm."""
    code = pl.col("code").drop_nulls().first().over("group")
    return easy.select(
        "id",
        canonical_id=pl.coalesce(code, pl.col("id").min().over("group")),
        rule=pl.when(pl.col("code").is_not_null()).then(pl.lit(CODE)).otherwise(pl.lit(NAME)),
    )


@dataclass
class _Work:
    """What settling the hard ones has come to so far."""

    clusters: Clusters
    rules: dict[str, str] = field(default_factory=dict)
    refused: list[tuple[str, str, str, str]] = field(default_factory=list)
    unclear: dict[str, set[str]] = field(default_factory=dict)

    def same(self, one: str, other: str, rule: str) -> None:
        """Join two by a rule, or note why not."""
        reason = self.clusters.join(one, other)
        if reason:
            self.refused.append((one, other, rule, reason))
        else:
            for member in (one, other):
                self.rules.setdefault(member, rule)


def _settled(hard: pl.DataFrame, judged: pl.DataFrame) -> Identity:
    """The hard ones, one by one, in an order that does not depend on the order of rows."""
    rows = hard.sort("id")
    codes = dict(rows.filter(pl.col("code").is_not_null()).select("id", "code").iter_rows())
    work = _Work(Clusters(dict(codes)))
    for left, right in judged.filter(~pl.col("same")).select("left", "right").iter_rows():
        work.clusters.part(left, right)
    same = judged.filter("same").select("left", "right", "rule")
    people = pl.col("rule") == verdicts.PERSON
    for left, right, rule in same.filter(people).iter_rows():
        work.same(left, right, rule)
    for members in rows.drop_nulls("code").group_by("code", maintain_order=True).agg("id")["id"].to_list():
        _join_code(work, members)
    for left, right, rule in same.filter(~people).iter_rows():
        work.same(left, right, rule)
    for members in rows.drop_nulls("key").sort("key", "id").group_by("key", maintain_order=True).agg("id")["id"]:
        _join_name(work, members.to_list())
    return _named(work, rows)


def _join_code(work: _Work, members: list[str]) -> None:
    """Join those of one code; one that a person keeps apart stays so."""
    first, *others = members
    work.rules.setdefault(first, CODE)
    for other in others:
        work.same(first, other, CODE)


def _join_name(work: _Work, members: list[str]) -> None:
    """Join those of one full name, if no two of them clash; else the others could be either: they stay apart."""
    roots, bad = work.clusters.clashing(members)
    if bad:
        for member in members:
            if work.clusters.root(member) not in bad:
                work.unclear[member] = bad
        return
    for root in roots[1:]:
        work.clusters.join(roots[0], root)
    if len(roots) > 1:
        for member in members:
            work.rules.setdefault(member, NAME)


def _named(work: _Work, rows: pl.DataFrame) -> Identity:
    """Canonical ids of what was settled, and what stayed open."""
    clusters = work.clusters
    ids = rows["id"].to_list()
    least: dict[str, str] = {}
    for i in ids:
        least.setdefault(clusters.root(i), i)
    taken: set[str] = set()
    canonical: dict[str, str] = {}
    for root, smallest in least.items():
        code = clusters.codes.get(root)
        canonical[root] = code if code and code not in taken else smallest
        taken.add(canonical[root])
    canon = pl.DataFrame(
        {
            "id": ids,
            "canonical_id": [canonical[clusters.root(i)] for i in ids],
            "rule": [work.rules.get(i) for i in ids],
        },
        schema=CANON,
    )
    return Identity(canon, _ambiguous(work, rows, canonical), pl.DataFrame(work.refused, schema=REFUSED, orient="row"))


def _ambiguous(work: _Work, rows: pl.DataFrame, canonical: dict[str, str]) -> pl.DataFrame:
    """Mentions that could be one of several: of a name that several bear, or with two codes of their own."""
    names = dict(rows.select("id", "name").iter_rows())
    root = work.clusters.root
    unclear = [
        (i, names[i], sorted({canonical[root(c)] for c in others if root(c) in canonical}), NAME)
        for i, others in sorted(work.unclear.items())
    ]
    torn = [
        (i, name, codes, "codes") for i, name, codes in rows.filter("torn").select("id", "name", "codes").iter_rows()
    ]
    return pl.DataFrame(unclear + torn, schema=AMBIGUOUS, orient="row")
