"""Load tables into the ledger: CSV, Excel, WPS; headings in Chinese or English.

A row that cannot be used is refused and explained in Chinese in a copy of your own workbook; the rest is loaded. Loading a
file again adds only what is new; with --edition it also retracts what that file said before and says no more, but for
what a refused row may have said. What was taken back as misread stays so while the file is the same.
JSON: {"files": [{path, series, load, version, added, kept, kept_corrected, kept_unread, asserted_again: [claim], retracted,
share_retracted, refused, warned, marked, kinds: {kind: n}, why: {code: n}, rejects: [path]}], "added", "kept", "kept_corrected",
"kept_unread", "retracted", "refused", "warned", "checked": bool}
Exit status 3: a file was refused as a whole, row by row.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chainscout.outcome import Outcome, Table
from chainscout.settings import Settings

if TYPE_CHECKING:
    from chainscout.ingest import Consent, Loaded
    from chainscout.inputs import Input
    from graph.ledger import Weighing

NOTHING_LOADED = 3
SHOWN = 5
TOTALS = ("added", "kept", "kept_corrected", "kept_unread", "retracted", "refused", "warned")


def options(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:  # noqa: ARG001  # one form for all commands
    """What to load and how."""
    parser.add_argument("paths", nargs="*", metavar="FILE", help="tables, or folders of tables")
    parser.add_argument("--facts", action="store_true", help="load the public facts that ship with chainscout")
    parser.add_argument(
        "--example", action="store_true", help="load the invented example (虚构) of what only an office can know"
    )
    parser.add_argument("--check", action="store_true", help="only say what would be added, kept, retracted, refused")
    parser.add_argument(
        "--edition", action="store_true", help="the file is the whole of its series: retract what it drops"
    )
    parser.add_argument(
        "--restate", action="store_true", help="assert also what was taken back as misread, though the file is the same"
    )
    parser.add_argument("--yes", action="store_true", help="retract without asking, however much it is")
    parser.add_argument("--series", metavar="NAME", help="the line of editions a file belongs to (default: its name)")
    parser.add_argument(
        "--dated", metavar="DATE", help="the date the file itself gives, like 2024-06; for rows without one"
    )
    parser.add_argument(
        "--visibility", default="internal", metavar="WHO", help="public, internal (default) or confidential"
    )
    parser.add_argument(
        "--synthetic", action="store_true", help="invented for an example: stays out of the graph unless asked for"
    )
    parser.add_argument(
        "--rejects", metavar="FOLDER", default="out/rejects", help="where refused rows go (default: out/rejects)"
    )


def run(args: argparse.Namespace, settings: Settings) -> Outcome:
    """Load, or only check."""
    from chainscout import ingest, inputs, refused

    _refuse(args)
    shipped = inputs.facts() if args.facts else []
    given = inputs.inputs([Path(p) for p in args.paths], args.series) if args.paths else []
    done: list[Loaded] = []
    invented = inputs.example() if args.example else []
    for files, seen_by in ((shipped, None), (invented, args.visibility), (given, args.visibility)):
        how = ingest.How(
            loaded_on=settings.today(),
            as_edition=args.edition,
            only_check=args.check,
            restate=args.restate,
            declared_on=args.dated,
            visibility=seen_by,
            synthetic=files is invented or (files is given and args.synthetic),
            consent=_consent(args.yes),
        )
        done += ingest.load(settings.home, files, how) if files else []
    written = {one.input.series: refused.write(one, Path(args.rejects)) for one in done}
    return _outcome(done, written, args.check)


def _refuse(args: argparse.Namespace) -> None:
    from graph.errors import SettingsError, SourceError
    from graph.model.kind import PARTIAL_DATE

    if not (args.paths or args.facts or args.example):
        raise SourceError("chainscout load: nothing to load; name a file or folder, or --facts")
    if args.visibility not in ("public", "internal", "confidential"):
        raise SettingsError(f"--visibility: {args.visibility} is not one of public, internal, confidential; choose one")
    if args.dated and not re.match(PARTIAL_DATE, args.dated):
        raise SettingsError(f"--dated: {args.dated} is no date; write it like 2024, 2024-06 or 2024-06-30")


def _consent(yes: bool) -> "Consent":
    """Ask at a terminal; elsewhere only --yes is a yes."""

    def asked(one: "Input", weighed: "Weighing", before: str) -> bool:
        if yes or not sys.stdin.isatty():
            return yes
        sys.stderr.write(
            f"{one.path}: retracts {sum(weighed.retracted.values())} claims, {weighed.share_retracted:.0%} of what "
            f"{one.series} says ({before}). If this is another table of the same name, say no and give it --series NAME. "
            "Go on? [y/N] "
        )
        sys.stderr.flush()
        return sys.stdin.readline().strip().lower() in ("y", "yes", "是")

    return asked


def _outcome(done: "Sequence[Loaded]", written: dict[str, list[Path]], checked: bool) -> Outcome:
    from chainscout import refused

    rows = [_row(one, written[one.input.series]) for one in done]
    totals = {n: sum(r[n] for r in rows) for n in TOTALS}
    heads = ["file", "added", "kept", "retracted", "refused", "cells marked"]
    shown = [[r["series"], r["added"], r["kept"], r["retracted"], r["refused"], r["marked"]] for r in rows]
    parts: list[str | Table] = [Table(heads, shown)]
    parts += [text for one in done for text in refused.told(one, written[one.input.series])]
    parts += [text for one in done for text in _held(one)]
    verb = "would add" if checked else "added"
    parts.append(
        f"{verb} {totals['added']}, kept {totals['kept']}, retracted {totals['retracted']}, refused {totals['refused']} rows"
    )
    if not checked:
        parts.append("next: chainscout build")
    whole = any(r["refused"] and not r["added"] + r["kept"] + r["kept_corrected"] for r in rows)
    return Outcome({"files": rows, **totals, "checked": checked}, parts, NOTHING_LOADED if whole else 0)


def _held(one: "Loaded") -> list[str]:
    """What of a file was not taken at its word, and why; place first, way out last."""
    series, again, said = one.input.series, one.asserted_again, []
    if one.corrected:
        said.append(
            f"{series}: kept corrected {one.corrected} claims that were taken back as misread, for the file is the one "
            "that was misread; --restate asserts them again"
        )
    if again:
        named = " ".join(again[:SHOWN]) + (" …" if len(again) > SHOWN else "")
        said.append(
            f"{series}: asserted again {len(again)} claims that were taken back as misread, for the file changed or "
            f"--restate was given: {named}; if they are misread still, `chainscout retract --misread` them"
        )
    if one.unread:
        said.append(
            f"{series}: kept {one.unread} claims that this edition would retract, for refused rows may have said them; "
            "repair those rows and load the edition again"
        )
    return said


def _row(one: "Loaded", written: Sequence[Path]) -> dict[str, Any]:
    from chainscout import refused

    return {
        "path": str(one.input.path),
        "series": one.input.series,
        "load": one.load,
        "version": one.version,
        "added": one.added,
        "kept": one.kept,
        "kept_corrected": one.corrected,
        "kept_unread": one.unread,
        "asserted_again": list(one.asserted_again),
        "retracted": one.retracted,
        "share_retracted": one.share_retracted,
        "refused": one.refused,
        "warned": one.warned,
        "marked": one.marked,
        "kinds": dict(one.kinds),
        "why": refused.reasons(one),
        "rejects": [str(p) for p in written],
    }
