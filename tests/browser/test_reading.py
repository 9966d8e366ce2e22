"""What a person does: search, read, follow a responsibility to its sentence, switch language."""

from __future__ import annotations

from typing import Any

import pytest

from graph.embedded import EmbeddedEngine
from graph.network import responsibility_network
from graph.network_index import Filters
from viz.layout import layout
from viz.picture import Form

pytestmark = pytest.mark.browser

SENTENCE = "（责任单位：商务局、发改委、经信委、工商局）"
WIDE_BRACKETS = str.maketrans("()", "（）")


def test_a_marked_fact_explains_itself_on_hover_and_focus(window: Any) -> None:
    """The card says kind, who and how sure; Escape closes it."""
    page = window().go("/plans/changzhou-2014")
    page.locator(".document a.k-target").first.hover()
    card = page.locator("#card")
    card.wait_for(state="visible")
    assert "指标" in card.inner_text()
    page.keyboard.press("Escape")
    assert card.is_hidden()
    page.locator(".document a.k-department").first.focus()
    card.wait_for(state="visible")
    assert "把握程度" in card.inner_text()


def test_kinds_of_marks_switch_off_and_on(window: Any) -> None:
    """The legend's boxes need no script."""
    page = window(scripts=False).go("/plans/changzhou-2014")
    mark = page.locator(".document .k-target").first
    before = mark.evaluate("element => getComputedStyle(element).backgroundColor")
    page.locator("#show-target").uncheck()
    assert mark.evaluate("element => getComputedStyle(element).backgroundColor") == "rgba(0, 0, 0, 0)"
    page.locator("#show-target").check()
    assert mark.evaluate("element => getComputedStyle(element).backgroundColor") == before


def test_a_passage_is_found_without_scripts_too(window: Any) -> None:
    """The anchor in the address exists in the page as it was sent."""
    opened = window(scripts=False)
    page = opened.go("/departments/changzhou/shangwuju")
    page.get_by_role("link", name="在原文中查看").first.click()
    page.wait_for_url("**/plans/**#**")
    fragment = page.url.partition("#")[2]
    assert page.locator(f"#{fragment}").count() == 1


def test_the_network_shows_the_sentence_of_an_edge(window: Any) -> None:
    """Open the network from the department's page, choose a row, read the words beside the picture."""
    page = window().go("/departments/changzhou/shangwuju")
    page.get_by_role("link", name="在责任网络中查看").click()
    page.wait_for_url("**/network?**")
    page.wait_for_selector("#network-canvas[data-ready]")
    assert "常州市商务局" in page.locator("main").inner_text()
    page.locator("a.net-see").first.click()
    page.wait_for_selector("#network-panel blockquote")
    assert "商务局" in page.locator("#network-panel mark.net-name").first.inner_text()


def test_a_click_in_the_picture_shows_the_words(window: Any, engine: EmbeddedEngine) -> None:
    """常州市商务局 stands where the server put it; a click there lists what it answers for."""
    picture = layout(responsibility_network(engine, Filters(plan="changzhou-2014")), Form.WIDE)
    box = picture.boxes["https://w3id.org/policygraph/id/org/changzhou/shangwuju"]
    page = window().go("/network?plan=changzhou-2014")
    page.wait_for_selector("#network-canvas[data-ready]")
    canvas = page.locator("#network-canvas canvas").last
    canvas.scroll_into_view_if_needed()
    place = canvas.bounding_box()
    scale = min((place["width"] - 28) / picture.width, (place["height"] - 28) / picture.height, 1.35)
    page.mouse.click(
        place["x"] + place["width"] / 2 + (box.x - picture.width / 2) * scale,
        place["y"] + place["height"] / 2 + (box.y - picture.height / 2) * scale,
    )
    page.wait_for_selector("#network-panel blockquote")
    panel = page.locator("#network-panel").inner_text()
    assert "常州市商务局" in panel
    assert SENTENCE in panel.translate(WIDE_BRACKETS)


def test_the_network_filters_by_role(window: Any) -> None:
    """The address holds the filter, and only that role is left."""
    page = window().go("/network?plan=changzhou-2014")
    page.wait_for_selector("#network-canvas[data-ready]")
    everything = page.locator("a.net-see").count()
    page.locator("select[name=role]").select_option("office-host")
    page.locator(".net-filters button[type=submit]").click()
    page.wait_for_url("**role=office-host**")
    page.wait_for_selector("#network-canvas[data-ready]")
    assert 0 < page.locator("a.net-see").count() < everything


def test_a_filter_of_measures_is_in_the_address(window: Any) -> None:
    """Choosing is enough; the link can be sent on; clearing brings all back."""
    page = window().go("/measures")
    everything = page.locator("tbody tr").count()
    page.locator("select[name=role]").select_option("none")
    page.wait_for_url("**role=none**")
    left = page.locator("tbody tr").count()
    assert 0 < left < everything
    assert page.locator("tbody .nobody").count() == left
    page.get_by_role("link", name="清除筛选").click()
    page.wait_for_url(lambda address: "role=none" not in address)
    assert page.locator("tbody tr").count() == everything


def test_the_language_switch_keeps_the_place(window: Any) -> None:
    """The same page with the same filter, and back."""
    page = window().go("/measures?role=none")
    rows = page.locator("tbody tr").count()
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en**")
    assert page.locator("h1").inner_text() == "Measures"
    assert page.locator("tbody tr").count() == rows
    page.get_by_role("link", name="中文").click()
    page.wait_for_url("**/measures?role=none")
    assert page.locator("h1").inner_text() == "措施"


def test_everything_on_a_plan_page_is_reached_by_keyboard(window: Any) -> None:
    """The skip link comes first and leads to the content."""
    page = window().go("/plans/changzhou-2014")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")


@pytest.mark.parametrize("path", ["/plans/changzhou-2014", "/departments/changzhou/shangwuju", "/targets"])
@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_what_is_behind_them(window: Any, path: str, dark: bool) -> None:
    """Contrast of every visible text is at least 4.5:1 (WCAG 2.2, 1.4.3), on marks too."""
    page = window(dark=dark).go(path)
    poor = page.evaluate(
        """() => {
          const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const rgb = (colour) => {
            pen.clearRect(0, 0, 1, 1);
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
            return [...pen.getImageData(0, 0, 1, 1).data];
          };
          const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
            .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = (node) => {
            for (let at = node; at; at = at.parentElement) {
              const colour = rgb(getComputedStyle(at).backgroundColor);
              if (colour[3] === 255) return colour;
            }
            return rgb("Canvas");
          };
          const found = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.tagName === "OPTION") continue;
            if (node.closest("script, meter, .hidden")) continue;
            const [one, two] = [light(rgb(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
            if ((one + 0.05) / (two + 0.05) < 4.5) found.add(node.className + ":" + walker.currentNode.data.slice(0, 12));
          }
          return [...found];
        }"""
    )
    assert poor == []
