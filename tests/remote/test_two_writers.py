"""Two who publish to one server at a time, step by step: one is told to wait, and nothing is lost or half there."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.content import content_of_quads
from graph.metadata import Describer
from graph.remote import RemoteEngine
from graph.remote_lease import Lease
from graph.remote_store import RemoteStore
from graph.remote_writing import RemoteWriter
from graph.revision import digest_graphs
from graph.writing import Author
from ontology.errors import StoreBusy, StoreError, WriteRefused
from ontology.identifiers import DEFAULT_BASE
from ontology.terms import SCHEMA
from tests.remote.conftest import LIMITS, addresses, started
from tests.remote.servers import RemoteServer
from tests.timing import wait_until

ONE, TWO, THREE = (f"http://example.org/graph/{name}" for name in ("one", "two", "three"))
S, P = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
ME = Author("tester")
DESCRIBE = Describer(base=DEFAULT_BASE, software="test")


@dataclass(frozen=True, slots=True)
class Writing:
    """One who writes: with connections and a view of the server of its own, as on another machine."""

    engine: RemoteEngine

    @property
    def store(self) -> RemoteStore:
        """What a load takes."""
        return RemoteStore(self.engine)

    @property
    def writer(self) -> RemoteWriter:
        """What a service takes."""
        return RemoteWriter(self.store, lambda _author: DESCRIBE)

    def publish(self, **graphs: str) -> int:
        """Give graphs by the ends of their names a triple each and one that all share; the revision's number."""
        full = {f"http://example.org/graph/{name}": word for name, word in graphs.items()}
        revision = self.store.publish({iri: _quads(iri, word) for iri, word in full.items()}, DESCRIBE)
        assert revision is not None
        return revision.number

    def held(self) -> dict[str, set[str]]:
        """Words by graph that a new reader sees; fails where anything is half there or left behind."""
        engine = self.engine
        revision = engine.refresh()
        assert revision is not None
        assert engine.whole
        graphs = {iri: engine.graph(iri) for iri in revision.graphs if iri != engine.names.metadata}
        for iri, triples in graphs.items():
            name = NamedNode(iri)
            quads = (Quad(t.subject, t.predicate, t.object, name) for t in triples)
            assert revision.graphs[iri] == content_of_quads(iri, quads).digest, iri
        assert revision.digest == digest_graphs({iri: revision.graphs[iri] for iri in graphs})
        merged = {triple for triples in graphs.values() for triple in triples}
        merged |= set(engine.graph(engine.names.metadata))
        union = engine.graph(engine.names.union)
        assert Counter(merged) == Counter(union)
        rows = engine.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", ())
        names = {getattr(row["g"], "value", "") for row in rows}
        assert {*revision.graphs, engine.names.union} == {
            name for name in names if name.startswith((DEFAULT_BASE, "http://example.org/"))
        }
        return {
            iri: {getattr(t.object, "value", "") for t in triples} - {"shared"}
            for iri, triples in graphs.items()
        }


def _quads(iri: str, word: str) -> frozenset[Quad]:
    return frozenset(Quad(S, P, Literal(text), NamedNode(iri)) for text in (word, "shared"))


@pytest.fixture(scope="module", params=["virtuoso", "oxigraph"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteServer]:
    """Each server in turn, with something in it."""
    with started(request.param, tmp_path_factory.mktemp("server")) as running:
        yield running


@contextmanager
def _writing(server: RemoteServer) -> Iterator[Writing]:
    engine = RemoteEngine(addresses(server), LIMITS)
    try:
        yield Writing(engine)
    finally:
        engine.close()


@pytest.fixture
def two(server: RemoteServer) -> Iterator[tuple[Writing, Writing]]:
    """Two writers, and three graphs on the server that they find."""
    with _writing(server) as first, _writing(server) as second:
        for iri in first.engine.recorded():
            first.writer.delete(iri, author=ME)
        first.publish(one="1", two="2", three="3")
        yield first, second


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody renews a claim by itself: whoever is overtaken sleeps, on a slow machine too."""
    monkeypatch.setattr("graph.remote_lease._RENEW_SECONDS", 100 * LIMITS.seconds)


def _time_passes(writing: Writing) -> None:
    """All claims end: their moments become long past, as if nobody had renewed them."""
    names, old = writing.engine.names, f"<{SCHEMA.expires}>"
    past = '"2000-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    graph = f"GRAPH <{names.lease}>"
    address = writing.engine.client.addresses.update
    text = f"DELETE {{ {graph} {{ ?c {old} ?u }} }} WHERE {{ {graph} {{ ?c {old} ?u }} }} ; "
    text += f"INSERT {{ {graph} {{ ?c {old} {past} }} }} WHERE {{ {graph} {{ ?c ?p ?o }} }}"
    writing.engine.client.send("POST", address, form=[("update", text)], seconds=LIMITS.seconds)


def test_at_every_step_of_a_load_others_are_told_to_wait(two: tuple[Writing, Writing]) -> None:
    """Another load and a client's change, in words that name who it is; afterwards both go through."""
    first, second = two
    refused = 0
    with first.store.publishing(DESCRIBE) as publication:
        for iri, word in ((None, ""), (ONE, "first"), (TWO, "first")):
            if iri is not None:
                publication.put(content_of_quads(iri, _quads(iri, word)))
            with pytest.raises(
                StoreBusy, match=r"process \d+, is loading into http.*wait until it has finished"
            ):
                second.publish(three="second")
            with pytest.raises(StoreBusy):
                second.writer.put(THREE, [Triple(S, P, Literal("client"))], author=ME)
            refused += 2
    assert 6 == refused
    assert publication.revision is not None
    assert publication.revision.number + 1 == second.publish(three="second")
    assert {ONE: {"first"}, TWO: {"first"}, THREE: {"second"}} == second.held() == first.held()


@pytest.mark.usefixtures("asleep")
def test_whoever_is_overtaken_at_any_step_changes_nothing_more(
    server: RemoteServer, two: tuple[Writing, Writing]
) -> None:
    """Taken for dead before each of its requests in turn: the other publishes, and this one is told, or was done."""
    first, second = two
    stride = 4 if server.login else 1  # Virtuoso, which has one, takes its time
    step, done = 0, False
    while not done:
        requests = 0
        plain = first.engine.client.send

        def send(*given: Any, _step: int = step, _plain: Callable[..., None] = plain, **more: Any) -> None:
            nonlocal requests
            # The first claims, which another may not take from it before it is there.
            if requests == _step + 1:
                _time_passes(second)
                second.publish(two=f"second {_step}")
            requests += 1
            _plain(*given, **more)

        first.engine.client.send = send  # type: ignore[method-assign]
        said = ""
        try:
            first.publish(one=f"first {step}", three=f"first {step}")
        except StoreBusy as error:
            said = str(error)
        finally:
            first.engine.client.send = plain  # type: ignore[method-assign]
        assert not said or "took over" in said
        done = requests <= step + 1  # there was no such request any more
        found = second.held()
        if not done:
            assert {f"second {step}"} == found[TWO]
        if not said:
            assert {f"first {step}"} == found[ONE] == found[THREE]
        step += stride
    assert found == first.held()
    assert step > 10


@pytest.mark.usefixtures("asleep")
def test_a_client_s_update_that_is_overtaken_is_not_acknowledged(two: tuple[Writing, Writing]) -> None:
    """What the other finds it records; the record and the graphs agree afterwards."""
    first, second = two
    plain = first.engine.client.send

    def send(*given: Any, **more: Any) -> None:
        if "client" in str(more.get("form")) and "INSERT DATA" in str(more.get("form")):
            plain(*given, **more)
            _time_passes(second)
            second.publish(two="second")
        else:
            plain(*given, **more)

    first.engine.client.send = send  # type: ignore[method-assign]
    with pytest.raises(StoreBusy, match="took over"):
        first.writer.update(
            f'INSERT DATA {{ GRAPH <{ONE}> {{ <{S.value}> <{P.value}> "client" }} }}', author=ME
        )
    first.engine.client.send = plain  # type: ignore[method-assign]
    assert {ONE: {"1", "client"}, TWO: {"second"}, THREE: {"3"}} == second.held()


def test_a_writer_that_was_killed_is_waited_for_until_its_claim_ends(two: tuple[Writing, Writing]) -> None:
    """It left a claim, a graph half way and a record without its mark; the next load mends all."""
    first, second = two
    address = first.engine.client.addresses.update

    def update(text: str, seconds: float) -> None:
        first.engine.client.send("POST", address, form=[("update", text)], seconds=seconds)

    names = first.engine.names
    lease = Lease(names, "here", first.engine.ask, update)
    lease.take()
    mark = f"<{names.dataset}> <{SCHEMA.sha256}> ?digest"
    update(f"DELETE WHERE {{ GRAPH <{names.metadata}> {{ {mark} }} }}", 60)
    update(f'INSERT DATA {{ GRAPH <{names.staged(lease.iri)}> {{ <{S.value}> <{P.value}> "half" }} }}', 60)
    with pytest.raises(StoreBusy, match=r"if it was killed, until \d\d:\d\d:\d\d"):
        second.publish(two="second")
    _time_passes(second)
    assert second.store.publish({ONE: _quads(ONE, "1")}, DESCRIBE) is not None, (
        "it mends, though nothing changes"
    )
    assert {ONE: {"1"}, TWO: {"2"}, THREE: {"3"}} == second.held()
    with pytest.raises(StoreBusy, match="took over"):
        lease.renew()


def test_a_writer_that_works_renews_its_claim(
    two: tuple[Writing, Writing], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment at which it ends moves on by itself, and there is one."""
    first, second = two
    monkeypatch.setattr("graph.remote_lease._RENEW_SECONDS", 0.05)
    asked = f"SELECT ?until {{ ?claim <{SCHEMA.expires}> ?until }}"
    dataset = [("default-graph-uri", first.engine.names.lease)]

    def ends() -> list[str]:
        return sorted(str(row["until"]) for row in second.engine.ask(asked, dataset))

    with first.store.publishing(DESCRIBE):
        begun = ends()
        wait_until(lambda: len(now := ends()) == 1 and now > begun)
    assert [] == ends()


def test_two_who_begin_at_once_come_one_after_the_other(two: tuple[Writing, Writing]) -> None:
    """Each tries again while it is told to wait; every revision is acknowledged once, and all words are there."""
    numbers: list[int] = []
    begin = threading.Barrier(2)

    def load(writing: Writing, name: str) -> None:
        begin.wait()
        for count in range(3):

            def published(word: str = f"{name} {count}") -> bool:
                try:
                    numbers.append(writing.publish(**{name: word}))
                except StoreBusy:
                    return False
                return True

            wait_until(published)

    threads = [threading.Thread(target=load, args=pair) for pair in zip(two, ("one", "two"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 6 == len(set(numbers))
    assert max(numbers) - min(numbers) == 5
    assert {ONE: {"one 2"}, TWO: {"two 2"}, THREE: {"3"}} == two[0].held()


def test_a_server_that_does_not_show_what_it_took_is_not_written_to(
    two: tuple[Writing, Writing], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A replica that lags behind would let two write at once."""
    first, second = two
    plain = first.engine.ask
    monkeypatch.setattr(
        first.engine, "ask", lambda text, dataset: [] if SCHEMA.expires in text else plain(text, dataset)
    )
    with pytest.raises(StoreError, match="took a change and does not show it"):
        first.publish(one="first")
    assert {ONE: {"1"}, TWO: {"2"}, THREE: {"3"}} == second.held()


def test_graphs_of_the_writers_are_closed_to_clients(two: tuple[Writing, Writing]) -> None:
    """The merge, the claims and what is on its way."""
    first, _ = two
    names = first.engine.names
    for iri in (names.union, names.lease, names.staged("x")):
        with pytest.raises(WriteRefused):
            first.writer.put(iri, [Triple(S, P, S)], author=ME)
        with pytest.raises(WriteRefused):
            first.writer.update(f"INSERT DATA {{ GRAPH <{iri}> {{ <{S.value}> <{P.value}> 1 }} }}", author=ME)
