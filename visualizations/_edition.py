"""What may an outsider see of a project, a firm's plant, a carrier? Allow-lists, in one place for pages and exports."""

from datetime import date

from graph.model.change import Row, View
from queries.methods import own_use
from queries.methods.dates import last_day, months_between
from queries.methods.operations import Operation
from queries.methods.reported import number
from queries.methods.rules import rules_of

COMING = ("building", "signed")

CARRIERS = """
MATCH (c:Carrier)
RETURN c.id AS id, c.name AS name, c.own_use AS own_use, c.free_m2 AS free_m2, c.free_mu AS free_mu
"""


def may_be_shown(view: View, stage: str | None, stage_on: str | None, edition: str) -> bool:
    """Everything inside; outside only what runs, or was signed or begun lately: no talk, no plan, nothing shelved or old."""
    stages = rules_of(view.rules).project_stages
    return edition == "internal" or stage in stages.running or (stage in stages.coming and is_news(view, stage_on))


def is_plant_shown(view: View, one: Operation) -> bool:
    """Does it fill its segment: in operation, or building or signed and heard of lately?"""
    return one.fills and is_stage_shown(view, one.stage, one.since, one.known_on)


def is_stage_shown(view: View, stage: str | None, *heard: str | None) -> bool:
    """Does a plant of this stage stand here for guests: in operation, or coming and heard of lately?"""
    return stage == "operating" or (stage in COMING and is_news(view, *heard))


def is_news(view: View, *heard: str | None) -> bool:
    """Was it heard of within the months after which the rules call silence what nobody spoke of? Undated is not."""
    newest = max((d for d in map(last_day, heard) if d), default=None)
    least = rules_of(view.rules).state.silent_months
    return newest is not None and months_between(newest, date.fromisoformat(view.stamp.as_of)) <= least


def offered(view: View) -> frozenset[str]:
    """The carriers that may be offered: on record as not for own use, or as free; no sum of several is one of them."""
    return frozenset(r["id"] for r in view.rows(CARRIERS) if not own_use.is_total(r["name"]) and _is_free(r))


def _is_free(row: Row) -> bool:
    free = any(number(row[f]) for f in ("free_m2", "free_mu"))
    return not own_use.is_kept(row["own_use"]) and (free or not own_use.is_unsure(row["own_use"]))


def sum_shown(value: float | None, edition: str) -> float | None:
    """A planned investment is for the internal edition."""
    return value if edition == "internal" else None
