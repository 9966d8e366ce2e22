"""The service as a process of its own: how it starts, what it logs, whom it refuses, how it stops."""

from __future__ import annotations

import json
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from graph.rdf import quads
from graph.store import RevisionStore
from tests.samples import sample_facts
from tests.service import Service, serving
from tests.timing import PATIENCE, wait_until

ROOT = Path(__file__).parents[2]
SECRET = "s3cret-of-a-token"  # noqa: S105 - made up, to be looked for in the log
DIGEST = "ab" * 32
#: Runs for hours: the cross product of all pairs of triples, five times.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o FILTER(?a != ?m) }"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one plan."""
    folder = tmp_path_factory.mktemp("home")
    RevisionStore(folder).publish(
        {"https://w3id.org/policygraph/graph/changzhou-2014": frozenset(quads(sample_facts()))}
    )
    return folder


@pytest.fixture(scope="module")
def service(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that many tests ask."""
    log = tmp_path_factory.mktemp("log") / "log"
    with serving(
        home, log, log_format="json", log_query="20", tokens=f"ann:update:{DIGEST}", header_size="8", url_size="4",
        client_seconds="120", body_size="64",
    ) as found:  # fmt: skip
        yield found


@pytest.fixture(scope="module")
def hasty(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that gives a client one second: only those who mean to be slow ask it."""
    log = tmp_path_factory.mktemp("log") / "log"
    with serving(home, log, log_format="json", client_seconds="1") as found:
        yield found


def test_it_says_that_it_is_ready(service: Service) -> None:
    """With the revision; the queries' processes can be started."""
    status, _, body = service.ask("GET", "/readyz")
    assert (200, {"status": "ready", "revision": 1, "reasons": []}) == (status, json.loads(body))


def test_each_request_is_one_line_with_its_id(service: Service) -> None:
    """The id and trace of the caller, route, status, time, size, revision and client."""
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    _, headers, body = service.ask(
        "GET",
        "/doc/plan/changzhou-2014.ttl",
        X_Request_Id="abc-1",
        traceparent=f"00-{trace}-00f067aa0ba902b7-01",
    )
    assert "abc-1" == headers["x-request-id"]
    line = service.line("abc-1")

    expected = {
        "level": "info", "logger": "policygraph.access", "method": "GET", "route": "/doc/{path}", "status": 200,
        "bytes": len(body), "client": "127.0.0.1", "trace_id": trace, "path": "/doc/plan/changzhou-2014.ttl",
    }  # fmt: skip
    assert expected == {name: line.get(name) for name in expected}
    assert line["revision"].startswith("r1-")
    assert 0 < line["ms"]


def test_an_id_that_is_none_is_replaced(service: Service) -> None:
    """What could be read as another line or a command never comes into the log."""
    _, headers, body = service.ask("GET", "/nowhere", X_Request_Id='x" level=error ' + "y" * 80)
    assert re.fullmatch("[0-9a-f]{16}", headers["x-request-id"])
    assert json.loads(body)["request_id"] == headers["x-request-id"]


def test_queries_are_hashed_and_tokens_never_written(service: Service) -> None:
    """Only as much of a query as the setting allows; nothing of an Authorization header."""
    text = "SELECT ?secretvariable { ?secretvariable ?p 'private words' } LIMIT 1"
    service.ask("GET", f"/sparql?query={quote(text)}", X_Request_Id="hashed")
    service.ask(
        "POST",
        "/update",
        b"CLEAR ALL",
        Authorization=f"Bearer {SECRET}",
        Content_Type="application/sparql-update",
    )
    wait_until(lambda: any(line.get("route") == "/update" for line in service.lines()))
    line = service.line("hashed")

    assert ("SELECT ?secretvariabl"[:20], 16) == (line["query"], len(line["query_hash"]))
    written = service.log.read_text(encoding="utf-8")
    assert [] == [word for word in (SECRET, DIGEST, "private words", "CLEAR ALL") if word in written]


def test_metrics_tell_what_happened(service: Service) -> None:
    """Requests by route, queries by outcome, workers, cache, revision; without addresses as labels."""

    def counted(name: str) -> float:
        return float(service.numbers().get(name, "0"))

    service.ask("GET", "/sparql?query=SELECT")
    service.ask("GET", "/no/such/address/at/all")
    # An answer is kept and counted after the client has it: one of those that follow is a hit.
    wait_until(
        lambda: (
            200 == service.ask("GET", "/sparql?query=ASK%7B%7D")[0]
            and 1 <= counted("policygraph_cache_hits_total")
        )
    )
    wait_until(lambda: 2 <= counted('policygraph_requests_total{method="GET",route="/sparql",status="200"}'))
    wait_until(lambda: 1 <= counted('policygraph_query_seconds_count{outcome="ok"}'))
    wait_until(lambda: 1 <= counted('policygraph_query_seconds_count{outcome="syntax"}'))
    wait_until(lambda: 1 <= counted('policygraph_workers{state="idle"}'))
    wait_until(lambda: 1 <= counted('policygraph_requests_total{method="GET",route="",status="404"}'))
    numbers = service.numbers()

    assert "1.0" == numbers["policygraph_revision"]
    assert "process_resident_memory_bytes" in numbers
    assert [] == [name for name in numbers if "/no/such" in name]


def test_large_headers_are_refused_before_they_are_held(service: Service) -> None:
    """431, in one piece or in many; a client that never ends its headers is cut off."""
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: "
    for pieces in ([head + b"a" * 20_000 + b"\r\n\r\n"], [head, *([b"a" * 1000] * 40)]):
        with closing(socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)) as client:
            for piece in pieces:
                try:
                    client.sendall(piece)
                except OSError:
                    break  # refused already
            answer = received(client)
        assert answer.startswith(b"HTTP/1.1 431 ")
        assert b"/about#headers-too-large" in answer


def test_a_client_that_sends_slowly_is_let_go(hasty: Service) -> None:
    """Headers that do not end within the setting's second are answered with 408, silence with nothing."""
    for sent, expected in ((b"GET / HTTP/1.1\r\nHost:", b"HTTP/1.1 408 "), (b"", b"")):
        with closing(socket.create_connection(("127.0.0.1", hasty.port), timeout=PATIENCE)) as client:
            client.sendall(sent)
            answer = received(client)
        assert answer.startswith(expected)
        assert bool(answer) == bool(expected)


def test_a_client_that_reads_nothing_is_let_go(hasty: Service) -> None:
    """Its answer is broken off after the setting's second, and what it held is free again."""
    pattern = "VALUES ?x { " + "1 2 3 4 5 6 7 8 9 " * 5 + "}"
    query = f"SELECT ?s ?p ?o ?x {{ ?s ?p ?o {pattern} }}"
    with closing(socket.socket()) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(PATIENCE)
        client.connect(("127.0.0.1", hasty.port))
        head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\nX-Request-Id: stuck\r\n\r\n"
        client.sendall(head.encode())
        hasty.line("stuck")  # the request has ended, although nothing was read
        promised, _, body = received(client).partition(b"\r\n\r\n")
    size = re.search(rb"(?i)content-length: (\d+)", promised)
    assert size
    assert len(body) < int(size[1])
    assert int(size[1]) > 4 << 20


def test_connections_are_kept_and_pipelined(service: Service) -> None:
    """Limits of one request's head do not add up over a connection's requests."""
    request = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Some: " + b"a" * 3000 + b"\r\n\r\n"
    with closing(socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)) as client:
        client.sendall(request * 10)
        answer = b""
        while answer.count(b"HTTP/1.1 200") < 10:
            piece = client.recv(65536)
            assert piece, answer
            answer += piece


def test_a_large_body_gets_its_answer(service: Service) -> None:
    """413 arrives although the client is still sending, declared or in chunks."""
    declared = service.ask("POST", "/sparql", b"x" * (1 << 20), Content_Type="application/sparql-query")
    assert (413, "application/problem+json") == (declared[0], declared[1]["content-type"])
    with closing(socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)) as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n" + (b"1000\r\n" + b"a" * 4096 + b"\r\n") * 17
        )
        assert received(client).startswith(b"HTTP/1.1 413 ")


def received(client: socket.socket) -> bytes:
    """Everything until the other side closes."""
    answer = b""
    while True:
        try:
            piece = client.recv(65536)
        except ConnectionResetError:
            return answer
        if not piece:
            return answer
        answer += piece


def test_an_idle_service_stops_at_once(home: Path, tmp_path: Path) -> None:
    """Exit code 0, no process left, and the log says by which signal."""
    with serving(home, tmp_path / "log", log_format="json", stop_seconds="600") as service:
        assert 200 == service.ask("GET", "/readyz")[0]
        workers = service.children()
        assert workers

        assert 0 == service.stop()  # its patience is shorter than the setting's
        assert [] == [pid for pid in workers if Path(f"/proc/{pid}").exists()]
        assert "SIGTERM" in {line.get("signal") for line in service.lines()}


def test_an_answer_under_way_is_finished(home: Path, tmp_path: Path) -> None:
    """A query that runs when SIGTERM comes is answered; new connections are refused meanwhile."""
    slow = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 3000000 } }"
    with serving(
        home, tmp_path / "log", log_format="json", stop_seconds="120", query_seconds="120"
    ) as service:
        service.ask("GET", "/readyz")
        got: list[tuple[int, Any, bytes]] = []
        asking = threading.Thread(
            target=lambda: got.append(service.ask("GET", f"/sparql?query={quote(slow)}"))
        )
        asking.start()
        wait_until(lambda: "1.0" == service.numbers()['policygraph_workers{state="busy"}'] or got)
        code = service.stop()
        asking.join(PATIENCE)

    assert (0, 200) == (code, got[0][0])
    assert b"bindings" in got[0][2]


def test_a_query_that_takes_too_long_does_not_hold_up_the_stop(home: Path, tmp_path: Path) -> None:
    """After the setting's seconds it is given up, with its process; the exit code is 0 all the same."""
    with serving(home, tmp_path / "log", log_format="json", stop_seconds="1", query_seconds="600") as service:
        service.ask("GET", "/readyz")
        asking = threading.Thread(target=lambda: suppressed(service, f"/sparql?query={quote(ENDLESS)}"))
        asking.start()
        wait_until(lambda: "1.0" == service.numbers()['policygraph_workers{state="busy"}'])
        workers = service.children()
        code = service.stop()  # its patience is shorter than the query's time
        asking.join(PATIENCE)

    assert 0 == code
    assert [] == [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def suppressed(service: Service, path: str) -> None:
    """Ask, and do not mind a connection that breaks off."""
    try:
        service.ask("GET", path)
    except OSError:
        return
    except Exception as error:
        assert type(error).__module__ == "http.client"  # noqa: PT017


def test_a_service_without_a_graph_is_alive_but_not_ready(tmp_path: Path) -> None:
    """503 with the reason, until documents are loaded; then without a restart."""
    home = tmp_path / "empty"
    with serving(home, tmp_path / "log", log_format="text") as service:
        status, _, body = service.ask("GET", "/readyz")
        assert (503, None) == (status, json.loads(body)["revision"])
        assert "policygraph load" in json.loads(body)["reasons"][0]
        RevisionStore(home).publish(
            {"https://w3id.org/policygraph/graph/changzhou-2014": frozenset(quads(sample_facts()))}
        )
        assert 200 == service.ask("GET", "/readyz")[0]
        line = re.compile(r"^\d\d:\d\d:\d\d INFO +request method=GET route=/readyz", re.M)
        wait_until(lambda: line.search(service.log.read_text(encoding="utf-8")))
        assert 0 == service.stop(signal.SIGINT)
