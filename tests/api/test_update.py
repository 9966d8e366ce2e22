"""``/update`` over HTTP: who may change what, how, and what is said when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from graph.writing_memory import InMemoryWriter
from tests.api.writing import BEARER, digest_of, writable

Check = Callable[..., dict[str, Any]]
DIRECT = {"Content-Type": "application/sparql-update"}
INSERT = "INSERT DATA { <urn:a> <urn:p> 1 }"
GRAPH = "https://w3id.org/policygraph/graph/"


def ask(client: TestClient, query: str) -> bool:
    """The truth of an ASK."""
    return bool(client.post("/sparql", data={"query": query}).json()["boolean"])


@pytest.mark.parametrize("direct", [True, False])
def test_both_posts_change_the_graph(direct: bool) -> None:
    """The update as the body, or in a form; the answer names the revision that holds it."""
    with writable() as client:
        if direct:
            answer = client.post("/update", content=INSERT, headers={**BEARER, **DIRECT})
        else:
            answer = client.post("/update", data={"update": INSERT}, headers=BEARER)

        assert (204, "1") == (answer.status_code, answer.headers["policygraph-revision"])
        assert ask(client, "ASK { <urn:a> <urn:p> 1 }")


def test_in_a_union_the_default_graph_is_written_to_a_graph_of_its_name() -> None:
    """It shows in the union; deleting from the default graph leaves the other graphs alone."""
    with writable() as client:
        text = f"INSERT DATA {{ <urn:a> <urn:p> 1 GRAPH <{GRAPH}x> {{ <urn:a> <urn:p> 1, 2 }} }}"
        client.post("/update", data={"update": text}, headers=BEARER)
        assert ask(client, f"ASK {{ GRAPH <{GRAPH}default> {{ <urn:a> <urn:p> 1 }} }}")

        client.post("/update", data={"update": "DELETE WHERE { ?s ?p ?o }"}, headers=BEARER)
        assert not ask(client, f"ASK {{ GRAPH <{GRAPH}default> {{ ?s ?p ?o }} }}")
        assert ask(client, f"ASK {{ <urn:a> <urn:p> 1, 2 GRAPH <{GRAPH}x> {{ <urn:a> <urn:p> 1, 2 }} }}")


def test_relative_names_are_resolved_against_the_endpoint() -> None:
    """Queries and updates mean the same thing by ``<x>``."""
    with writable() as client:
        client.post("/update", data={"update": "INSERT DATA { <x> <urn:p> 1 }"}, headers=BEARER)
        assert ask(client, "ASK { <https://w3id.org/policygraph/x> <urn:p> 1 . <x> <urn:p> 1 }")


def test_using_parameters_choose_what_the_pattern_sees() -> None:
    """``using-graph-uri`` and ``using-named-graph-uri``, in the address or in the form."""
    with writable(union=False) as client:
        data = "INSERT DATA { GRAPH <urn:g1> { <urn:a> <urn:p> 1 } GRAPH <urn:g2> { <urn:b> <urn:p> 2 } }"
        client.post("/update", data={"update": data}, headers=BEARER)
        text = "INSERT { GRAPH <urn:out> { ?s ?p ?o . ?t ?q ?u } } WHERE { ?s ?p ?o GRAPH ?g { ?t ?q ?u } }"
        form = {"update": text, "using-graph-uri": "urn:g1", "using-named-graph-uri": "urn:g2"}
        assert 204 == client.post("/update", data=form, headers=BEARER).status_code
        assert ask(client, "ASK { GRAPH <urn:out> { <urn:a> <urn:p> 1 . <urn:b> <urn:p> 2 } }")


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ({}, "bad-request"),
        ({"update": [INSERT, INSERT]}, "bad-request"),
        ({"update": INSERT, "query": "ASK {}"}, "bad-request"),
        ({"update": INSERT, "default-graph-uri": "urn:g"}, "bad-request"),
        ({"update": INSERT, "using-graph-uri": "nowhere"}, "bad-request"),
        ({"update": "CLEAR XYZ"}, "query-syntax"),
        ({"update": "ASK {}"}, "query-syntax"),
        ({"update": f"{INSERT} ;; {INSERT}"}, "query-syntax"),
        ({"update": "DROP GRAPH <urn:nowhere>"}, "query-refused"),
        ({"update": "LOAD <http://127.0.0.1/x>"}, "query-refused"),
        ({"update": "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }"}, "query-refused"),
        (
            {"update": "INSERT { ?s ?p ?o } USING <urn:a> WHERE { ?s ?p ?o }", "using-graph-uri": "urn:b"},
            "query-refused",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    assert_canonical_problem: Check, form: dict[str, Any], kind: str
) -> None:
    """400 with the reason, in a request that would also have changed something."""
    with writable() as client:
        answer = client.post(
            "/update", data=form, headers={**BEARER, "Content-Type": "application/x-www-form-urlencoded"}
        )
        assert_canonical_problem(answer, 400, kind)
        assert not ask(client, "ASK { ?s ?p ?o }")


def test_a_request_is_done_whole_or_not_at_all() -> None:
    """An operation that fails takes those before it with it."""
    with writable() as client:
        answer = client.post("/update", data={"update": f"{INSERT} ; DROP GRAPH <urn:none>"}, headers=BEARER)
        assert 400 == answer.status_code
        assert not ask(client, "ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain", b"CLEAR ALL"),
        ("application/sparql-update; charset=UTF-16", "CLEAR ALL".encode("utf-16")),
        ("", b"x"),
    ],
)
def test_other_bodies_are_refused(assert_canonical_problem: Check, content_type: str, body: bytes) -> None:
    """415 for a body of another kind or in another encoding."""
    with writable() as client:
        headers = {**BEARER, **({"Content-Type": content_type} if content_type else {})}
        assert_canonical_problem(
            client.post("/update", content=body, headers=headers), 415, "unsupported-media-type"
        )


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_only_post_changes(assert_canonical_problem: Check, method: str) -> None:
    """405 with the methods that there are."""
    with writable() as client:
        answer = client.request(method, "/update?update=CLEAR+ALL", headers=BEARER)
        assert_canonical_problem(answer, 405, "method-not-allowed")
        assert "POST" in answer.headers["allow"]


def test_without_a_token_the_client_is_told_how_to_send_one(assert_canonical_problem: Check) -> None:
    """401 with WWW-Authenticate, before anything of the body counts."""
    with writable() as client:
        answer = client.post("/update", content=b"nonsense")
        assert_canonical_problem(answer, 401, "unauthorized")
        assert answer.headers["www-authenticate"] == 'Bearer realm="policygraph"'


@pytest.mark.parametrize("header", ["Bearer wrong", "bearer  open", "Bearer open sesame2", "Bearer \xff\xfe"])
def test_a_wrong_token_is_forbidden(assert_canonical_problem: Check, header: str) -> None:
    """403, whatever it looks like."""
    with writable() as client:
        answer = client.post(
            "/update", data={"update": INSERT}, headers={b"Authorization": header.encode("latin-1")}
        )
        assert_canonical_problem(answer, 403, "forbidden")


def test_a_token_without_the_scope_is_forbidden(assert_canonical_problem: Check) -> None:
    """A token for data does not update; the answer says what it has."""
    with writable(scopes="data") as client:
        answer = client.post("/update", data={"update": INSERT}, headers={**BEARER, "Accept-Language": "en"})
        body = assert_canonical_problem(answer, 403, "forbidden")
        assert "lacks the scope “update”; it has data" in body["detail"]


def test_a_token_for_some_graphs_changes_no_others(assert_canonical_problem: Check) -> None:
    """What an update changes is looked at, however it says so."""
    with writable(scopes=f"update={GRAPH}mine") as client:
        mine = f"INSERT DATA {{ GRAPH <{GRAPH}mine-1> {{ <urn:a> <urn:p> 1 }} }}"
        assert 204 == client.post("/update", data={"update": mine}, headers=BEARER).status_code
        theirs = f"INSERT {{ GRAPH ?g {{ ?s ?p 2 }} }} WHERE {{ ?s ?p ?o BIND (IRI('{GRAPH}theirs') AS ?g) }}"
        assert_canonical_problem(
            client.post("/update", data={"update": theirs}, headers=BEARER), 403, "forbidden"
        )


@pytest.mark.parametrize("name", ["metadata", "ontology", "concepts", "quality"])
def test_graphs_that_policygraph_keeps_are_not_changed(assert_canonical_problem: Check, name: str) -> None:
    """403 for a change of one; ALL means the others."""
    with writable() as client:
        text = f"INSERT DATA {{ GRAPH <{GRAPH}{name}> {{ <urn:a> <urn:p> 1 }} }}"
        assert_canonical_problem(
            client.post("/update", data={"update": text}, headers=BEARER), 403, "forbidden"
        )
        assert 204 == client.post("/update", data={"update": "CLEAR ALL"}, headers=BEARER).status_code


@pytest.mark.parametrize("with_writer", [True, False])
def test_without_tokens_or_writer_nothing_is_written(
    assert_canonical_problem: Check, with_writer: bool
) -> None:
    """The service is read-only unless the operator says otherwise."""
    engine = InMemoryEngine(())
    writer = InMemoryWriter(engine) if with_writer else None
    settings = Settings() if with_writer else Settings(tokens=f"a:update:{digest_of('x')}")
    with TestClient(create_app(engine, settings, writer)) as client:
        answer = client.post("/update", data={"update": INSERT}, headers={"Authorization": "Bearer x"})
        assert_canonical_problem(answer, 403, "forbidden")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "line 1, column 30: this is not valid SPARQL"),
        ("zh", "第 1 行，第 30 列：这不是合法的 SPARQL"),
        ("zh;q=0.1, en;q=0.9", "line 1, column 30"),
    ],
)
def test_refusals_are_told_in_the_reader_s_language(
    assert_canonical_problem: Check, language: str, words: str
) -> None:
    """By Accept-Language and its weights; line and column stay."""
    with writable() as client:
        headers = {**BEARER, "Accept-Language": language}
        answer = client.post("/update", data={"update": INSERT.removesuffix("1 }")}, headers=headers)
        body = assert_canonical_problem(answer, 400, "query-syntax")
        assert words in body["detail"]
        assert (1, 30) == (body["line"], body["column"])
