"""Dumps: whole, the same each time, kept beside their revision."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import IO, Any

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph import dumps as module
from graph.dumping import graph_names, write_graphs
from graph.dumps import DUMP_FORMATS, DumpPending, Dumps
from graph.embedded import EmbeddedEngine
from graph.engine import Engine
from graph.formats import GraphFormat
from graph.memory import InMemoryEngine
from graph.metadata import Describer, vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from graph.union import named_quads
from ontology.errors import NotFound
from ontology.identifiers import DEFAULT_BASE, graph_iri
from ontology.model import Facts
from ontology.terms import DCTERMS
from tests.timing import PATIENCE, wait_until


@pytest.fixture
def store(tmp_path: Path, sample_facts: Facts, second_facts: Facts) -> RevisionStore:
    """Two documents and the vocabulary."""
    made = RevisionStore(tmp_path / "home", keep=2)
    documents = {document_graph(facts): quads(facts) for facts in (sample_facts, second_facts)}
    made.publish({**vocabulary_graphs(), **documents}, Describer(DEFAULT_BASE, "0.1.0"))
    return made


@pytest.fixture
def engine(store: RevisionStore) -> Iterator[EmbeddedEngine]:
    """An engine over `store`."""
    made = EmbeddedEngine(store)
    yield made
    made.close()


@pytest.fixture
def dumps() -> Iterator[Dumps]:
    """A maker of dumps that is closed at the end."""
    made = Dumps(PATIENCE)
    yield made
    made.close()


@pytest.mark.parametrize("wanted", DUMP_FORMATS.values(), ids=lambda item: item.name)
def test_the_whole_holds_every_statement_once(
    engine: EmbeddedEngine, store: RevisionStore, dumps: Dumps, wanted: GraphFormat
) -> None:
    """Quads where the format has named graphs, else the union, each triple once."""
    file = dumps.get(engine, wanted)
    found = list(parse(gzip.decompress(file.path.read_bytes()), format=wanted.oxigraph))
    expected = set(named_quads(store.open()))
    if wanted.holds_datasets:
        assert len(found) == len(expected)
        blank = {quad for quad in expected if "_:" in str(quad)}
        assert {quad for quad in found if "_:" not in str(quad)} == expected - blank
    else:
        assert len(found) == len({quad.triple for quad in expected})


def test_the_checksum_is_that_of_the_file(engine: EmbeddedEngine, dumps: Dumps) -> None:
    """And stands beside it as sha256sum -c reads it."""
    file = dumps.get(engine, GraphFormat.NQUADS)
    body = file.path.read_bytes()
    assert hashlib.sha256(body).hexdigest() == file.sha256
    assert len(body) == file.size
    beside = file.path.with_name(f"{file.name}.sha256").read_text(encoding="ascii")
    assert beside == f"{file.sha256}  dump.nq.gz\n"


def test_a_dump_is_made_once_and_the_same_each_time(
    engine: EmbeddedEngine, store: RevisionStore, dumps: Dumps
) -> None:
    """The second time the file that is there is taken; made anew it has the same bytes."""
    first = dumps.get(engine, GraphFormat.TRIG)
    stamp = first.path.stat().st_mtime_ns
    assert dumps.get(engine, GraphFormat.TRIG) == first
    assert first.path.stat().st_mtime_ns == stamp
    first.path.with_name(f"{first.name}.sha256").unlink()
    other = EmbeddedEngine(store)
    assert dumps.get(other, GraphFormat.TRIG).sha256 == first.sha256
    other.close()


def test_one_graph_has_dumps_of_its_own(engine: EmbeddedEngine, dumps: Dumps, second_facts: Facts) -> None:
    """Exactly its statements; an unknown graph is said."""
    graph = document_graph(second_facts)
    file = dumps.get(engine, GraphFormat.NQUADS, graph)
    assert file.name == "jining-2014.nq.gz"
    assert set(parse(gzip.decompress(file.path.read_bytes()), format=RdfFormat.N_QUADS)) == quads(
        second_facts
    )
    with pytest.raises(NotFound, match="no graph"):
        dumps.get(engine, GraphFormat.NQUADS, graph_iri("nowhere"))


def test_dumps_go_with_their_revision(
    engine: EmbeddedEngine, store: RevisionStore, dumps: Dumps, second_facts: Facts
) -> None:
    """An older revision has its own; pruning removes it."""
    old = dumps.get(engine, GraphFormat.NTRIPLES)
    store.publish({document_graph(second_facts): None}, Describer(DEFAULT_BASE, "0.1.0"))
    new = dumps.get(engine, GraphFormat.NTRIPLES)
    assert new.sha256 != old.sha256
    assert dumps.get(engine.at(1), GraphFormat.NTRIPLES) == old
    store.publish({document_graph(second_facts): quads(second_facts)}, Describer(DEFAULT_BASE, "0.1.0"))
    assert not old.path.exists()
    assert new.path.exists()


def test_a_dump_that_takes_long_is_promised(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client is told to come back, the work goes on, and nothing half made is ever shown."""
    may_go_on = threading.Event()

    def slow(engine: Engine, graphs: tuple[str, ...], file: IO[bytes], wanted: GraphFormat) -> int:
        assert may_go_on.wait(PATIENCE)
        return write_graphs(engine, graphs, file, wanted)

    monkeypatch.setattr(module, "write_graphs", slow)
    dumps = Dumps(patience=0.05)
    with pytest.raises(DumpPending, match=r"dump\.nq\.gz"):
        dumps.get(engine, GraphFormat.NQUADS)
    assert dumps.find(engine, GraphFormat.NQUADS) is None
    may_go_on.set()
    making = dumps.make(engine, GraphFormat.NQUADS)
    assert making is None or making.result(PATIENCE) is None
    assert dumps.find(engine, GraphFormat.NQUADS) is not None
    dumps.close()


def test_what_waits_for_an_older_revision_makes_room(
    engine: EmbeddedEngine, store: RevisionStore, second_facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loads that come faster than dumps are made leave no line behind them; who still wants an old one asks again."""
    may_go_on = threading.Event()

    def slow(engine: Engine, graphs: tuple[str, ...], file: IO[bytes], wanted: GraphFormat) -> int:
        assert may_go_on.wait(PATIENCE)
        return write_graphs(engine, graphs, file, wanted)

    monkeypatch.setattr(module, "write_graphs", slow)
    dumps = Dumps(PATIENCE)
    old = [dumps.make(engine, wanted) for wanted in DUMP_FORMATS.values()]
    wait_until(lambda: old[0] is not None and old[0].running())
    told: list[Exception] = []

    def ask() -> None:
        try:
            dumps.get(engine.at(1), GraphFormat.TRIG)
        except DumpPending as error:
            told.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    store.publish({document_graph(second_facts): None}, Describer(DEFAULT_BASE, "0.1.0"))
    new = dumps.make(engine, GraphFormat.TRIG)
    assert [False, True, True, True, True] == [item is not None and item.cancelled() for item in old]
    asking.join(PATIENCE)
    assert [DumpPending] == [type(error) for error in told]
    again = dumps.make(engine.at(1), GraphFormat.TURTLE)
    may_go_on.set()
    assert new is not None
    assert again is not None
    assert [None, None] == [item.result(PATIENCE) for item in (new, again)]
    dumps.close()


def test_a_dump_may_be_done_before_it_is_waited_for(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that is quicker than the one that asked for it stops neither."""

    class Quick(ThreadPoolExecutor):
        """Has done what it is given before it says that it took it."""

        def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
            made = super().submit(*args, **kwargs)
            wait([made], PATIENCE)
            return made

    monkeypatch.setattr(module, "ThreadPoolExecutor", Quick)
    dumps = Dumps(PATIENCE)
    asking = threading.Thread(target=dumps.ready, args=(engine,), daemon=True)
    asking.start()
    asking.join(PATIENCE)
    assert not asking.is_alive()
    assert len(DUMP_FORMATS) == len(dumps.ready(engine))
    dumps.close()


def test_a_graph_in_memory_has_dumps_too(sample_engine: InMemoryEngine) -> None:
    """In a temporary folder that goes when the maker is closed."""
    dumps = Dumps(PATIENCE)
    file = dumps.get(sample_engine, GraphFormat.TURTLE)
    assert file.path.exists()
    dumps.close()
    assert not file.path.exists()


def test_what_two_graphs_say_stands_once_in_a_format_without_graphs(dumps: Dumps) -> None:
    """A document's own statement, one that two documents repeat, and one about another's thing."""
    own, other = graph_iri("own"), graph_iri("other")
    thing = NamedNode(DEFAULT_BASE + "id/measure/own/1")
    shared = NamedNode(DEFAULT_BASE + "id/platform/taobao")
    predicate = NamedNode(DCTERMS.isPartOf)
    statements = [
        Quad(subject, predicate, shared, NamedNode(graph))
        for subject in (thing, shared)
        for graph in (own, other)
    ]
    engine = InMemoryEngine(statements)
    assert graph_names(engine) == (other, own)
    file = dumps.get(engine, GraphFormat.NTRIPLES)
    lines = gzip.decompress(file.path.read_bytes()).decode().splitlines()
    assert sorted(lines) == sorted(f"{subject} {predicate} {shared} ." for subject in (thing, shared))


def test_small_graphs_are_prepared_and_large_ones_are_not(engine: EmbeddedEngine, dumps: Dumps) -> None:
    """By the number of statements that the description counts."""
    assert not dumps.prepare(engine, largest=10)
    assert dumps.prepare(engine)
    assert len(dumps.ready(engine, patience=PATIENCE)) == len(DUMP_FORMATS)
