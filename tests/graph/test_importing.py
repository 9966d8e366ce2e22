"""RDF files as input: what they become, what is refused, and that nothing is fetched."""

from __future__ import annotations

import gzip
import socket
from pathlib import Path

import pytest

from graph.importing import MAX_BYTES, is_rdf, read_rdf
from ontology.errors import EmptyDocument, UnreadableDocument

BASE = "https://w3id.org/policygraph/"
PLAN = "https://w3id.org/policygraph/graph/jining-2014"
_XML = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [{dtd}]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
<rdf:Description rdf:about="http://e/s"><e:p>{text}</e:p></rdf:Description></rdf:RDF>
"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)


def _read(folder: Path, name: str, text: str | bytes) -> dict[str, str]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return {content.iri: content.lines.decode() for content in read_rdf(path, BASE)}


def test_triples_go_into_a_graph_named_after_the_file(tmp_path: Path) -> None:
    """A Chinese name becomes a slug; the ending .gz is no part of it."""
    line = "<http://e/s> <http://e/p> <http://e/o> .\n"
    graph = f"{BASE}graph/jiningshi"
    expected = {graph: f"<http://e/s> <http://e/p> <http://e/o> <{graph}> .\n"}

    assert expected == _read(tmp_path, "济宁市.nt", line)
    assert expected == _read(tmp_path, "济宁市.ttl.gz", gzip.compress(line.encode()))


def test_quads_keep_the_names_of_our_graphs_only(tmp_path: Path) -> None:
    """A plan's graph comes back under its name; a stranger's name does not become ours."""
    found = _read(
        tmp_path,
        "x.nq",
        f"<http://e/s> <http://e/p> \"1\" <{PLAN}> .\n"
        f"<http://e/s> <http://e/p> \"2\" <http://e/g> .\n"
        f"<http://e/s> <http://e/p> \"3\" <{BASE}graph/a/b> .\n"
        "<http://e/s> <http://e/p> \"4\" .\n",
    )  # fmt: skip

    assert {PLAN: 1, f"{BASE}graph/x": 3} == {iri: lines.count("\n") for iri, lines in found.items()}


def test_blank_nodes_are_named_the_same_each_time(tmp_path: Path) -> None:
    """Two readings of one file are equal, so that a second load changes nothing."""
    text = "<http://e/s> <http://e/p> [ <http://e/q> 1.0 ] ."

    assert _read(tmp_path, "x.ttl", text) == _read(tmp_path, "x.ttl", text)


@pytest.mark.parametrize("name", ["ontology", "concepts", "metadata", "quality"])
def test_our_own_graphs_are_not_replaced(tmp_path: Path, name: str) -> None:
    """Neither by the name of a file nor by that of a graph in it."""
    for file, graph in ((f"{name}.nt", ""), ("x.nq", f"<{BASE}graph/{name}> ")):
        with pytest.raises(UnreadableDocument, match=f"would replace the graph '{name}'"):
            _read(tmp_path, file, f'<http://e/s> <http://e/p> "1" {graph}.\n')


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("x.ttl", "<http://e/s> <http://e/p> 1 .\n<http://e/s> <http://e/p> oops .", "line 2, column 27"),
        ("x.nt", "<http://e/s> nonsense", "line 1, column 14"),
        ("x.nq", '<http://e/s> <http://e/p> "a" <g> .', "line 1, column 31"),
        ("x.trig", "<http://e/g> { <http://e/s> }", "line 1, column 29"),
        ("x.jsonld", '{"@id":\n 3', "line 2"),
        ("x.rdf", "<rdf>\n<open></rdf>", "line 2, column 9"),
    ],
)
def test_a_mistake_is_shown_with_its_place(tmp_path: Path, name: str, text: str, place: str) -> None:
    """File, line and column, counted from 1."""
    with pytest.raises(UnreadableDocument) as caught:
        _read(tmp_path, name, text)

    assert caught.value.source == str(tmp_path / name)
    assert caught.value.place.startswith(place)
    assert "is not valid" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "http://e/s", "name": "x"}',
        '{"@context": {"@import": "http://127.0.0.1:9/c.jsonld"}, "@id": "http://e/s"}',
    ],
)
def test_a_context_that_lies_elsewhere_is_not_fetched(tmp_path: Path, text: str) -> None:
    """The message says that the context must be in the file."""
    with pytest.raises(UnreadableDocument, match="nothing is fetched here. Put the context into it"):
        _read(tmp_path, "x.jsonld", text)


@pytest.mark.parametrize(
    ("dtd", "text", "message"),
    [
        ('<!ENTITY secret SYSTEM "file:///etc/hostname">', "&secret;", "nothing is fetched here"),
        ('<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">', "&b;", "entity made of entities"),
    ],
)
def test_entities_that_lie_elsewhere_or_grow_are_refused(
    tmp_path: Path, dtd: str, text: str, message: str
) -> None:
    """A plain entity, as ontologies declare for their namespaces, is read."""
    assert "fine" in str(_read(tmp_path, "ok.rdf", _XML.format(dtd='<!ENTITY ok "fine">', text="&ok;")))
    with pytest.raises(UnreadableDocument, match=message):
        _read(tmp_path, "x.rdf", _XML.format(dtd=dtd, text=text))


def test_what_holds_nothing_or_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty file, a damaged gzip file, a gzip file of endless size."""
    with pytest.raises(EmptyDocument):
        _read(tmp_path, "x.ttl", "# nothing")
    with pytest.raises(UnreadableDocument, match="damaged gzip"):
        _read(tmp_path, "x.nt.gz", b"no gzip")
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        read_rdf(tmp_path / "missing.nt", BASE)
    monkeypatch.setattr("graph.importing.MAX_BYTES", 1000)
    with pytest.raises(UnreadableDocument, match="holds more than 1,000 bytes"):
        _read(tmp_path, "x.nt.gz", gzip.compress(b'<http://e/s> <http://e/p> "1" .\n' * 100))
    assert MAX_BYTES > 1000


def test_the_name_says_whether_a_file_is_rdf() -> None:
    """Upper case and .gz count too."""
    assert [True, True, False, False] == [
        is_rdf(Path(name)) for name in ("a.TTL", "a.nq.gz", "a.txt", "a.gz")
    ]
