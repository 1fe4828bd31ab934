"""What must be confirmed before a fund may be a condition of a project settling, and what is on record of each point?

A gate, not a score: one point that fails closes it, one that is not on record leaves it to be confirmed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from queries.methods.fund_rows import Fund

VAGUE = ("目标", "预计", "暂定", "不超过", "首期", "target", "expected", "up_to")
"""Words beside a size that say it is not money paid in."""
GUIDED = ("引导基金", "母基金", "产业投资基金")
NONE = "库中没有记录"


@dataclass(frozen=True, slots=True)
class Point:
    """One point: what is asked, the rule, whether it holds (none: to be confirmed), the record, whom to ask."""

    asked: str
    rule: str
    holds: bool | None
    record: str
    to_ask: str


def points(fund: Fund, year: int, amount: Decimal | None) -> list[Point]:
    """The points that the fund itself decides."""
    return [_alive(fund, year), _paid(fund), _left(fund, amount), _managed(fund), _fed(fund), _stage(fund), _decided()]


def _alive(fund: Fund, year: int) -> Point:
    vintage, term = fund.row["vintage_year"], fund.row["term_years"]
    end = vintage + term if vintage and term else None
    said = f"{vintage or '成立年份未载'};{f'{term}年' if term else '存续期未载'}"
    return Point("还在存续期", "成立年份+存续期不早于今年", None if end is None else end >= year,
                 said if vintage or term else NONE, "管理人:基金合同、备案信息")  # fmt: skip


def _paid(fund: Fund) -> Point:
    vague = any(v in (fund.row["size_qualifier"] or "") for v in VAGUE)
    said = "规模是目标、首期或暂定数,不能当作到位的钱" if vague else ""
    record = NONE if fund.size is None else f"{fund.size_said}{f':{said}' if said else ''}"
    return Point("规模是已募集的数", "规模口径不是目标、预计、首期、暂定", None if fund.size is None or vague else True, record,
                 "管理人:认缴与实缴")  # fmt: skip


def _left(fund: Fund, amount: Decimal | None) -> Point:
    """Dry powder, known only where size, called and committed are.

    The rule is strict: money that is not known to be there is not there, and not known to be gone either.
    """
    left, wanted = fund.dry_powder, amount or Decimal(0)
    enough = None if left is None else left > 0 and left >= wanted
    rule = (
        f"可投余额=规模−已投−已承诺,不少于{wanted.normalize():f}亿元" if amount else "可投余额=规模−已投−已承诺,大于0"
    )
    record = f"{NONE}(已投、已承诺至少一项未载)" if left is None else f"{left.normalize():f}亿元"
    return Point("还有钱可投", rule, enough, record, "管理人:最近一期报告")


def _managed(fund: Fund) -> Point:
    names = "、".join(m["name"] or m["other"] for m in fund.managers)
    return Point("谁管理", "管理人有记录", True if names else None, names or NONE, "招商基金专员")


def _fed(fund: Fund) -> Point:
    guided = [s["name"] or "" for s in fund.stakes if any(g in (s["name"] or "") for g in GUIDED)]
    names = "、".join(s["name"] or s["other"] for s in fund.stakes)
    if guided:
        record = f"{names};其中引导基金、母基金:{'、'.join(guided)},返投条款{NONE}"
        return Point(
            "出资人与返投要求", "有引导基金出资的,返投比例与认定口径要有文件", None, record, "引导基金管理机构"
        )
    return Point(
        "出资人与返投要求",
        "出资人有记录,且返投要求有文件",
        None,
        f"{names};返投要求{NONE}" if names else NONE,
        "管理人",
    )


def _stage(fund: Fund) -> Point:
    said = fund.row["invest_stage"]
    return Point("投资阶段与项目相配", "投资阶段与该企业的阶段一致,由人判断", None, said or NONE, "管理人")


def _decided() -> Point:
    return Point(
        "投决会已通过该项目", "只有通过投决、有书面承诺的钱可写进落地条件", None, "库中不收投决记录", "管理人:投决决议"
    )


def mandate_point(fund: Fund, chain: str, targets: frozenset[str], records: Sequence[str]) -> Point:
    """Is the chain named in the mandate? A fund for everything names no chain."""
    rule = "投向点名该链或其环节;投向不限、多链的不算点名"
    if fund.breadth in ("many", "all"):
        return Point(
            f"投向包括{chain}", rule, None, f"投向{'不限' if fund.breadth == 'all' else '多链'}:不算点名", "管理人"
        )
    if not fund.mandates:
        return Point(f"投向包括{chain}", rule, None, NONE, "管理人:基金合同投资范围")
    hit = bool(targets & set(fund.named_for))
    return Point(f"投向包括{chain}", rule, hit, f"点名:{'、'.join(records)}", "管理人")


def verdict(those: Iterable[Point]) -> str:
    """What the gate says.

    >>> verdict([Point("", "", True, "", ""), Point("", "", None, "", "")]), verdict([Point("", "", False, "", "")])
    ('待确认:还有1项库中没有记录或须由人判断,确认前不写进落地条件', '不宜:有1项与记录不符')
    """
    listed = list(those)
    failed, loose = sum(p.holds is False for p in listed), sum(p.holds is None for p in listed)
    if failed:
        return f"不宜:有{failed}项与记录不符"
    if loose:
        return f"待确认:还有{loose}项库中没有记录或须由人判断,确认前不写进落地条件"
    return "可以:各项都有记录"
