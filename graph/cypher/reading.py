"""Where in a query are we, and what may come next? The open brackets, the clause, the words that are left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NoReturn

from graph.cypher.tokens import Token, place
from graph.errors import CypherError

DEEPEST = 40
"""How many brackets may stand in one another."""

PAIRS = {")": "(", "]": "[", "}": "{"}
OPENING = frozenset(PAIRS.values())


END = Token("end", "", 0)
"""What is peeked at before the first word and past the last."""


class Expects(Enum):
    """What may come next: a clause; a value, name or pattern; an operator or the next clause."""

    CLAUSE = 1
    VALUE = 2
    REST = 3


@dataclass(slots=True)
class Frame:
    """An open bracket: which, what it holds, the clause inside, where it stands, the names a comprehension makes."""

    bracket: str
    holds: str
    clause: str
    at: int
    names: frozenset[str] = frozenset()


@dataclass(slots=True)
class Reading:
    """One pass over the words of a query."""

    text: str
    found: list[Token]
    params: Mapping[str, Any]
    named: set[str] = field(default_factory=set)
    expects: Expects = Expects.CLAUSE
    frames: list[Frame] = field(default_factory=lambda: [Frame("", "query", "", 0)])
    at: int = 0
    comprehensions: int = 0

    @property
    def frame(self) -> Frame:
        """The innermost open bracket."""
        return self.frames[-1]

    def take(self) -> Token | None:
        """The next word, or none at the end."""
        if self.at >= len(self.found):
            return None
        self.at += 1
        return self.found[self.at - 1]

    def peek(self, ahead: int = 0) -> Token:
        """A word to come; -1 is the one taken last, -2 the one before it."""
        index = self.at + ahead
        return self.found[index] if 0 <= index < len(self.found) else END

    def next_is(self, text: str) -> Token:
        """Take the next word, which was looked at before."""
        token = self.take()
        assert token is not None
        assert token.text.upper() == text
        return token

    def arguments(self) -> list[Token]:
        """The words between the brackets that open next."""
        depth, inside = 0, list[Token]()
        for one in self.found[self.at + 1 :]:
            depth += (one.text in OPENING) - (one.text in PAIRS) if one.kind == "mark" else 0
            if depth < 0:
                break
            inside.append(one)
        return inside

    def open(self, token: Token, holds: str) -> None:
        """A bracket opens; a pattern goes on inside round ones."""
        if len(self.frames) > DEEPEST:
            self.refuse(token, f"more than {DEEPEST} brackets in one another; take the query apart with WITH")
        pattern = token.text == "(" and self.frame.clause == "MATCH"
        self.frames.append(Frame(token.text, holds, "MATCH" if pattern or holds == "tie" else "", token.at))
        self.expects = Expects.CLAUSE if holds == "subquery" else Expects.VALUE

    def close(self, token: Token) -> Frame:
        """The innermost bracket closes."""
        frame = self.frame
        if frame.bracket != PAIRS[token.text]:
            opened = (
                f"{frame.bracket} of {place(self.text, frame.at).removeprefix('cypher, ')} is open"
                if frame.bracket
                else "none is open"
            )
            self.refuse(token, f"closes no bracket: {opened}; check the brackets")
        if self.expects is Expects.CLAUSE:
            self.refuse(token, "the braces are empty; write a query between them")
        return self.frames.pop()

    def finish(self) -> None:
        """The end: nothing may be open."""
        if len(self.frames) > 1:
            self.refuse(Token("mark", self.frame.bracket, self.frame.at), "is not closed; check the brackets")
        if self.expects is not Expects.REST:
            last = self.found[-1]
            self.refuse(last, "the query ends here, and a value is still expected; finish it")

    def refuse(self, token: Token, why: str) -> NoReturn:
        """Say where, which word, why, and what to do."""
        raise CypherError(f"{place(self.text, token.at)}: {token.written}: {why}")
