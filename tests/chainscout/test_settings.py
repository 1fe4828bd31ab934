from pathlib import Path
from typing import Any

import pytest

from chainscout.settings import Settings, overruled, settings
from graph.errors import SettingsError


def home(tmp_path: Path, text: str) -> Path:
    (tmp_path / "chainscout.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_flag_goes_before_the_environment_and_the_environment_before_the_file(tmp_path: Path) -> None:
    folder = home(tmp_path, 'place = "甲市"\nzone = "甲园"\n')
    found = settings(folder, {"CHAINSCOUT_HOME": "elsewhere", "CHAINSCOUT_PLACE": "乙市"})
    assert (found.home, found.place, found.zone) == (folder, "乙市", "甲园")


def test_the_home_comes_from_the_environment_where_no_flag_names_one(tmp_path: Path) -> None:
    assert settings(None, {"CHAINSCOUT_HOME": str(tmp_path)}).home == tmp_path
    assert settings(None, {}).home == Path("chainscout-data")


@pytest.mark.parametrize(
    ("text", "place", "way"),
    [
        ("plaec = 'x'", "plaec", "did you mean place?"),
        ("place = 3", "place", "between quotes"),
        ("place = ", "chainscout.toml", "repair that line"),
        ("[thresholds]\nstrong_makers = 'x'", "thresholds.strong_makers", "without quotes"),
        ("thresholds = 3", "thresholds", "[thresholds]"),
        ("reserve = 'x'", "reserve", "list of stages"),
        ("time_zone = 'Moon/Crater'", "time_zone", "Asia/Shanghai"),
    ],
)
def test_a_wrong_setting_is_named_with_the_way_out(tmp_path: Path, text: str, place: str, way: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(home(tmp_path, text), {})
    assert place in str(caught.value)
    assert way in str(caught.value)


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(SettingsError, match="is a file"):
        settings(tmp_path / "x", {})


def test_a_threshold_of_the_office_overrules_the_one_that_ships() -> None:
    rules: dict[str, Any] = {
        "state": {"strong_makers": 3, "champion_words": ["x"]},
        "project_stages": {"reserve": ["策划"]},
    }
    held = overruled(rules, Settings(Path(), thresholds={"strong_makers": 5}, reserve=("线索",)))
    assert held["state"]["strong_makers"] == 5
    assert held["project_stages"]["reserve"] == ["线索"]
    assert rules["state"]["strong_makers"] == 3


@pytest.mark.parametrize("name", ["strong_maker", "champion_words"])
def test_a_threshold_nobody_knows_is_refused_with_the_nearest(name: str) -> None:
    rules = {"state": {"strong_makers": 3, "champion_words": ["x"]}}
    with pytest.raises(SettingsError, match="strong_makers"):
        overruled(rules, Settings(Path(), thresholds={name: 5}))


def test_the_store_is_named_by_flag_environment_or_file_in_that_order(tmp_path: Path) -> None:
    assert settings(tmp_path, {}).store == "grafeo"
    folder = home(tmp_path, 'store = "neo4j"\n')
    assert settings(folder, {}).store == "neo4j"
    assert settings(folder, {"CHAINSCOUT_STORE": "grafeo"}).store == "grafeo"
    assert settings(folder, {"CHAINSCOUT_STORE": "grafeo"}, store="neo4j").store == "neo4j"


def test_a_store_nobody_knows_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="store: neo4 is no store; did you mean neo4j"):
        settings(tmp_path, {"CHAINSCOUT_STORE": "neo4"})
