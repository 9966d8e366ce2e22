"""The metadata graph of a remote store: what the describer wants to know, asked of the server.

The server holds the graphs, so it counts: nothing of them is fetched but what changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.engine import Row
from graph.remote_dataset import RemoteNames
from graph.summary import Counts, Size, Summary, Tally
from ontology.terms import RDF, VOID

__all__ = ["RemoteQuads", "RemoteTally"]

Ask = Callable[[str, Sequence[tuple[str, str]]], list[Row]]

_SIZES: Final = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects, VOID.properties, VOID.classes)
_PROPERTIES: Final = "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s ?x ?o } GROUP BY ?x"
_CLASSES: Final = f"SELECT ?x (COUNT(*) AS ?n) WHERE {{ ?s <{RDF.type}> ?x FILTER(isIRI(?x)) }} GROUP BY ?x"
_DISTINCT: Final = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { %s }"


class RemoteTally(Tally):
    """Counts of a remote store: of graphs that change from their content, of the others as they were."""

    def __init__(self, names: RemoteNames, ask: Ask) -> None:
        super().__init__(names.base)
        self._union = (("default-graph-uri", names.union),)
        self._ask = ask

    def add(self, graph: str, summary: Summary) -> None:
        """Count a graph by its content."""
        self.graphs[graph] = summary.counts.size

    def keep(self, graph: str, metadata: Store, name: NamedNode) -> None:
        """Count a graph as the metadata before did; not at all when that did not."""
        numbers = []
        for predicate in _SIZES:
            found = metadata.quads_for_pattern(NamedNode(graph), NamedNode(predicate), None, name)
            numbers += [int(getattr(quad.object, "value", 0)) for quad in found][:1]
        if len(numbers) == len(_SIZES):
            self.graphs[graph] = Size(*numbers)

    def whole(self, store: Store) -> Counts:
        """Counts of the union, made by the server, whose union is without metadata at this moment."""
        del store
        properties, classes = (
            {str(getattr(row["x"], "value", "")): _number(row) for row in self._ask(query, self._union)}
            for query in (_PROPERTIES, _CLASSES)
        )
        subjects, objects = (
            _number(self._ask(_DISTINCT % pattern, self._union)[0]) for pattern in ("?x ?p ?o", "?s ?p ?x")
        )
        triples = sum(properties.values())
        return Counts(Size(triples, subjects, objects, len(properties), len(classes)), properties, classes)


class RemoteQuads:
    """What `graph.metadata.Describer` asks of a store: the metadata graph from here, the rest from the server.

    ``metadata`` holds the metadata graph ``name`` as it was; ``graphs`` are the named graphs.
    """

    def __init__(self, metadata: Store, name: NamedNode, graphs: Sequence[str], ask: Ask) -> None:
        self._metadata = metadata
        self._name = name
        self._graphs = tuple(graphs)
        self._ask = ask

    def as_store(self) -> Store:
        """The same, for those who only look for patterns."""
        return cast(Store, self)

    def quads_for_pattern(
        self, subject: Any, predicate: Any, object_: Any, graph: Any = None
    ) -> Iterator[Quad]:
        """As `pyoxigraph.Store.quads_for_pattern`; the default graph, which is the union, is left out."""
        if graph == self._name:
            yield from self._metadata.quads_for_pattern(subject, predicate, object_, graph)
            return
        if graph == DefaultGraph():
            return
        given = {"s": subject, "p": predicate, "o": object_}
        words = {name: f"?{name}" if term is None else str(term) for name, term in given.items()}
        named = (graph.value,) if graph is not None else self._graphs
        pattern = f"GRAPH ?g {{ {words['s']} {words['p']} {words['o']} }}"
        variables = " ".join(f"?{name}" for name, term in given.items() if term is None)
        dataset = [("named-graph-uri", iri) for iri in named]
        for row in self._ask(f"SELECT ?g {variables} WHERE {{ {pattern} }}", dataset):
            terms = {name: row.get(name) if term is None else term for name, term in given.items()}
            yield Quad(terms["s"], terms["p"], terms["o"], row["g"])  # type: ignore[arg-type]


def _number(row: Row) -> int:
    return int(getattr(row["n"], "value", 0))
