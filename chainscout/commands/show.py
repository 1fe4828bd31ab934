"""Draw a page, a document or a workbook into a file: one offline HTML file, one docx, or one xlsx.

`--edition outside` (推介版) is drawn from public claims alone and holds no talks, targets, scores or gaps; without --out
it is written under a name of its own.

`chainscout show` lists them; `chainscout show NAME --help` shows what one of them takes.
JSON: {"page": name, "asked": {option: value}, "files": [{"path": path, "bytes": number}]}
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from chainscout import registry
from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings
from graph.errors import QuestionError

ENDINGS = {"page": ".html", "document": ".docx", "workbook": ".xlsx"}


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """NAME, where to, and the options of the page that is named."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the page or workbook; none: list them")
    parser.add_argument(
        "--out",
        metavar="FILE",
        help="where to write it (default: out/NAME.html); its ending says what: .html, .docx, .xlsx",
    )
    entry = registry.asked(words, "show", registry.pages(), "page")
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
    from chainscout import form, public, views

    target, verb = _target(args.out, entry)
    asked = form.given(args, entry, verb, settings)
    is_outside = asked.get("edition") == "outside"
    if is_outside and not args.out:
        target = target.with_stem(getattr(entry.load(), "OUTSIDE", f"{entry.name}-推介版"))
    opened = public.opened if is_outside else views.opened
    with opened(settings) as view:
        drawn = getattr(entry.load(), verb)(view, **asked)
    written = save(target, drawn)
    value = {"page": entry.name, "asked": asked, "files": [{"path": str(target), "bytes": written}]}
    return Outcome(value, [f"{target}: written, {written:,} bytes"])


def _target(out: str | None, entry: registry.Entry) -> tuple[Path, str]:
    """Where to write, and which of what the page offers: the file's ending says it."""
    if not out:
        return Path("out") / f"{entry.name}{ENDINGS[entry.offers[0]]}", entry.offers[0]
    path = Path(out)
    offered = [verb for verb in entry.offers if ENDINGS[verb] == path.suffix.lower()]
    if not offered:
        endings = ", ".join(ENDINGS[verb] for verb in entry.offers)
        raise QuestionError(f"--out {out}: {entry.name} is drawn as {endings}; name a file with such an ending")
    return path, offered[0]


def save(target: Path, drawn: str | bytes) -> int:
    """Write whole or not at all; how many bytes."""
    content = drawn.encode() if isinstance(drawn, str) else drawn
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    beside.write_bytes(content)
    beside.replace(target)
    return len(content)
