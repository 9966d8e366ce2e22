"""Whatever a document says stands in pages and files as words: nothing of it acts."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

import docx
import pytest
from fastapi.testclient import TestClient
from lxml import etree
from pyoxigraph import RdfFormat, parse

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from tests.security.hostile import WORDS, hostile_quads
from tests.security.markup import read_page

#: Where a walk over all pages begins, and how many addresses of each sort it takes.
_STARTS = ("/", "/network?lang=en", "/network?view=shared", "/search?q=alert", "/matrix", "/compare", "/gaps", "/quality", "/projects", "/targets", "/sparql", "/revisions", "/dataset",
           "/plans/changzhou-2014", "/departments/changzhou/shangwuju", "/measures", "/departments", "/about", "/doc/plan/changzhou-2014")  # fmt: skip
_EACH = 6
_PLAN = "plan/changzhou-2014"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A service over hostile plans; an error that nobody foresaw is raised here, and fails the test."""
    app = create_app(InMemoryEngine(hostile_quads()), Settings())
    with TestClient(app) as found:
        yield found


def _walk(client: TestClient) -> Iterator[tuple[str, str]]:
    """Addresses and texts of the pages that links lead to, a few of each sort."""
    todo, seen = list(_STARTS), set(_STARTS)
    sorts: dict[str, int] = {}
    while todo:
        address = todo.pop(0)
        answer = client.get(address, headers={"Accept": "text/html"})
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        assert answer.status_code < 400, address
        yield address, answer.text
        for link in read_page(answer.text, own_scripts=True).links:
            found = urldefrag(urljoin(address, link))[0]
            path, _, query = found.partition("?")
            sort = re.sub(r"/[^/]*\d[^/]*|(?<=/doc)/.*|(?<=/plans)/.*|(?<=/departments)/.*", "/…", path) + (
                "?" if query else ""
            )
            if found not in seen and path.startswith("/") and sorts.get(sort, 0) < _EACH:
                sorts[sort] = sorts.get(sort, 0) + 1
                seen.add(found)
                todo.append(found)


def test_nothing_acts_in_any_page(client: TestClient) -> None:
    """No script, handler, frame or address that acts comes from a label; the words are shown as they are."""
    shown = ""
    pages = 0
    for address, text in _walk(client):
        page = read_page(text, own_scripts=address.startswith("/network.html"))

        assert [] == page.acting, address
        shown += "".join(page.text)
        pages += 1

    assert pages > 40
    for words in WORDS[:5]:
        assert words in shown


@pytest.mark.parametrize("ending", ["ttl", "nt", "rdf", "jsonld"])
def test_documents_of_things_come_back_as_they_were(client: TestClient, ending: str) -> None:
    """Each syntax holds the hostile label of the plan exactly, whatever it must escape."""
    kinds = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML}
    answer = client.get(f"/doc/{_PLAN}.{ending}")

    assert 200 == answer.status_code
    if ending == "jsonld":
        assert "<script>" in json.dumps(json.loads(answer.text), ensure_ascii=False)
        return
    labels = [
        quad.object.value
        for quad in parse(answer.content, format=kinds[ending])
        if "label" in quad.predicate.value
    ]
    assert labels


@pytest.mark.parametrize("address", ["/network.svg", "/network.graphml", "/network.gexf", "/feed.atom"])
def test_drawings_and_feeds_are_sound_xml(client: TestClient, address: str) -> None:
    """A strict reader opens them, and finds no element, handler or link that a label brought."""
    answer = client.get(address)
    root = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))

    for element in root.iter():
        assert str(etree.QName(element).localname).lower() not in ("script", "img", "x", "foreignobject", "b")
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), name
            if str(name).endswith("href"):
                assert str(value).startswith(("http", "/", "#")), value


def test_a_drawing_in_pixels_is_made(client: TestClient) -> None:
    """The renderer of pictures reads the same drawing."""
    assert client.get("/network.png").content.startswith(b"\x89PNG")


def test_the_offline_network_is_inert_to_labels(client: TestClient) -> None:
    """The file carries its own scripts; labels stand in its data only, where they cannot end it."""
    text = client.get("/network.html").text
    scripts = re.findall(r"<script\b[^>]*>(.*?)</script>", text, re.DOTALL)

    assert "<script>alert" not in text
    assert all("alert(1)" not in script for script in scripts[1:])
    data = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert data is not None
    assert "alert(1)" in json.dumps(json.loads(data[1]))
    assert re.search(
        r'<meta http-equiv="Content-Security-Policy" content="default-src (?:\'|&#39;)none', text
    )


def test_tables_hold_no_formula(client: TestClient) -> None:
    """No cell of any CSV begins as a formula does; workbooks hold strings only."""
    for address in (
        "/network.csv",
        "/projects.csv",
        "/api/measures.csv",
        "/api/projects.csv",
        "/api/queries/department-duties.csv",
    ):
        answer = client.get(address)
        if answer.status_code == 404:
            continue
        assert 200 == answer.status_code, address
        for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))):
            for cell in row:
                number = re.fullmatch(r"[+-]?[\d.]+", cell)
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")), (address, cell)
    for address in ("/plans/changzhou-2014.xlsx", "/departments/changzhou/shangwuju.xlsx", "/projects.xlsx"):
        with zipfile.ZipFile(io.BytesIO(client.get(address).content)) as parts:
            for name in parts.namelist():
                part = parts.read(name)
                etree.fromstring(part, etree.XMLParser(resolve_entities=False))
                assert b"<f>" not in part, (address, name)
                assert b"<hyperlink" not in part, (address, name)


def test_word_files_hold_words(client: TestClient) -> None:
    """They open, have no field and no link, and show what the document said."""
    for address in ("/plans/changzhou-2014.docx", "/departments/changzhou/shangwuju.docx"):
        data = client.get(address).content
        text = "\n".join(
            cell.text for row in docx.Document(io.BytesIO(data)).tables[0].rows for cell in row.cells
        )

        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            body = parts.read("word/document.xml")
        assert b"instrText" not in body
        assert b"<w:hyperlink" not in body
        assert "常州" in text or "市" in text


def test_programs_get_words_in_json(client: TestClient) -> None:
    """Reconciliation, suggestions and lists are JSON, never sniffed as a page; the preview is a page of words."""
    found = client.get("/reconcile", params={"queries": json.dumps({"q0": {"query": "商务局"}})})
    entity = client.get("/reconcile/suggest/entity", params={"prefix": "<script>"})
    preview = client.get("/reconcile/preview", params={"id": "org/changzhou/shangwuju"})

    for answer in (found, entity, client.get("/api/measures"), client.get("/api/search?q=alert")):
        assert answer.headers["content-type"].startswith("application/json")
        assert "nosniff" == answer.headers["x-content-type-options"]
        json.loads(answer.text)
    assert [] == read_page(preview.text).acting


def test_names_of_files_stay_one_header(client: TestClient) -> None:
    """A title with line ends and quotes names a download and adds no header."""
    answer = client.get("/plans/changzhou-2014.docx")

    assert "x-evil" not in answer.headers
    assert re.fullmatch(
        r'attachment; filename="tasks\.docx"; filename\*=UTF-8\'\'[A-Za-z0-9%._~-]+',
        answer.headers["content-disposition"],
    )
