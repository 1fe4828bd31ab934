"""chainscout: which links of an industry chain a place lacks, who could fill them, on what evidence.

产业链补链强链:一个地方缺哪些环节、谁能补、凭什么这么说。
"""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import ModuleType
from typing import NoReturn

from chainscout import commands, logs, outcome
from chainscout.boundary import USAGE, Boundary, say
from chainscout.settings import STORES, settings


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line: place first, way out last."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and how to see what is allowed."""
        self.exit(USAGE, f"{self.prog}: {message}; see `{self.prog} --help`\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    with Boundary() as boundary:
        args = _parsed(words)
        chosen = settings(args.home, store=args.store)
        logs.start(chosen.home)
        result: outcome.Outcome = args.module.run(args, chosen)
        form = "json" if args.json else "csv" if getattr(args, "csv", False) else "text"
        outcome.write(result, form=form)
        boundary.code = result.code
    return boundary.code


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    found = {m.name.removesuffix("_"): m.name for m in pkgutil.iter_modules(commands.__path__)}
    chosen = next((w for w in words if w in found), None)
    if chosen is None:
        _refuse_unknown(words, found)
    parser = Parser("chainscout", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=_version())
    _shared(parser, absent=None, json=False)
    below = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for name in [chosen] if chosen else found:
        one = _command(below, name, _module(found[name]), words)
    args, rest = parser.parse_known_args(words)
    if rest:
        _refuse_rest(one, rest)
    return args


def _command(
    below: "argparse._SubParsersAction[Parser]", name: str, module: ModuleType, words: Sequence[str]
) -> Parser:
    text = (module.__doc__ or "").strip()
    wide = argparse.RawDescriptionHelpFormatter
    one = below.add_parser(name, help=text.partition("\n")[0], description=text, formatter_class=wide)
    _shared(one, absent=argparse.SUPPRESS, json=argparse.SUPPRESS)
    one.set_defaults(module=module)
    module.options(one, words)
    return one


def _shared(parser: Parser, absent: str | None, json: bool | str) -> None:
    """Options every command has, before or after its name."""
    parser.add_argument(
        "--home", metavar="FOLDER", default=absent, help="where everything is kept (CHAINSCOUT_HOME; ./chainscout-data)"
    )
    parser.add_argument(
        "--store",
        choices=STORES,
        default=absent,
        help="where the graph is: the home's own, or a server (CHAINSCOUT_STORE)",
    )
    parser.add_argument("--json", action="store_true", default=json, help="print JSON instead of text")


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"chainscout.commands.{name}")


def _refuse_unknown(words: Sequence[str], known: Mapping[str, str]) -> None:
    """A command nobody knows gets the nearest one offered."""
    first = next((w for w in words if not w.startswith("-")), None)
    if first and not {"-h", "--help", "--version"} & set(words):
        near = get_close_matches(first, known, 2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known)}"
        raise SystemExit(say(f"chainscout {first}: no such command; {hint}", USAGE))


def _refuse_rest(parser: Parser, rest: Sequence[str]) -> None:
    """An option nobody knows gets the nearest one offered."""
    known = [option for action in parser._actions for option in action.option_strings if option.startswith("--")]
    near = get_close_matches(rest[0].partition("=")[0], known, 1)
    hint = f"did you mean {near[0]}? " if near else ""
    if not rest[0].startswith("-"):
        hint = f"a value stands behind its option, as in --chain {rest[0]}; "
    raise SystemExit(say(f"{parser.prog}: {rest[0]} is not understood; {hint}see `{parser.prog} --help`", USAGE))


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"chainscout {version('chainscout')}"
    except PackageNotFoundError:
        return "chainscout, not installed"
