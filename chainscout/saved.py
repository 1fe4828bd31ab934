"""Which saved queries are there? Files NAME.cypher: a sentence in Chinese, one in English, the parameters, the query.

    // 全库只知道一家厂商的环节
    // Segments of which one maker alone is known
    // $chain = "新型显示": 产业链的编号或名称
    MATCH …

Those that ship, and the office's own in the home's `cypher` folder; of one name the own one holds.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.errors import QuestionError, SourceError

FOLDER = "cypher"
PARAMETER = re.compile(r"\$(\w+)\s*=\s*")
AFTER = re.compile(r"^\s*[:\uff1a]?\s*")


@dataclass(frozen=True)
class Saved:
    """A saved query: its name, its sentences, its parameters with what they are when nobody says, and whose it is."""

    name: str
    says: str
    says_en: str
    cypher: str
    own: bool
    defaults: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def saved(home: Path) -> dict[str, Saved]:
    """The saved queries by name: those that ship, then the home's own, which win."""
    found = dict(_read(files("queries").joinpath("saved").iterdir(), own=False))
    folder = home / FOLDER
    return found | dict(_read(folder.iterdir() if folder.is_dir() else (), own=True))


def pick(name: str, known: Mapping[str, Saved]) -> Saved:
    """The saved query of that name; QuestionError offers the nearest ones."""
    wanted = name.removesuffix(".cypher").replace("_", "-")
    one = known.get(wanted) or known.get(name)
    if one is None:
        near = get_close_matches(wanted, known, 3, 0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`chainscout cypher` lists them"
        raise QuestionError(f"--saved {name}: there is none of that name; {hint}")
    return one


def _read(entries: Any, *, own: bool) -> Iterator[tuple[str, Saved]]:
    for entry in sorted(entries, key=lambda e: e.name):
        if entry.name.endswith(".cypher") and not entry.name.startswith("."):
            one = parsed(entry.name.removesuffix(".cypher"), _text(entry), own=own)
            yield one.name, one


def _text(entry: Any) -> str:
    try:
        return str(entry.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise SourceError(f"{entry}: is not UTF-8; save it as UTF-8") from None


def parsed(name: str, text: str, *, own: bool) -> Saved:
    r"""A file's text as a saved query.

    >>> one = parsed("x", '// 企业\n// Firms\n// $n = 3: 几家\nMATCH (f:Firm) RETURN f', own=False)
    >>> one.says, one.says_en, one.defaults, one.words
    ('企业', 'Firms', {'n': 3}, {'n': '几家'})
    """
    sentences: list[str] = []
    defaults: dict[str, Any] = {}
    words: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        said = line[2:].strip()
        if parameter := PARAMETER.match(said):
            try:
                value, end = json.JSONDecoder().raw_decode(said, parameter.end())
            except json.JSONDecodeError:
                raise SourceError(
                    f'{name}.cypher, ${parameter[1]}: its value is not JSON; write it like // ${parameter[1]} = "text": what it is'
                ) from None
            defaults[parameter[1]], words[parameter[1]] = value, AFTER.sub("", said[end:])
        elif said:
            sentences.append(said)
    says, says_en = [*sentences, "", ""][:2]
    return Saved(name, says, says_en, text, own, defaults, words)
