"""Counts of many graphs, added up, are those of their union."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.content import GraphContent, content_of_quads
from graph.publication import Publication
from graph.summary import Tally
from graph.union import named_quads, union_of
from ontology.terms import RDF

BASE = "https://w3id.org/policygraph/"
_GRAPHS = tuple(f"{BASE}graph/{name}" for name in ("a", "b", "c"))
#: Resources of each plan, one that all may name, one of elsewhere.
_NODES = tuple(NamedNode(f"{BASE}id/{path}") for path in ("measure/a/1", "measure/b/1", "plan/a", "org/x/y"))
_TERMS = (*_NODES, NamedNode("http://example.org/"), Literal("v"), Literal("v", language="zh"))
_PREDICATES = (NamedNode(RDF.type), NamedNode("http://example.org/p"))

_quads = st.sets(
    st.builds(
        Quad,
        st.sampled_from(_NODES),
        st.sampled_from(_PREDICATES),
        st.sampled_from(_TERMS),
        st.sampled_from([NamedNode(iri) for iri in _GRAPHS]),
    )
)


@settings(deadline=None)
@given(_quads)
def test_the_sum_is_exact_whatever_the_graphs_share(quads: set[Quad]) -> None:
    """Also where a graph speaks of another plan's resources, or repeats its statements."""
    store, tally = _store(quads), Tally(BASE)
    for iri in _GRAPHS:
        members = [quad for quad in quads if quad.graph_name == NamedNode(iri)]
        tally.add(iri, content_of_quads(iri, members).summary)
    counts = tally.whole(store)
    triples = {quad.triple for quad in quads}
    typed = {triple for triple in triples if triple.predicate == _PREDICATES[0]}
    classes = {t.object for t in typed if isinstance(t.object, NamedNode)}

    assert counts.size.triples == len(triples)
    assert counts.size.subjects == len({triple.subject for triple in triples})
    assert counts.size.objects == len({triple.object for triple in triples})
    assert counts.properties == {
        p.value: sum(t.predicate == p for t in triples) for p in {t.predicate for t in triples}
    }
    assert counts.classes == {c.value: sum(t.object == c for t in typed) for c in classes}


@settings(deadline=None, max_examples=30)
@given(_quads, _quads)
def test_a_publication_leaves_what_was_put_last(before: set[Quad], after: set[Quad]) -> None:
    """Graphs replaced, removed and new, and their union, as a database made afresh would hold them."""
    store = _store({*before, *union_of(before)})
    old = {iri: _content(iri, before) for iri in _GRAPHS}
    known = {iri: content.digest for iri, content in old.items() if content.lines}
    publication = Publication(known, lambda: store, lambda _step: None)
    for iri in _GRAPHS:
        publication.put(_content(iri, after))
    publication.finish()
    publication.close()

    assert set(named_quads(store)) == after
    assert set(store) == after | union_of(after)


def _store(quads: set[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


def _content(iri: str, quads: set[Quad]) -> GraphContent:
    return content_of_quads(iri, [quad for quad in quads if quad.graph_name == NamedNode(iri)])


def test_windows_that_are_written_past_the_log_give_the_same_graph(tmp_path: Path) -> None:
    """More than one window of several megabytes, in a database on disk."""
    store = Store(str(tmp_path))
    publication = Publication({}, lambda: store, lambda _step: None)
    expected: set[Quad] = set()
    text = "字" * 100_000
    for number in range(12):
        graph = NamedNode(f"{BASE}graph/g{number}")
        quads = {
            Quad(_NODES[0], _PREDICATES[1], Literal(f"{text}{number}{part}"), graph) for part in range(24)
        }
        publication.put(content_of_quads(graph.value, quads))
        expected |= quads
    publication.finish()
    publication.close()

    assert set(store) == expected | union_of(expected)
