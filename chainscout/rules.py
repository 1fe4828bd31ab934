"""The rules people are judged by: thresholds, words and groups of stages that ship, overruled by the home's own."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from chainscout.settings import Settings, overruled


def rules(chosen: Settings) -> Mapping[str, Any]:
    """The rules that hold in this home."""
    text = files("loaders").joinpath("data", "rules.toml").read_text(encoding="utf-8")
    return overruled(tomllib.loads(text), chosen)
