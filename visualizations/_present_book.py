"""What a place has of each chain as a workbook for guests: firms by segment, anchors, honours, parks, projects."""

from collections.abc import Iterable, Sequence

from graph.model.change import View
from queries.anchors import Anchor
from queries.chain_resources import ProjectLine
from queries.honour_counts import Holder
from queries.methods.answer import watermark
from queries.parks import Park
from visualizations._present import FirmHere, Present, present
from visualizations._xlsx import Columns, Leaf, about, book, cited, leaf, sources

KEYS = ("地点", "产业链")
METHOD = "只列有公开出处、在本地投产的企业:做该环节应有的活动(生产、设计开发或服务),推断的不列。同一企业做几个环节时各列一行;项目只列近期签约、开工和已投产的。"
SEEN_FROM = frozenset({"locality", "city_locality", "circle_locality"})


def workbook(view: View, title: str, places: Sequence[str]) -> bytes:
    """The workbook of these places."""
    found = [present(view, place) for place in places]
    return book(title, (x for x in _leaves(view, found) if x.rows), view.stamp.as_of, watermark(view.stamp.synthetic))


def _leaves(view: View, found: Sequence[Present]) -> Iterable[Leaf]:
    behind, words = cited(view, (e for p in found for e in p.evidence)), view.rules["words"]
    chains = [((p.place, c.name), c) for p in found for c in p.chains]
    yield _glance(found)
    yield leaf("环节与企业", Columns(FirmHere, KEYS, words), ((k, c.firms) for k, c in chains), behind)
    led = Columns(Anchor, KEYS, words, SEEN_FROM | {"chain_name", "basis", "n_sources"})
    yield leaf("链主", led, ((k, c.anchors) for k, c in chains), behind)
    held = Columns(Holder, KEYS[:1], words, SEEN_FROM)
    yield leaf("荣誉资质", held, (((p.place,), p.honours) for p in found), behind)
    projects = Columns(ProjectLine, KEYS, words, SEEN_FROM | {"planned_investment_100m_cny"})
    yield leaf("项目", projects, ((k, c.projects) for k, c in chains), behind)
    yield _parks(found[0].parks if found else ())
    yield sources(behind)
    yield about(view, METHOD)


def _glance(found: Sequence[Present]) -> Leaf:
    headings = (*KEYS, "有在营企业的环节", "在营企业", "其中有荣誉资质的", "链主", "项目(已签约、在建、投产)")
    rows = [
        (p.place, c.name, c.n_here or None, c.n_firms or None, c.n_honoured or None, ";".join(a.name for a in c.anchors),
         len(c.projects) or None)
        for p in found for c in p.chains if c.firms or c.anchors or c.projects
    ]  # fmt: skip
    return Leaf("各链概况", headings, rows)


def _parks(those: Sequence[Park]) -> Leaf:
    rows = [(p.name, p.chain_name or "全部", p.n_firms) for p in those]
    return Leaf("片区", ("片区", "产业链", "在营企业"), rows)
