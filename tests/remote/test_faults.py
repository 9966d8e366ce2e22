"""Whatever a server does wrong is a plain message, and never a shorter answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.engine import Answer, Limits, Query
from graph.formats import GraphFormat, ResultsFormat
from graph.remote import RemoteEngine
from graph.remote_addresses import RemoteAddresses
from ontology.errors import LimitExceeded, PolicygraphError, QueryRefused, StoreError
from tests.remote.faulty import Request, Talk, faulty, http, reset, table
from tests.timing import PATIENCE

SELECT = "SELECT ?x WHERE { ?s ?p ?x }"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"
LINE = b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"
TRIPLES = "application/n-triples"
UNFRAMED = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n"


@contextmanager
def _engine(talk: Talk, limits: Limits, login: str = "") -> Iterator[RemoteEngine]:
    with faulty(talk) as address:
        engine = RemoteEngine(RemoteAddresses(address, login=login), limits)
        try:
            yield engine
        finally:
            engine.close()


def _ask(talk: Talk, query: Query, *, seconds: float = PATIENCE, size: int = 1 << 20) -> Answer:
    with _engine(talk, Limits(seconds=seconds, size=size, workers=1)) as engine:
        return engine.answer(query)


def _says(answer: bytes) -> Talk:
    return lambda client, _: client.sendall(answer)


def _hangs(client: socket.socket, _: Request) -> None:
    client.settimeout(PATIENCE)
    client.recv(1)  # until the client goes


def _hangs_midway(client: socket.socket, request: Request) -> None:
    client.sendall(http(table("x", "1")[:40], length=5000))
    _hangs(client, request)


def _resets(client: socket.socket, _: Request) -> None:
    reset(client)


def _resets_midway(client: socket.socket, _: Request) -> None:
    client.sendall(http(table("x", "1")[:40], length=5000))
    time.sleep(0.05)
    reset(client)


def _dribbles(client: socket.socket, _: Request) -> None:
    """A byte at a time, and always another one: no pause is long, and no end comes."""
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
    while True:
        client.sendall(b" ")
        time.sleep(0.01)


def _floods(client: socket.socket, _: Request) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
    while True:
        client.sendall(b" " * 65536)


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (_resets, "broke off"),
        (_resets_midway, "broke off in the middle"),
        (_says(b""), "broke off"),
        (_says(b"\x00\x01 nonsense\r\n\r\n"), "broke off"),
        (_says(http(table("x", "1")[:40], length=5000)), "broke off in the middle"),
        (_says(http(b"<html>Log in</html>", media_type="text/html")), "answered with text/html"),
        (_says(http(b"<html>Log in</html>")), "cannot be read"),
        (_says(http(table("x", "1"), "206 Partial Content")), "no whole answer"),
        (_says(http(table("x", "1"), "202 Accepted")), "no whole answer"),
        (_says(http(table("x", "1", "2")[:-1])), "cannot be read"),
        (_says(http(table("x", "1", "2")[:-2])), "cannot be read"),
        (_says(http(table("x", "1", "2").partition(b"}}")[0] + b"}}")), "cannot be read"),
        (_says(UNFRAMED + table("x", "1", "2")[:-1]), "cannot be read"),
        (_says(http(table("x", "1"), length=40)), "cannot be read"),
        (_says(http(table("x", "1") + table("x", "2"))), "cannot be read"),
        (_says(http(table("x", "1").replace(b"1", b"\xff"))), "cannot be read"),
        (_says(http(b'{"head": {"vars": ["x"]}}')), "cannot be read"),
        (_says(http(b'{"error": "no session"}')), "cannot be read"),
        (_says(http(b"")), "cannot be read"),
        (_says(http(b"", media_type="")), "answered with no media type"),
        (_says(http(b"this is no JSON")), "cannot be read"),
        (_says(http(b'{"head": {"vars": ["x"]}, "results": {"bindings": [')), "cannot be read"),
        (_says(http(b'{"head": {}, "boolean": true}')), "with a boolean"),
        (_says(http(b"Out of memory\n\tat x.y", "500 Oops", "text/plain")), "failed .500.: Out of memory"),
        (_says(http(b"", "503 Busy", "text/plain")), "without a word"),
        (_says(http(b"", "401 Who", headers=("WWW-Authenticate: Basic",))), "POLICYGRAPH_STORE_LOGIN"),
        (_says(http(b"", "302 Found", headers=("Location: http://127.0.0.1:1/x",))), "redirects to"),
        (_says(http(table("x", "1"), headers=("X-SPARQL-MaxRows: 1",))), "only a part"),
        (_says(http(table("x", "1"), headers=("X-SQL-State: S1TAT",))), "only a part"),
        (_says(http(table("x", "1"), headers=("Content-Encoding: gzip",))), "compressed"),
    ],
)
def test_a_fault_is_a_plain_message(talk: Talk, words: str) -> None:
    """It names the server, says what happened, and holds no answer."""
    with pytest.raises(StoreError, match=words):
        _ask(talk, Query(SELECT))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (http(LINE + b"nonsense", media_type=TRIPLES), "cannot be read"),
        (http(b"<html>Log in</html>", media_type=TRIPLES), "cannot be read"),
        (http(LINE, "206 Partial Content", media_type=TRIPLES), "no whole answer"),
        (http(LINE[:30], media_type=TRIPLES), "cannot be read"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\n\r\n" + LINE, "where its answer ends"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\nTransfer-Encoding: chunked\r\n\r\n"
            + f"{len(LINE):x}\r\n".encode()
            + LINE
            + b"\r\n",
            "broke off in the middle",
        ),
    ],
)
def test_a_graph_that_may_be_cut_is_an_error(answer: bytes, words: str) -> None:
    """Also one that ends after a whole line, when nothing says that this is the end."""
    with pytest.raises(StoreError, match=words):
        _ask(_says(answer), Query(CONSTRUCT))


@pytest.mark.parametrize(
    "body",
    [
        b'{"head": {}, "boolean": true',
        b'{"head": {}, "boolean": true}}',
        b'{"head": {}, "boolean": "false"}',
        b"{}",
    ],
)
def test_a_yes_that_may_be_cut_is_an_error(body: bytes) -> None:
    """Though its word has been read."""
    with pytest.raises(StoreError, match="cannot be read"):
        _ask(_says(http(body)), Query("ASK { ?s ?p ?o }"))


@pytest.mark.parametrize("talk", [_hangs, _hangs_midway, _dribbles])
def test_a_server_that_hangs_is_left(talk: Talk) -> None:
    """At the limit of time, not later; also one that gives byte after byte."""
    with pytest.raises(LimitExceeded) as caught:
        _ask(talk, Query(SELECT, timeout=0.5))
    assert "time" == caught.value.limit


def test_an_endless_answer_is_cut_off_at_the_limit_of_size() -> None:
    """An error, and memory stays flat: it goes to a file."""
    with pytest.raises(LimitExceeded) as caught:
        _ask(_floods, Query(SELECT), size=1 << 16)
    assert "size" == caught.value.limit


def test_the_server_learns_that_the_client_has_left() -> None:
    """Its connection is closed as soon as cancel is set."""
    closed = threading.Event()

    def talk(client: socket.socket, request: Request) -> None:
        _hangs(client, request)
        closed.set()

    gone = threading.Event()
    with _engine(talk, Limits(seconds=PATIENCE, workers=1)) as engine:
        threading.Timer(0.3, gone.set).start()
        with pytest.raises(LimitExceeded) as caught:
            engine.answer(Query(SELECT), gone)
        assert "cancelled" == caught.value.limit
        assert closed.wait(PATIENCE)


def test_what_the_server_refuses_is_the_query_s_fault() -> None:
    """A 400 with its own words, since ours have found nothing."""
    with pytest.raises(QueryRefused, match="no such function"):
        _ask(_says(http(b"no such function", "400 Bad", "text/plain")), Query(SELECT))


def test_a_connection_found_closed_is_replaced_once() -> None:
    """What an idle connection does is nobody's fault."""
    calls: list[str] = []

    def talk(client: socket.socket, request: Request) -> None:
        calls.append(request.query)
        if len(calls) == 1:
            reset(client)
        else:
            client.sendall(http(table("x", "1")))

    assert b"1" in _ask(talk, Query(SELECT, results=ResultsFormat.CSV)).read()
    assert 2 == len(calls)


def test_irregular_answers_are_made_regular() -> None:
    """Blank nodes named nodeID://, booleans as digits, ASK as a table; literals that look like it stay."""
    odd = (
        b'{"head": {"vars": ["x"]}, "results": {"bindings": ['
        b'{"x": {"type": "bnode", "value": "nodeID://b1"}},'
        b'{"x": {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean",'
        b' "value": "1"}},'
        b'{"x": {"type": "literal", "value": "\\"type\\": \\"bnode\\", \\"value\\": \\"nodeID://b2\\""}}]}}'
    )
    lines = _ask(_says(http(odd)), Query(SELECT, results=ResultsFormat.TSV)).read().decode().splitlines()
    assert ["?x", "_:b1", "true"] == lines[:3]
    assert "nodeID://b2" in lines[3]
    ask = Query("ASK { ?s ?p ?o }", results=ResultsFormat.JSON)
    assert b"true" in _ask(_says(http(table("__ASK_RETVAL", "1"))), ask).read()
    assert b"false" in _ask(_says(http(table("__ASK_RETVAL"))), ask).read()
    boolean = b"<http://www.w3.org/2001/XMLSchema#boolean>"
    line = b'<http://example.org/s> <http://example.org/p> "0"^^' + boolean + b" .\n"
    found = _ask(_says(http(line, media_type=TRIPLES)), Query(CONSTRUCT, graph=GraphFormat.NTRIPLES))
    assert b'"false"^^' + boolean in found.read()


@pytest.mark.parametrize(
    ("login", "begins"),
    [("basic:me:se:cret", "Basic bWU6c2U6Y3JldA=="), ("bearer:tok:en", "Bearer tok:en")],
)
def test_requests_prove_who_we_are(login: str, begins: str) -> None:
    """By the scheme that the setting names."""
    seen: list[str] = []

    def talk(client: socket.socket, request: Request) -> None:
        seen.append(request.headers.get("authorization", ""))
        client.sendall(http(table("x", "1")))

    with _engine(talk, Limits(workers=1), login) as engine:
        engine.answer(Query(SELECT))
    assert [begins] == seen


@pytest.mark.parametrize(
    "make",
    [
        lambda: RemoteAddresses("ftp://example.org/"),
        lambda: RemoteAddresses(""),
        lambda: RemoteAddresses("http://me:secret@example.org/"),
        lambda: RemoteAddresses("http://example.org/", update="nowhere"),
        lambda: RemoteAddresses("http://example.org/", login="me:secret"),
        lambda: RemoteAddresses("http://example.org/", login="digest:me"),
    ],
)
def test_addresses_and_logins_that_cannot_be_are_refused(make: Callable[[], RemoteAddresses]) -> None:
    """Before anything is sent; a secret is never in the message nor in the value's text."""
    with pytest.raises(StoreError) as caught:
        make()
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(RemoteAddresses("http://example.org/", login="basic:me:secret"))


def test_a_service_does_not_start_in_front_of_nothing() -> None:
    """The address is named, and what to look at."""
    with socket.socket() as held:  # bound, so that nobody else gets the port, and not listening
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        with pytest.raises(StoreError, match=f"127.0.0.1:{port} cannot be reached"):
            RemoteEngine(RemoteAddresses(f"http://127.0.0.1:{port}/sparql"), Limits(workers=1))


def test_faults_reach_people_as_problems() -> None:
    """Over HTTP: 503 with the words, in JSON and on a page; /about says what is lacking."""
    with _engine(_resets, Limits(workers=1)) as engine:
        client = TestClient(create_app(engine, Settings()))
        answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "application/json"})
        assert 503 == answer.status_code
        assert "broke off" in answer.json()["detail"]
        page = client.get("/plans", headers={"Accept": "text/html"})
        assert 503 == page.status_code
        assert "Traceback" not in page.text
        assert {"ours", "writing", "revisions"} <= set(engine.backend.lacks)


def test_every_error_of_the_http_library_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """None passes through, also one that is new in the library."""
    import httpx2

    kinds = [
        kind
        for kind in vars(httpx2).values()
        if isinstance(kind, type) and issubclass(kind, httpx2.TransportError)
    ]
    assert len(kinds) > 10
    with _engine(_says(http(table("x", "1"))), Limits(workers=1)) as engine:
        for kind in kinds:

            async def fails(*_args: object, _kind: type[Exception] = kind, **_more: object) -> None:
                raise _kind("as a test wants it")

            monkeypatch.setattr(engine.client._http, "send", fails)
            with pytest.raises(PolicygraphError):
                engine.answer(Query(SELECT))
