"""What is too much is refused before anything is done for it, in words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from tests.timing import PATIENCE

Check = Callable[..., dict[str, Any]]
STRANGER = ("203.0.113.7", 4711)


def service(**settings: Any) -> FastAPI:
    """The service over an empty graph."""
    return create_app(InMemoryEngine(()), Settings(**settings))


def test_who_asks_too_often_waits(assert_canonical_problem: Check) -> None:
    """429 with the seconds to wait; another client is not touched."""
    app = service(rate=3)
    with TestClient(app, client=STRANGER) as client:
        statuses = [client.get("/healthz").status_code for _ in range(3)]
        refused = client.get("/healthz")
        other = TestClient(app, client=("203.0.113.8", 1)).get("/healthz")

    assert [200, 200, 200] == statuses
    assert_canonical_problem(refused, 429, "too-many-requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert 200 == other.status_code


def test_queries_have_a_budget_of_their_own() -> None:
    """A page still opens when the queries of a minute are spent."""
    with TestClient(service(query_rate=1), client=STRANGER) as client:
        asked = [client.get("/sparql?query=ASK%7B%7D").status_code for _ in range(2)]
        assert ([200, 429], 200) == (asked, client.get("/healthz").status_code)


def test_this_machine_is_not_limited() -> None:
    """Neither are checks by a proxy on it, nor benchmarks."""
    with TestClient(service(rate=1), client=("127.0.0.1", 1)) as client:
        assert {200} == {client.get("/healthz").status_code for _ in range(5)}


def test_a_claimed_address_does_not_help() -> None:
    """X-Forwarded-For of somebody who is no trusted proxy is ignored."""
    with TestClient(service(rate=1), client=STRANGER) as client:
        statuses = [
            client.get("/healthz", headers={"x-forwarded-for": f"198.51.100.{number}"}).status_code
            for number in range(3)
        ]
    assert [200, 429, 429] == statuses


def test_an_address_has_a_longest_length(assert_canonical_problem: Check) -> None:
    """414 says how to send a long query."""
    with TestClient(service(url_size=1)) as client:
        answer = client.get("/sparql", params={"query": "x" * 2000, "lang": "en"})
    assert "POST" in assert_canonical_problem(answer, 414, "address-too-long")["detail"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/sparql", "application/sparql-query"), ("/plans", "text/plain"), ("/reconcile", "application/json")],
)
def test_a_declared_body_is_refused_before_it_is_read(
    path: str, kind: str, assert_canonical_problem: Check
) -> None:
    """Whatever the route would make of it."""
    with TestClient(service(body_size=1)) as client:
        answer = client.post(path, content=b"x" * 1025, headers={"content-type": kind})
    assert_canonical_problem(answer, 413, "too-large")


@pytest.mark.parametrize("length", ["-1", "many", "1e3", ""])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    """It never reaches a route."""
    with TestClient(service()) as client:
        answer = client.request("POST", "/sparql", headers={"content-length": length})
    assert 413 == answer.status_code


def test_a_body_in_chunks_is_counted_as_it_comes(assert_canonical_problem: Check) -> None:
    """Without Content-Length the limit holds too, for queries and for forms that a framework would read."""

    def pieces() -> Iterator[bytes]:
        for _ in range(50):
            yield b"a" * 100

    with TestClient(service(body_size=1)) as client:
        for kind in ("application/sparql-query", "application/x-www-form-urlencoded"):
            answer = client.post("/sparql", content=pieces(), headers={"content-type": kind})
            assert_canonical_problem(answer, 413, "too-large")


def test_changes_may_be_larger_than_questions() -> None:
    """A body over the limit of questions reaches the route for changes, which says why it may not write."""
    with TestClient(service(body_size=1, data_size=1)) as client:
        headers = {"content-type": "text/turtle"}
        assert 403 == client.put("/data?default", content=b"#" * 5000, headers=headers).status_code
        assert 413 == client.put("/data?default", content=b"#" * (2 << 20), headers=headers).status_code


def test_a_body_that_stops_coming_is_given_up() -> None:
    """After the setting's seconds: 408, and the connection is closed."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        if not receiving:
            await asyncio.Event().wait()
        return receiving.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    receiving = [{"type": "http.request", "body": b"ASK", "more_body": True}]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/sparql", "raw_path": b"/sparql", "query_string": b"", "root_path": "", "client": STRANGER,
        "server": ("h", 80), "headers": [(b"host", b"h"), (b"content-length", b"9"),
                                         (b"content-type", b"application/sparql-query")],
    }  # fmt: skip
    asyncio.run(asyncio.wait_for(service(client_seconds=0.1)(scope, receive, send), PATIENCE))

    assert 408 == sent[0]["status"]
    assert (b"connection", b"close") in sent[0]["headers"]
    assert b"slow-client" in sent[1]["body"]
