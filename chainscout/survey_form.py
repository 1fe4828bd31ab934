"""The questions whose answers settle most judgements, as a form: what is known, what was searched, what to fill in.

Filled in, it loads back as surveys, firms, stages and demands (loaders/survey_tasks.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from chainscout.template import Filled
from graph.errors import QuestionError
from graph.model.change import View
from queries import ask_next
from queries.ask_next import Asking
from queries.methods import lookup
from queries.methods.answer import WORDS
from queries.methods.buyers import buyers
from queries.methods.chain_states import ChainStates, chain_states
from queries.methods.facts import SegmentFacts, Survey, Tie

CHAINS = "MATCH (c:Chain) RETURN c.id AS id, c.name AS name"
SHOWN = 5
"""How many firms of a kind are named; the others are counted."""

HOW_TO = (
    "灰色格是要问的问题和已经知道的,不要改;白色格填写问到的结果,一行一问。",
    "“结论”填 有 / 没有 / 不知道(片区类问题即 在 / 不在)。不知道的不算摸排过;还没问的留空,下次再导入。",
    "有企业:填企业名称(全称)、所在地、活动、阶段;不止一家时,名称用分号隔开,情况不同的复制本行另写一行。",
    "“摸排日期”必填;“摸排方式”不填即按全面摸排,只在名录里核对过的选“名录比对”,只上网查过的选“检索”。",
    "有企业提出配套需求的,填需求企业、需求部件、现供应商、现供应地;需求按内部信息保存,不对外。",
    "填好后:chainscout load 本文件(先加 --check 只看不存),再 chainscout build,相应环节的状态随之改变。",
)
LOCALITY = {"inside": "区内", "undecided": "片区不明"}


def filled(view: View, *, chain: str, place: str, limit: int) -> Filled:
    """The form of a chain's questions at a place, those that settle most first; QuestionError where nothing is open."""
    if limit < 1:
        raise QuestionError(f"--limit {limit}:任务单至少一问;请写如 --limit 10")
    asked = ask_next.ask(view, chain=chain, place=place, limit=limit)
    if not asked.questions:
        raise QuestionError(
            f"摸排任务单 {asked.chain}、{asked.place}:没有要问的,各环节状态都已定;请换一条产业链或一个地点"
        )
    states = chain_states(view, lookup.chain(view, chain), lookup.place(view, place))
    names = {r["id"]: r["name"] for r in view.rows(CHAINS)}
    return Filled([_row(q, states, names) for q in asked.questions], HOW_TO)


def _row(asked: Asking, states: ChainStates, chains: Mapping[str, str]) -> dict[str, str]:
    """One question as a row of the form: only what is asked, nothing of the answer."""
    facts = [states.rows.facts[s] for s in asked.segments]
    of = {f.chain for f in facts}
    return {
        "task": _task(asked, facts),
        "question": asked.question,
        "chain": chains.get(next(iter(of)), "") if len(of) == 1 else "",
        "segment_name": ";".join(f.name for f in facts),
        "segment": ";".join(f.id for f in facts),
        "place": states.around.name,
        "about": asked.about or "",
        "known": "\n".join(_of(f, facts) + (";".join(known(f)) or "库中没有记录") for f in facts),
        "looked": "\n".join(
            _of(f, facts) + (";".join(looked(s, states.rules.words.surveyor) for s in f.surveys) or "没有摸排记录")
            for f in facts
        ),
        "waiting": ";".join(_waiting(facts, states)),
    }


def _waiting(facts: Iterable[SegmentFacts], states: ChainStates) -> list[str]:
    """Who here would buy of these segments: the segments downstream with a firm here, and their firms."""
    found = [b for f in facts for b in buyers(f.id, states.market) if b.firms]
    return list(dict.fromkeys(f"{b.name}({'、'.join(b.firms[:SHOWN])})" if b.firms else b.name for b in found))


def _of(one: SegmentFacts, facts: Sequence[SegmentFacts]) -> str:
    """Whose facts follow, where a question is about several segments."""
    return f"{one.name}:" if len(facts) > 1 else ""


def _task(asked: Asking, facts: Iterable[SegmentFacts]) -> str:
    """What kind of answer is wanted; the progress of a project is told apart from that of a firm."""
    projects = {p.name for f in facts for p in f.projects}
    return "项目进展" if asked.kind == "进展" and asked.about in projects else asked.kind


def known(facts: SegmentFacts) -> list[str]:
    """What is known of a segment: firms here and perhaps here with their stages, how many elsewhere.

    >>> known(SegmentFacts("d/s", "面板", "d", "produce", None, n_makers=3))
    ['已知厂商(各地)3家']
    """
    told = []
    for locality, word in LOCALITY.items():
        ties = [t for t in facts.ties if t.locality == locality and t.activity in (facts.filled_by, "unknown")]
        if ties:
            told.append(f"{word}:{_named(ties)}")
    projects = [f"{p.name}({p.stage or '阶段不明'})" for p in facts.projects]
    if projects:
        told.append(f"项目:{'、'.join(projects[:SHOWN])}")
    return [*told, f"已知厂商(各地){facts.n_makers}家"] if facts.n_makers else told


def _named(ties: list[Tie]) -> str:
    one = {t.firm: f"{t.name}({t.place},{WORDS['activity'][t.activity]},{WORDS['stage'][t.stage]})" for t in ties}
    more = f"等{len(one)}家" if len(one) > SHOWN else ""
    return "、".join(list(one.values())[:SHOWN]) + more


def looked(survey: Survey, surveyors: Mapping[str, str] = MappingProxyType({})) -> str:
    """One survey as a phrase, the surveyor in the words of the rules.

    >>> looked(Survey("e", "p", True, "searched", 3, "no", "2026-11-23", "本处"))
    '2026-11-23 本处 检索3次 未见'
    >>> looked(Survey("e", "p", True, "complete", None, "yes", "2026-11-23", "desk survey"), {"desk survey": "案头检索"})
    '2026-11-23 案头检索 全面摸排 有'
    """
    method = {"searched": f"检索{survey.searches}次", "listed": "名录比对", "complete": "全面摸排"}[survey.method]
    found = {"yes": "有", "no": "未见", "unknown": "不明"}[survey.found]
    who = surveyors.get(survey.surveyor or "", survey.surveyor)
    return " ".join(t for t in (survey.surveyed_on, who, method, found) if t)
