"""Is everything as it should be? One line a check, with the way out where it is not."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from chainscout.settings import FILE, Settings
from graph.errors import BusyError, ChainscoutError

LOW_DISK = 1 << 30
ENGINES = ("polars", "deltalake", "grafeo", "neo4j", "fastexcel", "python-calamine")


@dataclass(frozen=True)
class Finding:
    """What one check found: ok, warn or bad."""

    check: str
    state: str
    says: str


def findings(chosen: Settings) -> Iterator[Finding]:
    """Every check in order; one that raises is a bad finding with the message it raised."""
    checks: list[tuple[str, Callable[[Settings], Finding]]] = [
        ("python", _python),
        ("packages", _packages),
        ("home", _home),
        ("disk", _disk),
        ("settings", _settings),
        ("lock", _lock),
        ("ledger", _ledger),
        ("graph", _graph),
        *([("server", _server)] if chosen.store == "neo4j" else []),
    ]
    for name, check in checks:
        try:
            yield check(chosen)
        except ChainscoutError as refusal:
            yield Finding(name, "warn" if isinstance(refusal, BusyError) else "bad", str(refusal))


def _python(_: Settings) -> Finding:
    text = f"{sys.version.split()[0]} at {sys.executable}"
    good = sys.version_info >= (3, 12)
    return Finding("python", "ok" if good else "bad", text if good else f"{text}: too old; use Python 3.12 or newer")


def _packages(_: Settings) -> Finding:
    found, missing = [], []
    for name in ENGINES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding(
            "packages", "bad", f"{', '.join(missing)}: not installed; run make demo, or install requirements.lock"
        )
    return Finding("packages", "ok", ", ".join(found))


def _home(chosen: Settings) -> Finding:
    home = chosen.home
    if not home.exists():
        return Finding("home", "warn", f"{home.resolve()}: not there yet; `chainscout load` makes it")
    if not os.access(home, os.W_OK):
        return Finding("home", "bad", f"{home.resolve()}: cannot be written; check who owns it, or name another --home")
    said = (home / "VERSION").read_text(encoding="utf-8").strip() if (home / "VERSION").exists() else "none"
    return Finding("home", "ok", f"{home.resolve()}, format {said}")


def _disk(chosen: Settings) -> Finding:
    at = next(p for p in (chosen.home.resolve(), *chosen.home.resolve().parents) if p.exists())
    free = shutil.disk_usage(at).free
    text = f"{free / 1e9:.1f} GB free at {at}"
    return Finding("disk", "ok", text) if free > LOW_DISK else Finding("disk", "warn", f"{text}: little; free room")


def _settings(chosen: Settings) -> Finding:
    from chainscout.rules import rules
    from queries.methods.rules import rules_of

    held = rules_of(rules(chosen))
    own = "own " + FILE if (chosen.home / FILE).exists() else f"no {FILE}, defaults"
    return Finding("settings", "ok", f"{chosen.place}, {chosen.zone}, {chosen.time_zone}; rules {held.version}; {own}")


def _lock(chosen: Settings) -> Finding:
    from graph.ledger import writing

    if not chosen.home.exists():
        return Finding("lock", "ok", "free")
    with writing(chosen.home):
        return Finding("lock", "ok", "free")


def _ledger(chosen: Settings) -> Finding:
    import polars as pl

    from graph.ledger import Ledger

    if not (chosen.home / "ledger").exists():
        return Finding("ledger", "warn", "empty; run `chainscout load --facts` or load a table of yours")
    pin = Ledger.open(chosen.home).pin()
    events = pin.claims.select(pl.len()).collect().item()
    files = sum(1 for _ in Path(chosen.home / "ledger").rglob("*.parquet"))
    return Finding("ledger", "ok", f"version {pin.version}, {events} events in {files} files")


def _graph(chosen: Settings) -> Finding:
    from chainscout.credentials import server
    from graph.ledger import Ledger
    from graph.stores import publisher, reader

    on = server(chosen)
    with closing(publisher(chosen.home, on)) as store:
        published = store.published()
    if published is None:
        return Finding("graph", "warn", "none yet; run `chainscout build`")
    reader(chosen.home, on).close()
    stamp = published.stamp
    text = f"as of {stamp.as_of}, known on {stamp.known_on}, ledger {stamp.ledger}"
    if not published.complete:
        return Finding("graph", "warn", f"{text}; not built from this home: its evidence is not here")
    now = Ledger.open(chosen.home).pin().version
    if now != stamp.ledger:
        return Finding("graph", "warn", f"{text}; the ledger is at {now}: run `chainscout build`")
    return Finding("graph", "ok", text)


def _server(chosen: Settings) -> Finding:
    """Which server it is, whether it suits, and whether the password crosses a network in the clear."""
    from chainscout.credentials import server
    from graph.stores.neo4j_link import Link, in_the_clear

    on = server(chosen)
    assert on
    with closing(Link(on)) as link:
        product = link.product()
    text = f"{on.address}, {product.name} {product.version} {product.edition}"
    if found := product.trouble():
        return Finding("server", found[0], f"{on.address}: {found[1]}")
    if in_the_clear(on):
        return Finding("server", "warn", f"{text}: another machine, not encrypted; use bolt+s:// or neo4j+s://")
    return Finding("server", "ok", text)
