"""What might a row have said that could not be read? An edition must not retract it.

A row's number moves when rows are inserted, so a refused row is told by what it is about: the names in the cells on
which its shape rests. What its series said before of anything so named is kept. A row whose own name cannot be read
may be about anything: then the edition retracts nothing until that row is repaired.
"""

from dataclasses import dataclass, field

import polars as pl

ABOUT: dict[str, pl.DataType] = {"row": pl.String(), "text": pl.String()}


@dataclass(frozen=True)
class Unread:
    """Refused rows of a file: `about` has a row for each name or id they give, `nameless` lack one of their own."""

    about: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ABOUT))
    nameless: frozenset[str] = frozenset()

    def ids(self, claims: pl.DataFrame) -> pl.Series | None:
        """Which ids of these claims the rows name; None if one may name any."""
        names = claims.filter(pl.col("name").is_not_null()).select(text=plain(pl.col("name")), id="subject")
        ends = [claims.select(text=end, id=end) for end in ("subject", "object")]
        known = pl.concat([names, *ends]).drop_nulls().unique()
        hit = self.about.join(known, on="text").select("row", "id").unique()
        if self.nameless - set(hit["row"]):
            return None
        return hit["id"].unique()

    def spared(self, claims: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
        """Of the claims that would be retracted those that a refused row may have said; `claims` are all that stand."""
        named = self.ids(claims)
        if named is None:
            return gone
        return gone.filter(pl.any_horizontal(pl.col(end).is_in(named.implode()) for end in ("subject", "object")))


def plain(text: pl.Expr) -> pl.Expr:
    """A name as it is compared."""
    return text.str.normalize("NFKC").str.strip_chars()
