"""Pages in a real browser: Debian's Chromium, driven by Playwright; no request leaves a page."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
EVERY = os.environ.get("CHAINSCOUT_LOOKS") == "all"
SIZES = [(1366, 768), (1680, 1000), (2560, 1440)] if EVERY else [(1366, 768), (2560, 1440)]
"""The screens a page is looked at on: the smallest and the largest, with `make looks` the one between them too."""

CROSSED = [("internal", "zh"), ("outside", "en"), *([("internal", "en"), ("outside", "zh")] if EVERY else [])]
"""The editions and languages a page is tried in: each of them once, with `make looks` all pairs."""

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser for the whole run; where there is none the tests are skipped, in CI they fail."""
    if CHROMIUM is None:
        message = "no Chromium here: apt install chromium fonts-noto-cjk"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGS))
        yield opened
        opened.close()


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open a page's HTML: `open_page(html, "#hash", width=…, height=…)`; fails if it logs an error or asks for anything."""
    context = browser.new_context(accept_downloads=True)
    said: list[str] = []

    def opened(html: str, hash_: str = "", width: int = 1680, height: int = 1000) -> Any:
        path = tmp_path / "page.html"
        path.write_bytes(html.encode())
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("request", lambda r: said.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
        page.goto(path.as_uri() + hash_)
        return page

    yield opened
    context.close()
    assert not said


@pytest.fixture
def violations() -> Callable[[Any], list[str]]:
    """What axe finds wrong with a page, one line a rule and place."""

    def found(page: Any) -> list[str]:
        from axe_playwright_python.sync_playwright import Axe

        run = Axe().run(page)
        return [f"{v['id']}: {n['target']}" for v in run.response["violations"] for n in v["nodes"]]

    return found
