"""What holds for every page: it fits a phone, its characters are there, it prints, it switches language."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests import page_addresses

pytestmark = pytest.mark.browser

PAGES = (
    *page_addresses.PAGES,
    "/plans/quanzhou-2013",
    "/matrix",
    "/matrix?plan=changzhou-2014&arrange=yes",
    "/doc/measure/changzhou-2014/4.1",
)
_OF_A_PAGE = """() => {
  const box = (node) => node && node.checkVisibility();
  return {
    headings: document.querySelectorAll("h1").length,
    width: document.documentElement.scrollWidth,
    lang: document.documentElement.lang,
    title: document.title,
    switch: [...document.querySelectorAll(".switch a")].map((link) => link.pathname + decodeURIComponent(link.search)),
    narrow: [...document.querySelectorAll("td, th")].filter((cell) =>
      !cell.closest(".labelled thead") && cell.checkVisibility() && cell.clientWidth > 1 && cell.clientWidth < 30 && cell.textContent.trim().length > 4).length,
  };
}"""
#: Each character of the page that is no letter of Latin, drawn; those that look like a missing one.
_MISSING = """() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const draw = (char, font) => {
    pen.clearRect(0, 0, 32, 32);
    pen.font = "24px " + font;
    pen.fillText(char, 2, 26);
    return pen.getImageData(0, 0, 32, 32).data.join();
  };
  const fonts = new Set([document.body, document.querySelector("h1"), document.querySelector(".words") || document.body]
    .map((node) => getComputedStyle(node).fontFamily));
  const text = new Set(document.body.innerText.replace(/[\\s\\u0000-\\u2fff]/g, ""));
  return [...fonts].flatMap((font) => {
    const tofu = draw("\\ue123", font);
    return [...text].filter((char) => draw(char, font) === tofu);
  });
}"""


def english(path: str) -> str:
    """The address of a page in English."""
    return path + ("&" if "?" in path else "?") + "lang=en"


def of_page(page: Page) -> dict[str, Any]:
    """What the page says of itself."""
    found: dict[str, Any] = page.evaluate(_OF_A_PAGE)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_page_fits_a_phone_and_stays_on_this_host(window: Any, lang: str) -> None:
    """No error, no foreign request (the fixture checks), nothing wider than the screen, no sliver of a column.

    One heading, the language said, and a switch that leads to the same page in the other one.
    """
    opened = window(390, dark=lang == "en")
    wrong = {}
    for path in PAGES:
        found = of_page(opened.go(path if lang == "zh" else english(path)))
        expected = {
            "headings": 1,
            "width": min(found["width"], 390),
            "lang": "zh-Hans" if lang == "zh" else "en",
            "switch": [path, english(path)],
            "narrow": 0,
        }
        if differing := {name: found[name] for name, value in expected.items() if found[name] != value}:
            wrong[path] = differing
    assert {} == wrong


def test_every_character_is_really_drawn(window: Any) -> None:
    """None looks like the box that stands for a missing one, in each font of the page."""
    opened = window()
    missing = {}
    for path in ("/", "/plans/changzhou-2014", "/departments", "/matrix?plan=changzhou-2014", "/targets"):
        if found := opened.go(path).evaluate(_MISSING):
            missing[path] = found
    assert {} == missing


def test_paper_has_no_navigation(window: Any) -> None:
    """Menu, search, language and buttons stay on the screen; the heading and the content are printed."""
    opened = window()
    page = opened.page
    page.emulate_media(media="print")
    shown = {}
    for path in PAGES:
        opened.go(path)
        found = page.evaluate(
            """() => [".nav", ".top-search", ".switch", ".filters", ".actions", ".tabs", ".skip"]
              .filter((part) => [...document.querySelectorAll(part)].some((node) => node.checkVisibility()))"""
        )
        if found or not page.locator("h1").is_visible():
            shown[path] = found
    assert {} == shown


def test_pages_work_without_scripts(window: Any) -> None:
    """A filter, an opened cell and a tab are plain addresses."""
    opened = window(scripts=False)
    page = opened.go("/measures")
    everything = page.locator("tbody tr").count()
    page.locator("select[name=role]").select_option("none")
    page.locator(".filters button").click()
    page.wait_for_url("**role=none**")
    assert 0 < page.locator("tbody tr").count() < everything
    opened.go("/matrix?plan=changzhou-2014")
    page.locator(".matrix tbody td a").first.click()
    page.wait_for_url("**#cell")
    assert page.locator("#cell q.words").count() > 0
