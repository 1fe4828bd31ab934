"""Where is the home, which place, which time zone, which thresholds? Flags before environment before file."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graph.errors import SettingsError

FILE = "chainscout.toml"
TEXTS = ("place", "zone", "time_zone", "store")
STORES = ("grafeo", "neo4j")
SECRET = ("password", "user", "uri", "database", "neo4j")
"""What a setting's name may hold that belongs to a server's credentials: they have no place in a file."""

DEFAULT_HOME = "chainscout-data"


@dataclass(frozen=True)
class Settings:
    """What holds for one command."""

    home: Path
    place: str = "厦门市"
    zone: str = "厦门火炬高新区"
    time_zone: str = "Asia/Shanghai"
    thresholds: Mapping[str, float] = field(default_factory=dict)
    reserve: tuple[str, ...] = ()
    store: str = "grafeo"

    @property
    def places(self) -> tuple[str, str]:
        """The city first, the zone second."""
        return self.place, self.zone

    def today(self) -> date:
        """Today in the office's time zone."""
        return datetime.now(ZoneInfo(self.time_zone)).date()


def settings(
    home: str | Path | None = None, environment: Mapping[str, str] | None = None, store: str | None = None
) -> Settings:
    """The settings that hold: flags, then CHAINSCOUT_HOME, _PLACE, _ZONE, _TIME_ZONE, _STORE, then chainscout.toml."""
    env = os.environ if environment is None else environment
    folder = Path(home or env.get("CHAINSCOUT_HOME") or DEFAULT_HOME).expanduser()
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{folder}: is a file, not a home; name a folder with --home or CHAINSCOUT_HOME")
    said = _file(folder / FILE)
    texts = {n: env.get(f"CHAINSCOUT_{n.upper()}") or said.get(n) for n in TEXTS}
    texts["store"] = store or texts["store"]
    found = Settings(
        home=folder,
        thresholds=said.get("thresholds", {}),
        reserve=tuple(said.get("reserve", ())),
        **{n: v for n, v in texts.items() if v},
    )
    if found.store not in STORES:
        raise SettingsError(f"store: {found.store} is no store; {_near(found.store, STORES)}")
    try:
        ZoneInfo(found.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(
            f"time_zone: {found.time_zone} is no time zone; write one like Asia/Shanghai in {folder / FILE} "
            "or CHAINSCOUT_TIME_ZONE"
        ) from None
    return found


def _file(path: Path) -> dict[str, Any]:
    """What chainscout.toml says, checked."""
    if not path.exists():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{path}: cannot be read ({fault}); repair that line") from None
    allowed = (*TEXTS, "thresholds", "reserve")
    for key, value in said.items():
        if key not in allowed and any(word in key for word in SECRET):
            raise SettingsError(
                f"{path}, {key}: credentials are not read from a file; take the line out and set CHAINSCOUT_NEO4J_URI, "
                "_USER and _PASSWORD in the environment"
            )
        if key not in allowed:
            raise SettingsError(f"{path}, {key}: no such setting; {_near(key, allowed)}")
        if key in TEXTS and not isinstance(value, str):
            raise SettingsError(f'{path}, {key}: must be text; write it between quotes, like {key} = "{value}"')
    _check_numbers(path, said.get("thresholds", {}))
    reserve = said.get("reserve", [])
    if not isinstance(reserve, list) or not all(isinstance(stage, str) for stage in reserve):
        raise SettingsError(f'{path}, reserve: must be a list of stages; write it like reserve = ["策划", "重点跟踪"]')
    return said


def _check_numbers(path: Path, numbers: Any) -> None:
    if not isinstance(numbers, dict):
        raise SettingsError(
            f"{path}, thresholds: must be a table; write [thresholds] and one line a threshold below it"
        )
    for key, value in numbers.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SettingsError(f"{path}, thresholds.{key}: {value!r} is not a number; write one without quotes")


def overruled(rules: Mapping[str, Any], chosen: Settings) -> dict[str, Any]:
    """The rules with the office's own thresholds and 储备 stages; a name the rules do not have is refused."""
    state, stages = rules.get("state", {}), rules.get("project_stages", {})
    known = [name for name, value in state.items() if isinstance(value, int | float)]
    for name in chosen.thresholds:
        if name not in known:
            raise SettingsError(f"{chosen.home / FILE}, thresholds.{name}: no such threshold; {_near(name, known)}")
    reserve = {"reserve": list(chosen.reserve)} if chosen.reserve else {}
    return {**rules, "state": {**state, **chosen.thresholds}, "project_stages": {**stages, **reserve}}


def _near(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 1)
    return (f"did you mean {near[0]}? " if near else "") + f"known: {', '.join(known)}"
