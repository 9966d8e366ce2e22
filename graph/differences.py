"""Counts after a small change of a large store: those of before, corrected by what the change did.

Adding up the summaries of all graphs (`graph.summary.Tally`) reads every graph that a load does not
name. One changed statement among millions is found out quicker: the metadata graph holds the counts of the
revision before, and only terms of statements that came or went have to be looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from graph.summary import Counts, Size
from ontology.terms import RDF

__all__ = ["Adjusted", "Changes", "Counted"]

_UNION = DefaultGraph()
_TYPE = NamedNode(RDF.type)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a revision's metadata graph says of its graphs: the size of each by IRI, and their union's counts."""

    graphs: Mapping[str, Size] = field(repr=False)
    union: Counts = field(repr=False)


@dataclass(slots=True)
class Changes:
    """The statements that a publication takes from graphs and adds to them, and the sizes these have now.

    A graph that was removed has no size.
    """

    removed: list[Quad] = field(default_factory=list)
    added: list[Quad] = field(default_factory=list)
    sizes: dict[str, Size | None] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.removed) + len(self.added)


class Adjusted:
    """Counts of the graphs after ``changes``, from those ``before``; see `graph.summary.Tallied`.

    ``metadata`` is the graph that describes the others and is not counted.
    """

    def __init__(self, before: Counted, changes: Changes, metadata: NamedNode) -> None:
        self._before = before
        self._changes = changes
        self._metadata = metadata
        sizes = {**before.graphs, **changes.sizes}
        self.graphs: dict[str, Size] = {graph: size for graph, size in sizes.items() if size is not None}

    def whole(self, store: Store) -> Counts:
        """Counts of the union of the graphs; ``store`` holds them as they are after the changes."""
        came, went = self._moved(store)
        union = self._before.union
        properties, classes = Counter(union.properties), Counter(union.classes)
        for moved, sign in ((came, 1), (went, -1)):
            for triple in moved:
                properties[triple.predicate.value] += sign
                if triple.predicate == _TYPE and isinstance(triple.object, NamedNode):
                    classes[triple.object.value] += sign
        properties, classes = +properties, +classes
        size = Size(
            union.size.triples + len(came) - len(went),
            union.size.subjects + self._terms(store, "subject", came, went),
            union.size.objects + self._terms(store, "object", came, went),
            len(properties),
            len(classes),
        )
        return Counts(size, properties, classes)

    def _moved(self, store: Store) -> tuple[set[Triple], set[Triple]]:
        """Triples that the union of the graphs has now and had not before, and the other way round."""
        removed = Counter(quad.triple for quad in self._changes.removed)
        added = Counter(quad.triple for quad in self._changes.added)
        came: set[Triple] = set()
        went: set[Triple] = set()
        for triple in removed.keys() | added.keys():
            now = sum(1 for _ in self._graphs_of(store, triple))
            before = now - added[triple] + removed[triple]
            if now and not before:
                came.add(triple)
            elif before and not now:
                went.add(triple)
        return came, went

    def _terms(self, store: Store, place: str, came: set[Triple], went: set[Triple]) -> int:
        """By how many the distinct subjects (or objects) have grown."""
        gone = {getattr(triple, place) for triple in went}
        grown = 0
        for term in {getattr(triple, place) for triple in came} - gone:
            grown += not self._stands(store, place, term, came)
        for term in gone:
            grown -= not self._stands(store, place, term, set())
        return grown

    def _stands(self, store: Store, place: str, term: Any, without: set[Triple]) -> bool:
        """Whether a counted triple other than these has the term as its subject (or object)."""
        subject, value = (term, None) if place == "subject" else (None, term)
        for quad in store.quads_for_pattern(subject, None, value, _UNION):
            if quad.triple not in without and any(True for _ in self._graphs_of(store, quad.triple)):
                return True
        return False

    def _graphs_of(self, store: Store, triple: Triple) -> Iterable[NamedNode | BlankNode]:
        """The counted graphs that hold a triple."""
        for quad in store.quads_for_pattern(triple.subject, triple.predicate, triple.object):
            if not isinstance(quad.graph_name, DefaultGraph) and quad.graph_name != self._metadata:
                yield quad.graph_name
