"""A workbook to fill in and load: headings with notes, drop-downs, one example row; 摸排任务单 with the questions to ask.

`chainscout template` lists the templates; `chainscout template NAME > NAME.xlsx` writes one, or --out FILE. Chains, segments
and places of the home are offered in drop-downs. An example row that is left in is not loaded.
`chainscout template 摸排任务单 --chain NAME` is the form of the questions whose answers settle most judgements.
JSON: {"templates": [{name, loader, says, needed: [heading], any_of: [heading], columns: [heading]}]} or, with --out,
{"template": name, "files": [{"path": path, "bytes": number}]}
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings

if TYPE_CHECKING:
    from chainscout.template import Filled
    from loaders._known import Known
    from loaders._template import Template

FORM = "摸排任务单"
ENDING = ".xlsx"


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # one form for all commands
    """NAME, where to, and for the form of questions a chain and a place."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the template; none: list them")
    parser.add_argument("--out", metavar="FILE", help="where to write it (default: standard output)")
    parser.add_argument("--chain", metavar="CHAIN", help=f"{FORM}: the chain to ask about")
    parser.add_argument("--place", metavar="PLACE", help=f"{FORM}: the place to ask about (default: the home's)")
    parser.add_argument("--limit", metavar="N", type=int, default=10, help=f"{FORM}: how many questions (default: 10)")


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """List the templates, or write one."""
    from chainscout import template
    from loaders._template import Names, templates

    known = _known(settings.home)
    found = templates(Names.of(known) if known else None)
    if args.name is None:
        return _listed(found.values())
    chosen = _picked(args.name, found)
    _refuse(args, chosen.name)
    names = template.lists(known) if known else template.Lists()
    filled = _questions(args, settings) if args.chain else None
    return _written(template.workbook(chosen, names, filled), chosen.name, args.out)


def _questions(args: argparse.Namespace, settings: Settings) -> "Filled":
    """The questions of a chain at a place as rows of the form."""
    from chainscout import survey_form
    from chainscout.views import opened

    with opened(settings) as view:
        return survey_form.filled(view, chain=args.chain, place=args.place or settings.place, limit=args.limit)


def _known(home: Path) -> "Known | None":
    """What the home knows of chains, segments and places; nothing where there is no home yet."""
    if not (home / "ledger").exists():
        return None
    from chainscout.reference import reference
    from graph.ledger import Ledger

    return reference(Ledger.open(home).pin()).known


def _listed(found: "Iterable[Template]") -> Outcome:
    rows: list[list[Any]] = []
    value = []
    for one in found:
        needed = [s.heading for s in one.slots if s.is_needed]
        columns = [s.heading for s in one.slots]
        rows.append([one.name, "、".join(needed), len(columns), one.loader])
        value.append({"name": one.name, "loader": one.loader, "says": one.says, "needed": needed,
                      "any_of": list(one.any_of), "columns": columns})  # fmt: skip
    parts: list[str | Table] = [
        Table(["模板", "必填", "列数", "loader"], rows),
        "写出一份:chainscout template 名称 > 名称.xlsx",
    ]
    return Outcome({"templates": value}, parts)


def _picked(name: str, found: "Mapping[str, Template]") -> "Template":
    """The template of that name, or of the loader that has only one; SourceError offers the nearest."""
    from difflib import get_close_matches

    from graph.errors import SourceError

    if name in found:
        return found[name]
    own = [t for t in found.values() if t.loader == name.replace("-", "_")]
    if len(own) == 1:
        return own[0]
    near = [t.name for t in own] or get_close_matches(name, found, 3, 0.3)
    hint = f"相近的有:{'、'.join(near)}" if near else f"已有:{'、'.join(found)}"
    raise SourceError(f"模板 {name}:没有这个名称;{hint}")


def _refuse(args: argparse.Namespace, name: str) -> None:
    from graph.errors import SettingsError

    if args.chain and name != FORM:
        raise SettingsError(f"--chain:只有{FORM}按产业链出题;请去掉 --chain")
    if args.out and Path(args.out).suffix.lower() != ENDING:
        named = str(Path(args.out).with_suffix(ENDING))
        raise SettingsError(f"--out {args.out}:模板是工作簿,只能存为 {ENDING};请写 --out {named}")
    if args.json and not args.out:
        raise SettingsError(f"--json:标准输出要留给工作簿;请加 --out {name}.xlsx")
    if not args.out and sys.stdout.isatty():
        raise SettingsError(
            f"模板 {name}:工作簿不能显示在屏幕上;请写 chainscout template {name} > {name}.xlsx,或加 --out {name}.xlsx"
        )


def _written(drawn: bytes, name: str, out: str | None) -> Outcome:
    """Into a file, or to standard output, with nothing beside it."""
    if out:
        from chainscout.commands.show import save

        size = save(Path(out), drawn)
        value = {"template": name, "files": [{"path": out, "bytes": size}]}
        return Outcome(value, [f"{out}:已写出,{size:,} 字节;填好后执行 chainscout load {out}"])
    sys.stdout.buffer.write(drawn)
    return Outcome({"template": name, "files": []})
