"""The description of the dataset: DCAT 3 and VoID by shapes, and every link of it followed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from urllib.parse import urljoin

import pyshacl
import pytest
import rdflib
from fastapi.testclient import TestClient

from graph.dumps import DUMP_FORMATS
from ontology.identifiers import DEFAULT_BASE
from ontology.terms import PREFIXES
from tests.rdf import read, same

FORMATS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
DCAT = rdflib.Namespace(PREFIXES["dcat"])
VOID = rdflib.Namespace(PREFIXES["void"])
#: What DCAT 3 and its application profiles ask of each class (6.4, 6.8, 6.9).
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix void: <http://rdfs.org/ns/void#> .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path dcterms:license ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:distribution ; sh:class dcat:Distribution ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:downloadURL ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:mediaType ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:pattern "^https://www.iana.org/assignments/media-types/[a-z]+/[a-z+-]+$" ] ;
  sh:property [ sh:path dcat:compressFormat ; sh:hasValue
    <https://www.iana.org/assignments/media-types/application/gzip> ] ;
  sh:property [ sh:path dcat:byteSize ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ;
  sh:property [ sh:path spdx:checksum ; sh:minCount 1 ; sh:maxCount 1 ; sh:class spdx:Checksum ] ;
  sh:property [ sh:path dcterms:license ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
[] a sh:NodeShape ; sh:targetClass spdx:Checksum ;
  sh:property [ sh:path spdx:algorithm ; sh:hasValue spdx:checksumAlgorithm_sha256 ] ;
  sh:property [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:datatype xsd:hexBinary ;
    sh:pattern "^[0-9a-f]{64}$" ] .
[] a sh:NodeShape ; sh:targetClass dcat:DataService ;
  sh:property [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:servesDataset ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetObjectsOf void:classPartition ;
  sh:property [ sh:path void:class ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path void:entities ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ] .
[] a sh:NodeShape ; sh:targetObjectsOf void:propertyPartition ;
  sh:property [ sh:path void:property ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path void:triples ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ] .
"""


def _graph(client: TestClient, path: str, kind: str = "ttl") -> rdflib.Graph:
    answer = client.get(f"{path}.{kind}")
    assert answer.status_code == 200, path
    return read(answer.content, answer.headers["content-type"])


@pytest.mark.parametrize("path", ["/dataset", "/dataset/changzhou-2014", "/dataset/ontology"])
def test_a_description_keeps_the_shapes_of_dcat(past: TestClient, path: str) -> None:
    """Titles, terms of use, files with media type, size and checksum, services, partitions."""
    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    conforms, _, report = pyshacl.validate(_graph(past, path), shacl_graph=shapes)
    assert conforms, report


@pytest.mark.parametrize("path", ["/dataset", "/dataset/jining-2014"])
def test_a_description_is_one_graph_in_each_format(past: TestClient, path: str) -> None:
    """By suffix; by Accept too."""
    graphs = [same(_graph(past, path, name)) for name in FORMATS]
    assert all(graph == graphs[0] for graph in graphs)
    answer = past.get(path, headers={"accept": "application/ld+json"})
    assert same(read(answer.content, "application/ld+json")) == graphs[0]


@pytest.mark.parametrize("path", ["/dataset", "/dataset/jining-2014"])
def test_sizes_and_checksums_are_those_of_the_files(past: TestClient, path: str) -> None:
    """Each distribution is downloaded and measured."""
    graph = _graph(past, path)
    found = list(graph.subjects(rdflib.RDF.type, DCAT.Distribution))
    assert len(found) == len(DUMP_FORMATS)
    for node in found:
        address = str(graph.value(node, DCAT.downloadURL)).replace(DEFAULT_BASE, "/")
        body = past.get(address).content
        assert int(str(graph.value(node, DCAT.byteSize))) == len(body)
        (checksum,) = graph.objects(node, rdflib.URIRef("http://spdx.org/rdf/terms#checksum"))
        value = graph.value(checksum, rdflib.URIRef("http://spdx.org/rdf/terms#checksumValue"))
        assert str(value) == hashlib.sha256(body).hexdigest()


def test_the_dataset_has_its_parts(past: TestClient) -> None:
    """Each named graph but the description itself is a part with a title, described at its own address."""
    graph = _graph(past, "/dataset")
    parts = set(graph.objects(rdflib.URIRef(DEFAULT_BASE + "dataset"), rdflib.DCTERMS.hasPart))
    names = {str(part).rpartition("/")[2] for part in parts}
    assert {"changzhou-2014", "jining-2014", "ontology", "concepts"} <= names
    for part in parts:
        assert list(graph.objects(part, rdflib.DCTERMS.title))
        own = _graph(past, f"/dataset/{str(part).rpartition('/')[2]}")
        assert (part, rdflib.DCTERMS.isPartOf, rdflib.URIRef(DEFAULT_BASE + "dataset")) in own
        assert list(own.objects(part, DCAT.distribution))


def test_void_counts_what_is_there(past: TestClient) -> None:
    """The number of measures in the class partition is the number that SPARQL finds."""
    answer = past.get("/.well-known/void", headers={"accept": "text/turtle"})
    graph = read(answer.content, "text/turtle")
    measure = rdflib.URIRef(PREFIXES["pg"] + "Measure")
    (partition,) = graph.subjects(VOID["class"], measure)
    query = f"SELECT (COUNT(DISTINCT ?m) AS ?n) {{ ?m a <{measure}> }}"
    rows = past.get("/sparql", params={"query": query, "format": "json"}).json()["results"]["bindings"]
    assert str(graph.value(partition, VOID.entities)) == rows[0]["n"]["value"]
    described = set(graph.subjects(rdflib.RDF.type, VOID.DatasetDescription))
    assert described == {rdflib.URIRef(DEFAULT_BASE + ".well-known/void")}


def test_people_are_led_from_void_to_the_page(past: TestClient) -> None:
    """By 303; the page lists the files with their checksums, in both languages."""
    answer = past.get("/.well-known/void", headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/dataset")
    for lang, word in (("zh", "下载"), ("en", "Downloads")):
        deadline = 5
        while "SHA256SUMS" not in (text := past.get(f"/dataset?lang={lang}", headers=HTML).text) and deadline:
            deadline -= 1
        assert word in text
        assert "dump.nq.gz" in text


HTML = {"accept": "text/html"}


def _local(graph: rdflib.Graph) -> Iterator[str]:
    """Addresses on this host of every IRI of ours in a graph, without fragments."""
    for triple in graph:
        for term in triple:
            if isinstance(term, rdflib.URIRef) and str(term).startswith(DEFAULT_BASE):
                yield "/" + str(term).removeprefix(DEFAULT_BASE).partition("#")[0]


def _some(paths: set[str]) -> list[str]:
    """A few of each kind of address: a document names hundreds of passages."""
    by_kind: dict[str, list[str]] = {}
    for path in sorted(paths):
        by_kind.setdefault("/".join(path.split("/")[:3]), []).append(path)
    return [path for found in by_kind.values() for path in found[:5]]


@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json"])
def test_from_the_dataset_every_link_dereferences(past: TestClient, media_type: str) -> None:
    """A crawl of every IRI of ours that a description, or a document it leads to, names: none is dead."""
    seen: set[str] = set()
    front = ["/dataset"]
    for depth in range(3):
        after: list[str] = []
        for path in front:
            if path in seen:
                continue
            seen.add(path)
            answer = past.get(path, headers={"accept": f"{media_type}, */*;q=0.1"}, follow_redirects=True)
            assert answer.status_code == 200, path
            kind = answer.headers["content-type"].partition(";")[0]
            if kind == media_type and depth < 2 and not path.startswith("/graph/"):
                after += _some(set(_local(read(answer.content, kind))))
        front = after
    assert len(seen) > 40
    assert any(path.startswith("/id/measure/") for path in seen)
    assert any(path.startswith("/dump/") for path in seen)
    assert any(path.startswith("/concept/") for path in seen)


def test_links_lead_to_the_dataset_from_everywhere(past: TestClient) -> None:
    """A document's Link header, a dump's, a page's head."""
    for path in ("/doc/plan/jining-2014.ttl", "/dump/jining-2014.nq.gz", "/dataset.ttl"):
        header = past.get(path).headers["link"]
        targets = [part.partition(">")[0].lstrip(" <") for part in header.split(",") if "describedby" in part]
        assert targets
        for target in targets:
            answer = past.get(urljoin(path, target), headers={"accept": "text/turtle"})
            assert answer.status_code == 200
            assert "Dataset" in answer.text
    assert 'rel="describedby"' in past.get("/plans", headers=HTML).text
    assert json.loads(past.get("/dataset.jsonld").text)
