"""Whose server it is, and who asks: from the environment or a keyring, and nowhere else."""

import logging
import sys
from pathlib import Path
from types import ModuleType

import pytest

from chainscout import credentials
from chainscout.credentials import server
from chainscout.settings import Settings, settings
from graph.errors import SettingsError, StoreError
from graph.stores.neo4j_link import Link, in_the_clear

ON = Settings(Path(), store="neo4j")


def test_without_neo4j_there_is_no_server_whatever_the_environment_says() -> None:
    assert server(Settings(Path()), {"CHAINSCOUT_NEO4J_PASSWORD": "x"}) is None


def test_the_environment_names_server_user_and_password() -> None:
    found = server(
        ON,
        {
            "CHAINSCOUT_NEO4J_URI": "neo4j+s://graph.example:7999",
            "CHAINSCOUT_NEO4J_USER": "reader",
            "CHAINSCOUT_NEO4J_PASSWORD": "虚构密码",
            "CHAINSCOUT_NEO4J_DATABASE": "chains",
        },
    )
    assert found
    assert (found.address, found.user, found.password, found.database) == (
        "graph.example:7999",
        "reader",
        "虚构密码",
        "chains",
    )


def test_what_is_not_said_is_the_server_of_this_machine_and_its_first_user() -> None:
    found = server(ON, {"CHAINSCOUT_NEO4J_PASSWORD": "x"})
    assert found
    assert (found.address, found.user, found.database) == ("127.0.0.1:7687", "neo4j", None)


def test_without_a_password_both_ways_to_give_one_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credentials, "find_spec", lambda _: None)
    with pytest.raises(SettingsError, match=r"CHAINSCOUT_NEO4J_PASSWORD: not set.*keyring set chainscout neo4j"):
        server(ON, {})


def keyring(monkeypatch: pytest.MonkeyPatch, held: str | None, locked: bool = False) -> list[tuple[str, str]]:
    """A keyring that holds a password, or is locked; what it was asked for."""
    asked: list[tuple[str, str]] = []
    made, errors = ModuleType("keyring"), ModuleType("keyring.errors")

    class KeyringError(Exception):
        pass

    def get_password(service: str, user: str) -> str | None:
        asked.append((service, user))
        if locked:
            raise KeyringError
        return held

    errors.KeyringError = KeyringError  # type: ignore[attr-defined]
    made.get_password = get_password  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", made)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    monkeypatch.setattr(credentials, "find_spec", lambda _: True)
    return asked


def test_a_password_can_lie_in_the_keyring_and_the_environment_goes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = keyring(monkeypatch, "of the ring")
    found = server(ON, {"CHAINSCOUT_NEO4J_USER": "reader"})
    assert found
    assert (found.password, asked) == ("of the ring", [("chainscout", "reader")])
    given = server(ON, {"CHAINSCOUT_NEO4J_PASSWORD": "given"})
    assert given
    assert (given.password, len(asked)) == ("given", 1)


def test_a_locked_keyring_holds_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring(monkeypatch, "of the ring", locked=True)
    with pytest.raises(SettingsError, match="not set"):
        server(ON, {})


@pytest.mark.parametrize("name", ["neo4j_password", "password", "neo4j_uri", "user"])
def test_credentials_in_the_file_are_refused_with_where_they_belong(tmp_path: Path, name: str) -> None:
    (tmp_path / "chainscout.toml").write_text(f'{name} = "secret-in-a-file"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=f"{name}: credentials are not read from a file.*environment") as caught:
        settings(tmp_path, {})
    assert "secret-in-a-file" not in str(caught.value)


@pytest.mark.parametrize(
    "uri", ["", "127.0.0.1:7687", "http://127.0.0.1:7474", "bolt://", "bolt://u:hidden-word@host", "bolt://host:port"]
)
def test_an_address_that_is_none_is_refused_and_not_repeated(uri: str) -> None:
    found = server(ON, {"CHAINSCOUT_NEO4J_URI": uri, "CHAINSCOUT_NEO4J_PASSWORD": "x"})
    assert found
    if uri:
        with pytest.raises(
            StoreError, match=r"CHAINSCOUT_NEO4J_URI: this is no address.*bolt://127.0.0.1:7687"
        ) as caught:
            Link(found)
        assert "hidden-word" not in str(caught.value)
    else:
        assert found.uri == credentials.HERE


@pytest.mark.parametrize(
    ("uri", "clear"),
    [("bolt://127.0.0.1", False), ("bolt://graph.example", True), ("neo4j+s://graph.example", False)],
)
def test_a_password_that_would_cross_a_network_in_the_clear_is_noticed(uri: str, clear: bool) -> None:
    found = server(ON, {"CHAINSCOUT_NEO4J_URI": uri, "CHAINSCOUT_NEO4J_PASSWORD": "x"})
    assert found
    assert in_the_clear(found) is clear


def test_a_password_shows_in_no_text_of_a_server(caplog: pytest.LogCaptureFixture) -> None:
    found = server(ON, {"CHAINSCOUT_NEO4J_PASSWORD": "not-to-be-seen"})
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("x").info("%r %s", found, found)
    assert "127.0.0.1" in caplog.text
    assert "not-to-be-seen" not in caplog.text
