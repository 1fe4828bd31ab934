"""How are names written alike? One width, one script, one kind of bracket: what two spellings of one name share."""

from collections.abc import Callable
from functools import cache

import polars as pl

_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"


@cache
def _simplified() -> dict[str, str]:
    """Traditional characters and their simplified ones, one for one (so that positions hold)."""
    import opencc

    characters = [chr(c) for c in range(0x3400, 0xA000)]
    there = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, there, strict=True) if a != b and len(b) == 1}


def plain(names: pl.Series) -> pl.Series:
    """Names in NFKC, simplified characters and round brackets, without blanks beside Chinese characters.

    >>> plain(pl.Series(["  廈門(同翔)  高新城", "Xiamen  Torch"])).to_list()
    ['厦门(同翔)高新城', 'Xiamen Torch']
    """
    pairs = _simplified()
    text = names.str.normalize("NFKC")
    text = _where(text, f"[{''.join(pairs)}]", lambda t: t.str.replace_many(list(pairs), list(pairs.values())))
    text = _where(text, r"[【】〔〕\[\]﹙﹚]", lambda t: t.str.replace_many(list("【】〔〕[]﹙﹚"), ["(", ")"] * 4))
    return _where(text, r"\s", _without_blanks)


def _where(texts: pl.Series, pattern: str, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The texts, changed where they hold a pattern: few do, and to look is cheaper than to write."""
    at = texts.str.contains(pattern).fill_null(False).arg_true()
    return texts.scatter(at, change(texts.gather(at))) if len(at) else texts


def _without_blanks(texts: pl.Series) -> pl.Series:
    one = texts.str.replace_all(r"\s+", " ")
    return one.str.replace_all(rf" ?([{_CJK}()]) ?", "$1").str.strip_chars()
