"""``/conformance``: a page for people, EARL for programs, made from the same figures."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, RdfFormat, parse

from api.conformance import load_report

EARL = "http://www.w3.org/ns/earl#"


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "对标准的符合程度"), ("en", "Conformance to the standards")]
)
def test_the_page_names_figures_and_reasons(client: TestClient, lang: str, words: str) -> None:
    """The sums, each group, and each test that is not passed."""
    answer = client.get("/conformance", params={"lang": lang}, headers={"Accept": "text/html"})
    report = load_report()

    assert 200 == answer.status_code
    assert words in answer.text
    assert f"{report.sums.ours:,}" in answer.text
    assert all(item.group in answer.text for item in report.groups)
    assert all(item.iri in answer.text for items in report.differing.values() for item in items)


@pytest.mark.parametrize(
    ("address", "accept"),
    [("/conformance.ttl", "*/*"), ("/conformance", "text/turtle"), ("/conformance?format=ttl", "text/html")],
)
def test_the_report_is_earl(client: TestClient, address: str, accept: str) -> None:
    """An assertion for each test and each of the two services, with its outcome."""
    answer = client.get(address, headers={"Accept": accept})
    found = list(parse(answer.content, format=RdfFormat.TURTLE))
    report = load_report()
    outcomes = [quad.object for quad in found if quad.predicate.value == f"{EARL}outcome"]

    assert 2 * len(report.results) == len(outcomes)
    assert report.sums.ours + report.sums.theirs == outcomes.count(NamedNode(f"{EARL}passed"))


def test_there_is_no_other_format(client: TestClient) -> None:
    """404 for a suffix that is none."""
    assert 404 == client.get("/conformance.csv").status_code
