"""The timed first load into a Neo4j, where it can be said without a server."""

from pathlib import Path

import pytest

from benchmarks import bulk


def test_a_home_without_a_graph_says_how_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bulk.main([str(tmp_path)])
    assert f"run `chainscout build --home {tmp_path}`" in capsys.readouterr().err


def test_a_stage_is_told_with_its_time_its_cpu_and_its_peak(capsys: pytest.CaptureFixture[str]) -> None:
    bulk.timed("a stage", lambda: sum(range(1000)))
    name, *figures = capsys.readouterr().out.split("  ", 1)
    assert name == "a stage"
    assert [unit in figures[0] for unit in (" s", " s CPU", " MB")] == [True, True, True]
