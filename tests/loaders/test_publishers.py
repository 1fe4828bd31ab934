"""Who stands behind the pages of the facts that ship: one house is one publisher, also through a reprint."""

import csv
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl
from publicsuffixlist import PublicSuffixList

from graph.standing.publishers import publishers
from loaders._sources import cited, source_rows

DATA = Path(__file__).parents[2] / "loaders" / "data"
SUFFIXES = PublicSuffixList()
OF_SEVERAL = {"xm.gov.cn", "xinhuanet.com"}
"""Domains that several houses share: offices of one city, a newspaper beside the agency that owns it."""


def domain(host: str) -> str:
    return SUFFIXES.privatesuffix(host) or host


def listed() -> list[dict[str, str]]:
    with (DATA / "publishers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cited_hosts() -> set[str]:
    hosts: set[str] = set()
    for path in DATA.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [r.get("source") or "" for r in csv.DictReader(file)]
        hosts |= {h for cell in cells for part in cell.split(";") if (h := urlsplit(part.strip()).hostname)}
    return hosts


def test_the_hosts_of_one_domain_are_one_publisher() -> None:
    houses: dict[str, set[str]] = {}
    for row in listed():
        houses.setdefault(domain(row["host"]), set()).add(row["publisher"])
    assert {d for d, names in houses.items() if len(names) > 1} <= OF_SEVERAL


def test_a_cited_host_is_named_where_another_of_its_domain_is() -> None:
    own = ("www.", "m.", "wap.")
    named = {row["host"] for row in listed()}
    plain = {next((h.removeprefix(o) for o in own if h.startswith(o)), h) for h in named}
    domains = {domain(h) for h in named} - OF_SEVERAL
    cited_plain = {next((h.removeprefix(o) for o in own if h.startswith(o)), h) for h in cited_hosts()}
    assert not {h for h in cited_plain if domain(h) in domains} - plain


def test_a_reprint_names_the_house_it_repeats_as_that_house_is_called() -> None:
    names = {row["publisher"] for row in listed()}
    assert {row["reprint_of"] for row in listed() if row["reprint_of"]} <= names


def houses(*addresses: str) -> set[str]:
    cells = pl.DataFrame({"cell": list(addresses), "published_on": ["2024"] * len(addresses)})
    return set(publishers(source_rows(cited(cells)).frame)["publisher"])


def test_sections_of_one_portal_and_copies_of_one_paper_count_once() -> None:
    assert len(houses("http://q.stock.sohu.com/cn/1", "http://news.sohu.com/2", "https://www.sohu.com/a/3")) == 1
    assert len(houses("http://finance.sina.com.cn/1", "http://fj.sina.com.cn/2")) == 1
    assert len(houses("http://xm.fjsen.com/2017/1", "http://baijiapai.com/2019/1", "http://m.djt5.com/2")) == 1
    assert len(houses("http://taihainet.com/1", "http://quote.cfi.cn/2")) == 2
