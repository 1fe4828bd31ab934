"""Which chain, place, segment or firm does a person mean by what they typed?

Ids and exact names first (both are indexed), then aliases and short names; never a guess. What is not there is refused
with the nearest names; what could be several things is refused with their list.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from graph.model.change import Row, View
from graph.schema import mention_ids
from queries.methods import place_words
from queries.methods.naming import Named, chosen, meant, near, the_one, tidy

CHAINS = """
MATCH (c:Chain) RETURN c.id AS id, c.name AS name, c.name_en AS name_en, c.aliases AS aliases, c.members AS members
"""

SEGMENTS = """
MATCH (s:Segment)-[:PART_OF]->(c:Chain)
RETURN s.id AS id, s.name AS name, s.name_en AS name_en, s.aliases AS aliases, c.id AS chain, c.name AS chain_name
"""

SEGMENT_NAMES = "MATCH (s:Segment) WHERE s.id IN $ids RETURN s.id AS id, s.name AS name"

WHOLE_TWINS = "MATCH (a:Segment)-[t:SAME_AS]->(b:Segment) WHERE t.extent = 'whole' RETURN a.id AS left, b.id AS right"

PLACE_BY_ID_OR_NAME = """
MATCH (p:Place) WHERE p.id = $text RETURN p.id AS id, p.name AS name
UNION
MATCH (p:Place) WHERE p.name IN $names RETURN p.id AS id, p.name AS name
"""

PLACE_BY_ALIAS = "MATCH (p:Place) WHERE $text IN p.aliases RETURN p.id AS id, p.name AS name"

PLACES = "MATCH (p:Place) RETURN p.id AS id, p.name AS name, p.name_en AS name_en, p.aliases AS aliases"

PLACE_ABOVE = """
MATCH (p:Place)-[:WITHIN]->(q:Place) WHERE p.id IN $ids RETURN p.id AS id, q.id AS above, q.name AS above_name
"""

FIRM_BY_ID = "MATCH (f:Firm) WHERE f.id IN $ids RETURN f.id AS id, f.name AS name"

FIRM_BY_NAME = "MATCH (f:Firm) WHERE f.name = $text RETURN f.id AS id, f.name AS name"

FIRM_BY_ANY_NAME = "MATCH (f:Firm) WHERE $text IN f.names RETURN f.id AS id, f.name AS name"

FIRM_BY_CODE = """
MATCH (f:Firm) WHERE f.uscc = $text OR f.short_name = $text OR f.stock_code = $text OR f.name_en = $text
RETURN f.id AS id, f.name AS name
"""

FIRM_NEAR = "MATCH (f:Firm) WHERE f.name CONTAINS $part RETURN f.id AS id, f.name AS name ORDER BY name, id LIMIT 200"

PLACE_ENDINGS = ("市", "省", "区", "县", "自治区", "特别行政区")

FIRM_ENDINGS = ("股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团", "公司")


def chain(view: View, text: str) -> str:
    """The id of the chain or group of chains meant by `text`."""
    return the_one("产业链", text, (_named(r) for r in view.rows(CHAINS)))


def chains(view: View, text: str) -> tuple[str, ...]:
    """The ids of the chains meant: the members of a group, else the chain itself; every chain for nothing."""
    rows = view.rows(CHAINS)
    members = {r["id"]: tuple(r["members"] or ()) for r in rows}
    if not text:
        return tuple(sorted(c for c, m in members.items() if not m))
    return members_of(the_one("产业链", text, (_named(r) for r in rows)), members)


def groups(view: View) -> tuple[str, ...]:
    """The ids of the groups of chains."""
    return tuple(sorted(r["id"] for r in view.rows(CHAINS) if r["members"]))


def chain_names(view: View) -> dict[str, str]:
    """Names of all chains and groups by id."""
    return {r["id"]: r["name"] or r["id"] for r in view.rows(CHAINS)}


def members_of(chain: str, members: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A group's chains in their order, groups within groups opened; a chain is its own member.

    >>> members_of("新能源", {"新能源": ["battery", "光储"], "光储": ["pv", "battery"], "pv": [], "battery": []})
    ('battery', 'pv')
    """
    found: dict[str, None] = {}
    stack, seen = [chain], set[str]()
    while stack:
        one = stack.pop(0)
        if one in seen:
            continue
        seen.add(one)
        inner = members.get(one) or ()
        if not inner:
            found[one] = None
        stack[:0] = list(inner)
    return tuple(found)


def segment(view: View, text: str, chain: str = "") -> str:
    """The id of the segment meant; in `chain` (a chain or group) where given. Whole twins are one, not several."""
    return segments(view, (text,), chain)[text]


def segments(view: View, texts: Iterable[str], chain: str = "") -> dict[str, str]:
    """The id of the segment meant by each text, as `segment` finds it."""
    rows = view.rows(SEGMENTS)
    if chain:
        wanted = set(chains(view, chain))
        rows = [r for r in rows if r["chain"] in wanted]
    named, pairs = [_segment(r) for r in rows], view.rows(WHOLE_TWINS)
    ids = {n.id for n in named}
    return {t: t if t in ids else _meant(t, chain, named, pairs) for t in texts}


def _meant(text: str, chain: str, named: Sequence[Named], pairs: Sequence[Row]) -> str:
    found = meant(text, named)
    if len(found) > 1:
        found = _without_twins(found, pairs)
    where = f"{text}({chain})" if chain else text
    return chosen("环节", where, found, lambda: near(text, named), "写成 产业链/环节,或用 --chain 指定产业链")


def _segment(row: Row) -> Named:
    bare = str(row["id"]).rpartition("/")[2]
    called = (row["id"], bare, row["name"] or bare, *_also(row))
    name = row["name"] or bare
    return Named(row["id"], name, called, f"{name}({row['chain_name'] or row['chain']},{row['id']})")


def twins(view: View, segment: str) -> tuple[str, ...]:
    """The segment and its whole twins in other chains, itself first."""
    one = twin_classes(view).get(segment, ())
    return (segment, *(s for s in one if s != segment))


def twin_classes(view: View) -> dict[str, tuple[str, ...]]:
    """The class of every segment that has a whole twin, sorted."""
    head = _heads(view.rows(WHOLE_TWINS))
    classes: dict[str, list[str]] = {}
    for segment in sorted(head):
        classes.setdefault(head[segment], []).append(segment)
    return {segment: tuple(classes[head[segment]]) for segment in head}


def segment_names(view: View, segments: Iterable[str]) -> dict[str, str]:
    """Names of segments by id; an id without a name stands for itself."""
    rows = view.rows(SEGMENT_NAMES, {"ids": sorted(set(segments))})
    return {r["id"]: r["name"] or r["id"] for r in rows}


def _heads(pairs: Iterable[Row]) -> dict[str, str]:
    """For each segment that has a whole twin the first id of its class."""
    head: dict[str, str] = {}

    def first(one: str) -> str:
        while head.setdefault(one, one) != one:
            one = head[one]
        return one

    for row in pairs:
        left, right = sorted((first(row["left"]), first(row["right"])))
        head[right] = left
    return {one: first(one) for one in head}


def _without_twins(found: list[Named], pairs: Iterable[Row]) -> list[Named]:
    """One of each class of whole twins, the first id."""
    head = _heads(pairs)
    classes: dict[str, Named] = {}
    for one in sorted(found, key=lambda n: n.id):
        classes.setdefault(head.get(one.id, one.id), one)
    return list(classes.values())


def place(view: View, text: str) -> str:
    """The id of the place meant: id, name (厦门 or 厦门市), alias, English name, or as tables write it (福建省厦门市).

    The typed name wins over one with an ending added.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    rows = view.rows(PLACE_BY_ID_OR_NAME, {"text": plain, "names": _place_names(plain)}) if plain else []
    said = [r for r in rows if plain in (r["id"], r["name"])]
    found = said or rows or (view.rows(PLACE_BY_ALIAS, {"text": plain}) if plain else []) or _by_letters(view, plain)
    read = place_words.meant(view, plain) if plain and not found else place_words.Meant((), ())
    named = [_place(r) for r in sorted(_outermost(found or read.rows, view), key=lambda r: str(r["id"]))]
    nearby = lambda: read.near or near(text, [_place(r) for r in view.rows(PLACES)])  # noqa: E731  # asked only on a miss
    return chosen("地点", text, named, nearby, "写六位代码")


def _place_names(plain: str) -> list[str]:
    return [plain, *(plain + end for end in PLACE_ENDINGS)]


def _by_letters(view: View, plain: str) -> list[Row]:
    """Places that have this name, English name or alias in other letters."""
    wanted = tidy(plain)
    rows = view.rows(PLACES) if wanted else []
    return [r for r in rows if wanted in {tidy(a) for a in (r["name"] or "", *_also(r))}]


def _outermost(rows: Iterable[Row], view: View) -> list[Row]:
    """Without places that lie in another of the same name (北京市 in 北京市), with what they lie in for the list."""
    found = {r["id"]: r for r in rows}
    if len(found) < 2:
        return list(found.values())
    above = {r["id"]: r for r in view.rows(PLACE_ABOVE, {"ids": sorted(found)})}
    inner = {i for i, r in above.items() if r["above"] in found and found[i]["name"] == r["above_name"]}
    return [{**r, "above": above[i]["above_name"] if i in above else None} for i, r in found.items() if i not in inner]


def _place(row: Row) -> Named:
    name = row["name"] or row["id"]
    above = row.get("above")
    shown = f"{above}{name}({row['id']})" if above else f"{name}({row['id']})"
    return Named(row["id"], name, (row["id"], name, *_also(row)), shown)


def firm(view: View, text: str) -> str:
    """The id of the firm meant: id, code, name, any name it was ever written by, short name, stock code."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for rows in _firm_steps(view, text.strip(), plain):
        found = {r["id"]: r for r in rows}
        if found:
            named = [_firm(r) for r in sorted(found.values(), key=lambda r: str(r["name"]))]
            return chosen("企业", text, named, list, "写全称、统一社会信用代码或编号")
    return chosen("企业", text, [], lambda: _near_firms(view, plain), "写全称、统一社会信用代码或编号")


def firm_name(view: View, firm: str) -> str:
    """The name of a firm by id; its id where it has none."""
    return next((r["name"] or firm for r in view.rows(FIRM_BY_ID, {"ids": [firm]})), firm)


def _firm_steps(view: View, text: str, plain: str) -> Iterable[list[Row]]:
    """Ever wider searches, the indexed ones first; each runs only when the one before found nothing."""
    if not plain:
        return
    mention = mention_ids(pl.Series([plain])).item()
    yield view.rows(FIRM_BY_ID, {"ids": [text]})
    yield view.rows(FIRM_BY_ID, {"ids": [mention]})
    yield view.rows(FIRM_BY_NAME, {"text": plain})
    yield view.rows(FIRM_BY_ANY_NAME, {"text": text})
    yield view.rows(FIRM_BY_ANY_NAME, {"text": plain})
    yield view.rows(FIRM_BY_CODE, {"text": plain})


def _firm(row: Row) -> Named:
    name = row["name"] or row["id"]
    return Named(row["id"], name, (name,), f"{name}({row['id']})")


def _near_firms(view: View, text: str) -> list[str]:
    core = text
    for end in FIRM_ENDINGS:
        core = core.removesuffix(end)
    parts = dict.fromkeys(p for p in (core, core[:4], core[-4:], core[:2], core[-2:]) if len(p) >= 2)
    for part in parts:
        rows = view.rows(FIRM_NEAR, {"part": part})
        if rows:
            return near(text, [_firm(r) for r in rows])
    return []


def _named(row: Row) -> Named:
    name = row["name"] or row["id"]
    return Named(row["id"], name, (row["id"], name, *_also(row)), f"{name}({row['id']})")


def _also(row: Row) -> tuple[str, ...]:
    """What else a row is called: its English name, its aliases."""
    return tuple(a for a in (row.get("name_en"), *(row.get("aliases") or ())) if a)
