"""Whose word counts? Where anything observed or declared is said of a node or tie, that alone says what it is.

What is inferred, potential or synthetic stays among the evidence of such a tie and says nothing of it: no field, no
date, no publisher, no finer place, no activity. So a potential "operating" never fills a gap by joining a declared tie
that does not say how far it is. A tie of which only weaker claims are known is told by them, and its basis says so.
"""

import polars as pl

from graph.ledger.door import BASES

SOUND = ("observed", "declared")

RANKS = {basis: rank for rank, basis in enumerate(BASES)}
"""Bases as numbers, the strongest first."""


def is_sound() -> pl.Expr:
    """Is a claim, whose `basis` is a rank, observed or declared?"""
    return pl.col("basis") <= max(RANKS[basis] for basis in SOUND)


def telling(claims: pl.DataFrame) -> pl.DataFrame:
    """The claims that tell what their `tie` is: the sound ones where there are any, else all of it."""
    sound = claims.select(is_sound()).to_series()
    if sound.all():
        return claims
    weak, strong = claims.filter(~sound), claims.filter(sound)
    return pl.concat([strong, weak.join(strong.select("tie"), on="tie", how="anti")])
