"""The default graph is the union of all named graphs, kept as a graph of its own.

The engine's own union (``use_default_graph_as_union``, and several FROM) is no RDF merge: a triple that
stands in two graphs is found twice, so a platform that two plans name would count as two. Therefore
each triple of a named graph also stands once in the store's default graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

__all__ = ["merged", "named_quads", "replace_graph", "union_of"]

_UNION = DefaultGraph()


def union_of(quads: Iterable[Quad]) -> set[Quad]:
    """The quads' triples in the default graph."""
    return {Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in quads}


def named_quads(store: Store) -> Iterator[Quad]:
    """All quads of a store without the union."""
    return (quad for quad in store if quad.graph_name != _UNION)


def replace_graph(store: Store, graph: NamedNode, quads: frozenset[Quad]) -> None:
    """Give a named graph exactly these quads, and bring the union up to date.

    Not one transaction: a store that is interrupted here must be thrown away.
    """
    before = frozenset(store.quads_for_pattern(None, None, None, graph))
    store.remove_graph(graph)
    store.extend(quads)
    store.extend(union_of(quads))
    for quad in before - quads:
        elsewhere = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        if all(other.graph_name == _UNION for other in elsewhere):
            store.remove(Quad(quad.subject, quad.predicate, quad.object, _UNION))


def merged(store: Store, default: Sequence[str], named: Sequence[str]) -> Store:
    """A store in memory whose default graph is the merge of some graphs, with some named ones beside it."""
    found = Store()
    for iri in default:
        found.extend(union_of(store.quads_for_pattern(None, None, None, NamedNode(iri))))
    for iri in named:
        found.extend(store.quads_for_pattern(None, None, None, NamedNode(iri)))
    return found
