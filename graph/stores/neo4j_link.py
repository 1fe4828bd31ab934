"""How is a Neo4j server talked to? Transactions with a time limit, plain values, and every failure in words.

Which servers suit is decided here alone, in `Product.trouble`.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, NotificationMinimumSeverity, Transaction
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.errors import StoreError
from graph.stores import Server

TESTED = (5, 26)
"""The version every promise is tested on: 5.26, with long-term support."""

OLDEST = (5, 0)
"""Older servers do not know the statements a build writes with."""

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
CONNECT_S = 10.0
ASK_S = 60.0
"""How long a question may take."""

IDLE_S = 5.0
"""A connection idle for longer is tried before it is used: the server may have been started anew."""

WRITE_S = 600.0
"""No single write takes longer: a batch takes a second or two."""

Mode = Literal["read", "write"]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Product:
    """What answered: its name, version and edition as it says them."""

    name: str
    version: str
    edition: str

    def trouble(self) -> tuple[Literal["warn", "bad"], str] | None:
        """Whether it suits: nothing, a warning, or a refusal, with its words."""
        told = f"{self.name} {self.version} {self.edition}"
        tested = ".".join(map(str, TESTED))
        if not self.name.startswith("Neo4j"):
            return "bad", f"this is {told}, no Neo4j; name a Neo4j server ({tested})"
        found = re.match(r"(\d+)\.(\d+)", self.version)
        number = (int(found[1]), int(found[2])) if found else (0, 0)
        if number < OLDEST:
            return "bad", f"this is {told}, too old; install Neo4j {tested}"
        if number != TESTED:
            return "warn", f"this is {told}; chainscout is tested on {tested}: use that where you can"
        if self.edition not in ("community", "enterprise"):
            return "warn", f"this is {told}; chainscout is tested on the community edition: use that where you can"
        return None


class Link:
    """A connection to one database of one server."""

    def __init__(self, server: Server) -> None:
        checked(server.uri)
        self.server = server
        self._driver = GraphDatabase.driver(
            server.uri,
            auth=(server.user, server.password),
            connection_timeout=CONNECT_S,
            connection_acquisition_timeout=2 * CONNECT_S,
            liveness_check_timeout=IDLE_S,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
        )

    @contextmanager
    def transaction(
        self, mode: Mode, timeout: float = WRITE_S, batch: int = 1_000, *, midway: bool = False
    ) -> Iterator[Transaction]:
        """One transaction; a write is committed at the end, a read never. `batch` rows are held on this side at once.

        `midway` it goes on from an earlier one: a server that is not there then has gone away.
        """
        if timeout <= 0:
            raise ValueError("a transaction without a time limit could run for ever; give seconds above 0")
        begun = midway
        try:
            access = READ_ACCESS if mode == "read" else WRITE_ACCESS
            with (
                self._driver.session(
                    database=self.server.database, default_access_mode=access, fetch_size=batch
                ) as session,
                session.begin_transaction(timeout=timeout) as running,
            ):
                begun = True
                yield running
                if mode == "write":
                    running.commit()
        except (Neo4jError, DriverError) as error:
            raise self._in_words(error, mode, begun) from error

    def statement(self, cypher: str, **params: Any) -> None:
        """One statement that makes its own transactions, or changes the schema."""
        try:
            with self._driver.session(database=self.server.database) as session:
                session.run(cypher, params).consume()
        except (Neo4jError, DriverError) as error:
            raise self._in_words(error, "write", True) from error

    def product(self) -> Product:
        """What this server says it is."""
        asked = "CALL dbms.components() YIELD name, versions, edition RETURN name, versions[0] AS version, edition"
        with self.transaction("read", ASK_S) as running:
            found = [r.data() for r in running.run(asked)]
        kernel = next((r for r in found if "Kernel" in r["name"]), found[0] if found else {})
        return Product(**{n: str(kernel.get(n, "unknown")) for n in ("name", "version", "edition")})

    def suited(self, *, aloud: bool) -> None:
        """Refuse a server that does not suit; say aloud what is only a warning."""
        match self.product().trouble():
            case ("bad", why):
                raise StoreError(f"{self.server.address}: {why}")
            case ("warn", why) if aloud:
                log.warning("%s: %s", self.server.address, why)

    def close(self) -> None:
        """Give the connections back."""
        self._driver.close()

    def _in_words(self, error: Neo4jError | DriverError, mode: Mode, begun: bool) -> StoreError:
        return StoreError(f"{self.server.address}: {in_words(error, self.server, mode, begun)}")


def checked(uri: str) -> None:
    """Refuse what is no address of a server, without repeating a password that may stand in it."""
    try:
        found = urlsplit(uri)
        fine = found.scheme in SCHEMES and found.hostname and (found.port or 1) and found.username is None
    except ValueError:
        fine = False
    if not fine:
        raise StoreError(
            "CHAINSCOUT_NEO4J_URI: this is no address of a Neo4j server; write one like bolt://127.0.0.1:7687 "
            "(neo4j://… for a cluster, bolt+s://… over a network), user and password in variables of their own"
        )


def in_the_clear(server: Server) -> bool:
    """Would a password cross a network unencrypted?"""
    found = urlsplit(server.uri)
    return "+" not in found.scheme and found.hostname not in ("127.0.0.1", "localhost", "::1")


SECURITY = {
    "AuthenticationRateLimit": "too many wrong passwords in a row; wait a minute, then try with the right one",
    "CredentialsExpired": "the password must be changed before it can be used; change it in Neo4j Browser",
    "Forbidden": "this user may not do that; let an administrator grant it, or name another CHAINSCOUT_NEO4J_USER",
}
WRONG = "user or password is not accepted; check CHAINSCOUT_NEO4J_USER and CHAINSCOUT_NEO4J_PASSWORD"
NO_WRITES = ("NotALeader", "ForbiddenOnReadOnlyDatabase", "WriteOnReadOnlyAccessDatabase")
READ_ONLY = (
    "takes no writes (a read replica, or a database that is read-only); "
    "name the writing server in CHAINSCOUT_NEO4J_URI (neo4j://… finds it), or have the database made writable"
)


def in_words(error: Neo4jError | DriverError, server: Server, mode: Mode, begun: bool) -> str:
    """What went wrong and the way out; `begun` tells a server that went away from one that is not there."""
    if isinstance(error, AuthError) or not isinstance(error, Neo4jError):
        return WRONG if isinstance(error, AuthError) else _gone(error, mode, begun)
    last = (error.code or "").rpartition(".")[2]
    said = (error.message or str(error)).splitlines()[0].rstrip(". ")
    known = {
        **SECURITY,
        **dict.fromkeys(NO_WRITES, READ_ONLY),
        "AccessMode": "reading cannot write; check the query",
        "DatabaseNotFound": f"there is no database {server.database}; correct CHAINSCOUT_NEO4J_DATABASE",
        "DatabaseUnavailable": f"its database does not run ({said}); look into the server's log",
        "MemoryPoolOutOfMemoryError": f"this needs more memory than the server allows ({said}); ask for less, or raise it",
    }
    if last in known:
        return known[last]
    if last.startswith("TransactionTimedOut"):
        return "took longer than it may, and was stopped; ask for less"
    if ".Statement." in (error.code or ""):
        return f"{said}; check the query"
    way = "run `chainscout build --anew`" if mode == "write" else "ask again; if it stays, look into the server's log"
    return f"{said} ({error.code}); {way}"


def _gone(error: DriverError, mode: Mode, begun: bool) -> str:
    if not isinstance(error, ServiceUnavailable | SessionExpired):
        return f"{str(error).splitlines()[0]}; check the query and its parameters"
    if not begun:
        last = str(error).splitlines()[-1]
        reason = re.search(r"\(reason (?:\[[^]]*\] )?(.*)\)$", last)
        why = (reason[1] if reason else last).strip(". ")
        return (
            f"no Neo4j answers there ({why}); start it (`make neo4j` on this machine), correct CHAINSCOUT_NEO4J_URI, "
            "or ask the home's own graph with --store grafeo (`unset CHAINSCOUT_STORE` for good)"
        )
    then = "run `chainscout build` again" if mode == "write" else "ask again"
    return f"the server went away in the middle; start it, then {then}"
