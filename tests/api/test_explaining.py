"""Why a query finds nothing, over HTTP and on the page without scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

PG = "PREFIX pg: <https://w3id.org/policygraph/ontology#>\n"
EMPTY = PG + "SELECT ?m WHERE { ?m a pg:Measures }"
HTML = {"accept": "text/html"}


def test_the_cause_comes_with_a_query_that_works(client: TestClient) -> None:
    """By GET and by both POSTs the same; messages in the language that is asked for."""
    found = client.get(
        "/api/explain-empty", params={"query": EMPTY}, headers={"accept-language": "en"}
    ).json()

    assert ("explained", "pattern", "?m a pg:Measures") == (
        found["state"], found["causes"][0]["kind"], found["causes"][0]["text"]
    )  # fmt: skip
    assert "The graph does not use pg:Measures at all." == found["causes"][0]["message"]
    assert found["causes"][0]["suggestions"][0]["works"] is True
    again = client.post("/sparql", data={"query": found["repaired"]}, headers={"accept": "text/csv"})
    assert len(again.text.splitlines()) > 1
    posted = client.post(
        "/api/explain-empty",
        content=EMPTY.encode(),
        headers={"content-type": "application/sparql-query", "accept-language": "en"},
    )
    form = client.post("/api/explain-empty", data={"query": EMPTY}, headers={"accept-language": "en"})
    assert found == posted.json() == form.json()
    chinese = client.get("/api/explain-empty", params={"query": EMPTY, "lang": "zh"}).json()
    assert "图谱里根本没有用到 pg:Measures。" == chinese["causes"][0]["message"]


def test_the_dataset_of_the_protocol_is_kept(client: TestClient) -> None:
    """What only another graph holds is told so."""
    graph = "https://w3id.org/policygraph/graph/jining-2014"
    query = PG + "SELECT ?p WHERE { ?p a pg:Project }"
    found = client.get("/api/explain-empty", params={"query": query, "default-graph-uri": graph}).json()

    assert "dataset" == found["causes"][0]["kind"]
    assert ["<https://w3id.org/policygraph/graph/changzhou-2014>"] == found["causes"][0]["seen"]


@pytest.mark.parametrize(
    ("query", "state"),
    [(PG + "SELECT ?m { ?m a pg:Measure }", "not-empty"), ("SELECT ?m { ?m a", "unknown")],
)
def test_what_has_no_explanation_says_so(client: TestClient, query: str, state: str) -> None:
    """In a sentence."""
    found = client.get("/api/explain-empty", params={"query": query}).json()

    assert (state, []) == (found["state"], found["causes"])
    assert found["message"]


def test_without_a_query_there_is_nothing_to_explain(
    client: TestClient, assert_canonical_problem: Callable[..., dict[str, Any]]
) -> None:
    """Refused as /sparql refuses it; so is a parameter that nobody knows."""
    for given in ({}, {"query": " "}, {"query": EMPTY, "x": "1"}):
        answer = client.get("/api/explain-empty", params=given, headers={"accept": "application/json"})
        assert_canonical_problem(answer, 400, "bad-request")


def test_the_answer_is_as_described(client: TestClient) -> None:
    """The schema of the description holds for it."""
    description = client.get("/openapi.json").json()
    whole = {"$ref": "#/components/schemas/EmptyExplanation", "components": description["components"]}
    Draft202012Validator(whole).validate(client.get("/api/explain-empty", params={"query": EMPTY}).json())


def test_without_scripts_the_page_shows_the_answer(client: TestClient) -> None:
    """The form's button leads to the rows; identifiers open their pages."""
    query = PG + "SELECT ?m ?order WHERE { ?m a pg:Measure ; pg:order ?order } ORDER BY ?order"
    page = client.post("/sparql", data={"query": query, "format": "json", "show": "1"}, headers=HTML)

    assert page.headers["content-type"].startswith("text/html")
    answered = page.text.partition('id="answered"')[2].partition("</section>")[0]
    assert re.search(r'<td><a href="/doc/measure/[^"]+"', answered)
    assert '<td class="num">1</td>' in answered
    for other, shown in (("ASK { ?s ?p ?o }", "（true）"), ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "<pre")):
        text = client.post("/sparql", data={"query": other, "show": "1"}, headers=HTML).text
        assert shown in text.partition('id="answered"')[2].partition("</section>")[0]


def test_without_scripts_the_page_says_why_there_is_nothing(client: TestClient) -> None:
    """With a link that asks the repaired query."""
    page = client.post("/sparql", data={"query": EMPTY, "show": "1"}, headers=HTML).text
    answered = page.partition('id="answered"')[2].partition("</section>")[0]
    assert "为什么没有结果" in answered
    link = html.unescape(re.findall(r'<a class="button" href="([^"]*)"', answered)[0])
    repaired = client.get(link, headers=HTML).text
    assert "<tbody><tr>" in repaired.partition('id="answered"')[2]


def test_a_mistake_is_an_error_on_that_page_too(client: TestClient) -> None:
    """With its line and column."""
    page = client.post("/sparql", data={"query": "SELEC", "show": "1"}, headers=HTML)

    assert 400 == page.status_code
    assert "第 1 行，第 1 列" in page.text
