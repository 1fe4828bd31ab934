"""Same firm or not? Codes, names and judgements turned into canonical ids; nothing is merged, everything can be undone.

`resolve(mentions, judgements)` is a pure function: take a judgement back, and what it joined comes apart.
"""

from graph.identity.canon import CODE, NAME, Identity, resolve
from graph.identity.display import display_names
from graph.identity.names import keys
from graph.identity.verdicts import renames, standing

__all__ = ["CODE", "NAME", "Identity", "display_names", "keys", "renames", "resolve", "standing"]
