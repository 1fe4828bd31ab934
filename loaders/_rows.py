"""A sheet as typed rows of one shape: cells understood, what is not understood flagged, sources cited.

A loader opens its sheets, refuses rows whose identity is unusable, and yields claims cut from `Sheet.frame`; every
row or cell left out stands in `Sheet.rejects`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from graph import schema
from graph.model.claim import Claims, Rejects, Sources
from loaders import _cells, _registry, _rejects, _sources, _units
from loaders._known import Known
from loaders._shape import Column, Head, Shape, match, words
from loaders._table import EXAMPLE, Table

SOURCE = Column("source_cell", ("出处", "来源", "source", "source_url", "url", "链接", "网址", "资料来源", "信息来源"))
PUBLISHED = Column("published_on", ("发布日期", "published_on", "发布时间", "资料日期", "来源日期"), "date")
SINCE = Column("since", ("起始日期", "since", "起", "开始日期", "开始时间", "自", "投产时间"), "date")
UNTIL = Column("until", ("终止日期", "until", "止", "结束日期", "结束时间", "至"), "date")
REMARK = Column("remark", ("备注", "remark", "note", "说明", "comment"), kept=False)
CITED = (SOURCE, PUBLISHED, REMARK)
DATED = (SINCE, UNTIL, *CITED)
INDEX = Column("index", ("序号", "编号", "no", "no.", "#"))

BASIS = Column(
    "claim_basis",
    ("依据类型", "claim_basis", "数据性质标记"),
    "choice",
    {"合成示例": "synthetic", "合成": "synthetic", "示例": "synthetic", "synthetic": "synthetic",
     "声明": "declared", "declared": "declared", "实测": "observed", "observed": "observed",
     "推断": "inferred", "inferred": "inferred", "潜在": "potential", "potential": "potential"},
    identity=True,
)  # fmt: skip
"""A column every sheet may have: on what the whole row rests. A word not known refuses the row, or an invented one
would pass for a real one."""

LOCATOR = Column("locator", ("原文位置", "locator", "出处位置", "页码", "章节"))
"""A column every sheet may have: where in its source the row stands (a page, a section and sentence)."""

OURS = Path(__file__).parent
"""The facts that ship and the example lie in it."""

NO_HEADING = "(无表头)"


class Sheet:
    """One sheet read by one shape: `frame` has `row` and a typed column for every column of the shape."""

    def __init__(self, table: Table, shape: Shape, found: Mapping[str, Head], known: Known) -> None:
        self.table, self.shape, self.known = table, shape, known
        self.rejects: list[pl.DataFrame] = []
        self.sources: list[pl.DataFrame] = []
        rests = match([h for h in table.heads if h not in found.values()], Shape("", (BASIS, LOCATOR), ()))
        self.found = {**found, **rests}
        self.columns = {c.name: c for c in (*shape.columns, *(c for c in (BASIS, LOCATOR) if c.name in rests))}
        absent = [pl.lit(None, pl.String).alias(n) for n in self.columns if n not in self.found]
        self.frame = table.frame.select("row", *(pl.col(h.column).alias(n) for n, h in self.found.items()), *absent)
        self._set_aside()
        self._not_kept()
        for column in self.columns.values():
            if column.name in self.found or column.form != "text":
                self._understand(column)
        self._rests_on()
        for name in shape.needed:
            self.refuse(pl.col(name).is_null(), name, "E_EMPTY")
        if {"since", "until"} <= set(self.columns):
            self.blank(pl.col("until") <= pl.col("since"), "until", "W_DATE_ORDER")

    def has(self, *names: str) -> bool:
        """Has the sheet one of these columns?"""
        return any(n in self.found for n in names)

    def flag(self, bad: pl.Expr, name: str | None, code: str, *, near: pl.DataFrame | None = None) -> None:
        """Note rejects for rows where `bad` holds; `near` (value, near) gives the nearest names of a value."""
        value = pl.lit(None, pl.String) if name is None else _shown(self.frame.schema[name], name)
        hit = self.frame.filter(bad).select("row", value=value)
        if not len(hit):
            return
        if near is not None:
            hit = hit.join(near, on="value", how="left", maintain_order="left")
        self.reject(hit, name, code)

    def refuse(self, bad: pl.Expr, name: str | None, code: str, *, near: pl.DataFrame | None = None) -> None:
        """Refuse rows where `bad` holds: they leave the frame and are counted."""
        before = len(self.rejects)
        self.flag(bad, name, code, near=near)
        if len(self.rejects) > before:
            self.frame = self.frame.filter(~bad.fill_null(False))

    def blank(self, bad: pl.Expr, name: str, code: str, *, near: pl.DataFrame | None = None) -> None:
        """Empty a cell where `bad` holds, and flag it."""
        before = len(self.rejects)
        self.flag(bad, name, code, near=near)
        if len(self.rejects) > before:
            self.frame = self.frame.with_columns(pl.when(~bad.fill_null(False)).then(pl.col(name)).alias(name))

    def reject(self, hit: pl.DataFrame, name: str | None, code: str) -> None:
        """Note rejects for rows given as row, value and, where known, near."""
        if hit.is_empty():
            return
        head = self.found.get(name) if name else None
        column = self.columns.get(name) if name else None
        heading = head.text if head else (column.headings[0] if column else None)
        allowed = ("、".join(words(column)) or column.unit or "") if column else ""
        letter = head.letter if head else None
        self.rejects.append(_rejects.rejects(hit, code, self.table.sheet, letter, heading, allowed))

    def understood(self, heads: dict[str, Head]) -> None:
        """Columns a loader reads beyond its shape, by the names it gives them, are no strangers."""
        letters = [h.letter for h in heads.values()]
        stranger = (pl.col("code") == "W_COLUMN") & pl.col("column").is_in(letters)
        self.rejects = [r.filter(~stranger) for r in self.rejects]
        self.found = {**self.found, **heads}

    def _set_aside(self) -> None:
        """Note what of the sheet is left out: total rows, columns nobody understands, a sheet without rows."""
        t, is_example = self.table, pl.col("value").str.contains(EXAMPLE).fill_null(False)
        self.reject(t.skipped.filter(~is_example), None, "W_SKIPPED")
        self.reject(t.skipped.filter(is_example), None, "W_EXAMPLE")
        taken = {h.column for h in self.found.values()}
        heads = {h.column: h for h in t.heads}
        said = t.frame.select(pl.exclude("row").is_not_null().any())
        for name in said.columns:
            if name not in taken and said[name].item():
                head = heads.get(name) or Head(int(name[1:]), (NO_HEADING,))
                stray = pl.DataFrame({"row": [t.header_row], "value": [head.text]})
                self.rejects.append(_rejects.rejects(stray, "W_COLUMN", t.sheet, head.letter, head.text))
        if t.frame.is_empty():
            blank = pl.DataFrame({"row": [t.header_row], "value": [t.place]})
            only = t.skipped.select(is_example.any()).item()
            self.rejects.append(_rejects.rejects(blank, "W_ONLY_EXAMPLE" if only else "W_NO_ROWS", t.sheet))

    def _not_kept(self) -> None:
        """Note columns that are known and whose cells are kept nowhere; those beside the facts are for who repairs them."""
        for column in () if OURS in self.table.path.parents else self.shape.columns:
            if not column.kept and self.has(column.name) and self.frame[column.name].is_not_null().any():
                head = self.found[column.name]
                self.reject(
                    pl.DataFrame({"row": [self.table.header_row], "value": [head.text]}), column.name, "W_UNREAD"
                )

    def _rests_on(self) -> None:
        """Keep apart what each row says of its claims: on what they rest, where in the source they stand."""
        said = [c.name for c in (BASIS, LOCATOR) if c.name in self.found]
        self.aside = self.frame.select("row", **{f"_{n}": pl.col(n) for n in said}) if said else None
        self.frame = self.frame.drop(said)

    def _understand(self, column: Column) -> None:
        """Turn a text column into what its form says; cells not understood are emptied and flagged."""
        name, text = column.name, pl.col(column.name)
        match column.form:
            case "text":
                return
            case "texts":
                self._revalue(name, _cells.texts(text))
            case "code":
                self._refuse_numbers(column)
                if column.pattern:
                    self._revalue(name, _cells.plain(text))
                    self.blank(~text.str.contains(column.pattern), name, "W_CODE")
            case "date":
                self._revalue(name, _cells.date(text), "W_DATE")
            case "choice":
                value = _cells.choice(text, column.words)
                value = value if column.within is None else pl.coalesce(value, column.within(text))
                self._revalue(name, value, "E_CHOICE" if column.identity else "W_CHOICE")
            case _:
                head = self.found.get(name)
                unit = (head.unit if head else None) or _units.in_title(self.table.title, column.unit)
                number = _cells.bounded(
                    _cells.number(text, unit, column.unit), column.least, column.most, whole=column.form == "count"
                )
                if column.unit:
                    self._blank_values(number.is_null() & _cells.is_figure(text), name, "W_UNITS")
                self.flag_values(_cells.is_qualified(text) & number.is_not_null(), name, "W_ABOUT")
                self._revalue(name, number, "W_NUMBER")

    def flag_values(self, bad: pl.Expr, name: str, code: str) -> None:
        """`flag` for a rule on the cell alone: asked once for each distinct value."""
        values = self.frame.select(pl.col(name).unique()).filter(bad)[name]
        if len(values):
            self.flag(pl.col(name).is_in(values.implode()), name, code)

    def _blank_values(self, bad: pl.Expr, name: str, code: str) -> None:
        """`blank` for a rule on the cell alone: asked once for each distinct value."""
        values = self.frame.select(pl.col(name).unique()).filter(bad)[name]
        if len(values):
            self.blank(pl.col(name).is_in(values.implode()), name, code)

    def _revalue(self, name: str, value: pl.Expr, code: str | None = None) -> None:
        """Put a value computed from the cell alone in its place, once for each distinct text; flag what gave none."""
        texts = self.frame.select(pl.col(name).unique().drop_nulls())
        values = texts.with_columns(value.alias("_value"))
        lost = values.filter(pl.col("_value").is_null())[name]
        if code and len(lost):
            act = self.refuse if _rejects.is_refusal(code) else self.flag
            act(pl.col(name).is_in(lost.implode()), name, code)
        order = self.frame.columns
        joined = self.frame.join(values, on=name, how="left", maintain_order="left")
        self.frame = joined.drop(name).rename({"_value": name}).select(order)

    def _refuse_numbers(self, column: Column) -> None:
        """A code stored as a number is damaged: its row is refused where identity rests on it, else its cell emptied."""
        head = self.found.get(column.name)
        if head is None or head.column not in self.table.numbers.columns:
            return
        rows = self.table.numbers.filter(pl.col(head.column))["row"].implode()
        bad = pl.col("row").is_in(rows) & pl.col(column.name).is_not_null()
        act = self.refuse if column.identity else self.blank
        act(bad, column.name, "E_NUMERIC_CODE" if column.identity else "W_NUMERIC_CODE")

    def cite(self) -> None:
        """Give each row its sources: columns `source`, `known_on`, `known_from`; one row an address from here on."""
        name = self.known.series or self.table.path.name
        declared = self.table.declared_on
        if "source_cell" not in self.columns:
            self.frame = self.frame.with_columns(
                source_cell=pl.lit(None, pl.String), published_on=pl.lit(None, pl.String)
            )
        cells = self.frame.select("published_on", cell="source_cell")
        found = _sources.cited(cells.filter(pl.col("cell").is_not_null()))
        own = _sources.file_source(name, declared)
        joined = self.frame.rename({"source_cell": "cell"}).join(
            found.select("cell", "published_on", "source", "dated"), on=["cell", "published_on"], how="left",
            nulls_equal=True, maintain_order="left",
        )  # fmt: skip
        if joined["source"].null_count():
            self.sources.append(own)
        self.sources.append(_sources.source_rows(found).frame)
        self.frame = joined.with_columns(
            source=pl.col("source").fill_null(own["source"][0]),
            known_on=pl.coalesce("dated", pl.lit(declared, pl.String)),
            known_from=pl.when(pl.col("dated").is_not_null())
            .then(pl.lit("published"))
            .when(pl.lit(declared is not None))
            .then(pl.lit("file")),
        )

    def claims(self, kind: str, frame: pl.DataFrame | None = None, /, **columns: pl.Expr | str) -> Iterator[Claims]:
        """Claims of a kind from the rows whose ends are known; the same claim twice stands once.

        Columns are given as expressions over the frame, a text names a column; what is null is not said.
        """
        rows = self.frame if frame is None else frame
        given = [(pl.col(c) if isinstance(c, str) else c).alias(n) for n, c in columns.items()]
        cut = self._resting(rows.select(*given, "source", "row", "known_on", "known_from"))
        ends = ["subject", "object"] if schema.is_edge(kind) else ["subject"]
        cut = cut.drop_nulls(ends)
        if not len(cut):
            return
        types = {n: t for n, t in schema.frame_schema(kind).items() if n in cut.columns and cut.schema[n] != t}
        apart = [c for c in cut.columns if c not in ("row", "locator")]
        cut = cut.unique(apart, keep="first", maintain_order=True)
        yield Claims(kind, cut.with_columns(pl.col(n).cast(t) for n, t in types.items()))

    def _resting(self, cut: pl.DataFrame) -> pl.DataFrame:
        """Claims with what their row says of them, which goes before what the loader says."""
        if self.aside is None:
            return cut
        known = cut.join(self.aside, on="row", how="left", maintain_order="left")
        said = {"_claim_basis": ("basis", pl.lit("declared")), "_locator": ("locator", pl.lit(None, pl.String))}
        for own, (name, usual) in said.items():
            if own in known.columns:
                loaders = pl.col(name) if name in cut.columns else usual
                known = known.with_columns(pl.coalesce(own, loaders).alias(name)).drop(own)
        return known


def _shown(dtype: pl.DataType, name: str) -> pl.Expr:
    return pl.col(name).list.join(";") if isinstance(dtype, pl.List) else pl.col(name).cast(pl.String)


def sheets(path: Path, module: str, known: Known) -> list[Sheet]:
    """The sheets of a file that fit a loader best, in the order in which they must be read."""
    found = _registry.fits(path)
    out = [Sheet(f.table, f.shape, f.found, known) for f in found if f.module == module]
    if out and found[0].module == module:
        read = {f.table.sheet for f in found}
        for t in _registry.read(path):
            if t.sheet not in read and t.sheet not in _registry.ASIDE:
                code = "W_HIDDEN" if t.hidden else "W_SHEET"
                stray = pl.DataFrame({"row": [1], "value": [t.place]})
                out[0].rejects.append(_rejects.rejects(stray, code, t.sheet))
    if {f.module for f in found} == {module}:
        _registry.forget()
    return sorted(out, key=lambda s: s.shape.rank)


def closing(sheets: list[Sheet]) -> Iterator[Sources | Rejects]:
    """What every loader yields last: the sources of its sheets and what was left out."""
    sources = [s for sheet in sheets for s in sheet.sources]
    if sources:
        yield Sources(pl.concat(sources).unique("source", keep="first", maintain_order=True))
    found = _rejects.together([r for sheet in sheets for r in sheet.rejects])
    if len(found.frame):
        yield found
