"""Does something meet a set of limits, when some of what it takes to say so is not on record?

Each limit is met, missed or unknown; missed wins over unknown, unknown over met (Kleene's strong three-valued "and").
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Fit = Literal["fits", "to_confirm", "misses"]


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit on one thing: met, missed, or unknown (none), and the sentence that says so."""

    met: bool | None
    said: str


def at_least(name: str, wanted: Decimal, has: Decimal | None, whole: Decimal | None = None) -> Limit:
    """Is there enough of something? With `whole` known and too small there is not, whatever of it is free.

    >>> at_least("可用土地(亩)", Decimal(50), Decimal(60)).met, at_least("可用土地(亩)", Decimal(50), None).met
    (True, None)
    >>> at_least("可用土地(亩)", Decimal(50), None, whole=Decimal(30))
    Limit(met=False, said='可用土地(亩):全部只有30,要50')
    """
    if has is not None:
        word = "够" if has >= wanted else "不够"
        return Limit(has >= wanted, f"{name}:有{_plain(has)},要{_plain(wanted)},{word}")
    if whole is not None and whole < wanted:
        return Limit(False, f"{name}:全部只有{_plain(whole)},要{_plain(wanted)}")
    return Limit(None, f"{name}:库中没有记录,要{_plain(wanted)}")


def fit(limits: Iterable[Limit]) -> Fit:
    """All limits together.

    >>> fit([Limit(True, ""), Limit(None, "")]), fit([Limit(None, ""), Limit(False, "")]), fit([])
    ('to_confirm', 'misses', 'fits')
    """
    met = {limit.met for limit in limits}
    return "misses" if False in met else "to_confirm" if None in met else "fits"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
