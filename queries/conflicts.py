"""Where do sources contradict each other: on which field, who says what when, what counts and by which rule?

来源之间哪里说法不一:某企业或某产业链的哪条关系、哪个字段,各家各日怎么说,采用了哪个、按什么规则?
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from graph import schema
from graph.errors import QuestionError
from graph.model.change import Row, View
from queries.methods import lookup
from queries.methods.answer import WORDS, Answer, Line, stamped
from queries.methods.disagreement import CONTRADICTION, Disagreement, Voice, disagreements

CHAIN_TIES = """
UNWIND $segments AS segment
MATCH (b:Segment {id: segment})<-[e:OPERATES_IN|FEEDS|FILLS]-(a)
RETURN e.edge_id AS id, a.id AS subject
"""

IN_FULL = tuple(
    f"""
UNWIND $subjects AS subject
MATCH (a:{label} {{id: subject}})-[e:{kind}]->(b:Segment)
RETURN e.edge_id AS id, type(e) AS kind, a.name AS subject, b.name AS object, properties(e) AS chosen
"""
    for label, kind in (("Firm", "OPERATES_IN"), ("Segment", "FEEDS"), ("Project", "FILLS"))
)

CHAIN_PROJECTS = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})<-[:FILLS]-(a:Project)
RETURN DISTINCT a.id AS id, 'Project' AS kind, a.name AS subject, '' AS object, properties(a) AS chosen
"""

FIRM_NODE = """
MATCH (a:Firm {id: $firm})
RETURN a.id AS id, 'Firm' AS kind, a.name AS subject, '' AS object, properties(a) AS chosen
"""

FIRM_TIES = """
MATCH (a:Firm {id: $firm})-[e]->(b)
RETURN e.edge_id AS id, type(e) AS kind, a.name AS subject, b.name AS object, properties(e) AS chosen
"""

FIRM_TIES_IN = """
MATCH (b:Firm {id: $firm})<-[e]-(a)
RETURN e.edge_id AS id, type(e) AS kind, a.name AS subject, b.name AS object, properties(e) AS chosen
"""

FIRM_PROJECTS = """
MATCH (f:Firm {id: $firm})-[:RUNS]->(a:Project)
RETURN DISTINCT a.id AS id, 'Project' AS kind, a.name AS subject, '' AS object, properties(a) AS chosen
"""

OF_CHAIN = (CHAIN_TIES, *IN_FULL, CHAIN_PROJECTS)
OF_FIRM = (FIRM_NODE, FIRM_TIES, FIRM_TIES_IN, FIRM_PROJECTS)

CYPHER = ";\n".join((*OF_CHAIN, *OF_FIRM))

SEGMENT_IDS = "UNWIND $chains AS chain MATCH (c:Chain {id: chain})<-[:PART_OF]-(s:Segment) RETURN s.id AS id"


class Conflict(Line):
    """One field on which sources differ."""

    about: str = Field(title="关系或对象编号")
    says: str = Field(title="关系或对象")
    field: str = Field(title="字段代码")
    field_title: str = Field(title="字段")
    nature: str = Field(title="性质")
    chosen: str | None = Field(title="采用")
    rule: str = Field(title="按什么规则")
    values: tuple[str, ...] = Field(title="各种说法")
    n_publishers: int = Field(title="发布者数")
    evidence: tuple[str, ...] = Field(title="依据编号")


class Said(Line):
    """What one source says of it."""

    says: str = Field(title="关系或对象")
    field_title: str = Field(title="字段")
    value: str = Field(title="说法")
    is_chosen: bool = Field(title="已采用")
    publisher: str | None = Field(title="发布者")
    published_on: str | None = Field(title="发布日期")
    since: str | None = Field(title="起始")
    basis: str | None = Field(title="依据类型")
    address: str | None = Field(title="地址")
    claim_id: str | None = Field(title="断言编号")


class Conflicts(Answer):
    """Fields on which the sources of one firm or one chain differ; contradictions before changes over time."""

    asked: str = Field(title="问及")
    n_checked: int = Field(title="查过的关系和对象数")
    n_contradictions: int = Field(title="说法矛盾数")
    conflicts: tuple[Conflict, ...] = Field(title="说法不一之处")
    voices: tuple[Said, ...] = Field(title="各来源怎么说")


def ask(view: View, *, firm: str = "", chain: str = "") -> Conflicts:
    """The disagreements behind a firm, its ties and projects, or behind the ties and projects of a chain."""
    if bool(firm) == bool(chain):
        raise QuestionError("说法不一:要写 --firm 或 --chain,且只写其一;请写如 --chain 新型显示")
    asked = _of_firm(view, lookup.firm(view, firm)) if firm else _of_chain(view, chain)
    things = asked.things
    found = disagreements(asked.claims, {i: r["chosen"] or {} for i, r in things.items()})
    words = _words(view)
    ordered = sorted(found, key=lambda d: (d.nature != CONTRADICTION, _says(things[d.about]), d.field, d.about))
    return Conflicts(
        **stamped(view),
        n=len(found),
        not_known=_not_known(found, is_told=asked.is_told),
        evidence=tuple(dict.fromkeys(d.about for d in ordered)),
        asked=asked.name,
        n_checked=asked.n,
        n_contradictions=sum(d.nature == CONTRADICTION for d in found),
        conflicts=tuple(_conflict(d, things[d.about], words) for d in ordered),
        voices=tuple(_said(v, d, things[d.about], words) for d in ordered for v in d.voices),
    )


@dataclass(frozen=True)
class _Asked:
    """What was asked for: how many ties and nodes it has, those that may be disagreed on, and the claims behind these."""

    name: str
    n: int
    things: Mapping[str, Row]
    claims: Sequence[Row]
    is_told: bool


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {r["id"]: r for r in sorted(rows, key=lambda r: str(r["id"])) if r["id"]}


def _of_firm(view: View, firm: str) -> _Asked:
    """A firm, its ties either way, and its projects."""
    things = _by_id(r for c in OF_FIRM for r in view.rows(c, {"firm": firm}))
    claims = view.evidence(list(things))
    return _Asked(lookup.firm_name(view, firm), len(things), things, claims, bool(claims))


def _of_chain(view: View, chain: str) -> _Asked:
    """The ties of a chain's segments and its projects; of hundreds of thousands only those of which two claims speak."""
    segments = sorted(r["id"] for r in view.rows(SEGMENT_IDS, {"chains": list(lookup.chains(view, chain))}))
    ties = {r["id"]: r["subject"] for r in view.rows(CHAIN_TIES, {"segments": segments}) if r["id"]}
    projects = _by_id(view.rows(CHAIN_PROJECTS, {"segments": segments}))
    every = sorted({*ties, *projects})
    claims = view.evidence(every, least=2)
    told = {c["id"] for c in claims}
    subjects = sorted({ties[i] for i in told & ties.keys()})
    in_full = _by_id(r for c in IN_FULL for r in view.rows(c, {"subjects": subjects}) if r["id"] in told)
    name = lookup.chain_names(view)[lookup.chain(view, chain)]
    return _Asked(name, len(every), in_full | projects, claims, bool(claims or view.evidence(every)))


Words = Mapping[str, Mapping[str, str]]


def _words(view: View) -> Words:
    """Chinese words of coded values; the rule file's own win."""
    own = view.rules.get("words", {})
    return {field: {**WORDS.get(field, {}), **own.get(field, {})} for field in {*WORDS, *own}}


def _says(thing: Row) -> str:
    title = schema.kind(thing["kind"]).title
    subject, other = thing["subject"] or thing["id"], thing["object"]
    return f"{subject} {title} {other}" if other else f"{title} {subject}"


def _conflict(one: Disagreement, thing: Row, words: Words) -> Conflict:
    return Conflict(
        about=one.about,
        says=_says(thing),
        field=one.field,
        field_title=_title(thing, one.field),
        nature=one.nature,
        chosen=None if one.chosen is None else _word(one.field, one.chosen, words),
        rule=one.rule,
        values=tuple(_value(v, one, words) for v in one.values),
        n_publishers=len({v.house for v in one.voices}),
        evidence=(one.about,),
    )


def _title(thing: Row, field: str) -> str:
    return schema.fields(thing["kind"])[field].title


def _word(field: str, value: str, words: Words) -> str:
    return words.get(field, {}).get(value, value)


def _value(value: str, one: Disagreement, words: Words) -> str:
    """A value with who says so and when: `在营(虚构日报 2024-01-01)`."""
    said = (v for v in one.voices if v.value == value)
    who = dict.fromkeys(f"{v.house or '发布者不明'} {v.row.get('published_on') or '未注日期'}" for v in said)
    return f"{_word(one.field, value, words)}({'、'.join(who)})"


def _said(voice: Voice, one: Disagreement, thing: Row, words: Words) -> Said:
    row = voice.row
    plain = {f: row.get(f) for f in ("publisher", "published_on", "since", "basis", "address", "claim_id")}
    return Said(
        says=_says(thing),
        field_title=_title(thing, one.field),
        value=_word(one.field, voice.value, words),
        is_chosen=voice.value == one.chosen,
        **{f: None if v is None else str(v) for f, v in plain.items()},
    )


def _not_known(found: Sequence[Disagreement], *, is_told: bool) -> tuple[str, ...]:
    said = ["只比较同一关系或对象的同一字段;名称、产品清单和备注可以并存,不算不一"]
    if not is_told:
        said.append("库中没有记录可比较的断言,不等于没有矛盾")
    elif not found:
        said.append("现有断言没有说法不一之处;只有一个来源的无从比较")
    undated = sum(not v.row.get("published_on") for d in found for v in d.voices)
    if undated:
        said.append(f"{undated}种说法的出处未注发布日期,先后难定")
    return tuple(said)
