"""Ask a question of the graph: a table, JSON, CSV, or the Cypher it rests on.

`chainscout ask` lists the questions; `chainscout ask NAME --help` shows what one of them takes.
JSON: {"question": name, "asked": {option: value}, "answer": {…the answer's own fields, with as_of, known_on, ledger, rules, n, not_known, evidence}}
"""

import argparse
from collections.abc import Sequence

from chainscout import registry
from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """NAME, the ways to print, and the options of the question that is named."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the question; none: list them")
    parser.add_argument("--csv", action="store_true", help="print the rows as CSV")
    parser.add_argument("--cypher", action="store_true", help="print the Cypher, ready for Neo4j Browser")
    entry = registry.asked(words, "ask", registry.questions(), "question")
    if entry:
        from chainscout import form

        parser.description = f"{entry.says}\n"
        form.add(parser.add_argument_group("this question"), entry, "ask")  # type: ignore[arg-type]


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """List the questions, or answer one."""
    found = registry.questions()
    if args.name is None:
        return _listed(found)
    entry = registry.pick(args.name, found, "question")
    if args.cypher:
        return _cypher(args, entry, settings)
    from chainscout import answers, form
    from chainscout.views import opened

    asked = form.given(args, entry, "ask", settings)
    with opened(settings) as view:
        answer = entry.load().ask(view, **asked)
        words = view.rules.get("words", {})
    value = {"question": entry.name, "asked": asked, "answer": answer.model_dump(mode="json")}
    return Outcome(value, answers.as_csv(answer, words) if args.csv else answers.parts(answer, words))


def _listed(found: dict[str, registry.Entry]) -> Outcome:
    rows = [[e.name, *[line.strip() for line in e.says.split("\n\n", 1)]][:3] for e in found.values()]
    table = Table(["question", "what it answers", "问题"], [[*r, ""][:3] for r in rows])
    value = {"questions": [{"name": e.name, "says": e.says} for e in found.values()]}
    return Outcome(value, [table, "chainscout ask NAME --help shows what a question takes"])


def _cypher(args: argparse.Namespace, entry: registry.Entry, settings: Settings) -> Outcome:
    """The queries with the parameters they were run with where the graph is there, else the query alone."""
    from chainscout import form
    from chainscout.views import recorded
    from graph.errors import ChainscoutError

    module = entry.load()
    try:
        queries = recorded(settings, module.ask, form.given(args, entry, "ask", settings))
    except ChainscoutError:
        queries = []
    shown = queries or [(module.CYPHER, {})]
    value = {"question": entry.name, "queries": [{"cypher": c, "parameters": p} for c, p in shown]}
    return Outcome(value, [_browser(c, p) for c, p in shown])


def _browser(cypher: str, parameters: dict[str, object]) -> str:
    import json

    head = f":params {json.dumps(parameters, ensure_ascii=False, default=str)};\n" if parameters else ""
    return f"{head}{cypher.strip().rstrip(';')};\n"
