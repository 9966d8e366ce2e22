"""Documents about resources over HTTP: validators, pages, profiles, and another library's reading."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from graph.rdf import quads
from graph.views.document import PAGE
from ontology.identifiers import DEFAULT_BASE
from ontology.model import Facts
from ontology.terms import DCTERMS, FOAF
from ontology.web_terms import ALTR, HYDRA
from tests.rdf import read, same

PATH = "/doc/org/changzhou/shangwuju"
FORMATS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
DOCUMENTS = [
    PATH,
    "/doc/measure/changzhou-2014/2.1",
    "/doc/plan/changzhou-2014",
    "/doc/concept/role/lead",
    "/ontology",
    "/profile/full",
]


def links(header: str) -> list[tuple[str, dict[str, str]]]:
    """Targets and parameters of a Link header; our addresses hold no comma outside of quotes."""
    found = []
    for part in header.split(", <"):
        target, _, rest = part.removeprefix("<").partition(">")
        pairs = (item.partition("=") for item in rest.split(";") if "=" in item)
        found.append((target, {name.strip(): value.strip().strip('"') for name, _, value in pairs}))
    return found


@pytest.mark.parametrize("path", DOCUMENTS)
def test_another_library_reads_the_same_graph_in_each_format(client: TestClient, path: str) -> None:
    """All four, read by rdflib, are one graph."""
    answers = [client.get(f"{path}.{name}") for name in FORMATS]
    assert [answer.headers["content-type"].partition(";")[0] for answer in answers] == [*FORMATS.values()]
    graphs = [same(read(answer.content, answer.headers["content-type"])) for answer in answers]
    assert len(graphs[0]) > 3
    assert all(graph == graphs[0] for graph in graphs)


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("name", ["html", *FORMATS])
def test_what_a_client_holds_is_not_sent_again(client: TestClient, path: str, name: str) -> None:
    """By entity tag and by date; data have strong tags, pages weak ones; tags of formats differ."""
    first = client.get(f"{path}.{name}")
    tag = first.headers["etag"]
    assert tag.startswith("W/") == (name == "html")
    assert client.get(f"{path}.{name}", headers={"if-none-match": tag}).status_code == 304
    assert client.get(f"{path}.{name}", headers={"if-none-match": '"other"'}).status_code == 200
    date = {"if-modified-since": first.headers["last-modified"]}
    assert client.get(f"{path}.{name}", headers=date).status_code == 304
    assert client.get(f"{path}.{name}", headers={**date, "if-none-match": '"other"'}).status_code == 200
    past = {"if-modified-since": "Sat, 01 Jan 2000 00:00:00 GMT"}
    assert client.get(f"{path}.{name}", headers=past).status_code == 200


def test_entity_tags_tell_representations_apart(client: TestClient) -> None:
    """No two formats, profiles or pages of a document share one."""
    tags = [client.get(f"{PATH}.{name}").headers["etag"] for name in ("html", *FORMATS)]
    tags += [client.get(f"{PATH}.ttl?_profile={token}").headers["etag"] for token in ("labelled", "alt")]
    assert len(tags) == len(set(tags))


def test_the_same_revision_gives_the_same_bytes(sample_facts: Facts) -> None:
    """Two services over the same graph answer alike, blank nodes of the ontology included."""
    bodies = []
    for _ in range(2):
        with TestClient(create_app(InMemoryEngine(quads(sample_facts)), Settings())) as one:
            bodies.append([one.get(f"{path}.{name}").content for path in DOCUMENTS for name in FORMATS])
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_link_of_a_document_leads_somewhere(client: TestClient, path: str) -> None:
    """Alternates in each format and profile, canonical, description, context and TimeMap answer."""
    header = client.get(f"{path}.ttl").headers["link"]
    relations = {relation for _, found in links(header) for relation in found["rel"].split()}
    assert {"alternate", "canonical", "describes", "describedby", "license"} <= relations
    for target, found in links(header):
        if target.startswith("https://"):
            continue  # identifiers and licences, which live elsewhere
        answer = client.get(target, headers={"accept": found.get("type", "*/*")}, follow_redirects=True)
        assert answer.status_code == 200, target
        if found["rel"] == "alternate":
            assert answer.headers["content-type"].partition(";")[0] == found["type"], target


def test_a_document_names_its_topic_and_licence(client: TestClient) -> None:
    """In the data, not in headers alone."""
    graph = read(client.get(f"{PATH}.ttl").content, "text/turtle")
    said = {str(predicate): str(value) for _, predicate, value in graph if str(_).endswith(PATH)}
    assert said[FOAF.primaryTopic] == DEFAULT_BASE + "id/org/changzhou/shangwuju"
    assert said[DCTERMS.license] == "https://creativecommons.org/publicdomain/mark/1.0/"


@pytest.fixture
def long(sample_facts: Facts) -> Iterator[TestClient]:
    """A service whose first plan is pointed at by more than two pages of statements."""
    plan = NamedNode(DEFAULT_BASE + "id/plan/changzhou-2014")
    graph = NamedNode(DEFAULT_BASE + "graph/extra")
    extra = {
        Quad(NamedNode(f"{DEFAULT_BASE}id/thing/x/{n:04}"), NamedNode(DCTERMS.isPartOf), plan, graph)
        for n in range(2 * PAGE)
    }
    with TestClient(create_app(InMemoryEngine(quads(sample_facts) | extra), Settings())) as found:
        yield found


@pytest.mark.parametrize("name", FORMATS)
def test_a_long_document_is_complete_over_its_pages(long: TestClient, name: str) -> None:
    """Following rel=next from the first page finds every statement that points at the plan, once."""
    address, found, pages = f"/doc/plan/changzhou-2014.{name}", [], 0
    plan = DEFAULT_BASE + "id/plan/changzhou-2014"
    while address:
        answer = long.get(address)
        pages += 1
        graph = read(answer.content, answer.headers["content-type"])
        found += [str(s) for s, p, o in graph if "/id/thing/" in str(s) and str(o) == plan]
        nexts = [target for target, given in links(answer.headers["link"]) if given["rel"] == "next"]
        said = [str(o) for _, p, o in graph if str(p) == HYDRA.next]
        assert [item.partition("?")[2] for item in nexts] == [item.partition("?")[2] for item in said]
        address = nexts[0] if nexts else ""
    assert pages >= 3
    assert len(found) == len(set(found)) == 2 * PAGE


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "٣"])
def test_a_page_that_is_no_number_is_refused(client: TestClient, page: str) -> None:
    """400 that says so; a page after the last is 404."""
    assert client.get(f"{PATH}.ttl?page={quote(page)}").status_code == 400
    assert client.get(f"{PATH}.ttl?page=99").status_code == 404


BASE = DEFAULT_BASE + "profile/"


@pytest.mark.parametrize(
    ("header", "query", "expected"),
    [
        ("", "", "full"),
        (f"<{BASE}labelled>", "", "labelled"),
        (f"<{BASE}labelled>;q=0.4, <{BASE}responsibility>;q=0.9", "", "responsibility"),
        (f"<urn:example:other>, <{BASE}labelled>;q=0.1", "", "labelled"),
        ("<urn:example:other>", "", "full"),
        ("nonsense", "", "full"),
        (f"<{BASE}labelled>;q=0", "", "full"),
        (f"<{BASE}labelled>", "?_profile=responsibility", "responsibility"),
        ("", f"?_profile={BASE}labelled", "labelled"),
        ("", "?_profile=full&_mediatype=application/n-triples", "full"),
    ],
)
def test_the_profile_is_negotiated(client: TestClient, header: str, query: str, expected: str) -> None:
    """By parameter before header, by weight, and the answer says which it is."""
    headers = {"accept": "text/turtle", **({"accept-profile": header} if header else {})}
    answer = client.get(PATH + query, headers=headers)
    assert answer.headers["content-profile"] == f"<{BASE}{expected}>"
    assert f'<{BASE}{expected}>; rel="profile"' in answer.headers["link"]
    assert "Accept-Profile" in answer.headers["vary"]
    kind = "application/n-triples" if "_mediatype" in query else "text/turtle"
    assert answer.headers["content-type"].startswith(kind)


def test_a_profile_that_is_not_there_is_refused_with_the_list(client: TestClient) -> None:
    """A parameter is a wish that cannot be overlooked."""
    answer = client.get(f"{PATH}.ttl?_profile=nothing")
    assert answer.status_code == 400
    assert "responsibility" in answer.json()["detail"]


def test_all_representations_are_listed(client: TestClient) -> None:
    """Each of the listed addresses answers in its profile and format."""
    graph = read(client.get(f"{PATH}?_profile=alt", headers={"accept": "text/turtle"}).content, "text/turtle")
    wanted = {ALTR.hasRepresentation, ALTR.hasDefaultRepresentation}
    nodes = {o for _, p, o in graph if str(p) in wanted}
    assert len(nodes) == 3 * len(FORMATS)
    for node in nodes:
        said = {str(p): str(o) for _, p, o in graph.triples((node, None, None))}
        answer = client.get(str(node).replace(DEFAULT_BASE, "/"))
        assert answer.headers["content-type"].partition(";")[0] == said[DCTERMS.format]
        assert answer.headers["content-profile"] == f"<{said[DCTERMS.conformsTo]}>"
    page = client.get(f"{PATH}?_profile=alt", headers={"accept": "text/html"})
    assert "_profile=responsibility&amp;_mediatype=text/turtle" in page.text


@pytest.mark.parametrize(
    ("accept", "location"),
    [("text/html", "/doc/concept/role/lead"), ("text/turtle", "/doc/concept/role/lead.ttl")],
)
def test_a_concept_leads_to_its_document(client: TestClient, accept: str, location: str) -> None:
    """303 as for every other thing; with a suffix too."""
    answer = client.get("/concept/role/lead", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, location)
    answer = client.get("/concept/role/lead.jsonld")
    assert (answer.status_code, answer.headers["location"]) == (303, "/doc/concept/role/lead.jsonld")


def test_a_concept_tells_what_points_at_it(client: TestClient) -> None:
    """The responsibilities in that role, from the plans."""
    text = client.get("/doc/concept/role/lead.nt").text
    assert "ontology#role> <https://w3id.org/policygraph/concept/role/lead>" in text
    assert "prefLabel" in text


def test_the_context_is_served(client: TestClient) -> None:
    """As JSON-LD that says nothing but names, with a tag of its content."""
    answer = client.get("/context.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.json()["@context"]["responsibilities"]["@reverse"] == "pg:measure"
    assert list(parse(answer.content, format=RdfFormat.JSON_LD)) == []
    again = client.get("/context.jsonld", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_query_is_kept_on_the_way_to_the_document(client: TestClient) -> None:
    """A profile or a revision asked of the thing is asked of its document."""
    answer = client.get("/id/org/changzhou/shangwuju?_profile=labelled", headers={"accept": "text/turtle"})
    assert answer.headers["location"] == f"{PATH}.ttl?_profile=labelled"
