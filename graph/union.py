"""The default graph is the union of all named graphs, kept as a graph of its own.

The engine's own union (``use_default_graph_as_union``, and several FROM) is no RDF merge: a triple that
stands in two graphs is found twice, so a platform that two plans name would count as two. Therefore
each triple of a named graph also stands once in the store's default graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

__all__ = ["merged", "named_quads", "union_of"]

_UNION = DefaultGraph()


def union_of(quads: Iterable[Quad]) -> set[Quad]:
    """The quads' triples in the default graph."""
    return {Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in quads}


def named_quads(store: Store) -> Iterator[Quad]:
    """All quads of a store without the union."""
    return (quad for quad in store if quad.graph_name != _UNION)


def merged(store: Store, default: Sequence[str], named: Sequence[str]) -> Store:
    """A store in memory whose default graph is the merge of some graphs, with some named ones beside it."""
    found = Store()
    for iri in default:
        found.extend(union_of(store.quads_for_pattern(None, None, None, NamedNode(iri))))
    for iri in named:
        found.extend(store.quads_for_pattern(None, None, None, NamedNode(iri)))
    return found
