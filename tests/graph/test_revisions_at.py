"""Older revisions can be asked through the same engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from graph.embedded import EmbeddedEngine
from graph.engine import Engine, Limits, Query
from graph.memory import InMemoryEngine
from graph.rdf import document_graph, quads
from graph.snapshots import Snapshots
from graph.store import RevisionStore
from ontology.errors import NotFound
from ontology.model import Facts

PLANS = "SELECT ?p { ?p a <https://w3id.org/policygraph/ontology#Plan> }"


@pytest.fixture
def store(tmp_path: Path, sample_facts: Facts, second_facts: Facts) -> RevisionStore:
    """Three revisions are kept: one plan, two plans, one plan again."""
    store = RevisionStore(tmp_path / "home", keep=3)
    first, second = document_graph(sample_facts), document_graph(second_facts)
    store.publish({first: quads(sample_facts)})
    store.publish({second: quads(second_facts)})
    store.publish({first: None})
    return store


@pytest.fixture
def engine(store: RevisionStore) -> Iterator[EmbeddedEngine]:
    """An engine over the three."""
    engine = EmbeddedEngine(store, Limits(workers=1))
    yield engine
    engine.close()


def _asked(engine: Engine) -> tuple[int, int, int]:
    """Plans by our own question and by a stranger's, and the revision that the answer names."""
    answer = engine.answer(Query(PLANS))
    found = json.loads(answer.read())["results"]["bindings"]
    return len(engine.rows(PLANS)), len(found), answer.revision


def test_a_view_asks_its_revision_while_the_engine_follows_the_pointer(
    engine: EmbeddedEngine, store: RevisionStore, second_facts: Facts
) -> None:
    """Both ways of asking see the same state, also after another publish."""
    assert [1, 2, 3] == [revision.number for revision in engine.revisions()]
    two = engine.at(2)
    assert (2, 2, 2) == _asked(two)
    assert (1, 1, 1) == _asked(engine.at(1))
    assert (1, 1, 3) == _asked(engine)
    store.publish({document_graph(second_facts): None})
    assert (2, 2, 2) == _asked(two)
    assert (0, 0, 4) == _asked(engine)
    assert two.revision == engine.at(2).revision
    assert [2, 3, 4] == [revision.number for revision in two.revisions()]


def test_views_share_workers_and_closing_one_closes_nothing(engine: EmbeddedEngine) -> None:
    """One process answers for all; the engine outlives its views."""
    views = [engine.at(number) for number in (1, 2, 3)]
    assert [1, 2, 3] == [view.answer(Query(PLANS)).revision for view in views]
    assert 1 == len(engine._pool._idle)
    for view in views:
        view.close()
    assert (1, 1, 3) == _asked(engine)


def test_a_revision_that_is_not_kept_is_not_found(engine: EmbeddedEngine, store: RevisionStore) -> None:
    """Neither one that never was nor one that has been pruned."""
    for number in (0, 4, -1):
        with pytest.raises(NotFound, match=str(number)):
            engine.at(number)
    store.publish({"http://example.org/g": None, _graph_of(store): None})
    with pytest.raises(NotFound):
        engine.at(1)


def test_a_view_keeps_its_revision_until_it_is_forgotten(
    engine: EmbeddedEngine, store: RevisionStore
) -> None:
    """However many are published meanwhile, by whatever process; the next pruning then takes it."""
    one = engine.at(1)
    for name in "abcd":
        subject = NamedNode(f"http://example.org/{name}")
        graph = NamedNode("http://example.org/g")
        RevisionStore(store.home, keep=1).publish(
            {graph.value: frozenset({Quad(subject, subject, subject, graph)})}
        )
    assert [1, 7] == [revision.number for revision in store.revisions()]
    assert (1, 1, 1) == _asked(one)
    one.close()
    assert (1,) == RevisionStore(store.home, keep=1).prune()
    assert [7] == [revision.number for revision in store.revisions()]


def _graph_of(store: RevisionStore) -> str:
    """IRI of a graph of the current revision."""
    current = store.current()
    assert current is not None
    return next(iter(current.graphs))


def test_few_snapshots_are_open_at_a_time(store: RevisionStore) -> None:
    """What was used longest ago is closed; what is used again is the same."""
    snapshots = Snapshots(store, limit=2)
    one, two, three = store.revisions()
    first = snapshots.open(one)
    second = snapshots.open(two)
    assert snapshots.open(one) is first
    snapshots.open(three)
    assert [1, 3] == list(snapshots._opened)
    assert snapshots.open(two) is not second
    snapshots.close()
    assert [] == list(snapshots._opened)


def test_after_a_load_older_snapshots_are_closed(store: RevisionStore) -> None:
    """The one used last stays for those who still ask it; the rest is opened again for who compares."""
    snapshots = Snapshots(store, limit=4)
    one, two, three = store.revisions()
    snapshots.open(one)
    snapshots.open(two)
    newest = snapshots.open(three)
    assert [2, 3] == list(snapshots._opened)
    snapshots.open(one)
    assert [2, 3, 1] == list(snapshots._opened)
    assert snapshots.open(three) is newest
    snapshots.close()


def test_a_service_forgets_revisions_that_others_pruned(store: RevisionStore) -> None:
    """What it knows of them does not grow with every load beside it."""
    reader = RevisionStore(store.home)
    assert [1, 2, 3] == [revision.number for revision in reader.revisions()]
    assert (1, 2) == RevisionStore(store.home, keep=1).prune()
    subject = NamedNode("urn:new")
    store.publish({"urn:new": frozenset({Quad(subject, subject, subject, subject)})})
    current = reader.current()
    assert current is not None
    assert {3, current.number} == set(reader._manifests)


def test_a_graph_in_memory_knows_only_its_present(sample_engine: InMemoryEngine) -> None:
    """Number 1 is itself; an empty one has no revision."""
    assert sample_engine.at(1) is sample_engine
    assert (sample_engine.revision,) == sample_engine.revisions()
    with pytest.raises(NotFound, match="2"):
        sample_engine.at(2)
    assert () == InMemoryEngine(()).revisions()
