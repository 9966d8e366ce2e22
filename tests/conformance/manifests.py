"""Test cases of the W3C suites, read from their manifests.

https://www.w3.org/2009/sparql/docs/tests/: a manifest lists its tests (``mf:entries``) or other manifests
(``mf:include``). Files are named by the addresses they are published at, because queries name them so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

__all__ = ["MF", "QT", "RDFS", "SUITES", "UT", "Case", "Graph", "cases", "located"]

MF: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT: Final = "http://www.w3.org/2009/sparql/tests/test-update#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#: Suite folder -> the address that it is published at.
SUITES: Final = {
    "sparql10": "http://www.w3.org/2001/sw/DataAccess/tests/data-r2/",
    "sparql11": "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/",
}
#: Replaced by the suite graph-store-protocol; its tests are marked deprecated.
_LEFT_OUT: Final = frozenset({"http-rdf-update"})

Node = NamedNode | BlankNode | Literal | Triple


class Graph:
    """A manifest's triples, walked by property."""

    def __init__(self, file: Path, base: str) -> None:
        self._store = Store()
        self._store.load(path=str(file), format=RdfFormat.TURTLE, base_iri=base)

    def all(self, subject: Node, predicate: str) -> list[Node]:
        """Objects of a subject's property."""
        found = self._store.quads_for_pattern(subject, NamedNode(predicate), None)  # type: ignore[arg-type]
        return [quad.object for quad in found]

    def one(self, subject: Node, predicate: str) -> Node | None:
        """The object of a property, None without one."""
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: Node | None, predicate: str) -> str:
        """The object's IRI or words; empty without one."""
        value = None if subject is None else self.one(subject, predicate)
        return getattr(value, "value", "")

    def items(self, subject: Node | None) -> Iterator[Node]:
        """Members of a list."""
        while subject is not None and subject != NamedNode(_RDF + "nil"):
            first = self.one(subject, _RDF + "first")
            if first is not None:
                yield first
            subject = self.one(subject, _RDF + "rest")

    def subjects(self, predicate: str) -> list[Node]:
        """Everything that has a property."""
        return [quad.subject for quad in self._store.quads_for_pattern(None, NamedNode(predicate), None)]


@dataclass(frozen=True)
class Case:
    """A test: its kind is the local name of its type, ``group`` is ``sparql11/aggregates``.

    ``query`` is the file of a query or update, ``data`` and ``named`` are what to load (graph name to
    file), ``result``, ``result_data`` and ``result_named`` what to expect. ``node`` and ``graph`` lead to
    the rest for tests of protocols.
    """

    iri: str
    name: str
    kind: str
    group: str
    query: str = ""
    data: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    result: str = ""
    result_data: tuple[str, ...] = ()
    result_named: tuple[tuple[str, str], ...] = ()
    node: Node = field(compare=False, repr=False, default=NamedNode("urn:none"))
    graph: Graph | None = field(compare=False, repr=False, default=None)


def located(iri: str, root: Path) -> Path:
    """The file of a published address below the folder of the suites."""
    for folder, base in SUITES.items():
        if iri.startswith(base):
            return root / folder / iri.removeprefix(base)
    raise ValueError(f"{iri} is in no suite")


def cases(root: Path) -> tuple[Case, ...]:
    """All tests of both suites, by group; those that were replaced are left out."""
    found: list[Case] = []
    for folder, base in SUITES.items():
        for file in sorted((root / folder).glob("*/manifest*.ttl")):
            if file.parent.name not in _LEFT_OUT:
                found += _cases(file, f"{base}{file.parent.name}/", f"{folder}/{file.parent.name}")
    return tuple(found)


def _cases(file: Path, base: str, group: str) -> Iterator[Case]:
    graph = Graph(file, base + file.name)
    for manifest in graph.subjects(MF + "entries"):
        for node in dict.fromkeys(graph.items(graph.one(manifest, MF + "entries"))):
            kind = graph.text(node, _RDF + "type").rpartition("#")[2]
            action, result = graph.one(node, MF + "action"), graph.one(node, MF + "result")
            query = (
                action.value
                if isinstance(action, NamedNode)
                else graph.text(action, QT + "query") or graph.text(action, UT + "request")
            )
            yield Case(
                getattr(node, "value", ""),
                graph.text(node, MF + "name"),
                kind,
                group,
                query,
                _data(graph, action) or _data(graph, node),
                _named(graph, action) or _named(graph, node),
                result.value if isinstance(result, NamedNode) else "",
                _data(graph, result),
                _named(graph, result),
                node,
                graph,
            )


def _data(graph: Graph, node: Node | None) -> tuple[str, ...]:
    found = (
        []
        if node is None or isinstance(node, Literal)
        else [*graph.all(node, QT + "data"), *graph.all(node, UT + "data")]
    )
    return tuple(item.value for item in found if isinstance(item, NamedNode))


def _named(graph: Graph, node: Node | None) -> tuple[tuple[str, str], ...]:
    if node is None or isinstance(node, Literal):
        return ()
    found = []
    for item in [*graph.all(node, QT + "graphData"), *graph.all(node, UT + "graphData")]:
        if isinstance(item, NamedNode):
            found.append((item.value, item.value))
        else:
            file = graph.text(item, UT + "graph") or graph.text(item, QT + "graph")
            found.append((graph.text(item, RDFS + "label") or file, file))
    return tuple(sorted(found))
