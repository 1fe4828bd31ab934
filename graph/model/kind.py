"""What is a kind: a node or an edge of the vocabulary, frozen, closed, with the Chinese title of each field.

A field says its title and the other headings people write for it; templates, reports of rejects, pages and
`chainscout schema` read them here and nowhere else.
"""

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

Text = Annotated[str, StringConstraints(min_length=1)]
PartialDate = Annotated[str, StringConstraints(pattern=PARTIAL_DATE)]
Texts = tuple[Text, ...]
Amount = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]
Share = Annotated[Decimal, Field(ge=0, le=100, max_digits=18, decimal_places=4)]
Count = Annotated[int, Field(ge=0)]


def said(title: str, *synonyms: str, default: Any = None) -> Any:
    """A field with its Chinese title and the other headings people write for it."""
    return Field(default=default, title=title, json_schema_extra={"synonyms": list(synonyms)})


class Kind(BaseModel):
    """What nodes and edges share: a name in the graph, a Chinese title, fields, derived properties."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    kind: ClassVar[str]
    title: ClassVar[str]
    derived: ClassVar[dict[str, type]] = {}
    reference: ClassVar[bool] = False
    """Reference kinds are known at every date unless dated (DESIGN: chains, segments, FEEDS, places)."""


class Node(Kind):
    """A thing with an id."""

    id: Text = Field(title="编号")


class Edge(Kind):
    """A tie from a subject to an object; `key` names the fields that tell two ties of one pair apart."""

    ends: ClassVar[tuple[tuple[type[Node], ...], tuple[type[Node], ...]]]
    key: ClassVar[tuple[str, ...]] = ()

    subject: Text = Field(title="主体")
    object: Text = Field(title="对象")
