"""Draw a page or workbook into a file: one offline HTML file, or one xlsx.

`chainscout show` lists them; `chainscout show NAME --help` shows what one of them takes.
JSON: {"page": name, "asked": {option: value}, "files": [{"path": path, "bytes": number}]}
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from chainscout import registry
from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings

ENDINGS = {"page": ".html", "workbook": ".xlsx"}


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """NAME, where to, and the options of the page that is named."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the page or workbook; none: list them")
    parser.add_argument("--out", metavar="FILE", help="where to write it (default: out/NAME.html or .xlsx)")
    found = registry.pages()
    entry = next((found[w.replace("_", "-")] for w in words if w.replace("_", "-") in found), None)
    if entry:
        from chainscout import form

        parser.description = f"{entry.says}\n"
        form.add(parser, entry, entry.offers[0])


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """List the pages, or draw one."""
    found = registry.pages()
    if args.name is None:
        rows = [[e.name, ", ".join(ENDINGS[o] for o in e.offers), e.says.partition("\n")[0]] for e in found.values()]
        return Outcome(
            {"pages": [{"name": e.name, "says": e.says} for e in found.values()]},
            [Table(["page", "file", "says"], rows)],
        )
    entry = registry.pick(args.name, found, "page")
    from chainscout import form
    from chainscout.views import opened

    verb = entry.offers[0]
    asked = form.given(args, entry, verb, settings)
    target = Path(args.out) if args.out else Path("out") / f"{entry.name}{ENDINGS[verb]}"
    with opened(settings) as view:
        drawn = getattr(entry.load(), verb)(view, **asked)
    written = save(target, drawn)
    value = {"page": entry.name, "asked": asked, "files": [{"path": str(target), "bytes": written}]}
    return Outcome(value, [f"{target}: written, {written:,} bytes"])


def save(target: Path, drawn: str | bytes) -> int:
    """Write whole or not at all; how many bytes."""
    content = drawn.encode() if isinstance(drawn, str) else drawn
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    beside.write_bytes(content)
    beside.replace(target)
    return len(content)
