"""Which words is a person's Cypher made of? A lexer that refuses whatever two engines could read differently.

What it yields is written out anew (`written`), and only that reaches an engine: comments are blanks, strings are escaped
in the one way both engines know, a name stands in letters nobody takes for others. So the engine cannot see a clause
where the guard saw a comment, a string or a name; and what it says of a line and a column holds for what was typed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple, NoReturn

from graph.errors import CypherError

MOST_CHARACTERS = 20_000
"""A longer query is refused: values belong into parameters."""

LETTER = r"A-Za-z_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""Letters of an unquoted name: Latin without accents, and scripts that look like no Latin letter."""

TOKEN = re.compile(
    rf"""(?P<gap>(?:[ \t\r\n]|//[^\r\n]*|/\*(?s:.*?)\*/)+)
    |(?P<word>[{LETTER}][{LETTER}0-9]*)
    |\$(?P<parameter>[{LETTER}][{LETTER}0-9]*)
    |`(?P<quoted>[^`\\\r\n]+)`(?!`)
    |'(?P<single>(?:[^'\\]|\\(?s:.))*)'
    |"(?P<double>(?:[^"\\]|\\(?s:.))*)"
    |(?P<number>0x[0-9A-Fa-f]+|0o[0-7]+|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?!\w|\.(?!\.))
    |(?P<mark>\.\.|/(?!\*)|[()\[\]{{}},.:;|+\-*%^=<>!&~])
    """,
    re.VERBOSE,
)

NOT_A_BREAK = re.compile(r"[^\n]")

ESCAPED = {"\\": "\\", "'": "'", '"': '"', "n": "\n", "t": "\t", "r": "\r"}
"""Escapes both engines read alike."""

WRITTEN = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\t": "\\t", "\r": "\\r"})

TYPED = {
    "\u3000": "a blank",
    "。": ".",
    "、": ",",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "【": "[",
    "】": "]",
    "「": '"',
    "」": '"',
}
"""What a Chinese keyboard types, and what is meant; full-width forms (,:() are known to Unicode."""

UNENDED = {"`": "a name in backticks", "'": "a string", '"': "a string", "/*": "a comment"}


class Token(NamedTuple):
    """A word of a query: what it is, its text (a string's value), where it begins, and the blanks before it."""

    kind: str
    text: str
    at: int
    gap: str = ""

    @property
    def upper(self) -> str:
        """The text as keywords are compared: upper case, in ASCII."""
        return self.text.upper()

    @property
    def written(self) -> str:
        """The text as an engine gets it."""
        match self.kind:
            case "string":
                return f"'{self.text.translate(WRITTEN)}'"
            case "parameter":
                return f"${self.text}"
            case "quoted":
                return f"`{self.text}`"
        return self.text


def tokens(text: str) -> list[Token]:
    """The words of a query; CypherError names the place of what is none."""
    if len(text) > MOST_CHARACTERS:
        raise CypherError(
            f"cypher: {len(text):,} characters, at most {MOST_CHARACTERS:,}; hand values in as parameters ($name)"
        )
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    at, gap = 0, ""
    match, end = TOKEN.match, len(text)
    while at < end:
        found = match(text, at)
        if found is None:
            _refuse(text, at)
        kind = found.lastgroup or ""
        if kind == "gap":
            gap = found[0] if found[0] == " " else NOT_A_BREAK.sub(" ", found[0])
        else:
            value = found[kind]
            if kind in ("single", "double"):
                kind, value = "string", _value(text, value, found.start(kind))
            elif kind == "quoted":
                _plain_name(text, value, at)
            yield Token(kind, value, at, gap)
            gap = ""
        at = found.end()


def written(found: Iterable[Token]) -> str:
    """The query as an engine gets it, each word in its line."""
    return "".join([t.gap + t.written for t in found])


def place(text: str, at: int) -> str:
    r"""Where in the query: line and column, as an editor counts them.

    >>> place("MATCH (n)\nSET n.x = 1", 10)
    'cypher, line 2, column 1'
    """
    before = text[:at]
    return f"cypher, line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}"


def _value(text: str, raw: str, at: int) -> str:
    """What a string literal means; an escape the engines read differently is refused."""
    if "\\" in raw:
        for escape in re.finditer(r"\\(?s:(.))", raw):
            if escape[1] not in ESCAPED:
                raise CypherError(
                    f"{place(text, at + escape.start())}: \\{escape[1]} in a string is read differently by the engines; "
                    "write the character itself, or hand the text in as a parameter ($name)"
                )
        raw = re.sub(r"\\(?s:(.))", lambda m: ESCAPED[m[1]], raw)
    strange = next((c for c in raw if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in "\n\t\r"), "")
    if strange or re.search(r"\\[uU]", raw):
        what = f"U+{ord(strange):04X}" if strange else "a backslash before u"
        raise CypherError(f"{place(text, at)}: {what} in a string; hand the text in as a parameter ($name)")
    return raw


def _plain_name(text: str, name: str, at: int) -> None:
    """A name in backticks may hold letters, digits, blanks and a few marks; nothing that ends or hides something."""
    for character in name:
        if not (unicodedata.category(character)[0] in "LN" or character in "_ -./()%·"):
            raise CypherError(
                f"{place(text, at)}: U+{ord(character):04X} in a name in backticks; letters, digits and _ - . / are allowed"
            )


def _refuse(text: str, at: int) -> NoReturn:
    """Say what stands there and what to write instead."""
    character, where = text[at], place(text, at)
    for opening, what in UNENDED.items():
        if text.startswith(opening, at):
            raise CypherError(f"{where}: {what} begins here and does not end; close it with {opening[::-1]}")
    if character == "\\":
        raise CypherError(f"{where}: a backslash outside a string; write the letter itself, not its code")
    if character == "$":
        raise CypherError(f"{where}: $ begins a parameter's name of letters, digits and _; write it like $name")
    if character in "0123456789":
        raise CypherError(
            f"{where}: a number that runs into what follows; put a blank between them, or write it like 0.5"
        )
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    plain = TYPED.get(character) or unicodedata.normalize("NFKC", character)
    if plain != character and plain.isascii() and plain.strip():
        raise CypherError(f"{where}: {character} ({name}) is not {plain}; write {plain}")
    if unicodedata.category(character)[0] in "LM":
        raise CypherError(f"{where}: {character} ({name}) could be taken for another letter; put the name in backticks")
    raise CypherError(
        f"{where}: {character if character.isprintable() else name} has no meaning in Cypher; leave it out"
    )
