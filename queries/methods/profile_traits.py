"""What do some firms have in common: which values of a trait are shared by how many of those that say anything of it?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model.change import View
from queries.methods import supply
from queries.methods.answer import WORDS
from queries.methods.operations import Operation
from queries.methods.whereabouts import Spot

HONOURS = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})-[e:HOLDS]->(h:Honour)
RETURN f.id AS firm, h.name AS name, h.honour_level AS honour_level, h.honour_type AS honour_type, e.edge_id AS edge_id
"""

CAPITAL = """
UNWIND $firms AS firm
MATCH (f:Firm {id: firm})
WHERE f.capital_10k_cny IS NOT NULL
RETURN f.id AS firm, f.capital_10k_cny AS capital_10k_cny
"""

CYPHER = ";\n".join((HONOURS, CAPITAL, supply.CUSTOMERS))

SHOWN = 5
"""How many values of a trait are listed."""
BANDS = ((1_000, "注册资本不足1000万元"), (10_000, "注册资本1000万元至1亿元"), (100_000, "注册资本1亿元至10亿元"))
"""Upper bounds in 10 000 yuan; only to sort what is on record, never a threshold of any rule."""


@dataclass(frozen=True)
class Mark:
    """One record that a firm has a value of a trait; firms with one head count once."""

    trait: str
    value: str
    head: str
    evidence: str


@dataclass(frozen=True)
class Shared:
    """A value of a trait with how many firms have it, of how many that say anything of the trait."""

    trait: str
    value: str
    n_firms: int
    n_said: int
    evidence: tuple[str, ...]


def shared(marks: Iterable[Mark], most: int = SHOWN) -> list[Shared]:
    """The values of each trait that most firms have, most first; what only one of several has is no common trait.

    >>> marks = [Mark("城市", "乙市", "a", "e-1"), Mark("城市", "乙市", "b", "e-2"), Mark("城市", "丙市", "c", "e-3"),
    ...          Mark("城市", "乙市", "a", "e-4")]
    >>> [(s.value, s.n_firms, s.n_said) for s in shared(marks)]
    [('乙市', 2, 3)]
    >>> [(s.value, s.n_firms, s.n_said) for s in shared(marks[2:3])]
    [('丙市', 1, 1)]
    """
    by_trait: dict[str, dict[str, list[Mark]]] = {}
    for mark in marks:
        by_trait.setdefault(mark.trait, {}).setdefault(mark.value, []).append(mark)
    found = []
    for trait, values in by_trait.items():
        n_said = len({m.head for same in values.values() for m in same})
        counts = Counter({value: len({m.head for m in same}) for value, same in values.items()})
        ranked = sorted(counts, key=lambda v: (-counts[v], v))
        kept = [v for v in ranked if counts[v] > 1 or n_said == 1][:most]
        found += [Shared(trait, v, counts[v], n_said, tuple(sorted({m.evidence for m in values[v]}))) for v in kept]
    return found


def band(capital_10k_cny: object) -> str:
    """The band of a registered capital.

    >>> band(500), band(10000), band(250000)
    ('注册资本不足1000万元', '注册资本1亿元至10亿元', '注册资本10亿元以上')
    """
    amount = float(str(capital_10k_cny))
    return next((word for bound, word in BANDS if amount < bound), "注册资本10亿元以上")


def of_operations(found: Iterable[Operation], known: Mapping[str, Spot]) -> list[Mark]:
    """Marks of what makers do: activity, stage, products, city."""
    marks = []
    for one in found:
        marks += [
            Mark("活动", WORDS["activity"].get(one.activity, one.activity), one.head, one.edge_id),
            Mark("阶段", WORDS["stage"].get(one.stage, one.stage), one.head, one.edge_id),
            *(Mark("产品", p, one.head, one.edge_id) for p in one.products),
        ]
        spot = known.get(one.at or "")
        if spot and (spot.city or (spot.country_id not in (None, "CN"))):
            marks.append(Mark("城市或国家", spot.city or str(spot.country), one.head, one.edge_id))
    return [m for m in marks if m.value not in (WORDS["activity"]["unknown"], WORDS["stage"]["unknown"])]


def also_in(found: Iterable[Operation], names: Mapping[str, str]) -> list[Mark]:
    """Marks of the other segments that makers work in."""
    return [
        Mark("同时从事的环节", names[o.segment], o.head, o.edge_id) for o in found if o.segment in names and o.fills
    ]


def of_firms(view: View, heads: Mapping[str, str]) -> list[Mark]:
    """Marks of honours, sizes, capital and customers of firms, each firm with its head."""
    asked = {"firms": sorted(heads)}
    if not heads:
        return []
    marks = []
    for row in view.rows(HONOURS, asked):
        head, level = heads[row["firm"]], WORDS["honour_level"].get(row["honour_level"] or "")
        trait = {"size": "规模", "listing": "上市进程"}.get(row["honour_type"] or "", "称号")
        marks.append(Mark(trait, row["name"] or "", head, row["edge_id"]))
        if trait == "称号" and level:
            marks.append(Mark("称号级别", level, head, row["edge_id"]))
    marks += [
        Mark("注册资本", band(r["capital_10k_cny"]), heads[r["firm"]], r["firm"]) for r in view.rows(CAPITAL, asked)
    ]
    customers = view.rows(supply.CUSTOMERS, asked)
    return marks + [Mark("客户", r["name"] or r["partner"], heads[r["own"]], r["edge_id"]) for r in customers]
