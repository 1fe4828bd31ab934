"""Which Neo4j server, and who asks? From the environment, the password also from the system's keyring; never from
a flag or a file, where others read it.
"""

import importlib
import os
from collections.abc import Mapping
from importlib.util import find_spec

from chainscout.settings import Settings
from graph.errors import SettingsError
from graph.stores import Server

SERVICE = "chainscout"
"""The name under which a keyring holds the password of a user."""

HERE = "bolt://127.0.0.1:7687"


def server(chosen: Settings, environment: Mapping[str, str] | None = None) -> Server | None:
    """The server of the settings, or none where the graph is the home's own."""
    if chosen.store != "neo4j":
        return None
    env = os.environ if environment is None else environment
    user = env.get("CHAINSCOUT_NEO4J_USER") or "neo4j"
    password = env.get("CHAINSCOUT_NEO4J_PASSWORD") or _from_keyring(user)
    if not password:
        raise SettingsError(
            "CHAINSCOUT_NEO4J_PASSWORD: not set; export it, or where the package keyring is installed keep it there: "
            f"`keyring set {SERVICE} {user}`"
        )
    uri = env.get("CHAINSCOUT_NEO4J_URI") or HERE
    return Server(uri, user, password, database(env))


def database(environment: Mapping[str, str] | None = None) -> str | None:
    """Which of the server's databases; none: the one it opens by itself."""
    env = os.environ if environment is None else environment
    return env.get("CHAINSCOUT_NEO4J_DATABASE") or None


def _from_keyring(user: str) -> str | None:
    """The password the keyring holds, where there is one; a locked or missing keyring holds none."""
    if find_spec("keyring") is None:
        return None
    keyring = importlib.import_module("keyring")
    errors = importlib.import_module("keyring.errors")
    try:
        found: str | None = keyring.get_password(SERVICE, user)
    except errors.KeyringError:
        return None
    return found
