"""HEAD, OPTIONS, preflights and Allow: what the routes do, said for each address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.methods import REQUEST_HEADERS
from api.settings import Settings
from graph.memory import InMemoryEngine
from graph.rdf import quads
from tests.api.writing import writable
from tests.samples import sample_facts

READ = ["GET", "HEAD", "OPTIONS"]
WRITE = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
#: Of a service without tokens for writing.
ALLOWED = {
    "/": READ,
    "/sparql": ["GET", "HEAD", "POST", "OPTIONS"],
    "/update": ["OPTIONS"],
    "/data": READ,
    "/graph/changzhou-2014": READ,
    "/doc/plan/changzhou-2014.ttl": READ,
    "/api/plans": READ,
    "/static/site.css": READ,
    "/metrics": READ,
}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """One client for all tests: nothing is changed."""
    app = create_app(InMemoryEngine(quads(sample_facts())), Settings())
    with TestClient(app, follow_redirects=False) as found:
        yield found


@pytest.mark.parametrize("address", ALLOWED)
def test_options_names_the_methods_of_the_address(client: TestClient, address: str) -> None:
    """From the routes, not from a list for all."""
    answer = client.options(address)

    assert 204 == answer.status_code
    assert ALLOWED[address] == answer.headers["allow"].split(", ")


@pytest.mark.parametrize("address", ALLOWED)
def test_a_preflight_allows_what_there_is(client: TestClient, address: str) -> None:
    """Methods of the address, and the headers that linked data, mementos and tokens need."""
    asked = {"origin": "https://example.org", "access-control-request-method": "PUT"}
    answer = client.options(address, headers=asked)

    assert ALLOWED[address] == answer.headers["access-control-allow-methods"].split(", ")
    assert list(REQUEST_HEADERS) == answer.headers["access-control-allow-headers"].split(", ")
    assert "*" == answer.headers["access-control-allow-origin"]
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("address", ALLOWED)
def test_other_methods_are_405_with_all_that_are_allowed(client: TestClient, address: str) -> None:
    """An address with a route for GET and one for POST names both."""
    answer = client.request("PATCH", address)

    assert 405 == answer.status_code
    assert ALLOWED[address] == answer.headers["allow"].split(", ")
    assert "/about#method-not-allowed" == answer.json()["type"]


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        ("update,data", {"/update": ["POST", "OPTIONS"], "/data": WRITE, "/graph/changzhou-2014": WRITE}),
        ("update", {"/update": ["POST", "OPTIONS"], "/data": READ, "/graph/changzhou-2014": READ}),
        ("data", {"/update": ["OPTIONS"], "/data": WRITE, "/graph/changzhou-2014": WRITE}),
    ],
)
def test_writing_is_allowed_where_a_token_can_write(scopes: str, allowed: dict[str, list[str]]) -> None:
    """In OPTIONS, preflights and beside a 405; as little as the settings give."""
    with writable(quads(sample_facts()), scopes=scopes) as client:
        for address, methods in allowed.items():
            asked = {"origin": "https://example.org", "access-control-request-method": "PUT"}
            answer = client.options(address, headers=asked)
            assert methods == answer.headers["allow"].split(", "), address
            assert methods == answer.headers["access-control-allow-methods"].split(", "), address
            assert methods == client.patch(address).headers["allow"].split(", "), address


def test_writing_is_described_where_a_token_can_write(client: TestClient) -> None:
    """The interface's description names the operations that somebody may use."""
    with writable(scopes="data") as other:
        found = [each.get("/openapi.json").json()["paths"] for each in (client, other)]

    assert ["/update" in paths for paths in found] == [False, False]
    assert [{"get"}, {"get", "put", "post", "delete"}] == [set(paths["/data"]) for paths in found]
    assert [{"get"}, {"get", "put", "post", "delete"}] == [set(paths["/graph/{path}"]) for paths in found]
    with writable(scopes="update") as third:
        assert "post" in third.get("/openapi.json").json()["paths"]["/update"]


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/update"),
        ("PUT", "/data?default"),
        ("POST", "/data"),
        ("DELETE", "/graph/changzhou-2014"),
    ],
)
def test_who_writes_where_nobody_may_is_told_why(client: TestClient, method: str, address: str) -> None:
    """403 with the reason, not 405 or 404, as if the address were another one."""
    answer = client.request(method, address, headers={"Accept-Language": "en"})

    assert 403 == answer.status_code
    assert "the store behind this service takes no writing" == answer.json()["detail"]


def test_there_are_no_options_of_nothing(client: TestClient) -> None:
    """An address that leads nowhere is 404 for every method."""
    assert {404} == {
        client.request(method, "/nowhere").status_code for method in ("GET", "HEAD", "OPTIONS", "PUT")
    }


def test_head_is_get_without_the_body(client: TestClient) -> None:
    """For each GET route without parameters in its path: same status, same headers, nothing more."""
    schema = client.get("/openapi.json").json()
    for path, item in schema["paths"].items():
        if "get" not in item or "{" in path or path in ("/metrics",):
            continue
        get, head = client.get(path), client.head(path)
        assert get.status_code == head.status_code, path
        assert b"" == head.content, path
        for name in ("content-type", "etag", "vary", "content-length", "cache-control"):
            assert get.headers.get(name) == head.headers.get(name), (path, name)


def test_what_scripts_of_other_pages_may_read(client: TestClient) -> None:
    """Validators, links, dates of mementos, ranges, and the id for a report."""
    exposed = client.get("/plans").headers["access-control-expose-headers"].split(", ")

    wanted = {"ETag", "Link", "Location", "Memento-Datetime", "Content-Range", "Retry-After", "X-Request-Id"}
    assert wanted <= set(exposed)
