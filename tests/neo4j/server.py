"""A real Neo4j on this machine, from published jars, without a container: for the tests, for timed runs and for a person.

    .venv/bin/python tests/neo4j/server.py start     a server that stays: address, user and password file are told
    .venv/bin/python tests/neo4j/server.py stop      stop it; what it holds stays
    .venv/bin/python tests/neo4j/server.py fetch     only the jars (`install` first gets Java and Maven by apt)

Everything listens on 127.0.0.1. The jars lie under the cache folder, one folder a version of .ci/neo4j/pom.xml; a
person's server, with its password, under the data folder (both as XDG has them), never in the repository.
"""

import argparse
import fcntl
import hashlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
POM = ROOT / ".ci" / "neo4j" / "pom.xml"
JAVAS = (17, 21)
"""Java versions the pinned server runs on."""

JVMS = (Path("/usr/lib/jvm"), Path("/Library/Java/JavaVirtualMachines"))
"""Where Debian and macOS keep them."""

PACKAGES = ("maven", *(f"openjdk-{n}-jre-headless" for n in JAVAS))
HOST, USER = "127.0.0.1", "neo4j"
WAIT = 120.0
"""Seconds a server may take until it answers; two to ten are usual."""

QUICK = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A small server that is there soon: half the processor time until ready."""

CONF = {
    "server.default_listen_address": HOST,
    "server.bolt.tls_level": "DISABLED",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.security.auth_enabled": "true",
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
    "server.memory.pagecache.size": "128m",
    "dbms.memory.transaction.total.max": "256m",
    "db.memory.transaction.max": "128m",
    "db.transaction.timeout": "60s",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "16m",
    "db.store.files.preallocate": "false",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
}


class Unavailable(Exception):  # noqa: N818  # read as "unavailable: why"
    """No server can be had here; the message says why and what to do."""


# what a server needs


def java() -> str:
    """A Java that suits: of JAVA_HOME, the PATH, or where Debian and macOS keep them."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += [p for n in JAVAS for p in sorted(JVMS[0].glob(f"*{n}*"))]
    homes += [p / "Contents" / "Home" for p in sorted(JVMS[1].glob("*"))]
    named = [str(h / "bin" / "java") for h in homes if (h / "bin" / "java").exists()]
    for candidate in [*named, shutil.which("java") or ""]:
        if candidate and _version(candidate) in JAVAS:
            return candidate
    raise Unavailable(f"Java: none of version {' or '.join(map(str, JAVAS))} was found; {_way(PACKAGES[1])}")


def _version(program: str) -> int | None:
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else None


def _way(package: str) -> str:
    return f"install it (apt install {package}, brew install {'maven' if package == 'maven' else 'openjdk@17'})"


def install() -> None:
    """Java and Maven by apt, where they are missing and this is root; where this is not, nothing."""
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        return
    wanted = [] if shutil.which("mvn") else ["maven"]
    try:
        java()
    except Unavailable:
        subprocess.run(["apt-get", "-qq", "update"], check=False)
        wanted += [p for p in PACKAGES[1:] if _offered(p)][:1]
    if wanted:
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        subprocess.run(["apt-get", "-qq", "update"], check=False)
        install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *wanted]
        subprocess.run(install, stdout=subprocess.DEVNULL, check=False)


def _offered(package: str) -> bool:
    return subprocess.run(["apt-cache", "show", package], capture_output=True, check=False).returncode == 0


def jars() -> Path:
    """The folder of the server's jars, fetched by Maven at the first use; one process fetches, the others wait."""
    mark = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "chainscout"
    there = cache / f"neo4j-{mark}"
    if there.exists():
        return there
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "neo4j.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not there.exists():
            _fetch(there)
    return there


def _fetch(there: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable(f"Maven: not found; {_way('maven')}")
    with tempfile.TemporaryDirectory(dir=there.parent) as aside:
        copy = [f"-DoutputDirectory={aside}/lib", "-DincludeScope=runtime", "dependency:copy-dependencies"]
        run = subprocess.run(
            [maven, "-q", "-B", "-f", str(POM), *copy], cwd=aside, capture_output=True, text=True, check=False
        )
        if run.returncode:
            why = next((line for line in run.stdout.splitlines() if "ERROR" in line), run.stdout[-300:]).strip()
            raise Unavailable(f"Maven: the jars of {POM} could not be fetched ({why}); check the network and try again")
        (Path(aside) / "lib").rename(there)


# a server


@dataclass
class Neo4j:
    """A server's home and how to reach it; `start` and `stop` as often as wanted."""

    home: Path
    password: str
    bolt: int
    http: int | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    flags: Sequence[str] = QUICK
    stays: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    watch: "subprocess.Popen[bytes] | None" = None

    @property
    def uri(self) -> str:
        """The address for drivers."""
        return f"bolt://{HOST}:{self.bolt}"

    def start(self) -> None:
        """Start it and wait until it answers; the password is set at the first start."""
        self.configure()
        command = [java(), *self.flags, "-cp", f"{self.home}/lib/*", "org.neo4j.server.CommunityEntryPoint"]
        command += [f"--home-dir={self.home}", f"--config-dir={self.home}/conf"]
        with (self.home / "logs" / "console.log").open("ab") as console:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True
            )
        (self.home / "run" / "neo4j.pid").write_text(str(self.process.pid))
        if not self.stays:
            self.watch = watched(self.process.pid)
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise

    def configure(self) -> None:
        """Lay out its folder; what it holds stays."""
        for name in ("conf", "data", "logs", "run", "plugins", "import"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        lib = self.home / "lib"
        lib.unlink(missing_ok=True)
        lib.symlink_to(jars())
        said = {**CONF, **_listening("bolt", self.bolt), **self.more}
        if self.http:
            said |= {"server.http.enabled": "true", **_listening("http", self.http)}
        text = "".join(f"{name}={value}\n" for name, value in said.items())
        (self.home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")

    def _wait(self) -> None:
        """Until it answers; the first time the password it comes with is replaced, before which it does nothing else."""
        from neo4j import GraphDatabase
        from neo4j.exceptions import ServiceUnavailable

        fresh = self.home / "conf" / "password-is-set"
        until = time.monotonic() + WAIT
        with GraphDatabase.driver(self.uri, auth=(USER, self.password if fresh.exists() else USER)) as driver:
            while True:
                try:
                    driver.verify_connectivity()
                    if not fresh.exists():
                        change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
                        with driver.session(database="system") as session:
                            session.run(change, old=USER, new=self.password).consume()
                        fresh.touch()
                except ServiceUnavailable:
                    if time.monotonic() > until or (self.process and self.process.poll() is not None):
                        raise Unavailable(f"{self.home}: the server did not start; {self._last_words()}") from None
                    time.sleep(0.1)
                else:
                    return

    def _last_words(self) -> str:
        lines = (self.home / "logs" / "console.log").read_text(errors="replace").split("\n")
        said = [line for line in lines if "ERROR" in line or "Caused by" in line] or lines[-5:]
        return f"{' '.join(said[:3])}; all of it stands in {self.home / 'logs'}"

    def stop(self) -> None:
        """Let it end in order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Pull the plug."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.watch:
            self.watch.kill()
            self.watch.communicate()
            self.watch = None
        if self.process:
            self.process.send_signal(how)
            self.process.wait(60)
            self.process = None
        (self.home / "run" / "neo4j.pid").unlink(missing_ok=True)


def watched(process: int) -> "subprocess.Popen[bytes]":
    """Who ends a process when this one is gone, however it went: the pipe between them closes then."""
    then = f"cat >/dev/null; kill -9 {process} 2>/dev/null"
    return subprocess.Popen(["/bin/sh", "-c", then], stdin=subprocess.PIPE, start_new_session=True)


def _listening(what: str, port: int) -> dict[str, str]:
    return {f"server.{what}.{kind}_address": f"{HOST}:{port}" for kind in ("listen", "advertised")}


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as s:
        s.bind((HOST, 0))
        return int(s.getsockname()[1])


def temporary(home: Path, *, start: bool = True) -> Neo4j:
    """A server in an empty folder, at a free port, with a password of its own; started, or ready to be."""
    made = Neo4j(home, secrets.token_urlsafe(18), free_port())
    java()
    made.configure()
    if start:
        made.start()
    return made


# for a person


def persons_home() -> Path:
    """Where a person's server is."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "chainscout" / "neo4j"


def persons(home: Path, bolt: int, http: int | None) -> Neo4j:
    """A person's server: its password is made once and kept beside it, for its owner's eyes."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = home / "password"
    if not kept.exists():
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(18))
    usual = ("-Xms256m", "-Xmx1g")
    roomy = {"dbms.memory.transaction.total.max": "700m", "db.memory.transaction.max": "512m"}
    return Neo4j(home, kept.read_text().strip(), bolt, http, more=roomy, flags=usual, stays=True)


def running(home: Path) -> int | None:
    """The process of a person's server, if it lives."""
    try:
        pid = int((home / "run" / "neo4j.pid").read_text())
        os.kill(pid, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return None
    told = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return pid if str(home) in told else None


def begin(home: Path, bolt: int, http: int) -> str:
    """Start a person's server, or find it running; what to do next."""
    server = persons(home, bolt, http)
    if running(home) is None:
        for port in (bolt, http):
            with socket.socket() as s:
                if s.connect_ex((HOST, port)) == 0:
                    raise Unavailable(f"{HOST}:{port}: something listens there already; name other ports, see --help")
        server.start()
        _wait_for(http)
    elsewhere = "" if home == persons_home() else f" --folder '{home}'"
    stop = f".venv/bin/python {Path(__file__).relative_to(ROOT)} stop{elsewhere}"
    return f"""Neo4j runs on this machine only (process {running(home)}), its files in {home}
  Neo4j Browser   http://{HOST}:{http}/browser/   connect to {server.uri}, user {USER}
  drivers         {server.uri}
  password        stands in {home / "password"} (only you can read it)

chainscout on it:
  export CHAINSCOUT_STORE=neo4j CHAINSCOUT_NEO4J_URI={server.uri} CHAINSCOUT_NEO4J_PASSWORD="$(cat '{home / "password"}')"
  .venv/bin/chainscout build --home out/demo-home
  every command in this shell then asks Neo4j; `unset CHAINSCOUT_STORE` goes back to the home's own graph

stop it:  {stop}      (what it holds stays; remove {home} to forget all of it)"""


def _wait_for(port: int) -> None:
    """Neo4j Browser is served a little later than drivers are."""
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        with socket.socket() as s:
            if s.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)


def end(home: Path) -> str:
    """Stop a person's server."""
    pid = running(home)
    if pid is None:
        return f"{home}: no server runs there"
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + WAIT
    while running(home) and time.monotonic() < until:
        time.sleep(0.1)
    return f"{home}: stopped"


def main(words: Sequence[str] | None = None) -> int:
    """One act; 1 with a message where it cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=["start", "stop", "fetch", "install"])
    parser.add_argument("--folder", type=Path, default=persons_home(), help="the server's files (default: %(default)s)")
    parser.add_argument("--bolt", type=int, default=7687, help="port for drivers")
    parser.add_argument("--http", type=int, default=7474, help="port for Neo4j Browser")
    args = parser.parse_args(words)
    try:
        if args.act == "start":
            print(begin(args.folder.resolve(), args.bolt, args.http))  # noqa: T201
        elif args.act == "stop":
            print(end(args.folder.resolve()))  # noqa: T201
        else:
            if args.act == "install":
                install()
            print(f"{java()}\n{jars()}")  # noqa: T201
    except Unavailable as why:
        print(why, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
