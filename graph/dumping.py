"""Writing a whole revision graph by graph: memory does not grow with the number of documents.

The same revision always gives the same bytes: graphs in the order of their names, triples sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Final, Generic, TypeVar

from pyoxigraph import NamedNode, Quad, Triple, serialize

from graph.engine import Engine
from graph.formats import GraphFormat
from ontology.web_terms import ALL_PREFIXES

__all__ = ["graph_names", "graph_triples", "write_graphs"]

_Statement = TypeVar("_Statement", Quad, Triple)

_LINES: Final = (GraphFormat.NQUADS, GraphFormat.NTRIPLES)
_BATCH: Final = 10_000
_GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_NAMES: Final = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


def graph_names(engine: Engine) -> tuple[str, ...]:
    """IRIs of the named graphs, sorted."""
    revision = engine.revision
    if revision is not None and revision.graphs:
        return tuple(sorted(revision.graphs))
    return tuple(sorted(row["g"].value for row in engine.rows(_NAMES)))  # type: ignore[union-attr]


def graph_triples(engine: Engine, graph: str) -> list[Triple]:
    """Triples of one named graph, sorted; none for a graph that is not there."""
    return sorted(engine.triples(_GRAPH, g=NamedNode(graph)), key=str)


def write_graphs(engine: Engine, graphs: Sequence[str], file: IO[bytes], wanted: GraphFormat) -> int:
    """Write named graphs in a format, and return the number of statements written.

    Formats without named graphs get their union: each triple once, however many graphs hold it.
    """
    if wanted in _LINES:
        return _write_lines(engine, graphs, file, wanted)
    if wanted.holds_datasets:
        quads = _Counted(_quads(engine, graphs))
        serialize(quads, file, wanted.oxigraph, prefixes=ALL_PREFIXES)
        return quads.count
    triples = _Counted(_union(engine, graphs))
    serialize(triples, file, wanted.oxigraph, prefixes=ALL_PREFIXES)
    return triples.count


def _write_lines(engine: Engine, graphs: Sequence[str], file: IO[bytes], wanted: GraphFormat) -> int:
    """The line formats, without the serialiser: a line is a statement's own text."""
    count = 0
    if wanted is GraphFormat.NQUADS:
        for graph in graphs:
            lines = [f"{triple} <{graph}> .\n" for triple in graph_triples(engine, graph)]
            file.write("".join(lines).encode())
            count += len(lines)
        return count
    statements = _union(engine, graphs)
    while batch := [f"{triple} .\n" for triple in islice(statements, _BATCH)]:
        file.write("".join(batch).encode())
        count += len(batch)
    return count


def _quads(engine: Engine, graphs: Sequence[str]) -> Iterator[Quad]:
    for graph in graphs:
        name = NamedNode(graph)
        for triple in graph_triples(engine, graph):
            yield Quad(triple.subject, triple.predicate, triple.object, name)


def _union(engine: Engine, graphs: Sequence[str]) -> Iterator[Triple]:
    """Each triple once. Only what stands in several graphs is remembered, and that is little.

    A resource's IRI names the document it belongs to (``…/id/measure/jining-2014/2.1``). Its statements
    in that document's graph are written at once; all others, which may stand in several graphs, are
    collected, and written at the end unless they stood in their own document's graph.
    """
    owners = {graph.rpartition("/")[2]: graph for graph in graphs}
    foreign: set[Triple] = set()
    for graph in graphs:
        for triple in graph_triples(engine, graph):
            if owners.get(_owner(triple)) == graph:
                yield triple
            else:
                foreign.add(triple)
    own: dict[str, set[Triple]] = {}
    for triple in sorted(foreign, key=str):
        owner = owners.get(_owner(triple))
        if owner is not None and owner not in own:
            own[owner] = set(graph_triples(engine, owner))
        if owner is None or triple not in own[owner]:
            yield triple


def _owner(triple: Triple) -> str:
    """The slug of the document that a subject belongs to by its IRI, or empty text."""
    subject = triple.subject
    if not isinstance(subject, NamedNode):
        return ""
    parts = subject.value.partition("/id/")[2].split("/", 2)
    return parts[1] if len(parts) > 1 else ""


class _Counted(Generic[_Statement]):
    """Statements on their way to the serialiser, counted."""

    def __init__(self, statements: Iterable[_Statement]) -> None:
        self._statements: Iterable[_Statement] = statements
        self.count = 0

    def __iter__(self) -> Iterator[_Statement]:
        for statement in self._statements:
            self.count += 1
            yield statement
