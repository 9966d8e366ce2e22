"""Revisions that can be told whole from half: each version writes the same number into all of its graphs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.content import content_of_quads
from graph.revision import Revision
from graph.store import RevisionStore
from graph.union import named_quads, union_of
from ontology.identifiers import graph_iri

__all__ = ["COUNTS", "GRAPHS", "VERSION", "check_all", "check_revision", "quads_of"]

GRAPHS: Final = tuple(graph_iri(f"part-{name}") for name in "abcd")
VERSION: Final = "http://example.org/version"
#: How many statements of each version all graphs hold together: one row where nothing is half there.
COUNTS: Final = f"SELECT ?v (COUNT(?s) AS ?n) {{ GRAPH ?g {{ ?s <{VERSION}> ?v }} }} GROUP BY ?v"


def quads_of(graph: str, version: int, count: int) -> frozenset[Quad]:
    """What a graph holds in a version: ``count`` statements, each with its number."""
    name, predicate, value = NamedNode(graph), NamedNode(VERSION), Literal(str(version))
    return frozenset(
        Quad(NamedNode(f"{graph}/{version % 7}/{number}"), predicate, value, name) for number in range(count)
    )


def check_revision(revision: Revision) -> int | None:
    """The version of a revision, in which nothing is half there; None when it holds none.

    Each graph is what the manifest says, the default graph is their union, and one version is in all.
    """
    store = Store.read_only(str(revision.path))
    named = frozenset(named_quads(store))
    graphs: dict[str, set[Quad]] = {iri: set() for iri in revision.graphs}
    for quad in named:
        graphs[str(getattr(quad.graph_name, "value", ""))].add(quad)
    for iri, digest in revision.graphs.items():
        assert digest == content_of_quads(iri, graphs[iri]).digest, f"{iri} in revision {revision.number}"
    assert frozenset(store) - named == union_of(named), f"the union of revision {revision.number}"
    versions = {quad.object.value for quad in named if quad.predicate.value == VERSION}  # type: ignore[union-attr]
    sizes = {len(graphs[iri]) for iri in GRAPHS if iri in graphs}
    assert len(versions) <= 1, f"revision {revision.number} holds {versions}"
    assert len(sizes) <= 1, f"revision {revision.number} holds {sizes} statements in its graphs"
    return int(versions.pop()) if versions else None


def check_all(home: Path, known: set[tuple[int, str]]) -> int | None:
    """The version of the current revision; all that are kept are whole. ``known`` were checked before."""
    store = RevisionStore(home)
    version = None
    for revision in store.revisions():
        if (revision.number, revision.digest) not in known or revision == store.current():
            version = check_revision(revision)
            known.add((revision.number, revision.digest))
    return version
