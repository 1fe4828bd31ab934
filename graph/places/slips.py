"""Which of some names is a text one slip away from, or does it sound like?

Names are found by what is left of them without one character, never by comparing each with each: a table may hold ten
thousand tails that are no names.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

_COUNTS = frozenset("0123456789一二三四五六七八九十东西南北中上下新老")
LONG = 5
"""Characters of a name that is recognised at the beginning of a longer text."""
Index = Mapping[tuple[int, str], Sequence[str]]


class Slips:
    """Names, by what is left of them without one character and by their sound."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = dict.fromkeys(names)
        self._order = {n: at for at, n in enumerate(self.names)}
        self._without = _without(n for n in self.names if len(n) >= 3)
        self._shorter = _shorter(n for n in self.names if len(n) >= 4)
        self._lengths = sorted({len(n) for n in self.names if len(n) >= LONG})
        self._places = {(len(n), at, c) for n in self.names for at, c in enumerate(n)}
        self._sounds: dict[tuple[str, ...], list[str]] | None = None

    def alike(self, text: str) -> list[str]:
        """Names that differ from a text in one character, have one more or less, or sound the same, in their order."""
        found = set(self._sounding(text))
        if len(text) >= 3:
            found |= self._other(text)
            found |= set(self._shorter.get(text, ()))
            found |= {c for c in _cut(text) if len(c) >= 3 and c in self.names}
        return sorted(found, key=self._order.__getitem__)

    def begun(self, text: str) -> list[str]:
        """Long names that a text begins with but for one character, in their order."""
        found = {n for size in self._lengths if size <= len(text) for n in self._other(text[:size])}
        return sorted(found, key=self._order.__getitem__)

    def _other(self, text: str) -> set[str]:
        """Names of the text's length that have another character in one place."""
        near = {n for at, left in enumerate(_cut(text)) for n in self._without.get((at, left), ())}
        return {n for n in near if _apart(n, text) == 1}

    def _sounding(self, text: str) -> list[str]:
        """Names that sound like a text and share half of its characters; a text that shares fewer with all is not spoken."""
        shared = sum((len(text), at, c) in self._places for at, c in enumerate(text))
        if shared < len(text) - len(text) // 2:
            return []
        return [n for n in self._spoken().get(_sound(text), ()) if 0 < _apart(n, text) <= len(text) // 2]

    def _spoken(self) -> Mapping[tuple[str, ...], Sequence[str]]:
        if self._sounds is None:
            self._sounds = {}
            for name in self.names:
                self._sounds.setdefault(_sound(name), []).append(name)
        return self._sounds


def _cut(text: str) -> list[str]:
    """The text without each of its characters.

    >>> _cut("思明区")
    ['明区', '思区', '思明']
    """
    return [text[:at] + text[at + 1 :] for at in range(len(text))]


def _without(names: Iterable[str]) -> Index:
    found: dict[tuple[int, str], list[str]] = {}
    for name in names:
        for at, left in enumerate(_cut(name)):
            found.setdefault((at, left), []).append(name)
    return found


def _shorter(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        for left in _cut(name):
            found.setdefault(left, []).append(name)
    return found


def _apart(name: str, text: str) -> int:
    """In how many characters two names of one length differ; 0 where they differ only in a count or a direction.

    >>> _apart("思明区", "思名区"), _apart("软件园二期", "软件园三期"), _apart("思明区", "思明")
    (1, 0, 0)
    """
    if len(name) != len(text):
        return 0
    apart = [(a, b) for a, b in zip(name, text, strict=True) if a != b]
    return 0 if all(a in _COUNTS and b in _COUNTS for a, b in apart) else len(apart)


@cache
def _sound(text: str) -> tuple[str, ...]:
    """Its syllables without tones."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))
