"""SERVICE and FROM of other servers: closed by default, asked by our own hands where the operator allows it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, Store, parse_query_results

from graph.asking import Bounded, write_answer
from graph.engine import Query
from graph.federation import federated
from graph.fetching import Fetcher
from graph.querytext import without_service
from ontology.errors import QueryRefused, QuerySyntaxError

ALLOWED = "https://data.example/"
ROWS = [
    {"o": {"type": "uri", "value": "urn:b"}, "n": {"type": "literal", "value": "B", "xml:lang": "en"}},
    {"o": {"type": "uri", "value": "urn:c"}},
]


class Stub(Fetcher):
    """A fetcher with one service behind it, which remembers what it was asked."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012 emptied by each test
    rows: list[dict[str, Any]] = ROWS

    def ask(self, iri: str, query: str) -> Any:
        """Refuse what is not allowed, else answer."""
        if not iri.startswith(ALLOWED):
            raise QueryRefused(reason="refused.load", values={"iri": iri})
        self.asked.append((iri, query))
        document = {"head": {"vars": ["o", "n"]}, "results": {"bindings": self.rows}}
        return parse_query_results(json.dumps(document).encode(), format=QueryResultsFormat.JSON)


@pytest.fixture
def stub() -> Stub:
    """A fetcher for one prefix."""
    Stub.asked = []
    return Stub((ALLOWED,))


def rows(text: str) -> list[str]:
    """What a query without SERVICE gives over one triple."""
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:b")))
    return sorted(",".join(str(value) for value in row) for row in store.query(text))  # type: ignore[union-attr]


def test_an_answer_stands_in_the_place_of_its_service(stub: Stub) -> None:
    """It is joined with what is here; the other server gets the pattern with its prefixes."""
    text = (
        "PREFIX e: <https://data.example/> SELECT ?s ?n WHERE"
        " { ?s <urn:p> ?o SERVICE e:sparql { ?o e:name ?n FILTER (?n != '}') } }"
    )

    assert ['<urn:a>,"B"@en'] == rows(federated(text, "http://base/", stub))
    ((iri, query),) = stub.asked
    assert "https://data.example/sparql" == iri
    assert query.startswith(
        "BASE <http://base/> PREFIX e: <https://data.example/> SELECT * WHERE { ?o e:name ?n"
    )


def test_a_silent_service_that_gives_nothing_is_one_empty_solution(stub: Stub) -> None:
    """As the standard has it; the others still count."""
    text = "SELECT ?s ?n WHERE { ?s <urn:p> ?o SERVICE SILENT <http://elsewhere/> { ?o <urn:n> ?n } }"

    assert ["<urn:a>,None"] == rows(federated(text, None, stub))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://elsewhere/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?where { ?s ?p ?o } }",
        "SELECT * { SERVICE <https://data.example/> { SERVICE <https://data.example/> { ?s ?p ?o } } }",
    ],
)
def test_what_may_not_be_asked_is_refused(stub: Stub, text: str) -> None:
    """Other servers, servers that the data names, and servers behind servers."""
    with pytest.raises(QueryRefused):
        federated(text, None, stub)
    assert [] == stub.asked


def test_blank_nodes_of_another_server_are_refused(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """They cannot be named in a query, and mean nothing here."""
    monkeypatch.setattr(Stub, "rows", [{"o": {"type": "bnode", "value": "x"}}])
    with pytest.raises(QueryRefused, match="blank nodes"):
        federated("SELECT * { SERVICE <https://data.example/> { ?s ?p ?o } }", None, stub)


def test_a_query_is_parsed_before_anybody_is_asked() -> None:
    """Line and column are those of the text that was sent."""
    query = Query("SELECT * {\n SERVICE SILENT <https://data.example/> { ?s ?p } }", allowed=(ALLOWED,))
    with pytest.raises(QuerySyntaxError) as caught:
        write_answer(Store(), query, Bounded(io.BytesIO(), 1000))
    assert (2, 49) == (caught.value.line, caught.value.column)


@pytest.mark.parametrize(
    "query",
    [
        Query("ASK { SERVICE SILENT <https://data.example/> { ?s ?p ?o } }"),
        Query("ASK FROM <https://data.example/> { ?s ?p ?o }"),
        Query("ASK {}", default_graphs=("https://data.example/",)),
        Query("ASK FROM <http://elsewhere/> { ?s ?p ?o }", allowed=(ALLOWED,)),
        Query("ASK FROM <https://127.0.0.1/a.ttl> { ?s ?p ?o }", allowed=("https://127.0.0.1/",)),
        Query("ASK { SERVICE <https://127.0.0.1/> { ?s ?p ?o } }", allowed=("https://127.0.0.1/",)),
    ],
)
def test_nobody_is_asked_who_is_not_allowed(query: Query) -> None:
    """By default nobody at all, and never a private address."""
    with pytest.raises(QueryRefused):
        write_answer(Store(), query, Bounded(io.BytesIO(), 1000))


def test_graphs_from_elsewhere_are_part_of_the_dataset(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside those that are here, as default or as named graphs."""
    other = [Quad(NamedNode("urn:x"), NamedNode("urn:p"), NamedNode("urn:y")).triple]
    monkeypatch.setattr(Fetcher, "__call__", lambda _self, _iri: other)
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:b"), NamedNode("urn:g")))
    text = (
        "ASK FROM <urn:g> FROM <https://data.example/a> FROM NAMED <https://data.example/b>"
        " { <urn:a> ?p <urn:b> . <urn:x> ?p ?y GRAPH <https://data.example/b> { <urn:x> ?p ?y } }"
    )
    file = io.BytesIO()
    write_answer(store, Query(text, allowed=(ALLOWED,)), Bounded(file, 1000))

    assert json.loads(file.getvalue())["boolean"] is True


def test_service_becomes_graph_for_its_syntax() -> None:
    """Word for word, so that places in the text stay."""
    text = "SELECT * { SERVICE SILENT <urn:a> { ?service ?p 'SERVICE' } }"

    assert "SELECT * { GRAPH          <urn:a> { ?service ?p 'SERVICE' } }" == without_service(text)
