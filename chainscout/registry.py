"""Which questions and pages are there? The folder is the registry; the signature is the form."""

import ast
import importlib
import inspect
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from types import ModuleType
from typing import Any

from graph.errors import QuestionError

VALUED = ("--home", "--store", "--out")
"""Options every command has that a value follows; what stands behind another option may be its value."""
PLAIN = ("--json", "--csv", "--cypher", "-h", "--help")


@dataclass(frozen=True)
class Entry:
    """A question or page: its name, its sentence, the functions it offers."""

    name: str
    module: str
    says: str
    offers: tuple[str, ...]

    def load(self) -> ModuleType:
        """Import it."""
        return importlib.import_module(self.module)


@dataclass(frozen=True)
class Option:
    """A keyword-only parameter of a question or page."""

    name: str
    type: type
    many: bool
    default: Any
    required: bool
    allowed: tuple[str, ...] = ()


def questions() -> dict[str, Entry]:
    """The questions by name: modules of `queries` with an `ask`."""
    return _entries("queries", ("ask",))


def pages() -> dict[str, Entry]:
    """The pages and workbooks by name: modules of `visualizations` with a `page`, a `document` or a `workbook`."""
    return _entries("visualizations", ("page", "document", "workbook"))


def _entries(package: str, verbs: Sequence[str]) -> dict[str, Entry]:
    """Read without importing: help must be quick."""
    found = {}
    for file in sorted(files(package).iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".py") or file.name.startswith("_"):
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        offers = tuple(n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name in verbs)
        if offers:
            stem = file.name.removesuffix(".py")
            name = stem.replace("_", "-")
            found[name] = Entry(name, f"{package}.{stem}", ast.get_docstring(tree) or "", offers)
    return found


def asked(words: Sequence[str], command: str, entries: Mapping[str, Entry], noun: str) -> Entry | None:
    """The entry a command line names, before its options are known; QuestionError for a name there is none of."""
    named = next((entries[w.replace("_", "-")] for w in words if w.replace("_", "-") in entries), None)
    if named or command not in words:
        return named
    rest = iter(words[words.index(command) + 1 :])
    for word in rest:
        if not word.startswith("-"):
            return pick(word, entries, noun)
        if word in VALUED:
            next(rest, None)
        elif word not in PLAIN:
            return None
    return None


def pick(name: str, entries: Mapping[str, Entry], noun: str) -> Entry:
    """The entry of that name; QuestionError offers the nearest ones."""
    wanted = name.replace("_", "-")
    if wanted in entries:
        return entries[wanted]
    near = get_close_matches(wanted.lower(), entries, 3, 0.5) or _saying(name, entries)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(entries)}"
    raise QuestionError(f"{noun} {name}: there is none of that name; {hint}")


def _saying(word: str, entries: Mapping[str, Entry]) -> list[str]:
    """The entries whose sentence holds a Chinese word."""
    return [] if word.isascii() else [e.name for e in entries.values() if word in e.says][:5]


def options(function: Callable[..., Any]) -> list[Option]:
    """The keyword-only parameters of `ask` or `page`.

    >>> def ask(view, *, chain: str, n: int = 3, places: tuple[str, ...] = ("甲市",)): ...
    >>> [(o.name, o.type.__name__, o.many, o.required) for o in options(ask)]
    [('chain', 'str', False, True), ('n', 'int', False, False), ('places', 'str', True, False)]
    """
    hints = typing.get_type_hints(function)
    parameters = inspect.signature(function).parameters.values()
    return [_option(p, hints.get(p.name, str)) for p in parameters if p.kind is p.KEYWORD_ONLY]


def _option(parameter: inspect.Parameter, hint: Any) -> Option:
    empty = parameter.default is parameter.empty
    plain = _plain(hint)
    many = typing.get_origin(plain) in (tuple, list, set, frozenset, Sequence)
    if typing.get_origin(plain) is Sequence or many:
        plain = _plain(typing.get_args(plain)[0])
    allowed: tuple[str, ...] = ()
    if typing.get_origin(plain) is typing.Literal:
        allowed = tuple(str(a) for a in typing.get_args(plain))
        plain = str
    default = None if empty else parameter.default
    return Option(parameter.name, plain, many, default, empty, allowed)


def _plain(hint: Any) -> Any:
    """`X | None` and aliases are X."""
    if isinstance(hint, typing.TypeAliasType):
        hint = hint.__value__
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
    return hint if not isinstance(hint, typing.TypeAliasType) else hint.__value__
