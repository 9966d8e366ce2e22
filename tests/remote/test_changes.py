"""Changes and faults on real servers: the merge of all graphs stays true, and what fails says so."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, Triple

from api.app import create_app
from api.settings import Settings
from graph.content import content_of_quads
from graph.engine import Limits, Query
from graph.metadata import Describer, vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.remote import RemoteEngine
from graph.remote_store import RemoteStore
from graph.remote_writing import RemoteWriter
from graph.writing import Author
from ontology.errors import LimitExceeded, NotFound, QueryError, QueryRefused, StoreError, WriteRefused
from ontology.identifiers import DEFAULT_BASE
from ontology.model import Facts
from tests.remote.conftest import LIMITS, addresses, need_oxigraph, need_virtuoso, started
from tests.remote.servers import RemoteServer, oxigraph, virtuoso
from tests.samples import sample_facts, second_facts
from tests.timing import PATIENCE

ONE, TWO = "http://example.org/graph/one", "http://example.org/graph/two"
S, P = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
ME = Author("tester")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { <http://example.org/s> ?p ?o }"
DESCRIBE = Describer(base=DEFAULT_BASE, software="test")


@dataclass(frozen=True, slots=True)
class Open:
    """A server with two sample plans, and who writes to it."""

    server: RemoteServer
    engine: RemoteEngine
    store: RemoteStore
    writer: RemoteWriter

    def count(self) -> int:
        """Triples about the example's subject in the union, by a stranger's query."""
        found = json.loads(self.engine.answer(Query(COUNT)).read())
        return int(found["results"]["bindings"][0]["n"]["value"])


@pytest.fixture(scope="module", params=["virtuoso", "oxigraph"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Each server in turn; Oxigraph with an empty default graph of its own."""
    with started(request.param, tmp_path_factory.mktemp("server")) as server:
        engine = RemoteEngine(addresses(server), LIMITS)
        try:
            store = RemoteStore(engine)
            publish(store, sample_facts(), second_facts())
            yield Open(server, engine, store, RemoteWriter(store, lambda _author: DESCRIBE))
        finally:
            engine.close()


def _graphs(opened: Open) -> set[str]:
    revision = opened.engine.revision
    assert revision is not None
    return set(revision.graphs)


def publish(store: RemoteStore, *plans: Facts) -> None:
    """Publish plans with the vocabulary."""
    graphs = {document_graph(facts): quads(facts) for facts in plans}
    store.publish({**vocabulary_graphs(), **graphs}, DESCRIBE)


def test_an_update_shows_in_its_graph_and_in_the_union(opened: Open) -> None:
    """What two graphs say counts once, and stays until neither says it."""
    number = opened.engine.revision.number if opened.engine.revision else 0
    for graph in (ONE, TWO):
        text = f'INSERT DATA {{ GRAPH <{graph}> {{ <{S.value}> <{P.value}> "x" , 7 }} }}'
        written = opened.writer.update(text, author=ME)
        assert written.changed
        assert 2 == opened.count()
    assert opened.engine.revision is not None
    assert number + 2 == opened.engine.revision.number
    assert {ONE, TWO} <= set(opened.engine.revision.graphs)
    assert not opened.writer.update(text, author=ME).changed
    opened.writer.update(f'DELETE DATA {{ GRAPH <{ONE}> {{ <{S.value}> <{P.value}> "x" , 7 }} }}', author=ME)
    assert 2 == opened.count()
    opened.writer.delete(TWO, author=ME)
    assert 0 == opened.count()
    with pytest.raises(NotFound):
        opened.writer.delete(TWO, author=ME)


def test_patterns_of_an_update_see_the_union(opened: Open) -> None:
    """Plans of two graphs are found; the default graph that is written to is a graph of its own."""
    text = f"""PREFIX pg: <https://w3id.org/policygraph/ontology#>
    INSERT {{ <{S.value}> <{P.value}> ?plan }} WHERE {{ ?plan a pg:Plan }}"""
    assert opened.writer.update(text, author=ME).changed
    assert 2 == opened.count()
    assert f"{DEFAULT_BASE}graph/default" in _graphs(opened)
    opened.writer.update(f"DELETE WHERE {{ <{S.value}> <{P.value}> ?o }}", author=ME)
    assert 0 == opened.count()


def test_graphs_are_put_added_to_and_removed(opened: Open) -> None:
    """By the Graph Store Protocol's three verbs, idempotent."""
    one, two = (Triple(S, P, Literal(word)) for word in ("一", "二"))
    put = opened.writer.put(ONE, [one], author=ME)
    assert (True, True) == (put.changed, put.created)
    assert not opened.writer.put(ONE, [one], author=ME).changed
    assert (True, False) == (
        (added := opened.writer.add(ONE, [two], author=ME)).changed,
        added.created,
    )
    assert 2 == opened.count()
    assert {one, two} == set(opened.engine.graph(ONE))
    opened.writer.put(ONE, [two], author=ME)
    assert [two] == opened.engine.graph(ONE)
    assert 1 == opened.count()
    assert opened.writer.delete(ONE, author=ME).changed
    assert 0 == opened.count()


def test_what_may_not_be_changed_is_not(opened: Open) -> None:
    """Reserved graphs, graphs of others, LOAD, SERVICE, a graph that only the server could tell."""
    before = opened.engine.revision
    with pytest.raises(WriteRefused):
        opened.writer.update(f"CLEAR GRAPH <{DEFAULT_BASE}graph/ontology>", author=ME)
    with pytest.raises(WriteRefused):
        opened.writer.put(ONE, [Triple(S, P, S)], author=Author("other", (TWO,)))
    for text in (
        "LOAD <http://127.0.0.1:9/x>",
        "INSERT { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"INSERT {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }} WHERE {{ SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}",
    ):
        with pytest.raises(QueryRefused):
            opened.writer.update(text, author=ME)
    with pytest.raises(QueryError):
        opened.writer.update(f"INSERT {{ GRAPH <{ONE}> {{ ?s ?p }} }} WHERE {{ ?s ?p ?o }}", author=ME)
    assert before == opened.engine.refresh()


def test_operations_on_graphs_fail_as_in_the_embedded_store(opened: Open) -> None:
    """A graph that is not there, or is already: a 400 with its name, on every server; SILENT is content."""
    before = opened.engine.revision
    for text, words in (
        (f"DROP GRAPH <{ONE}>", "does not exist"),
        (f"CLEAR GRAPH <{ONE}>", "does not exist"),
        (f"COPY <{ONE}> TO <{TWO}>", "does not exist"),
        (f"CREATE GRAPH <{DEFAULT_BASE}graph/concepts>", "already exists"),
    ):
        with pytest.raises(QueryRefused, match=words):
            opened.writer.update(text, author=ME)
    for text in (f"DROP SILENT GRAPH <{ONE}>", f"CREATE GRAPH <{ONE}>", f"COPY SILENT <{ONE}> TO <{TWO}>"):
        assert not opened.writer.update(text, author=ME).changed, text
    assert before == opened.engine.refresh()
    data = f'INSERT DATA {{ GRAPH <{ONE}> {{ <{S.value}> <{P.value}> "x" }} }}'
    assert opened.writer.update(f"{data} ; MOVE <{ONE}> TO <{TWO}>", author=ME).changed
    assert 1 == opened.count()
    assert opened.writer.update(
        f"CREATE GRAPH <{ONE}> ; ADD <{TWO}> TO <{ONE}> ; DROP GRAPH <{TWO}>", author=ME
    ).changed
    assert ONE in _graphs(opened)
    assert TWO not in _graphs(opened)
    opened.writer.update(f"CLEAR GRAPH <{ONE}>", author=ME)
    assert 0 == opened.count()


def test_a_change_that_broke_off_is_mended_by_the_next(opened: Open) -> None:
    """The writer stops in the middle, having changed a graph and recorded nothing."""
    name = NamedNode(ONE)

    def change() -> None:
        with opened.store.publishing(DESCRIBE) as publication:
            publication.put(content_of_quads(ONE, [Quad(S, P, Literal("half"), name)]))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change()
    opened.engine.refresh()
    assert not opened.engine.whole
    opened.writer.put(TWO, [Triple(S, P, Literal("whole"))], author=ME)
    assert opened.engine.whole
    assert 2 == opened.count()
    assert {ONE, TWO} <= _graphs(opened)
    for graph in (ONE, TWO):
        opened.writer.delete(graph, author=ME)
    assert 0 == opened.count()


def test_a_load_leaves_nothing_else_behind(opened: Open) -> None:
    """On the server stand the graphs of the revision and their merge."""
    rows = opened.engine.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", ())
    names = {getattr(row["g"], "value", "") for row in rows}
    ours = {name for name in names if name.startswith((DEFAULT_BASE, "http://example.org/"))}
    assert opened.engine.revision is not None
    assert {*opened.engine.revision.graphs, opened.engine.names.union} == ours


def test_a_server_killed_in_the_middle_is_a_plain_message(tmp_path: Path) -> None:
    """For the query that ran, for those after it, and for pages; the service itself lives on."""
    need_oxigraph()
    with oxigraph(tmp_path) as server:
        engine = RemoteEngine(addresses(server), Limits(seconds=PATIENCE))
        try:
            publish(RemoteStore(engine), sample_facts())
            client = TestClient(create_app(engine, Settings()))
            assert 200 == client.get("/plans").status_code
            threading.Timer(1.0, server.kill).start()
            endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
            with pytest.raises(StoreError, match="broke off|cannot be reached"):
                engine.answer(Query(endless))
            with pytest.raises(StoreError, match="cannot be reached"):
                engine.answer(Query("ASK { ?s ?p ?o }"))
            answer = client.get("/measures", headers={"Accept": "application/json"})
            assert 503 == answer.status_code
            assert "cannot be reached" in answer.json()["detail"]
            assert 200 == client.get("/healthz").status_code
        finally:
            engine.close()


def test_a_client_that_leaves_ends_its_query(tmp_path: Path) -> None:
    """The connection to the server is closed long before the limit."""
    need_oxigraph()
    with oxigraph(tmp_path) as server:
        engine = RemoteEngine(addresses(server), Limits(seconds=PATIENCE))
        try:
            publish(RemoteStore(engine), sample_facts())
            gone = threading.Event()
            threading.Timer(0.5, gone.set).start()
            with pytest.raises(LimitExceeded) as caught:
                engine.answer(
                    Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"), gone
                )
            assert "cancelled" == caught.value.limit
        finally:
            engine.close()


def test_rows_that_a_server_cuts_are_an_error(tmp_path: Path) -> None:
    """Virtuoso with ResultSetMaxRows: tables say so in a header, graphs say nothing."""
    need_virtuoso()
    with virtuoso(tmp_path, rows=50) as server:
        engine = RemoteEngine(addresses(server), Limits(seconds=PATIENCE))
        try:
            lines = "".join(f'<http://example.org/{n}> <{P.value}> "{n}" .\n' for n in range(200))
            engine.client.send(
                "PUT",
                server.data,
                params={"graph": ONE},
                content=lines.encode(),
                media_type="application/n-triples",
                seconds=30,
            )
            where = f"WHERE {{ GRAPH <{ONE}> {{ ?s <{P.value}> ?o }} }}"
            for text in (
                f"SELECT ?s ?o {where}",
                f"CONSTRUCT {{ ?s <{P.value}> ?o }} {where}",
                f"CONSTRUCT {{ <{S.value}> <{P.value}> <{S.value}> }} {where}",
            ):
                with pytest.raises(StoreError, match="only a part"):
                    engine.answer(Query(text))
                assert engine.answer(Query(f"{text} LIMIT 20")).size > 0
            with pytest.raises(StoreError, match="only a part"):
                engine.answer(Query(f"DESCRIBE ?s {where}"))
            count = json.loads(engine.answer(Query(f"SELECT (COUNT(*) AS ?n) {where}")).read())
            assert "200" == count["results"]["bindings"][0]["n"]["value"]
            assert "ours" in engine.backend.lacks
        finally:
            engine.close()


def test_a_server_that_comes_back_with_older_data(opened: Open) -> None:
    """Restored from a copy under the same address: nothing of the newer state is shown, also when its number comes again."""
    asked = "SELECT ?o { <http://example.org/s> ?p ?o }"
    client = TestClient(create_app(opened.engine, Settings()))

    def shown() -> tuple[str, str]:
        opened.engine.refresh()
        answer = client.get("/sparql", params={"query": asked, "format": "csv"})
        assert 200 == answer.status_code, answer.text
        page = client.get("/about", headers={"Accept": "text/html"})
        assert 200 == page.status_code
        return answer.text.split()[-1], answer.headers["etag"]

    names = opened.engine.names
    opened.writer.put(ONE, [Triple(S, P, Literal("older"))], author=ME)
    kept = {iri: opened.engine.graph(iri) for iri in (ONE, names.metadata, names.union)}
    older = shown()
    assert older == shown()
    number = opened.writer.put(ONE, [Triple(S, P, Literal("newer"))], author=ME).revision
    newer = shown()
    for iri, triples in kept.items():
        opened.engine.client.send(
            "PUT",
            opened.server.data,
            params={"graph": iri},
            content="".join(f"{triple} .\n" for triple in triples).encode(),
            media_type="application/n-triples",
            seconds=PATIENCE,
        )
    assert ("older", "newer") == (older[0], newer[0])
    assert older == shown()
    again = opened.writer.put(ONE, [Triple(S, P, Literal("other"))], author=ME).revision
    assert number is not None
    assert again is not None
    assert number.number == again.number
    other = shown()
    assert "other" == other[0]
    assert 3 == len({older[1], newer[1], other[1]})
    opened.writer.delete(ONE, author=ME)


@pytest.mark.parametrize("from_request", [0, 3, 5])
def test_a_login_page_for_a_change_is_no_change(
    opened: Open, monkeypatch: pytest.MonkeyPatch, from_request: int
) -> None:
    """A 200 that did nothing, from the first request on or later: the load says so, and the next one mends."""
    plain, sent = opened.engine.client.send, 0

    def send(*given: Any, **more: Any) -> None:
        nonlocal sent
        sent += 1
        if sent <= from_request:
            plain(*given, **more)

    opened.writer.put(ONE, [Triple(S, P, Literal("before"))], author=ME)
    monkeypatch.setattr(opened.engine.client, "send", send)
    with pytest.raises(StoreError, match=r"does not show|do not show"):
        opened.writer.put(ONE, [Triple(S, P, Literal("lost"))], author=ME)
    monkeypatch.setattr(opened.engine.client, "send", plain)
    claims = f"DELETE WHERE {{ GRAPH <{opened.engine.names.lease}> {{ ?s ?p ?o }} }}"
    plain("POST", opened.server.update, form=[("update", claims)], seconds=PATIENCE)
    opened.writer.put(ONE, [Triple(S, P, Literal("after"))], author=ME)
    assert [Triple(S, P, Literal("after"))] == opened.engine.graph(ONE)
    assert 1 == opened.count()
    opened.writer.delete(ONE, author=ME)


def test_a_change_that_breaks_off_is_not_sent_twice(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows whether it was made: the error says so, and what was made is found by the next change."""
    import httpx2

    http, sent = opened.engine.client._http, []
    plain = http.send

    async def send(request: httpx2.Request, **more: Any) -> httpx2.Response:
        if b"ticket" in request.content:
            sent.append(request)
            await (await plain(request, **more)).aclose()
            raise httpx2.ReadError("the connection was reset")
        return await plain(request, **more)

    monkeypatch.setattr(http, "send", send)
    update = f"INSERT {{ GRAPH <{ONE}> {{ <{S.value}> <{P.value}> ?ticket }} }} WHERE {{ BIND(UUID() AS ?ticket) }}"
    with pytest.raises(StoreError, match="broke off"):
        opened.writer.update(update, author=ME)
    assert 1 == len(sent)
    opened.writer.put(TWO, [Triple(S, P, Literal("next"))], author=ME)
    assert opened.engine.whole
    assert 2 == opened.count()
    for graph in (ONE, TWO):
        opened.writer.delete(graph, author=ME)
    assert 0 == opened.count()


def test_no_file_is_left_behind(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers have no name in the folder of temporary files."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = opened.engine.answer(Query("SELECT * { ?s ?p ?o } LIMIT 2000"))
    with pytest.raises(QueryRefused):
        opened.engine.answer(Query("SELECT * FROM <http://example.org/nowhere> { ?s ?p ?o }"))
    assert [] == list(tmp_path.iterdir())
    answer.discard()
