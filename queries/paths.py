"""How are two firms connected: by which shortest chain of supply, investment, family and membership?

两家企业之间有什么关系:供货、投资、母子公司、平台成员一步步连起来,最短几步,每一步凭什么来源?
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pydantic import Field

from graph import schema
from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import firm_ties, lookup
from queries.methods.answer import Answer, Line, stamped
from queries.methods.connect import Thing, Ways, connect
from queries.methods.grades import grade_of

CYPHER = ";\n".join(
    (*(c for those in firm_ties.OPENS.values() for c in those), *firm_ties.WEIGHS.values(), *firm_ties.DETAIL.values())
)

MOST_STEPS = 8
MOST_WAYS = 20
MOST_TIES = 200_000
"""Neither side is opened when more ties than that would have to be read at one step."""


class Way(Line):
    """One shortest way between the two firms, as a sentence."""

    number: int = Field(title="序号")
    steps: int = Field(title="步数")
    said: str = Field(title="怎样相连")
    grade: str = Field(title="最弱一步的证据等级")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Tie(Line):
    """One tie on a way."""

    number: int = Field(title="序号")
    step: int = Field(title="第几步")
    subject: str = Field(title="主体")
    tie: str = Field(title="关系")
    object: str = Field(title="对象")
    detail: str = Field(title="内容")
    basis: str = Field(title="依据类型")
    grade: str = Field(title="证据等级")
    since: str | None = Field(title="起始")
    known_on: str | None = Field(title="发布日期")
    source_url: str | None = Field(title="来源")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Paths(Answer):
    """The shortest ways between two firms, each step with the page that says so."""

    firm: str = Field(title="企业编号")
    name: str = Field(title="企业")
    other: str = Field(title="另一企业编号")
    other_name: str = Field(title="另一企业")
    steps: int = Field(title="最多几步")
    length: int | None = Field(title="最短步数")
    n_ways: int = Field(title="最短的路有几条")
    ways: tuple[Way, ...] = Field(title="最短的路")
    ties: tuple[Tie, ...] = Field(title="每一步")


def ask(view: View, *, firm: str, other: str, steps: int = 4) -> Paths:
    """All shortest ways between two firms, at most `steps` long; ties are followed either way."""
    if not 1 <= steps <= MOST_STEPS:
        raise QuestionError(f"--steps {steps}:不在 1–{MOST_STEPS} 之间;请写这个范围内的步数")
    one, two = lookup.firm(view, firm), lookup.firm(view, other)
    if one == two:
        raise QuestionError(f"{firm} 与 {other}:是同一家企业;请写两家不同的企业")
    found = _connected(view, one, two, steps)
    things = {t for way in found.ways for t in way}
    rows, names = firm_ties.between(view, things), firm_ties.names(view, things)
    ties = tuple(t for i, way in enumerate(found.ways, 1) for t in _ties(i, way, rows))
    ways = tuple(_way(i, way, rows, names) for i, way in enumerate(found.ways, 1))
    return Paths(
        **stamped(view),
        n=found.n_ways,
        not_known=_not_known(found, steps),
        evidence=tuple(dict.fromkeys(e for t in ties for e in t.evidence)),
        firm=one,
        name=lookup.firm_name(view, one),
        other=two,
        other_name=lookup.firm_name(view, two),
        steps=steps,
        length=found.length,
        n_ways=found.n_ways,
        ways=ways,
        ties=ties,
    )


def _connected(view: View, one: str, two: str, steps: int) -> Ways:
    return connect(
        (Thing("Firm", one), Thing("Firm", two)),
        lambda things: firm_ties.opened(view, things),
        lambda things: firm_ties.weighed(view, things),
        {"steps": steps, "ways": MOST_WAYS, "ties": MOST_TIES},
    )


Joined = Mapping[frozenset[str], Sequence[Row]]


def _steps(way: Sequence[Thing], rows: Joined) -> Iterator[tuple[int, Thing, Thing, Sequence[Row]]]:
    for step, (one, two) in enumerate(pairwise(way), 1):
        yield step, one, two, rows.get(frozenset((one.id, two.id)), ())


def _ties(number: int, way: Sequence[Thing], rows: Joined) -> Iterator[Tie]:
    for step, _, _, said in _steps(way, rows):
        for row in said:
            yield Tie(
                number=number,
                step=step,
                subject=row["subject_name"] or row["subject"],
                tie=schema.kind(row["kind"]).title,
                object=row["object_name"] or row["object"],
                detail=_detail(row),
                basis=row["basis"] or "declared",
                grade=grade_of(row["n_sources"] or 0, row["source_url"], row["basis"]),
                since=row["since"],
                known_on=row["known_on"],
                source_url=row["source_url"],
                evidence=(row["edge_id"],),
            )


def _detail(row: Row) -> str:
    """What the tie is about: product or segment, round and date, role."""
    return " ".join(
        str(v)
        for v in (row["product"] or row["segment"], row["funding_round"], row["invested_on"], row["member_role"])
        if v
    )


def _way(number: int, way: Sequence[Thing], rows: Joined, names: Mapping[str, str]) -> Way:
    said, grades, edges = [names.get(way[0].id, way[0].id)], [], []
    for _, one, two, ties in _steps(way, rows):
        said.append(f"{_arrow(one, ties)} {names.get(two.id, two.id)}")
        grades.append(min((grade_of(r["n_sources"] or 0, r["source_url"], r["basis"]) for r in ties), default="C"))
        edges += [r["edge_id"] for r in ties]
    return Way(number=number, steps=len(way) - 1, said=" ".join(said), grade=max(grades), evidence=tuple(edges))


def _arrow(near: Thing, ties: Sequence[Row]) -> str:
    """The ties of one step as an arrow, each kind once: —供货→ along, ←供货— against."""
    words = dict.fromkeys((schema.kind(r["kind"]).title, r["subject"] == near.id) for r in ties)
    return "、".join(f"—{word}→" if along else f"←{word}—" for word, along in words)


def _not_known(found: Ways, steps: int) -> tuple[str, ...]:
    if found.length is None:
        if found.is_cut:
            return (f"{found.looked}步以内库中没有记录相连;再远的关系太多未查,不等于没有关系",)
        return (f"{steps}步以内库中没有记录这两家企业相连,不等于没有关系",)
    said = ["只列最短的路;更长的路未列"]
    if found.n_ways > len(found.ways):
        said.append(f"最短的路共{found.n_ways}条,只列{len(found.ways)}条")
    return tuple(said)
