"""``/sparql`` over HTTP."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from api.app import create_app
from api.settings import Settings
from graph.engine import Answer, Query
from graph.memory import InMemoryEngine
from ontology.errors import LimitExceeded, StoreError

PG = "PREFIX pg: <https://w3id.org/policygraph/ontology#> "
SELECT = PG + "SELECT ?s WHERE { ?s a pg:Plan } ORDER BY ?s"
ASK = PG + "ASK { ?s a pg:Plan }"
CONSTRUCT = PG + "CONSTRUCT { ?s a pg:Plan } WHERE { ?s a pg:Plan }"
PLANS = [
    "https://w3id.org/policygraph/id/plan/changzhou-2014",
    "https://w3id.org/policygraph/id/plan/jining-2014",
]
Check = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("media_type", "name", "parser"),
    [
        ("application/sparql-results+json", "json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", "srx", QueryResultsFormat.XML),
        ("text/tab-separated-values", "tsv", QueryResultsFormat.TSV),
    ],
)
def test_tables_come_in_each_format(
    client: TestClient, media_type: str, name: str, parser: QueryResultsFormat
) -> None:
    """By Accept and by ``?format=`` alike, and they read back as the same table."""
    by_header = client.get("/sparql", params={"query": SELECT}, headers={"accept": media_type})
    by_name = client.get("/sparql", params={"query": SELECT, "format": name})
    for answer in (by_header, by_name):
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media_type
        solutions: Any = parse_query_results(answer.content, format=parser)
        assert [solution["s"].value for solution in solutions] == PLANS


def test_csv_is_a_table_for_spreadsheets(client: TestClient) -> None:
    """A head and a row for each plan, in UTF-8."""
    answer = client.get("/sparql", params={"query": SELECT}, headers={"accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(answer.text))) == [["s"], *([plan] for plan in PLANS)]


@pytest.mark.parametrize(
    ("media_type", "name", "parser"),
    [
        ("text/turtle", "ttl", RdfFormat.TURTLE),
        ("application/n-triples", "nt", RdfFormat.N_TRIPLES),
        ("application/ld+json", "jsonld", RdfFormat.JSON_LD),
        ("application/rdf+xml", "rdf", RdfFormat.RDF_XML),
    ],
)
def test_graphs_come_in_each_format(
    client: TestClient, media_type: str, name: str, parser: RdfFormat
) -> None:
    """By Accept and by ``?format=`` alike, and they read back as the same graph."""
    by_header = client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": media_type})
    by_name = client.get("/sparql", params={"query": CONSTRUCT, "format": name})
    for answer in (by_header, by_name):
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media_type
        found = parse(answer.content, format=parser)
        assert sorted(str(quad.subject.value) for quad in found) == PLANS


@pytest.mark.parametrize(
    ("content", "content_type"),
    [(ASK.encode(), "application/sparql-query"), (None, "application/x-www-form-urlencoded")],
)
def test_both_posts_answer(client: TestClient, content: bytes | None, content_type: str) -> None:
    """The query as the body, and in a form."""
    if content is None:
        answer = client.post("/sparql", data={"query": ASK})
    else:
        answer = client.post("/sparql", content=content, headers={"content-type": content_type})
    assert json.loads(answer.text)["boolean"] is True


def test_the_dataset_can_be_chosen(client: TestClient) -> None:
    """One plan's graph as the default graph holds one plan."""
    graph = "https://w3id.org/policygraph/graph/jining-2014"
    answer = client.get("/sparql", params={"query": SELECT, "default-graph-uri": graph})
    assert [row["s"]["value"] for row in answer.json()["results"]["bindings"]] == PLANS[1:]


def test_a_graph_that_is_not_here_is_refused(client: TestClient, assert_canonical_problem: Check) -> None:
    """Nothing is fetched from elsewhere, and an unknown graph is not an empty one."""
    params = {"query": SELECT, "default-graph-uri": "http://example.org/secret"}
    assert_canonical_problem(client.get("/sparql", params=params), 400, "query-refused")


def test_service_is_refused(client: TestClient, assert_canonical_problem: Check) -> None:
    """A query cannot make this server call another."""
    query = "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"
    assert_canonical_problem(client.get("/sparql", params={"query": query}), 400, "query-refused")


def test_a_malformed_query_is_told_by_line_and_column(
    client: TestClient, assert_canonical_problem: Check
) -> None:
    """Line and column point at the word that does not fit."""
    body = assert_canonical_problem(
        client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}), 400, "query-syntax"
    )
    assert (body["line"], body["column"]) == (2, 15)


@pytest.mark.parametrize("form", [{}, {"query": [ASK, ASK]}])
def test_missing_and_repeated_queries_are_refused(
    client: TestClient, assert_canonical_problem: Check, form: dict[str, Any]
) -> None:
    """A POST needs exactly one query."""
    answer = client.post("/sparql", data=form, headers={"content-type": "application/x-www-form-urlencoded"})
    assert_canonical_problem(answer, 400, "bad-request")


def test_another_body_is_refused(client: TestClient, assert_canonical_problem: Check) -> None:
    """Text that nobody declared as a query is not run."""
    answer = client.post("/sparql", content=ASK, headers={"content-type": "text/plain"})
    assert_canonical_problem(answer, 415, "unsupported-media-type")


def test_a_body_over_the_limit_is_refused(
    sample_engine: InMemoryEngine, assert_canonical_problem: Check
) -> None:
    """The limit holds while the body comes in."""
    with TestClient(create_app(sample_engine, Settings(body_size=1))) as client:
        answer = client.post(
            "/sparql", content=b"#" * 2000, headers={"content-type": "application/sparql-query"}
        )
    assert_canonical_problem(answer, 413, "too-large")


@pytest.mark.parametrize(
    ("query", "accept", "available"),
    [
        (SELECT, "text/turtle", 4),
        (ASK, "text/csv", 2),
        (CONSTRUCT, "text/csv", 6),
    ],
)
def test_what_cannot_be_written_is_406_with_the_list(
    client: TestClient, assert_canonical_problem: Check, query: str, accept: str, available: int
) -> None:
    """A table is no Turtle, a truth no CSV and a graph no table; the answer says what there is."""
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    body = assert_canonical_problem(answer, 406, "not-acceptable")
    assert len(body["available"]) == available


def test_an_answer_is_tagged_by_revision_and_format(client: TestClient) -> None:
    """The same tag gives 304 without a body; another format has another tag."""
    first = client.get("/sparql", params={"query": SELECT})
    other = client.get("/sparql", params={"query": SELECT, "format": "csv"})
    again = client.get("/sparql", params={"query": SELECT}, headers={"if-none-match": first.headers["etag"]})
    assert first.headers["etag"] != other.headers["etag"]
    assert first.headers["vary"] == "Accept, Accept-Datetime"
    assert (again.status_code, again.content) == (304, b"")


class Broken(InMemoryEngine):
    """An engine whose answers end in an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__(())
        self.error = error

    def answer(self, query: Query, cancel: object = None) -> Answer:
        """Fail as told."""
        del query, cancel
        raise self.error


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (LimitExceeded("too slow", limit="time"), 504, "limit"),
        (LimitExceeded("too big", limit="memory"), 503, "limit"),
        (LimitExceeded("all workers are busy", limit="workers"), 503, "limit"),
        (StoreError("the disk is gone"), 503, "store"),
        (RuntimeError("secret: /var/lib/inside"), 500, "internal"),
    ],
)
def test_failures_of_the_engine_become_problems(
    assert_canonical_problem: Check, error: Exception, status: int, kind: str
) -> None:
    """Limits are 503 or 504; what we did not foresee is a 500 that tells nothing of the inside."""
    app = create_app(Broken(error), Settings())
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/sparql", params={"query": ASK})
    assert_canonical_problem(answer, status, kind)
    assert "secret" not in answer.text


def test_without_a_query_programs_get_a_true_description(client: TestClient) -> None:
    """The description names this endpoint and claims querying, not updating."""
    answer = client.get("/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    found = {
        (quad.predicate.value.rpartition("#")[2], str(quad.object))
        for quad in parse(answer.content, format=RdfFormat.TURTLE)
    }
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert ("supportedLanguage", f"<{sd}SPARQL11Query>") in found
    assert ("supportedLanguage", f"<{sd}SPARQL11Update>") not in found
    assert ("endpoint", "<http://testserver/sparql>") in found


def test_browsers_get_the_editor_with_the_query_of_the_link(client: TestClient) -> None:
    """A link with a query opens the editor with it; an explicit format downloads instead."""
    headers = {"accept": "text/html,*/*;q=0.8"}
    page = client.get("/sparql", params={"query": ASK}, headers=headers)
    assert page.headers["content-type"].startswith("text/html")
    assert "ASK { ?s a pg:Plan }</textarea>" in page.text
    file = client.get("/sparql", params={"query": ASK, "format": "json"}, headers=headers)
    assert file.json()["boolean"] is True
