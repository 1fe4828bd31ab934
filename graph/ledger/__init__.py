"""Who says what, where, since when, known when? Append-only claims in Delta tables."""

from graph.ledger.append import Receipt
from graph.ledger.archive import migrate, restore
from graph.ledger.books import Ledger, Pin
from graph.ledger.door import Load
from graph.ledger.lock import writing
from graph.ledger.plan import Weighing

__all__ = ["Ledger", "Load", "Pin", "Receipt", "Weighing", "migrate", "restore", "writing"]
