import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_the_demo_goes_from_the_facts_to_a_page_and_a_workbook(
    command: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    told = command("demo", "--out", tmp_path / "out")
    assert told["status"] == 0
    assert told["loaded"]["refused"] == 0
    assert [Path(f).name for f in told["files"]] == [
        "补链强链清单.html", "gaps.xlsx", "产业链图谱.html", "全链总览.html", "会议一页纸.html", "数据家底.html"
    ]  # fmt: skip
    assert 'href="产业链图谱.html#chain=' in Path(told["files"][3]).read_text(encoding="utf-8")
    page = Path(told["files"][0]).read_text(encoding="utf-8")
    assert 0 < page.index("厦门市") < page.index("厦门火炬高新区")
    assert zipfile.is_zipfile(told["files"][1])
    assert list(told["states"]) == ["厦门市", "厦门火炬高新区"]
    assert all(len(chains) == 11 for chains in told["states"].values())
