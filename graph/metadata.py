"""The graph about the graphs: VoID counts, the DCAT dataset, and which load made what (PROV).

Everything is computed from the revision that is being made, except the moment and the version of
the software; the numbers are counted while the graphs are made (`graph.summary`). What earlier loads said
about graphs that did not change is carried over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph.catalogue import Statement, dataset_statements, linksets, part_statements
from graph.differences import Counted
from graph.examples import example_graph, example_quads
from graph.literals import date_time, integer
from graph.summary import Counts, Size, Tallied
from ontology.identifiers import DEFAULT_BASE, graph_iri, slug, tail
from ontology.source import concepts_turtle, ontology_turtle
from ontology.terms import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, VOID

__all__ = ["Describer", "vocabulary_graphs"]

#: How VoID calls the fields of a `Size`, in their order.
_SIZES: Final = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects, VOID.properties, VOID.classes)

#: What is carried over from one revision to the next.
_RECORDED: Final = tuple(NamedNode(kind) for kind in (PROV.Activity, PROV.Agent, PROV.SoftwareAgent))


def vocabulary_graphs(base: str = DEFAULT_BASE) -> dict[str, frozenset[Quad]]:
    """The packaged ontology, concept schemes and stored queries as quads, each in its own named graph."""
    return {
        example_graph(base): example_quads(base),
        **{
            graph_iri(name, base): frozenset(
                Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph_iri(name, base)))
                for quad in parse(turtle, format=RdfFormat.TURTLE)
            )
            for name, turtle in (("ontology", ontology_turtle()), ("concepts", concepts_turtle()))
        },
    }


@dataclass(frozen=True, slots=True)
class Describer:
    """Makes the metadata graph of a revision; a `graph.store.Describe`.

    ``base`` is the base of resource IRIs, ``software`` the version of policygraph. ``author`` is who
    changed the graph through the service; empty for a load of documents.
    """

    base: str
    software: str
    author: str = ""

    @property
    def graph(self) -> NamedNode:
        """The metadata graph."""
        return NamedNode(graph_iri("metadata", self.base))

    def __call__(
        self, store: Store, number: int, created: dt.datetime, changed: frozenset[str], tally: Tallied
    ) -> frozenset[Quad]:
        """Quads of the metadata graph; see `graph.store.Describe`."""
        dataset, graphs = self._node("dataset"), sorted(tally.graphs)
        whole = tally.whole(store)
        statements: list[Statement] = [
            *self._dataset(number, created),
            *self._load(number, created, changed & frozenset(graphs)),
            *self._earlier(store, frozenset(graphs) - changed),
            *_size(dataset, whole.size),
            *_partitions(dataset, whole),
        ]
        for graph in graphs:
            node = NamedNode(graph)
            statements += [
                (dataset, VOID.subset, node),
                (node, RDF.type, NamedNode(VOID.Dataset)),
                *_size(node, tally.graphs[graph]),
                *self._part(store, graph),
            ]
        statements += linksets(self.base, store)
        own = self.graph
        return frozenset(Quad(s, NamedNode(p), o, own) for s, p, o in statements)

    def counted(self, store: Store, number: int, graphs: Collection[str]) -> Counted | None:
        """Counts of revision ``number``, as its metadata graph gives them; see `graph.store.Describe`."""
        dataset = self._node("dataset")
        version = Quad(dataset, NamedNode(OWL.versionInfo), Literal(str(number)), self.graph)
        if version not in store:
            return None
        columns = [self._numbers(store, predicate) for predicate in _SIZES]
        sizes = {
            graph: Size(*(column.get(graph, -1) for column in columns)) for graph in (dataset.value, *graphs)
        }
        if any(-1 in _fields(size) for size in sizes.values()):
            return None  # somebody published without describing
        properties = self._parts(store, VOID.propertyPartition, VOID.property, columns[0])
        classes = self._parts(store, VOID.classPartition, VOID.class_, self._numbers(store, VOID.entities))
        return Counted(
            {graph: sizes[graph] for graph in graphs}, Counts(sizes[dataset.value], properties, classes)
        )

    def _numbers(self, store: Store, predicate: str) -> dict[str, int]:
        """Subjects of the metadata graph by IRI, with their number."""
        return {
            quad.subject.value: int(quad.object.value)
            for quad in store.quads_for_pattern(None, NamedNode(predicate), None, self.graph)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
        }

    def _parts(self, store: Store, link: str, kind: str, numbers: dict[str, int]) -> dict[str, int]:
        """What the dataset's partitions are about, by IRI, with their number."""
        return {
            about.object.value: numbers[part.object.value]
            for part in store.quads_for_pattern(self._node("dataset"), NamedNode(link), None, self.graph)
            if isinstance(part.object, NamedNode)
            for about in store.quads_for_pattern(part.object, NamedNode(kind), None, self.graph)
            if isinstance(about.object, NamedNode)
        }

    def _node(self, path: str) -> NamedNode:
        return NamedNode(self.base + path)

    def _dataset(self, number: int, created: dt.datetime) -> Iterator[Statement]:
        dataset = self._node("dataset")
        yield from dataset_statements(self.base)
        yield dataset, DCTERMS.modified, date_time(created)
        yield dataset, DCAT.version, Literal(str(number))
        yield dataset, OWL.versionInfo, Literal(str(number))

    def _part(self, store: Store, graph: str) -> Iterator[Statement]:
        """A named graph as a dataset; a plan's is called as the plan is."""
        plan = NamedNode(f"{self.base}id/plan/{graph.rpartition('/')[2]}")
        labels = tuple(
            quad.object
            for quad in store.quads_for_pattern(plan, NamedNode(RDFS.label), None, NamedNode(graph))
            if isinstance(quad.object, Literal)
        )
        yield from part_statements(self.base, graph, labels, plan if labels else None)

    def _load(self, number: int, created: dt.datetime, changed: frozenset[str]) -> Iterator[Statement]:
        load, software = (
            self._node(f"id/load/{number}"),
            self._node(f"id/software/{slug('policygraph ' + self.software)}"),
        )
        yield software, RDF.type, NamedNode(PROV.SoftwareAgent)
        yield software, RDFS.label, Literal(f"policygraph {self.software}")
        yield software, OWL.versionInfo, Literal(self.software)
        yield load, RDF.type, NamedNode(PROV.Activity)
        if self.author:
            agent = self._node(f"id/agent/{slug(self.author)}")
            yield agent, RDF.type, NamedNode(PROV.Agent)
            yield agent, RDFS.label, Literal(self.author)
            yield load, PROV.wasAssociatedWith, agent
        zh, en = ("更新", "update") if self.author else ("载入", "load")
        yield load, RDFS.label, Literal(f"第{number}次{zh}", language="zh")
        yield load, RDFS.label, Literal(f"{en} {number}", language="en")
        yield load, PROV.endedAtTime, date_time(created)
        yield load, PROV.wasAssociatedWith, software
        for graph in sorted(changed):
            yield load, PROV.generated, NamedNode(graph)
            yield NamedNode(graph), PROV.wasGeneratedBy, load
            yield NamedNode(graph), PROV.generatedAtTime, date_time(created)

    def _earlier(self, store: Store, unchanged: frozenset[str]) -> Iterator[Statement]:
        """Loads before this one, and what made the graphs that stay."""
        for quad in store.quads_for_pattern(None, NamedNode(RDF.type), None, self.graph):
            if quad.object in _RECORDED:
                yield from _about(store, quad.subject, self.graph)
        for predicate in (PROV.wasGeneratedBy, PROV.generatedAtTime):
            for quad in store.quads_for_pattern(None, NamedNode(predicate), None, self.graph):
                graph, value = quad.subject, quad.object
                if isinstance(graph, NamedNode) and isinstance(value, NamedNode | Literal):
                    yield from [(graph, predicate.value, value)] if graph.value in unchanged else []


def _size(node: NamedNode, size: Size) -> Iterator[Statement]:
    for predicate, number in zip(_SIZES, _fields(size), strict=True):
        yield node, predicate, integer(number)


def _fields(size: Size) -> tuple[int, ...]:
    return size.triples, size.subjects, size.objects, size.properties, size.classes


def _partitions(node: NamedNode, counts: Counts) -> Iterator[Statement]:
    for iri, number in counts.classes.items():
        yield from _partition(node, VOID.classPartition, VOID.class_, iri, VOID.entities, number)
    for iri, number in counts.properties.items():
        yield from _partition(node, VOID.propertyPartition, VOID.property, iri, VOID.triples, number)


def _about(store: Store, subject: NamedNode | BlankNode | Triple, graph: NamedNode) -> Iterator[Statement]:
    for quad in store.quads_for_pattern(subject, None, None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject, quad.predicate.value, quad.object


def _partition(
    node: NamedNode, link: str, kind: str, iri: str, number: str, count: int
) -> Iterator[Statement]:
    name = f"{slug(iri.rpartition('/')[2].rpartition('#')[2])}-{tail(iri)}"
    part = NamedNode(f"{node.value}#{kind.rpartition('#')[2]}-{name}")
    yield node, link, part
    yield part, kind, NamedNode(iri)
    yield part, number, integer(count)
