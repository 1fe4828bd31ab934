"""Ends of ties: texts of a sheet turned into ids of chains, segments, places and firms; what does not resolve is flagged."""

from collections.abc import Iterator

import polars as pl

from graph import schema
from graph.model.claim import Claims
from graph.places import Places
from loaders import _persons
from loaders._known import nearest
from loaders._rows import Sheet


def resolved_chain(sheet: Sheet, name: str, *, refuse: bool) -> None:
    """Add `<name>_id`: the chain a cell names. Unknown ones refuse the row or are flagged."""
    known, texts = sheet.known, sheet.frame[name]
    sheet.frame = sheet.frame.with_columns(known.chain_ids(texts).alias(f"{name}_id"))
    _unknown(sheet, name, known.chains, "CHAIN", refuse)


def resolved_segment(sheet: Sheet, name: str, chain: str, *, refuse: bool, elsewhere: bool = False) -> None:
    """Add `<name>_id`: the segment a cell names within the chain of column `chain` (ids; null: unique anywhere).

    Where a chain is named that nobody knows, nothing is looked for.
    """
    known, asked = sheet.known, [chain.removesuffix("_id"), chain, name]
    pairs = sheet.frame.select(asked).unique(maintain_order=True)
    lost = pl.col(asked[0]).is_not_null() & pl.col(chain).is_null()
    found = known.segment_ids(pairs[chain], pairs[name], elsewhere).alias("_found")
    ids = pairs.with_columns(found).with_columns(pl.when(~lost).then("_found").alias(f"{name}_id")).drop("_found")
    sheet.frame = sheet.frame.join(ids, on=asked, how="left", nulls_equal=True, maintain_order="left")
    told = _in_several(sheet, name, chain, refuse)
    _unknown(sheet, name, known.segments, "SEGMENT", refuse, told)


def _in_several(sheet: Sheet, name: str, chain: str, refuse: bool) -> pl.Series:
    """Say of segments that several chains have in which: the row does not say of which chain it speaks."""
    bad = pl.col(name).is_not_null() & pl.col(f"{name}_id").is_null()
    pairs = sheet.frame.filter(bad).select(chain, name).unique(maintain_order=True)
    told = pairs.with_columns(of=sheet.known.segment_chains(pairs[chain], pairs[name])).drop_nulls("of")
    if len(told):
        near = told.select(value=name, near=pl.col("of").list.join("、"), n=pl.col("of").list.len()).unique("value")
        counted = pl.col("n").replace_strict({2: "两"}, default=pl.col("n").cast(pl.String), return_dtype=pl.String)
        near = near.select("value", near=pl.format("{}条链都有此环节,请写明产业链:{}", counted, "near"))
        named = bad & pl.col(name).is_in(told[name].implode())
        (sheet.refuse if refuse else sheet.flag)(named, name, f"{'E' if refuse else 'W'}_SEGMENT_CHAIN", near=near)
    return told[name]


def _unknown(
    sheet: Sheet, name: str, names: pl.DataFrame, what: str, refuse: bool, but: pl.Series | None = None
) -> None:
    """Flag, or refuse, what names nothing that is known; `but` are texts of which more has been said."""
    bad = pl.col(name).is_not_null() & pl.col(f"{name}_id").is_null()
    bad = bad if but is None else bad & ~pl.col(name).is_in(but.implode())
    lost = sheet.frame.filter(bad)[name]
    if len(lost):
        near = nearest(lost, names.select("name", "id"))
        act = sheet.refuse if refuse else sheet.flag
        act(bad, name, f"{'E' if refuse else 'W'}_{what}", near=near)


def cycles(sheet: Sheet) -> None:
    """Refuse the rows (upstream_id → downstream_id) that lie on a cycle, naming its path."""
    import networkx as nx

    mine = sheet.frame.select("upstream_id", "downstream_id").rows()
    graph: nx.DiGraph[str] = nx.DiGraph([*sheet.known.standing_feeds.select("subject", "object").rows(), *mine])
    for ring in sorted(map(sorted, nx.strongly_connected_components(graph)), key=str):
        if len(ring) > 1:
            steps = nx.find_cycle(graph.subgraph(ring), source=ring[0])
            path = " → ".join([steps[0][0], *(s[1] for s in steps)])
            bad = pl.col("upstream_id").is_in(ring) & pl.col("downstream_id").is_in(ring)
            value = sheet.frame.filter(bad).select(value="upstream").unique()
            sheet.refuse(bad, "upstream", "E_CYCLE", near=value.with_columns(near=pl.lit(path)))


def firm_ids(sheet: Sheet, name: str, *, refuse: bool = True, named: bool = False) -> None:
    """Add `<name>_id`: the mention id of a firm's name; what cannot be one (signs, long numbers) is refused or emptied.

    With `named` the row itself says that the name is a firm's (an alias of one), however much it reads like a person's.
    """
    names = sheet.frame.select(pl.col(name).unique(maintain_order=True).drop_nulls())
    strange = names.filter(~pl.col(name).str.contains(r"\p{L}|^\d{3,4}$"))[name]
    if len(strange):
        act = sheet.refuse if refuse else sheet.blank
        act(pl.col(name).is_in(strange.implode()), name, "E_NAME" if refuse else "W_NAME")
    _no_persons(sheet, name, names, None if named else refuse)
    ids = names.with_columns(schema.mention_ids(names[name]).alias(f"{name}_id"))
    sheet.frame = sheet.frame.join(ids, on=name, how="left", maintain_order="left")


def _no_persons(sheet: Sheet, name: str, names: pl.DataFrame, refuse: bool | None) -> None:
    """A person in a firm's place is refused or emptied, not repeated in full; what may be one is kept and said."""
    told = names.select(name, _who=_persons.in_firms_place(pl.col(name))).drop_nulls("_who")
    if told.is_empty():
        return
    if told.select((pl.col("_who") == "person").any()).item():
        firms = sheet.known.told("Firm").select(pl.col("name").unique())["name"]
        told = told.with_columns(
            pl.when(pl.col(name).is_in(firms.implode())).then(pl.lit("maybe")).otherwise("_who").alias("_who")
        )
    sheet.frame = sheet.frame.join(told, on=name, how="left", maintain_order="left")
    rows = sheet.frame.filter(pl.col("_who").is_not_null())["row"]
    person = (pl.col("_who") == "person") | pl.col("row").is_in(_persons.betrayed(_beside(sheet, rows)).implode())
    bad = pl.col("_who").is_not_null() & person & pl.lit(refuse is not None)
    sure, perhaps = sheet.frame.filter(bad), sheet.frame.filter(pl.col("_who").is_not_null() & ~bad)
    sheet.reject(_persons.masked(sure, name), name, "E_FIRM_PERSON" if refuse else "W_FIRM_PERSON")
    sheet.reject(_persons.masked(perhaps, name), name, "W_MAYBE_PERSON")
    emptied = pl.when(bad.fill_null(False)).then(None).otherwise(pl.col(name)).alias(name)
    kept = sheet.frame.filter(~bad.fill_null(False)) if refuse else sheet.frame.with_columns(emptied)
    sheet.frame = kept.drop("_who")


def _beside(sheet: Sheet, rows: pl.Series) -> pl.DataFrame:
    """row, cell: what these rows hold in columns that nobody reads."""
    kept = {h.column for n, h in sheet.found.items() if n not in sheet.columns or sheet.columns[n].kept}
    unread = sheet.table.frame.filter(pl.col("row").is_in(rows.implode())).drop(kept)
    return unread.unpivot(index="row", value_name="cell").select("row", pl.col("cell").cast(pl.String)).drop_nulls()


def place_named(sheet: Sheet, name: str) -> None:
    """Add `<name>_place`: the place whose name the cell is, wholly; null for firms."""
    texts = sheet.frame.select(pl.col(name).unique(maintain_order=True).drop_nulls())
    if texts.is_empty():
        sheet.frame = sheet.frame.with_columns(pl.lit(None, pl.String).alias(f"{name}_place"))
        return
    found = (sheet.known.places or Places.none()).resolve(texts[name])
    whole = found.filter(pl.col("how") == "name").select(
        pl.col("name").alias(name), pl.col("place").alias(f"{name}_place")
    )
    sheet.frame = sheet.frame.join(whole, on=name, how="left", maintain_order="left")


def many(sheet: Sheet, name: str) -> None:
    """One row for each of several names in a cell, separated by `;`."""
    parts = pl.col(name).str.replace_all(r"\s*[;;\n]\s*", "\n").str.strip_chars().str.split("\n")
    if sheet.frame[name].str.contains(r"[;;\n]").any():
        sheet.frame = (
            sheet.frame.with_columns(parts).explode(name).filter(pl.col(name).is_null() | (pl.col(name) != ""))
        )


def placed(sheet: Sheet, name: str, *, refuse: bool, alone: bool = True) -> None:
    """Add `<name>_id`: the place a cell names; `province` and `country` of the sheet narrow it and have a veto.

    A text that is not understood is flagged (or refuses the row); the row then stands in its province or country,
    if one is said. With `alone` a province or country without a place is taken too.
    """
    hints = [c for c in ("province", "country") if c in sheet.columns]
    asked = sheet.frame.select(name, *hints).unique(maintain_order=True)
    asked = asked if alone else asked.drop_nulls(name)
    if asked.is_empty():
        sheet.frame = sheet.frame.with_columns(pl.lit(None, pl.String).alias(f"{name}_id"))
        return
    places = sheet.known.places or Places.none()
    found = places.resolve(asked[name], *(asked[h] for h in hints)).select("how", "nearest", "rest", spot="place")
    told = pl.concat([asked, found], how="horizontal").with_columns(
        pl.col("spot").alias(f"{name}_id"),
        missed=pl.col(name).is_not_null() & ~pl.col("how").is_in(["name", "address"]),
    )
    keys = [name, *hints]
    ids = told.select(*keys, f"{name}_id", "missed", "rest", which=_is_shared(name))
    sheet.frame = sheet.frame.join(ids, on=keys, how="left", nulls_equal=True, maintain_order="left")
    near = told.filter("missed").select(value=name, near=pl.col("nearest").list.join("、")).unique("value")
    near = near.with_columns(pl.when(pl.col("near") != "").then("near"))
    lost = pl.col("missed") & pl.col(f"{name}_id").is_null()
    sheet.flag(pl.col("missed") & pl.col(f"{name}_id").is_not_null(), name, "W_PLACE_COARSE", near=near)
    _partly(sheet, name, places)
    act, how = (sheet.refuse, "E") if refuse else (sheet.flag, "W")
    act(lost & pl.col("which"), name, f"{how}_PLACE_WHICH", near=near)
    act(lost & ~pl.col("which"), name, f"{how}_PLACE", near=near)
    sheet.frame = sheet.frame.drop("missed", "rest", "which")


def _is_shared(name: str) -> pl.Expr:
    """Is the text the name of several places, or one that needs its city (火炬园)? Then the near ones end with it."""
    nearest = pl.col("nearest").list
    behind = nearest.first().str.ends_with(pl.col(name)) & (pl.col("how") == "unknown")
    return (pl.col("how") == "ambiguous") | behind.fill_null(False)


def _partly(sheet: Sheet, name: str, places: Places) -> None:
    """Say of which cells only the beginning is a place that is known, and which place the row stands in."""
    some = sheet.frame.filter(pl.col("rest").is_not_null()).select(name, "rest", f"{name}_id").unique(name)
    if len(some):
        spelled = pl.Series([places.spelled(p) for p in some[f"{name}_id"].to_list()], dtype=pl.String)
        near = some.select(value=name, near=pl.format("“{}”不是已知的地名,按“{}”读入", "rest", spelled))
        sheet.flag(pl.col("rest").is_not_null(), name, "W_PLACE_PART", near=near)


def titled(sheet: Sheet, name: str) -> None:
    """Where no place is written, the rows stand in that of the sheet's title; a row without any is refused."""
    title, places = sheet.table.title, sheet.known.places or Places.none()
    found = places.resolve(pl.Series([title])).row(0, named=True) if title else {}
    if found.get("how") in ("name", "address"):
        sheet.frame = sheet.frame.with_columns(pl.col(name).fill_null(pl.lit(places.spelled(found["place"]))))
    sheet.refuse(pl.col(name).is_null(), name, "E_WHERE")
    placed(sheet, name, refuse=True)


def declared(sheet: Sheet, name: str, frame: pl.DataFrame | None = None, /, **fields: str) -> Iterator[Claims]:
    """Firm claims that declare the names in a column, with what else the row says of the firm."""
    written = pl.col(name).str.strip_chars()
    yield from sheet.claims("Firm", frame, subject=f"{name}_id", name=written, **fields)
