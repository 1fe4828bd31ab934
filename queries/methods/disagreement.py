"""Where do the claims behind one tie or node disagree, what counts in the graph, and by which rule?

The rule is that of the standing: what is observed or declared speaks before what is inferred, not knowing contradicts
nobody, of stages the furthest counts unless a newer claim says closed, else the later beginning, the later
publication, the higher confidence, the more publishers, the claim's id. Names are no disagreement, nor are lists and
notes: two pages may each name some products; the date of a stage belongs to its stage.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from graph import schema
from graph.model.change import Row
from queries.methods.dates import last_day
from queries.methods.operations import FILLING_BASIS

BESIDE = frozenset({"name", "name_en", "short_name", "aliases", "stage_on"})
"""Fields that may differ without a disagreement."""

STEADY = frozenset({"project_type", "activity", "uscc", "stock_code", "founded_on"})
"""Fields that do not change with time: a later value is a contradiction all the same."""

NEVER = date(1, 1, 1)

RULES: Mapping[str, str] = {
    "stage": "阶段取最远的,更新的消息说已停则取已停",
    "since": "取起始日期较晚的(没写起始的按发布日期)",
    "known": "取发布日期较晚的",
    "confidence": "取可信度较高的",
    "publishers": "取较多发布者说的",
    "claim": "其余相同,按断言编号取",
}
UPDATE, CONTRADICTION = "先后变化", "说法矛盾"


@dataclass(frozen=True)
class Voice:
    """One claim's word on a field."""

    value: str
    row: Row

    @property
    def when(self) -> tuple[date, date, float]:
        """Its place in the order: beginning, publication, confidence; a date that only stands in counts as never."""
        published = self.row.get("known_from") in (None, "published")
        known = last_day(self.row.get("known_on")) if published else None
        since = first_day(self.row.get("since"))
        return since or known or NEVER, known or NEVER, float(self.row.get("confidence") or 0)

    @property
    def house(self) -> str:
        """Who publishes it: by name, else by the host of the page."""
        host = urlsplit(str(self.row.get("address") or "")).hostname
        return str(self.row.get("publisher") or host or self.row.get("source") or "")


@dataclass(frozen=True)
class Disagreement:
    """A field of one tie or node of which claims say different things."""

    about: str
    field: str
    voices: tuple[Voice, ...]
    chosen: str | None
    rule: str

    @property
    def values(self) -> tuple[str, ...]:
        """What is said, the chosen first."""
        said = dict.fromkeys(v.value for v in self.voices)
        return tuple(sorted(said, key=lambda v: (v != self.chosen, v)))

    @property
    def nature(self) -> str:
        """A change over time where the chosen is dated and later than all others; else a contradiction."""
        if self.field in STEADY:
            return CONTRADICTION
        ours = [v.when[:2] for v in self.voices if v.value == self.chosen]
        others = [v.when[:2] for v in self.voices if v.value != self.chosen]
        is_later = bool(ours) and min(others, default=(NEVER, NEVER)) > (NEVER, NEVER) and max(ours) > max(others)
        return UPDATE if is_later else CONTRADICTION


def first_day(partial: str | None) -> date | None:
    """The first day of a partial date.

    >>> first_day("2021"), first_day("2021-03"), first_day(None)
    (datetime.date(2021, 1, 1), datetime.date(2021, 3, 1), None)
    """
    if not partial:
        return None
    year, month, day = (*(int(p) for p in partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def disagreements(claims: Sequence[Row], chosen: Mapping[str, Mapping[str, object]]) -> list[Disagreement]:
    """The fields on which claims about one thing differ; `chosen` are the graph's properties by id."""
    by_id: dict[str, list[Row]] = {}
    for row in claims:
        by_id.setdefault(row["id"], []).append(row)
    found = []
    for about, rows in by_id.items():
        sound = [r for r in rows if r.get("basis") in FILLING_BASIS] or rows
        kind = str(rows[0].get("kind") or "")
        for field in _compared(kind) if len(sound) > 1 else ():
            one = _of_field(about, field, sound, chosen.get(about, {}).get(field))
            if one is not None:
                found.append(one)
    return found


def _compared(kind: str) -> list[str]:
    """The fields of a kind that can disagree: neither key, name, list nor note."""
    if kind not in schema.kinds():
        return []
    skip = BESIDE | set(schema.key(kind)) if schema.is_edge(kind) else BESIDE
    specs = schema.fields(kind).values()
    return [s.name for s in specs if s.name not in skip and not s.dtype.is_nested() and not s.name.endswith("_note")]


def _of_field(about: str, field: str, rows: Sequence[Row], chosen: object) -> Disagreement | None:
    said = [Voice(text(r["fields"][field]), r) for r in rows if r.get("fields", {}).get(field) is not None]
    known = [v for v in said if v.value != "unknown"] or said
    if len({v.value for v in known}) < 2:
        return None
    winner = None if chosen is None else text(chosen)
    return Disagreement(about, field, tuple(sorted(known, key=_order)), winner, rule(field, known, winner))


def _order(voice: Voice) -> tuple[object, ...]:
    return (*(-d.toordinal() for d in voice.when[:2]), voice.value, str(voice.row.get("claim_id")))


def text(value: object) -> str:
    """A value as it is compared and shown: numbers without trailing zeros.

    >>> from decimal import Decimal
    >>> text(Decimal("70.0000")), text(70.0), text("operating")
    ('70', '70', 'operating')
    """
    try:
        return format(float(str(value)), "g") if not isinstance(value, (str, bool)) else str(value)
    except ValueError:
        return str(value)


def rule(field: str, voices: Iterable[Voice], chosen: str | None) -> str:
    """By which step of the order the chosen value came before the others."""
    listed = list(voices)
    if field == "stage":
        return RULES["stage"]
    ours = [v for v in listed if v.value == chosen]
    others = [v for v in listed if v.value != chosen]
    if not ours or not others:
        return RULES["claim"]
    first, second = max(ours, key=lambda v: v.when), max(others, key=lambda v: v.when)
    begun = "since" if first.row.get("since") or second.row.get("since") else "known"
    for step, one, other in zip((begun, "known", "confidence"), first.when, second.when, strict=True):
        if one != other:
            return RULES[step]
    votes = len({v.house for v in ours}), max(len({v.house for v in others if v.value == o.value}) for o in others)
    return RULES["publishers"] if votes[0] > votes[1] else RULES["claim"]
