"""The default graph is the union of all named graphs, kept as a graph of its own.

The engine's own union (``use_default_graph_as_union``, and several FROM) is no RDF merge: a triple that
stands in two graphs is found twice, so a platform that two plans name would count as two. Therefore
each triple of a named graph also stands once in the store's default graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

__all__ = ["merged", "named_quads", "union_of"]

_UNION = DefaultGraph()


def union_of(quads: Iterable[Quad]) -> set[Quad]:
    """The quads' triples in the default graph."""
    return {Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in quads}


def named_quads(store: Store) -> Iterator[Quad]:
    """All quads of a store without the union."""
    return (quad for quad in store if quad.graph_name != _UNION)


def merged(
    store: Store,
    default: Sequence[str],
    named: Sequence[str],
    foreign: Mapping[str, Iterable[Triple]] | None = None,
) -> Store:
    """A store in memory whose default graph is the merge of some graphs, with some named ones beside it.

    ``foreign`` are graphs that ``store`` does not hold.
    """

    def quads(iri: str) -> Iterator[Quad]:
        graph = NamedNode(iri)
        if foreign is None or iri not in foreign:
            return iter(store.quads_for_pattern(None, None, None, graph))
        return (Quad(item.subject, item.predicate, item.object, graph) for item in foreign[iri])

    found = Store()
    for iri in default:
        found.extend(union_of(quads(iri)))
    for iri in named:
        found.extend(quads(iri))
    return found
