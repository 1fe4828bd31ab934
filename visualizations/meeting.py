"""会议一页纸: one screen (16:9) or one A4 for a meeting: five gaps with action and owner, what changed, targets, decisions.

Everything on it comes from the questions; decisions are the office's own words, or proposals that say by which rule.
`--edition outside` (推介版) is 产业一页纸: what is here, for guests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from graph.errors import QuestionError
from graph.model.change import Row, View
from queries import candidates, changes
from queries.candidates import Candidate, counted
from queries.changes import ORIGIN_WORDS, Changed, News
from queries.methods import lookup
from queries.methods.chain_states import HERE, ChainStates, chain_states, shares
from queries.methods.gaps import Judged, most_wanted
from visualizations import _sources, _welcome
from visualizations._glossary import Glossary, glossary
from visualizations._html import render
from visualizations._sheet import EDITIONS, Edition, listed, stamped, watermark
from visualizations.gap_list import MARKS

TITLE = "会议一页纸"
OUTSIDE = "产业一页纸"
GAPS, CHANGES, DECISIONS, BUYERS = 5, 4, 4, 3
HEADS = (("环节", "Segment"), ("状态", "State"), ("动作", "Action"), ("牵头", "Owner"), ("本地买家", "Buyers here"),
         ("首个目标", "First target"))  # fmt: skip
A_CHAIN = 2
"""Of the five gaps of all chains at most so many are of one chain: a meeting looks at the whole."""

ORIGINS = tuple(ORIGIN_WORDS)
"""What happened comes before what was only found out."""

CHAINS = "MATCH (c:Chain) WHERE c.members IS NULL RETURN c.id AS id"

OWNERS = """
MATCH (t:TaskForce)-[e:OWNS_TASK]->(c:Chain)
WHERE e.basis IS NULL OR e.basis IN ['observed', 'declared']
RETURN c.id AS chain, t.name AS name, t.post AS post, e.duty AS duty
"""


@dataclass(frozen=True)
class GapLine:
    """One of the five gaps."""

    segment: str
    name: str
    chain: str
    state: str
    state_word: str
    action: str
    owner: str
    buyers: str
    why: str
    target: Candidate | None
    evidence: tuple[str, ...]

    @property
    def about(self) -> str:
        """Where the first target is, how far, and what ties it to an anchor here."""
        if self.target is None:
            return ""
        t = self.target
        far = "" if t.distance_km is None else f"{t.distance_km} 公里"
        return " · ".join(filter(None, (t.place or t.country or "地点不明", far, *t.anchor_ties[:1])))


def page(
    view: View,
    *,
    chain: str = "",
    place: str = "厦门市",
    since: str = "",
    decisions: tuple[str, ...] = (),
    edition: Edition = "internal",
) -> str:
    """The meeting's page for a place, of one chain (or group) or all; for guests what is here."""
    if edition == "outside":
        if since or decisions:
            raise QuestionError("--since、--decisions:推介版不列变化和决定事项;请去掉,或用内部版 --edition internal")
        return _welcome.page(view, chain, place)
    return _inside(view, chain, place, (since, decisions))


def _inside(view: View, chain: str, place: str, asked: tuple[str, tuple[str, ...]]) -> str:
    """Five gaps, what changed since a day, and the decisions asked for."""
    since, decisions = asked
    where = lookup.place(view, place)
    ids = [lookup.chain(view, chain)] if chain else sorted(r["id"] for r in view.rows(CHAINS))
    several = [chain_states(view, c, where) for c in ids]
    day = since or _a_year_before(view.stamp.as_of)
    gaps = _gaps(view, several, place)
    moved = [changes.ask(view, chain=c, place=place, since=day) for c in ids]
    changed = sorted(
        (c for m in moved for c in m.changed), key=lambda c: (ORIGINS.index(c.origin), c.state not in HERE)
    )
    events = {n.evidence: n for m in moved for n in m.events}
    learned = {n.evidence: n for m in moved for n in m.news}
    news = [*sorted(events.values(), key=lambda n: n.happened_on or "", reverse=True),
            *sorted(learned.values(), key=lambda n: n.known_on, reverse=True)]  # fmt: skip
    words = glossary(view)
    dates, name = stamped(view), several[0].name if chain else f"全部{len(ids)}条产业链"
    context = {
        "title": (TITLE, "Meeting brief"), "subtitle": f"{several[0].around.name} · {name}", "stamp": view.stamp, "dates": dates,
        "cite": f"{several[0].around.name},{name},{dates}", "edition": EDITIONS["internal"], "words": words, "heads": HEADS,
        "tiles": _tiles(several), "gaps": gaps, "n_chains": len({g.chain for g in gaps}), "changed": changed[:CHANGES],
        "n_origin": {o: sum(c.origin == o for c in changed) for o in ORIGINS},
        "news": _first(news, changed), "n_events": len(events), "n_news": len(learned), "since": day, "marks": MARKS,
        "decisions": tuple((d, d) for d in decisions) or _proposed(gaps, several, words), "own": bool(decisions),
        "watermark": watermark(view), "source": partial(_sources.counted, view, edition="internal"),
        "behind": tuple(_sources.behind_states(j for s in several for j in s.judged)),
    }  # fmt: skip
    return render("meeting.html.j2", ("sheet.css", "meeting.css"), "meeting.js", context)


def _a_year_before(as_of: str) -> str:
    day = date.fromisoformat(as_of)
    return f"{day.year - 1}-{day.month:02}"


def _gaps(view: View, several: Sequence[ChainStates], place: str) -> list[GapLine]:
    """The first gaps over all chains in the order of every list, a twin once."""
    of = {j.segment: s for s in several for j in s.judged if j.is_gap}
    who = candidates.ask_many(view, segments=list(of), place=place) if of else {}
    most = GAPS if len(several) == 1 else A_CHAIN
    chosen: dict[str, tuple[Judged, ChainStates]] = {}
    for one in most_wanted((j for s in several for j in s.judged if j.is_gap), counted(who)):
        states = of[one.segment]
        same = sum(j.facts.chain == one.facts.chain for j, _ in chosen.values())
        if len(chosen) < GAPS and same < most:
            chosen.setdefault(min(states.rows.twin_class(one.facts.id)), (one, states))
    owners, names = _owners(view), lookup.chain_names(view)
    return [_line(j, s, owners, names, who[j.facts.id].candidates) for j, s in chosen.values()]


def _firms(one: Judged) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f for b in one.buyers for f in b.firms))


def _owners(view: View) -> dict[str, str]:
    def said(row: Row) -> str:
        return "·".join(filter(None, (row["name"], row["post"])))

    return {r["chain"]: said(r) for r in sorted(view.rows(OWNERS), key=said, reverse=True)}


def _line(
    one: Judged, states: ChainStates, owners: dict[str, str], names: dict[str, str], who: Sequence[Candidate]
) -> GapLine:
    words = states.rules.words
    chain = one.facts.chain
    return GapLine(
        one.facts.id, one.facts.name, names.get(chain, chain), one.verdict.state, words.state[one.verdict.state],
        words.action[one.action], owners.get(chain, ""), listed(_firms(one), BUYERS), one.verdict.reason, who[0] if who else None,
        (*one.verdict.evidence, *(who[0].evidence if who else ())),
    )  # fmt: skip


def _tiles(several: Sequence[ChainStates]) -> list[tuple[tuple[str, str], str]]:
    every = [j for s in several for j in s.judged]
    count = {state: sum(j.verdict.state == state for j in every) for state in MARKS}
    rates = shares(every, several[0].rules)
    cover = "—" if rates.coverage_pct is None else f"{rates.coverage_pct:g}%"
    proven = "—" if rates.verified_pct is None else f"{rates.verified_pct:g}%"
    second = sum(j.is_second_order for j in every)
    return [((f"缺口(另二阶{second})", f"Gaps (2nd order: {second})"), str(sum(j.is_gap for j in every))),
            (("其中已核实", "Of them proven"), str(sum(j.is_gap and j.verdict.state == "missing" for j in every))),
            (("优势环节", "Strong"), str(count["strong"])), (("在建", "Upcoming"), str(count["upcoming"])),
            (("无数据", "No data"), str(count["unknown"])), (("覆盖率", "Coverage"), cover), (("核实过", "Verified"), proven)]  # fmt: skip


def _first(news: Sequence[News], changed: Sequence[Changed]) -> Sequence[News]:
    """As many news as there is room for beside the changes."""
    return news[: max(2, CHANGES - min(len(changed), CHANGES) + 2)]


def _proposed(gaps: Sequence[GapLine], several: Sequence[ChainStates], words: Glossary) -> tuple[tuple[str, str], ...]:
    """Proposals by rule, in both languages: verify what is only presumed, talk to the best proven target, name an owner."""
    presumed = [g.name for g in gaps if g.state == "presumed"]
    targets = [(g.target.name, g.name) for g in gaps if g.target and g.target.verdict == "recommended"][:3]
    orphan = sorted({g.chain for g in gaps if not g.owner})
    how, said = rules_words(several), []
    if presumed:
        said.append((f"先核实再定:{'、'.join(presumed)}只是检索未见,是否立即组织摸排({how})",
                     f"Verify first: {_english(presumed, words)} were only searched for; survey now ({words.said(how)})?"))  # fmt: skip
    if targets:
        pairs = ", ".join(f"{words.said(firm)} ({words.said(segment)})" for firm, segment in targets)
        said.append((f"是否启动对接:{'、'.join(f'{firm}({segment})' for firm, segment in targets)}(证据A级)",
                     f"Open talks with {pairs}? (evidence A)"))  # fmt: skip
    if orphan:
        said.append((f"明确牵头单位:{'、'.join(orphan)}在库中没有专班记录",
                     f"Name an owner: no task force on record for {_english(orphan, words)}"))  # fmt: skip
    return tuple(said[:DECISIONS])


def _english(names: Sequence[str], words: Glossary) -> str:
    return ", ".join(words.said(n) for n in names)


def rules_words(several: Sequence[ChainStates]) -> str:
    """What a survey is called in the rules: 名录核对或全面摸排."""
    how = {"listed": "名录核对", "complete": "全面摸排"}
    return "或".join(how.get(m, m) for m in several[0].rules.state.surveys_that_prove)
