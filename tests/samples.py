"""What every question can be asked of the facts that ship, by the name of what it needs."""

from typing import Any

from chainscout import registry

SAMPLES: dict[str, Any] = {
    "chain": "display",
    "place": "厦门市",
    "segment": "display/polarizer",
    "firm": "厦门天马微电子有限公司",
    "other": "京东方科技集团股份有限公司",
    "beside": ("厦门火炬高新区",),
    "since": "2024-01-01",
    "fund": "厦门火炬高新区新质生产力基金",
}
"""What is asked, by the name of what a question needs; a question that needs something else adds it here."""

ALONE = {"sources": {"firm": SAMPLES["firm"], "chain": "display"}, "conflicts": {"chain": "display"}}
"""Questions that do not take all of that together."""


def asked(name: str) -> dict[str, Any]:
    """What to ask a question."""
    options = registry.options(registry.questions()[name].load().ask)
    wanted = [o for o in options if o.required or o.name in ("chain", "place", "segment", "firm")]
    missing = [o.name for o in wanted if o.name not in SAMPLES]
    assert not missing, f"{name} needs {missing}: say in SAMPLES what to ask for"
    return ALONE.get(name, {o.name: SAMPLES[o.name] for o in wanted})
