"""What does a place itself report of a quantity: how much, for when, in which scope, how exactly, by whom?

Reported figures stand beside what the records add up to; they are added to nothing, and not to each other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field

from graph.model.change import Row, View
from queries.methods.answer import Line
from queries.methods.naming import tidy
from queries.methods.periods import newest_last

REPORTS = """
UNWIND $places AS place
MATCH (p:Place {id: place})-[r:REPORTS]->(i:Indicator)
WHERE r.basis IS NULL OR r.basis IN ['observed', 'declared']
RETURN p.id AS place, p.name AS place_name, i.id AS indicator, i.name AS name, i.aliases AS aliases, i.unit AS unit,
       i.flow AS flow, r.period AS period, r.scope AS scope, r.measure AS measure, r.value AS value,
       r.qualifier AS qualifier, r.comparator AS comparator, r.growth_pct AS growth_pct,
       r.growth_qualifier AS growth_qualifier,
       r.is_open_list AS is_open_list, r.is_joint_total AS is_joint_total, r.value_note AS value_note,
       r.known_on AS known_on, r.source_url AS source_url, r.edge_id AS edge_id
"""

ENDINGS = ("企业数", "企业", "家数", "数")
"""What people add to a name that a report writes otherwise."""
BEFORE = {"about": "约", "above": "超", "near": "近", "at_least": "不低于", "expected": "预计", "target": "目标", "up_to": "不超过"}  # fmt: skip
NEW = ("新增", "新认定", "新落地", "新设", "新引进", "新落户", "新入驻", "净增")


@dataclass(frozen=True, slots=True)
class Report:
    """One figure as a place reports it."""

    edge_id: str
    place: str
    place_name: str
    indicator: str
    name: str
    aliases: tuple[str, ...]
    unit: str | None
    flow: str | None
    period: str | None
    scope: str | None
    measure: str
    value: Decimal | None
    qualifier: str | None
    comparator: str | None
    growth_pct: Decimal | None
    growth_qualifier: str | None
    is_open_list: bool
    is_joint_total: bool
    value_note: str | None
    known_on: str | None
    source_url: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """All the indicator is called."""
        return (self.name, *self.aliases)


class ReportLine(Line):
    """A reported figure with its period, scope, how exactly it was said, and its source."""

    place: str = Field(title="报告地点")
    name: str = Field(title="指标")
    value: Decimal | None = Field(title="数值")
    unit: str | None = Field(title="单位")
    said: str = Field(title="原意")
    period: str | None = Field(title="期间")
    scope: str | None = Field(title="口径")
    measure: str = Field(title="实绩或目标")
    flow: str | None = Field(title="存量或新增")
    growth_pct: Decimal | None = Field(title="同比(%)")
    growth_said: str | None = Field(title="同比原意")
    caveats: tuple[str, ...] = Field(title="须注意")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


def reports(view: View, places: Iterable[str]) -> list[Report]:
    """Every figure these places report, by indicator, newest period first."""
    found = [_report(r) for r in view.rows(REPORTS, {"places": sorted(set(places))})]
    found.sort(key=lambda r: (r.name, r.place, r.scope or "", r.measure, r.edge_id))
    return sorted(found, key=lambda r: newest_last(r.period), reverse=True)


def _report(row: Row) -> Report:
    return Report(
        edge_id=row["edge_id"], place=row["place"], place_name=row["place_name"] or row["place"],
        indicator=row["indicator"], name=row["name"] or row["indicator"], aliases=tuple(row["aliases"] or ()),
        unit=row["unit"], flow=row["flow"] or ("flow" if (row["name"] or "").startswith(NEW) else None),
        period=row["period"], scope=row["scope"], measure=row["measure"] or "actual", value=number(row["value"]),
        qualifier=row["qualifier"], comparator=row["comparator"], growth_pct=number(row["growth_pct"]),
        growth_qualifier=row["growth_qualifier"],
        is_open_list=row["is_open_list"] == "yes", is_joint_total=row["is_joint_total"] == "yes",
        value_note=row["value_note"], known_on=row["known_on"], source_url=row["source_url"],
    )  # fmt: skip


def number(value: float | Decimal | None) -> Decimal | None:
    """A number of the graph as an exact one.

    >>> number(780.6), number(None)
    (Decimal('780.6'), None)
    """
    return None if value is None else Decimal(str(value))


def line(report: Report) -> ReportLine:
    """A report as a line of an answer."""
    return ReportLine(
        place=report.place_name, name=report.name, value=report.value, unit=report.unit, said=said(report),
        period=report.period, scope=report.scope, measure=report.measure, flow=report.flow,
        growth_pct=report.growth_pct, growth_said=growth_said(report), caveats=caveats(report), known_on=report.known_on,
        source_url=report.source_url, evidence=(report.edge_id,),
    )  # fmt: skip


def said(report: Report) -> str:
    """The figure as it was said: 超105亿元, 目标不低于20%, 第14位."""
    if report.value is None:
        return "数值未载"
    figure = format(report.value.normalize(), "f")
    if report.flow == "rank":
        return f"第{figure}位" if report.comparator is None else f"前{figure}位"
    words = [BEFORE.get(report.qualifier or "", "")]
    if report.qualifier in ("expected", "target"):
        words.append({">": "超", ">=": "不低于", "<=": "不超过", "<": "低于"}.get(report.comparator or "", ""))
    return f"{''.join(words)}{figure}{report.unit or ''}"


def growth_said(report: Report) -> str | None:
    """The growth as it was said: 约11%, 超20%; none where none was."""
    if report.growth_pct is None:
        return None
    return f"{BEFORE.get(report.growth_qualifier or '', '')}{format(report.growth_pct.normalize(), 'f')}%"


def caveats(report: Report) -> tuple[str, ...]:
    """What must not be read into the figure."""
    said = []
    if report.is_joint_total:
        said.append("合计数,不能分摊到各项")
    if report.is_open_list:
        said.append("名单以“等”收尾,未列全")
    if report.value_note:
        said.append(report.value_note)
    return tuple(said)


def matching[T](word: str, things: Sequence[T], names: Callable[[T], Iterable[str]]) -> list[T]:
    """The things one of whose names contains the word, its ending apart if need be (规上企业: 规上工业企业数).

    Where none does, those that contain it without the ending; all of them for no word.

    >>> matching("规上企业", ["规上工业企业数", "百亿企业"], lambda n: [n])
    ['规上工业企业数']
    >>> matching("百亿企业", ["百亿项目", "新增百亿企业数"], lambda n: [n])
    ['新增百亿企业数']
    >>> matching("单项冠军企业", ["新增单项冠军数"], lambda n: [n])
    ['新增单项冠军数']
    """
    wanted = tidy(word)
    if not wanted:
        return list(things)
    ending = next((e for e in ENDINGS if wanted.endswith(e) and len(wanted) > len(e) + 1), "")
    head = wanted.removesuffix(ending)
    called = [(t, [tidy(n) for n in names(t)]) for t in things]
    found = [t for t, own in called if any(head in n and ending in n.partition(head)[2] for n in own)]
    return found or [t for t, own in called if any(head in n for n in own)]


def of_year(period: str | None, year: int | None) -> bool:
    """Does a period lie in a year? Every period does where no year is asked.

    >>> of_year("2020Q1-Q3", 2020), of_year("2021-05", 2020), of_year(None, 2020), of_year(None, None)
    (True, False, False, True)
    """
    return year is None or (period or "").startswith(str(year))
