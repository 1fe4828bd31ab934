"""How does a page become one file that asks nobody for anything? Template, style and script inlined, hashes in the CSP."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

HERE = Path(__file__).parent
EVERYWHERE = ("copy.js", "language.js")


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["safe_href"] = safe_href
    return env


def safe_href(address: str | None) -> str | None:
    """The address if it is a web page, else none: a link never runs anything.

    >>> safe_href("https://example.org/a"), safe_href("javascript:alert(1)"), safe_href(None)
    ('https://example.org/a', None, None)
    """
    if not address:
        return None
    return address if urlsplit(address.strip()).scheme in ("http", "https") else None


Assets = str | Sequence[str]


def render(template: str, style: Assets, script: Assets | None, context: Mapping[str, Any], *, before: str = "") -> str:
    """One self-contained page: asset texts inlined, their hashes alone allowed by the policy.

    `before` is a script of another's that runs before ours, in the same element. Every page with a script gets
    `copy.js`: what is selected and copied leaves with the nearest `data-cite` (the body's at last) and the linked
    pages of its rows, or the nearest `data-src`; and `language.js`: the button `lang` turns what has `data-en`.
    """
    css, js = (
        _joined(style),
        "\n".join(t for t in (before, _joined(script or ()), _joined(EVERYWHERE) if script else "") if t),
    )
    page = _environment().get_template(template)
    return page.render(**context, css=Markup(css), js=Markup(js), policy=policy(css, js))


def _joined(names: Assets) -> str:
    """The texts of these assets, one after the other."""
    several = [names] if isinstance(names, str) else names
    return "\n".join((HERE / "assets" / name).read_text(encoding="utf-8") for name in several)


def embedded(value: object) -> Markup:
    r"""A value as JSON that may stand inside a script element: nothing in it ends the element or begins a comment.

    >>> str(embedded({"a": "</script><!--"}))
    '{"a":"\\u003c/script\\u003e\\u003c!--"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def policy(css: str, js: str) -> str:
    """A content security policy that allows these two texts and no request."""
    script = f"script-src '{_hash(js)}'; " if js else ""
    return f"default-src 'none'; {script}style-src '{_hash(css)}'; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
