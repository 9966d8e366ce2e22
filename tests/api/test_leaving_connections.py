"""Over real connections: a client that leaves frees what it held, wherever its query was."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import uvicorn

from api.app import create_app
from api.settings import Settings
from graph.embedded import EmbeddedEngine
from graph.engine import Limits
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from tests.samples import sample_facts
from tests.timing import PATIENCE, wait_until

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: Some twenty megabytes: more than sockets hold.
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 50000"


class Served:
    """A service over one plan with one worker, listening on loopback."""

    def __init__(self, home: Path) -> None:
        store = RevisionStore(home)
        facts = sample_facts()
        store.publish({document_graph(facts): quads(facts)})
        self.engine = EmbeddedEngine(store, Limits(seconds=PATIENCE, workers=1, wait=PATIENCE))
        self.listener = socket.create_server(("127.0.0.1", 0))
        app = create_app(self.engine, Settings(home=home))
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listener]})
        self.thread.start()
        wait_until(lambda: self.server.started)
        self.engine.warm()

    def ask(self, method: str, query: str) -> socket.socket:
        """Send a query; nothing is read of the answer."""
        client = socket.create_connection(self.listener.getsockname())
        form = urlencode({"query": query})
        if method == "GET":
            head = f"GET /sparql?{form} HTTP/1.1\r\nHost: x\r\n\r\n"
        else:
            head = (
                "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(form)}\r\n\r\n{form}"
            )
        client.sendall(head.encode())
        return client

    def close(self) -> None:
        """End the service."""
        self.server.should_exit = True
        self.thread.join()
        self.engine.close()
        self.listener.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A running service."""
    served = Served(tmp_path)
    yield served
    served.close()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_leaving_ends_the_query(served: Served, method: str) -> None:
    """Its process is ended and another one ready, long before the limit."""
    client = served.ask(method, ENDLESS)
    wait_until(lambda: served.engine.workers.busy == 1)
    client.close()
    wait_until(lambda: served.engine.workers.busy == 0)
    wait_until(lambda: served.engine.workers.idle == 1)
    assert 1 == served.engine.workers.killed


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_leaving_the_queue_leaves_it(served: Served, method: str) -> None:
    """Who waited is forgotten; who works goes on."""
    first = served.ask("POST", ENDLESS)
    wait_until(lambda: served.engine.workers.busy == 1)
    second = served.ask(method, "ASK {}")
    wait_until(lambda: served.engine.workers.waiting == 1)
    second.close()
    wait_until(lambda: served.engine.workers.waiting == 0)
    assert (1, 0) == (served.engine.workers.busy, served.engine.workers.killed)
    first.close()
    wait_until(lambda: served.engine.workers.busy == 0)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_leaving_in_the_middle_of_an_answer_lets_its_file_go(served: Served, method: str) -> None:
    """A client that reads slowly holds a file and no process; when it goes, the file goes."""
    client = served.ask(method, LARGE)
    assert client.recv(20).startswith(b"HTTP/1.1 200")
    assert [] != held_files(served)
    assert 0 == served.engine.workers.busy
    client.close()
    wait_until(lambda: held_files(served) == [])


def test_a_whole_answer_comes_in_the_length_that_was_promised(served: Served) -> None:
    """With backpressure: the client takes its time."""
    client = served.ask("GET", LARGE.replace("50000", "10000"))
    client.settimeout(PATIENCE)
    found = client.recv(1)
    while b"\r\n\r\n" not in found or len(body(found)) < length(found):
        piece = client.recv(1 << 14)
        assert piece
        found += piece
    assert length(found) == len(body(found)) > 1 << 20
    client.close()
    wait_until(lambda: held_files(served) == [])


def held_files(served: Served) -> list[str]:
    """Files of the service's answers that this process holds open without a name."""
    folder = f"{served.engine._pool._folder}/"
    links = []
    for number in os.listdir("/proc/self/fd"):  # noqa: PTH208 names only
        try:
            links.append(str(Path("/proc/self/fd", number).readlink()))
        except OSError:
            continue  # the listing's own
    return [link for link in links if link.startswith(folder) and link.endswith(" (deleted)")]


def body(answer: bytes) -> bytes:
    """What follows the headers."""
    return answer.partition(b"\r\n\r\n")[2]


def length(answer: bytes) -> int:
    """What the headers promise."""
    head = answer.partition(b"\r\n\r\n")[0].decode().lower()
    return int(next(line for line in head.split("\r\n") if line.startswith("content-length")).split(":")[1])
