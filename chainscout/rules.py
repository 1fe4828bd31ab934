"""The rules people are judged by: thresholds, words and groups of stages that ship, overruled by the home's own."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from chainscout.settings import Settings, overruled


def rules(chosen: Settings) -> Mapping[str, Any]:
    """The rules that hold in this home; their version says what the home overrules, as 1+strong_makers=4."""
    shipped = tomllib.loads(files("loaders").joinpath("data", "rules.toml").read_text(encoding="utf-8"))
    held = overruled(shipped, chosen)
    return {**held, "version": "".join((str(shipped.get("version", "")), *differences(shipped, held)))}


def differences(shipped: Mapping[str, Any], held: Mapping[str, Any]) -> list[str]:
    """Each threshold and group of stages that is not the shipped one, as +name=value.

    >>> differences({"state": {"strong_makers": 3, "stale_years": 5}}, {"state": {"strong_makers": 4, "stale_years": 5}})
    ['+strong_makers=4']
    """
    groups = [g for g, values in shipped.items() if isinstance(values, Mapping) and g != "words"]
    return [
        f"+{name}={'、'.join(map(str, value)) if isinstance(value, list) else f'{value:g}'}"
        for group in groups
        for name, value in sorted(held.get(group, {}).items())
        if value != shipped[group].get(name)
    ]
