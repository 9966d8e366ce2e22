"""The same service in front of real servers: every page, stored query and answer as on the embedded store."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, parse, parse_query_results

from api.app import create_app
from api.settings import Settings
from graph.content import content_of_quads
from graph.embedded import EmbeddedEngine
from graph.engine import Engine, Query, Row, Term
from graph.formats import GraphFormat, ResultsFormat
from graph.named_queries import named_queries
from graph.remote_store import RemoteStore
from ontology.errors import NotSupported, QueryRefused, QuerySyntaxError
from policygraph.pipeline import load
from tests.remote.conftest import CORPUS, Loaded

BASE = "https://w3id.org/policygraph/"
JINING = f"<{BASE}graph/jining-2014>"
PAGES = (
    "/",
    "/plans",
    "/plans/changzhou-2014",
    "/departments",
    "/departments/changzhou/shangwuju",
    "/departments/jining/shangwuju",
    "/measures",
    "/targets",
    "/projects",
    "/network",
    "/quality",
    "/doc/measure/changzhou-2014/4.1",
    "/doc/plan/jining-2014",
    "/doc/platform/taobao",
    "/search?q=电商",
    "/departments?lang=en",
)
QUERIES = (
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s a ?c } FILTER(CONTAINS(STR(?g), '-201')) } GROUP BY ?g",
    "SELECT (COUNT(*) AS ?n) FROM JINING { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) FROM JINING { GRAPH ?g { ?s ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) FROM NAMED JINING { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) FROM NAMED JINING { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?l WHERE { ?p a <https://w3id.org/policygraph/ontology#Platform> ;"
    " <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l",
    "SELECT ?t ?v ?growth WHERE { ?t <https://w3id.org/policygraph/ontology#value> ?v ;"
    " <https://w3id.org/policygraph/ontology#growthRate> ?growth }",
)


@pytest.fixture
def clients(loaded: Loaded, embedded: EmbeddedEngine) -> tuple[TestClient, TestClient]:
    """The service over the remote and over the embedded engine."""

    def client(engine: Engine) -> TestClient:
        # Not entered: the application would close an engine that other tests use.
        return TestClient(create_app(engine, Settings()))

    return client(loaded.engine), client(embedded)


def test_a_load_through_the_server_is_whole_and_idempotent(loaded: Loaded) -> None:
    """One revision came of it; the same files again change nothing."""
    assert () == loaded.report.failed
    assert loaded.report.published is not None
    assert 1 == loaded.report.published.number
    again = load(CORPUS, RemoteStore(loaded.engine))
    assert again.published is None
    assert again.current == loaded.report.published == loaded.engine.revision


def test_the_server_holds_the_graphs_that_the_embedded_store_holds(
    loaded: Loaded, embedded: EmbeddedEngine
) -> None:
    """Digest by digest, but for the description of the dataset, which names its moment."""
    here, there = embedded.revision, loaded.engine.revision
    assert here is not None
    assert there is not None
    assert set(here.graphs) == set(there.graphs)
    for iri, digest in here.graphs.items():
        if not iri.endswith("/metadata"):
            name = NamedNode(iri)
            triples = loaded.engine.graph(iri)
            quads = (Quad(t.subject, t.predicate, t.object, name) for t in triples)
            assert digest == content_of_quads(iri, quads).digest, iri
            assert digest == there.graphs[iri]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_the_same(clients: tuple[TestClient, TestClient], path: str) -> None:
    """Word for word, but for what changes with every start."""
    remote, embedded = (client.get(path, headers={"Accept": "text/html"}) for client in clients)
    assert 200 == embedded.status_code
    assert 200 == remote.status_code
    assert _settled(embedded.text) == _settled(remote.text)


def test_stored_queries_give_the_same_rows(loaded: Loaded, embedded: EmbeddedEngine) -> None:
    """Every one that answers without parameters."""
    asked = [item for item in named_queries() if not any(p.required for p in item.parameters)]
    assert len(asked) > 5
    here, there = (
        {item.name: Counter(map(_row, engine.rows(item.text))) for item in asked}
        for engine in (embedded, loaded.engine)
    )
    assert [] == [name for name in here if here[name] != there[name]]


@pytest.mark.parametrize("text", QUERIES)
def test_strangers_get_the_same_tables(loaded: Loaded, embedded: EmbeddedEngine, text: str) -> None:
    """FROM, FROM NAMED, GRAPH and neither: the server's own idea of a default graph does not show."""
    here, there = (_table(engine, text, ResultsFormat.JSON) for engine in (embedded, loaded.engine))
    assert here == there


@pytest.mark.parametrize(
    "text",
    [
        'SELECT (GROUP_CONCAT(?i; SEPARATOR="、") AS ?all) { SELECT (STR(?p) AS ?i)'
        " { ?p a <https://w3id.org/policygraph/ontology#Plan> } ORDER BY ?p }",
        'SELECT ("是"@zh AS ?yes) {}',
        'SELECT ("是" AS ?yes) {}',
        'SELECT ?yes { VALUES ?yes { "是" } }',
    ],
)
def test_text_of_the_query_comes_back_as_written(loaded: Loaded, embedded: EmbeddedEngine, text: str) -> None:
    """Chinese in the query itself, with and without a language, also between the parts of GROUP_CONCAT."""
    assert _table(embedded, text, ResultsFormat.JSON) == _table(loaded.engine, text, ResultsFormat.JSON)


@pytest.mark.parametrize("item", [ResultsFormat.XML, ResultsFormat.TSV], ids=lambda item: item.name)
def test_tables_are_written_in_other_formats(
    loaded: Loaded, embedded: EmbeddedEngine, item: ResultsFormat
) -> None:
    """The server gives JSON only; the rest is made here."""
    assert _table(embedded, QUERIES[-2], item) == _table(loaded.engine, QUERIES[-2], item)


def test_csv_is_the_same_to_the_letter(loaded: Loaded, embedded: EmbeddedEngine) -> None:
    """With its order, which the query asks for."""
    query = Query(QUERIES[-2], results=ResultsFormat.CSV)
    assert sorted(embedded.answer(query).read().splitlines()) == sorted(
        loaded.engine.answer(query).read().splitlines()
    )


def test_yes_and_no_are_booleans(loaded: Loaded) -> None:
    """Also from a server that answers ASK with a table."""
    for text, expected in (("ASK { ?s a ?o }", True), ("ASK { ?s a <http://example.org/none> }", False)):
        assert json.loads(loaded.engine.answer(Query(text)).read())["boolean"] is expected
        found = parse_query_results(
            loaded.engine.answer(Query(text, results=ResultsFormat.XML)).read(),
            format=ResultsFormat.XML.oxigraph,
        )
        assert isinstance(found, QueryBoolean)


@pytest.mark.parametrize("item", GraphFormat, ids=lambda item: item.name)
def test_graphs_are_the_same_in_every_format(
    loaded: Loaded, embedded: EmbeddedEngine, item: GraphFormat
) -> None:
    """CONSTRUCT of one plan's platforms, booleans among them."""
    text = "CONSTRUCT { ?t ?p ?o } WHERE { ?t <https://w3id.org/policygraph/ontology#growthRate> ?g ; ?p ?o }"
    here, there = (
        {quad.triple for quad in parse(engine.answer(Query(text, graph=item)).read(), format=item.oxigraph)}
        for engine in (embedded, loaded.engine)
    )
    assert here
    assert here == there


def test_what_is_wrong_with_a_query_is_said_as_everywhere(loaded: Loaded) -> None:
    """Line and column; SERVICE; graphs that are not here; a query that changes."""
    with pytest.raises(QuerySyntaxError) as caught:
        loaded.engine.answer(Query("SELECT *\nWHERE { ?s ?p }"))
    assert (2, 15) == (caught.value.line, caught.value.column)
    for text in (
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <http://example.org/nowhere> { ?s ?p ?o }",
    ):
        with pytest.raises(QueryRefused):
            loaded.engine.answer(Query(text))
    with pytest.raises(QuerySyntaxError):
        loaded.engine.answer(Query("DROP ALL"))


def test_several_graphs_are_merged_or_refused(loaded: Loaded, embedded: EmbeddedEngine) -> None:
    """Never counted twice in silence."""
    graphs = f"FROM <{BASE}graph/jining-2014> FROM <{BASE}graph/quanzhou-2013>"
    text = f"SELECT (COUNT(*) AS ?n) {graphs} WHERE {{ ?s ?p ?o }}"
    with suppress(QueryRefused):
        assert _table(embedded, text, ResultsFormat.JSON) == _table(loaded.engine, text, ResultsFormat.JSON)
        assert "merge" not in loaded.engine.backend.lacks
        return
    assert "merge" in loaded.engine.backend.lacks


def test_what_the_server_lacks_is_said_in_plain_words(
    loaded: Loaded, clients: tuple[TestClient, TestClient]
) -> None:
    """On /about, and as a 501 where it is asked for."""
    assert {"revisions", "whole"} <= set(loaded.engine.backend.lacks)
    with pytest.raises(NotSupported, match="present state"):
        loaded.engine.at(99)
    assert loaded.engine.at(1) is loaded.engine
    about = clients[0].get("/about", params={"lang": "en"}, headers={"Accept": "text/html"}).text
    assert loaded.engine.backend.name.partition("/")[0] in about
    assert "older revisions" in about
    assert "older revisions" not in clients[1].get("/about", params={"lang": "en"}).text


def _table(engine: Engine, text: str, item: ResultsFormat) -> Counter[tuple[str, ...]]:
    body = engine.answer(Query(text.replace("JINING", JINING), results=item)).read()
    found = parse_query_results(body, format=item.oxigraph)
    assert not isinstance(found, QueryBoolean)
    return Counter(tuple(str(solution[name]) for name in found.variables) for solution in found)


def _row(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, _word(term)) for name, term in row.items()))


def _word(term: Term) -> str:
    """A term as text, but for what the standard leaves open.

    That is how many digits a mean has and in which order GROUP_CONCAT joins; Oxigraph lets that keep a
    language that all its parts have, where the standard gives a plain string.
    """
    if isinstance(term, BlankNode):
        return "_:"
    if isinstance(term, Literal) and term.datatype.value.endswith("#decimal"):
        return f"{Decimal(term.value):.8f}"
    if isinstance(term, Literal):
        return " ".join(sorted(re.split("[；、]", term.value)))
    return str(term)


def _settled(page: str) -> str:
    """A page without the build number of static files and the moment of loading."""
    page = re.sub(r"[?&]v=[0-9a-f]+", "", page)
    return re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", "…", page)
