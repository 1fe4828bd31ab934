"""The parameters of a question or page as options of the command line, and back."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from chainscout.registry import Entry, Option, options
from chainscout.settings import Settings
from graph.errors import QuestionError

SAYS: Mapping[str, str] = {
    "chain": "产业链或链群:编号、名称或别名", "place": "地点:省、市、区县、高新区或园区", "segment": "环节:编号、名称或别名",
    "firm": "企业:编号、全称或别名", "other": "另一家企业", "fund": "基金:编号、全称或简称", "funds": "几只基金",
    "within_km": "另看圈内:以地点为圆心的半径(公里)", "beyond_km": "圈外:只看比这更远的(公里)", "limit": "最多几条",
    "foreign": "也列境外企业", "area_mu": "用地(亩)", "area_m2": "建筑面积(平方米)", "floor_load": "楼面荷载(吨/平方米)",
    "power_kva": "用电(千伏安)", "by": "何时要用(如 2027-06-30)", "year": "年份", "since": "自哪天起(如 2025-01-01)", "beside": "并列比较的地点",
    "depth": "几层", "amount": "金额(亿元)", "honour": "荣誉名称或其一部分", "indicator": "指标名称或其一部分",
    "period": "时期(如 2023、2023H1)", "product": "产品", "steps": "最多几步", "stage": "项目阶段", "tie": "一条联系的编号",
    "buyer": "为哪家企业找", "edition": "internal 内部版,outside 推介版", "language": "zh 中文,en 英文(没有英文记录的名称仍为中文)", "places": "几个地点,可切换", "decisions": "请会议决定的事项",
}  # fmt: skip
"""What an option means, wherever a question or page takes it; a test asks for every one."""

TAKEN = ("home", "json", "csv", "cypher", "out", "name", "help", "module")


def add(parser: argparse.ArgumentParser, entry: Entry, verb: str) -> None:
    """One option for each keyword-only parameter."""
    for option in options(getattr(entry.load(), verb)):
        flag = "--" + option.name.replace("_", "-")
        known = {flag for action in parser._actions for flag in action.option_strings}
        if flag in known:
            continue
        if option.type is bool:
            parser.add_argument(
                flag, dest=f"q_{option.name}", action=argparse.BooleanOptionalAction, help=_help(option)
            )
        else:
            parser.add_argument(
                flag,
                dest=f"q_{option.name}",
                metavar=option.name.upper(),
                nargs="+" if option.many else None,
                help=_help(option),
            )


def given(args: argparse.Namespace, entry: Entry, verb: str, chosen: Settings) -> dict[str, Any]:
    """What the person gave, typed; a place not given is the one of the settings."""
    said: dict[str, Any] = {}
    for option in options(getattr(entry.load(), verb)):
        value = getattr(args, f"q_{option.name}", None)
        if value is None:
            value = _from_settings(option, chosen)
        if value is not None:
            said[option.name] = _typed(option, value)
        elif option.required:
            flag = option.name.replace("_", "-")
            raise QuestionError(
                f"{entry.name}, --{flag}: is needed; add --{flag} … (see `chainscout {'ask' if verb == 'ask' else 'show'} {entry.name} --help`)"
            )
    return said


def _from_settings(option: Option, chosen: Settings) -> Any:
    own: Mapping[str, Any] = {"place": chosen.place, "city": chosen.place, "zone": chosen.zone, "places": chosen.places}
    return own.get(option.name)


def _typed(option: Option, value: Any) -> Any:
    if option.many:
        return tuple(_one(option, v) for v in value)
    return _one(option, value)


def _one(option: Option, value: Any) -> Any:
    if option.allowed and value not in option.allowed:
        raise QuestionError(
            f"--{option.name.replace('_', '-')} {value}:不在可选之内;请写 {'、'.join(option.allowed)} 之一"
        )
    if option.type in (int, float) and isinstance(value, str):
        try:
            return option.type(value)
        except ValueError:
            raise QuestionError(f"--{option.name.replace('_', '-')} {value}:不是数;请写如 3") from None
    return value


def _help(option: Option) -> str:
    allowed = f"one of {', '.join(option.allowed)}" if option.allowed else ""
    default = (
        "needed" if option.required else f"default {_shown(option.default)}" if option.default not in (None, "") else ""
    )
    return "; ".join(t for t in (SAYS[option.name], allowed, default) if t).replace("%", "%%")


def _shown(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
