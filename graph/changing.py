"""A change, and the graphs that it leaves: what writers hand to a process of its own, and get back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from pyoxigraph import Quad, Store, Triple

from graph.content import GraphContent, content_of_lines, content_of_quads
from graph.importing import RESERVED
from graph.updating import (
    OWN_DEFAULT,
    Fetch,
    apply_update,
    graph_name,
    graph_quads,
    refuse_triple_terms,
)
from graph.writing import Author, default_graph_iri
from ontology.errors import WriteRefused
from ontology.identifiers import graph_iri

__all__ = ["Change", "Dataset", "contents_after", "refuse_foreign", "stored_content"]


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the default graph is: the union of the named graphs (``union``), or one of its own.

    ``base`` is the base of our IRIs.
    """

    base: str
    union: bool = True

    @property
    def default(self) -> str | None:
        """The graph that takes what is written to a union; None where there is a default graph."""
        return default_graph_iri(self.base) if self.union else None

    @property
    def base_iri(self) -> str:
        """What relative IRIs of queries and updates are resolved against: the endpoint."""
        return f"{self.base}sparql"

    def key(self, graph: str | None) -> str:
        """Key among a revision's graphs; ``graph`` None is the default graph."""
        return (self.default or OWN_DEFAULT) if graph is None else graph

    @property
    def reserved(self) -> frozenset[str]:
        """Graphs that only policygraph writes."""
        return frozenset(graph_iri(name, self.base) for name in RESERVED) if self.union else frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """One call of `graph.writing.Writer`, as a value that travels to another process."""

    kind: Literal["update", "put", "add", "delete"]
    graph: str | None = None
    text: str = field(default="", repr=False)
    triples: tuple[Triple, ...] = field(default=(), repr=False)
    using_graphs: tuple[str, ...] = ()
    using_named_graphs: tuple[str, ...] = ()


def contents_after(
    change: Change, dataset: Dataset, snapshot: Store, scratch: Callable[[], Store], fetch: Fetch
) -> list[GraphContent]:
    """What each graph holds after a change that may have touched it, in order of name.

    ``snapshot`` is the current state, which is only read; ``scratch`` gives a copy that may be
    changed. Raises what `graph.writing.Writer` says but for the writer's own.
    """
    if change.kind == "update":
        store = scratch()
        touched = apply_update(
            store,
            change.text,
            default=dataset.default,
            base_iri=dataset.base_iri,
            fetch=fetch,
            reserved=dataset.reserved,
            using=change.using_graphs,
            using_named=change.using_named_graphs,
        )
        return [stored_content(dataset, key, graph_quads(store, key)) for key in sorted(touched)]
    key = dataset.key(change.graph)
    graph = graph_name(key)
    refuse_triple_terms(change.triples)
    quads = {Quad(item.subject, item.predicate, item.object, graph) for item in change.triples}
    if change.kind == "add":
        quads |= graph_quads(snapshot, key)
    return [stored_content(dataset, key, quads)]


def stored_content(dataset: Dataset, key: str, quads: Iterable[Quad]) -> GraphContent:
    """What a graph holds, as its dataset keeps it; ``key`` is empty for a default graph of its own."""
    if dataset.union:
        return content_of_quads(key, quads)
    # Blank nodes keep their names: graphs of a plain dataset may share them.
    stored = Store()
    stored.extend(quads)
    return content_of_lines(key, (str(quad.triple) for quad in stored))


def refuse_foreign(keys: Iterable[str], dataset: Dataset, author: Author) -> None:
    """Raise `WriteRefused` when a graph is reserved, or is none that the author may change."""
    for key in sorted(keys):
        if key in dataset.reserved:
            raise WriteRefused(reason="write.reserved", values={"iri": key})
        if not author.may_change(key):
            prefixes = ", ".join(f"<{prefix}>" for prefix in author.prefixes)
            raise WriteRefused(reason="write.scope", values={"iri": key, "prefixes": prefixes})
