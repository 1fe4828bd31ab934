"""Does a statement only read? A second opinion that shares nothing with the guard: no grammar, no list of its own words.

The text is taken as the less careful of two engines might: escapes decoded first, then comments, strings and names in
backticks taken out, character by character; what is left may hold no word that writes, loads or administers.
"""

import re

HARM = re.compile(
    r"(?<![\w.$`])(create|merge|set|remove|delete|detach|nodetach|foreach|insert|drop|alter|rename|load|copy|export|import|"
    r"show|terminate|grant|deny|revoke|use|start|stop|enable|explain|profile|commit|rollback|begin|"
    r"call\s+[`\w]|call\s*\(\s*\)\s*\w|reduce\s*\(|apoc|dbms)",
    re.IGNORECASE,
)


def harm(text: str) -> str:
    """The first harmful word that is left, or nothing."""
    decoded = re.sub(r"\\u+([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), text)
    found = HARM.search(bare(decoded))
    if found:
        return found[0]
    return ";" if ";" in bare(decoded).strip().rstrip(";") else ""


def bare(text: str) -> str:
    """The text without comments, strings and names in backticks."""
    left: list[str] = []
    at = 0
    while at < len(text):
        two, one = text[at : at + 2], text[at]
        if two == "//":
            ends = [e for e in (text.find("\n", at), text.find("\r", at)) if e >= 0]
            at = min(ends, default=len(text))
        elif two == "/*":
            end = text.find("*/", at + 2)
            at = len(text) if end < 0 else end + 2
            left.append(" ")
        elif one in "'\"`":
            at = after(text, at)
            left.append(" x ")
        else:
            left.append(one)
            at += 1
    return "".join(left)


def after(text: str, at: int) -> int:
    """Where what opens at a quote is over."""
    quote = text[at]
    at += 1
    while at < len(text) and text[at] != quote:
        at += 2 if text[at] == "\\" and quote != "`" else 1
    return at + 1
