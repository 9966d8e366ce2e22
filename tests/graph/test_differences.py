"""Counts after a small change are those that counting everything gives."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

import graph.store
from graph.content import content_of_quads
from graph.differences import Adjusted, Changes, Counted
from graph.metadata import Describer
from graph.store import RevisionStore
from graph.summary import Tally
from graph.union import union_of
from ontology.terms import RDF

BASE = "https://w3id.org/policygraph/"
_METADATA = NamedNode(f"{BASE}graph/metadata")
_GRAPHS = tuple(NamedNode(f"{BASE}graph/{name}") for name in ("a", "b", "c"))
_NODES = tuple(NamedNode(f"{BASE}id/{path}") for path in ("measure/a/1", "measure/b/1", "org/x/y"))
_TERMS = (*_NODES, Literal("v"), Literal("1"))
_PREDICATES = (NamedNode(RDF.type), NamedNode("http://example.org/p"))

_quads = st.sets(
    st.builds(
        Quad,
        st.sampled_from(_NODES),
        st.sampled_from(_PREDICATES),
        st.sampled_from(_TERMS),
        st.sampled_from([*_GRAPHS, _METADATA]),
    )
)


def _stored(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.extend([*quads, *union_of(quads)])
    return store


def _tally(quads: Iterable[Quad]) -> Tally:
    tally = Tally(BASE)
    for name in _GRAPHS:
        members = [quad for quad in quads if quad.graph_name == name]
        if members:
            tally.add(name.value, content_of_quads(name.value, members).summary)
    return tally


@settings(deadline=None, max_examples=100)
@given(_quads, _quads)
def test_corrected_counts_are_those_of_counting_afresh(before: set[Quad], after: set[Quad]) -> None:
    """Whatever graphs share, and whatever the graph that is not counted says."""
    counted = Counted(_tally(before).graphs, _tally(before).whole(_stored(before)))
    expected = _tally(after)
    changes = Changes(
        [quad for quad in before - after if quad.graph_name != _METADATA],
        [quad for quad in after - before if quad.graph_name != _METADATA],
        {name.value: expected.graphs.get(name.value) for name in _GRAPHS},
    )
    adjusted = Adjusted(counted, changes, _METADATA)

    assert adjusted.graphs == expected.graphs
    assert adjusted.whole(_stored(after)) == expected.whole(_stored(after))


def _graph(name: str, *values: str) -> tuple[str, frozenset[Quad]]:
    iri = f"{BASE}graph/{name}"
    subject = NamedNode(f"{BASE}id/measure/{name}/1")
    shared = NamedNode(f"{BASE}id/platform/taobao")
    return iri, frozenset(
        Quad(node, NamedNode("http://example.org/p"), Literal(value), NamedNode(iri))
        for node in (subject, shared)
        for value in values
    )


def _numbers(store: RevisionStore) -> set[Quad]:
    """The counts in the metadata graph: all statements with a number."""
    return {
        quad
        for quad in store.open().quads_for_pattern(None, None, None, _METADATA)
        if isinstance(quad.object, Literal) and quad.object.datatype.value.endswith("#integer")
    }


def test_one_changed_graph_among_many_is_counted_without_reading_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The metadata graph says the same as that of a store that was filled at once."""
    describe = Describer(base=BASE, software="1")
    many = dict(_graph(f"city-{number}", "x", str(number)) for number in range(12))
    changed = dict([_graph("city-3", "x", "new"), _graph("city-99", "y")])
    gone = f"{BASE}graph/city-7"

    fresh = RevisionStore(tmp_path / "fresh")
    fresh.publish({**{iri: quads for iri, quads in many.items() if iri != gone}, **changed}, describe)
    store = RevisionStore(tmp_path / "changed")
    store.publish(many, describe)
    monkeypatch.setattr(graph.store, "stored_summary", None)  # calling it would fail
    store.publish({**changed, gone: None}, describe)

    assert _numbers(fresh) == _numbers(store)


def test_a_revision_that_nobody_described_is_counted_in_full(tmp_path: Path) -> None:
    """Counts that are older than the graphs are not built upon."""
    describe = Describer(base=BASE, software="1")
    many = dict(_graph(f"city-{number}", "x", str(number)) for number in range(4))
    changed, other = dict([_graph("city-3", "x", "new")]), dict([_graph("city-2", "z")])

    fresh = RevisionStore(tmp_path / "fresh")
    fresh.publish({**many, **changed, **other}, describe)
    store = RevisionStore(tmp_path / "changed")
    store.publish(many, describe)
    store.publish(changed)
    store.publish(other, describe)

    assert _numbers(fresh) == _numbers(store)
