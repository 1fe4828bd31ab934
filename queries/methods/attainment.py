"""How far is an actual figure from a target, when either may be said only roughly?

With a target t to be reached and an actual a the distance is t − a, what is done 100·a/t %. A figure said as 超105, 近8000
is an interval, and 约34 is whatever rounds to it: whether the target is met is decided only where every value of it
says the same.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Side = Literal[">=", "<="]

LOWER_IS_BETTER = ("rank",)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the comparator it was said with: > for 超, < for 近 or 以内, none for exactly."""

    value: Decimal
    comparator: str | None = None
    is_about: bool = False

    @property
    def slack(self) -> Decimal:
        """How far the true figure may lie off: half a unit of the last digit said, nothing where it is not 约.

        >>> [str(Figure(Decimal(v), is_about=True).slack) for v in ("34", "22.1", "300")]
        ['0.5', '0.05', '5E+1']
        """
        if not self.is_about:
            return Decimal(0)
        exponent = self.value.normalize().as_tuple().exponent
        return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


@dataclass(frozen=True, slots=True)
class Attainment:
    """Is the target met (none: not decided by what is known), what is missing, and the share done."""

    met: bool | None
    distance: Decimal
    distance_word: str
    done_pct: Decimal | None


def side_of(comparator: str | None, flow: str | None) -> Side:
    """To which side a target is met: a rank, or a target said as "not above", by being lower.

    >>> side_of(None, None), side_of("<=", None), side_of(None, "rank"), side_of(">", "growth")
    ('>=', '<=', '<=', '>=')
    """
    if comparator in ("<", "<="):
        return "<="
    return "<=" if comparator is None and flow in LOWER_IS_BETTER else ">="


def attained(actual: Figure, target: Figure, flow: str | None = None) -> Attainment:
    """An actual against a target; the distance is what is missing, 0 where it is met.

    >>> attained(Figure(Decimal("1056")), Figure(Decimal("1500"), ">"), "stock")
    Attainment(met=False, distance=Decimal('444'), distance_word='差444', done_pct=Decimal('70.4'))
    >>> attained(Figure(Decimal("1200"), ">"), Figure(Decimal("1500")), "stock").distance_word
    '至多差300'
    >>> attained(Figure(Decimal("14")), Figure(Decimal("10")), "rank").distance_word
    '差4'
    >>> attained(Figure(Decimal("22.1")), Figure(Decimal("20"), ">="), "growth")
    Attainment(met=True, distance=Decimal('0'), distance_word='已达到', done_pct=None)
    """
    side = side_of(target.comparator, flow)
    missing = target.value - actual.value if side == ">=" else actual.value - target.value
    met = _met(actual, target, side, missing)
    share = side == ">=" and flow != "growth" and target.value > 0
    done = round(100 * actual.value / target.value, 1) if share else None
    distance = max(missing, Decimal(0))
    word = _about(distance, met=met) if actual.is_about or target.is_about else _word(actual, side, distance, met=met)
    return Attainment(met, Decimal(0) if met else distance, word, done)


def _met(actual: Figure, target: Figure, side: Side, missing: Decimal) -> bool | None:
    """Decided only where every value the actual may have says the same; at the very figure it hangs on both signs.

    >>> hundred = Decimal(100)
    >>> [_met(Figure(hundred, a), Figure(hundred, t), ">=", Decimal(0)) for a, t in
    ...  ((">", ">"), (">=", ">="), (">=", ">"), ("<=", ">="), ("<", ">="), (None, ">"), (None, ">="))]
    [True, True, None, None, False, False, True]
    """
    towards, away = ((">", ">="), ("<", "<=")) if side == ">=" else (("<", "<="), (">", ">="))
    if actual.is_about or target.is_about:
        return None if abs(missing) <= actual.slack + target.slack else missing < 0
    if missing:
        clear = missing < 0
        open_ended = actual.comparator in (away if clear else towards)
        return None if open_ended else clear
    strict = target.comparator in (">", "<")
    if actual.comparator in towards:
        return True if actual.comparator == towards[0] or not strict else None
    if actual.comparator in away:
        return False if actual.comparator == away[0] or strict else None
    return not strict


def _about(distance: Decimal, *, met: bool | None) -> str:
    """What is missing where one of the two is said as 约."""
    if met is None:
        return "相差在约数的出入之内"
    return "已达到" if met else f"约差{format(distance.normalize(), 'f')}"


def _word(actual: Figure, side: Side, distance: Decimal, *, met: bool | None) -> str:
    text = format(distance.normalize(), "f")
    if met:
        return "已达到"
    if actual.comparator is None:
        return f"差{text}" if distance else "刚好到目标数,目标要求超过"
    if not distance:
        return "是否达到不定" if met is None else "略低于目标" if side == ">=" else "略高于目标"
    return f"至多差{text}" if actual.comparator in ((">", ">=") if side == ">=" else ("<", "<=")) else f"至少差{text}"
