"""Who publishes a source? Its publisher, else its address's public suffix and one label; a reprint is its original's.

Nobody knows whether two websites without a listed publisher are independent of each other (many copy one text), so
where publishers are counted all of them together count once. A government's host says itself whose it is: each of its
offices is a house. Tables and papers without an address and a publisher count once together, too: two names of files
are no two witnesses.
"""

import re
from collections.abc import Callable
from functools import cache

import polars as pl
from publicsuffixlist import PublicSuffixList

UNLISTED = "未列入名录的网站"
"""The one house that websites without a listed publisher are together, where publishers are counted."""
UNCITED = "未注出处的表"
"""The one house that tables and papers are together which name neither an address nor who published them."""
_GOVERNMENT = re.compile(r"gov(?:\.[a-z]{2})?|go\.(?:id|jp|kr|th)")
"""Public suffixes below which only a government's offices stand: gov.cn, gov, go.jp (go.it is a province's)."""
_ENTRANCE = re.compile(r"^(?:www\d?|m|wap)\.")
HOPS = 5
"""How far a reprint of a reprint is followed."""


def publishers(sources: pl.DataFrame) -> pl.DataFrame:
    """One row a source: source, publisher (a text that two sources share when one house says both), counted, url to show.

    `counted` is the publisher as it counts: all websites whose publisher nobody listed are one, all uncited tables too.

    >>> publishers(pl.DataFrame({"source": ["s-1", "s-2"], "publisher": [None, None], "title": [None, None],
    ...     "address": ["http://news.a.com.cn/1", "http://www.a.com.cn/2"], "reprint_of": [None, None]},
    ...     schema_overrides={"publisher": pl.String, "title": pl.String, "reprint_of": pl.String}))["publisher"].to_list()
    ['a.com.cn', 'a.com.cn']
    """
    named = sources.select(
        "source",
        "address",
        "title",
        "publisher",
        "reprint_of",
        own=pl.coalesce("publisher", _house("address"), "source"),
    )
    found = named.join(_originals(named), on="source", how="left").select(
        "source",
        pl.coalesce("original", "own").alias("publisher"),
        pl.coalesce("address", "title", "publisher").alias("url"),
        uncited=pl.col("original").is_null() & _is_uncited(),
    )
    nobody = pl.col("publisher").is_in(_unlisted(named).implode())
    counted = pl.when("uncited").then(pl.lit(UNCITED)).when(nobody).then(pl.lit(UNLISTED)).otherwise("publisher")
    return found.with_columns(counted=counted).drop("uncited")


def _is_uncited() -> pl.Expr:
    """Is it a table that cites nothing (its publisher is its own name), or a paper of which nobody says whose it is?"""
    stem = pl.col("title").str.replace(r"\.\w+$", "")
    unnamed = pl.col("publisher").is_null() | (pl.col("publisher") == stem)
    return (pl.col("address").is_null() & pl.col("title").is_not_null() & unnamed).fill_null(False)


def _unlisted(named: pl.DataFrame) -> pl.Series:
    """The houses of addresses, no government's, that nobody gave a publisher."""
    houses = [
        named.filter(pl.col("publisher").is_null()).select(_house("address")),
        named.select(_house("reprint_of")),
    ]
    found = pl.concat([h.to_series() for h in houses]).drop_nulls().unique()
    own = pl.Series([not is_government(h) for h in found], dtype=pl.Boolean)
    return found.filter(own & ~found.is_in(named["publisher"].drop_nulls().implode()))


def _originals(named: pl.DataFrame) -> pl.DataFrame:
    """Whom a reprint repeats: a source by id or address, else a house by address or name."""
    reprints = named.filter(pl.col("reprint_of").is_not_null()).select("source", "reprint_of")
    keys = pl.concat([named.select(key="source", to="source"), named.select(key="address", to="source")])
    known = keys.drop_nulls().unique("key", keep="first", maintain_order=True)
    steps = reprints.join(known, left_on="reprint_of", right_on="key", how="left")
    onward = steps.drop_nulls("to").select("source", "to").filter(pl.col("source") != pl.col("to"))
    ends = onward
    for _ in range(HOPS):
        further = onward.rename({"source": "to", "to": "_further"})
        ends = ends.join(further, on="to", how="left").select("source", pl.coalesce("_further", "to").alias("to"))
    stranger = steps.filter(pl.col("to").is_null()).select(
        "source", original=pl.coalesce(_house("reprint_of"), "reprint_of")
    )
    houses = named.select(to="source", original="own").update(stranger.rename({"source": "to"}), on="to")
    found = ends.join(houses, on="to", how="inner").select("source", "original")
    return pl.concat([found, stranger])


def _house(column: str) -> pl.Expr:
    """Whose an address is by its host alone; null where the text is no address."""
    host = pl.col(column).str.to_lowercase().str.extract(r"^[a-z]+://(?:[^/@]*@)?([^/:?#]+)")
    return host.map_batches(_each(house_of), return_dtype=pl.String)


def house_of(host: str) -> str:
    """What somebody registered; below a government's suffix the host itself, for each office is a house.

    >>> house_of("news.a.com.cn"), house_of("www.a.com.cn"), house_of("gxj.xm.gov.cn"), house_of("www.xm.gov.cn")
    ('a.com.cn', 'a.com.cn', 'gxj.xm.gov.cn', 'xm.gov.cn')
    """
    return _ENTRANCE.sub("", host) if is_government(host) else registrable(host)


def is_government(host: str) -> bool:
    """Does only a government's office get such a host?

    >>> [is_government(h) for h in ("gxj.xm.gov.cn", "www.gov.cn", "nist.gov", "meti.go.jp", "a.go.it", "gov.cn.a.com")]
    [True, True, True, True, False, False]
    """
    return bool(_GOVERNMENT.fullmatch(_suffixes().publicsuffix(host) or ""))


def registrable(host: str) -> str:
    """A host's public suffix and one label: what somebody registered.

    >>> registrable("money.finance.sina.com.cn"), registrable("gxj.xm.gov.cn"), registrable("gov.cn")
    ('sina.com.cn', 'xm.gov.cn', 'gov.cn')
    """
    return _suffixes().privatesuffix(host) or host


def _each(of: Callable[[str], str]) -> Callable[[pl.Series], pl.Series]:
    """A function of one host as one of a column, asked once for each distinct host."""

    def told(hosts: pl.Series) -> pl.Series:
        found = {host: of(host) for host in hosts.drop_nulls().unique()}
        return hosts.replace_strict(found, default=None, return_dtype=pl.String) if found else hosts

    return told


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
