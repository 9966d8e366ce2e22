"""Both engines keep the same promises; the embedded one also its limits."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, parse_query_results

from graph.embedded import EmbeddedEngine
from graph.engine import Engine, Limits, Query
from graph.formats import GraphFormat, ResultsFormat
from graph.memory import InMemoryEngine
from graph.rdf import document_graph, quads
from graph.spool import AnswerFile
from graph.store import RevisionStore
from ontology.errors import LimitExceeded, QueryRefused, QuerySyntaxError, StoreError
from ontology.model import Facts
from tests.timing import PATIENCE, wait_until

GRAPH = "https://w3id.org/policygraph/graph/changzhou-2014"
OTHER = "https://w3id.org/policygraph/graph/jining-2014"
COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } }"


@pytest.fixture
def store(tmp_path: Path, sample_facts: Facts, second_facts: Facts) -> RevisionStore:
    """A store with both sample plans."""
    store = RevisionStore(tmp_path / "home")
    store.publish({document_graph(facts): quads(facts) for facts in (sample_facts, second_facts)})
    return store


@pytest.fixture
def embedded(store: RevisionStore) -> Iterator[EmbeddedEngine]:
    """An engine on disk with a small limit of size; no test waits for the others by accident."""
    engine = EmbeddedEngine(
        store, Limits(seconds=PATIENCE, memory=256 << 20, size=4 << 20, workers=2, wait=PATIENCE)
    )
    yield engine
    engine.close()


@pytest.fixture(params=["memory", "embedded"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    name = "sample_engine" if request.param == "memory" else "embedded"
    found: Engine = request.getfixturevalue(name)
    return found


def _number(engine: Engine, query: Query) -> int:
    found = json.loads(engine.answer(query).read())
    return int(found["results"]["bindings"][0]["n"]["value"])


def test_the_default_graph_is_the_union_unless_a_dataset_is_chosen(
    engine: Engine, sample_facts: Facts, second_facts: Facts
) -> None:
    """FROM, FROM NAMED and the protocol's parameters select; the parameters win."""
    one, two = len(quads(sample_facts)), len(quads(second_facts))
    both = len({quad.triple for quad in quads(sample_facts) | quads(second_facts)})
    in_graphs = "SELECT (COUNT(*) AS ?n) {} {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert _number(engine, Query(COUNT.format(""))) == both
    assert _number(engine, Query(in_graphs.format(""))) == one + two
    assert _number(engine, Query(COUNT.format(f"FROM <{GRAPH}> FROM <{OTHER}>"))) == both
    assert _number(engine, Query(COUNT.format(""), default_graphs=(GRAPH, OTHER))) == both
    mixed = Query(in_graphs.format(""), default_graphs=(GRAPH, OTHER), named_graphs=(OTHER,))
    assert _number(engine, mixed) == two
    assert _number(engine, Query(COUNT.format(f"FROM <{GRAPH}>"))) == one
    assert _number(engine, Query(COUNT.format(f"FROM NAMED <{GRAPH}>"))) == 0
    assert _number(engine, Query(in_graphs.format(f"FROM NAMED <{GRAPH}>"))) == one
    assert _number(engine, Query(COUNT.format(f"FROM <{GRAPH}>"), default_graphs=(OTHER,))) == two
    assert _number(engine, Query(COUNT.format(""), named_graphs=(GRAPH,))) == 0
    assert _number(engine, Query(in_graphs.format(""), default_graphs=(GRAPH,))) == 0


@pytest.mark.parametrize("item", ResultsFormat, ids=lambda item: item.name)
def test_tables_come_in_every_results_format(engine: Engine, item: ResultsFormat) -> None:
    """The answer says its media type and form, and the table reads back."""
    answer = engine.answer(
        Query("SELECT ?l { ?s rdfs:label ?l } LIMIT 3".replace("rdfs:label", "a"), results=item)
    )
    body = answer.read()
    assert (answer.media_type, answer.form, answer.size) == (item.media_type, "select", len(body))
    if item is not ResultsFormat.CSV:  # CSV cannot be read back into terms
        assert len(list(parse_query_results(body, format=item.oxigraph))) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize("item", GraphFormat, ids=lambda item: item.name)
def test_graphs_come_in_every_graph_format(engine: Engine, item: GraphFormat) -> None:
    """The answer to CONSTRUCT reads back as the same triples."""
    import pyoxigraph as ox

    answer = engine.answer(Query("CONSTRUCT WHERE { ?s a ?o }", graph=item))
    assert (answer.media_type, answer.form) == (item.media_type, "graph")
    found = {quad.triple for quad in ox.parse(answer.read(), format=item.oxigraph)}
    assert found == set(engine.triples("CONSTRUCT WHERE { ?s a ?o }"))


def test_what_two_plans_say_counts_once(engine: Engine) -> None:
    """A platform of two graphs is one solution of the union, also along a path."""
    platforms = "SELECT ?p { ?p a pg:Platform ; rdfs:label ?l }"
    assert [row["p"].value.rpartition("/")[2] for row in engine.rows(platforms)] == ["taobao"]  # type: ignore[union-attr]


def test_our_own_questions_end_in_time(store: RevisionStore) -> None:
    """A page cannot hang on rows without end; they are asked in this process, not in a worker."""
    engine = EmbeddedEngine(store, Limits(seconds=0.5))
    with pytest.raises(LimitExceeded) as caught:
        engine.rows("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert "time" == caught.value.limit
    engine.close()


def test_ask_is_answered_as_ask(engine: Engine) -> None:
    """True in JSON."""
    answer = engine.answer(Query("ASK { ?s ?p ?o }"))
    assert (answer.form, json.loads(answer.read())["boolean"]) == ("ask", True)


def test_rows_leave_out_what_is_unbound(engine: Engine) -> None:
    """A row is a dictionary of what there is."""
    found = engine.rows(
        "SELECT ?plan ?number { ?plan a pg:Plan OPTIONAL { ?plan dcterms:identifier ?number } }"
    )
    assert sorted(sorted(row) for row in found) == [["number", "plan"], ["plan"]]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(<{url}> AS ?x) service ?x {{ ?s ?p ?o }} }}",
        "PREFIX x: <{url}> SELECT * {{ OPTIONAL {{ SERVICE x: {{ ?s ?p ?o }} }} }}",
        "SELECT * {{ FILTER EXISTS {{SERVICE<{url}>{{ ?s ?p ?o }}}} }}",
        "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{}} UNION {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
        "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "LOAD <{url}>",
    ],
)
def test_no_query_opens_a_connection(engine: Engine, text: str) -> None:
    """A listening socket on this machine is never called, and the query is refused."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        with pytest.raises((QueryRefused, QuerySyntaxError)):
            engine.answer(Query(text.format(url=url)))
        with pytest.raises(BlockingIOError):
            server.accept()


def test_an_unknown_graph_of_the_protocol_is_refused_with_the_names_that_exist(engine: Engine) -> None:
    """A silent empty answer would be read as a fact."""
    with pytest.raises(QueryRefused, match="changzhou-2014"):
        engine.answer(Query("ASK { ?s ?p ?o }", default_graphs=("http://example.org/nowhere",)))


def test_syntax_errors_cross_the_process_boundary_with_their_place(embedded: EmbeddedEngine) -> None:
    """Type, line, column and words survive."""
    with pytest.raises(QuerySyntaxError) as caught:
        embedded.answer(Query("SELECT *\nWHERE { ?s ?p }"))
    assert (caught.value.line, caught.value.column) == (2, 15)


@pytest.mark.parametrize(
    ("text", "timeout", "limit"),
    [(ENDLESS, 0.5, "time"), (ENDLESS.replace("(COUNT(*) AS ?n)", "*"), None, "size")],
)
def test_a_query_over_a_limit_is_an_error_and_the_next_one_works(
    embedded: EmbeddedEngine, text: str, timeout: float | None, limit: str
) -> None:
    """Never a shorter answer; the worker is replaced; no file is left."""
    with pytest.raises(LimitExceeded) as caught:
        embedded.answer(Query(text, timeout=timeout))
    assert caught.value.limit == limit
    assert json.loads(embedded.answer(Query("ASK {}")).read())["boolean"] is True
    assert [] == list(_spooled(embedded))


def test_a_query_that_needs_too_much_memory_is_an_error_and_the_next_one_works(store: RevisionStore) -> None:
    """The process is ended by its limit long before the time is up, and replaced."""
    engine = EmbeddedEngine(store, Limits(seconds=PATIENCE, memory=256 << 20, workers=1))
    try:
        with pytest.raises(LimitExceeded) as caught:
            engine.answer(Query(GREEDY))
        assert "memory" == caught.value.limit
        assert "ask" == engine.answer(Query("ASK {}")).form
        assert (2, 1) == (engine.workers.started, engine.workers.killed)
    finally:
        engine.close()


def test_a_large_answer_comes_as_a_file_that_vanishes_when_read(embedded: EmbeddedEngine) -> None:
    """Larger than memory is meant for, complete, and removed at the end."""
    answer = embedded.answer(Query("SELECT * { ?s ?p ?o . ?a a ?c } LIMIT 9000", results=ResultsFormat.TSV))
    assert isinstance(answer.body, AnswerFile)
    assert [] == list(_spooled(embedded))
    body = b"".join(answer.chunks())
    assert len(body) == answer.size
    assert len(list(parse_query_results(body, format=QueryResultsFormat.TSV))) == 9000  # type: ignore[arg-type]
    assert answer.body.closed


def test_a_query_ends_when_its_sender_leaves(embedded: EmbeddedEngine) -> None:
    """Setting cancel ends it long before the time limit."""
    gone = threading.Event()
    threading.Timer(0.2, gone.set).start()
    with pytest.raises(LimitExceeded) as caught:
        embedded.answer(Query(ENDLESS), gone)
    assert caught.value.limit == "cancelled"


def test_a_full_queue_is_said_and_passes(store: RevisionStore) -> None:
    """With both workers busy a third query is turned away, and later welcome."""
    engine, gone = EmbeddedEngine(store, Limits(seconds=PATIENCE, workers=2, wait=0.1)), threading.Event()
    with ThreadPoolExecutor(2) as threads:
        try:
            busy = [threads.submit(engine.answer, Query(ENDLESS), gone) for _ in range(2)]
            wait_until(lambda: engine.workers.busy == 2)
            with pytest.raises(LimitExceeded) as caught:
                engine.answer(Query("ASK {}"))
        finally:
            gone.set()
        assert caught.value.limit == "workers"
        assert all(isinstance(item.exception(), LimitExceeded) for item in busy)
    assert engine.answer(Query("ASK {}")).form == "ask"
    engine.close()


def test_a_worker_that_dies_is_replaced(embedded: EmbeddedEngine) -> None:
    """An idle process killed from outside costs nobody an answer."""
    embedded.warm()
    worker = embedded._pool._idle.pop()
    os.kill(worker._process.pid, signal.SIGKILL)
    worker._process.wait()
    embedded._pool._idle.append(worker)
    assert embedded.answer(Query("ASK {}")).form == "ask"


def test_questions_follow_the_pointer(embedded: EmbeddedEngine, store: RevisionStore) -> None:
    """After a publish both ways of asking see the new revision, and the answer carries its number."""
    before = embedded.answer(Query("ASK {}")).revision
    assert len(embedded.rows("SELECT ?p { ?p a pg:Plan }")) == 2
    store.publish({OTHER: None})
    assert len(embedded.rows("SELECT ?p { ?p a pg:Plan }")) == 1
    answer = embedded.answer(Query("ASK {}"))
    assert (before, answer.revision) == (1, 2)
    assert embedded.revision == store.current()


def test_an_empty_store_answers_with_nothing(tmp_path: Path) -> None:
    """The service can start before the first load."""
    engine = EmbeddedEngine(RevisionStore(tmp_path / "home"))
    try:
        assert engine.revision is None
        assert engine.rows("SELECT * { ?s ?p ?o }") == []
        answer = engine.answer(Query("SELECT * { ?s ?p ?o }", results=ResultsFormat.CSV))
        assert (answer.read().decode().strip(), answer.revision) == ("o,p,s", 0)
    finally:
        engine.close()


def test_many_threads_ask_while_revisions_change(embedded: EmbeddedEngine, store: RevisionStore) -> None:
    """Every row set is that of one revision: one plan or two, each with its title."""

    def ask(_: int) -> int:
        return len(embedded.rows("SELECT ?p ?t { ?p a pg:Plan ; dcterms:title ?t }"))

    second = frozenset(quad for quad in store.open() if quad.graph_name == NamedNode(OTHER))
    with ThreadPoolExecutor(4) as threads:
        counts = threads.map(ask, range(120))
        for graphs in ({OTHER: None}, {OTHER: second}) * 2:
            store.publish(graphs)
        assert set(counts) <= {1, 2}


def test_a_closed_engine_refuses(store: RevisionStore) -> None:
    """No process is started after close."""
    engine = EmbeddedEngine(store)
    engine.close()
    engine.close()
    with pytest.raises(StoreError, match="closed"):
        engine.answer(Query("ASK {}"))


def test_workers_end_with_their_parent(store: RevisionStore) -> None:
    """A parent killed without warning leaves no process behind."""
    script = (
        "import sys, os; from pathlib import Path; from graph.embedded import EmbeddedEngine\n"
        "from graph.store import RevisionStore; e = EmbeddedEngine(RevisionStore(Path(sys.argv[1]))); e.warm()\n"
        "print(e._pool._idle.pop()._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", script, str(store.home)]
    done = subprocess.run(  # noqa: S603 our own interpreter
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == -signal.SIGKILL
    wait_until(lambda: not _runs(int(done.stdout)))


@pytest.mark.parametrize(
    "limits", [{"seconds": 0.0}, {"memory": 0}, {"size": -1}, {"workers": 0}, {"wait": -1.0}]
)
def test_limits_must_be_positive(limits: dict[str, float]) -> None:
    """Nonsense is refused on creation."""
    with pytest.raises(ValueError, match="positive"):
        Limits(**limits)  # type: ignore[arg-type]


def test_an_engine_in_memory_keeps_the_size_limit(sample_facts: Facts) -> None:
    """Too large is an error there, too."""
    engine = InMemoryEngine(quads(sample_facts), Limits(size=100))
    with pytest.raises(LimitExceeded) as caught:
        engine.answer(Query("SELECT * { ?s ?p ?o }"))
    assert caught.value.limit == "size"


def _spooled(engine: EmbeddedEngine) -> Iterator[Path]:
    """Files of answers that have a name."""
    folder = engine._pool._folder
    assert folder is not None
    return folder.iterdir()


def _runs(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(") ")[2][0] != "Z"
