"""Identifiers, documents, vocabulary, graphs and dumps."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.model import Facts

IRI = "https://w3id.org/policygraph/id/org/changzhou/shangwuju"
FORMATS = [
    ("text/turtle", "ttl", RdfFormat.TURTLE),
    ("application/ld+json", "jsonld", RdfFormat.JSON_LD),
    ("application/n-triples", "nt", RdfFormat.N_TRIPLES),
    ("application/rdf+xml", "rdf", RdfFormat.RDF_XML),
]
Check = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html", "/doc/org/changzhou/shangwuju"),
        ("*/*", "/doc/org/changzhou/shangwuju"),
        *((media_type, f"/doc/org/changzhou/shangwuju.{name}") for media_type, name, _ in FORMATS),
    ],
)
def test_an_identifier_leads_to_its_document(client: TestClient, accept: str, location: str) -> None:
    """303 by Accept, and caches are told that Accept decides."""
    answer = client.get("/id/org/changzhou/shangwuju", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, location)
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(("media_type", "name", "parser"), FORMATS)
def test_a_document_says_the_same_in_each_format(
    client: TestClient, media_type: str, name: str, parser: RdfFormat
) -> None:
    """By header and by suffix: label, role, passage with words, and who points at it."""
    by_header = client.get("/doc/org/changzhou/shangwuju", headers={"accept": media_type})
    by_suffix = client.get(f"/doc/org/changzhou/shangwuju.{name}")
    by_name = client.get(f"/doc/org/changzhou/shangwuju?format={name}", headers={"accept": "text/html"})
    assert by_header.content == by_suffix.content == by_name.content
    assert by_header.headers["content-type"].partition(";")[0] == media_type
    quads = list(parse(by_header.content, format=parser))
    values = {getattr(quad.object, "value", "") for quad in quads}
    assert {"常州市商务局", "市商务局", "建设电子商务园区"} <= values
    assert any(quad.object == NamedNode(IRI) for quad in quads)


def test_headers_lead_on(client: TestClient) -> None:
    """Link names the other formats, the thing, and the description of the dataset."""
    answer = client.get("/doc/org/changzhou/shangwuju.ttl")
    link = answer.headers["link"]
    assert '</doc/org/changzhou/shangwuju.jsonld>; rel="alternate"; type="application/ld+json"' in link
    assert '</doc/org/changzhou/shangwuju>; rel="canonical"' in link
    assert f'<{IRI}>; rel="describes"' in link
    assert '</.well-known/void>; rel="describedby"' in link
    again = client.get("/doc/org/changzhou/shangwuju.ttl", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_dot_in_an_identifier_is_no_suffix(client: TestClient) -> None:
    """``measure/changzhou-2014/2.1`` is a measure, ``….2.1.ttl`` its Turtle."""
    page = client.get("/doc/measure/changzhou-2014/2.1", headers={"accept": "text/html"})
    data = client.get("/doc/measure/changzhou-2014/2.1.ttl")
    assert "建设电子商务园区" in page.text
    assert data.headers["content-type"] == "text/turtle; charset=utf-8"


def test_the_text_of_a_plan_is_what_offsets_count_in(client: TestClient, sample_facts: Facts) -> None:
    """``.txt`` is the normalised text itself, in UTF-8."""
    answer = client.get("/doc/plan/changzhou-2014.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == sample_facts.text


@pytest.mark.parametrize(
    "path",
    [
        "/doc/org/nowhere/nobody",
        "/doc/org/nowhere/nobody.ttl",
        "/doc/org/changzhou/shangwuju.txt",
        "/concept/role/nothing",
        "/graph/nothing",
        "/dump.exe.gz",
        "/dump/nothing.nq.gz",
        "/ontologyy",
    ],
)
def test_what_is_not_there_is_a_problem(
    client: TestClient, assert_canonical_problem: Check, path: str
) -> None:
    """404 in the one shape, whatever kind of thing is missing."""
    answer = client.get(path, headers={"accept": "application/problem+json, */*;q=0.1, text/turtle"})
    assert_canonical_problem(answer, 404, "not-found")


@pytest.mark.parametrize(
    "path", ["/ontology", "/ontology/0.1.0", "/doc/concept/role/lead", "/doc/concept/role", "/doc/concept/"]
)
def test_the_vocabulary_dereferences(client: TestClient, path: str) -> None:
    """Ontology, concepts and schemes come as a page and as RDF."""
    page = client.get(path, headers={"accept": "text/html"})
    data = client.get(path, headers={"accept": "text/turtle"})
    assert page.status_code == 200
    assert "<h1" in page.text
    assert list(parse(data.content, format=RdfFormat.TURTLE))


def test_each_term_has_a_place_on_the_page_of_the_ontology(client: TestClient) -> None:
    """``/ontology#responsibleFor`` leads to the term with its comment."""
    page = client.get("/ontology", headers={"accept": "text/html"}).text
    assert 'id="responsibleFor"' in page
    assert 'id="Measure"' in page


def test_dumps_hold_every_statement(client: TestClient) -> None:
    """The whole graph, and one plan's; the same bytes each time."""
    whole = client.get("/dump.nq.gz")
    part = client.get("/dump/jining-2014.nq.gz")
    lines = gzip.decompress(whole.content).splitlines()
    assert whole.headers["content-type"] == "application/gzip"
    assert whole.content == client.get("/dump.nq.gz").content
    assert {line for line in lines if b"/graph/jining-2014> ." in line} == set(
        gzip.decompress(part.content).splitlines()
    )


def test_a_named_graph_comes_as_rdf(client: TestClient) -> None:
    """The graph of a plan is a document of its own."""
    answer = client.get("/graph/jining-2014.nt")
    assert "济宁市商务局" in answer.text
    assert "常州市商务局" not in answer.text


def test_head_answers_without_a_body(client: TestClient) -> None:
    """HEAD is GET without the body, wherever GET is."""
    head = client.head("/doc/org/changzhou/shangwuju.ttl")
    full = client.get("/doc/org/changzhou/shangwuju.ttl")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == full.headers["etag"]
    assert head.headers["content-length"] == str(len(full.content))


def test_scripts_of_other_sites_may_read(client: TestClient) -> None:
    """CORS for reads: any origin, no credentials."""
    answer = client.options("/sparql", headers={"origin": "https://notebook.example"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert client.get("/healthz").headers["access-control-allow-origin"] == "*"
