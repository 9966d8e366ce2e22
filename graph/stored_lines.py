"""What a database holds, as the lines in which the engine writes it: a text is handled faster than its statements."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

__all__ = ["lines_of", "stored_triples"]


def stored_triples(store: Store, graph: NamedNode | DefaultGraph) -> bytes:
    """Statements of a graph as N-Triples (UTF-8), in no order."""
    return store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""


def lines_of(data: bytes) -> list[str]:
    """Lines of N-Triples or N-Quads as the engine writes them, without their ends."""
    *lines, _ = data.decode().split("\n")  # splitlines() would also cut at U+2028, which a literal may hold
    return lines
