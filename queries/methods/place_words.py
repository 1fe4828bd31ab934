"""Which place is meant by a name written in other words: with its province, as an address, in English, in pinyin?

Read as tables are read (graph.places): 福建省厦门市 is 厦门市, 厦门市思明去 is nothing, and 思明区 is offered. A name in
Latin letters that no place bears is compared with how the names sound (Siming, Kunshan City).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import polars as pl

from graph.model.change import Row, View
from graph.places import NODES, WITHIN, Places

PLACES = """
MATCH (p:Place)
RETURN p.id AS id, p.name AS name, p.name_en AS name_en, p.aliases AS aliases, p.place_type AS place_type
"""

LIES_IN = "MATCH (p:Place)-[:WITHIN]->(q:Place) RETURN p.id AS subject, q.id AS object"

_LATIN = re.compile(r"[A-Za-z'’ -]+")
_KIND = re.compile(r"[\s'’-]+|\b(?:city|district|county|province|prefecture|new area|shi|qu|xian|sheng)$")
_ENDING = re.compile(r"(?:自治[州县区旗]|地区|新区|[省市区县盟旗])$")


@dataclass(frozen=True)
class Meant:
    """The places a text may mean (rows of id and name), and the names to offer where it means none."""

    rows: Sequence[Row]
    near: Sequence[str]


def meant(view: View, text: str) -> Meant:
    """What a text means that is no name of a place as it stands."""
    rows = sorted(view.rows(PLACES), key=lambda r: str(r["id"]))
    if _LATIN.fullmatch(text):
        wanted = _sounded(text)
        return Meant([r for r in rows if wanted and r["name"] and _sound(r["name"]) == wanted], ())
    nodes = tuple(tuple(tuple(v) if isinstance(v := r.get(n), list) else v for n in NODES) for r in rows)
    places = _places(nodes, tuple(sorted((r["subject"], r["object"]) for r in view.rows(LIES_IN))))
    told = places.resolve(pl.Series([text])).row(0, named=True)
    if told["how"] in ("name", "address") and told["rest"] is None:
        return Meant([{"id": told["place"], "name": places.name(told["place"])}], ())
    return Meant((), told["nearest"])


@lru_cache(maxsize=2)
def _places(nodes: tuple[tuple[Any, ...], ...], within: tuple[tuple[str, str], ...]) -> Places:
    """The places as tables are read with them; made once for the same places, since making them takes a tenth of a second."""
    ends = {n: WITHIN[n] for n in ("subject", "object")}
    return Places.of(pl.DataFrame(nodes, schema=NODES, orient="row"), pl.DataFrame(within, schema=ends, orient="row"))


def _sounded(text: str) -> str:
    """Pinyin as typed, without what kind of place it is.

    >>> _sounded("Siming District"), _sounded("Xi'an")
    ('siming', 'xian')
    """
    return re.sub(r"[\s'’-]+", "", _KIND.sub(" ", text.strip().casefold()))


@cache
def _sound(name: str) -> str:
    """The pinyin of a name, without its ending."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(_ENDING.sub("", name) if len(name) > 2 else name)).casefold()
