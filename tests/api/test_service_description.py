"""The service describes itself truly, for programs of every kind."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from tests.api.writing import BEARER, writable

SD = "http://www.w3.org/ns/sparql-service-description#"
QUADS = [
    Quad(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:b"), NamedNode(graph))
    for graph in ("urn:g", "urn:h")
]


def description(client: TestClient, media_type: str = "text/turtle") -> set[tuple[str, str, str]]:
    """Statements of the description: subject, local name of the property, object."""
    answer = client.get("/sparql", headers={"Accept": media_type})
    assert media_type == answer.headers["content-type"].partition(";")[0]
    found = parse(answer.content, format=RdfFormat.from_media_type(media_type))
    return {(str(quad.subject), quad.predicate.value.rpartition("#")[2], str(quad.object)) for quad in found}


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_it_comes_in_every_format(media_type: str) -> None:
    """And says the same in each."""
    with writable(QUADS) as client:
        assert description(client) == description(client, media_type)


def test_graphs_are_counted() -> None:
    """Each named graph by its name; a triple of two graphs once in their union."""
    with writable(QUADS) as client:
        found = description(client)
        address = "http://testserver/sparql"
        assert {"<urn:g>", "<urn:h>"} == {value for _, name, value in found if name == "name"}
        counts = {subject: value.partition('"')[2][0] for subject, name, value in found if name == "triples"}
        assert "1" == counts[f"<{address}#default-graph>"]
        assert ["1", "1", "1"] == sorted(counts.values())


def test_updating_is_claimed_where_it_is_possible() -> None:
    """A service of its own address and language, gone when nobody may write."""
    update = ("<http://testserver/update>", "supportedLanguage", f"<{SD}SPARQL11Update>")
    query = ("<http://testserver/sparql>", "supportedLanguage", f"<{SD}SPARQL11Query>")
    with writable(QUADS) as client:
        assert {update, query} <= description(client)
    with writable(QUADS, scopes="data") as client:
        found = description(client)
        assert query in found
        assert update not in found


@pytest.mark.parametrize("union", [True, False])
def test_the_union_is_claimed_where_it_is_one(union: bool) -> None:
    """``sd:UnionDefaultGraph`` is true of the default setting only; a default graph of its own has no name."""
    with writable(QUADS, union=union) as client:
        client.put(
            "/data?default", content="<urn:z> <urn:p> 1 .", headers={**BEARER, "Content-Type": "text/turtle"}
        )
        found = description(client)
        claims = {value for _, name, value in found if name == "feature"}
        assert ({f"<{SD}UnionDefaultGraph>"} if union else set()) == claims
        assert all(value for _, name, value in found if name == "name")
