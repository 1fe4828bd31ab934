"""Which page or document says each row? Source cells as source ids, one claim an address."""

from functools import cache
from pathlib import Path

import polars as pl

from graph import schema
from graph.model.claim import SOURCE_COLUMNS, Sources
from graph.standing.publishers import is_government, registrable

PUBLISHERS = Path(__file__).parent / "data" / "publishers.csv"
TITLED = r"^\s*([^《》]*\p{L})\s*《[^》]+》"
"""Who published a document, before its title."""
House = tuple[str, str | None]
"""A publisher, and whom it reprints."""
HOST = r"^[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^/@]*@)?(?:www\d?\.|m\.|wap\.)?([^/:?#]+)"

OWN_DATE = (
    r"[/_=.-][A-Za-z]{0,2}((?:19|20[0-2])\d)[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?:\D|\d{4}|$)",
    r"[/_=.-][A-Za-z]?((?:19|20[0-2])\d)[-/]?(0[1-9]|1[0-2])()/",
)
"""How an address names the day, else the month, its page came out: /2023-10-08/, /2020/0917/, t20090531_, /201909/."""


def source_ids(texts: pl.Series) -> pl.Series:
    """Ids of sources: hash of the address, or of publisher and title where there is none."""
    return schema.hashed(texts, prefix="s-")


def addresses(cell: pl.Expr) -> pl.Expr:
    """The addresses in a source cell: separated by `;`, which an address itself may hold.

    >>> pl.select(addresses(pl.lit("http://a.cn/x?a=1;b=2 ; https://b.cn"))).item().to_list()
    ['http://a.cn/x?a=1;b=2', 'https://b.cn']
    """
    apart = cell.str.replace_all(r"\s*[;;\n]\s*(https?://)", "\n$1")
    parts = apart.str.split("\n").list.eval(pl.element().str.strip_chars(" ;;"))
    return parts.list.eval(pl.element().filter(pl.element() != ""))


def own_date(address: pl.Expr) -> pl.Expr:
    """The date an address names itself, to the day or the month; null where it names none.

    >>> read = lambda text: pl.select(own_date(pl.lit(text))).item()
    >>> read("http://a.cn/n1/2020/0917/c405954-31865781.html"), read("http://a.cn/news/201909/9681452.html")
    ('2020-09-17', '2019-09')
    >>> read("http://a.cn/neimu/600703/202306074273.html"), read("http://a.cn/content_20287582_5.htm")
    ('2023-06-07', None)
    >>> read("http://a.cn/20160931.html")
    """
    path = address.str.replace(r"^[^:/?#]+://[^/?#]*", "")
    named = (path.str.extract_groups(pattern).struct for pattern in OWN_DATE)
    dates = [pl.concat_str(n[0], pl.lit("-"), n[1], pl.lit("-"), n[2]).str.strip_chars_end("-") for n in named]
    is_day = dates[0].str.to_date("%Y-%m-%d", strict=False).is_not_null()
    return pl.coalesce(pl.when(is_day).then(dates[0]), dates[1])


@cache
def publishers() -> pl.DataFrame:
    """host, publisher, reprint_of: who stands behind a host; empty where no such table ships."""
    if not PUBLISHERS.exists():
        return pl.DataFrame(schema={"host": pl.String, "publisher": pl.String, "reprint_of": pl.String})
    table = pl.read_csv(PUBLISHERS, infer_schema=False).select("host", "publisher", "reprint_of")
    return table.with_columns(pl.col("host").str.replace(r"^(?:www\d?|m|wap)\.", "")).unique("host", keep="first")


def houses(hosts: pl.Series) -> pl.DataFrame:
    """host, publisher, reprint_of: who stands behind each host, listed itself or beside hosts of one house."""
    listed = {h: (p, r) for h, p, r in publishers().rows()}
    found = [(host, *(_house(host, listed) or (None, None))) for host in hosts.drop_nulls().unique(maintain_order=True)]
    return pl.DataFrame(found, schema=dict.fromkeys(("host", "publisher", "reprint_of"), pl.String), orient="row")


def _house(host: str, listed: dict[str, House]) -> House | None:
    """The house of a host, of the nearest listed one above it, or of all that are listed beside it.

    Offices of one government are houses of their own: below its domain only a listed host says whose a page is.
    """
    domain = registrable(host)
    above = host
    while above.endswith(domain):
        if above in listed:
            return listed[above]
        if above != domain or not is_government(host):
            beside = {house for name, house in listed.items() if name.endswith(f".{above}")}
            if len(beside) == 1:
                return beside.pop()
        above = above.partition(".")[2]
    return None


def cited(cells: pl.DataFrame) -> pl.DataFrame:
    """Each distinct (cell, published_on) with its addresses: cell, published_on, address, source, dated.

    A row says the date of the page it names first; any other page has the date its own address names, or none.

    >>> cited(pl.DataFrame({"cell": ["http://a.cn/1;http://b.cn/2020/0917/2.html;http://c.cn/3"],
    ...                     "published_on": ["2021"]}))["dated"].to_list()
    ['2021', '2020-09-17', None]
    """
    listed = cells.unique(maintain_order=True).with_columns(address=addresses(pl.col("cell")))
    apart = listed.with_columns(place=pl.int_ranges(pl.col("address").list.len())).explode("address", "place")
    said = pl.when(pl.col("place") == 0).then("published_on")
    dated = apart.with_columns(
        source=source_ids(apart["address"]), dated=pl.coalesce(said, own_date(pl.col("address")))
    )
    return dated.drop("place")


def source_rows(found: pl.DataFrame) -> Sources:
    """A row for each source of `found` (address, source, dated): newest date said, publisher by host.

    A document without an address is cited as 某管委会《某报告》索引号…: who published it stands before its title.
    """
    one = found.drop_nulls("source").group_by("source", maintain_order=True).agg(
        pl.col("address").first(), published_on=pl.col("dated").max()
    )  # fmt: skip
    is_address = pl.col("address").str.contains("://", literal=True)
    hosted = one.with_columns(host=pl.col("address").str.extract(HOST).str.to_lowercase())
    named = hosted.join(houses(hosted["host"]), on="host", how="left", maintain_order="left").with_columns(
        title=pl.when(~is_address).then("address"),
        publisher=pl.when(is_address).then("publisher").otherwise(pl.col("address").str.extract(TITLED)),
        address=pl.when(is_address).then("address"),
        licence=pl.lit(None, pl.String),
    )
    return Sources(named.select(list(SOURCE_COLUMNS)))


def file_source(name: str, declared_on: str | None) -> pl.DataFrame:
    """The file itself as a source, for rows that cite none: id from the series' name, address empty."""
    title = Path(name).stem
    row = {"source": source_ids(pl.Series([f"{title}|{name}"]))[0], "publisher": title, "title": Path(name).name,
           "published_on": declared_on, "address": None, "licence": None, "reprint_of": None}  # fmt: skip
    return pl.DataFrame([row], schema=SOURCE_COLUMNS)
