"""JSON for programs, downloads of the network, and operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.named_queries import named_queries

Check = Callable[..., dict[str, Any]]


def test_plans_have_their_numbers(client: TestClient) -> None:
    """Each plan with title, years and counts."""
    plans = client.get("/api/plans").json()
    assert [(plan["title"][:3], plan["start_year"], plan["counts"]["measures"]) for plan in plans] == [
        ("常州市", 2014, 2),
        ("济宁市", 2014, 1),
    ]
    assert client.get("/api/plans/changzhou-2014").json() == plans[0]


def test_an_organisation_has_its_duties_with_the_sentence(client: TestClient) -> None:
    """By short and by full path of its IRI."""
    found = client.get("/api/organisations/changzhou/shangwuju").json()
    role, duties = found["plans"][0]["roles"][0]
    assert role == "lead"
    assert duties[0]["words"]["exact"] == "市商务局"
    assert duties[0]["words"]["sentence"] == "（牵头单位：市商务局；责任单位：市经信委、市财政局）"
    assert client.get("/api/organisations/org/changzhou/shangwuju").json() == found


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/api/measures", 3),
        ("/api/measures?plan=jining-2014", 1),
        ("/api/targets", 4),
        ("/api/targets?plan=changzhou-2014", 3),
        ("/api/projects", 2),
        ("/api/organisations", 5),
    ],
)
def test_lists_can_be_narrowed(client: TestClient, path: str, count: int) -> None:
    """All of a kind, or those of one plan."""
    assert len(client.get(path).json()) == count


@pytest.mark.parametrize("path", ["/api/plans/nowhere", "/api/organisations/no/body", "/api/queries/nothing"])
def test_missing_things_are_problems(client: TestClient, assert_canonical_problem: Check, path: str) -> None:
    """404 in the one shape."""
    assert_canonical_problem(client.get(path), 404, "not-found")


@pytest.mark.parametrize("path", ["/api/search", "/api/queries/department-duties?nonsense=1"])
def test_wrong_parameters_are_problems(
    client: TestClient, assert_canonical_problem: Check, path: str
) -> None:
    """400, with the parameter named."""
    assert_canonical_problem(client.get(path), 400, "bad-request")


def test_methods_that_change_nothing_are_problems(
    client: TestClient, assert_canonical_problem: Check
) -> None:
    """405 where only reading is possible."""
    assert_canonical_problem(client.post("/api/plans"), 405, "method-not-allowed")


def test_messages_follow_accept_language(client: TestClient) -> None:
    """Programs get their words in the language that they ask for, Chinese by default."""
    assert "没有名为" in client.get("/api/plans/x").json()["detail"]
    english = client.get("/api/plans/x", headers={"accept-language": "en-GB,en;q=0.9"}).json()
    assert english["detail"] == "There is no plan “x”."


def test_stored_queries_run_by_name_with_parameters(client: TestClient) -> None:
    """What one department answers for, by IRI."""
    iri = "https://w3id.org/policygraph/id/org/changzhou/shangwuju"
    answer = client.get("/api/queries/department-duties", params={"department": iri}).json()
    assert [row["measureLabel"] for row in answer["rows"]] == ["建设电子商务园区"]
    assert answer["rows"][0]["sentence"] == "（牵头单位：市商务局；责任单位：市经信委、市财政局）"


def test_all_stored_queries_are_listed(client: TestClient) -> None:
    """Each with titles in both languages and its parameters."""
    listed = client.get("/api/queries").json()
    assert [item["name"] for item in listed] == [query.name for query in named_queries()]
    assert [item["name"] for item in listed if not (item["title_zh"] and item["title_en"])] == []


def test_the_interface_describes_itself_without_a_foreign_page(client: TestClient) -> None:
    """OpenAPI is there; the framework's pages, which load scripts from elsewhere, are not."""
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/plans", "/api/queries/{name}", "/sparql", "/id/{path}"} <= set(paths)
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


@pytest.mark.parametrize("ending", ["html", "svg", "csv", "graphml", "gexf", "json"])
def test_the_network_downloads_in_each_format(client: TestClient, ending: str) -> None:
    """The same view as the page, tagged by revision."""
    answer = client.get(f"/network.{ending}?plan=changzhou-2014")
    assert answer.status_code == 200
    assert "常州市商务局" in answer.text
    again = client.get(
        f"/network.{ending}?plan=changzhou-2014", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_an_unknown_download_is_a_problem(client: TestClient, assert_canonical_problem: Check) -> None:
    """The formats that there are stand in the message."""
    assert_canonical_problem(client.get("/network.docx"), 404, "not-found")


def test_operators_see_that_the_service_lives_and_what_it_serves(client: TestClient) -> None:
    """Health asks nothing of the graph; readiness names the revision."""
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready", "revision": 1}


def test_front_end_libraries_come_from_this_host(client: TestClient) -> None:
    """vis-network is served from the package that ships it."""
    answer = client.get("/static/vendor/vis-network.min.js")
    assert answer.status_code == 200
    assert "javascript" in answer.headers["content-type"]
