"""The invented firms that runs are timed with."""

from pathlib import Path

from benchmarks import generate

N = 300


def test_the_same_tables_come_out_every_time(tmp_path: Path) -> None:
    first, again = (generate.write(N, tmp_path / side) for side in ("a", "b"))
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]


def test_every_firm_has_four_ties_and_a_name_of_its_own() -> None:
    firms, supplies = generate.firms(0, N), generate.supplies(N)
    assert firms["企业名称"].n_unique() == N
    assert firms.select("企业名称", "产业链", "环节").n_unique() == len(firms) == 3 * N
    assert supplies["供应商"].n_unique() == len(supplies) == N
    assert not (supplies["供应商"] == supplies["客户"]).any()


def test_every_firm_is_clearly_invented() -> None:
    assert generate.firms(0, N)["企业名称"].str.starts_with("虚构").all()


def test_degrees_are_skewed() -> None:
    counts: list[int] = generate.firms(0, 3_000)["所在地"].value_counts(sort=True)["count"].to_list()
    assert counts[0] > 20 * counts[len(counts) // 2]
