"""Who publishes a source? Its publisher, else its address's public suffix and one label; a reprint is its original's.

Nobody knows whether two websites without a listed publisher are independent of each other (many copy one text), so
where publishers are counted all of them together count once. A government's domain says itself whose it is.
"""

from functools import cache

import polars as pl
from publicsuffixlist import PublicSuffixList

UNLISTED = "未列入名录的网站"
"""The one house that websites without a listed publisher are together, where publishers are counted."""
GOVERNMENT = r"(?:^|\.)(?:gov|go)(?:\.[a-z]{2})?$"
"""Domains that only a government's office gets: xm.gov.cn, nist.gov, meti.go.jp."""
HOPS = 5
"""How far a reprint of a reprint is followed."""


def publishers(sources: pl.DataFrame) -> pl.DataFrame:
    """One row a source: source, publisher (a text that two sources share when one house says both), counted, url to show.

    `counted` is the publisher as it counts: all websites whose publisher nobody listed are one.

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
        own=pl.coalesce("publisher", _domain("address"), "source"),
    )
    found = named.join(_originals(named), on="source", how="left").select(
        "source",
        pl.coalesce("original", "own").alias("publisher"),
        pl.coalesce("address", "title", "publisher").alias("url"),
    )
    nobody = pl.col("publisher").is_in(_unlisted(named).implode())
    return found.with_columns(counted=pl.when(nobody).then(pl.lit(UNLISTED)).otherwise("publisher"))


def _unlisted(named: pl.DataFrame) -> pl.Series:
    """The domains, no government's, that nobody gave a publisher."""
    domains = [
        named.filter(pl.col("publisher").is_null()).select(_domain("address")),
        named.select(_domain("reprint_of")),
    ]
    hosts = pl.concat([d.to_series() for d in domains]).drop_nulls().unique()
    return hosts.filter(~hosts.str.contains(GOVERNMENT) & ~hosts.is_in(named["publisher"].drop_nulls().implode()))


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
        "source", original=pl.coalesce(_domain("reprint_of"), "reprint_of")
    )
    houses = named.select(to="source", original="own").update(stranger.rename({"source": "to"}), on="to")
    found = ends.join(houses, on="to", how="inner").select("source", "original")
    return pl.concat([found, stranger])


def _domain(column: str) -> pl.Expr:
    """The registrable part of an address's host; null where the text is no address."""
    host = pl.col(column).str.to_lowercase().str.extract(r"^[a-z]+://(?:[^/@]*@)?([^/:?#]+)")
    return host.map_batches(_registrables, return_dtype=pl.String)


def registrable(host: str) -> str:
    """A host's public suffix and one label: what somebody registered.

    >>> registrable("money.finance.sina.com.cn"), registrable("gxj.xm.gov.cn"), registrable("gov.cn")
    ('sina.com.cn', 'xm.gov.cn', 'gov.cn')
    """
    return _suffixes().privatesuffix(host) or host


def _registrables(hosts: pl.Series) -> pl.Series:
    unique = hosts.drop_nulls().unique()
    found = {host: registrable(host) for host in unique}
    return hosts.replace_strict(found, default=None, return_dtype=pl.String) if found else hosts


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
