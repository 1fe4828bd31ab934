"""The options of a question or page as a person sees them."""

import re
from pathlib import Path

import pytest

from chainscout import registry
from chainscout.form import SAYS

FUNCTIONS = {n: e.load().ask for n, e in registry.questions().items()} | {
    f"{n}.{verb}": getattr(e.load(), verb) for n, e in registry.pages().items() for verb in e.offers
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_option_says_what_it_means(name: str) -> None:
    assert [o.name for o in registry.options(FUNCTIONS[name]) if o.name not in SAYS] == []


def test_no_option_is_explained_that_nothing_takes() -> None:
    taken = {o.name for f in FUNCTIONS.values() for o in registry.options(f)}
    assert set(SAYS) <= taken


def test_the_readme_names_exactly_the_questions_that_take_a_circle() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    (listed,) = re.findall(
        r"`--within-km 50` shows 圈内 beside 区内 and 市内; it is taken by\s+((?:`[\w-]+`\s+)+)", readme
    )
    questions = registry.questions()
    taking = {n for n in questions if "within_km" in {o.name for o in registry.options(FUNCTIONS[n])}}
    assert set(re.findall(r"[\w-]+", listed)) == taking
