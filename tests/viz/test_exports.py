"""The network as files."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import networkx as nx
import pytest

from graph.memory import InMemoryEngine
from graph.network import Network, edge_list
from ontology.errors import NotFound
from viz.exports import NetworkFormat, export_network, network_file, vendor_folder
from viz.scene import Scene

SVG = "{http://www.w3.org/2000/svg}"


class _Loads(HTMLParser):
    """Collects what a page loads or links to, its data block and the texts of its table."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.data = ""
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note addresses and whether the data block begins."""
        self.tags.append(tag)
        self._in_data = dict(attrs).get("id") == "network-data"
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "srcset")]

    def handle_data(self, data: str) -> None:
        """Keep the data block."""
        if self._in_data:
            self.data += data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - named by the parent
        """The data block ends with its element."""
        self._in_data = False


def _html(graph: Network) -> tuple[str, _Loads]:
    page = export_network(Scene.of(graph), NetworkFormat.HTML).decode()
    parser = _Loads()
    parser.feed(page)
    return page, parser


@pytest.mark.parametrize("to", list(NetworkFormat))
def test_a_file_depends_on_the_network_only(sample_network: Network, to: NetworkFormat) -> None:
    """The same network gives the same bytes."""
    assert export_network(Scene.of(sample_network), to) == export_network(Scene.of(sample_network), to)


@pytest.mark.parametrize("to", list(NetworkFormat))
def test_an_empty_network_is_a_valid_file(to: NetworkFormat) -> None:
    """No format breaks when nothing is left by the filters."""
    assert export_network(Scene.of(nx.MultiDiGraph()), to)


def test_graphml_comes_back(sample_network: Network) -> None:
    """GraphML read by networkx has the same nodes and edges, with roles and words."""
    back = nx.read_graphml(
        io.BytesIO(export_network(Scene.of(sample_network), NetworkFormat.GRAPHML)), force_multigraph=True
    )
    assert set(sample_network) == set(back)
    assert {(s, t, k): (d["role"], d["as_written"]) for s, t, k, d in edge_list(sample_network)} == {
        (s, t, k): (d["role"], d["as_written"]) for s, t, k, d in edge_list(nx.MultiDiGraph(back))
    }


def test_gexf_comes_back(sample_network: Network) -> None:
    """GEXF read by networkx has the same nodes, labels and edges."""
    back = nx.read_gexf(io.BytesIO(export_network(Scene.of(sample_network), NetworkFormat.GEXF)))
    assert {node: data["label"] for node, data in sample_network.nodes(data=True)} == {
        node: data["label"] for node, data in back.nodes(data=True)
    }
    assert {key for *_, key, _ in edge_list(sample_network)} == {
        data["id"] for *_, data in edge_list(nx.MultiDiGraph(back))
    }


def test_json_holds_the_evidence(sample_network: Network) -> None:
    """Each edge of the JSON has its passages with their offsets."""
    data = json.loads(export_network(Scene.of(sample_network), NetworkFormat.JSON))
    expected = {
        key: [(p.start, p.end, p.exact) for p in edge["passages"]]
        for *_, key, edge in edge_list(sample_network)
    }
    assert expected == {
        edge["id"]: [(p["start"], p["end"], p["exact"]) for p in edge["passages"]] for edge in data["edges"]
    }


def test_csv_opens_in_excel_and_lists_every_edge(sample_network: Network) -> None:
    """The table starts with a byte order mark and has one row for each edge."""
    data = export_network(Scene.of(sample_network), NetworkFormat.CSV)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert sample_network.number_of_edges() == len(rows) - 1
    assert rows[1][:4] == ["常州市商务局", "建设电子商务园区", "牵头", "市商务局"]


def test_svg_is_titled_and_complete(sample_network: Network) -> None:
    """The picture has a title, a description, a box for each node and a curve for each edge."""
    root = ET.fromstring(export_network(Scene.of(sample_network), NetworkFormat.SVG, title="责任网络"))  # noqa: S314 - our own file
    assert root.findtext(f"{SVG}title") == "责任网络"
    assert root.findtext(f"{SVG}desc") == "5 个单位 · 3 项措施 · 5 条责任关系"
    assert sample_network.number_of_edges() == len(root.findall(f".//{SVG}path"))
    titles = [element.text or "" for element in root.findall(f".//{SVG}g/{SVG}title")]
    assert {"常州市商务局", "完善物流配送"} <= set(titles)
    assert not [name for element in root.iter() for name in element.attrib if name.endswith("href")]


def test_html_loads_nothing(sample_network: Network) -> None:
    """The offline page refers only to places in itself."""
    page, parser = _html(sample_network)
    assert [] == [address for address in parser.addresses if not address.startswith("#")]
    assert not re.search(r"@import|url\((?!\"?data:)", page)
    assert "sourceMappingURL" not in page
    assert '<meta charset="utf-8">' in page


def test_html_shows_the_words(sample_network: Network) -> None:
    """The page holds drawing and table, each with the words."""
    page, parser = _html(sample_network)
    data = json.loads(parser.data)
    assert (
        sample_network.number_of_edges() == len(data["edges"]) == len(data["vis"]["forms"]["wide"]["edges"])
    )
    assert '<mark class="net-name">市商务局</mark>' in page


def test_hostile_labels_stay_text_in_html(hostile_network: Network, hostile: str) -> None:
    """A label that closes a script element opens nothing: it is data in the page."""
    page, parser = _html(hostile_network)
    assert "<script>alert" not in page
    assert "<b>局</b>" not in page
    assert parser.tags.count("script") == 4
    assert {"=" + hostile} == {node["label"] for node in json.loads(parser.data)["nodes"].values()}


def test_a_png_is_a_picture_with_its_labels(sample_network: Network) -> None:
    """Twice the drawing's size; without a Chinese font it is refused rather than drawn without words."""
    try:
        data = export_network(Scene.of(sample_network), NetworkFormat.PNG)
    except NotFound as error:
        pytest.skip(str(error))
    drawing = ET.fromstring(export_network(Scene.of(sample_network), NetworkFormat.SVG))  # noqa: S314 - our own file
    width = float(drawing.attrib["viewBox"].split()[2])

    assert b"\x89PNG\r\n\x1a\n" == data[:8]
    assert int.from_bytes(data[16:20], "big") == pytest.approx(2 * width, abs=2)


@pytest.mark.parametrize("to", [NetworkFormat.SVG, NetworkFormat.GRAPHML, NetworkFormat.GEXF])
def test_hostile_labels_stay_text_in_xml(hostile_network: Network, to: NetworkFormat) -> None:
    """XML with hostile labels parses, and has no element from them."""
    root = ET.fromstring(export_network(Scene.of(hostile_network), to))  # noqa: S314 - our own file
    assert [] == [element.tag for element in root.iter() if element.tag.endswith(("}script", "}b"))]


def test_a_formula_in_a_label_is_text_in_a_spreadsheet(hostile_network: Network) -> None:
    """No cell starts with a character that spreadsheets calculate."""
    table = export_network(Scene.of(hostile_network), NetworkFormat.CSV).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith("'=") for cell in cells)


def test_a_file_is_the_view_of_its_address(sample_engine: InMemoryEngine) -> None:
    """The parameters of the page keep the same edges in a file; a mistyped plan is told."""
    data = json.loads(network_file(sample_engine, {"plan": "all", "role": "lead"}, NetworkFormat.JSON))
    assert [edge["role"] for edge in data["edges"]] == ["lead"]
    with pytest.raises(NotFound, match="nowhere"):
        network_file(sample_engine, {"plan": "nowhere"}, NetworkFormat.JSON)


def test_formats_are_found_by_their_ending() -> None:
    """An ending finds its format, with or without its dot; another is told what there is."""
    assert NetworkFormat.of(".svg") is NetworkFormat.of("svg") is NetworkFormat.SVG
    with pytest.raises(NotFound, match="graphml"):
        NetworkFormat.of("docx")


def test_pyvis_ships_vis_network() -> None:
    """The files that the page is served from pyvis's package are there."""
    for name in ("vis-network.min.js", "vis-network.css"):
        assert (vendor_folder() / name).is_file()
    assert "</script" not in (vendor_folder() / "vis-network.min.js").read_text(encoding="utf-8").lower()
