"""Who says what a page shows: one page as a link, the pages behind an answer as a table, their publishers in a line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.model.change import Row, View
from queries.methods.gaps import Judged
from visualizations._sheet import Cell, Edition, Grid, Part, listed, row

MOST = 120
OURS = "facts/"
"""Files that ship with the project: what they say without a page is our own reading, no source."""
UNDATED = "未注日期"
NAMED = 3
"""So many publishers are named of a count."""
NO_PAGE = "库中未注出处的记录"
LEDGER = "chainscout据台账的装入记录整理"
HEADS = (("出版方", "Publisher"), ("标题", "Title"), ("日期", "Date"), ("地址", "Address"))


@dataclass(frozen=True, order=True)
class Page:
    """A page or document that says something: where it is, who published it, what it is called, when."""

    address: str
    publisher: str
    title: str
    published_on: str


def page_of(address: str | None, known_on: str | None = "") -> Cell:
    """A page as a link: its host and the day it was published, where the answer knows of days at all.

    >>> [page_of("https://example.org/a", day).text for day in ("2024-05", None, "")]
    ['example.org 2024-05', 'example.org 未注日期', 'example.org']
    """
    if not address:
        return Cell("")
    day = UNDATED if known_on is None else known_on
    return Cell(f"{_host(address)} {day}".strip(), href=address)


def _host(address: str) -> str:
    """Whose page it is, as far as the address says.

    >>> _host("https://www.example.org/a")
    'example.org'
    """
    return (urlsplit(address).hostname or address).removeprefix("www.")


def behind(view: View, ids: Sequence[str], edition: Edition) -> tuple[Page, ...]:
    """The pages behind these ties and nodes, each once; outsiders see those of public claims."""
    return _pages(_claims(view, ids, edition))


def _claims(view: View, ids: Iterable[str], edition: Edition) -> list[Row]:
    asked = list(dict.fromkeys(ids))
    said = view.evidence(asked) if asked else []
    return [c for c in said if edition == "internal" or c["visibility"] == "public"]


def _is_ours(claim: Row) -> bool:
    return not claim["address"] and (claim.get("series") or "").startswith(OURS)


def _pages(claims: Iterable[Row]) -> tuple[Page, ...]:
    seen: dict[tuple[str, str], Page] = {}
    for c in claims:
        if not _is_ours(c):
            address, title = c["address"] or "", c["title"] or ""
            who = c["publisher"] or (_host(address) if address else "")
            page = Page(address, who, title, c["published_on"] or UNDATED)
            key = (address, "" if address else f"{who} {title}")
            seen[key] = min(seen.get(key, page), page)
    return tuple(sorted(seen.values()))


def publishers(pages: Sequence[Page], most: int = 6) -> str:
    """Who published them, those with most pages first, in a line that goes with what is copied.

    >>> publishers([Page(f"https://example.org/{who}/{n}", who, "", "2024") for n, who in enumerate(("乙报", "甲报", "甲报"))])
    '甲报、乙报(3页)'
    """
    count = Counter(p.publisher or p.title for p in pages)
    names = sorted(count, key=lambda who: (-count[who], who))
    return f"{listed(names, most)}({len(pages)}页)" if pages else ""


def counted(view: View, ids: Iterable[str], edition: Edition) -> str:
    """What a figure or judgement of ours was made from, in a line that goes with it: publishers, our own searches apart.

    A count is nobody's statement, so no publisher is named as having said it.
    """
    claims = _claims(view, ids, edition)
    searches = (
        {c["claim_id"] for c in claims if _is_ours(c) and c["kind"] == "SURVEYED"} if edition == "internal" else ()
    )
    said = (publishers(_pages(claims), NAMED), f"案头检索{len(searches)}条" if searches else "")
    return f"chainscout据{'和'.join(filter(None, said)) or NO_PAGE}整理"


def behind_states(judged: Iterable[Judged]) -> Iterable[str]:
    """The ties on which the states of segments and the rates of a chain rest: what a verdict names, and who looked."""
    for one in judged:
        yield from one.verdict.evidence
        yield from (s.edge_id for s in one.facts.surveys)


def part(pages: Sequence[Page], cite: str = "") -> Part:
    """The pages as the last part of a sheet."""
    rows = tuple(row(p.publisher, p.title, p.published_on, Cell(_short(p.address), href=p.address) if p.address else "")
                 for p in pages[:MOST])  # fmt: skip
    note = f"共{len(pages)}页,列前{MOST}页,全部见工作簿" if len(pages) > MOST else ""
    return Part(("出处", "Sources"), (Grid(("所依的页面", "Pages"), HEADS, rows, note, cite=cite),))


def _short(address: str) -> str:
    return address if len(address) <= 70 else f"{address[:69]}…"
