"""What a named graph is to hold, ready to be written: its lines, their digest, their counts.

Contents are made where the work is spread (processes, a cluster) and are cheap to hand on: bytes
instead of a hundred thousand objects.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Store

from graph.summary import Summary, summarise
from ontology.identifiers import tail

__all__ = ["GraphContent", "content_of_lines", "content_of_quads"]


@dataclass(frozen=True, slots=True)
class GraphContent:
    """A named graph's N-Quads, sorted and without repeats, with their SHA-256 and summary.

    Equal content has equal lines: blank nodes are named by their place in the graph.
    """

    iri: str
    lines: bytes = field(repr=False)
    digest: str
    summary: Summary = field(repr=False)


def content_of_lines(iri: str, statements: Iterable[str]) -> GraphContent:
    """Content of statements (``subject predicate object``, canonical N-Triples without blank nodes)."""
    ending = f" <{iri}> .\n"
    lines = sorted({f"{statement}{ending}" for statement in statements})
    data = "".join(lines).encode()
    return GraphContent(iri, data, hashlib.sha256(data).hexdigest(), summarise(iri, lines, ending))


def content_of_quads(iri: str, quads: Iterable[Quad]) -> GraphContent:
    """Content of quads that all name the graph; `ValueError` when one names another."""
    stored = Store()
    stored.extend(quads)  # numbers and dates as the store writes them: 1.0 is 1
    named = _canonical(iri, frozenset(stored))
    return content_of_lines(iri, (str(quad.triple) for quad in named))


def _canonical(iri: str, quads: frozenset[Quad]) -> frozenset[Quad]:
    """The quads with blank nodes named by their place in this graph (RDFC-1.0), and all in this graph.

    The names carry the graph's tail, because the default graph is the union of all graphs.
    """
    graph = NamedNode(iri)
    if any(quad.graph_name != graph for quad in quads):
        raise ValueError(f"a quad for {iri} names another graph")
    if not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        return quads
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    mark = tail(iri)

    def renamed(term: object) -> object:
        return BlankNode(f"{mark}-{term.value}") if isinstance(term, BlankNode) else term

    return frozenset(
        Quad(renamed(quad.subject), quad.predicate, renamed(quad.object), graph)  # type: ignore[arg-type]
        for quad in dataset
    )
