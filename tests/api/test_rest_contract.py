"""The description of the interface, and what no request may do to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from graph.rdf import quads
from tests import samples

#: Lists and their parameters that take words.
_PATHS = (
    "/api/plans",
    "/api/measures",
    "/api/organisations",
    "/api/targets",
    "/api/projects",
    "/api/programmes",
    "/api/network",
    "/api/gaps",
    "/api/gaps/unowned-measures",
    "/api/search",
    "/api/explain-empty",
    "/api/concepts",
    "/api/queries/department-duties",
    "/api/queries/targets-due-by-year.csv",
    "/reconcile",
    "/reconcile/suggest/entity",
    "/reconcile/suggest/type",
    "/reconcile/suggest/property",
    "/reconcile/properties",
    "/reconcile/preview",
)
_NAMES = st.sampled_from(
    (
        *("plan", "department", "role", "topic", "instrument", "place", "year", "kind", "text", "q", "limit"),
        *("cursor", "growth", "indicator", "function", "builder", "owners", "lang", "revision", "format"),
        *("queries", "query", "extend", "prefix", "id", "type", "scheme", "responsible", "comparable", "x"),
    )
)
_VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.sampled_from(
        (
            *("", "0", "-1", "99999999999999999999", "1e309", "NaN", "true", "null", "{}", "[]", '{"q": 1}'),
            *(
                "lead",
                "logistics",
                "changzhou-2014",
                "org/changzhou/shangwuju",
                "http://[",
                "http://a b",
                "../..",
            ),
            *('"', "'", "\\", "%", "*", "AND", "NEAR(", "市", "商务局", "\u0000", "\ud7ff", "a" * 300),
            *("<http://x>", "?s ?p ?o", "} UNION {", "1; DROP TABLE item", "MS4xLjAwMDAwMDAwMDAwMA"),
        )
    ),
)


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    """One service over the sample plans, for many requests."""
    engine = InMemoryEngine(quads(samples.sample_facts()) | quads(samples.second_facts()))
    app = create_app(engine, Settings(rate=0))
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def description(service: TestClient) -> dict[str, Any]:
    """The OpenAPI document."""
    found: dict[str, Any] = service.get("/openapi.json").json()
    return found


def test_the_description_is_valid_openapi(description: dict[str, Any]) -> None:
    """Against the published schema of OpenAPI 3.1, with distinct names of operations."""
    validate(description)
    names = [
        operation["operationId"] for item in description["paths"].values() for operation in item.values()
    ]
    assert len(names) == len(set(names))
    assert {"list_measures", "search", "run_query", "list_network"} <= set(names)


def test_every_list_is_typed_and_told(description: dict[str, Any]) -> None:
    """Each operation below /api has a summary, described parameters, a schema and its problems."""
    for path, item in description["paths"].items():
        if not path.startswith("/api"):
            continue
        operation = item["get"]
        assert operation["summary"], path
        assert operation["responses"]["200"]["content"]["application/json"]["schema"], path
        assert "application/problem+json" in operation["responses"]["400"]["content"], path
        for parameter in operation.get("parameters", ()):
            in_path = parameter["in"] == "path"
            schema = parameter["schema"]
            told = parameter.get("description") or in_path or "enum" in str(schema)
            assert told, (path, parameter["name"])


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/api", "Index"),
        ("/api/plans", "PlanPage"),
        ("/api/measures", "MeasurePage"),
        ("/api/organisations", "OrganisationPage"),
        ("/api/organisations/changzhou/shangwuju", "OrganisationDetail"),
        ("/api/targets", "TargetPage"),
        ("/api/projects", "ProjectPage"),
        ("/api/network", "NetworkPage"),
        ("/api/gaps/unowned-measures", "GapPage"),
        ("/api/search?q=市", "HitPage"),
        ("/api/queries/plan-overview", "Answer"),
        ("/api/measures?x=1", "ProblemBody"),
    ],
)
def test_answers_are_as_described(
    service: TestClient, description: dict[str, Any], path: str, schema: str
) -> None:
    """What a generated client expects is what comes."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": description["components"]}
    Draft202012Validator(whole).validate(service.get(path).json())


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(_PATHS), st.lists(st.tuples(_NAMES, _VALUES), max_size=4))
def test_no_parameters_break_a_route(service: TestClient, path: str, pairs: list[tuple[str, str]]) -> None:
    """Answered, or refused in words; never a failure of the service."""
    answer = service.get(f"{path}?{urlencode(pairs)}")
    assert answer.status_code in (200, 400, 404, 406, 410, 414), (path, pairs, answer.text)
    if answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(("queries", "query", "extend", "x")), _VALUES)
def test_no_form_breaks_reconciliation(service: TestClient, name: str, value: str) -> None:
    """Nor may what is posted."""
    assert service.post("/reconcile", data={name: value}).status_code in (200, 400)


@settings(max_examples=60, deadline=None)
@given(_VALUES, _VALUES)
def test_no_words_break_reconciliation(service: TestClient, words: str, value: str) -> None:
    """Whatever stands in a query and in its properties."""
    query = {"query": words, "properties": [{"pid": "spatial", "v": value}, {"pid": "adminCode", "v": value}]}
    answer = service.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 200, answer.text


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_no_words_break_search(service: TestClient, words: str) -> None:
    """Quotes, operators and control characters are only words."""
    answer = service.get("/api/search", params={"q": words})
    assert answer.status_code == 200, answer.text
