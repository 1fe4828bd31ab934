"""An answer as lines and tables for a person at a terminal."""

from collections.abc import Mapping, Sequence

from chainscout.outcome import Table
from queries.methods import answer as forms
from queries.methods.answer import Answer, Words


def parts(answer: Answer, words: Words) -> list[str | Table]:
    """What it says of itself, its tables without codes and empty columns, what is not known."""
    names = {info.title: name for name, info in type(answer).model_fields.items()}
    single = [
        f"{title}: {_counted(getattr(answer, names[title], None), words) or text}"
        for title, text in forms.facts(answer, words)
        if text and names.get(title) not in (*forms.StampFields.__annotations__, "n", "evidence")
    ]
    drawn = [_table(one) for one in forms.tables(answer, words) if one.rows]
    unknown = [f"尚不知道: {text}" for text in answer.not_known]
    mark = [f"【{answer.watermark}】"] if answer.watermark else []
    return [*mark, *single, *drawn, *unknown, *mark, _stamp(answer)]


def _counted(value: object, words: Words) -> str:
    """Counts by state in their words and order: `优势 3 · 薄弱 2`; nothing where the value is no counts."""
    if not isinstance(value, Mapping):
        return ""
    states = words.get("state", {})
    known = [key for key in states if key in value]
    return " · ".join(
        f"{states.get(key, key)} {value[key]}" for key in [*known, *(k for k in value if k not in states)]
    )


def as_csv(answer: Answer, words: Words) -> list[str]:
    """Every table of an answer as CSV; an answer without tables as its own fields."""
    found = forms.tables(answer, words)
    if not found:
        heads, cells = zip(*forms.facts(answer, words), strict=True)
        found = (forms.Table("answer", "", heads, (cells,)),)
    drawn = [forms.to_csv(one).replace("\r\n", "\n").rstrip("\n") for one in found]
    return [*drawn, answer.watermark] if answer.watermark else drawn


def _table(one: forms.Table) -> Table:
    keep = [i for i, heading in enumerate(one.headings) if _is_worth(heading, one.headings, [r[i] for r in one.rows])]
    return Table(
        [one.headings[i] for i in keep], [[r[i] for i in keep] for r in one.rows], f"{one.title} ({len(one.rows)})"
    )


def _is_worth(heading: str, headings: Sequence[str], cells: Sequence[str]) -> bool:
    """A person gets no evidence ids, no code beside its word, no column that says nothing."""
    if heading in ("证据", "依据编号") or (heading.endswith("代码") and heading.removesuffix("代码") in headings):
        return False
    return any(cell not in ("", "否") for cell in cells)


def _stamp(answer: Answer) -> str:
    counted = "" if forms.is_empty(answer) else f"{answer.n} 条 · "
    return f"{counted}截至 {answer.as_of} · 已知截至 {answer.known_on} · 台账版本 {answer.ledger}" + (
        f" · 规则 {answer.rules}" if answer.rules else ""
    )
