"""How did a project move? Its stages with their dates, each a claim; what an edition moves on keeps what lay before.

A row says how far a project is, and may give the dates of the stages behind it. A stage that is said twice counts from
its first day. Projects of one firm, segment and place under two names are said, never joined.
"""

import re
from collections.abc import Iterator

import polars as pl

from graph import schema
from graph.model.claim import Claims
from graph.model.project import MILESTONES
from loaders._rows import Sheet

ENDED = ("搁置", "退库")
FIELDS = tuple(dict.fromkeys(MILESTONES.values()))
PASSED = tuple((stage, field) for stage, field in MILESTONES.items() if stage not in ENDED)
ONCE = ("amount", "horizon_years", "land_mu")
NOW = ("stage_reason", "stuck_on", "owner_post")
ENDS = {"RUNS": ("firm_id", "project_id"), "LOCATED_IN": ("project_id", "place_id"),
        "FILLS": ("project_id", "segment_id"), "SERVES": ("project_id", "chain_id")}  # fmt: skip
"""A project's ties and the columns of their ends."""
_POST = r"岗|科|处|部|局|组|室|办|长|员|经理|主任|专班|中心|委|公司|团队|院|站"
_NUMBERS = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十]+(?=[期代号线])|[ⅠⅡⅢⅣⅤ]")


def stages(sheet: Sheet) -> None:
    """Settle each row's stage, its date and the dates of the stages behind it; say what is missing or said twice."""
    stage, last = pl.col("project_stage"), pl.max_horizontal(f for _, f in PASSED)
    furthest = pl.coalesce(pl.when(pl.col(f) == last).then(pl.lit(s)) for s, f in reversed(PASSED))
    sheet.frame = sheet.frame.with_columns(project_stage=pl.coalesce(stage, furthest))
    own = pl.coalesce(pl.when(stage == s).then(f) for s, f in MILESTONES.items())
    sheet.frame = sheet.frame.with_columns(stage_on=pl.when(stage.is_not_null()).then(pl.coalesce("stage_on", own)))
    sheet.frame = sheet.frame.with_columns(
        pl.when(stage.is_in([s for s, f in MILESTONES.items() if f == field]))
        .then(pl.coalesce(field, "stage_on"))
        .otherwise(field)
        .alias(field)
        for field in FIELDS
    )
    sheet.flag(stage.is_in(ENDED) & pl.col("stage_reason").is_null(), "project_stage", "W_REASON")
    sheet.flag(stage.is_not_null() & pl.col("stage_on").is_null(), "project_stage", "W_UNDATED")
    _first(sheet)


def _first(sheet: Sheet) -> None:
    """The first day of a stage that this file says twice of a project; later ones, also than another file's, are flagged.

    What other files say changes no claim of this one: the same file gives the same claims whatever was loaded before.
    """
    said = sheet.frame.select("project_id", *FIELDS)
    before = sheet.known.others("Project").select("subject", *FIELDS).rename({"subject": "project_id"})
    every = pl.concat([before.join(said.select("project_id").unique(), on="project_id", how="semi"), said])
    for stage, field in {f: (s, f) for s, f in reversed(MILESTONES.items())}.values():
        dates = every.drop_nulls(field).group_by("project_id").agg(pl.col(field).unique())
        several = {i: _earliest(d) for i, d in dates.iter_rows() if len(d) > 1}
        if not several:
            continue
        joined = _beside(sheet.frame, several)
        again = joined.filter(~_within(pl.col(field), pl.col("first"))).select("row", value=pl.lit(stage))
        sheet.reject(again, "project_stage", "W_AGAIN")
        own = said.drop_nulls(field).group_by("project_id").agg(pl.col(field).unique())
        joined = _beside(sheet.frame, {i: _earliest(d) for i, d in own.iter_rows()})
        known = pl.when(pl.col(field).is_not_null()).then(pl.coalesce("first", field))
        sheet.frame = joined.with_columns(known.alias(field)).drop("first")


def _beside(frame: pl.DataFrame, first: dict[str, str]) -> pl.DataFrame:
    """The rows with the first day of their project beside them."""
    shape = {"project_id": pl.String, "first": pl.String}
    found = pl.DataFrame({"project_id": list(first), "first": list(first.values())}, schema=shape)
    return frame.join(found, on="project_id", how="left", maintain_order="left")


def _earliest(dates: list[str]) -> str:
    """The first of several dates, as precisely as one that lies within it says it.

    >>> _earliest(["2019-05", "2019", "2021-01-02"])
    '2019-05'
    """
    first = min(dates)
    return max((d for d in dates if d.startswith(first)), key=lambda d: (len(d), d))


def _within(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """Does one of two partial dates lie within the other?"""
    return one.str.starts_with(other) | other.str.starts_with(one)


def posts(sheet: Sheet) -> None:
    """Posts answer for projects; what reads like a person's name is emptied and said."""
    sheet.blank(~pl.col("owner_post").str.contains(_POST), "owner_post", "W_POST")


def moves(sheet: Sheet) -> pl.DataFrame:
    """One row a move: the stages behind, then the one now; sums stand on the first, reasons and posts on the last."""
    frame = sheet.frame.with_columns(_begun=begun())
    is_dated = pl.col("stage_on").is_not_null() | pl.col("project_stage").is_null()
    parts = []
    for stage, field in PASSED:
        behind = frame.filter(pl.col(field).is_not_null() & (pl.col("project_stage") != stage))
        parts.append(
            behind.with_columns(
                pl.when(is_dated).then(pl.lit(stage)).alias("project_stage"),
                pl.when(is_dated).then(field).alias("stage_on"),
                *(pl.lit(None, pl.String).alias(f) for f in FIELDS if f != field),
                *(pl.lit(None, frame.schema[f]).alias(f) for f in NOW),
                since=pl.col(field),
            )
        )
    now = frame.with_columns(*(_of_stage(field).alias(field) for field in FIELDS), since="stage_on")
    whole = pl.concat([*parts, now.select(parts[0].columns)])
    is_first = pl.col("since").is_null() & pl.col("_begun").is_null() | (pl.col("since") == pl.col("_begun"))
    return whole.with_columns(pl.when(is_first).then(f).alias(f) for f in ONCE).drop("_begun")


def _of_stage(field: str) -> pl.Expr:
    """A milestone's date where it is that of the row's own stage; an end that no stage tells stays with the row."""
    stages_ = [s for s, f in MILESTONES.items() if f == field]
    return pl.when(pl.lit(field == "ended_on") | pl.col("project_stage").is_in(stages_)).then(field)


def begun() -> pl.Expr:
    """The first day a row speaks of a project."""
    return pl.min_horizontal("stage_on", *(f for _, f in PASSED))


def kept(sheet: Sheet, said: pl.DataFrame, ties: pl.DataFrame) -> Iterator[Claims]:
    """What an edition still means though it says it no more: earlier moves of its projects, earlier days of its ties.

    A move is kept if the edition says another stage, of a later day; a date that was corrected is not. A list of events
    (a project in several rows) says its history itself: what it drops is taken back.
    """
    if not sheet.known.as_edition or _is_list(sheet):
        return
    given = [pl.col(f).is_not_null().any().alias(f"_{f}") for f in FIELDS]
    last = said.group_by(subject="project_id").agg(
        *given,
        _last=pl.col("since").max(),
        _stages=pl.col("project_stage").unique(),
        _undated=(pl.col("project_stage").is_not_null() & pl.col("since").is_null()).any(),
    )
    own = sheet.known.own("Project").join(last, on="subject")
    again = pl.any_horizontal(pl.col(f).is_not_null() & pl.col(f"_{f}") for f in FIELDS)
    newer = (pl.col("since") < pl.col("_last")) | pl.col("_undated")
    stays = pl.col("since").is_not_null() & newer & ~again
    stays &= ~pl.col("project_stage").is_in(pl.col("_stages")).fill_null(False)
    moved = own.filter(stays).with_columns(
        pl.when(~pl.col("_undated")).then(n).alias(n) for n in ("project_stage", "stage_on")
    )
    if len(moved):
        yield Claims("Project", moved.select(list(schema.frame_schema("Project"))))
    for kind, (subject, object_) in ENDS.items():
        now = ties.select(pl.col(subject).alias("subject"), pl.col(object_).alias("object"), _now="since")
        now = now.group_by("subject", "object").agg(pl.col("_now").min())
        earlier = sheet.known.own(kind).drop_nulls("since").join(now, on=["subject", "object"])
        earlier = earlier.filter(pl.col("_now").is_null() | (pl.col("since") < pl.col("_now")))
        if len(earlier):
            yield Claims(kind, earlier.select(list(schema.frame_schema(kind))))


def _is_list(sheet: Sheet) -> bool:
    """Does a project stand in several rows, each with a stage of its own?"""
    stages_ = sheet.frame.group_by("project_id").agg(pl.col("project_stage").n_unique())
    return bool((stages_["project_stage"] > 1).any())


def twins(sheet: Sheet) -> None:
    """Flag projects of one firm, segment and place under two names that no number tells apart."""
    keys = ["firm_id", "segment_id", "place_id"]
    mine = sheet.frame.select("project_id", "project", *keys).drop_nulls().unique(maintain_order=True)
    if mine.is_empty():
        return
    beside = pl.concat([_told(sheet, mine["firm_id"].unique()), mine]).unique(maintain_order=True)
    pairs = mine.join(beside, on=keys, suffix="_b").filter(pl.col("project") != pl.col("project_b"))
    twin = [(a, b) for a, b in pairs.select("project", "project_b").unique(maintain_order=True).rows() if _alike(a, b)]
    if twin:
        near = pl.DataFrame(twin, schema=["value", "near"], orient="row")
        near = near.group_by("value", maintain_order=True).agg(pl.col("near").str.join("、"))
        sheet.flag(pl.col("project").is_in(near["value"].implode()), "project", "W_PROJECT_TWIN", near=near)


def _told(sheet: Sheet, firms: pl.Series) -> pl.DataFrame:
    """Projects of these firms known beside this file, with their segments and places."""
    known = sheet.known
    runs = known.others("RUNS").filter(pl.col("subject").is_in(firms.implode()))
    names = known.others("Project").select("subject", "name").drop_nulls().unique("subject")
    fills, places = (known.others(k).select("subject", "object").unique() for k in ("FILLS", "LOCATED_IN"))
    found = runs.select("subject", project_id="object").rename({"subject": "firm_id"})
    for frame, column in ((names, "project"), (fills, "segment_id"), (places, "place_id")):
        other = "name" if column == "project" else "object"
        found = found.join(frame.rename({"subject": "project_id", other: column}), on="project_id")
    return found.select("project_id", "project", "firm_id", "segment_id", "place_id")


def _alike(one: str, other: str) -> bool:
    """Do two names hold the same numbers? 一期 and 二期 are two projects.

    >>> _alike("虚构一期", "虚构二期"), _alike("虚构玻璃项目", "虚构基板项目")
    (False, True)
    """
    return sorted(_NUMBERS.findall(one)) == sorted(_NUMBERS.findall(other))
