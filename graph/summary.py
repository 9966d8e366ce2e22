"""Counts of a graph (VoID), taken once from its lines, and their sum over many graphs, exactly.

Graphs share few subjects: a plan's own resources have its slug in their IRIs. So the numbers of the
union are the sums of the graphs' numbers, corrected for the terms that may stand in several graphs
(`Summary.open_subjects`, `Summary.open_objects`); nothing has to be scanned twice.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Store

from graph.stored_lines import lines_of, stored_triples
from ontology.terms import RDF

__all__ = [
    "UNCOUNTED",
    "Counts",
    "Size",
    "Summary",
    "Tallied",
    "Tally",
    "Triple",
    "stored_summary",
    "summary_of",
    "summary_of_triples",
]

#: Subject, property, object, as N-Triples writes them.
Triple: TypeAlias = tuple[str, str, str]

_TYPE: Final = f"<{RDF.type}>"
#: Objects are compared by 64 bits of a digest; sets are built for this share of them at a time.
_PARTS: Final = 64


@dataclass(frozen=True, slots=True)
class Size:
    """How many distinct triples, subjects, objects, properties and classes there are."""

    triples: int
    subjects: int
    objects: int
    properties: int
    classes: int


@dataclass(frozen=True, slots=True)
class Counts:
    """A size, and how many triples each property and how many members each class has, by IRI."""

    size: Size
    properties: Mapping[str, int] = field(repr=False)
    classes: Mapping[str, int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one graph, and its terms that other graphs may have too.

    ``open_subjects`` and ``open_resources`` (objects) are N-Triples terms that do not carry the
    graph's name; ``open_objects`` are digests of all other such objects, eight bytes each, in order.
    ``open_statements`` are digests of the statements about open subjects, by predicate (``<…#type>``) or, of those
    that give a class, predicate and class.
    """

    counts: Counts
    open_subjects: tuple[str, ...] = field(repr=False)
    open_resources: tuple[str, ...] = field(repr=False)
    open_objects: bytes = field(repr=False)
    open_statements: Mapping[str, bytes] = field(repr=False)


#: The summary of a graph that is not counted.
UNCOUNTED: Final = Summary(Counts(Size(0, 0, 0, 0, 0), {}, {}), (), (), b"", {})


def stored_summary(store: Store, graph: str) -> Summary:
    """Summary of a graph as it stands in a database."""
    statements: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in lines_of(stored_triples(store, NamedNode(graph))):
        subject, predicate, value = line[:-2].split(" ", 2)
        statements[subject].append((predicate, value))
    return summary_of(graph, statements)


def summary_of(graph: str, statements: Mapping[str, Collection[tuple[str, str]]]) -> Summary:
    """Summary of a graph: property and object of its statements, each once, by subject."""
    return _summary(
        graph,
        statements.keys(),
        [pair for pairs in statements.values() for pair in pairs],
        lambda subjects: [(each, *pair) for each in subjects for pair in statements[each]],
    )


def summary_of_triples(graph: str, triples: Sequence[Triple]) -> Summary:
    """Summary of a graph: its triples, each once."""
    return _summary(
        graph,
        {subject for subject, _, _ in triples},
        [(predicate, value) for _, predicate, value in triples],
        lambda subjects: [triple for triple in triples if triple[0] in subjects],
    )


def _summary(
    graph: str,
    statements: Collection[str],
    pairs: Sequence[tuple[str, str]],
    about: Callable[[Collection[str]], Iterable[Triple]],
) -> Summary:
    """Summary of a graph with these subjects and pairs of property and object; ``about`` gives triples of subjects."""
    predicates, values = zip(*pairs, strict=True) if pairs else ((), ())
    objects = set(values)
    properties = Counter(predicates)
    classes = Counter([value for predicate, value in pairs if predicate == _TYPE and value[0] == "<"])
    prefix, _, name = graph.rpartition("/graph/")
    below = f"<{prefix}/id/"
    passages = f"{below}passage/{name}/"  # two thirds of its resources, and its own

    def own(term: str) -> bool:
        return term.startswith(passages) or _owner(term, below) == name

    resources = [term for term in objects if term.startswith(below)]
    subjects = {term for term in statements if not (term.startswith(below) and own(term))}
    return Summary(
        Counts(
            Size(len(pairs), len(statements), len(objects), len(properties), len(classes)),
            {_iri(term): number for term, number in properties.items()},
            {_iri(term): number for term, number in classes.items()},
        ),
        tuple(sorted(subjects)),
        tuple(sorted([term for term in resources if not own(term)])),
        b"".join(sorted([_digest(term) for term in objects if not term.startswith(below)])),
        _open_statements(about(subjects)),
    )


def _open_statements(triples: Iterable[Triple]) -> dict[str, bytes]:
    found: dict[str, list[bytes]] = defaultdict(list)
    for subject, predicate, value in triples:
        key = f"{predicate} {value}" if predicate == _TYPE and value[0] == "<" else predicate
        found[key].append(_digest(f"{subject} {predicate} {value}"))
    return {key: b"".join(digests) for key, digests in found.items()}


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


class Tallied(Protocol):
    """Counts of all graphs of a revision."""

    @property
    def graphs(self) -> Mapping[str, Size]:
        """The size of each graph by IRI."""

    def whole(self, store: Store) -> Counts:
        """Counts of the union of the graphs, which ``store`` holds."""


class Tally:
    """Adds up the summaries of all graphs of a revision; ``base`` is the base of its IRIs."""

    def __init__(self, base: str) -> None:
        self._below = f"<{base}id/"
        self._graph = f"{base}graph/"
        self.graphs: dict[str, Size] = {}
        self._properties: Counter[str] = Counter()
        self._classes: Counter[str] = Counter()
        self._subjects: Counter[str] = Counter()
        self._resources: set[str] = set()
        self._statements: dict[str, array[int]] = defaultdict(lambda: array("Q"))
        self._objects = [array("Q") for _ in range(_PARTS)]
        self._own_subjects = 0
        self._own_objects = 0

    def add(self, graph: str, summary: Summary) -> None:
        """Add a graph, which must not have been added before."""
        if graph in self.graphs:
            raise ValueError(f"<{graph}> was counted already")
        size = self.graphs[graph] = summary.counts.size
        self._properties.update(summary.counts.properties)
        self._classes.update(summary.counts.classes)
        self._subjects.update(summary.open_subjects)
        self._resources.update(summary.open_resources)
        for key, digests in summary.open_statements.items():
            self._statements[key].frombytes(digests)
        self._keep(summary.open_objects)
        self._own_subjects += size.subjects - len(summary.open_subjects)
        self._own_objects += size.objects - len(summary.open_resources)
        self._own_objects -= len(summary.open_objects) // 8

    def whole(self, store: Store) -> Counts:
        """Counts of the union of the graphs added, which ``store`` holds."""
        properties, classes = self._properties.copy(), self._classes.copy()
        subjects = self._own_subjects + len(self._subjects)
        triples = sum(size.triples for size in self.graphs.values())
        for key, digests in self._statements.items():
            repeated = len(digests) - len(set(digests))
            predicate, _, value = key.partition(" ")
            triples -= repeated
            properties[_iri(predicate)] -= repeated
            if value:
                classes[_iri(value)] -= repeated
        for term in self._subjects:
            owner = self._owner_graph(term)
            if owner is None:
                continue
            node = _node(term)
            for quad in store.quads_for_pattern(node, None, None, owner):
                # The owner's statements are not open: here those are counted that another graph repeats.
                others = store.quads_for_pattern(node, quad.predicate, quad.object)
                if any(
                    getattr(other.graph_name, "value", "") in self.graphs and other.graph_name != owner
                    for other in others
                ):
                    triples -= 1
                    properties[quad.predicate.value] -= 1
                    if quad.predicate.value == RDF.type and isinstance(quad.object, NamedNode):
                        classes[quad.object.value] -= 1
            if _holds(store, node, None, owner):
                subjects -= 1  # counted as that graph's own as well
        objects = self._own_objects + len(self._resources) + self._distinct_objects()
        for term in self._resources:
            owner = self._owner_graph(term)
            if owner is not None and _holds(store, None, _node(term), owner):
                objects -= 1
        size = Size(triples, subjects, objects, len(properties), len(classes))
        return Counts(size, properties, classes)

    def _owner_graph(self, term: str) -> NamedNode | None:
        graph = self._graph + _owner(term, self._below) if term.startswith(self._below) else ""
        return NamedNode(graph) if graph in self.graphs else None

    def _keep(self, digests: bytes) -> None:
        """Sort digests, which are in order, into the shares by their first byte."""
        first, share, start = digests[::8], 256 // _PARTS, 0
        for number, part in enumerate(self._objects, 1):
            end = bisect_left(first, number * share, start)
            part.frombytes(digests[8 * start : 8 * end])
            start = end

    def _distinct_objects(self) -> int:
        return sum(len(set(part)) for part in self._objects)


def _owner(term: str, below: str) -> str:
    """The slug in a resource's IRI: ``jining-2014`` of ``<…/id/measure/jining-2014/2.1>``."""
    parts = term[len(below) : -1].split("/", 2)
    return parts[1] if len(parts) > 1 else ""


def _iri(term: str) -> str:
    return term[1:-1]


def _node(term: str) -> NamedNode | BlankNode:
    return BlankNode(term[2:]) if term.startswith("_:") else NamedNode(term[1:-1])


def _holds(
    store: Store, subject: NamedNode | BlankNode | None, value: NamedNode | BlankNode | None, graph: NamedNode
) -> bool:
    return next(iter(store.quads_for_pattern(subject, None, value, graph)), None) is not None
