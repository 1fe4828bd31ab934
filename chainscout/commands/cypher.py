"""Ask the graph in Cypher, reading only: a query, a saved one, or one from stdin.

`chainscout cypher` lists the saved queries; the home's folder `cypher` may hold your own (NAME.cypher).
`chainscout cypher "MATCH (c:Chain {id: $c}) RETURN c.name" --param c=display` runs one; `-` reads it from stdin.
JSON: {"cypher", "saved": name or null, "parameters": {…}, "columns": […], "rows": [{column: value}], "n", "more": "", "rows" or "bytes",
"seconds", "as_of", "known_on", "ledger", "synthetic": n, "hints": [what of the query the graph does not know]}; without a query {"saved": [{name, says, says_en, parameters: {name: {default, says}}, own}]}
"""

import argparse
import csv
import io
import json
import math
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings
from graph.errors import CypherError

if TYPE_CHECKING:
    from chainscout.saved import Saved
    from graph.stores.limits import Found

ROWS, SECONDS, MEMORY_MB = 1_000, 10.0, 1_024
"""What holds where nobody says otherwise."""


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # every command has the same two
    """The query or a saved one, parameters, limits, the way to print."""
    add = parser.add_argument
    add("query", nargs="?", metavar="CYPHER", help="the query; - reads it from stdin; none: list the saved ones")
    add("--saved", metavar="NAME", help="run a saved query")
    add("--show", action="store_true", help="print the saved query instead of running it, ready for Neo4j Browser")
    add(
        "--param",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="a parameter: k=3, k=true, k=[…] or {…} as JSON, else text",
    )
    add("--rows", type=int, default=ROWS, help=f"at most so many rows (default {ROWS:,}, up to 100,000)")
    add("--seconds", type=float, default=SECONDS, help=f"at most so long (default {SECONDS:g}, up to 300)")
    add(
        "--memory",
        type=int,
        default=MEMORY_MB,
        metavar="MB",
        help=f"at most so much memory, beside what the graph itself takes (default {MEMORY_MB:,})",
    )
    add("--csv", action="store_true", help="print the rows as CSV")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """List the saved queries, show one, or run one."""
    from chainscout import saved

    known = saved.saved(settings.home)
    chosen = saved.pick(args.saved, known) if args.saved else None
    if chosen and args.query:
        raise CypherError("cypher: a query and --saved were given; leave one of them out")
    text = chosen.cypher if chosen else _text(args.query)
    if text is None:
        return _listed(list(known.values()))
    defaults = chosen.defaults if chosen else {}
    params = {**defaults, **parameters(args.param, defaults)}
    if args.show:
        return Outcome(
            {"cypher": text, "parameters": params}, [f":params {json.dumps(params, ensure_ascii=False)};", text]
        )
    found = _run(text, params, args, settings)
    stamp = {n: getattr(found.stamp, n) for n in ("as_of", "known_on", "ledger", "synthetic")}
    about = {"cypher": text, "saved": chosen.name if chosen else None, "parameters": params}
    value = {**about, "columns": list(found.columns), "rows": list(found.rows), "n": len(found.rows), "more": found.more,
             "seconds": round(found.seconds, 4), **stamp}  # fmt: skip
    hints = _hints(text, found, params, settings, is_saved=chosen is not None)
    for hint in hints if args.csv else ():
        sys.stderr.write(f"warning: {hint}\n")
    return Outcome(value | {"hints": hints}, _csv(found) if args.csv else [*_parts(found, chosen, params), *hints])


def _text(query: str | None) -> str | None:
    if query != "-":
        return query
    text = sys.stdin.read()
    if not text.strip():
        raise CypherError(
            "stdin: holds no query; write one, like echo 'MATCH (c:Chain) RETURN c.name' | chainscout cypher -"
        )
    return text


def parameters(given: Sequence[str], defaults: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Parameters as typed: JSON where it is a number, true, false, null, a list or a map, else text.

    What a saved query has as text stays text: a division's code is no number.

    >>> parameters(["n=3", "place=厦门市", 'ids=["a", "b"]', "code=007", 'year="2024"'])
    {'n': 3, 'place': '厦门市', 'ids': ['a', 'b'], 'code': '007', 'year': '2024'}
    >>> parameters(["place=350200"], {"place": "厦门市"})
    {'place': '350200'}
    """
    found: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        name = name.strip().lstrip("$")
        if not equals or not name:
            raise CypherError(f"--param {one}: has no name or no value; write it like --param chain=display")
        is_text = isinstance((defaults or {}).get(name), str) and not value.startswith('"')
        found[name] = value if is_text else _value(name, value)
    return found


def _value(name: str, text: str) -> Any:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        if text.lstrip()[:1] in ("[", "{", '"'):
            raise CypherError(
                f'--param {name}: begins like JSON and is none; write it like {name}=\'["a", "b"]\''
            ) from None
        return text
    return text if isinstance(found, float) and not math.isfinite(found) else found


def _run(text: str, params: Mapping[str, Any], args: argparse.Namespace, settings: Settings) -> "Found":
    from chainscout.credentials import server
    from graph.cypher.guard import check
    from graph.ledger.home import check as check_home
    from graph.stores.console import Console
    from graph.stores.limits import Limits

    limits = Limits(seconds=args.seconds, rows=args.rows, memory_mb=args.memory)
    unused = [name for name in parameters(args.param) if name not in check(text, params).parameters]
    if unused:
        raise CypherError(f"--param {unused[0]}: the query has no ${unused[0]}; correct the name, or leave it out")
    check_home(settings.home)
    with Console.of(settings.home, server(settings), limits) as console:
        return console.run(text, params)


def _hints(text: str, found: "Found", params: Mapping[str, Any], settings: Settings, *, is_saved: bool) -> list[str]:
    """What the graph does not know of the query; and, where a saved one gives nothing, of the names it was given."""
    from chainscout.hints import strangers, unheard_of
    from chainscout.views import opened

    unknown = strangers(text, params)
    if found.rows or not is_saved:
        return unknown
    with opened(settings) as view:
        return unknown + unheard_of(view, params)


def _parts(found: "Found", chosen: "Saved | None", params: Mapping[str, Any]) -> list[str | Table]:
    from chainscout.cells import cell
    from queries.methods.answer import watermark

    head = []
    if chosen:
        values = " · ".join(f"${name} = {value}" for name, value in params.items())
        head = [f"{chosen.says}{f'({values})' if values else ''}"]
    stamp = found.stamp
    told = f"{len(found.rows)} 行 · {found.seconds:.2f} 秒 · 截至 {stamp.as_of} · 已知截至 {stamp.known_on} · 台账版本 {stamp.ledger}"
    marks = [mark for mark in (watermark(stamp.synthetic), _cut(found)) if mark]
    rows = [[cell(value) for value in row.values()] for row in found.rows]
    return [*head, Table(found.columns, rows), told, *marks]


def _cut(found: "Found") -> str:
    """What a limit left out, said aloud."""
    ways = {"rows": "--rows N 可多取,或在查询里加 LIMIT", "bytes": "少返回几列,或加 LIMIT"}
    return f"还有更多,只取了前 {len(found.rows)} 行;{ways[found.more]}" if found.more else ""


def _csv(found: "Found") -> list[str]:
    """The rows as CSV; text that a spreadsheet would run as a formula gets an apostrophe, a number is one. What is
    invented leaves with its mark, as in the answer to a question.
    """
    from chainscout.cells import cell
    from queries.methods.answer import watermark

    if found.more:
        sys.stderr.write(f"warning: {_cut(found)}\n")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_harmless(name) for name in found.columns])
    writer.writerows([_harmless(cell(value)) for value in row.values()] for row in found.rows)
    mark = watermark(found.stamp.synthetic)
    return [out.getvalue().rstrip("\n"), *((mark,) if mark else ())]


def _harmless(value: Any) -> Any:
    from queries.methods.answer import FORMULA

    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _listed(known: Sequence["Saved"]) -> Outcome:
    rows = [[one.name, one.says, one.says_en, " ".join(f"${p}" for p in one.defaults)] for one in known]
    value = [
        {"name": one.name, "says": one.says, "says_en": one.says_en, "own": one.own,
         "parameters": {p: {"default": d, "says": one.words.get(p, "")} for p, d in one.defaults.items()}}
        for one in known
    ]  # fmt: skip
    way = 'chainscout cypher --saved NAME [--param k=v] runs one, --show prints it; chainscout cypher "MATCH …" runs your own'
    return Outcome({"saved": value}, [Table(["saved query", "说明", "what it gives", "parameters"], rows), way])
