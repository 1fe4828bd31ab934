"""项目基金载体工作簿: projects, funds and carriers of a place as one workbook (.xlsx), with method and sources.

Sheets: 项目 (each once), 项目按产业链 (with the segments they fill), 基金 (each once, with what is known of it),
基金按产业链, 基金合计数, 载体, 片区, 来源, 方法. `--edition outside` (推介版): without talks, plans, sums and balances.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.model.change import View
from queries import carriers, chain_resources, funds, parks, project_counts
from queries.carriers import CarrierLine
from queries.chain_resources import ChainResources
from queries.funds import Funds
from queries.methods import lookup
from queries.methods.answer import Line
from queries.methods.reported import ReportLine
from queries.parks import Park
from queries.project_counts import ProjectCounts
from visualizations._edition import may_be_shown, offered
from visualizations._sheet import watermark
from visualizations._xlsx import Columns, Leaf, about, book, cited, leaf, sources

TITLE = "项目基金载体工作簿"
OUTSIDE = TITLE
METHOD = "一个项目涉及几条链时在“项目按产业链”各列一次,在“项目”列一次;金额只列有记录的;自用载体不列;投向多条链的基金不算某一链的专门资金。"
Edition = Literal["internal", "outside"]

CHAINS = "MATCH (c:Chain) WHERE c.members IS NULL RETURN c.id AS id, c.name AS name"
MONEY = frozenset({"planned_investment_100m_cny", "horizon_years"})
BALANCE = frozenset({"called_100m_cny", "committed_100m_cny", "dry_powder_100m_cny", "grain"})
"""What is said of a fund's money beyond its size, and how much of it is known."""


@dataclass(frozen=True)
class _Found:
    """What the questions answered."""

    by_chain: Sequence[tuple[str, ChainResources]]
    projects: ProjectCounts
    funds: Funds
    carriers: Sequence[CarrierLine]

    @property
    def lines(self) -> Iterable[Line]:
        """Everything that rests on ties."""
        for _, one in self.by_chain:
            yield from (*one.projects, *one.funds)
        yield from (*self.projects.projects, *self.funds.funds, *self.funds.reported, *self.carriers)

    @property
    def not_known(self) -> Iterable[str]:
        """What no answer knows, each sentence once."""
        answers = (*(a for _, a in self.by_chain), self.projects, self.funds)
        return dict.fromkeys(s for a in answers for s in a.not_known)


def workbook(view: View, *, place: str = "厦门市", edition: Edition = "internal") -> bytes:
    """Projects, funds and carriers of a place; for outsiders without talks and sums."""
    lookup.place(view, place)
    chains = sorted(view.rows(CHAINS), key=lambda c: str(c["id"]))
    free = carriers.ask(view, place=place)
    found = _Found(
        [(c["name"] or c["id"], chain_resources.ask(view, chain=c["id"], place=place)) for c in chains],
        project_counts.ask(view, place=place, stage=project_counts.ANY),
        funds.ask(view, place=place),
        (*free.fitting, *free.to_confirm),
    )
    if edition == "outside":
        found = _without_talks(view, found)
    leaves = (x for x in _leaves(view, place, found, edition) if x.rows or edition == "internal")
    return book(TITLE, leaves, view.stamp.as_of, watermark(view))


def _leaves(view: View, place: str, found: _Found, edition: Edition) -> Iterable[Leaf]:
    words, inside = view.rules["words"], edition == "internal"
    money, balance = (frozenset[str](), frozenset[str]()) if inside else (MONEY, BALANCE)
    behind = cited(view, (e for x in found.lines for e in getattr(x, "evidence", ())))
    chains, of_chain = found.by_chain, ("产业链",)

    def sheet(name: str, line: type[Line], those: Iterable[Line], hidden: frozenset[str] = frozenset()) -> Leaf:
        return leaf(name, Columns(line, (), words, hidden), [((), those)], behind)

    yield sheet("项目", project_counts.ProjectLine, found.projects.projects, money)
    filled = Columns(chain_resources.ProjectLine, of_chain, words, money)
    yield leaf("项目按产业链", filled, (((c,), a.projects) for c, a in chains), behind)
    yield sheet("基金", funds.FundLine, found.funds.funds, balance)
    mandated = Columns(chain_resources.FundLine, of_chain, words)
    yield leaf("基金按产业链", mandated, (((c,), a.funds) for c, a in chains), behind)
    if inside:
        yield sheet("基金合计数", ReportLine, found.funds.reported)
    yield sheet("载体", CarrierLine, found.carriers, frozenset({"limits"}))
    if inside:
        stands = (
            p if p.chain else p.model_copy(update={"chain_name": "全部"}) for p in parks.ask(view, place=place).parks
        )
        yield sheet("片区", Park, stands, frozenset({"place", "place_type"}))
    yield sources(behind)
    yield about(view, METHOD, *((("不知道的", s) for s in found.not_known) if inside else ()))


def _without_talks(view: View, found: _Found) -> _Found:
    """What is signed, under way or running; nothing that is only talked of, and no total that counts it."""

    def shown(those: Iterable[chain_resources.ProjectLine]) -> tuple[chain_resources.ProjectLine, ...]:
        return tuple(p for p in those if may_be_shown(view, p.project_stage, p.stage_on, "outside"))

    by_chain = [(c, a.model_copy(update={"projects": shown(a.projects)})) for c, a in found.by_chain]
    kept = tuple(p for p in found.projects.projects if may_be_shown(view, p.project_stage, p.reached_on, "outside"))
    projects = found.projects.model_copy(update={"projects": kept})
    let = offered(view)
    carriers = tuple(c for c in found.carriers if c.carrier in let)
    return _Found(by_chain, projects, found.funds.model_copy(update={"reported": ()}), carriers)
