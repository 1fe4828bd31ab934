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


def test_a_host_nobody_listed_is_the_house_of_its_domain() -> None:
    assert houses("http://tech.sina.com.cn/1", "http://finance.sina.com.cn/2") == {"新浪"}
    assert houses("https://news.fjsen.com/1", "http://pic.xm.fjsen.com/2") == {"东南网"}
    assert houses("https://new.podms.com/1", "http://quote.cfi.cn/2") == {"中财网"}, "a copy is its original's"


def test_where_houses_share_a_domain_the_nearest_listed_host_says_whose_it_is() -> None:
    assert houses("http://www.xinhuanet.com/1", "http://gd.xinhuanet.com/2") == {"新华网"}
    assert houses("http://jjckb.xinhuanet.com/1", "http://dz.jjckb.xinhuanet.com/2") == {"经济参考报"}


def test_offices_of_one_government_are_houses_of_their_own() -> None:
    assert houses("http://gxt.fujian.gov.cn/1", "http://fdi.swt.fujian.gov.cn/2") == {
        "gxt.fujian.gov.cn",
        "福建省商务厅",
    }
    assert houses("http://xxk.xm.gov.cn/1", "http://yyk.xm.gov.cn/2") == {"xxk.xm.gov.cn", "yyk.xm.gov.cn"}
    assert houses("http://swt.fujian.gov.cn/1", "http://fdi.swt.fujian.gov.cn/2") == {"福建省商务厅"}
    assert houses("http://www.ftz.xm.gov.cn/1", "http://en.ftz.xm.gov.cn/2") == {"厦门自贸片区管委会"}
    assert houses("http://www.jimei.gov.cn/1", "http://zwgk.jimei.gov.cn/2") == {"集美区政府"}
    assert len(houses("http://www.xm.gov.cn/1", "http://www.fj.gov.cn/2", "http://www.gov.cn/3")) == 3


def test_a_public_suffix_is_nobody_s() -> None:
    assert len(houses("http://a.com.cn/1", "http://b.com.cn/2", "http://c.gov.cn/3", "http://d.gov.cn/4")) == 4
    assert len(houses("http://notsina.com.cn/1", "http://finance.sina.com.cn/2")) == 2
