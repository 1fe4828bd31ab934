"""Who could give some parts: who supplies them to the firm, makes them, or fills the segment they belong to?

Near the asked place everybody is read, places first. Elsewhere only examples are, best proven first, since a segment
may have a hundred thousand makers; how many there are in all stands on the segment.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.change import Row, View
from queries.methods import operations, supply
from queries.methods.grades import grade_of
from queries.methods.naming import tidy
from queries.methods.operations import Operation
from queries.methods.rings import Rings
from queries.methods.stands import WHERE_WORDS, Ground, Stand, ground, inside_places, near_places
from queries.methods.targets import Grade

MAKERS = """
UNWIND $products AS product
MATCH (p:Product {id: product})<-[e:MAKES]-(f:Firm)
RETURN p.id AS product, f.id AS firm, f.name AS name, e.basis AS basis, e.known_on AS known_on,
       e.n_sources AS n_sources, e.source_url AS source_url, e.edge_id AS edge_id
"""

COUNTS = """
UNWIND $segments AS segment
MATCH (s:Segment {id: segment})
RETURN s.id AS segment, s.name AS name, s.n_makers AS n_makers, s.n_makers_placed AS n_makers_placed
"""

EXAMPLES = """
MATCH (s:Segment {id: $segment})<-[o:OPERATES_IN]-(f:Firm)
WHERE o.stage = 'operating' AND o.activity = coalesce(s.filled_by, 'produce')
  AND (o.basis = 'declared' OR o.basis = 'observed')
RETURN f.id AS firm, f.name AS name, s.id AS segment, o.at AS at, o.stage AS stage, o.basis AS basis,
       o.known_on AS known_on, o.n_sources AS n_sources, o.source_url AS source_url, o.edge_id AS edge_id
ORDER BY n_sources DESC, name, edge_id LIMIT 30
"""

EXAMPLES_SHOWN = 5
WAYS = ("供货记录", "生产该部件", "从事该环节")


@dataclass(frozen=True)
class Giver:
    """A firm that could give a part: by which record, where, how far it is with it, how well proven."""

    firm: str
    name: str
    way: str
    stand: Stand
    stage: str
    grade: Grade
    known_on: str | None
    source_url: str | None
    evidence: tuple[str, ...]

    @property
    def is_running(self) -> bool:
        """Does it give the part today, as far as records go? A stage that nobody says is not held against it."""
        return self.stage not in ("building", "signed", "planned", "closed")


@dataclass(frozen=True)
class Wanted:
    """A part that is asked for: its name as suppliers' records may write it, its product id, its segments."""

    name: str
    product: str | None = None
    segments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """What is known of one part: who could give it, the nearest first, and how many makers the segment has."""

    givers: tuple[Giver, ...]
    n_makers: int

    @property
    def where(self) -> str:
        """The nearest place on record where somebody runs it; else that somebody is on the way; else nobody known."""
        running = [g.stand.word for g in self.givers if g.is_running]
        if running:
            return running[0]
        coming = [g for g in self.givers if g.stand.where in ("inside", "in_city", "within")]
        return "在建" if coming else NOBODY


NOBODY = "库中没有记录"
WHERE_ORDER = (*WHERE_WORDS.values(), "在建", NOBODY)


@dataclass
class _Found:
    """Rows read for the parts, by what they hang on."""

    supplied: Sequence[Row]
    makers: Mapping[str, list[Row]]
    near: Mapping[str, list[Operation]]
    far: dict[str, list[Row]]
    counts: Mapping[str, int]
    ground: Ground = field(init=False)


def given(view: View, wanted: Sequence[Wanted], buyers: Iterable[str], around: Rings) -> list[Given]:
    """For each part who could give it to these buyers (one firm and what belongs to it)."""
    segments = sorted({s for w in wanted for s in w.segments})
    supplied = view.rows(supply.SUPPLIERS, {"firms": sorted(buyers)})
    products = sorted({w.product for w in wanted if w.product})
    made = view.rows(MAKERS, {"products": products}) if products else []
    near = [o for o in operations.at_places(view, near_places(around), segments) if o.fills] if segments else []
    counts = {r["segment"]: r["n_makers"] or 0 for r in view.rows(COUNTS, {"segments": segments})} if segments else {}
    certain = inside_places(around)
    here = {o.segment for o in near if o.at in certain}
    lonely = sorted({s for w in wanted if not here & set(w.segments) for s in w.segments})
    far = {s: view.rows(EXAMPLES, {"segment": s}) for s in lonely}
    found = _Found(supplied, _by(made, "product"), _near(near), far, counts)
    firms = {r["partner"] for r in supplied} | {r["firm"] for r in made}
    places = [*(o.at for o in near), *(r["at"] for rows in far.values() for r in rows)]
    found.ground = ground(view, firms, around, places)
    return [_given(w, found) for w in wanted]


def _by(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: r["edge_id"]):
        grouped.setdefault(row[key], []).append(row)
    return grouped


def _near(found: Iterable[Operation]) -> dict[str, list[Operation]]:
    grouped: dict[str, list[Operation]] = {}
    for one in found:
        grouped.setdefault(one.segment, []).append(one)
    return grouped


def _given(wanted: Wanted, found: _Found) -> Given:
    best: dict[str, Giver] = {}
    for giver in _givers(wanted, found):
        have = best.get(giver.firm)
        if have is None or _order(giver) < _order(have):
            best[giver.firm] = giver
    n_makers = max((found.counts.get(s, 0) for s in wanted.segments), default=0)
    return Given(tuple(sorted(best.values(), key=_order)), n_makers)


def _order(giver: Giver) -> tuple[object, ...]:
    words = list(WHERE_WORDS)
    return (not giver.is_running, words.index(giver.stand.where), WAYS.index(giver.way), giver.grade, giver.name,
            giver.firm)  # fmt: skip


def _givers(wanted: Wanted, found: _Found) -> Iterator[Giver]:
    name, segments = tidy(wanted.name), set(wanted.segments)
    for row in found.supplied:
        if row["segment"] in segments or tidy(row["product"] or "") == name:
            yield _giver(row, "供货记录", found.ground.of(row["partner"]), "unknown", row["partner"])
    for row in found.makers.get(wanted.product or "", ()):
        yield _giver(row, "生产该部件", found.ground.of(row["firm"]), "unknown", row["firm"])
    for segment in wanted.segments:
        for one in found.near.get(segment, ()):
            row = {"name": one.name, "n_sources": one.n_sources, "source_url": one.source_url, "basis": one.basis,
                   "known_on": one.known_on, "edge_id": one.edge_id}  # fmt: skip
            yield _giver(row, "从事该环节", found.ground.at([one.at]), one.stage, one.firm)
        for row in found.far.get(segment, ())[:EXAMPLES_SHOWN]:
            yield _giver(row, "从事该环节", found.ground.at([row["at"]]), row["stage"], row["firm"])


def _giver(row: Row, way: str, stand: Stand, stage: str, firm: str) -> Giver:
    return Giver(
        firm=firm,
        name=row["name"] or firm,
        way=way,
        stand=stand,
        stage=stage,
        grade=grade_of(row["n_sources"] or 0, row["source_url"], row["basis"]),
        known_on=row["known_on"],
        source_url=row["source_url"],
        evidence=(row["edge_id"],),
    )
