"""How far are this year's targets met: actual against target of one scope and period, and what is missing?

今年(某年)目标完成多少、差多少?只比同一地点、同一指标、同一口径、同一期间的实绩与目标;口径不同的分列,不相比、不相加。
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from graph.errors import QuestionError
from graph.model.change import View
from queries.methods import lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.attainment import Attainment, Figure, attained
from queries.methods.locality import scope
from queries.methods.periods import is_whole_year, newest_last, same, span, year_of
from queries.methods.reported import REPORTS, Report, ReportLine, growth_said, line, matching, reports, said

CYPHER = REPORTS

GROWTH = "增速"
ABOUT = "about"
SIGNS = {"above": ">", "at_least": ">=", "up_to": "<=", "near": "<"}
"""What a growth's qualifier says of it."""
OUTCOMES = {True: "已达到", False: "未达到", None: "未定"}
NO_ACTUAL, NO_TARGET = "实绩库中没有记录", "目标库中没有记录"


class Indicator(Line):
    """One indicator of one place, scope and period: target, actual, what is missing."""

    place: str = Field(title="地点")
    name: str = Field(title="指标")
    period: str | None = Field(title="期间")
    scope: str | None = Field(title="口径")
    unit: str | None = Field(title="单位")
    target: Decimal | None = Field(title="目标值")
    target_said: str | None = Field(title="目标原意")
    comparator: str | None = Field(title="比较符")
    actual: Decimal | None = Field(title="实绩值")
    actual_said: str | None = Field(title="实绩原意")
    estimate_said: str | None = Field(title="预计")
    outcome: str = Field(title="结论")
    distance: Decimal | None = Field(title="差额")
    distance_word: str | None = Field(title="差多少")
    done_pct: Decimal | None = Field(title="完成(%)")
    growth_pct: Decimal | None = Field(title="实绩同比(%)")
    growth_said: str | None = Field(title="实绩同比原意")
    caveats: tuple[str, ...] = Field(title="须注意")
    known_on: str | None = Field(title="发布日期")
    source_urls: tuple[str, ...] = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Indicators(Answer):
    """Targets and actuals side by side; never across two scopes."""

    place: str = Field(title="地点")
    indicator: str = Field(title="所问指标")
    period: str = Field(title="期间")
    n_met: int = Field(title="已达到")
    n_missed: int = Field(title="未达到")
    n_open: int = Field(title="未定或缺实绩")
    targets: tuple[Indicator, ...] = Field(title="目标与实绩")
    without_target: tuple[Indicator, ...] = Field(title="只有实绩或预计、没有目标记录的")
    other_periods: tuple[ReportLine, ...] = Field(title="同一年其他期间的数(期间不同,不相比)")


@dataclass(frozen=True)
class _Said:
    """What one place says of one indicator for one scope and period, by measure; the newest of several."""

    target: Report | None
    actual: Report | None
    estimate: Report | None
    growth_of: Report | None
    n_said: int

    @property
    def every(self) -> list[Report]:
        """What was said, the target first."""
        return [r for r in (self.target, self.actual or self.growth_of, self.estimate) if r]


def ask(view: View, *, indicator: str = "", period: str = "", place: str = "厦门市") -> Indicators:
    """Targets of a period (the newest one that has targets where none is given) against what was reached."""
    if period and span(period) is None:
        raise QuestionError(f"--period {period}:不是期间;请写如 2023、2023H1、2023Q1-Q3 或 2023-06")
    around = scope(view, lookup.place(view, place))
    every = reports(view, around.inside)
    asked = matching(indicator, every, lambda r: r.names)
    wanted = period or _newest(asked, around.place) or ""
    chosen = [r for r in asked if same(r.period, wanted) or (indicator and not period)]
    every_line = sorted((_line(s, every) for s in _grouped(chosen, every)), key=lambda i: _order(i, around.name))
    lines = tuple(i for i in every_line if i.target_said)
    beside = [r for r in asked if wanted and r not in chosen and (r.period or "").startswith(wanted[:4])]
    return Indicators(
        **stamped(view),
        n=len(lines),
        not_known=(
            *_no_target(lines, view.stamp.as_of[:4], wanted),
            *_not_known(every_line, asked, around.name, wanted),
        ),
        evidence=tuple(dict.fromkeys(e for i in every_line for e in i.evidence)),
        place=around.name,
        indicator=indicator or "全部指标",
        period=wanted if not (indicator and not period) else "全部期间",
        n_met=sum(i.outcome == OUTCOMES[True] for i in lines),
        n_missed=sum(i.outcome == OUTCOMES[False] for i in lines),
        n_open=sum(i.outcome not in (OUTCOMES[True], OUTCOMES[False]) for i in lines),
        targets=lines,
        without_target=tuple(i for i in every_line if not i.target_said),
        other_periods=tuple(map(line, beside)),
    )


def _newest(asked: Sequence[Report], place: str) -> str | None:
    """The newest period the place itself has a target for, else any of its parts; else the newest of all."""
    for own in ([r for r in asked if r.place == place and r.measure == "target"],
                [r for r in asked if r.measure == "target"], list(asked)):  # fmt: skip
        if found := max((r.period for r in own if r.period), key=newest_last, default=None):
            return found
    return None


def _grouped(chosen: Iterable[Report], every: Sequence[Report]) -> Iterable[_Said]:
    """What belongs together: one place, indicator, scope and period; a growth also from its base indicator's 同比."""
    grouped: dict[tuple[object, ...], list[Report]] = {}
    for one in chosen:
        grouped.setdefault((one.place, one.indicator, one.scope, span(one.period) or one.period), []).append(one)
    for those in grouped.values():
        by = {m: [r for r in those if r.measure == m] for m in ("target", "actual", "estimate")}
        newest = {m: max(own, key=lambda r: (r.known_on or "", r.edge_id), default=None) for m, own in by.items()}
        base = None if newest["actual"] else _base(those[0], every)
        yield _Said(newest["target"], newest["actual"], newest["estimate"], base, len(those))


def _base(one: Report, every: Sequence[Report]) -> Report | None:
    """The actual of the indicator whose growth this is, of the same place, scope and period."""
    bases = {n.removesuffix(GROWTH) for n in one.names if n.endswith(GROWTH)}
    alike = (one.place, one.scope, "actual")
    for other in every:
        is_base = (other.place, other.scope, other.measure) == alike and same(other.period, one.period)
        if is_base and bases & set(other.names) and other.growth_pct is not None:
            return other
    return None


def _alike(one: Report, every: Sequence[Report]) -> list[str]:
    """Names of actuals here that are nearly the same quantity by name, and are not compared."""
    base = one.name.removesuffix(GROWTH).partition("(")[0]
    here = [r for r in every if r.place == one.place and r.measure == "actual" and r.name not in one.names]
    return sorted({r.name for r in here if r.name.removesuffix(GROWTH).partition("(")[0] == base})


def _line(one: _Said, every: Sequence[Report]) -> Indicator:
    first = one.every[0]
    actual = one.actual.value if one.actual else one.growth_of.growth_pct if one.growth_of else None
    reached = _attained(one, actual)
    notes = [n for r in one.every for n in (r.value_note, "合计数,不能分摊" if r.is_joint_total else None) if n]
    if one.growth_of:
        notes.append(f"实绩取自“{one.growth_of.name}”的同比")
    if one.target and actual is None and (near := _alike(one.target, every)):
        notes.append(f"名称相近而不相比:{'、'.join(near)}")
    if one.n_said > len(one.every):
        notes.append("同一数另有出处说法不同,取最新发布的")
    return Indicator(
        place=first.place_name, name=first.name, period=first.period, scope=first.scope, unit=first.unit,
        target=one.target.value if one.target else None, target_said=said(one.target) if one.target else None,
        comparator=one.target.comparator if one.target else None, actual=actual,
        actual_said=said(one.actual) if one.actual else growth_said(one.growth_of) if one.growth_of else None,
        estimate_said=said(one.estimate) if one.estimate else None, outcome=_outcome(one, reached),
        distance=reached.distance if reached else None, distance_word=reached.distance_word if reached else None,
        done_pct=reached.done_pct if reached else None, growth_pct=one.actual.growth_pct if one.actual else None,
        growth_said=growth_said(one.actual) if one.actual else None,
        caveats=tuple(dict.fromkeys(notes)), known_on=max(r.known_on or "" for r in one.every) or None,
        source_urls=tuple(dict.fromkeys(r.source_url for r in one.every if r.source_url)),
        evidence=tuple(r.edge_id for r in one.every),
    )  # fmt: skip


def _attained(one: _Said, actual: Decimal | None) -> Attainment | None:
    if one.target is None or one.target.value is None or actual is None:
        return None
    target = Figure(one.target.value, one.target.comparator, one.target.qualifier == ABOUT)
    flow = one.target.flow or ("growth" if one.target.unit == "%" else None)
    if one.actual:
        return attained(Figure(actual, one.actual.comparator, one.actual.qualifier == ABOUT), target, flow)
    word = one.growth_of.growth_qualifier if one.growth_of else None
    return attained(Figure(actual, SIGNS.get(word or ""), word == ABOUT), target, flow)


def _outcome(one: _Said, reached: Attainment | None) -> str:
    if reached:
        return OUTCOMES[reached.met]
    if one.target is None:
        return NO_TARGET
    return NO_ACTUAL if not one.actual else OUTCOMES[None]


def _order(one: Indicator, place: str) -> tuple[object, ...]:
    return (one.target is None, one.place != place, one.place, one.name, one.scope or "", one.period or "")


def _no_target(lines: Sequence[Indicator], this_year: str, period: str) -> tuple[str, ...]:
    """That no target of the year of asking, or none at all, is on record."""
    if not lines:
        return (f"库中没有{_of(period)}目标记录,不等于没有定目标",)
    newest = max((i.period for i in lines), key=newest_last)
    told = []
    if year_of(newest) < this_year:
        told.append(f"{this_year}年的目标库中没有记录,所列为{newest}{'年' if is_whole_year(newest) else ''}的")
    if not period or is_whole_year(period):
        return tuple(told)
    return (*told, f"所列期间{period}不是整年,与全年的数不相比")


def _of(period: str) -> str:
    return f"{period}的" if period else ""


def _not_known(lines: Sequence[Indicator], asked: Sequence[Report], place: str, period: str) -> tuple[str, ...]:
    told = []
    if not lines:
        told.append(f"{place}:库中没有{_of(period)}目标或实绩记录,不等于没有")
    lacking = sum(i.outcome == NO_ACTUAL for i in lines)
    if lacking:
        told.append(f"{lacking}个目标的实绩库中没有记录")
    scopes: dict[tuple[str, str, str | None], set[str | None]] = {}
    for one in lines:
        scopes.setdefault((one.place, one.name, one.period), set()).add(one.scope)
    for (where, name, when), several in sorted(scopes.items(), key=lambda s: str(s[0])):
        if len(several) > 1:
            told.append(f"{where}{when or ''}{name}有{len(several)}个口径,分列不相比")
    names = {r.name for r in asked}
    if 1 < len(names) <= 12 and len(lines) and len(asked) < 60:
        told.append(f"名称不同的指标分列,未并:{'、'.join(sorted(names))}")
    return tuple(told)
