"""What in a person's Cypher does the graph not know? A misspelled label gives no rows, which must not read as "none"."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graph import schema
from graph.cypher.tokens import Token, tokens
from graph.errors import QuestionError

if TYPE_CHECKING:
    from graph.model.change import View

EVERYWHERE = frozenset({"id", "edge_id", "n_sources", "source_url", "since", "until", "known_on", "basis"})
OPENING, CLOSING = "([{", ")]}"
LABEL, LABELLED = "label", "labelled"


def strangers(query: str, params: Mapping[str, Any] = MappingProxyType({})) -> list[str]:
    """Labels, types and properties of a query that no graph of ours has, each with the nearest one.

    What a query or its parameters name themselves is known: keys of maps, columns read again.

    >>> strangers("MATCH (f:Frim)-[:FEEDS|SUPPLYS*1..2]->(s:Segment {nmae: 'x'}) WHERE f.name IS NULL RETURN s {.name, x: 1}")
    ['Frim:图中没有这种标签或联系;相近的有 Firm', 'SUPPLYS:图中没有这种标签或联系;相近的有 SUPPLIES', 'nmae:图中没有这种属性;相近的有 name、names']
    >>> strangers("UNWIND $rows AS r RETURN r.foo", {"rows": [{"foo": 1}]})
    []
    >>> strangers("WITH {a: 1} AS m MATCH (f:Firm) RETURN m.a, collect(f {.name, b: [x IN f.names | x]})")
    []
    """
    found = tokens(query)
    kinds = {*schema.kinds(), "Projection"}
    fields = {
        f for kind in schema.describe() for f in (*(field["name"] for field in kind["fields"]), *kind["derived"])
    } | EVERYWHERE
    labels, matched, read, made = _named(found)
    made |= set(_keys(list(params.values())))
    unknown = [_said(n, kinds, "这种标签或联系") for n in labels if n not in kinds]
    unknown += [_said(n, fields, "这种属性") for n in matched if n not in fields]
    return unknown + [_said(n, fields, "这种属性") for n in read if n not in fields | made]


def _keys(value: Any) -> Iterator[str]:
    """The keys of all maps in a value."""
    if isinstance(value, Mapping):
        yield from map(str, value)
    for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _keys(inner)


def _named(found: list[Token]) -> tuple[list[str], list[str], list[str], set[str]]:
    """Labels and types; properties in patterns; properties read after a dot; keys the query makes itself."""
    labels: dict[str, None] = {}
    matched: dict[str, None] = {}
    read: dict[str, None] = {}
    made: set[str] = set()
    for before, word, after, frame in _placed(found):
        if frame == LABELLED and after == ":":
            matched[word] = None
        elif frame == "{" and after == ":":
            made.add(word)
        elif before == ".":
            read[word] = None
        elif before == LABEL:
            labels[word] = None
    return list(labels), list(matched), list(read), made


def _placed(found: list[Token]) -> Iterator[tuple[str, str, str, str]]:
    """Each name with what stands before it, after it, and the bracket it stands in.

    A label is a name behind a colon outside a map, or behind a bar and another label; braces behind one are its pattern's.
    """
    frames, was_label = [""], False
    marks = ["", *(t.text if t.kind == "mark" else "" for t in found), ""]
    for n, token in enumerate(found, 1):
        if token.kind in ("word", "quoted"):
            is_label = (marks[n - 1] == ":" and frames[-1] in ("", "(", "[")) or (marks[n - 1] == "|" and was_label)
            yield LABEL if is_label else marks[n - 1], token.text, marks[n + 1], frames[-1]
            was_label = is_label
        elif token.text in OPENING:
            frames.append(LABELLED if token.text == "{" and was_label and found[n - 2].kind != "mark" else token.text)
        elif token.text in CLOSING:
            frames = frames[:-1] or [""]


def _said(name: str, known: Iterable[str], what: str) -> str:
    by_lower = {k.lower(): k for k in known}
    near = get_close_matches(name.lower(), sorted(by_lower), 2, 0.6)
    offered = f"相近的有 {'、'.join(by_lower[n] for n in near)}" if near else "见 chainscout schema"
    return f"{name}:图中没有{what};{offered}"


def unheard_of(view: "View", params: Mapping[str, Any]) -> list[str]:
    """Which of the names handed in does the graph not hold? Asked where a saved query gives no rows."""
    from queries.methods import lookup

    said = []
    for name, look in (
        ("chain", lookup.chain),
        ("place", lookup.place),
        ("segment", lookup.segment),
        ("firm", lookup.firm),
    ):
        if isinstance(params.get(name), str):
            try:
                look(view, params[name])
            except QuestionError as refusal:
                said.append(str(refusal))
    return said
