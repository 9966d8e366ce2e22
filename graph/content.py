"""What a named graph is to hold, ready to be written: its lines, their digest, their counts.

Contents are made where the work is spread (processes, a cluster) and are cheap to hand on: bytes
instead of a hundred thousand objects.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Store

from graph.excerpts import EXCERPTED, excerpt_of
from graph.stored_lines import lines_of, stored_triples
from graph.summary import UNCOUNTED, Summary, Triple, summary_of, summary_of_triples
from ontology.identifiers import tail

__all__ = [
    "GraphContent",
    "content_of_lines",
    "content_of_quads",
    "content_of_statements",
    "content_of_triples",
    "uncounted_content",
]


@dataclass(frozen=True, slots=True)
class GraphContent:
    """A named graph's N-Quads, sorted and without repeats, with their SHA-256 and summary.

    Equal content has equal lines: blank nodes are named by their place in the graph. ``excerpt`` is what lists
    need of it (`graph.excerpts`); empty where nobody has picked it out.
    """

    iri: str
    lines: bytes = field(repr=False)
    digest: str
    summary: Summary = field(repr=False)
    excerpt: bytes = field(default=b"", repr=False)


def content_of_statements(
    iri: str,
    statements: Iterable[tuple[str, str, str]],
    described: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({}),
) -> GraphContent:
    """Content of statements: a subject and an object as canonical N-Triples writes them, between them the property's IRI.

    No blank nodes. The statements may come in any order and repeat. ``described`` holds more of them: to subjects
    that the others say nothing of, properties with objects, both as N-Triples writes them; none of them is in a list.
    """
    several: dict[str, list[tuple[str, str]]] = defaultdict(list)
    listed: set[Triple] = set()
    for subject, predicate, value in statements:
        node = f"<{predicate}>"
        several[subject].append((node, value))
        if predicate in EXCERPTED:
            listed.add((subject, node, value))
    grouped: dict[str, Sequence[tuple[str, str]]] = {**described, **several}
    # Sorted by subject, then within it: the order of the lines, for a tenth of the comparisons.
    ordered = {subject: sorted(set(grouped[subject])) for subject in sorted(grouped)}
    ending = f" <{iri}> .\n"
    lines = [
        f"{subject} {predicate} {value}{ending}"
        for subject, pairs in ordered.items()
        for predicate, value in pairs
    ]
    data = "".join(lines).encode()
    digest = hashlib.sha256(data).hexdigest()
    return GraphContent(iri, data, digest, summary_of(iri, ordered), excerpt_of(listed))


def content_of_triples(iri: str, triples: Iterable[Triple]) -> GraphContent:
    """Content of triples as canonical N-Triples writes their terms; in any order, and they may repeat.

    ``iri`` is empty for a default graph of its own.
    """
    ordered = sorted(set(triples))
    ending = f" <{iri}> .\n" if iri else " .\n"
    data = (ending.join(map(" ".join, ordered)) + (ending if ordered else "")).encode()
    digest = hashlib.sha256(data).hexdigest()
    return GraphContent(iri, data, digest, summary_of_triples(iri, ordered), excerpt_of(ordered))


def content_of_lines(iri: str, statements: Iterable[str]) -> GraphContent:
    """Content of statements (``subject predicate object``, canonical N-Triples), as `content_of_triples`."""
    return content_of_triples(iri, (_three(statement.split(" ", 2)) for statement in statements))


def _three(terms: list[str]) -> Triple:
    subject, predicate, value = terms
    return subject, predicate, value


def content_of_quads(iri: str, quads: Iterable[Quad]) -> GraphContent:
    """Content of quads that all name the graph; `ValueError` when one names another."""
    stored = Store()
    stored.extend(quads)  # numbers and dates as the store writes them: 1.0 is 1
    named = _canonical(iri, frozenset(stored))
    return content_of_lines(iri, (str(quad.triple) for quad in named))


def uncounted_content(iri: str, quads: Iterable[Quad]) -> GraphContent:
    """As `content_of_quads`, without blank nodes and without counts: for a large graph that nobody counts.

    `ValueError` when a quad names another graph.
    """
    stored = Store()
    stored.extend(quads)
    if list(stored.named_graphs()) != [NamedNode(iri)]:
        raise ValueError(f"a quad for {iri} names another graph")
    lines = sorted(lines_of(stored_triples(stored, NamedNode(iri))))
    ending = f" <{iri}> .\n"
    data = "".join([line[:-2] + ending for line in lines]).encode()
    excerpt = excerpt_of(_three(line[:-2].split(" ", 2)) for line in lines)
    return GraphContent(iri, data, hashlib.sha256(data).hexdigest(), UNCOUNTED, excerpt)


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
