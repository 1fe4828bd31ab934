"""What is the state of a segment at a place? The first rule that matches decides; its reason is shown.

Order: stateless, strong, covered, weak, upcoming, nearby, missing, presumed, unknown. Thresholds and words come from
the rule file. Only the segment's `filled_by` activity, observed or declared, fills it; a firm and those related to it
(subsidiary, brand, project company) count once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from queries.methods.dates import last_day, months_between
from queries.methods.facts import ProjectHere, SegmentFacts, Survey, Tie
from queries.methods.rules import Rules


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state with its reason, badges and the edges it rests on."""

    state: str
    reason: str
    badges: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A segment's facts with the rules and the day they are judged by."""

    facts: SegmentFacts
    rules: Rules
    as_of: date

    def fills(self, tie: Tie) -> bool:
        """Does this tie fill the segment, whatever its stage but closed?"""
        known = tie.basis in self.rules.state.basis_that_fills
        return known and tie.activity == self.facts.filled_by and tie.stage != "closed"

    def ties(self, *stages: str, where: Callable[[Tie], bool]) -> list[Tie]:
        """Filling ties of these stages at these places."""
        return [t for t in self.facts.ties if t.stage in stages and where(t) and self.fills(t)]

    def operating(self) -> list[Tie]:
        """Firms inside that fill the segment today; a project in production counts as its firm."""
        return self.ties("operating", where=is_inside) + [self._as_tie(p) for p in self._plants("running")]

    def _plants(self, stages: str) -> list[ProjectHere]:
        wanted = getattr(self.rules.project_stages, stages)
        other = self.rules.project_stages.not_a_plant
        here = (p for p in self.facts.projects if p.locality == "inside" and p.firm)
        return [p for p in here if p.stage in wanted and p.project_type not in other]

    def _as_tie(self, project: ProjectHere) -> Tie:
        return Tie(
            edge_id=project.edge_id, firm=project.head or project.project, name=project.firm or project.name,
            segment=self.facts.id, at=None, place="", locality=project.locality, in_city=True,
            activity=self.facts.filled_by, stage="operating", basis="declared",
            head=project.head or project.project, known_on=project.known_on, since=project.stage_on,
        )  # fmt: skip

    def coming(self) -> list[Tie]:
        """Firms building or signed inside, and projects on their way."""
        ties = self.ties("building", "signed", where=is_inside)
        return ties + [replace(self._as_tie(p), stage="building") for p in self._plants("coming")]

    def is_stale(self, tie: Tie) -> bool:
        """Was its newest evidence published more than the set years before as_of? Undated is not stale."""
        seen = last_day(tie.known_on)
        return seen is not None and months_between(seen, self.as_of) > 12 * self.rules.state.stale_years


def is_inside(tie: Tie) -> bool:
    """Inside the asked place."""
    return tie.locality == "inside"


def heads(ties: Iterable[Tie]) -> int:
    """How many firms, related ones counted once."""
    return len({t.head for t in ties})


def judge(facts: SegmentFacts, rules: Rules, as_of: date) -> Verdict:
    """The state of a segment: the first rule that matches."""
    case = Case(facts, rules, as_of)
    for rule in (_stateless, _filled, _upcoming, _nearby, _missing, _presumed):
        verdict = rule(case)
        if verdict is not None:
            return verdict
    return _unknown(case)


def _stateless(case: Case) -> Verdict | None:
    why = case.facts.stateless
    return Verdict("stateless", case.rules.words.stateless[why]) if why else None


def _filled(case: Case) -> Verdict | None:
    ties = case.operating()
    if not ties:
        return None
    fresh = [t for t in ties if not case.is_stale(t)]
    state, reason = _strength(case, ties)
    badges = _age_badges(ties, fresh)
    if state == "strong" and _strength(case, fresh)[0] != "strong":
        state = "covered"
        reason += f";近{case.rules.state.stale_years}年有证据的{heads(fresh)}家,由优势降为已覆盖"
    return Verdict(state, reason, badges, _edges(ties))


def _strength(case: Case, ties: list[Tie]) -> tuple[str, str]:
    thresholds, n = case.rules.state, heads(ties)
    named = "、".join(_one_a_head(ties)[:3])
    leaders = _one_a_head(t for t in ties if t.head in case.facts.leaders)
    champions = _one_a_head(t for t in ties if t.firm in case.facts.champions)
    if leaders:
        return "strong", f"链主在营:{leaders[0]}(共{n}家)"
    if champions:
        return "strong", f"单项冠军在营:{champions[0]}(共{n}家)"
    if n >= thresholds.strong_makers:
        return "strong", f"在营{n}家:{named}等"
    if n >= thresholds.covered_makers:
        return "covered", f"在营{n}家:{named}"
    return ("weak" if n else "unknown"), f"在营仅{n}家:{named}"


def _one_a_head(ties: Iterable[Tie]) -> list[str]:
    """One name for firms that count once: the one with the newest evidence."""
    newest = sorted(ties, key=lambda t: (t.known_on or "", t.name), reverse=True)
    return list({t.head: t.name for t in reversed(newest)}.values())[::-1]


def _age_badges(ties: list[Tie], fresh: list[Tie]) -> tuple[str, ...]:
    badges = []
    if not fresh:
        badges.append("旧")
    if all(t.known_on is None for t in ties):
        badges.append("证据未注日期")
    return tuple(badges)


def _upcoming(case: Case) -> Verdict | None:
    ties = case.coming()
    if not ties:
        return None
    dated = sorted((t for t in ties if _newest(t)), key=lambda t: str(_newest(t)))
    if not dated:
        return Verdict("unknown", f"在建或签约但未注日期:{ties[0].name}", ("待核",), _edges(ties))
    last = dated[-1]
    seen = _newest(last)
    silent = months_between(seen, case.as_of) if seen else 0
    word = case.rules.words.stage.get(last.stage, last.stage)
    said = f"{last.name}{word}(最近消息 {seen:%Y-%m})"
    if silent > case.rules.state.silent_months:
        return Verdict("unknown", f"{said},此后{silent}个月无消息", ("待核",), _edges(ties))
    return Verdict("upcoming", said, (), _edges(ties))


def _newest(tie: Tie) -> date | None:
    return max((d for d in (last_day(tie.known_on), last_day(tie.since)) if d), default=None)


def _nearby(case: Case) -> Verdict | None:
    ties = case.ties("operating", where=lambda t: t.in_city and t.locality != "inside")
    if not ties:
        return None
    unclear = [t for t in ties if t.locality == "undecided"]
    badges = (f"片区不明{heads(unclear)}家",) if unclear else ()
    named = "、".join(_one_a_head(ties)[:3])
    return Verdict("nearby", f"区内未见,市内{heads(ties)}家:{named}", badges, _edges(ties))


def _missing(case: Case) -> Verdict | None:
    """The newest survey of this place that proves anything says none, and nobody has found one since."""
    own = sorted((s for s in case.facts.surveys if s.own), key=lambda s: (s.surveyed_on or "", s.edge_id))
    proofs = [s for s in own if s.method in case.rules.state.surveys_that_prove]
    if not proofs or proofs[-1].found != "no":
        return None
    by = proofs[-1]
    if any(s.found == "yes" and (s.surveyed_on or "") > (by.surveyed_on or "") for s in own):
        return None
    how = {"listed": "名录核对", "complete": "全面摸排"}.get(by.method, by.method)
    return Verdict("missing", f"{how}未见({_signed(by, case)})", (), (by.edge_id,))


def _signed(survey: Survey, case: Case) -> str:
    """Who looked, and when."""
    who = survey.surveyor or "未署名"
    return f"{case.rules.words.surveyor.get(who, who)} {survey.surveyed_on or '未注日期'}"


def _presumed(case: Case) -> Verdict | None:
    survey = _best_search(case)
    if survey is None or _doubts(case):
        return None
    outside = case.facts.n_makers
    reason = f"检索{survey.searches}次未见({_signed(survey, case)});已知厂商{outside}家"
    return Verdict("presumed", reason, (f"搜过{survey.searches}次,未见",), (survey.edge_id,))


def _best_search(case: Case) -> Survey | None:
    least = case.rules.state.presumed_searches
    proving = case.rules.state.surveys_that_prove
    enough = [s for s in case.facts.surveys if s.found == "no" and (s.searches >= least or s.method in proving)]
    return max(enough, key=lambda s: (s.own, s.searches, s.surveyed_on or ""), default=None)


def _doubts(case: Case) -> list[str]:
    """Why "none seen" does not yet mean a gap; empty when nothing speaks against it."""
    facts, found = case.facts, []
    if any(s.found == "yes" for s in facts.surveys):
        own = any(s.found == "yes" and s.own for s in facts.surveys)
        found.append("摸排说有,名单里未见" if own else "上级地区摸排说有,是否在此未定")
    if facts.n_makers < 1:
        found.append("外地厂商也未见")
    unclear = [t for t in facts.ties if t.locality == "undecided" and case.fills(t)]
    if unclear:
        found.append(f"片区不明{heads(unclear)}家:{unclear[0].name}")
    here = [p for p in facts.projects if p.stage not in case.rules.project_stages.ended]
    if here:
        found.append(f"有项目或事件:{here[0].name}({here[0].stage or '阶段不明'})")
    if facts.hints:
        found.append(f"{facts.hints[0].name}的产品与环节同名")
    return found


def _unknown(case: Case) -> Verdict:
    facts = case.facts
    none_seen = [s for s in facts.surveys if s.found == "no" and s.searches]
    badges: list[str] = []
    if none_seen:
        badges.append(f"搜过{max(s.searches for s in none_seen)}次,未见")
    reasons = _doubts(case)
    others = silent_about(facts)
    if others:
        badges.append("活动不明")
        reasons.append(f"{others[0].name}在此做什么未说明")
    planned = [t for t in facts.ties if t.locality == "inside" and case.fills(t) and t.stage in ("planned", "unknown")]
    if planned:
        reasons.append(f"{planned[0].name}{case.rules.words.stage[planned[0].stage]}")
    if not facts.surveys or not any(s.searches or s.method != "searched" for s in facts.surveys):
        reasons.append("未摸排")
    elif none_seen and _best_search(case) is None:
        reasons.append(f"检索不足{case.rules.state.presumed_searches}次")
    elif not none_seen and not reasons:
        most = max(s.searches for s in facts.surveys)
        reasons.append(f"搜过{most}次,有线索未证实" if most else "摸排过,结果不明")
    evidence = _edges([*facts.hints, *others, *planned]) + tuple(p.edge_id for p in facts.projects)
    return Verdict("unknown", ";".join(reasons) or "证据不足", tuple(badges), evidence)


def silent_about(facts: SegmentFacts) -> list[Tie]:
    """Ties inside that do not say what the firm does in this segment, where no other tie of it here says so either."""
    here = [t for t in facts.ties if t.locality == "inside"]
    told = {t.firm for t in here if t.activity != "unknown"}
    return [t for t in here if t.activity == "unknown" and t.firm not in told]


def _edges(ties: Iterable[Tie]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.edge_id for t in ties))
