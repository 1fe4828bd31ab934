"""What do records say for and against a firm: each item met, worrying or not on record; never a verdict?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from graph.model.change import Row
from queries.methods.dates import last_day, months_between

Finding = Literal["met", "worrying", "no_record"]

FINDING_WORDS: dict[Finding, str] = {"worrying": "存疑", "met": "符合", "no_record": "库中没有记录"}
"""In the order in which they are listed."""

REGISTRATION_WORDS = {
    "active": "存续", "moved_out": "已迁出", "abnormal": "经营异常", "revoked": "吊销", "cancelled": "注销",
}  # fmt: skip
SIGNAL_WORDS = {"decline": "收缩", "relocation": "外迁"}
YOUNG_MONTHS = 12
"""A firm younger than this has nothing to show yet; said, not judged."""
LEGAL_FORMS = ("股份有限公司", "有限责任公司", "有限公司")


@dataclass(frozen=True)
class Check:
    """One item: what was found, the recorded value, why it counts so, who says it."""

    item: str
    finding: Finding
    value: str = ""
    why: str = ""
    source_url: str | None = None
    evidence: tuple[str, ...] = ()


def registry(own: Row, as_of: date) -> Iterator[Check]:
    """What a register of firms says: code, founding, capital, state."""
    said: dict[str, Any] = {"source_url": own["source_url"], "evidence": (own["id"],)}
    yield (
        Check("统一社会信用代码", "met", own["uscc"], "", **said)
        if own["uscc"]
        else Check("统一社会信用代码", "no_record")
    )
    yield founded(own["founded_on"], as_of, **said)
    yield capital(own["capital_10k_cny"], **said)
    state = own["registration"]
    if not state:
        yield Check("登记状态", "no_record")
    elif state == "active":
        yield Check("登记状态", "met", REGISTRATION_WORDS[state], "", **said)
    else:
        yield Check("登记状态", "worrying", REGISTRATION_WORDS.get(state) or str(state), "登记状态不是存续", **said)


def founded(on: str | None, as_of: date, source_url: str | None = None, evidence: tuple[str, ...] = ()) -> Check:
    """When it was founded; a young firm is worrying, since it has nothing to show yet.

    >>> founded("2024-06", date(2025, 1, 1)).finding, founded("2019", date(2025, 1, 1)).finding
    ('worrying', 'met')
    >>> founded("2026", date(2025, 1, 1)).why
    '成立日期晚于截至日期'
    """
    day = last_day(on)
    if on is None or day is None:
        return Check("成立日期", "no_record")
    if on > as_of.isoformat():
        return Check("成立日期", "worrying", on, "成立日期晚于截至日期", source_url, evidence)
    if months_between(day, as_of) < YOUNG_MONTHS:
        return Check("成立日期", "worrying", on, f"成立可能不满{YOUNG_MONTHS}个月", source_url, evidence)
    return Check("成立日期", "met", on, "", source_url, evidence)


def capital(amount: object, source_url: str | None = None, evidence: tuple[str, ...] = ()) -> Check:
    """The registered capital: what was subscribed, which says nothing of what was paid in.

    >>> capital(5000).value, capital(0).finding, capital(None).finding
    ('5000万元', 'worrying', 'no_record')
    """
    if amount is None:
        return Check("注册资本", "no_record")
    shown = f"{float(str(amount)):g}万元" if float(str(amount)) < 1e6 else f"{float(str(amount)) / 1e4:g}亿元"
    if not float(str(amount)):
        return Check("注册资本", "worrying", shown, "注册资本记为零", source_url, evidence)
    return Check("注册资本", "met", shown, "是认缴额,是否实缴库中没有记录", source_url, evidence)


def named(own: Row) -> Check:
    """Is it known by one full name only? Two may be a change of name, or of legal form; short names are none.

    >>> row = {"id": "m", "source_url": None, "names": ["虚构光电", "虚构光电有限公司", "虚构光电股份有限公司"]}
    >>> named(row).finding
    'met'
    >>> named({**row, "names": ["虚构光电有限公司", "虚拟照明有限公司"]}).why
    '有2个不同的全称,可能更过名,须核对'
    """
    full = [n for n in own["names"] or () if n.endswith(LEGAL_FORMS)]
    cores = {_core(n) for n in full}
    if not full:
        return Check("名称", "no_record", "", "库中没有全称的记录")
    finding: Finding = "worrying" if len(cores) > 1 else "met"
    why = f"有{len(cores)}个不同的全称,可能更过名,须核对" if len(cores) > 1 else "只有一个全称(不计简称与公司形式)"
    return Check("名称", finding, "、".join(sorted(full)), why, own["source_url"], (own["id"],))


def _core(name: str) -> str:
    ending = next((f for f in LEGAL_FORMS if name.endswith(f)), "")
    return name.removesuffix(ending)


def honours(rows: Sequence[Row], as_of: date) -> Iterator[Check]:
    """Each honour: a failed review, or one that is over its day without a result, is worrying.

    An honour whose validity is over has left the graph of that day; that is said where none is left.
    """
    for row in sorted(rows, key=lambda r: (str(r["name"]), r["year"] or 0, r["edge_id"])):
        why = doubt(row["review"], row["review_due_on"], as_of)
        shown = f"{row['name']}({row['year']}年)" if row["year"] else str(row["name"])
        finding: Finding = "worrying" if why else "met"
        yield Check("荣誉资质", finding, shown, why, row["source_url"], (row["edge_id"],))
    if not rows:
        yield Check("荣誉资质", "no_record", "", "有效期已过的称号不在截至日期的图中")


def doubt(review: str | None, due_on: str | None, as_of: date) -> str:
    """Why an honour may not count for the firm any more; nothing where it does.

    >>> day = date(2025, 1, 1)
    >>> doubt("failed", None, day), doubt("passed", "2024-06", day), doubt(None, "2025-06", day)
    ('复核未通过', '', '')
    >>> doubt(None, "2024-06", day)
    '应于2024-06复核,结果库中没有记录'
    """
    due = last_day(due_on)
    if review == "failed":
        return "复核未通过"
    if review != "passed" and due and due < as_of:
        return f"应于{due_on}复核,结果库中没有记录"
    return ""


def proven(n_sources: int, newest: str | None, as_of: date, stale_years: int) -> Iterator[Check]:
    """How many publishers speak of the firm, and how old the newest of it is.

    >>> [c.finding for c in proven(1, "2018-03", date(2025, 1, 1), 5)]
    ['worrying', 'worrying']
    >>> [c.finding for c in proven(2, "2024", date(2025, 1, 1), 5)], [c.finding for c in proven(0, None, date(2025, 1, 1), 5)]
    (['met', 'met'], ['no_record', 'no_record'])
    """
    if n_sources:
        finding: Finding = "met" if n_sources > 1 else "worrying"
        yield Check("来源数", finding, str(n_sources), "" if n_sources > 1 else "只有一个发布者,须再核")
    else:
        yield Check("来源数", "no_record")
    day = last_day(newest)
    if day is None:
        yield Check("最新依据", "no_record", "", "各条依据都没有发布日期")
    elif months_between(day, as_of) >= 12 * stale_years:
        yield Check("最新依据", "worrying", newest or "", f"最新的依据也早于{stale_years}年")
    else:
        yield Check("最新依据", "met", newest or "")


def signs(rows: Iterable[Row]) -> Iterator[Check]:
    """Recorded signs of decline or of leaving; none on record says nothing for the firm."""
    shown = [r for r in rows if r["signal_type"] in SIGNAL_WORDS]
    for row in sorted(shown, key=lambda r: (r["seen_on"] or "", r["edge_id"])):
        value = "".join((SIGNAL_WORDS[row["signal_type"]], f"({row['seen_on']})" if row["seen_on"] else ""))
        yield Check("收缩或外迁迹象", "worrying", value, row["detail"] or "", row["source_url"], (row["edge_id"],))
    if not shown:
        yield Check("收缩或外迁迹象", "no_record", "", "库中没有这类信号的记录,不等于没有")
