"""The supply chain of advanced logic chips by CSET's Emerging Technology Observatory, from the user's own copy (芯片供应链).

Five files that belong together: inputs, sequence, stages, providers, provision. Licence CC BY-NC 4.0: none of it ships.

* An input is a segment of the chain `eto-chips`, and a product, on whose tie a firm's market share stands.
* `goes_into` is FEEDS. `is_type_of` is FEEDS too, inessential and on a route `broader:type`: types of one thing are
  alternatives of one another. Who makes a type makes the broader thing by the meaning of the word: such ties are
  declared, and carry the rule that read them.
* A provider that is a country is no firm: its share of an input, or of a whole stage, is an indicator the country
  reports. A share that is not given is null, never 0; `negligible` is kept as a word.
* A firm that provides a whole stage makes that stage's product, and is tied to none of its segments: which is not said.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from graph.model.claim import Claims, Judgements, Rejects, Sources
from loaders import _registry
from loaders._known import Known
from loaders._rows import SOURCE, Sheet, closing, sheets
from loaders._shape import Column, Shape
from loaders._ties import declared, firm_ids

CHAIN = "eto-chips"
NAME, NAME_EN = "先进逻辑芯片(ETO)", "Advanced logic chips (CSET/ETO)"
ADDRESS = "https://cset.georgetown.edu/publication/the-semiconductor-supply-chain/"
"""The report the five files were made from; inputs.csv cites it."""
PUBLISHER, LICENCE = "CSET Emerging Technology Observatory", "CC BY-NC 4.0"
PERIOD = "2019"
"""The year of the shares: inputs.csv dates its market sizes so."""
SCOPE = "全球"
RULE = "eto-is-type-of/1"

TYPES = {
    "process": "process",
    "toolresource": "equipment",
    "materialresource": "material",
    "ultimateoutput": "product",
}
"""Words of the column `type`, without their underscores, → types of segments."""
DESIGNED = ("S1", "N84", "N85")
"""What is designed rather than produced: the design stage, design software, design cores."""
COUNTRIES = {
    "USA": "US", "CHN": "CN", "KOR": "KR", "JPN": "JP", "TWN": "710000", "DEU": "DE", "ITA": "IT", "NLD": "NL",
    "MAL": "MY", "MYS": "MY", "SGP": "SG", "CHE": "CH", "AUT": "AT", "SWE": "SE", "GBR": "GB", "FRA": "FR",
    "ISR": "IL", "BLR": "BY", "CZE": "CZ", "CAN": "CA", "LUX": "LU",
}  # fmt: skip
"""The data set's codes of countries and regions → ids of places; MAL is its own for Malaysia."""


def _text(name: str) -> Column:
    return Column(name, (name,))


INPUTS = Shape(
    "ETO inputs",
    (_text("input_id"), _text("input_name"), Column("type", ("type",), "choice", TYPES), _text("stage_name"),
     _text("stage_id"), SOURCE),
    needed=("input_id", "input_name", "type"),
    rank=1,
)  # fmt: skip
SEQUENCE = Shape(
    "ETO sequence",
    (_text("input_name"), _text("input_id"), _text("goes_into_name"), _text("goes_into_id"), _text("is_type_of_name"),
     _text("is_type_of_id"), SOURCE),
    needed=("input_id",),
    any_of=("goes_into_id", "is_type_of_id"),
    rank=2,
)  # fmt: skip
STAGES = Shape(
    "ETO stages", (_text("stage_id"), _text("stage_name"), SOURCE), needed=("stage_id", "stage_name"), rank=4
)
PROVIDERS = Shape(
    "ETO providers",
    (_text("provider_name"), _text("provider_id"), _text("provider_type"), _text("country"), SOURCE),
    needed=("provider_name", "provider_type"),
)
PROVISION = Shape(
    "ETO provision",
    (_text("provider_name"), _text("provider_id"), _text("provided_name"), _text("provided_id"),
     Column("share", ("share_provided",), "number", least=0, most=100), Column("note", ("negligible_market_share",)),
     SOURCE),
    needed=("provider_name", "provider_id", "provided_id"),
    rank=6,
)  # fmt: skip
SHAPES = (INPUTS, SEQUENCE, STAGES, PROVIDERS, PROVISION)


def read(path: Path, known: Known) -> Iterator[Claims | Sources | Judgements | Rejects]:
    """Claims of one of the five files."""
    opened = sheets(path, __name__, known)
    act = (_inputs, _sequence, _stages, _providers, _provision)
    by_title = {shape.title: reader for shape, reader in zip(SHAPES, act, strict=True)}
    for sheet in opened:
        yield from by_title[sheet.shape.title](sheet)
    yield from closing(opened)


def _cite(sheet: Sheet) -> None:
    """Every row cites the report, under the data set's licence."""
    sheet.frame = sheet.frame.with_columns(source_cell=pl.lit(ADDRESS), published_on=pl.lit(None, pl.String))
    sheet.cite()
    sheet.sources = [s.with_columns(publisher=pl.lit(PUBLISHER), licence=pl.lit(LICENCE)) for s in sheet.sources]


def _segment(column: str) -> pl.Expr:
    return pl.lit(f"{CHAIN}/") + pl.col(column)


def _product(column: str) -> pl.Expr:
    return pl.lit(f"{CHAIN}:") + pl.col(column)


def _inputs(sheet: Sheet) -> Iterator[Claims]:
    """The chain, and each input as a segment and as a product."""
    _cite(sheet)
    filled_by = pl.when(pl.col("stage_id").is_in(DESIGNED) | pl.col("input_id").is_in(DESIGNED)).then(pl.lit("develop"))
    head = sheet.frame.head(1)
    yield from sheet.claims("Chain", head, subject=pl.lit(CHAIN), name=pl.lit(NAME), name_en=pl.lit(NAME_EN))
    yield from sheet.claims(
        "Segment", subject=_segment("input_id"), name="input_name", name_en="input_name", segment_type="type",
        filled_by=filled_by.otherwise(pl.lit("produce")), order=pl.col("row") - 1,
    )  # fmt: skip
    yield from sheet.claims("PART_OF", subject=_segment("input_id"), object=pl.lit(CHAIN))
    yield from sheet.claims("Product", subject=_product("input_id"), name="input_name")
    yield from sheet.claims("CLASSIFIED_IN", subject=_product("input_id"), object=_segment("input_id"))


def _stages(sheet: Sheet) -> Iterator[Claims]:
    """A stage as a product: what firms and countries provide as a whole."""
    _cite(sheet)
    yield from sheet.claims("Product", subject=_product("stage_id"), name="stage_name")


def _sequence(sheet: Sheet) -> Iterator[Claims]:
    """What goes into what, and which types of one thing are alternatives; an input nobody knows refuses the row."""
    known = sheet.known.segments["id"].implode()
    for end in ("input_id", "goes_into_id", "is_type_of_id"):
        sheet.refuse(pl.col(end).is_not_null() & ~_segment(end).is_in(known), end, "E_SEGMENT")
    sheet.refuse(pl.coalesce("goes_into_id", "is_type_of_id").is_null(), "goes_into_id", "E_EMPTY")
    _cite(sheet)
    broader, one = pl.col("is_type_of_id"), pl.col("input_id")
    yield from sheet.claims(
        "FEEDS", subject=_segment("input_id"), object=_segment("goes_into_id"), essential=pl.lit("unknown")
    )
    yield from sheet.claims(
        "FEEDS", subject=_segment("input_id"), object=_segment("is_type_of_id"), essential=pl.lit("no"),
        routes=pl.concat_list(pl.concat_str(broader, one, separator=":")),
    )  # fmt: skip


def _providers(sheet: Sheet) -> Iterator[Claims]:
    """Organisations as firms in their country; countries are places already."""
    sheet.frame = sheet.frame.filter(pl.col("provider_type") != "country")
    firm_ids(sheet, "provider_name")
    _located(sheet, "country", refuse=False)
    _cite(sheet)
    yield from declared(sheet, "provider_name")
    yield from sheet.claims("LOCATED_IN", subject="provider_name_id", object="country_id")


def _located(sheet: Sheet, name: str, *, refuse: bool) -> None:
    """Add `<name>_id`: the place of a code; a code nobody knows, or a place the home has not, is said."""
    there = [] if sheet.known.places is None else sheet.known.places.nodes["id"].to_list()
    ids = {code: place for code, place in COUNTRIES.items() if place in there}
    found = pl.col(name).replace_strict(ids, default=None, return_dtype=pl.String)
    sheet.frame = sheet.frame.with_columns(found.alias(f"{name}_id"))
    act = sheet.refuse if refuse else sheet.flag
    act(pl.col(name).is_not_null() & pl.col(f"{name}_id").is_null(), name, "E_PLACE" if refuse else "W_PLACE")


def _provision(sheet: Sheet) -> Iterator[Claims]:
    """Who provides what: firms make products and operate in segments, countries report shares."""
    types = _beside(sheet.table.path, "providers.csv", ("provider_id", "provider_type")).unique("provider_id")
    types_of = _beside(sheet.table.path, "sequence.csv", ("input_id", "is_type_of_id"))
    sheet.frame = sheet.frame.join(types, on="provider_id", how="left", maintain_order="left")
    sheet.refuse(pl.col("provider_type").is_null() | pl.lit(types_of.is_empty()), "provider_name", "E_BESIDE")
    whole = sheet.frame
    sheet.frame = whole.filter(pl.col("provider_type") == "country")
    _located(sheet, "provider_name", refuse=True)
    _cite(sheet)
    yield from _shares(sheet)
    sheet.frame = whole.filter(pl.col("provider_type") != "country")
    firm_ids(sheet, "provider_name")
    _cite(sheet)
    yield from _makers(sheet, _broader(types_of))


def _shares(sheet: Sheet) -> Iterator[Claims]:
    """A country's share of an input or a stage, as the country's figure of that input's indicator."""
    indicator = pl.lit(f"{CHAIN}-share:") + pl.col("provided_id")
    yield from sheet.claims(
        "Indicator", subject=indicator, name=pl.lit("全球市场份额:") + pl.col("provided_name"), unit=pl.lit("%")
    )
    said = pl.when(pl.col("share").is_null()).then(pl.coalesce("note", pl.lit("份额未给出"))).otherwise("note")
    yield from sheet.claims(
        "REPORTS", subject="provider_name_id", object=indicator, period=pl.lit(PERIOD), scope=pl.lit(SCOPE),
        measure=pl.lit("estimate"), value="share", value_note=said,
    )  # fmt: skip


def _makers(sheet: Sheet, broader: pl.DataFrame) -> Iterator[Claims]:
    """Firms, what they make with which share, and the segments they work in, broader ones by rule."""
    yield from declared(sheet, "provider_name")
    yield from sheet.claims(
        "MAKES", subject="provider_name_id", object=_product("provided_id"), market_share_pct="share",
        market_share_note="note",
    )  # fmt: skip
    own = sheet.frame.with_columns(within="provided_id", rule=pl.lit(None, pl.String))
    wider = sheet.frame.join(broader, on="provided_id", maintain_order="left").with_columns(rule=pl.lit(RULE))
    segments = sheet.known.segments.select("filled_by", segment="id")
    for rows in (own, wider):
        placed = rows.with_columns(segment=_segment("within")).join(segments, on="segment", maintain_order="left")
        yield from sheet.claims(
            "OPERATES_IN", placed, subject="provider_name_id", object="segment", activity="filled_by", rule="rule",
            stage=pl.lit("operating"), role=pl.lit("supplier"),
        )  # fmt: skip


def _beside(path: Path, name: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """Columns of another of the five files, which stands beside this one; nothing where it does not."""
    other = path.with_name(name)
    for table in _registry.read(other) if other.is_file() else ():
        heads = {h.text: h.column for h in table.heads}
        if all(c in heads for c in columns):
            return table.frame.select(pl.col(heads[c]).alias(c) for c in columns)
    return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))


def _broader(sequence: pl.DataFrame) -> pl.DataFrame:
    """What each input is a type of, at any remove: provided_id, within."""
    above: Mapping[str, list[str]] = dict(
        sequence.drop_nulls("is_type_of_id").group_by("input_id").agg("is_type_of_id").iter_rows()
    )
    pairs = []
    for one in above:
        todo, seen = list(above[one]), set[str]()
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo += above.get(at, [])
        pairs += [(one, at) for at in sorted(seen)]
    return pl.DataFrame(pairs, schema={"provided_id": pl.String, "within": pl.String}, orient="row")
