"""WCAG 2.2 AA as far as a program can check it: axe-core over each page, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests import page_addresses
from tests.timing import PATIENCE

pytestmark = pytest.mark.browser

PAGES = (
    *page_addresses.PAGES,
    "/matrix?plan=changzhou-2014",
    "/matrix?arrange=yes&rows_moved=function/commerce~3",
)
#: Pages that are laid out otherwise on a phone.
PHONE = ("/departments/changzhou/shangwuju?lang=en", "/compare", "/matrix?plan=changzhou-2014&arrange=yes")
#: The rules of the standard, and what its working group calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def page(chromium: Browser, service: str) -> Iterator[Page]:
    """A window for all pages, with leave to run the checker (our own policy would refuse it)."""
    context = chromium.new_context(viewport={"width": 1300, "height": 900}, bypass_csp=True, base_url=service)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


def findings(page: Page, run_only: dict[str, object]) -> list[tuple[str, str]]:
    """Rule and first element of each violation."""
    options = {"runOnly": run_only, "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    return [(item["id"], item["nodes"][0]["html"]) for item in violations]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_finding_in_light_or_dark(page: Page, path: str) -> None:
    """Names, roles, contrast, headings, landmarks, sizes of targets; in the dark the contrast again, on marks too."""
    page.emulate_media(color_scheme="light")
    page.goto(path)
    light = findings(page, {"type": "tag", "values": RULES})
    page.emulate_media(color_scheme="dark")
    dark = findings(page, {"type": "rule", "values": ["color-contrast"]})
    assert ([], []) == (light, dark)


@pytest.mark.parametrize("path", PHONE)
def test_no_page_has_a_finding_on_a_phone(page: Page, path: str) -> None:
    """Tables that have become cards keep their roles; the menu that scrolls is reached by keyboard."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    page.goto(path)
    found = findings(page, {"type": "tag", "values": RULES})
    page.set_viewport_size({"width": 1300, "height": 900})
    assert [] == found
