"""Is this a 统一社会信用代码 (USCC)? Form and both check digits, as a function and as a polars expression.

GB 32100-2015: 18 characters without I O Z S V; the last is 31 − (Σ valueᵢ · 3ⁱ mod 31). Characters 9–17 are the
organisation code of GB 11714-1997 with a check digit of its own: 11 − (Σ valueᵢ · wᵢ mod 11), 10 written X, 11
written 0, letters counting from A = 10.
"""

import re

import polars as pl

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OUTER_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
INNER_DIGITS = "0123456789X"
FORM = rf"^[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{{6}}[{ALPHABET}]{{8}}[0-9X][{ALPHABET}]$"
"""Authority (1–9, A, N, Y), kind of body, region, organisation code, check digit."""


def clean(text: str) -> str:
    """Full-width characters, blanks and hyphens as a code is written."""
    import unicodedata

    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def is_valid(code: str) -> bool:
    """Has it the form of a USCC, and are both check digits right?

    >>> is_valid("91350200MA2XNAFX1P"), is_valid("91350200MA2XNAFX1Q")
    (False, False)
    """
    return bool(re.fullmatch(FORM, code)) and outer_digit(code[:17]) == code[17] and inner_digit(code[8:16]) == code[16]


def outer_digit(body: str) -> str:
    """The 18th character that 17 characters ask for."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(body, OUTER_WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def inner_digit(body: str) -> str:
    """The check digit (the 17th character) that 8 characters of an organisation code ask for."""
    total = sum(LETTERS.index(c) * w for c, w in zip(body, INNER_WEIGHTS, strict=True))
    return INNER_DIGITS[-total % 11]


def cleaned(codes: pl.Expr) -> pl.Expr:
    """`clean` as an expression."""
    return codes.str.normalize("NFKC").str.replace_all(r"[\s\-]", "").str.to_uppercase()


def valid(codes: pl.Expr) -> pl.Expr:
    """`is_valid` as an expression; null stays null."""
    formed = codes.str.contains(FORM)
    whole = pl.when(formed).then(codes)
    outer = pl.sum_horizontal(_value(whole, i, ALPHABET) * w for i, w in enumerate(OUTER_WEIGHTS))
    inner = pl.sum_horizontal(_value(whole, 8 + i, LETTERS) * w for i, w in enumerate(INNER_WEIGHTS))
    outer_fits = (outer + _value(whole, 17, ALPHABET)) % 31 == 0
    inner_fits = (inner + _value(whole, 16, INNER_DIGITS)) % 11 == 0
    return pl.when(codes.is_not_null()).then(formed & (outer_fits & inner_fits).fill_null(False))


def _value(codes: pl.Expr, at: int, alphabet: str) -> pl.Expr:
    values = {c: v for v, c in enumerate(alphabet)}
    return codes.str.slice(at, 1).replace_strict(values, default=None, return_dtype=pl.Int32)
