"""The filled template that is timed: a template as it is written, with rows below its example."""

from pathlib import Path

import openpyxl

from benchmarks import fill
from chainscout import template
from loaders._template import MARK, templates


def test_a_filled_template_holds_its_example_and_as_many_rows_as_asked(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(template.workbook(templates()[fill.NAME], template.Lists()))
    path = fill.filled(tmp_path / "t.xlsx", 20, tmp_path / "book.xlsx")
    rows = list(openpyxl.load_workbook(path)[fill.NAME].iter_rows(values_only=True))
    assert len(rows) == 22
    assert str(rows[1][0]).startswith(MARK)
    heads = [str(h).removesuffix("*") for h in rows[0]]
    assert all(r[heads.index("企业名称")] and r[heads.index("环节")] and r[heads.index("阶段")] for r in rows[2:])
