"""What a graph on another SPARQL server is called and made of, and which part of it a query sees.

Servers differ in what their default graph holds: nothing, or the union of all graphs, in which a triple
of two graphs mostly counts twice. Therefore our writer keeps the merge of all graphs as a graph of its
own (`union_iri`), and every query is sent with the protocol's dataset parameters. So the same query means
the same on every server, and as it does in the embedded store.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from graph.engine import Query
from graph.querytext import Clauses, tokens
from ontology.errors import QueryRefused
from ontology.identifiers import DEFAULT_BASE, graph_iri, tail
from ontology.terms import SCHEMA

__all__ = ["SHA256", "RemoteNames", "dataset_of", "union_iri"]

#: Of a named graph, of its sorted N-Quads; of the dataset, `graph.revision.digest_graphs`.
SHA256: Final = SCHEMA.sha256
_SHOWN: Final = 8


def union_iri(base: str = DEFAULT_BASE) -> str:
    """The graph that holds each triple of all the others once."""
    return graph_iri("union", base)


@dataclass(frozen=True, slots=True)
class RemoteNames:
    """IRIs of the parts that our writer keeps; ``base`` is the base of resource IRIs."""

    base: str

    @property
    def union(self) -> str:
        """The merge of all graphs."""
        return union_iri(self.base)

    @property
    def metadata(self) -> str:
        """The graph about the graphs, which also holds the revision's number and digests."""
        return graph_iri("metadata", self.base)

    @property
    def lease(self) -> str:
        """Who is changing the graph, and until when: see `graph.remote_lease`."""
        return graph_iri("lease", self.base)

    def staged(self, claim: str = "", graph: str = "") -> str:
        """Where the holder of a claim puts a graph before it takes the place of another.

        With ``graph``, where that one stands as it was while it is changed; without anything, the beginning
        of all such names.
        """
        own = f"{graph_iri('staged', self.base)}/{claim.rpartition('/')[2]}"
        return f"{own}/{tail(graph)}" if graph else own

    def internal(self, iri: str) -> bool:
        """Whether a graph is one that only the writers themselves may name."""
        return iri in (self.union, self.lease, self.nothing) or iri.startswith(self.staged())

    @property
    def nothing(self) -> str:
        """A graph that never is: an empty default graph or an empty set of named graphs."""
        return graph_iri("nothing", self.base)

    @property
    def dataset(self) -> str:
        """The dataset as a resource."""
        return f"{self.base}dataset"


def dataset_of(
    query: Query, found: Clauses, names: RemoteNames, graphs: Collection[str] | None, merges: bool
) -> list[tuple[str, str]]:
    """The protocol's parameters that make a server see what the embedded store would.

    ``found`` are the query's clauses; ``graphs`` are the named graphs, None for a graph that our writer
    did not make: then only what the query itself says counts. ``merges`` tells whether the server counts
    a triple of two FROM graphs once. Raises `QueryRefused` for a graph that is not there, and for several
    default graphs where ``merges`` is false.
    """
    source = query if query.default_graphs or query.named_graphs else found
    default, named = source.default_graphs, source.named_graphs
    if default or named:
        if graphs is not None:
            _refuse_unknown((*default, *named), graphs)
        if graphs is not None and len(default) > 1 and set(default) >= set(graphs):
            default = (names.union,)
        if len(default) > 1 and not merges:
            raise QueryRefused(reason="refused.merge")
        return _parameters(default or (names.nothing,), named or (names.nothing,))
    if graphs is None:
        return []
    return _parameters((names.union,), tuple(graphs) if _names_graphs(query.text) else ())


def _parameters(default: Sequence[str], named: Sequence[str]) -> list[tuple[str, str]]:
    return [
        *(("default-graph-uri", iri) for iri in default),
        *(("named-graph-uri", iri) for iri in named),
    ]


def _names_graphs(text: str) -> bool:
    # An escaped keyword (``\u0047RAPH``) is rare enough to be taken for one.
    return "\\u" in text.lower() or any(token.word == "GRAPH" for token in tokens(text))


def _refuse_unknown(asked: Sequence[str], graphs: Collection[str]) -> None:
    for iri in asked:
        if iri not in graphs:
            names = [f"<{name}>" for name in sorted(graphs)]
            shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
            raise QueryRefused(reason="refused.graph", values={"iri": iri, "graphs": shown or "–"})
