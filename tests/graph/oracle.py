"""What stands, told in dictionaries: the definition of DESIGN §4 without frames, to hold ledger and standing against."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

Value = str | float | None
Row = dict[str, Value]
Key = tuple[Value, ...]

KEY = ("kind", "subject", "object", "name", "short_name", "stage", "since", "until", "source", "series")
"""What makes a claim this claim; everything else it says may change."""

NODES = ("Firm", "Segment")
REFERENCE = ("Segment", "FEEDS")
BASES = ("observed", "declared", "inferred", "potential", "synthetic")


def begins(text: str) -> date:
    """The first day of a year, month or day."""
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def ends(text: str) -> date:
    """The last day of a year, month or day."""
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


@dataclass(frozen=True)
class Event:
    """One event of a claim: what was done, the date it is known from, by which act, and how it was said."""

    act: str
    known_on: str
    at: int
    said: tuple[Value, ...] = ()


@dataclass
class Oracle:
    """A ledger in a dictionary: of each claim its events, oldest first; when each file was read first."""

    events: dict[Key, list[Event]] = field(default_factory=dict)
    files: dict[tuple[str, str], int] = field(default_factory=dict)
    acts: int = 0

    def load(
        self, file: tuple[str, str], rows: Iterable[Row], fallback: str, edition: bool, restate: bool = False
    ) -> tuple[int, int, int, int]:
        """Load rows of a file (series, bytes); how many claims were added, kept, retracted, kept corrected."""
        self.acts += 1
        series, read_at = file[0], self.files.setdefault(file, self.acts)
        told: dict[Key, list[tuple[tuple[Value, ...], Event]]] = {}
        for row in rows:
            key = tuple(series if name == "series" else row.get(name) for name in KEY)
            told.setdefault(key, []).append(_event(row, fallback, self.acts))
        added = kept = corrected = 0
        for key, tellings in told.items():
            event = min(tellings, key=lambda t: t[0])[1]
            if self._last(key) == "correct" and read_at < self.events[key][-1].at and not restate:
                corrected += 1
            elif self._last(key) == "assert" and self.events[key][-1].said == event.said:
                kept += 1
            else:
                added += 1
                self.events.setdefault(key, []).append(event)
        dropped = [
            k for k in self.events if edition and k[-1] == series and k not in told and self._last(k) == "assert"
        ]
        for key in dropped:
            self.events[key].append(Event("retract", fallback, self.acts))
        return added, kept, len(dropped), corrected

    def end(self, act: str, keys: Iterable[Key], on: date) -> int:
        """Retract or correct claims; how many it changed."""
        self.acts += 1
        over = ("retract", "correct") if act == "retract" else ("correct",)
        changed = [key for key in keys if self._last(key) not in over]
        for key in changed:
            self.events[key].append(Event(act, on.isoformat(), self.acts))
        return len(changed)

    def _last(self, key: Key) -> str | None:
        return self.events[key][-1].act if key in self.events else None

    def stands(self, as_of: date, known_on: date) -> set[Key]:
        """The claims that stand at `as_of` as far as was known on `known_on`."""
        return {key for key, events in self.events.items() if _stands(key, events, as_of, known_on)}

    def counts(self, as_of: date, known_on: date) -> set[Key]:
        """The claims that stand and whose ends do too, and differ."""
        standing = self.stands(as_of, known_on)
        nodes = {key[1] for key in standing if key[0] in NODES}
        return {k for k in standing if k[0] in NODES or (k[1] != k[2] and {k[1], k[2]} <= nodes)}


def fallback(declared: str | None, loaded_on: date) -> str:
    """What stands in for a missing date: the file's own if it names a time that is over, else the day of loading."""
    return declared if declared and ends(declared) <= loaded_on else loaded_on.isoformat()


def _event(row: Row, fallback: str, act: int) -> tuple[tuple[Value, ...], Event]:
    """A telling of a claim, and what makes it come before others of the same load."""
    known, basis, confidence = row["known_on"], str(row["basis"]), row["confidence"]
    assert known is None or isinstance(known, str)
    assert isinstance(confidence, float)
    order = (float(known is None), known or fallback, float(BASES.index(basis)), -confidence)
    return order, Event("assert", known or fallback, act, (basis, confidence, known))


def _stands(key: Key, events: list[Event], as_of: date, known_on: date) -> bool:
    said = dict(zip(KEY, key, strict=True))
    since, until = said["since"], said["until"]
    assert since is None or isinstance(since, str)
    assert until is None or isinstance(until, str)

    def is_heard(event: Event) -> bool:
        if event.act == "correct":
            return True
        if event.act == "assert" and said["kind"] in REFERENCE:
            return since is None or begins(since) <= known_on
        return ends(event.known_on) <= known_on

    heard = [event for event in events if is_heard(event)]
    if not heard or heard[-1].act != "assert":
        return False
    if since is not None:
        has_begun = begins(since) <= as_of
    else:
        has_begun = said["kind"] in (*NODES, *REFERENCE) or ends(heard[-1].known_on) <= as_of
    lasts = until is None or (as_of < begins(until) if len(until) == 10 else as_of <= ends(until))
    return has_begun and lasts
