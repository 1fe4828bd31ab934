"""What may an outsider see of a project? An allow-list, from the stages of the rule file; in one place for every page."""

from graph.model.change import View
from queries.methods.rules import rules_of


def may_be_shown(view: View, stage: str | None, edition: str) -> bool:
    """Everything inside; outside only what is signed, under way or running: no talk, no plan, nothing shelved or unknown."""
    stages = rules_of(view.rules).project_stages
    return edition == "internal" or stage in (*stages.coming, *stages.running)


def sum_shown(value: float | None, edition: str) -> float | None:
    """A planned investment is for the internal edition."""
    return value if edition == "internal" else None
