"""The roof: command line, ingest, settings."""

import importlib.util
import sys
from pathlib import Path

OURS = ("graph", "loaders", "queries", "visualizations")


def _refuse_strangers() -> None:
    """A published package called `graph` or `queries` must not stand in for ours: it would win in silence."""
    house = Path(__file__).resolve().parent.parent
    for name in OURS:
        spec = importlib.util.find_spec(name)
        place = Path(spec.origin).resolve().parent if spec and spec.origin else None
        if place != house / name:
            sys.tracebacklimit = 0
            raise ImportError(
                f"{place or name}: a package named {name} that is not chainscout's stands in its way; chainscout's own is "
                f"{house / name}; run `pip uninstall {name}` or start chainscout in an environment of its own (make demo)"
            )


_refuse_strangers()
