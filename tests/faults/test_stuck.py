"""What hangs is left: a worker that does not move, a server that does not answer; told in the reader's language."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.embedded import EmbeddedEngine
from graph.engine import Limits
from graph.remote import RemoteEngine
from graph.remote_addresses import RemoteAddresses
from graph.store import RevisionStore
from tests.faults.whole import GRAPHS, quads_of
from tests.remote.faulty import Request, Talk, faulty, http, reset, table
from tests.timing import PATIENCE, wait_until

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CHINESE, ENGLISH = {"accept-language": "zh"}, {"accept-language": "en"}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    """One worker, which is patient."""
    store = RevisionStore(tmp_path)
    store.publish({graph: quads_of(graph, 1, 200) for graph in GRAPHS})
    found = EmbeddedEngine(store, Limits(seconds=PATIENCE, workers=1))
    yield found
    found.close()


def test_a_worker_stuck_in_a_query(engine: EmbeddedEngine) -> None:
    """At its limit it is ended; 504 with what to do, and the next query is answered."""
    client = TestClient(create_app(engine, Settings()))
    asked = {"query": ENDLESS, "timeout": "0.5"}
    zh = client.get("/sparql", params=asked, headers=CHINESE)
    en = client.get("/sparql", params=asked, headers=ENGLISH)

    assert (504, 504) == (zh.status_code, en.status_code)
    assert "用时超过上限：请缩小范围" in zh.json()["detail"]
    assert "make it more specific" in en.json()["detail"]
    assert 200 == client.get("/sparql", params={"query": "ASK {}"}).status_code


def test_a_worker_that_does_not_move_at_all(engine: EmbeddedEngine) -> None:
    """Stopped by the system, it cannot even be asked to end: it is killed, and another one answers."""
    client = TestClient(create_app(engine, Settings()))
    engine.warm()
    os.kill(engine._pool._idle[0]._process.pid, signal.SIGSTOP)
    answer = client.get("/sparql", params={"query": "ASK {}", "timeout": "0.5"})
    assert 504 == answer.status_code, answer.text
    assert 200 == client.get("/sparql", params={"query": "ASK {}"}).status_code


def test_a_worker_that_dies_in_a_query(engine: EmbeddedEngine) -> None:
    """By a signal that is not ours: 503 in words, and the next query is answered."""
    client = TestClient(create_app(engine, Settings()))
    for headers, words in ((CHINESE, "请再试一次"), (ENGLISH, "try again")):
        engine.warm()
        wait_until(lambda: engine.workers.idle == 1)
        pid = engine._pool._idle[0]._process.pid
        with ThreadPoolExecutor(1) as thread:
            asked = thread.submit(client.get, "/sparql", params={"query": ENDLESS}, headers=headers)
            wait_until(lambda: engine.workers.busy == 1)
            os.kill(pid, signal.SIGTERM)
        answer = asked.result()
        assert (503, True) == (answer.status_code, words in answer.json()["detail"]), answer.text
        assert 200 == client.get("/sparql", params={"query": "ASK {}"}).status_code


def hangs(client: socket.socket, _: Request) -> None:
    """Says nothing until the client goes."""
    client.recv(1)


#: What the server does -> status, and words in both languages.
TALKS: dict[str, tuple[Talk, int, str, str]] = {
    "hangs": (hangs, 504, "用时超过上限", "longer than is allowed|did not finish"),
    "resets": (lambda client, _: reset(client), 503, "broke off the connection", "broke off the connection"),
    "breaks off": (
        lambda client, _: client.sendall(http(table("x", "1")[:40], length=5000)),
        503,
        "没有正常应答",
        "broke off in the middle",
    ),
    "garbage": (lambda client, _: client.sendall(http(b"{]")), 503, "没有正常应答", "cannot be read"),
    "a page": (
        lambda client, _: client.sendall(http(b"<html>", media_type="text/html")),
        503,
        "没有正常应答",
        "answered with text/html",
    ),
}


@pytest.mark.parametrize("name", TALKS)
def test_a_server_behind_the_service(name: str) -> None:
    """It hangs, resets, breaks off or answers garbage: an error with what to do, in both languages; the service lives."""
    talk, status, zh, en = TALKS[name]
    with faulty(talk) as address:
        engine = RemoteEngine(RemoteAddresses(address), Limits(seconds=PATIENCE, workers=1))
        try:
            client = TestClient(create_app(engine, Settings()))
            asked = {
                "query": "SELECT ?x WHERE { ?s ?p ?x }",
                **({"timeout": "0.5"} if name == "hangs" else {}),
            }
            for headers, words in ((CHINESE, zh), (ENGLISH, en)):
                answer = client.get("/sparql", params=asked, headers=headers)
                assert status == answer.status_code, answer.text
                assert any(word in answer.json()["detail"] for word in words.split("|")), answer.text
            assert 200 == client.get("/healthz").status_code
        finally:
            engine.close()
