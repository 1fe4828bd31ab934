"""What do people write for a kind of signal: one a firm shows, one a place says of itself? One list of words for both."""

from collections.abc import Iterable

from loaders._shape import key

WORDS = {
    "expansion": ("扩产", "增资扩产", "扩建", "增资"),
    "second_site": ("第二基地", "异地设点", "异地建厂", "异地布局", "新建基地"),
    "lease_end": ("租约到期", "租期届满", "租赁到期"),
    "retrofit": ("技改", "技术改造", "设备更新"),
    "decline": ("下滑", "收缩", "放缓", "需求下降", "减产", "裁员", "停产", "亏损"),
    "relocation": ("外迁", "搬迁", "迁出"),
    "pipeline": ("储备不足", "项目接续", "接续不足", "项目接续不足"),
    "scarcity": ("要素不足", "要素紧缺"),
}
"""By the vocabulary's value, the word a template offers first."""

OF_A_FIRM = ("expansion", "second_site", "lease_end", "retrofit", "decline", "relocation")
OF_A_PLACE = ("decline", "pipeline", "scarcity")


def words(kinds: Iterable[str]) -> dict[str, str]:
    """What people write for these kinds, and the codes themselves: word → value.

    >>> words(["scarcity"])
    {'要素不足': 'scarcity', '要素紧缺': 'scarcity', 'scarcity': 'scarcity'}
    """
    return {word: kind for kind in kinds for word in (*WORDS[kind], key(kind))}
