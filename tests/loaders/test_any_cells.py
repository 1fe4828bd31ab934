"""Whatever people write into the cells, a loader yields what the vocabulary allows, or says why not."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loaders
from graph import schema
from graph.errors import SourceError
from graph.model.claim import JUDGEMENT_COLUMNS, REJECT_COLUMNS, SOURCE_COLUMNS, Claims, Judgements, Rejects, Sources
from loaders import _registry
from loaders._known import Known
from loaders._shape import Shape

SHAPES = [pytest.param(m.__name__, s, id=f"{m.__name__}-{s.title}") for m in _registry.modules() for s in m.SHAPES]
SHAPE_OF = {Sources: SOURCE_COLUMNS, Judgements: JUDGEMENT_COLUMNS, Rejects: REJECT_COLUMNS}
WRITTEN = [
    "", " ", "—", "甲公司", "乙公司", "面板", "display", "display/glass", "panel;glass", "厦门", "翔安区;深圳", "无此地", "2019", "2019.13",
    "41974", "2019-02-30", "约3500", "-5", "1e999", "NaN", "99999999999999999999", "0.00001", "12,345", "100%", "350%", "是", "y", "operating",
    "http://a.example/x;http://b.example/y", ";;;", "=1+1", "a\nb", "“引号”", "\u200b", "𠮷", "é", "same", "subsidiary", "签约", "62亿美元",
    "合计", "350200", "CN", "[]", "null", "{value}", "{near}", "$1", "\\1",
]  # fmt: skip
CELL = st.sampled_from(WRITTEN) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)


@pytest.mark.parametrize(("module", "shape"), SHAPES)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_table_of_any_cells_gives_only_what_is_allowed(
    module: str, shape: Shape, data: st.DataObject, known: Known, tmp_path: Path
) -> None:
    heads = [c.headings[0] for c in shape.columns]
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(heads), max_size=len(heads)), min_size=1, max_size=4))
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    path = tmp_path / f"{shape.title}.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    try:
        parts = list(loaders.read(path, known))
    except SourceError:
        assert not any(c.strip() for r in rows for c in r)
        return
    cited = {s for p in parts if isinstance(p, Sources) for s in p.frame["source"]}
    for part in parts:
        if isinstance(part, Claims):
            whole = schema.conform(part)
            assert schema.faults(part.kind, whole).is_empty(), schema.faults(part.kind, whole).rows()
            assert set(whole["source"]) <= cited
        else:
            assert part.frame.schema == pl.Schema(SHAPE_OF[type(part)])
    said = [p.frame for p in parts if isinstance(p, Rejects)]
    assert all(f["explanation"].null_count() == 0 and f["fix"].null_count() == 0 for f in said)
