"""How much is a cell worth? Sums in 亿元, shares in per cent; what stands for several things together is given to none."""

import polars as pl

from loaders import _cells, _grid, _sniff
from loaders._rows import Sheet

JOINT = r"合计|共计|总计|等\d+|[\d一二两三四五六七八九十]+(?:家|只|支|个项目)"
"""Words in a cell by which a figure is the sum of many."""
QUALIFIER = r"^(约|大约|近|超过?|逾|不低于|不少于|不超过|至少|预计|目标|首期)"


def money(sheet: Sheet, name: str, unit: str | None = None) -> None:
    """Turn a text column into sums in 亿元; the unit stands in the cell, in column `unit`, in the heading or the title.

    Foreign currencies and sums of many are emptied and said; a unit that nobody wrote is taken for 亿元 and said.
    """
    head = sheet.found.get(name)
    if head is None:
        sheet.frame = sheet.frame.with_columns(pl.lit(None, pl.Float64).alias(name))
        return
    beside = _cells.plain(pl.col(unit)).fill_null("") if unit else pl.lit("")
    text = pl.concat_str(_cells.plain(pl.col(name)).str.replace(QUALIFIER, ""), beside)
    told = head.unit or sheet.table.unit
    value = _cells.number(text, told, "亿元")
    value = pl.when(value >= 0).then(value)
    sheet.flag(pl.col(name).is_not_null() & value.is_null(), name, "W_CURRENCY")
    qualified = _cells.plain(pl.col(name)).str.contains(f"{_cells.ABOUT}|{QUALIFIER}")
    sheet.flag(qualified & value.is_not_null(), name, "W_ABOUT")
    bare = value.is_not_null() & ~text.str.contains("元|亿|万")
    if told is None and "100m" not in head.text.lower():
        first = sheet.frame.filter(bare).select("row", value=pl.col(name)).head(1)
        sheet.reject(first, name, "W_UNIT")
    sheet.frame = sheet.frame.with_columns(value.alias(name))


def shares(sheet: Sheet, name: str) -> None:
    """Turn a text column into per cent; a column of bare fractions (a sheet's percent format) is taken as such and said."""
    head = sheet.found.get(name)
    if head is None:
        sheet.frame = sheet.frame.with_columns(pl.lit(None, pl.Float64).alias(name))
        return
    plain = _cells.plain(pl.col(name))
    value = _cells.number(plain)
    bare = sheet.frame.filter(plain.str.contains(r"^\d*\.?\d+$")).select(v=value)["v"]
    is_fraction = head.unit != "%" and len(bare) > 0 and (bare <= 1).all() and (bare < 1).any()
    if is_fraction:
        sheet.reject(sheet.frame.filter(plain.is_not_null()).select("row", value=name).head(1), name, "W_FRACTION")
        value = pl.when(plain.str.ends_with("%")).then(value).otherwise((value * 100).round(4))
    fine = value.is_between(0, 100)
    sheet.flag(pl.col(name).is_not_null() & ~fine.fill_null(False), name, "W_NUMBER")
    sheet.frame = sheet.frame.with_columns(pl.when(fine).then(value).alias(name))


def alone(sheet: Sheet, sums: tuple[str, ...], whole: pl.Expr, of: str) -> None:
    """Empty sums that stand for several things; a joint total is never split.

    They do where `whole` holds, where the cell says so, where a merged cell stands beside several values of column `of`.
    """
    spans = _merged(sheet)
    for name in sums:
        if not sheet.has(name):
            continue
        rows = [r for top, bottom in spans.get(sheet.found[name].at, []) for r in _beside(sheet, top, bottom, of)]
        says = pl.col(name).cast(pl.String).str.contains(JOINT)
        sheet.blank(pl.col(name).is_not_null() & (whole | says | pl.col("row").is_in(rows)), name, "W_JOINT")


def _beside(sheet: Sheet, top: int, bottom: int, of: str) -> list[int]:
    """The rows of a merged cell that stands beside several values of a column."""
    rows = sheet.frame.filter(pl.col("row").is_between(top, bottom))
    return rows["row"].unique().to_list() if rows[of].n_unique() > 1 else []


def _merged(sheet: Sheet) -> dict[int, list[tuple[int, int]]]:
    """Cells merged over several rows below the header, by column: first and last row as the spreadsheet counts."""
    path = sheet.table.path
    if _sniff.content(path) == "text":
        return {}
    out: dict[int, list[tuple[int, int]]] = {}
    for grid in _grid.grids(path):
        if grid.sheet == sheet.table.sheet:
            for m in grid.merges:
                if m.bottom > m.top and m.top >= sheet.table.header_row:
                    for at in range(m.left, m.right + 1):
                        out.setdefault(at, []).append((m.top + 1, m.bottom + 1))
    return out
