"""The short way to answers that are held: over real connections nobody can tell it from the long one."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
import uvicorn
from fastapi.testclient import TestClient

from api.answers import Held, Question
from api.app import create_app
from api.server import Connection, server_config
from api.settings import Settings
from graph.memory import InMemoryEngine
from graph.rdf import quads
from tests.samples import sample_facts
from tests.timing import PATIENCE, wait_until

SELECT = "SELECT ?l { ?p <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l LIMIT 5"
QUERY = f"/sparql?{urlencode({'query': SELECT})}"
#: Headers that each answer has for itself.
OWN = frozenset({"date", "x-request-id"})


@dataclass
class Served:
    """A running service, which of its answers took the short way, and how many were given without reading."""

    settings: Settings
    short: list[bool] = field(default_factory=list)
    unread: int = 0

    def start(self) -> None:
        """Serve the sample plan on a free port of loopback."""
        self.app = create_app(InMemoryEngine(quads(sample_facts())), self.settings)
        repeats = self.app.state.repeats
        long_or_short: Callable[..., bytes | None] = repeats.answer

        def watched(*args: Any) -> bytes | None:
            answer = long_or_short(*args)
            self.short.append(answer is not None)
            return answer

        again: Callable[..., bytes | None] = repeats.again

        def watched_again(*args: Any) -> bytes | None:
            answer = again(*args)
            if answer is not None:
                self.short.append(True)
                self.unread += 1
            return answer

        repeats.answer, repeats.again = watched, watched_again
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        config = server_config(self.app, self.settings)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listener]})
        self.thread.start()
        wait_until(lambda: self.server.started)

    def stop(self) -> None:
        """End it."""
        self.server.should_exit = True
        self.thread.join()
        self.listener.close()

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One request on a connection that would stay."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", path, headers={n.replace("_", "-"): v for n, v in headers.items()})
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, named, answer.read()

    def raw(self, request: bytes, answers: int) -> bytes:
        """What comes back for bytes on one connection, until there are so many answers or it is closed."""
        received = b""
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)) as client:
            client.sendall(request)
            while received.count(b"HTTP/1.1 ") < answers or not received.endswith((b"}", b"}\n")):
                piece = client.recv(1 << 16)
                if not piece:
                    break
                received += piece
        return received


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One service for all tests of this module; nothing in them changes it."""
    found = Served(Settings(home=tmp_path_factory.mktemp("home"), trusted_proxies="127.0.0.1"))
    found.start()
    yield found
    found.stop()


@pytest.mark.parametrize(
    "path", [QUERY, "/", "/plans?lang=en", "/api/plans", "/dataset", "/departments?q=%E5%B1%80"]
)
@pytest.mark.parametrize("accept", ["*/*", "text/html", "text/csv, application/json;q=0.5"])
def test_both_ways_give_the_same(served: Served, path: str, accept: str) -> None:
    """Status, headers and every byte; only the date and the request's id are each one's own."""
    first = served.ask(path, Accept=accept)
    second = served.ask(path, Accept=accept)

    assert first[0] == second[0]
    assert {n: v for n, v in first[1].items() if n not in OWN} == {
        n: v for n, v in second[1].items() if n not in OWN
    }
    assert first[2] == second[2]
    assert second[1].keys() >= OWN
    rules = {rule.strip() for rule in first[1].get("cache-control", "").split(",")}
    assert served.short[-1] is (first[0] == 200 and bool(rules & {"no-cache", "public"}))


def test_a_client_that_holds_the_answer_gets_304(served: Served) -> None:
    """With the headers that the long way gives to the same request."""
    headers = {"Accept": "application/sparql-results+json"}
    tag = served.ask(QUERY, **headers)[1]["etag"]
    short = served.ask(QUERY, **headers, If_None_Match=tag)
    assert served.short[-1] is True
    long = served.ask(QUERY, **headers, If_None_Match=tag, Expect="nothing")
    assert served.short[-1] is False

    assert (304, b"") == (short[0], short[2])
    assert {n: v for n, v in long[1].items() if n not in OWN} == {
        n: v for n, v in short[1].items() if n not in OWN
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer x"},
        {"Range": "bytes=0-1"},
        {"Cookie": "a=b"},
        {"Connection": "close"},
        {"Content-Length": "0"},
        {"X-Forwarded-For": "192.0.2.7"},
    ],
)
def test_what_is_not_plain_takes_the_long_way(served: Served, headers: dict[str, str]) -> None:
    """Tokens, parts, bodies, connections that end, and what a trusted proxy says of its client."""
    served.ask(QUERY)
    before = served.short.count(True)
    served.ask(QUERY, **{name.replace("-", "_"): value for name, value in headers.items()})

    assert before == served.short.count(True)


def test_answers_come_in_the_order_of_the_requests(served: Served) -> None:
    """Also when a client sends several at once, and the first of them is not held yet."""
    new = f"/sparql?{urlencode({'query': SELECT + ' # of this test'})}"
    served.ask(QUERY)
    wanted = [served.ask(QUERY)[2], served.ask("/api/plans")[2], served.ask(QUERY)[2]]
    lines = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n" for path in (new, "/api/plans", QUERY)
    )

    received = served.raw("".join(lines).encode(), 3)

    places = [received.find(body) for body in wanted]
    assert -1 not in places
    assert received.count(b"HTTP/1.1 200 OK") == 3
    assert received.find(wanted[0]) < received.find(wanted[1]) < received.rfind(wanted[2])


def test_a_connection_of_an_older_version_is_ended(served: Served) -> None:
    """HTTP/1.0 knows no connection that stays: the long way closes it."""
    served.ask(QUERY)

    received = served.raw(f"GET {QUERY} HTTP/1.0\r\nHost: x\r\n\r\n".encode(), 99)

    assert received.startswith(b"HTTP/1.1 200 OK")
    assert b"connection: close" in received.lower()


def test_the_same_bytes_are_read_once(served: Served) -> None:
    """The third time and later the answer is given for the bytes; the id is another, all else is the same."""
    request = f"GET {QUERY} HTTP/1.1\r\nHost: again:{served.port}\r\n\r\n".encode()
    first, second = served.raw(request, 1), served.raw(request, 1)
    before = served.unread
    third, fourth = served.raw(request, 1), served.raw(request * 2, 2)

    assert before + 1 == served.unread
    heads = [answer.partition(b"\r\n\r\n")[0].split(b"\r\n") for answer in (first, second, third)]
    own = (b"date:", b"x-request-id:")
    plain = [sorted(line.lower() for line in head if not line.lower().startswith(own)) for head in heads]
    assert plain[0] == plain[1] == plain[2]
    ids = [line for head in heads for line in head if line.lower().startswith(b"x-request-id:")]
    assert 3 == len(set(ids))
    bodies = {answer.partition(b"\r\n\r\n")[2] for answer in (first, second, third)}
    assert 1 == len(bodies)
    assert 2 == fourth.count(bodies.pop())


def test_a_request_that_says_who_asks_is_read_each_time(served: Served) -> None:
    """An id of its own is given back, so its bytes would be kept for nothing."""
    request = f"GET {QUERY} HTTP/1.1\r\nHost: own:{served.port}\r\nX-Request-Id: mine\r\n\r\n".encode()
    served.raw(request, 1)
    before = served.unread
    answers = [served.raw(request, 1) for _ in range(2)]

    assert before == served.unread
    assert all(b"x-request-id: mine\r\n" in answer for answer in answers)


def test_requests_in_pieces_and_in_turn_on_one_connection(served: Served) -> None:
    """Bytes that are known, bytes that are not, and halves of either get each its own answer."""
    host = f"Host: turns:{served.port}\r\n\r\n"
    known, other = (f"GET {path} HTTP/1.1\r\n{host}".encode() for path in (QUERY, "/api/plans"))
    wanted = [served.raw(request, 1).partition(b"\r\n\r\n")[2] for request in (known, other)]
    served.raw(known, 1)
    before = served.unread
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        reader = client.makefile("rb")
        for pieces, body in (
            ((known,), 0), ((known[:30], known[30:]), 0), ((other,), 1), ((known,), 0),
            ((known[:30], known[30:] + other, other), 0),
        ):  # fmt: skip
            for piece in pieces:
                client.sendall(piece)
            assert wanted[body] == body_of(reader)
        assert [wanted[1], wanted[1]] == [body_of(reader), body_of(reader)]

    assert served.unread >= before + 2


def body_of(reader: Any) -> bytes:
    """The body of the next answer on a connection."""
    length = 0
    while (line := reader.readline().lower()) != b"\r\n":
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    return bytes(reader.read(length))


def test_bytes_of_another_revision_and_of_answers_that_are_gone_are_read(tmp_path: Path) -> None:
    """What is known of a request never outlives the answer that it leads to."""
    app = create_app(InMemoryEngine(quads(sample_facts())), Settings(home=tmp_path))
    service, repeats = app.state.service, app.state.repeats
    tag = service.engine.revision.etag
    data = b"GET /sparql?query=x HTTP/1.1\r\nhost: h\r\n\r\n"
    parsed: tuple[Any, ...] = (b"/sparql?query=x", [(b"host", b"h")], "192.0.2.9", "http", [], data)

    def keep(revision: str, body: bytes) -> None:
        question = Question(revision, "GET", b"http://h/sparql", b"query=x")
        service.answers.keep(question, (), {}, Held((), body, "/sparql"))

    def again() -> bytes | None:
        found: bytes | None = repeats.again(data, "192.0.2.9", "http", [])
        return found

    assert again() is None
    keep(tag, b"one")
    assert repeats.answer(*parsed).endswith(b"one")
    assert (again() or b"").endswith(b"one")
    keep(tag, b"two")
    assert again() is None
    assert repeats.answer(*parsed).endswith(b"two")
    keep("r9-other", b"three")
    assert again() is None


def test_it_is_logged_and_counted_like_any_other(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """With the id that the client gave, the route and ``cache=hit``."""
    caplog.set_level(logging.INFO, "policygraph.access")
    served.ask(QUERY)

    status, headers, body = served.ask(QUERY, X_Request_Id="test-of-repeats")

    assert served.short[-1] is True
    assert (200, "test-of-repeats") == (status, headers["x-request-id"])
    wait_until(lambda: any(getattr(line, "cache", "") == "hit" for line in caplog.records))
    line = next(line for line in reversed(caplog.records) if getattr(line, "cache", "") == "hit")
    told = {name: getattr(line, name) for name in ("method", "route", "path", "status", "bytes", "client")}
    assert {
        "method": "GET", "route": "/sparql", "path": "/sparql", "status": 200, "bytes": len(body),
        "client": "127.0.0.1",
    } == told  # fmt: skip
    numbers = served.ask("/metrics")[2].decode()
    assert 'policygraph_requests_total{method="GET",route="/sparql",status="200"}' in numbers


def test_a_client_that_asks_too_often_is_refused(tmp_path: Path) -> None:
    """The two ways count together: what the short one has given, the long one counts too."""
    app = create_app(InMemoryEngine(quads(sample_facts())), Settings(home=tmp_path, query_rate=2))
    service, repeats = app.state.service, app.state.repeats
    question = Question(service.engine.revision.etag, "GET", b"http://h/sparql", b"query=x")
    service.answers.keep(question, (), {}, Held((), b"yes", "/sparql"))
    asked: tuple[Any, ...] = (b"/sparql?query=x", [(b"host", b"h")], "192.0.2.9", "http", [])

    assert [True, True, False] == [repeats.answer(*asked) is not None for _ in range(3)]
    with TestClient(app, client=("192.0.2.9", 1)) as client:
        assert 429 == client.get(QUERY).status_code


class Clock:
    """A loop's clock that is set by hand, and what was asked of it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.set: list[float] = []

    def time(self) -> float:
        """Seconds."""
        return self.now

    def call_later(self, seconds: float, call: Callable[[], None]) -> object:
        """Only noted."""
        del call
        self.set.append(seconds)
        return object()


def test_a_connection_is_idle_from_its_last_answer_on() -> None:
    """Answers that were given again do not set the clock anew, so it is looked at when it has run down."""
    closed: list[bool] = []
    connection, clock = Connection.__new__(Connection), Clock()
    connection.loop = clock  # type: ignore[assignment]
    connection.transport = SimpleNamespace(is_closing=lambda: False, close=lambda: closed.append(True))  # type: ignore[assignment]
    connection.timeout_keep_alive, connection._asked = 75, clock.now
    clock.now += 50
    connection.timeout_keep_alive_handler()
    assert ([25.0], []) == (clock.set, closed)
    clock.now += 25
    connection.timeout_keep_alive_handler()
    assert ([25.0], [True]) == (clock.set, closed)
