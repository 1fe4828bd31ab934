"""How much may a fund still invest? Size less what was called and what is committed (可投余额), in 亿元."""

from decimal import Decimal


def dry_powder(size: Decimal | None, called: Decimal | None, committed: Decimal | None) -> Decimal | None:
    """Size − called − committed where all three are known; none, never zero, where one is not.

    >>> dry_powder(Decimal(10), Decimal(4), Decimal("2.5")), dry_powder(Decimal(10), None, Decimal(0))
    (Decimal('3.5'), None)
    """
    if size is None or called is None or committed is None:
        return None
    return size - called - committed
