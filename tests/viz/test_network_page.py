"""The network page: filters in its address, the drawing's data and the table."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import unescape

import pytest

from api.urls import Urls
from graph.memory import InMemoryEngine
from graph.network import Network
from graph.network_index import network_index
from ontology.errors import NotFound
from ontology.identifiers import DEFAULT_BASE
from viz.network import PORT, drawing, script_json, vis_drawing
from viz.pages import Site, render
from viz.pages.network import NetworkContext, network_page
from viz.pages.network_query import NetworkQuery
from viz.pages.network_rows import NetworkRow
from viz.pages.network_texts import WORDS, words
from viz.pages.site import Lang
from viz.scene import Scene


def _site(lang: Lang = "zh") -> Site:
    return Site(lang, Urls(DEFAULT_BASE, lang=lang, here="/network"), 1, "network")


def _page(engine: InMemoryEngine, lang: Lang = "zh", **params: str) -> tuple[NetworkContext, str]:
    site = _site(lang)
    context = network_page(engine, params, site)
    return context, render(context, site)


def _rows(context: NetworkContext) -> Sequence[NetworkRow]:
    return context.rows.items if context.rows else ()


def test_the_first_view_is_one_plan(sample_engine: InMemoryEngine) -> None:
    """Without filters the first plan with responsibilities is shown."""
    context, _ = _page(sample_engine)
    assert (context.query.filters.plan, context.heading) == (
        "changzhou-2014",
        "常州市电子商务发展行动计划（2014-2016年）",
    )
    assert context.count == "3 个单位 · 1 项措施 · 3 条责任关系"


def test_every_row_shows_its_sentence_and_leads_to_it(sample_engine: InMemoryEngine) -> None:
    """A row has department, measure, role, words, the sentence and a link to its place in the plan."""
    context, page = _page(sample_engine)
    row = _rows(context)[0]
    assert (row.department, row.measure, row.role, row.written) == (
        "常州市商务局",
        "建设电子商务园区",
        "牵头",
        "市商务局",
    )
    assert [sentence.words for sentence in row.sentences] == [
        "（牵头单位：市商务局；责任单位：市经信委、市财政局）"
    ]
    assert re.fullmatch(r"/plans/changzhou-2014#p\d+-\d+", row.sentence_links[0])
    assert f'href="{row.sentence_links[0]}"' in page
    assert f'id="{row.id}"' in page


def test_the_script_gets_the_same_network(sample_engine: InMemoryEngine) -> None:
    """The data block holds a drawn edge, with its proof, for each row of the table."""
    context, page = _page(sample_engine, plan="all")
    block = re.search(r'<script type="application/json" id="network-data">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    data = json.loads(block[1])
    assert {row.id for row in _rows(context)} == set(data["edges"])
    assert {row.id for row in _rows(context)} == set(data["drawing"]["lines"])


def test_nothing_comes_from_another_host_or_inline(sample_engine: InMemoryEngine) -> None:
    """A strict content security policy holds: no foreign address, no inline script, style or handler."""
    _, page = _page(sample_engine, plan="all")
    assert re.findall(r'(?:src|href)="((?:https?:)?//[^"]*)"', page) == []
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []
    assert re.findall(r"<[^>]+ (?:style|on\w+)=", page) == []


def test_the_page_is_english_on_request(sample_engine: InMemoryEngine) -> None:
    """Words and links keep the language; names stay as the documents have them."""
    context, page = _page(sample_engine, "en")
    assert context.count == "Bodies: 3 · Measures: 1 · Responsibilities: 3"
    assert '<html lang="en">' in page
    assert "常州市商务局" in page
    assert "lang=en" in context.reset_link
    assert '<input type="hidden" name="lang" value="en">' in page


@pytest.mark.parametrize("sort", ["department", "role", "written", "measure"])
def test_the_table_sorts_by_its_address(sample_engine: InMemoryEngine, sort: str) -> None:
    """Each order has an address, says so to screen readers, and keeps every row."""
    context, page = _page(sample_engine, plan="all", sort=sort)
    values = [{"measure": row.order}.get(sort, getattr(row, sort)) for row in _rows(context)]
    assert len(values) == 5
    if sort != "role":
        assert values == sorted(values)
    assert page.count('aria-sort="ascending"') == 1


def test_measures_without_anybody_are_offered(sample_engine: InMemoryEngine) -> None:
    """The page says how many measures name nobody, and shows them when asked."""
    context, _ = _page(sample_engine)
    words_, link = context.offers[0]
    assert words_ == "另有 1 项措施没有写明责任单位，显示它们"
    assert "unassigned=1" in link
    shown, _ = _page(sample_engine, unassigned="1")
    assert shown.count == "3 个单位 · 2 项措施 · 3 条责任关系"
    hidden, _ = _page(sample_engine, role="lead")
    assert hidden.offers == ()


def test_nothing_found_is_said(sample_engine: InMemoryEngine) -> None:
    """Filters that leave nothing give a page that says so, with a way back."""
    context, page = _page(sample_engine, role="regulator")
    assert context.rows is None
    assert "在这个范围内没有写明的责任关系。" in page


def test_an_empty_graph_has_a_page() -> None:
    """Before anything is loaded the page stands."""
    engine = InMemoryEngine(frozenset())
    context, page = _page(engine)
    assert context.rows is None
    assert "责任网络" in page
    engine.close()


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ("changzhou-2014", "", "")),
        ({"plan": "all"}, ("", "", "")),
        ({"place": "jining"}, ("", "jining", "")),
        ({"plan": "changzhou-2014", "place": "jining"}, ("", "jining", "")),
        ({"department": "org/jining/shangwuju"}, ("", "", "jining/shangwuju")),
        ({"plan": "plan/jining-2014"}, ("jining-2014", "", "")),
    ],
)
def test_addresses_are_read(
    sample_engine: InMemoryEngine, params: dict[str, str], expected: tuple[str, str, str]
) -> None:
    """An address without plan, place and department is the first plan; a city outranks a foreign plan."""
    filters = NetworkQuery.read(params, network_index(sample_engine)).filters
    assert expected == (filters.plan, filters.place, filters.department)


@pytest.mark.parametrize("params", [{"plan": "x"}, {"role": "x"}, {"place": "x"}])
def test_a_mistyped_address_is_told(sample_engine: InMemoryEngine, params: dict[str, str]) -> None:
    """Plans, roles and places that do not exist are errors."""
    with pytest.raises(NotFound):
        network_page(sample_engine, params, _site())


def test_hostile_labels_stay_text(sample_engine: InMemoryEngine, hostile: str) -> None:
    """Data for the script cannot end its element, and comes back whole."""
    text = script_json({"label": hostile})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"label": hostile}
    with pytest.raises(NotFound) as error:
        network_page(sample_engine, {"plan": hostile}, _site())
    assert "script" in str(error.value)


def test_pyvis_draws_boxes_and_ports(large_network: Network) -> None:
    """Every node is a box at its place, with a port where its edges end; nothing moves by itself."""
    made = vis_drawing(Scene.of(large_network))
    wide = made["forms"]["wide"]
    ids = {node["id"] for node in wide["nodes"]}
    assert {end for edge in wide["edges"] for end in (edge["from"], edge["to"])} <= ids
    assert all(edge["from"].endswith(PORT) for edge in wide["edges"])
    assert made["options"]["physics"] == {"enabled": False}


def test_both_forms_draw_the_same(large_network: Network) -> None:
    """A phone and a desk have the same boxes and lines, and a look for each."""
    made = drawing(Scene.of(large_network))
    wide, narrow = made["forms"]["wide"], made["forms"]["narrow"]
    assert set(wide["boxes"]) == set(narrow["boxes"]) == set(made["kinds"])
    assert set(wide["lines"]) == set(narrow["lines"]) == set(made["lines"])


def test_words_are_complete() -> None:
    """Every key has words in both languages, with the same places to fill in."""
    for key, (zh, en) in WORDS.items():
        assert zh
        assert en
        assert sorted(re.findall(r"\{\w+\}", zh)) == sorted(re.findall(r"\{\w+\}", en)), key
    assert unescape(words("zh")["title"]) == "责任网络"
