"""Which texts of the chain map's panel and table have English? By the text itself: reasons, badges, doubts, evidence, places, names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from visualizations._glossary import Glossary

SAID = ("verdicts", "candidates", "projects", "ties", "tags")
"""Parts of the page's data whose texts are shown as they are."""
CHINESE = re.compile(r"[\u3400-\u9fff]")


def english(data: Mapping[str, Any], words: Glossary) -> dict[str, str]:
    """English by Chinese for what the page says of its segments, and for names on record.

    >>> english({"verdicts": {"a": ["未摸排", "虚构的话"]}, "firms": [["虚构公司", "xg"]]}, Glossary({}, {"虚构公司": "Fictional"}))
    {'未摸排': 'not surveyed', '虚构公司': 'Fictional'}
    """
    texts = sorted({t for part in SAID for t in _strings(data.get(part)) if CHINESE.search(t)})
    names = [f[0] for f in data.get("firms", ())] + [s["name"] for s in data.get("segments", {}).values()]
    found = {t: words.english(t) or "" for t in texts} | {n: words.names.get(n, "") for n in names}
    return {t: e for t, e in found.items() if e and e != t}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (s for v in value.values() for s in _strings(v))
    elif isinstance(value, list | tuple):
        yield from (s for v in value for s in _strings(v))
