"""项目基金载体工作簿: projects, funds and carriers of every chain at a place as one workbook, with method and sources."""

from typing import Literal

from graph.model.change import View
from queries import chain_resources, parks
from queries.chain_resources import ChainResources
from queries.methods import lookup
from visualizations._edition import may_be_shown
from visualizations._sheet import watermark
from visualizations._xlsx import Leaf, about, answers, book, sources

TITLE = "项目基金载体工作簿"
METHOD = "项目按所补环节或所属链列出,一个项目涉及几条链时各列一次;金额只列有记录的;自用载体不列;投向多条链的基金不算某一链的专门资金。"
Edition = Literal["internal", "outside"]

CHAINS = "MATCH (c:Chain) WHERE c.members IS NULL RETURN c.id AS id, c.name AS name"


def workbook(view: View, *, place: str = "厦门市", edition: Edition = "internal") -> bytes:
    """Projects, funds and carriers of every chain at a place; for outsiders without talks."""
    chains = sorted(view.rows(CHAINS), key=lambda c: str(c["id"]))
    found: dict[tuple[str, ...], ChainResources] = {
        (c["name"] or c["id"],): chain_resources.ask(view, chain=c["id"], place=place) for c in chains
    }
    if edition == "outside":
        found = {k: _without_talks(view, a) for k, a in found.items()}
    one = next(iter(found.values()), None)
    carriers = answers("载体", "carriers", {(lookup.place(view, place),): one} if one else {}, ("地点编号",))
    leaves = [answers("项目", "projects", found, ("产业链",)), answers("基金", "funds", found, ("产业链",)), carriers]
    if edition == "internal":
        leaves.append(answers("片区", "parks", {(): parks.ask(view, place=place)}, ()))
    edges = [e for a in found.values() for e in a.evidence]
    said = tuple(("不知道的", s) for s in dict.fromkeys(s for a in found.values() for s in a.not_known))
    every: list[Leaf] = [*leaves, sources(view, edges), about(view, METHOD, *(said if edition == "internal" else ()))]
    return book(TITLE, every, view.stamp.as_of, watermark(view))


def _without_talks(view: View, answer: ChainResources) -> ChainResources:
    shown = tuple(
        p.model_copy(update={"planned_investment_100m_cny": None})
        for p in answer.projects
        if may_be_shown(view, p.project_stage, "outside")
    )
    edges = (*(e for p in shown for e in p.evidence), *(e for f in answer.funds for e in f.evidence))
    return answer.model_copy(update={"projects": shown, "evidence": edges})
