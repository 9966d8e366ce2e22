"""Changing the graph: the narrow protocol that HTTP uses, and its values.

Writers: `graph.writing_memory.InMemoryWriter` (over an engine in memory), `graph.writing_embedded.EmbeddedWriter`
(revisions on disk); a remote server needs the same four members. A change happens whole or not at all.

**The default graph.** A dataset either has the union of its named graphs as its default graph (the rule
here), or one of its own (a plain SPARQL dataset). In the first, what is written to the default graph goes
into the named graph `default_graph_iri` and shows in the union; what is deleted from the default graph is
deleted from that graph only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from pyoxigraph import Triple

from graph.revision import Revision
from ontology.identifiers import DEFAULT_BASE

__all__ = ["Author", "Check", "Writer", "Written", "default_graph_iri"]

#: Looks at the current revision, under the writer's lock and before anything is done; an error stops the change.
Check: TypeAlias = Callable[[Revision | None], None]


def default_graph_iri(base: str = DEFAULT_BASE) -> str:
    """Name of the graph that holds what was written to the default graph, where that is a union."""
    return f"{base}graph/default"


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes the graph: a name for the record (PROV), and which graphs may be changed.

    ``prefixes`` are beginnings of graph IRIs; without any, every graph that is not reserved.
    """

    name: str
    prefixes: tuple[str, ...] = ()

    def may_change(self, graph: str) -> bool:
        """Whether a graph lies under one of the prefixes; the name of a default graph of its own is empty."""
        return not self.prefixes or any(graph.startswith(prefix) for prefix in self.prefixes if graph)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a change.

    ``revision`` is the current one afterwards (None: nothing is there, or the backend has none),
    ``changed`` is false when all was as asked already, ``created`` tells whether the graph named by
    `Writer.put` or `Writer.add` was not there before.
    """

    revision: Revision | None
    changed: bool
    created: bool = False


class Writer(Protocol):
    """What HTTP may ask of a writer. ``graph`` is an IRI, or None for the default graph.

    All raise `StoreBusy` while another change is made, `StoreError`, `WriteRefused` (a reserved graph, or
    one that the author may not change), `LimitExceeded`, and what ``check`` raises.
    """

    def update(
        self,
        text: str,
        *,
        author: Author,
        using_graphs: tuple[str, ...] = (),
        using_named_graphs: tuple[str, ...] = (),
        check: Check | None = None,
    ) -> Written:
        """Run a SPARQL 1.1 Update request, all of its operations or none.

        Raises also `QuerySyntaxError` with line and column, `QueryRefused` (SERVICE, LOAD, a dataset
        named twice, an operation that fails, such as DROP of a graph that is not there).
        """

    def put(
        self, graph: str | None, triples: Iterable[Triple], *, author: Author, check: Check | None = None
    ) -> Written:
        """Give a graph exactly these triples; without any it goes."""

    def add(
        self, graph: str | None, triples: Iterable[Triple], *, author: Author, check: Check | None = None
    ) -> Written:
        """Add triples to a graph."""

    def delete(self, graph: str | None, *, author: Author, check: Check | None = None) -> Written:
        """Remove a graph; `NotFound` when it is not there (the default graph always is)."""
