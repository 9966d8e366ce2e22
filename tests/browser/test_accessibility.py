"""WCAG 2.2 AA as far as a program can check it: axe-core over each page, in light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.timing import PATIENCE

pytestmark = pytest.mark.browser

OpenPage = Callable[[str, Literal["light", "dark"]], Page]

PAGES = (
    "/",
    "/plans",
    "/plans/changzhou-2014",
    "/departments",
    "/departments/changzhou/shangwuju",
    "/measures",
    "/targets",
    "/projects",
    "/network",
    "/matrix?plan=changzhou-2014",
    "/compare",
    "/compare?view=instruments",
    "/gaps",
    "/search?q=物流",
    "/sparql",
    "/about",
    "/quality",
    "/conformance",
    "/revisions",
    "/dataset",
    "/doc/plan/changzhou-2014",
    "/ontology",
)
#: The rules of the standard, and what its working group calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Pages with colours of their own, looked at in the dark too.
COLOURED = (
    "/",
    "/plans/changzhou-2014",
    "/network",
    "/matrix?plan=changzhou-2014",
    "/compare",
    "/search?q=物流",
)


@pytest.fixture
def open_page(chromium: Browser, service: str) -> Iterator[OpenPage]:
    """Opens a path in a colour scheme, with leave to run the checker (our own policy would refuse it)."""
    contexts = []

    def opened(path: str, scheme: Literal["light", "dark"]) -> Page:
        context = chromium.new_context(
            viewport={"width": 1300, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(service + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def findings(page: Page, run_only: dict[str, object]) -> list[tuple[str, str]]:
    """Rule and first element of each violation."""
    options = {"runOnly": run_only, "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    return [(item["id"], item["nodes"][0]["html"]) for item in violations]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_finding(open_page: OpenPage, path: str) -> None:
    """Names, roles, contrast, headings, landmarks, sizes of targets."""
    assert findings(open_page(path, "light"), {"type": "tag", "values": RULES}) == []


@pytest.mark.parametrize("path", COLOURED)
def test_words_can_be_read_in_the_dark(open_page: OpenPage, path: str) -> None:
    """Contrast of every text, on marks too."""
    assert findings(open_page(path, "dark"), {"type": "rule", "values": ["color-contrast"]}) == []
