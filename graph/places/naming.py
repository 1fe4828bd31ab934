"""Which place does a name as people write it mean? Words are read from left to right, each within what came before.

The province and country beside a name are what it is read in: a name that contradicts them is not resolved. A
country with 在华 is its owner's, the place is in China; so is a foreign country beside a province of China.
"""

from dataclasses import dataclass

import polars as pl

from graph.places.lexicon import RANK
from graph.places.rest import rest
from graph.places.words import normal, words

MOST_WORDS = 8
"""Words of one name that are read; what comes after is not."""

ABROAD_IN_CHINA = "在华"
STATES = {"row": pl.UInt32, "cur": pl.String}


@dataclass(frozen=True)
class Map:
    """What names are read with: words, who lies in whom, which overlap, names and ranks."""

    lexicon: pl.DataFrame
    closure: pl.DataFrame
    overlap: pl.DataFrame
    ranks: pl.DataFrame

    @property
    def forms(self) -> list[str]:
        """Every word, once."""
        return self.lexicon["form"].unique().sort().to_list()


def read(asked: pl.DataFrame, chart: Map) -> pl.DataFrame:
    """Places of `asked` (row, name, province, country): row, place, how, also (place ids that were named), rest."""
    based = _based(asked, chart)
    texts = based.filter(pl.col("name").is_not_null()).select("row", text=normal(based.drop_nulls("name")["name"]))
    found = words(texts, chart.forms)
    told = found.filter(~pl.col("remark")).with_columns(step=pl.int_range(pl.len()).over("row"))
    start = based.select("row", cur=pl.coalesce("base", pl.lit("")))
    states, faults, heard = _folded(start, told, chart)
    faults = pl.concat([faults, _denied(based, found, told, chart)]).unique("row", keep="first")
    ends = states.group_by("row").agg(pl.col("cur").sort(), n=pl.len())
    first = told.filter(pl.col("step") == 0).select("row", "anchored", "whole")
    named = found.join(chart.lexicon, on="form", maintain_order="left").group_by("row").agg(also="place")
    left = _left(texts, told.join(heard, on=["row", "step"], how="semi", maintain_order="left"), ends, chart)
    for part in (ends, first, faults, named, left):
        based = based.join(part, on="row", how="left", maintain_order="left")
    return _told(based, chart)


def _left(texts: pl.DataFrame, heard: pl.DataFrame, ends: pl.DataFrame, chart: Map) -> pl.DataFrame:
    """row, rest, mangled: what is left of texts that came to one place, by the words that were heard."""
    one = ends.filter(pl.col("n") == 1).select("row", cur=pl.col("cur").list.first())
    spoken = heard.filter(~pl.col("whole")).join(texts, on="row", maintain_order="left")
    return rest(spoken, one.filter(pl.col("cur") != ""), chart.lexicon, chart.closure)


def _denied(based: pl.DataFrame, found: pl.DataFrame, told: pl.DataFrame, chart: Map) -> pl.DataFrame:
    """Rows that begin with no place, and somewhere name another country than the column beside them: row, fault."""
    begun = told.filter("anchored").select("row")
    lands = chart.lexicon.filter(pl.col("rank") == RANK["country"]).select("form", "place")
    named = found.join(begun, on="row", how="anti").join(lands, on="form").join(based.drop_nulls("base"), on="row")
    allowed = chart.closure.rename({"place": "base", "ancestor": "place"})
    return named.join(allowed, on=["base", "place"], how="anti").select("row", fault=pl.lit("contradiction"))


def _based(asked: pl.DataFrame, chart: Map) -> pl.DataFrame:
    """With `base`: the province if it is known, else the country; null if neither says anything."""
    one = chart.lexicon.filter(pl.col("rank") <= RANK["city"], pl.col("needs") == 0)
    country = _exact(one.filter((pl.col("rank") == 1) | pl.col("place").str.head(2).is_in(["71", "81", "82"])))
    province = _exact(one.filter(pl.col("place").str.ends_with("0000")))
    marked = asked.with_columns(
        _c=pl.when(pl.col("country").str.contains(ABROAD_IN_CHINA)).then(pl.lit("中国")).otherwise("country")
    )
    said = marked.with_columns(_c=normal(marked["_c"]), _p=normal(marked["province"]))
    joined = said.join(country.rename({"form": "_c", "place": "base_c"}), on="_c", how="left", maintain_order="left")
    joined = joined.join(province.rename({"form": "_p", "place": "base_p"}), on="_p", how="left", maintain_order="left")
    return joined.select("row", "name", base=pl.coalesce("base_p", "base_c"))


def _exact(words_of: pl.DataFrame) -> pl.DataFrame:
    """Words that name one place at their coarsest rank, and that place (吉林 is the province)."""
    coarsest = words_of.filter(pl.col("rank") == pl.col("rank").min().over("form"))
    return coarsest.unique("form", keep="none").select("form", "place")


def _folded(start: pl.DataFrame, found: pl.DataFrame, chart: Map) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Read the words in turn: what each row may mean (row, cur), what went wrong (row, fault), what was heard (row, step)."""
    states, faults, heard = start, [], [found.select("row", "step").clear()]
    most = found.select(pl.col("step").max().fill_null(-1)).item() + 1
    for step in range(min(MOST_WORDS, most)):
        word = found.filter(pl.col("step") == step)
        states, fault, going = _step(states, word, chart)
        faults.append(fault)
        heard.append(word.select("row", "step").join(going, on="row", how="semi"))
    none = pl.DataFrame(schema={"row": pl.UInt32, "fault": pl.String})
    return states, pl.concat([none, *faults]).unique("row", keep="first", maintain_order=True), pl.concat(heard)


def _step(states: pl.DataFrame, word: pl.DataFrame, chart: Map) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Read one word of each row; the third frame is the rows that it moved or confirmed."""
    options = _official(_related(states.join(word, on="row").join(chart.lexicon, on="form"), chart))
    moved = options.filter(pl.col("move").is_not_null())
    going = moved.select("row", cur=pl.when(pl.col("move")).then("place").otherwise("cur")).unique()
    staying = states.join(going, on="row", how="anti")
    loose = options.join(going, on="row", how="anti").filter(pl.col("needs") == 0)
    several = pl.lit("several").alias("fault")
    broad = pl.col("rank") <= RANK["city"]
    faults = [
        loose.filter(pl.col("apart") | (pl.col("beside") & broad)).select("row", several),
        moved.filter(pl.col("apart") & pl.col("move") & (pl.col("cur") != "")).select("row", several),
        options.filter("among").select("row", several),
        loose.filter("anchored").select("row", fault=pl.lit("contradiction")),
    ]
    return pl.concat([staying, going]), pl.concat(faults), going


def _related(options: pl.DataFrame, chart: Map) -> pl.DataFrame:
    """With `move`: true to go to the word's place, false to stay with the one it contains, null if unrelated."""
    inside = chart.closure.with_columns(down=pl.lit(True))
    joined = (
        options.join(inside.rename({"ancestor": "cur"}), on=["place", "cur"], how="left")
        .join(
            chart.closure.rename({"place": "cur", "ancestor": "place"}).with_columns(up=pl.lit(True)),
            on=["place", "cur"],
            how="left",
        )
        .join(chart.overlap.with_columns(side=pl.lit(True)), on=["place", "cur"], how="left")
        .join(chart.ranks.rename({"id": "cur", "rank": "from_rank"}), on="cur", how="left")
        .with_columns(pl.col("from_rank").fill_null(0))
    )
    enough = pl.col("from_rank") >= pl.col("needs")
    root = pl.col("cur") == ""
    moved = joined.with_columns(
        move=pl.when(pl.col("up")).then(False)
        .when((root | pl.col("down")) & enough).then(True)
        .when(pl.col("side") & enough).then(pl.col("rank") > pl.col("from_rank"))
    )  # fmt: skip
    return _least(moved, chart).drop("down", "up", "side", "from_rank")


def _least(moved: pl.DataFrame, chart: Map) -> pl.DataFrame:
    """Without places that lie in another of the same word (朝阳县 in 朝阳市), or beside a province of that name."""
    related = moved.filter(pl.col("move").is_not_null()).select("row", "cur", "place", "move", "rank")
    going = related.filter("move").select("row", "cur", "place")
    pairs = going.join(related.select("row", "cur", "rank", ancestor="place"), on=["row", "cur"])
    pairs = pairs.filter(pl.col("place") != pl.col("ancestor"))
    nested = pairs.join(chart.closure, on=["place", "ancestor"])
    beside = pairs.filter(pl.col("rank") == RANK["province"])
    drop = pl.concat([f.select("row", "cur", "place") for f in (nested, beside)]).unique()
    return moved.join(drop, on=["row", "cur", "place"], how="anti")


def _official(options: pl.DataFrame) -> pl.DataFrame:
    """Where a name is the whole text and the full name of a place, only that: 黑山 is the country, for 黑山县 is written out."""
    full = (
        options.filter("whole", "official", pl.col("needs") == 0, pl.col("move").is_not_null()).select("row").unique()
    )
    return pl.concat(
        [options.join(full, on="row", how="anti"), options.join(full, on="row", how="semi").filter("official")]
    )


def _told(based: pl.DataFrame, chart: Map) -> pl.DataFrame:
    """What each row comes to: row, place, how, base, also."""
    end = pl.col("cur").list.first()
    countries = chart.ranks.filter(pl.col("rank") == RANK["country"])["id"].implode()
    unsaid = (
        pl.when(pl.col("base").is_in(countries)).then(pl.lit("country"))
        .when(pl.col("base").is_not_null()).then(pl.lit("province"))
    )  # fmt: skip
    how = (
        pl.when(pl.col("name").is_null()).then(unsaid)
        .when(pl.col("fault").is_not_null()).then("fault")
        .when(~pl.col("anchored").fill_null(False)).then(unsaid)
        .when(pl.col("n") > 1).then(pl.lit("ambiguous"))
        .when(end == "").then(pl.lit(None, pl.String))
        .when(pl.col("mangled").is_not_null()).then(pl.lit("mangled"))
        .when("whole").then(pl.lit("name")).otherwise(pl.lit("address"))
    )  # fmt: skip
    told = based.with_columns(how=how.fill_null("unknown"))
    resolved = pl.col("how").is_in(["name", "address"])
    coarse = pl.col("how").is_in(["province", "country"])
    several = pl.when(pl.col("n") > 1).then("cur").otherwise([])
    mangled = pl.when(pl.col("how") == "mangled").then("mangled").otherwise([])
    named = pl.when(pl.col("how") == "mangled").then([]).otherwise(pl.col("also").fill_null([]))
    return told.select(
        "row",
        "how",
        "base",
        place=pl.when(resolved).then(end).when(coarse).then("base"),
        also=pl.concat_list(several, mangled, named).list.unique(maintain_order=True),
        rest=pl.when(pl.col("how") == "address").then("rest"),
    )
