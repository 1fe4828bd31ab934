"""Tables of invented firms on the real chains and places: skewed degrees, Chinese names, the same bytes every time.

Each firm does something in three segments and supplies one other firm: four ties. Segments, places and customers are
drawn by Zipf's law, numbers by splitmix64 in whole columns, so a million firms take seconds.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import polars as pl

import loaders

DATA = Path(loaders.__file__).parent / "data"
FIRMS_A_FILE = 250_000
"""Three rows each: a file stays below the 1,048,576 rows of a sheet."""
OPERATIONS = 3
FIRMS_A_PAGE = 10
"""Firms that one page tells of."""
HOSTS = 500
SYLLABLES = "安邦博昌成达德鼎东方丰福富光广海瀚和恒宏华辉汇佳嘉建金晋景康科朗乐力立联龙隆美明"
TRADES = ("电子", "新材料", "光电", "精密", "能源", "科技", "半导体", "机械", "化工", "软件")
STAGES = ("投产", "投产", "投产", "投产", "投产", "投产", "投产", "在建", "签约", "停产")
ROLES = ("供应商", "供应商", "供应商", "供应商", "供应商", "供应商", "供应商", "供应商", "客户", "科研")
BUSY = {"350200": 20, "xm-torch": 100}
"""Ranks of the places that questions ask for: together they hold the share of firms that the city has in reality (0.7 %)."""


def noise(number: pl.Expr, salt: int) -> pl.Expr:
    """A number in [0, 1) for each whole number: splitmix64."""
    z = (number.cast(pl.UInt64) + salt * 1_000_000_007) * pl.lit(0x9E3779B97F4A7C15, pl.UInt64)
    for bits, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z = (z ^ (z // 2**bits)) * pl.lit(factor, pl.UInt64)
    return ((z ^ (z // 2**31)) // 2**11).cast(pl.Float64) / 2.0**53


def zipf(draws: pl.Series, size: int, exponent: float) -> pl.Series:
    """Ranks from 0, the k-th drawn in proportion to k to the power of minus the exponent."""
    weights = pl.Series(range(1, size + 1), dtype=pl.Float64).pow(-exponent).cum_sum()
    found: pl.Series = (weights / weights[-1]).search_sorted(draws)
    return found.clip(0, size - 1)


def among(texts: Sequence[str], number: pl.Expr, salt: int) -> pl.Expr:
    """One of these texts."""
    return pl.lit(pl.Series(texts)).gather((noise(number, salt) * len(texts)).cast(pl.UInt32))


def names(number: pl.Expr) -> pl.Expr:
    """The name of an invented firm: four syllables that no other has, and a trade."""
    base = len(SYLLABLES)
    spread = (number.cast(pl.UInt64) * 1_000_003 + 7) % base**4
    said = [pl.lit(pl.Series(list(SYLLABLES))).gather(spread // base**k % base) for k in range(4)]
    return pl.concat_str(pl.lit("虚构"), *said, among(TRADES, number, 1), pl.lit("有限公司"))


def segments() -> pl.DataFrame:
    """The segments that ship: chain, segment, and one of its products."""
    files = sorted(DATA.glob("chains/*/segments.csv"))
    whole = pl.concat([pl.read_csv(f, infer_schema=False).select("chain", "segment", "products") for f in files])
    return whole.with_columns(product=pl.col("products").str.split(";").list.first())


def places() -> pl.Series:
    """Names of places as addresses begin, the busiest first."""
    rows = pl.read_csv(DATA / "places/divisions.csv", infer_schema=False).select("code", "name", "within")
    up = rows.select(within="code", above="name", further="within")
    top = rows.select(further="code", top="name")
    full = rows.join(up, on="within", how="left").join(top, on="further", how="left")
    named = full.select("code", name=pl.concat_str(pl.col("top", "above", "name").fill_null("")))
    parks = pl.DataFrame({"code": ["xm-torch"], "name": ["厦门火炬高新区"]})
    drawn = pl.concat([named, parks]).with_columns(rank=noise(pl.int_range(pl.len()), 2) * pl.len())
    fixed = pl.col("code").replace_strict(BUSY, default=None, return_dtype=pl.Float64)
    return drawn.sort(pl.coalesce(fixed, "rank"), "code")["name"]


def firms(first: int, last: int) -> pl.DataFrame:
    """Rows of a list of firms: what each does in three segments, mostly at one place."""
    known, where = segments(), places()
    number, k = pl.col("number"), pl.col("k")
    rows = pl.select(number=pl.int_range(first, last, dtype=pl.Int64)).with_columns(
        popular=noise(number, 3), home=noise(number, 4), step=(noise(number, 5) * 7).cast(pl.Int64) + 1
    )
    ranked = pl.int_range(len(known), eager=True).to_frame("at").sort(noise(pl.col("at"), 6))["at"]
    rows = rows.with_columns(
        popular=ranked.gather(zipf(rows["popular"], len(known), 0.7)), home=zipf(rows["home"], len(where), 0.8)
    )
    rows = rows.join(pl.select(k=pl.int_range(OPERATIONS, dtype=pl.Int64)), how="cross", maintain_order="left_right")
    one = number * OPERATIONS + k
    away = zipf(rows.select(noise(one, 7)).to_series(), len(where), 0.8)
    rows = rows.with_columns(segment=(pl.col("popular") + k * pl.col("step")) % len(known), away=away)
    at = pl.when(noise(one, 8) < 0.8).then("home").otherwise("away")
    taken = {c: pl.lit(known[c]).gather(pl.col("segment")) for c in ("chain", "segment", "product")}
    return rows.select(
        企业名称=names(number), 所在地=pl.lit(where).gather(at), 产业链=taken["chain"], 环节=taken["segment"],
        主要产品=taken["product"], 角色=among(ROLES, one, 9), 状态=among(STAGES, one, 10),
        起始日期=(1990 + noise(one, 11) * 30).cast(pl.Int64).cast(pl.String), **page(number // FIRMS_A_PAGE, "list"),
    )  # fmt: skip


def supplies(n: int) -> pl.DataFrame:
    """Rows of who supplies whom: every firm one customer, a few customers with very many suppliers."""
    number = pl.col("number")
    rows = pl.select(number=pl.int_range(n, dtype=pl.Int64))
    ranks = zipf(rows.select(noise(number, 12)).to_series(), n - 1, 0.8)
    popular = (ranks.cast(pl.Int64) * 7_919 + 13) % n
    rows = rows.with_columns(customer=popular)
    rows = rows.with_columns(
        pl.when(pl.col("customer") == number).then((number + 1) % n).otherwise("customer").alias("customer")
    )
    product = pl.lit(segments()["product"]).gather((noise(number, 13) * len(segments())).cast(pl.UInt32))
    return rows.sort("customer", "number").select(
        供应商=names(number), 客户=names(pl.col("customer")), 供货产品=product, 份额说明=pl.lit(None, pl.String),
        起始日期=(2000 + noise(number, 14) * 24).cast(pl.Int64).cast(pl.String), **page(pl.col("customer"), "customer"),
    )  # fmt: skip


def page(number: pl.Expr, what: str) -> dict[str, pl.Expr]:
    """The page that says it, and its date."""
    host = pl.concat_str(pl.lit("https://news"), (noise(number, 15) * HOSTS).cast(pl.Int64), pl.lit(".example"))
    day = pl.lit("2015-01-01").str.to_date() + pl.duration(days=(noise(number, 16) * 3_900).cast(pl.Int64))
    return {"出处": pl.concat_str(host, pl.lit(f"/{what}/"), number), "发布日期": day.dt.to_string("%Y-%m-%d")}


def more(n: int, rows: int = 100) -> pl.DataFrame:
    """A small file that comes later: firms that no earlier file names."""
    return firms(n, n + rows // OPERATIONS + 1).head(rows)


def write(n: int, folder: Path) -> list[Path]:
    """Write the files of n firms; returns them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for part, first in enumerate(range(0, n, FIRMS_A_FILE), 1):
        written.append(folder / f"firms-{part}.csv")
        firms(first, min(first + FIRMS_A_FILE, n)).write_csv(written[-1])
    written.append(folder / "supplies.csv")
    supplies(n).write_csv(written[-1])
    return written


def main() -> None:
    """Write the tables of so many firms into a folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("firms", type=int)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    for path in write(args.firms, args.folder):
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
