"""Which verdicts stand? The last of a pair, a person's before a rule's; `unsure` takes a verdict back.

Verdicts: same · renamed (same; `right` is the newer name, from `since`) · different · unsure. A `same` whose reason
begins with 更名 is a rename too. A pair that is judged subsidiary or project is two firms, so different here.
"""

import polars as pl

RENAMED = "renamed"
RENAMED_REASON = r"^(?:renamed|更名|改名)"
SAME = ("same", RENAMED)
DIFFERENT = ("different", "subsidiary", "project")
PERSON = "judgement"
"""The rule by which a person's verdict is known."""


def standing(judgements: pl.DataFrame) -> pl.DataFrame:
    """The verdict of each pair: left, right (in the order of ids), same, rule, at (its place in time); oldest first.

    `judgements` come oldest first; `load` and `order`, where given, say so.
    """
    ordered = judgements.sort([c for c in ("load", "order") if c in judgements.columns], maintain_order=True)
    rule = pl.col("rule").fill_null("").str.strip_chars() if "rule" in judgements.columns else pl.lit("")
    pairs = ordered.select(
        left=pl.min_horizontal("left", "right"),
        right=pl.max_horizontal("left", "right"),
        verdict="verdict",
        rule=rule,
        at=pl.int_range(pl.len()),
    ).filter(pl.col("left") != pl.col("right"))
    by_person = pl.col("rule") == ""
    last = pairs.group_by("left", "right", by_person.alias("person")).agg(pl.exclude("at").last(), pl.col("at").last())
    said = last.filter(pl.col("verdict").is_in([*SAME, *DIFFERENT])).sort(
        "person", descending=True, maintain_order=True
    )
    chosen = said.unique(["left", "right"], keep="first", maintain_order=True).sort("at")
    return chosen.select(
        "left",
        "right",
        same=pl.col("verdict").is_in(SAME),
        rule=pl.when("person").then(pl.lit(PERSON)).otherwise("rule"),
        at="at",
    )


def renames(judgements: pl.DataFrame) -> pl.DataFrame:
    """Renames that stand: left (older), right (newer), since (null: not said)."""
    stand = standing(judgements).filter("same").select("left", "right")
    said = pl.col("verdict") == RENAMED
    if "reason" in judgements.columns:
        said = said | ((pl.col("verdict") == "same") & pl.col("reason").str.contains(RENAMED_REASON))
    named = judgements.filter(said.fill_null(False)).select(
        "left", "right", "since", a=pl.min_horizontal("left", "right"), b=pl.max_horizontal("left", "right")
    )
    kept = named.join(stand, left_on=["a", "b"], right_on=["left", "right"], how="semi", maintain_order="left")
    return kept.unique(["a", "b"], keep="last", maintain_order=True).select("left", "right", "since")
