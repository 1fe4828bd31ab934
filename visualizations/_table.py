"""A list in which each value stands once: rows point at it by number."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Indexed:
    """Values in the order in which they were first met.

    >>> pages = Indexed()
    >>> pages.at("a"), pages.at("b"), pages.at("a"), pages.at(None)
    (0, 1, 0, -1)
    """

    values: list[Any] = field(default_factory=list)
    _places: dict[Hashable, int] = field(default_factory=dict)

    def at(self, value: Hashable) -> int:
        """The number of a value, new or known; -1 for none."""
        if value is None:
            return -1
        if value not in self._places:
            self._places[value] = len(self.values)
            self.values.append(value)
        return self._places[value]
