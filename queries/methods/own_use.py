"""May others have a carrier: is it certain, or does no record say whether its owner keeps it? And is it one carrier at all?"""

TOTAL = "合计"
UNSURE = "是否自用不明"
TOTAL_SAID = "记录是多处的合计,不是一处载体"


def is_kept(own_use: str | None) -> bool:
    """Does a record say that the owner keeps it? Such a carrier is never offered."""
    return own_use == "yes"


def is_unsure(own_use: str | None) -> bool:
    """Is it not on record whether the owner keeps it? A word that says so and no word at all are the same.

    >>> is_unsure(None), is_unsure("unknown"), is_unsure("no"), is_unsure("yes")
    (True, True, False, False)
    """
    return own_use not in ("yes", "no")


def is_total(name: str | None) -> bool:
    """Does the record stand for many carriers together, by its name?

    >>> is_total("虚构集团经营性物业(合计)"), is_total("虚构厂房"), is_total(None)
    (True, False, False)
    """
    return TOTAL in (name or "")
