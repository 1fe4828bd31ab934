"""One rule of language: what staff read is Chinese, what the command line says of itself is English.

Chinese: answers, their reasons, titles and what is not known, refusals of what a question was asked, pages, reports of
refused rows, the forms staff fill in and the command that makes them. English: options, files, homes, settings, stores.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import schema
from loaders._rejects import ADVICE
from queries.methods.answer import Answer, Line

ROOT = Path(__file__).parent.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
FORMS = "chainscout/commands/template.py"
QUESTIONS = sorted(p.stem for p in (ROOT / "queries").glob("[!_]*.py"))


def refusals(package: str) -> Iterator[tuple[str, str, str]]:
    """Where, the class and the fixed words of every error raised in a package."""
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                said = [c.value for c in ast.walk(node.exc) if isinstance(c, ast.Constant) and isinstance(c.value, str)]
                name = ast.unparse(node.exc.func)
                yield f"{path.relative_to(ROOT)}:{node.lineno}", name, "".join(said)


def is_chinese(text: str) -> bool:
    """More Chinese than Latin words: names of options and ids stay as they are typed."""
    plain = re.sub(r"--[a-z][a-z-]*", "", text)
    return len(CHINESE.findall(plain)) > len(re.findall(r"[A-Za-z]+", plain))


def test_what_a_question_refuses_it_refuses_in_chinese() -> None:
    said = [(where, text) for where, name, text in refusals("queries") if name == "QuestionError" and text.strip()]
    assert said
    assert not [where for where, text in said if not is_chinese(text)]


@pytest.mark.parametrize("package", ["graph", "chainscout"])
def test_what_the_command_line_says_of_itself_is_english(package: str) -> None:
    ours = (r for r in refusals(package) if r[1].endswith("Error") and r[1] != "QuestionError")
    said = [(where, text) for where, _, text in ours if LATIN.search(text) and not where.startswith(FORMS)]
    assert said
    assert not [where for where, text in said if is_chinese(text)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_says_itself_once_in_english_and_once_in_chinese(question: str) -> None:
    english, chinese = (ast.get_docstring(ast.parse((ROOT / f"queries/{question}.py").read_text("utf-8"))) or "").split(
        "\n\n"
    )
    assert (is_chinese(english), is_chinese(chinese)) == (False, True)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_heading_of_an_answer_is_chinese(question: str) -> None:
    module = importlib.import_module(f"queries.{question}")
    models = [m for m in vars(module).values() if isinstance(m, type) and issubclass(m, (Answer, Line))]
    assert [m for m in models if issubclass(m, Answer)]
    titles = {f"{m.__name__}.{name}": info.title or name for m in models for name, info in m.model_fields.items()}
    assert not {field: title for field, title in titles.items() if not CHINESE.search(title)}


def test_every_reason_for_a_refused_row_and_its_way_out_is_chinese() -> None:
    assert not [code for code, a in ADVICE.items() if not (is_chinese(a.explanation) and is_chinese(a.fix))]


def test_every_kind_and_field_has_a_chinese_title() -> None:
    for kind in (*schema.nodes(), *schema.edges()):
        assert CHINESE.search(schema.kind(kind).title)
        assert not [name for name, spec in schema.fields(kind).items() if not CHINESE.search(spec.title)]
