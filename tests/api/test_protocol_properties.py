"""Whatever is sent to the protocols' addresses is answered or refused; it never breaks the service."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.writing import BEARER, writable

NAMES = st.sampled_from(
    [
        "query",
        "update",
        "default-graph-uri",
        "named-graph-uri",
        "using-graph-uri",
        "using-named-graph-uri",
        "format",
        "timeout",
        "lang",
        "graph",
        "default",
        "revision",
    ]
)
VALUES = st.one_of(
    st.sampled_from(
        [
            "",
            "ASK {}",
            "SELECT * { ?s ?p ?o }",
            "CONSTRUCT WHERE { ?s ?p ?o }",
            "DESCRIBE <urn:a>",
            "INSERT DATA { <urn:a> <urn:p> 1 }",
            "DELETE WHERE { ?s ?p ?o }",
            "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { GRAPH ?g { ?s ?p ?o } } USING <urn:h> WHERE { ?s ?p ?o }",
            "CLEAR ALL; LOAD <http://127.0.0.1/>",
            "SELECT (<urn:f>(1) AS ?x) {}",
            "urn:g",
            "http://example.org/a b",
            "json",
            "ttl",
            "1",
            "-1",
            "nan",
            "1e400",
        ]
    ),
    st.text(max_size=30),
)
PAIRS = st.lists(st.tuples(st.one_of(NAMES, st.text(max_size=8)), VALUES), max_size=5)
BODIES = st.one_of(
    st.binary(max_size=60), PAIRS.map(lambda pairs: urlencode(pairs, errors="ignore").encode())
)
TYPES = st.one_of(
    st.sampled_from(
        [
            "",
            "application/x-www-form-urlencoded",
            "application/sparql-query",
            "application/sparql-update",
            "application/sparql-update; charset=utf-16",
            "text/turtle",
            "application/rdf+xml",
            "application/ld+json",
            "application/n-quads",
            "application/trig",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
        ]
    ),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20),
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """One service for all examples: what one of them breaks, the next will meet."""
    with writable() as found:
        yield found


def assert_answered(client: TestClient, method: str, url: str, **sent: object) -> None:
    """An answer, or a refusal in words; never a 500, and the service is there afterwards."""
    answer = client.request(method, url, **sent)  # type: ignore[arg-type]
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400 and method != "HEAD":
        problem = json.loads(answer.text)
        assert answer.status_code == problem["status"]
        assert problem["detail"]


@QUICK
@given(method=st.sampled_from(["GET", "HEAD", "POST"]), pairs=PAIRS, body=BODIES, content_type=TYPES)
def test_queries(
    client: TestClient, method: str, pairs: list[tuple[str, str]], body: bytes, content_type: str
) -> None:
    """``/sparql`` by every method, with any parameters and any body."""
    url = f"/sparql?{urlencode(pairs, errors='ignore')}"
    headers = {"Content-Type": content_type} if content_type else {}
    assert_answered(client, method, url, headers=headers, content=body if method == "POST" else None)


@QUICK
@given(pairs=PAIRS, body=BODIES, content_type=TYPES)
def test_updates(client: TestClient, pairs: list[tuple[str, str]], body: bytes, content_type: str) -> None:
    """``/update`` with a token, with any parameters and any body."""
    url = f"/update?{urlencode(pairs, errors='ignore')}"
    headers = {**BEARER, **({"Content-Type": content_type} if content_type else {})}
    assert_answered(client, "POST", url, headers=headers, content=body)


@QUICK
@given(text=st.text(st.sampled_from("{}<>;.?:@_ \n'\"#\\abgDELETINSRWHUGPAFOMQ01"), max_size=80))
def test_updates_of_any_text(client: TestClient, text: str) -> None:
    """What looks like an update and is none is refused with its place."""
    headers = {**BEARER, "Content-Type": "application/sparql-update"}
    for start in ("", "INSERT DATA { ", "DELETE { ?s ?p ?o } WHERE { ", "LOAD ", "CLEAR "):
        assert_answered(client, "POST", "/update", headers=headers, content=(start + text).encode())


@QUICK
@given(
    method=st.sampled_from(["GET", "HEAD", "PUT", "POST", "DELETE"]),
    path=st.sampled_from(["/data", "/graph/a", "/graph/a.ttl", "/graph/%20", "/graph/ontology", "/graph/é"]),
    pairs=PAIRS,
    body=BODIES,
    content_type=TYPES,
    match=st.one_of(st.none(), st.sampled_from(["*", '"x"', 'W/"r1"', ",", ""])),
)
def test_graphs(
    client: TestClient,
    method: str,
    path: str,
    pairs: list[tuple[str, str]],
    body: bytes,
    content_type: str,
    match: str | None,
) -> None:
    """``/data`` and ``/graph/…`` by every method, with any parameters, body and condition."""
    headers = {**BEARER, **({"Content-Type": content_type} if content_type else {})}
    if match is not None:
        headers["If-Match"] = match
    sent = body if method in ("PUT", "POST") else None
    assert_answered(
        client, method, f"{path}?{urlencode(pairs, errors='ignore')}", headers=headers, content=sent
    )
