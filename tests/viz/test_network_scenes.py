"""Every view of the network as picture, page and file."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from pyoxigraph import RdfFormat, parse

from api.urls import Urls
from graph.memory import InMemoryEngine
from graph.network import co_responsibility
from graph.network_index import network_index
from graph.views.network_groups import groups_of
from ontology.errors import LimitExceeded, NotFound
from ontology.identifiers import DEFAULT_BASE
from tests.viz.conftest import made_up
from viz.exports import NetworkFormat, export_network, network_file
from viz.pages import Site, network_query, render
from viz.pages.network import NetworkContext, network_page
from viz.pages.network_query import NetworkQuery
from viz.pages.network_summary import group_words
from viz.pages.site import Lang
from viz.picture import Form
from viz.ring import ring, tie_id
from viz.scene import VIEWS, Scene

ENDS = {"from": "jining/shangwuju", "to": "jining/jingjihexinxihuaweiyuanhui"}


def _page(engine: InMemoryEngine, params: dict[str, str], lang: Lang = "zh") -> tuple[NetworkContext, str]:
    site = Site(lang, Urls(DEFAULT_BASE, lang=lang, here="/network"), 1, "network")
    context = network_page(engine, params, site)
    return context, render(context, site)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("view", VIEWS)
def test_no_two_boxes_of_a_view_overlap(sample_scenes: dict[str, Scene], view: str, form: Form) -> None:
    """Boxes lie apart and inside of the picture, and lines end at boxes that are drawn."""
    picture = sample_scenes[view].picture(form)
    boxes = list(picture.boxes.values())
    assert boxes
    for index, one in enumerate(boxes):
        assert one.x - one.width / 2 >= -0.1
        assert one.x + one.width / 2 <= picture.width + 0.1
        for other in boxes[:index]:
            apart = abs(one.x - other.x) >= (one.width + other.width) / 2 - 0.1
            assert apart or abs(one.y - other.y) >= (one.height + other.height) / 2 - 0.1
    assert {end for line in picture.lines for end in (line.source, line.target)} <= set(picture.boxes)


def test_a_ring_shows_all_or_the_strong() -> None:
    """Ties below the smallest number of measures are left out, with those who have no other."""
    graph = made_up(1, 12, 9)
    ties = co_responsibility(graph)
    names = {node: str(data["label"]) for node, data in ties.nodes(data=True)}
    weights = [int(data["weight"]) for _, _, data in ties.edges(data=True)]
    whole = ring(ties, names=names, groups={}, places={})
    strong = ring(ties, names=names, groups={}, places={}, least=max(weights))
    assert (len(weights), weights.count(max(weights))) == (len(whole.lines), len(strong.lines))
    assert len(strong.boxes) <= len(whole.boxes) == 12


def test_groups_stand_together_in_the_ring() -> None:
    """Around the ring no group is interrupted by another."""
    graph = made_up(1, 14, 20)
    ties = co_responsibility(graph)
    found = groups_of(graph, ties)
    groups = found.group_of()
    names = {node: str(data["label"]) for node, data in ties.nodes(data=True)}
    picture = ring(ties, names=names, groups=groups, places={}, tinted=True)
    left = sorted((box for box in picture.boxes.values() if box.side == "right"), key=lambda box: box.y)
    right = sorted((box for box in picture.boxes.values() if box.side == "left"), key=lambda box: -box.y)
    around = [groups[box.node] for box in (*left, *right)]
    assert sorted(around) == around


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_a_page_in_both_languages(sample_engine: InMemoryEngine, view: str, lang: Lang) -> None:
    """The view says what it is, keeps its filters in every link, and needs nothing from elsewhere."""
    context, page = _page(sample_engine, {"view": view, "plan": "all", "topic": "topic/parks", **ENDS}, lang)
    assert context.view == view
    assert page.count('aria-current="page"') == 2
    assert all("topic=parks" in address for _, address in context.downloads)
    assert all("topic=parks" in address for address, _, _ in context.tabs)


def test_a_path_is_told_in_words_with_its_sentences(sample_engine: InMemoryEngine) -> None:
    """Two that share a measure: the sentence says so, and the words of both stand below it."""
    context, page = _page(sample_engine, ENDS)
    assert context.chains is not None
    assert context.chains.told == ("济宁市商务局与济宁市经济和信息化委员会直接共同负责 1 项措施。",)
    assert '<mark class="net-name">市商务局</mark>' in page
    assert '<mark class="net-name">市经济和信息化委</mark>' in page
    assert "/plans/jining-2014#p" in page


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"view": "paths"}, "请选择两个单位。"),
        ({"from": "changzhou/shangwuju", "to": "changzhou/shangwuju"}, "两端是同一个单位"),
        ({"from": "changzhou/shangwuju", "to": "jining/shangwuju"}, "没有联系"),
        ({"from": "changzhou/shangwuju", "to": "无名局"}, "没有找到叫“无名局”"),
        ({"from": "changzhou/shangwuju", "to": "商务局"}, "叫“商务局”的单位有 2 个"),
    ],
)
def test_when_there_is_no_path_the_page_says_why(
    sample_engine: InMemoryEngine, params: dict[str, str], expected: str
) -> None:
    """Nothing chosen, the same twice, no connection, an unknown or an ambiguous name: each has its answer."""
    context, page = _page(sample_engine, params)
    assert context.chains is not None
    assert expected in context.chains.told[0]
    assert expected in page


def test_a_tie_opens_with_the_words_of_both_sides(sample_engine: InMemoryEngine) -> None:
    """The address of a tie shows its measures; of two that share nothing it says that."""
    context, page = _page(
        sample_engine, {"view": "shared", "plan": "all", "first": ENDS["from"], "second": ENDS["to"]}
    )
    assert context.opened is not None
    assert context.opened.heading == "济宁市商务局与济宁市经济和信息化委员会共同负责 1 项措施"
    assert 'id="pair"' in page
    lost, _ = _page(
        sample_engine,
        {"view": "shared", "plan": "all", "first": ENDS["from"], "second": "changzhou/shangwuju"},
    )
    assert (None, 1) == (lost.opened, len(lost.notes))


def test_neighbours_come_when_asked(sample_engine: InMemoryEngine) -> None:
    """One body alone, or with the others of its measures."""
    alone, _ = _page(sample_engine, {"department": "changzhou/shangwuju"})
    near, _ = _page(sample_engine, {"department": "changzhou/shangwuju", "near": "1"})
    assert ("1 个单位 · 1 项措施 · 1 条责任关系", "3 个单位 · 1 项措施 · 3 条责任关系") == (
        alone.count,
        near.count,
    )


def test_what_is_too_large_comes_in_sum(
    sample_engine: InMemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows the functions and asks to choose; a file is an error that states the limit."""
    monkeypatch.setattr(network_query, "MOST_NODES", 5)
    context, page = _page(sample_engine, {"plan": "all"})
    assert context.view == "functions"
    assert "超过一张图看得清的 5 个" in context.notes[0]
    assert "选一个城市" in page
    with pytest.raises(LimitExceeded, match="5"):
        network_file(sample_engine, {"plan": "all"}, NetworkFormat.SVG)


def test_figures_are_told_without_false_certainty(sample_scenes: dict[str, Scene]) -> None:
    """Two cities whose bodies share one measure each: nobody is more central than others of the same number."""
    groups = sample_scenes["groups"].groups
    assert groups is not None
    said = group_words(groups, "zh")
    assert "并列" in said[0]
    assert "没有单位居间" in said[1]


@pytest.mark.parametrize("view", VIEWS)
def test_json_ld_is_a_part_of_the_graph(sample_engine: InMemoryEngine, view: str) -> None:
    """Parsed as RDF, every statement of the file stands in the graph, and every edge of the view is in it."""
    data = network_file(sample_engine, {"view": view, "plan": "all", **ENDS}, NetworkFormat.JSONLD)
    found = {quad.triple for quad in parse(data, format=RdfFormat.JSON_LD)}
    assert found
    assert found <= set(sample_engine.triples("CONSTRUCT WHERE { ?s ?p ?o }"))
    duties = {t.subject for t in found if "/responsibility/" in str(t.subject)}
    assert {"paths": 2}.get(view, 5) == len(duties)


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_opens_in_each_program(sample_scenes: dict[str, Scene], view: str) -> None:
    """GraphML, GEXF, JSON, CSV and SVG of a view are read back with what it shows."""
    scene = sample_scenes[view]
    shown = scene.picture().boxes
    graphml = nx.read_graphml(io.BytesIO(export_network(scene, NetworkFormat.GRAPHML)))
    gexf = nx.read_gexf(io.BytesIO(export_network(scene, NetworkFormat.GEXF)))
    assert set(shown) <= set(graphml) == set(gexf)
    table = export_network(scene, NetworkFormat.CSV).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert {len(rows[0])} == {len(row) for row in rows}
    assert {"measures": 6, "paths": 3, "shared": 5, "groups": 5, "functions": 4}[view] == len(rows)
    assert view == json.loads(export_network(scene, NetworkFormat.JSON))["view"]
    for dark in (False, True):
        root = ET.fromstring(export_network(scene, NetworkFormat.SVG, dark=dark))  # noqa: S314 - our own file
        assert len(scene.picture().lines) == len(root.findall(".//{http://www.w3.org/2000/svg}path"))


def test_dark_pictures_have_a_dark_ground(sample_scenes: dict[str, Scene]) -> None:
    """Light is for paper, dark for dark slides."""
    light, dark = (
        export_network(sample_scenes["shared"], NetworkFormat.SVG, dark=choice).decode()
        for choice in (False, True)
    )
    assert ('fill="#ffffff"' in light, 'fill="#ffffff"' in dark, 'fill="#14181d"' in dark) == (
        True,
        False,
        True,
    )


def test_a_large_file_is_drawn_by_our_canvas() -> None:
    """vis-network is fluid with some hundred boxes; more are drawn as the page draws them."""
    small = export_network(Scene.of(made_up(1, 5, 5)), NetworkFormat.HTML).decode()
    large = export_network(Scene.of(made_up(6, 40, 60)), NetworkFormat.HTML).decode()
    assert ("vis.DataSet" in small, "vis.DataSet" in large) == (True, False)


@pytest.mark.parametrize("params", [{"view": "x"}, {"view": "paths"}])
def test_a_file_of_nothing_is_told(sample_engine: InMemoryEngine, params: dict[str, str]) -> None:
    """An unknown view, or paths without ends, is an error."""
    with pytest.raises(NotFound):
        network_file(sample_engine, params, NetworkFormat.SVG)


def test_ids_of_ties_do_not_depend_on_the_direction() -> None:
    """A tie is one line, whoever is named first."""
    ends = (DEFAULT_BASE + "id/org/a/b", DEFAULT_BASE + "id/org/c/d")
    assert tie_id(*ends) == tie_id(*reversed(ends)) == "tie/org/a/b~org/c/d"


def test_addresses_keep_everything(sample_engine: InMemoryEngine) -> None:
    """A view written as an address and read again is the same view."""
    index = network_index(sample_engine)
    given = {
        "view": "shared",
        "plan": "all",
        "function": "commerce",
        "topic": "parks",
        "least": "2",
        "page": "3",
    }
    query = NetworkQuery.read(given, index)
    assert query == NetworkQuery.read(query.params(), index)
    assert given == query.params()
