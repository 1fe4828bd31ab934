"""Did a project fill, extend or strengthen a chain: who was in its segment before it, and what stands upstream?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from queries.methods.dates import last_day

Action = Literal["fill", "extend", "strengthen"]


@dataclass(frozen=True)
class Other:
    """A firm or project that is in the same segment at the place: since when, or when it was first told of."""

    name: str
    since: str | None
    known_on: str | None
    is_own: bool = False
    """Does it belong to the project's own firm? Without a date that is the project itself."""


@dataclass(frozen=True)
class Kind:
    """What a project did for its chain, whether the records decide it, and why."""

    action: Action
    is_sure: bool
    why: str


def first_day(partial: str) -> date:
    """The first day a partial date covers.

    >>> first_day("2021"), first_day("2021-05")
    (datetime.date(2021, 1, 1), datetime.date(2021, 5, 1))
    """
    year, month, day = (*(int(p) for p in partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def came_before(other: Other, on: str) -> bool | None:
    """Was it there before that day? None where its dates do not say.

    >>> [came_before(Other("甲", s, k), "2023-05") for s, k in
    ...  (("2022", None), ("2024", None), ("2023", None), (None, "2022-08"), (None, "2024"), (None, None))]
    [True, False, None, True, None, None]
    """
    ended, told = last_day(other.since), last_day(other.known_on)
    if other.since and ended:
        return True if ended < first_day(on) else False if first_day(other.since) > _end(on) else None
    return True if told and told < first_day(on) else None


def _end(partial: str) -> date:
    return last_day(partial) or date.max


def kind_of(on: str, project_type: str, others: Iterable[Other], strong_upstream: Sequence[str]) -> Kind:
    """The first rule that matches: 强链 an expansion, or somebody was here before; 延链 downstream of a strong segment;
    else 补链. Where dates do not say who came first, 延链 and 补链 are not sure.

    >>> old, undated = Other("甲厂", "2020", None), Other("乙厂", None, None)
    >>> kind_of("2023", "new", [old], [])
    Kind(action='strengthen', is_sure=True, why='此前已有甲厂')
    >>> kind_of("2023", "expansion", [], []).action, kind_of("2023", "new", [], ["面板"]).action
    ('strengthen', 'extend')
    >>> kind_of("2023", "new", [], [])
    Kind(action='fill', is_sure=True, why='此前库中没有该环节的本地企业或项目记录')
    >>> kind_of("2023", "new", [undated], [])
    Kind(action='fill', is_sure=False, why='与乙厂孰先孰后,库中没有记录')
    """
    listed = list(others)
    before = _names(o for o in listed if came_before(o, on))
    unclear = _names(o for o in listed if came_before(o, on) is None and not o.is_own)
    if project_type == "expansion":
        return Kind("strengthen", True, "增资扩产")
    if before:
        return Kind("strengthen", True, f"此前已有{before}")
    why = f"与{unclear}孰先孰后,库中没有记录" if unclear else "此前库中没有该环节的本地企业或项目记录"
    if strong_upstream:
        return Kind("extend", not unclear, f"{'、'.join(strong_upstream)}(按现状为优势)的下游;{why}")
    return Kind("fill", not unclear, why)


def _names(those: Iterable[Other]) -> str:
    return "、".join(sorted({o.name for o in those}))
