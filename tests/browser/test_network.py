"""What a person does with the network: choose two bodies, read the path, follow it to the sentence, filter, download."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Page
from pyoxigraph import RdfFormat, parse

pytestmark = pytest.mark.browser

READY = "#network-canvas[data-ready]"
BRIDGE = "/network?view=paths&plan=all&from=changzhou/jiaoyuju&to=changzhou/haiguan"


def _click(page: Page, node: str) -> None:
    """Click a node where the drawing has it now."""
    canvas = page.locator("#network-canvas canvas").last
    canvas.scroll_into_view_if_needed()
    x, y = page.evaluate("(id) => window.networkPicture.where(id)", node)
    canvas.click(position={"x": x, "y": y})


def test_two_departments_are_chosen_and_their_path_read_to_the_sentence(window: Any) -> None:
    """Choose both ends, read how they hang together, and follow a step to its sentence in the plan."""
    page = window().go("/network")
    page.get_by_role("link", name="两单位之间").click()
    page.select_option("select[name=from]", label="常州市教育局")
    page.select_option("select[name=to]", label="常州海关")
    page.get_by_role("button", name="查看").click()
    page.wait_for_url("**from=changzhou%2Fjiaoyuju**")
    page.wait_for_selector(READY)
    assert "最近要经过 1 个单位" in page.locator(".net-answer").inner_text()
    assert page.locator(".net-chains li").count() == 3
    page.locator(".net-chains .net-step").first.click()
    step = page.locator(".net-opened:target")
    assert "教育局" in step.locator("mark.net-name").all_inner_texts()
    words = step.locator("blockquote p").first.inner_text()
    step.locator("a.net-go").first.click()
    page.wait_for_url(re.compile(r"/plans/changzhou-2014.*#p\d+-\d+"))
    assert words in page.locator(".document").inner_text()


def test_a_body_of_the_drawing_shows_its_words(window: Any) -> None:
    """A click on a measure between the two shows who answers for it, in the document's words."""
    page = window().go(BRIDGE)
    page.wait_for_selector(READY)
    _click(page, "measure/changzhou-2014/5.2")
    page.wait_for_selector("#network-panel blockquote")
    assert page.locator("#network-panel-head").inner_text() == "物流配送体系"
    assert page.url.endswith("#measure/changzhou-2014/5.2")


def test_a_tie_opens_with_and_without_scripts(window: Any) -> None:
    """The table's first row leads to the shared measures with the words of both sides, on a plain page too."""
    for scripts in (True, False):
        page = window(scripts=scripts).go("/network?view=shared&plan=changzhou-2014")
        page.locator(".net-ties tbody a[href*='#pair']").first.click()
        page.wait_for_url("**first=**#pair")
        opened = page.locator("#pair")
        assert "共同负责 9 项措施" in opened.inner_text()
        assert opened.locator("article").count() == 9
        assert opened.locator("mark.net-name").count() >= 18
        if not scripts:
            still = page.locator("img.net-still")
            still.scroll_into_view_if_needed()
            page.wait_for_function("document.querySelector('img.net-still').naturalWidth > 300")


def test_filters_stay_in_every_view_and_download(window: Any) -> None:
    """A topic that is chosen stays when the view changes, and stands in each download's address."""
    page = window().go("/network?plan=changzhou-2014")
    page.wait_for_selector(READY)
    page.select_option("select[name=topic]", value="logistics")
    page.get_by_role("button", name="查看").click()
    page.wait_for_url("**topic=logistics**")
    for view in ("共同负责", "分组与枢纽", "两单位之间", "按职能汇总"):
        page.get_by_role("navigation", name="看法").get_by_role("link", name=view).click()
        page.wait_for_url("**view=**")
        assert page.locator("select[name=topic]").input_value() == "logistics"
    links = page.locator(".net-downloads a").all()
    assert len(links) == 10
    assert all("topic=logistics" in (link.get_attribute("href") or "") for link in links)


def test_every_download_of_a_view_opens(window: Any, tmp_path: Path) -> None:
    """Each file of the groups is saved and read by what it is for; the page to keep shows words on its own."""
    page = window().go("/network?view=groups&plan=changzhou-2014")
    page.wait_for_selector(READY)
    files: dict[str, bytes] = {}
    for link in page.locator(".net-downloads a").all():
        with page.expect_download() as saving:
            link.click()
        file = tmp_path / f"{len(files)}-{saving.value.suggested_filename}"
        saving.value.save_as(file)
        files[file.name] = file.read_bytes()
    by_ending = {name.rpartition(".")[2]: data for name, data in files.items()}
    assert {"html", "svg", "png", "csv", "jsonld", "graphml", "gexf", "json"} == set(by_ending)
    assert by_ending["png"].startswith(b"\x89PNG")
    assert ET.fromstring(by_ending["svg"]).tag.endswith("svg")  # noqa: S314 - our own file
    assert 30 == len(nx.read_graphml(io.BytesIO(by_ending["graphml"])))
    assert 30 == len(nx.read_gexf(io.BytesIO(by_ending["gexf"])))
    assert 30 == len(json.loads(by_ending["json"])["figures"])
    assert len(list(parse(by_ending["jsonld"], format=RdfFormat.JSON_LD))) > 500
    assert "常州市商务局" in by_ending["csv"].decode("utf-8-sig")
    alone = tmp_path / "alone.html"
    alone.write_bytes(by_ending["html"])
    kept = page.context.new_page()
    kept.goto(alone.as_uri())
    kept.wait_for_selector(READY)
    kept.locator("#network-in").click()
    assert "清晰度" in kept.locator(".net-answer").inner_text()


def test_what_is_pointed_at_stands_out_and_moves_by_keyboard(window: Any) -> None:
    """Pointing fades the rest; arrows, plus and Escape do what they say."""
    page = window().go("/network?view=shared&plan=changzhou-2014")
    page.wait_for_selector(READY)
    canvas = page.locator("#network-canvas canvas").last
    canvas.scroll_into_view_if_needed()
    node = "org/changzhou/shangwuju"
    x, y = page.evaluate("(id) => window.networkPicture.where(id)", node)
    canvas.hover(position={"x": x, "y": y})
    page.wait_for_selector("#network-canvas.net-focused")
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "([id, x]) => Math.abs(window.networkPicture.where(id)[0] - (x - 60)) < 1", arg=[node, x]
    )
    page.keyboard.press("0")
    page.wait_for_function("([id, x]) => Math.abs(window.networkPicture.where(id)[0] - x) < 1", arg=[node, x])
    _click(page, node)
    page.wait_for_selector("#network-panel a[href^='#tie']")
    page.locator("#network-panel a[href^='#tie']").first.click()
    page.wait_for_selector("#network-panel blockquote")
    page.keyboard.press("Escape")
    assert page.locator("#network-panel blockquote").count() == 0


def test_paper_gets_the_whole_drawing_in_its_own_colours(window: Any) -> None:
    """Printed from a dark phone the drawing is whole, and dark on white."""
    page = window(390, dark=True).go("/network?view=shared&plan=changzhou-2014")
    page.wait_for_selector(READY)
    dark = """() => {
      const canvas = document.querySelector("#network-canvas canvas");
      const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      let ink = 0;
      for (let at = 0; at < pixels.length; at += 4) {
        if (pixels[at + 3] > 200 && pixels[at] + pixels[at + 1] + pixels[at + 2] < 160) ink += 1;
      }
      return [canvas.width, ink];
    }"""
    before = page.evaluate("document.querySelector('#network-canvas canvas').width")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    width, ink = page.evaluate(dark)
    assert width > 2 * before
    assert ink > 2000
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelector('#network-canvas canvas').width") == before


@pytest.mark.parametrize(
    ("view", "lang"), [("shared", "zh"), ("groups", "en"), ("paths", "en"), ("functions", "zh")]
)
def test_each_view_fits_a_phone(window: Any, view: str, lang: str) -> None:
    """Nothing but tables and the drawing scrolls sideways, in either language, in the dark."""
    tail = BRIDGE.partition("?")[2] if view == "paths" else f"view={view}"
    page = window(390, dark=True).go(f"/network?{tail}&lang={lang}")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
