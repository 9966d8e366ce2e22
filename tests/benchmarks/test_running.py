"""Stores while they are measured: asked by many at once, started again when they end, left when time is over."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks import flooding
from benchmarks.asking import Failed, Late, Session
from benchmarks.flooding import generator, rate, wrk_script
from benchmarks.measuring import Plan, measure
from benchmarks.peers import Data, Server
from benchmarks.processes import Cost, alive, free_port, listening
from benchmarks.running import Running
from benchmarks.virtuoso import ANYBODY_UPDATES
from benchmarks.workload import QUERIES, Parameters, updates
from tests.remote.servers import VIRTUOSO, virtuoso

#: Answers 304 to who holds an answer, 500 to queries with FAIL, nothing to those with HANG, and notes each address.
_STORE = """
import http.server, sys, time
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        print("asked", self.path, flush=True)
        time.sleep(60 if "HANG" in self.path else 0)
        held = self.headers.get("If-None-Match") == '"1"'
        self.send_response(500 if "FAIL" in self.path else 304 if held else 200)
        body = b"" if held else b'{"results": {"bindings": []}}'
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass
print("Fatal: nothing", flush=True)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
_GENERATORS = ["wrk", "python"]


class _Store:
    """A peer that keeps nothing."""

    name = "store"

    def missing(self) -> str:
        return ""

    def version(self) -> str:
        return "0"

    def load(self, data: Data, folder: Path) -> Cost:
        del data, folder
        return Cost(0, 0, 0)

    @contextmanager
    def serve(self, data: Data, folder: Path, seconds: int) -> Iterator[Server]:
        del data, seconds
        port, log = free_port(), folder.with_suffix(".log")
        with listening([sys.executable, "-c", _STORE, str(port)], port, log) as process:
            address = f"http://127.0.0.1:{port}/sparql"
            yield Server(process.pid, address, address, log)


@pytest.fixture
def data(tmp_path: Path) -> Data:
    """No files."""
    return Data(tmp_path / "data", tmp_path / "union")


@pytest.fixture
def store(tmp_path: Path, data: Data) -> Iterator[Running]:
    """A store that runs."""
    with Running("store", _Store(), data, tmp_path / "store", 20) as running:
        yield running


@pytest.fixture(params=_GENERATORS)
def by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each generator of load, where it is installed."""
    if request.param == "python":
        monkeypatch.setattr(flooding, "_WRK", None)
    elif flooding._WRK is None:
        pytest.skip("wrk is not installed")
    assert request.param[:3] in generator().lower()
    return str(request.param)


def counted(server: Server, queries: list[str], status: int = 200, *, new: bool = False) -> float:
    """A rate; asked again when the machine was too busy for a single answer."""
    held = {"If-None-Match": '"1"'} if status == 304 else None
    for _ in range(20):
        try:
            return rate(server, queries, 2, 0.2, 20, new=new, headers=held, status=status)
        except Failed as error:
            if "no answer in time" not in str(error):
                raise
    raise AssertionError("the machine is too busy")


def test_answers_to_many_clients_are_counted(store: Running, by: str) -> None:
    """By either generator, also those that only say that nothing has changed."""
    assert counted(store.server, ["ASK {}"]) > 0, by
    held = {"If-None-Match": '"1"'}
    store.session.ask("ASK {}")
    assert '"1"' == store.session.tag
    store.session.ask("ASK {}", held, 304)
    assert counted(store.server, ["ASK {}"], 304) > 0, by


def test_a_status_of_failure_is_no_answer(store: Running, by: str) -> None:
    """So a store that refuses quickly is not the quickest."""
    with pytest.raises(Failed, match={"wrk": "of status", "python": "500"}[by]):
        counted(store.server, ["ASK {}", "ASK { FAIL }"])


def test_questions_can_be_new_each_time(store: Running, by: str) -> None:
    """No cache of answers can help: no two addresses are the same."""
    assert counted(store.server, ["ASK { ?a ?b ?c }", "ASK { ?d ?e ?f }"], new=True) > 0, by
    lines = store.server.log.read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if line.startswith("asked") and "%3Fa" in line]
    assert 0 < len(asked) == len(set(asked))


def test_the_script_for_wrk_sends_what_it_is_told() -> None:
    """Quotes of an entity tag need no escape; a request without a body has none."""
    script = wrk_script([("GET", "/q?a", ""), ("POST", "/q", "query=b")], {"If-None-Match": '"1"'}, "")
    assert "{[==[GET]==], [==[/q?a]==], nil}, {[==[POST]==], [==[/q]==], [==[query=b]==]}" in script
    assert 'local headers = {[ [==[If-None-Match]==] ] = [==["1"]==]}' in script
    assert "local new = false" in script


def test_a_store_that_ended_is_started_again_and_named(store: Running) -> None:
    """With the question that it was asked last, and what its log says of it."""
    store.prepare("a question")
    first = store.server.process
    os.kill(first, signal.SIGKILL)
    store.look_after(late=False)
    assert first != store.server.process
    assert alive(store.server.process)
    store.session.ask("ASK {}")
    assert ["it ended during “a question” (Fatal: nothing)"] == store.ended


def test_a_store_that_works_for_nobody_is_started_again(store: Running) -> None:
    """Else it would take time from the next question."""
    store.prepare("a question")
    first = store.server.process
    with pytest.raises(Late):
        Session(store.server, 0.2).ask("ASK { HANG }")
    store.look_after(late=True)
    assert (False, True) == (alive(first), alive(store.server.process))
    assert ["it was ended when it had worked too long on “a question”"] == store.ended


def test_a_store_that_only_fails_goes_on(store: Running) -> None:
    """It is the same process, and nothing is said of it."""
    store.prepare("a question")
    first = store.server.process
    with pytest.raises(Failed, match="500"):
        store.session.ask("ASK { FAIL }")
    store.look_after(late=False)
    assert (first, []) == (store.server.process, store.ended)


def test_what_there_is_no_time_for_is_named(tmp_path: Path, data: Data) -> None:
    """A run ends when it should, and says what it left out."""
    known = Parameters((), (), (), (), 0)
    results = measure({"store": _Store()}, data, known, tmp_path, Plan(starts=1, minutes=0))
    expected = ["cold questions to store, start 1", *(question.name for question in QUERIES)]
    assert expected == results.unasked[: len(expected)]
    assert ({}, {}, {}) == (results.cold, results.warm, results.rates)


@pytest.mark.skipif(VIRTUOSO is None, reason="Virtuoso is not installed (virtuoso-opensource-7-bin)")
def test_anybody_may_update_a_measured_virtuoso(tmp_path: Path) -> None:
    """Without a login, at the address that queries have; what was added is taken back."""
    with virtuoso(tmp_path, rights=ANYBODY_UPDATES) as server:
        session = Session(Server(server.process.pid, server.query, server.query, tmp_path / "log"), 20)
        found = []
        for text in updates(1):
            session.update(text)
            found.append(b'"1"' in session.ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p '测试' } }")[1])
        session.close()
    assert [True, False] == found
