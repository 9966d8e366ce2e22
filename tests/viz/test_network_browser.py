"""The network in a real browser: what a reader sees and does, on the offline page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from graph.memory import InMemoryEngine
from graph.network import Network, plan_texts, responsibility_network
from graph.network_index import Filters
from tests.timing import PATIENCE
from viz.exports import NetworkFormat, export_network
from viz.layout import layout
from viz.picture import Form
from viz.scene import Scene

pytestmark = pytest.mark.browser
COMMERCE = "https://w3id.org/policygraph/id/org/changzhou/shangwuju"
LEAD = "（牵头单位：市商务局；责任单位：市经信委、市财政局）"


class Reader:
    """A browser window that notes everything it asks for and everything that goes wrong."""

    def __init__(self, browser: Browser, width: int, *, dark: bool = False) -> None:
        self.page = browser.new_page(
            viewport={"width": width, "height": 1000}, color_scheme="dark" if dark else "light"
        )
        self.page.set_default_timeout(PATIENCE * 1000)
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda line: self.wrong.append(line.text) if line.type == "error" else None)

    def open(self, address: str) -> None:
        """Go to the page and wait until it is drawn."""
        self.page.goto(address)
        self.page.wait_for_selector("#network-canvas[data-ready]")

    def click(self, graph: Network, node: str, form: Form) -> None:
        """Click a node where the layout puts it."""
        picture = layout(graph, form)
        box = picture.boxes[node]
        canvas = self.page.locator("#network-canvas canvas").last
        canvas.scroll_into_view_if_needed()
        place = canvas.bounding_box()
        assert place is not None
        scale = min((place["width"] - 28) / picture.width, (place["height"] - 28) / picture.height, 1.35)
        self.page.mouse.click(
            place["x"] + place["width"] / 2 + (box.x - picture.width / 2) * scale,
            place["y"] + place["height"] / 2 + (box.y - picture.height / 2) * scale,
        )

    @property
    def panel(self) -> str:
        """Text of the side panel."""
        return str(self.page.locator("#network-panel").inner_text())


@pytest.fixture
def graph(sample_engine: InMemoryEngine) -> Network:
    """The network of the first sample plan."""
    return responsibility_network(sample_engine, Filters(plan="changzhou-2014"))


@pytest.fixture
def address(sample_engine: InMemoryEngine, graph: Network, tmp_path: Path) -> str:
    """Address of the offline page of ``graph``."""
    file = tmp_path / "network.html"
    texts = plan_texts(sample_engine, graph)
    file.write_bytes(export_network(Scene.of(graph), NetworkFormat.HTML, texts=texts))
    return file.as_uri()


@pytest.mark.parametrize(("width", "form", "dark"), [(1400, Form.WIDE, False), (390, Form.NARROW, True)])
def test_clicking_a_department_shows_the_sentence(
    chromium: Browser, address: str, graph: Network, width: int, form: Form, dark: bool
) -> None:
    """On a desk and on a phone: the department is where the server put it, a click shows the words."""
    reader = Reader(chromium, width, dark=dark)
    reader.open(address)
    reader.click(graph, COMMERCE, form)
    reader.page.wait_for_selector("#network-panel blockquote")
    assert "常州市商务局" in reader.panel
    assert LEAD in reader.panel
    assert reader.page.locator("#network-panel mark.net-name").inner_text() == "市商务局"
    assert reader.page.url.endswith("#org/changzhou/shangwuju")
    assert reader.wrong == []
    assert reader.asked == [address]


def test_the_table_leads_to_the_drawing_and_back_by_keyboard(chromium: Browser, address: str) -> None:
    """Enter on a row's link opens its words in the panel; Escape returns to the row."""
    reader = Reader(chromium, 1400)
    reader.open(address)
    link = reader.page.locator("a.net-see").first
    link.focus()
    reader.page.keyboard.press("Enter")
    assert LEAD in reader.panel
    assert reader.page.locator("tr.net-chosen").count() == 1
    assert reader.page.evaluate("document.activeElement.id") == "network-panel-head"
    reader.page.keyboard.press("Escape")
    assert reader.page.evaluate("document.activeElement.className") == "net-see"
    assert LEAD not in reader.panel


def test_an_address_with_an_edge_opens_its_words(chromium: Browser, address: str) -> None:
    """A link sent to a colleague shows the same edge."""
    reader = Reader(chromium, 1400)
    reader.open(address + "#responsibility/changzhou-2014/2.1/shangwuju/lead")
    assert LEAD in reader.panel


def test_the_page_is_not_wider_than_a_phone(chromium: Browser, address: str) -> None:
    """Nothing but the picture scrolls sideways."""
    reader = Reader(chromium, 390)
    reader.open(address)
    assert reader.page.evaluate("document.documentElement.scrollWidth") == 390
