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
#: Views of the network: who answers for what, one body, a way between two, who shares what, groups, functions.
NETWORK = (
    "/network?plan=changzhou-2014",
    "/network?department=changzhou/shangwuju",
    "/network?view=paths&plan=all&from=changzhou/jiaoyuju&to=changzhou/haiguan",
    "/network?view=shared&plan=changzhou-2014",
    "/network?view=groups&plan=changzhou-2014",
    "/network?view=functions",
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


def findings(page: Page, run_only: dict[str, object], exclude: str = "") -> list[tuple[str, str]]:
    """Rule and first element of each violation; ``exclude`` selects what is not looked at."""
    options = {"runOnly": run_only, "resultTypes": ["violations"]}
    context = {"exclude": [[exclude]]} if exclude else None
    violations = Axe().run(page, context=context, options=options).response["violations"]
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


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", NETWORK)
def test_no_view_of_the_network_has_a_finding(page: Page, path: str, lang: str) -> None:
    """Each view with its picture drawn, in both languages and both schemes; of rows that are alike the first."""
    alike = "tbody tr:nth-child(n+4)"
    page.emulate_media(color_scheme="light")
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert page.locator("h1").count() == 1
    page.wait_for_selector("#network-canvas[data-ready]")
    light = findings(page, {"type": "tag", "values": RULES}, alike)
    page.emulate_media(color_scheme="dark")
    dark = findings(page, {"type": "rule", "values": ["color-contrast"]}, alike)
    assert ([], []) == (light, dark)
