"""Which questions about a segment are worth asking: those of which some answer would change its state?

A question is tried, not guessed: its possible answers are put into the facts and the segment is judged again. A segment
about which no such question is left is settled.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from queries.methods.facts import ProjectHere, SegmentFacts, Survey, Tie
from queries.methods.rules import Rules
from queries.methods.states import judge, silent_about


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question, and the facts of the segment as each answer would make them; `about` names a firm or project."""

    question: str
    kind: str
    answers: tuple[SegmentFacts, ...]
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """What a segment is judged by: the rules, the day, and how the asked place is called."""

    rules: Rules
    as_of: date
    place: str

    def state(self, facts: SegmentFacts) -> str:
        """The state these facts give."""
        return judge(facts, self.rules, self.as_of).state


def open_doubts(facts: SegmentFacts, bench: Bench) -> tuple[Doubt, ...]:
    """The questions of which some answer would change the state of the segment."""
    state = bench.state(facts)
    return tuple(d for d in doubts(facts, bench) if any(bench.state(answer) != state for answer in d.answers))


def is_settled(facts: SegmentFacts, bench: Bench) -> bool:
    """Is there no question left whose answer would change the state of the segment?"""
    return not open_doubts(facts, bench)


def doubts(facts: SegmentFacts, bench: Bench) -> Iterator[Doubt]:
    """Every question that could be asked about a segment, whether or not an answer would change anything."""
    if facts.stateless:
        return
    yield from _where(facts, bench)
    yield from _what(facts, bench)
    yield from _how_far(facts, bench)
    if bench.state(facts) in ("unknown", "presumed"):
        yield _whether(facts, bench)


def _where(facts: SegmentFacts, bench: Bench) -> Iterator[Doubt]:
    """Firms known only to a wider place: inside or not?"""
    unclear = [t for t in facts.ties if t.locality == "undecided" and t.activity == facts.filled_by]
    for ties in _by_firm(unclear).values():
        here = {t.edge_id: replace(t, locality="inside") for t in ties}
        away = {t.edge_id: replace(t, locality="outside") for t in ties}
        question = f"{ties[0].name}在不在{bench.place}(现只知在{ties[0].place})"
        yield Doubt(question, "片区", (_with_ties(facts, here), _with_ties(facts, away)), ties[0].name)


def _what(facts: SegmentFacts, bench: Bench) -> Iterator[Doubt]:
    """Firms here of which nobody says what they do: does it fill the segment?"""
    for ties in _by_firm(silent_about(facts)).values():
        makes = {t.edge_id: replace(t, activity=facts.filled_by) for t in ties}
        sells = {t.edge_id: replace(t, activity="sell") for t in ties}
        question = f"{ties[0].name}在{bench.place}做什么"
        yield Doubt(question, "活动", (_with_ties(facts, makes), _with_ties(facts, sells)), ties[0].name)


def _how_far(facts: SegmentFacts, bench: Bench) -> Iterator[Doubt]:
    """Firms and projects under way: running by now, still on the way, or given up?"""
    today = bench.as_of.isoformat()
    coming = [t for t in facts.ties if t.locality == "inside" and t.stage in ("building", "signed")]
    for ties in _by_firm(t for t in coming if t.activity == facts.filled_by).values():
        answers = tuple(
            _with_ties(facts, {t.edge_id: replace(t, stage=stage, known_on=today) for t in ties})
            for stage in ("operating", "building", "closed")
        )
        yield Doubt(f"{ties[0].name}现在到哪一步", "进展", answers, ties[0].name)
    stages = bench.rules.project_stages
    for project in facts.projects:
        if project.stage in (*stages.ended, *stages.running):
            continue
        outcomes = (stages.running[0], stages.coming[-1], stages.ended[-1])
        answers = tuple(
            _with_project(facts, replace(project, stage=s, stage_on=today, known_on=today)) for s in outcomes
        )
        yield Doubt(f"{project.name}现在到哪一步", "进展", answers, project.name)


def _whether(facts: SegmentFacts, bench: Bench) -> Doubt:
    """Is there anybody here at all? A list or a complete survey says."""
    verb = bench.rules.words.activity[facts.filled_by]
    today, proof = bench.as_of.isoformat(), bench.rules.state.surveys_that_prove[-1]
    none = Survey("asked", bench.place, own=True, method=proof, searches=0, found="no", surveyed_on=today)
    one = Tie(
        edge_id="asked", firm="asked", name="", segment=facts.id, at=None, place="", locality="inside", in_city=True,
        activity=facts.filled_by, stage="operating", basis="declared", head="asked", known_on=today,
    )  # fmt: skip
    return Doubt(
        f"{bench.place}有没有{verb}{facts.name}的企业(名录或全面摸排)",
        "摸排",
        (replace(facts, surveys=(*facts.surveys, none)), replace(facts, ties=(*facts.ties, one))),
    )


def _by_firm(ties: Iterable[Tie]) -> dict[tuple[str, str], list[Tie]]:
    """Ties by firm and by the place they are known at: one question each."""
    grouped: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        grouped.setdefault((tie.firm, tie.place), []).append(tie)
    return grouped


def _with_ties(facts: SegmentFacts, changed: dict[str, Tie]) -> SegmentFacts:
    return replace(facts, ties=tuple(changed.get(t.edge_id, t) for t in facts.ties))


def _with_project(facts: SegmentFacts, changed: ProjectHere) -> SegmentFacts:
    same = (changed.edge_id, changed.firm)
    return replace(facts, projects=tuple(changed if (p.edge_id, p.firm) == same else p for p in facts.projects))
