"""What does a Neo4j say it holds? One node, (:Projection): whose graph, as of when, and whether it is whole.

`publication` names the frames the graph was made of, in the home that built it. While a graph is written anew, `ready`
is false, `since` says when that began, and `draft` names who writes: each batch asks for its own name, so that of two
builds at once one goes on and the other is told.
"""

from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from neo4j import Transaction

from graph import schema
from graph.errors import StoreError
from graph.model.change import Stamp
from graph.stores.neo4j_write import STAMP

READ = f"OPTIONAL MATCH (p:{STAMP}) RETURN properties(p) AS p"
FOREIGN = f"MATCH (n) WHERE NOT n:{STAMP} RETURN labels(n) AS labels LIMIT 1"
NODE = f"MERGE (p:{STAMP} {{only: true}})"
MEANWHILE = "another build was published meanwhile; run `chainscout build` again"
STAMPED = tuple(f.name for f in fields(Stamp) if f.name != "rules")


@dataclass(frozen=True)
class Publication:
    """What a database holds, and where the frames it was made of should be."""

    stamp: Stamp
    name: str
    folder: Path
    ready: bool = True
    indexed: bool = True
    since: str = ""
    written: int = 0

    @property
    def frames(self) -> Path:
        """The folder of its frames."""
        return self.folder / f"{self.name}.frames"

    @property
    def complete(self) -> bool:
        """Is the graph whole, and are its frames in this home to be compared with?"""
        return self.ready and (self.frames / "made.json").exists()

    @property
    def trouble(self) -> str | None:
        """Why it cannot be read, and what to do, or nothing."""
        if newer(self.stamp.vocabulary):
            return (
                f"the graph there was built by a newer chainscout (vocabulary {self.stamp.vocabulary}, "
                f"this one knows {schema.VERSION}); upgrade chainscout"
            )
        if not self.ready:
            return (
                f"the graph there is being written anew since {self.since} ({self.written} rows so far); ask again when "
                "that is done; if no build is running, it was cut off: run `chainscout build`"
            )
        if not self.indexed:
            return "the graph there was imported and has no indexes yet; run `chainscout build` once, it makes them"
        return None


def newer(vocabulary: str) -> bool:
    """Is this the vocabulary of a newer chainscout?"""
    return vocabulary.isdigit() and int(vocabulary) > int(schema.VERSION)


def held(running: Transaction, folder: Path) -> Publication | None:
    """What a database says it holds, or none."""
    record = running.run(READ).single()
    said: dict[str, Any] | None = record["p"] if record else None
    if said is None:
        return None
    stamp = Stamp(**{n: said[n] for n in STAMPED if n in said}) if "as_of" in said else Stamp("", "", -1, "")
    return Publication(
        stamp,
        str(said.get("publication", "")),
        folder,
        bool(said["ready"]),
        bool(said.get("indexed", True)),
        str(said.get("since", "")),
        int(said.get("written", 0)),
    )


def refuse_foreign(running: Transaction, address: str) -> None:
    """Refuse a database that holds something and no stamp: it is somebody else's, and a build would remove it."""
    found = running.run(FOREIGN).single()
    if found:
        what = ":".join(found["labels"]) or "nodes"
        raise StoreError(
            f"{address}: its database holds {what} that no build of chainscout put there, and a build would remove them; "
            "name an empty database in CHAINSCOUT_NEO4J_DATABASE, or empty this one"
        )


def begin(running: Transaction, draft: str) -> None:
    """Tell readers that the graph is being written anew; whoever else was writing is told at its next batch."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    begun = "SET p.ready = false, p.draft = $draft, p.since = $now, p.written = 0"
    running.run(f"{NODE} {begun}", draft=draft, now=now).consume()


def go_on(running: Transaction, draft: str, rows: int, address: str) -> None:
    """Count a batch; refused where another build has begun meanwhile."""
    mine = f"MATCH (p:{STAMP} {{draft: $draft}}) SET p.written = p.written + $rows RETURN p.written"
    if running.run(mine, draft=draft, rows=rows).single() is None:
        raise StoreError(f"{address}: another build has begun to write this database; wait for it, then build again")


def still(running: Transaction, before: Publication | None, address: str) -> None:
    """Hold the stamp, and refuse where it is no longer what a change was compared with."""
    running.run(f"MATCH (p:{STAMP}) SET p.only = true").consume()
    record = running.run(READ).single()
    said = (record["p"] if record else None) or {}
    if (before.name if before else "") != said.get("publication", "") or said.get("draft"):
        raise StoreError(f"{address}: {MEANWHILE}")


def properties(stamp: Stamp, name: str, *, indexed: bool = True) -> dict[str, Any]:
    """What the stamp node of a whole graph carries; its name is what Neo4j Browser writes on it."""
    shown = {n: v for n, v in asdict(stamp).items() if n in STAMPED}
    title = f"chainscout {stamp.as_of}"
    return {"only": True, "ready": True, "indexed": indexed, "publication": name, "name": title, **shown}


def done(running: Transaction, stamp: Stamp, name: str) -> None:
    """Publish: the stamp says what the graph is now."""
    running.run(f"{NODE} SET p = $said", said=properties(stamp, name)).consume()
