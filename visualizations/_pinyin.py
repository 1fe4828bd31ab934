"""How is a name typed on a keyboard without Chinese? Its pinyin and its initials, for search boxes."""

from functools import lru_cache


@lru_cache(maxsize=1 << 16)
def pinyin(text: str) -> tuple[str, str]:
    """Pinyin without tones and the initials, lower case; other letters and digits stay, signs go.

    >>> pinyin("光刻胶"), pinyin("OLED材料")
    (('guangkejiao', 'gkj'), ('oledcailiao', 'oledcl'))
    """
    from pypinyin import lazy_pinyin

    parts = [p.lower() for p in lazy_pinyin(text)]
    whole = "".join(c for p in parts for c in p if c.isalnum())
    first = "".join(c for p, o in zip(parts, _pieces(text), strict=False) for c in (p if o else p[:1]) if c.isalnum())
    return whole, first


def _pieces(text: str) -> list[bool]:
    """For each part of the pinyin: is it a run of other letters, which stays whole?"""
    import re

    return [not _is_han(m) for m in re.findall(r"[\u3400-\u9fff]|[^\u3400-\u9fff]+", text)]


def _is_han(text: str) -> bool:
    return "\u3400" <= text[0] <= "\u9fff"
