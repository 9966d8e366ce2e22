"""What changed from one revision to another: added and removed statements, graph by graph.

Graphs whose digest is the same are not read, so memory and time grow with what changed, and with one
graph at a time. Revisions without digests (a remote server) are compared graph by graph all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Triple

from graph.dumping import graph_names, graph_triples
from graph.engine import Engine
from graph.revision import Revision
from ontology.web_terms import ALL_PREFIXES

__all__ = ["GraphChange", "GraphNames", "changed_graphs", "changes", "patch_lines", "signed_lines"]

#: Gives the triples of a named graph, none for one that is not there.
Triples: TypeAlias = Callable[[str], Iterable[Triple]]
_PREFIXES: Final = ("pg", "pgc", "rdf", "rdfs", "xsd", "dcterms", "skos", "prov", "oa")


@dataclass(frozen=True, slots=True)
class GraphNames:
    """IRIs of graphs, sorted: those that are new, those whose content differs, those that are gone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, sorted."""
        return tuple(sorted((*self.added, *self.changed, *self.removed)))


@dataclass(frozen=True, slots=True)
class GraphChange:
    """Triples that a named graph has more or less than before, each sorted."""

    graph: str
    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]


def changed_graphs(before: Revision, after: Revision) -> GraphNames:
    """Which graphs differ, by their digests: nothing is read."""
    old, new = before.graphs, after.graphs
    return GraphNames(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(iri for iri in new.keys() & old.keys() if new[iri] != old[iri])),
        tuple(sorted(old.keys() - new.keys())),
    )


def changes(before: Engine, after: Engine) -> Iterator[GraphChange]:
    """The difference of two views of the graph (`Engine.at`), by graph in the order of their names."""
    old, new = before.revision, after.revision
    if old is not None and new is not None and old.graphs and new.graphs:
        names: Iterable[str] = changed_graphs(old, new).all
    else:
        names = sorted({*graph_names(before), *graph_names(after)})
    for graph in names:
        had, has = set(graph_triples(before, graph)), set(graph_triples(after, graph))
        if had != has:
            yield GraphChange(graph, tuple(sorted(has - had, key=str)), tuple(sorted(had - has, key=str)))


def signed_lines(found: Iterable[GraphChange]) -> Iterator[str]:
    """``- <s> <p> <o> <g> .`` and ``+ …``, sorted within each graph by the statement."""
    for change in found:
        lines = [f"- {triple} <{change.graph}> ." for triple in change.removed]
        lines += [f"+ {triple} <{change.graph}> ." for triple in change.added]
        yield from sorted(lines, key=lambda line: (line[2:], line[0]))


def patch_lines(found: Iterable[GraphChange], before: str, after: str) -> Iterator[str]:
    """RDF Patch (https://jena.apache.org/documentation/rdf-patch/) from ``before`` to ``after``, two IRIs."""
    yield f"H id <{after}> ."
    yield f"H prev <{before}> ."
    yield "TX ."
    for prefix in _PREFIXES:
        yield f'PA "{prefix}" "{ALL_PREFIXES[prefix]}" .'
    for change in found:
        yield from (f"D {triple} <{change.graph}> ." for triple in change.removed)
        yield from (f"A {triple} <{change.graph}> ." for triple in change.added)
    yield "TC ."
