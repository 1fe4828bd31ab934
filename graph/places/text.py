"""How are names written alike? One width, one script, one kind of bracket: what two spellings of one name share."""

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
    where = text.str.contains(f"[{''.join(pairs)}]").fill_null(False).arg_true()
    if len(where):
        text = text.scatter(where, text.gather(where).str.replace_many(list(pairs), list(pairs.values())))
    return (
        text.str.replace_many(["【", "】", "〔", "〕", "[", "]", "﹙", "﹚"], ["(", ")"] * 4)
        .str.replace_all(r"\s+", " ")
        .str.replace_all(rf" ?([{_CJK}()]) ?", "$1")
        .str.strip_chars()
    )
