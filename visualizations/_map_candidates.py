"""Who could fill the gaps of a map: the first candidates of each gap, how many more, how many are no targets and why."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from graph.model.change import View
from queries import candidates
from queries.candidates import Candidate, Candidates
from visualizations._table import Indexed

SHOWN = 10


def candidates_of(view: View, segments: Sequence[str], place: str, firms: Indexed, urls: Indexed) -> dict[str, Any]:
    """For each gap: rows of candidates (firm, place, km, grade, verdict, tie to an anchor, source), and the counts (a group once)."""
    if not segments:
        return {}
    found = candidates.ask_many(view, segments=segments, place=place)
    return {s: _of(found[s], firms, urls) for s in segments}


def _of(found: Candidates, firms: Indexed, urls: Indexed) -> dict[str, Any]:
    why = Counter(one.reason.partition(":")[0].partition("(")[0] for one in found.excluded)
    return {
        "rows": [_row(one, firms, urls) for one in found.candidates[:SHOWN]],
        "n": found.n_groups,
        "recommended": found.n_recommended,
        "more": max(0, len(found.candidates) - SHOWN),
        "excluded": [[reason, n] for reason, n in sorted(why.items(), key=lambda r: (-r[1], r[0]))[:6]],
        "in_city": [one.name for one in found.in_city],
        "short": found.is_short_list,
    }


def _row(one: Candidate, firms: Indexed, urls: Indexed) -> list[Any]:
    tie = one.anchor_ties[0] if one.anchor_ties else ""
    return [
        firms.at((one.firm, one.name)), one.place or one.country or "", one.distance_km, one.grade, one.verdict_word, tie,
        urls.at(one.source_url), one.to_raise,
    ]  # fmt: skip
