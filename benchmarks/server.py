"""A Neo4j of one's own for a timed run: the tests' server, laid out in a folder, with more room where that is asked."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

SERVER = Path(__file__).parents[1] / "tests" / "neo4j" / "server.py"


def laid_out(home: Path, heap: str = "1g", pages: str = "128m") -> Any:
    """A server that was never started, with a heap and a page cache of these sizes, for `start` and `stop`."""
    spec = spec_from_file_location("chainscout_bench_server", SERVER)
    assert spec
    assert spec.loader
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.persons(home, module.free_port(), None)
    made.stays = False
    made.flags = (f"-Xms{heap}", f"-Xmx{heap}")
    made.more = {**made.more, "server.memory.pagecache.size": pages}
    made.configure()
    return made
