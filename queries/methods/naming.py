"""Which of the things that have names is meant, and how is it said that none is, or several?"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from graph.errors import QuestionError

NEAR = 5
"""How many near names a refusal offers."""


@dataclass(frozen=True)
class Named:
    """Something that can be meant: its id, its name, all it is called, and how it is shown in a list."""

    id: str
    name: str
    called: tuple[str, ...]
    shown: str


def tidy(text: str) -> str:
    """A name as compared: NFKC, trimmed, without case.

    >>> tidy(" ＯＬＥＤ面板 ")
    'oled面板'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def meant(text: str, named: Iterable[Named]) -> list[Named]:
    """Those called exactly so, by id before name before alias."""
    wanted = tidy(text)
    ranked: list[list[Named]] = [[], [], []]
    for one in named:
        called = [tidy(c) for c in one.called]
        if wanted == called[0]:
            ranked[0].append(one)
        elif wanted == tidy(one.name):
            ranked[1].append(one)
        elif wanted in called:
            ranked[2].append(one)
    return next((group for group in ranked if group), [])


def the_one(what: str, text: str, named: Iterable[Named]) -> str:
    """The id of the only thing called so; QuestionError with the nearest otherwise."""
    listed = list(named)
    return chosen(what, text, meant(text, listed), lambda: near(text, listed), "写编号或全名")


def near(text: str, named: Sequence[Named]) -> list[str]:
    """Names most like `text`, best first: those that sound the same (夏门, 厦门市) before those that look alike.

    Codes of two letters (AM) are like every word that holds them, and are not compared.
    """
    ordered = sorted(named, key=lambda one: (one.name, one.id))
    names = {f"{i} {c}": one.name for i, one in enumerate(ordered) for c in one.called if len(c) > 2 or not c.isascii()}
    keys = {key: tidy(key.partition(" ")[2]) for key in names}
    alike = [key for key, called in keys.items() if _may_sound_like(tidy(text), called)]
    hits = process.extract(tidy(text), keys, scorer=fuzz.WRatio, limit=4 * NEAR, score_cutoff=40)
    return list(dict.fromkeys(names[key] for key in (*alike, *(key for _, _, key in hits))))[:NEAR]


def _may_sound_like(text: str, called: str) -> bool:
    """Is it as long, an ending apart, and pronounced the same?"""
    if not text or text.isascii() or not len(text) <= len(called) <= len(text) + 1:
        return False
    return _sound(text) == _sound(called[: len(text)])


@cache
def _sound(text: str) -> tuple[str, ...]:
    """Its syllables without tones.

    >>> _sound("厦门") == _sound("夏门")
    True
    """
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


def chosen(what: str, text: str, found: Sequence[Named], nearby: Callable[[], Sequence[str]], way_out: str) -> str:
    """The only one found; QuestionError when there is none or several."""
    if len(found) == 1:
        return found[0].id
    if not text.strip():
        raise QuestionError(f"{what}:没有写明;请写编号或名称")
    if found:
        listed = "、".join(n.shown for n in found[: 2 * NEAR])
        more = f" 等{len(found)}个" if len(found) > 2 * NEAR else ""
        raise QuestionError(f"{what} {text}:可指 {listed}{more};请{way_out}")
    names = nearby()
    if names:
        raise QuestionError(f"{what} {text}:图中没有;相近的有 {'、'.join(names)}")
    raise QuestionError(f"{what} {text}:图中没有,也没有相近的;请{way_out},或先加载含有它的数据")
