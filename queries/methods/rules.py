"""Which thresholds and words do the rules use? Read from the rule file (loaders/data/rules.toml), checked here."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.errors import SettingsError


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StateRules(_Closed):
    """Thresholds of the state of a segment."""

    strong_makers: int = Field(ge=1)
    covered_makers: int = Field(ge=1)
    presumed_searches: int = Field(ge=1)
    short_list_makers: int = Field(ge=0)
    stale_years: int = Field(ge=1)
    silent_months: int = Field(ge=1)
    single_share_pct: float = Field(default=90, gt=0, le=100)
    champion_words: tuple[str, ...]
    champion_levels: tuple[str, ...]
    surveys_that_prove: tuple[str, ...]
    basis_that_fills: tuple[str, ...]


class ProjectStages(_Closed):
    """Which project stages mean coming, running, talking, ended, and what 储备 is."""

    coming: tuple[str, ...]
    running: tuple[str, ...]
    talking: tuple[str, ...]
    ended: tuple[str, ...]
    reserve: tuple[str, ...]
    not_a_plant: tuple[str, ...]


class Words(_Closed):
    """The Chinese words of states, actions and values."""

    state: dict[str, str]
    action: dict[str, str]
    stateless: dict[str, str]
    activity: dict[str, str]
    stage: dict[str, str]
    locality: dict[str, str]
    surveyor: dict[str, str]


class Rules(_Closed):
    """The whole rule file."""

    version: str
    state: StateRules
    project_stages: ProjectStages
    words: Words


def rules_of(raw: Mapping[str, Any]) -> Rules:
    """The rule file as typed values; SettingsError says which line is wrong."""
    try:
        return Rules.model_validate(dict(raw))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"rules.toml, {where}: {first['msg']}; compare with the file that ships") from error
