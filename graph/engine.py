"""Asking the graph: the narrow protocol that pages, HTTP and networks use, and its values.

``answer`` is for strangers' SPARQL: limits hold, and it is complete or an error. ``rows`` and
``triples`` are for our own queries. Engines: `graph.memory.InMemoryEngine` (quads in memory),
`graph.embedded.EmbeddedEngine` (revisions on disk, killable workers); a remote server needs the
same members.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Triple
from pyoxigraph import Literal as RdfLiteral

from graph.formats import GraphFormat, ResultsFormat
from graph.revision import Revision
from graph.spool import AnswerFile

__all__ = ["Answer", "Backend", "Engine", "Form", "Lack", "Limits", "Query", "Row", "Term"]

Term: TypeAlias = NamedNode | BlankNode | RdfLiteral | Triple
Row: TypeAlias = dict[str, Term]
Form: TypeAlias = Literal["select", "ask", "graph"]
#: What a backend may lack: older revisions; changes that appear as a whole; writing; graphs made by our
#: writer (and with them metadata and a true union); the merge of several FROM graphs.
Lack: TypeAlias = Literal["revisions", "whole", "writing", "ours", "merge"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take.

    ``seconds`` of wall time, ``memory`` bytes on top of an idle worker, ``size`` bytes of the
    serialised answer, ``workers`` processes at the same time, ``wait`` seconds in the queue for one.
    """

    seconds: float = 30.0
    memory: int = 1 << 30
    size: int = 256 << 20
    workers: int = 2
    wait: float = 10.0

    def __post_init__(self) -> None:
        if min(self.seconds, self.memory, self.size, self.workers) <= 0 or self.wait < 0:
            raise ValueError("limits must be positive")


@dataclass(frozen=True, slots=True)
class Query:
    """A stranger's query.

    ``default_graphs`` and ``named_graphs`` are the IRIs of the protocol's dataset parameters; they
    override FROM and FROM NAMED. ``timeout`` in seconds can only shorten the engine's limit.
    ``results`` and ``graph`` are the formats wanted for a table and for a graph; relative IRIs are
    resolved against ``base_iri``. SERVICE and FROM may ask addresses that begin with one of ``allowed``.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    results: ResultsFormat | None = None
    graph: GraphFormat | None = None
    base_iri: str | None = None
    allowed: tuple[str, ...] = ()

    @property
    def results_format(self) -> ResultsFormat:
        """Format of a table, JSON unless asked otherwise."""
        return self.results or ResultsFormat.JSON

    @property
    def graph_format(self) -> GraphFormat:
        """Format of a graph, Turtle unless asked otherwise."""
        return self.graph or GraphFormat.TURTLE


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer.

    ``body`` is bytes, or a file that is let go of when it has been read (`chunks`), is not wanted
    (`discard`) or forgotten. ``revision`` is the number of the revision that was asked (0: an empty graph).
    """

    media_type: str
    body: bytes | AnswerFile = field(repr=False)
    size: int
    revision: int
    form: Form

    @property
    def content_type(self) -> str:
        """Value of a Content-Type header."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type

    def chunks(self) -> Iterator[bytes]:
        """The answer's bytes in pieces; once only when it is a file."""
        if isinstance(self.body, bytes):
            yield self.body
        else:
            yield from self.body.pieces()

    def read(self) -> bytes:
        """The whole answer in memory."""
        return b"".join(self.chunks())

    def discard(self) -> None:
        """Let go of an answer that will not be read."""
        if not isinstance(self.body, bytes):
            self.body.close()


@dataclass(frozen=True, slots=True)
class Backend:
    """What the graph is kept in: its ``name``, and what it cannot do (`Lack`), told in plain words by pages."""

    name: str
    lacks: tuple[Lack, ...] = ()


class Engine(Protocol):
    """What everything above the graph may ask of it."""

    @property
    def backend(self) -> Backend:
        """What the graph is kept in."""

    @property
    def revision(self) -> Revision | None:
        """The revision that a query asked now would see; None when nothing is loaded."""

    def at(self, number: int) -> Engine:
        """The same questions asked of one kept revision, whatever is published meanwhile.

        The view shares processes and files with this engine and needs no `close`. Raises `NotFound`
        when no revision of that number is kept; its questions raise it too once it is pruned.
        """

    def revisions(self) -> tuple[Revision, ...]:
        """The revisions that can be asked, oldest first."""

    def answer(self, query: Query, cancel: threading.Event | None = None) -> Answer:
        """Answer a stranger's query within limits; setting ``cancel`` (the client left) ends it.

        Raises `QuerySyntaxError`, `QueryRefused` (SERVICE, an unknown FROM), `LimitExceeded`, `StoreError`.
        """

    def rows(self, sparql: str, **bindings: Term) -> list[Row]:
        """Rows of our own SELECT over the union of all graphs; unbound variables are left out of a row.

        Prefixes of ``ontology.terms.PREFIXES`` are known. ``bindings`` give variables their values.
        Raises `LimitExceeded` when they do not end within the time of a query, `StoreError`.
        """

    def triples(self, construct: str, **bindings: Term) -> list[Triple]:
        """Triples of our own CONSTRUCT or DESCRIBE over the union of all graphs."""

    def close(self) -> None:
        """Let go of processes and files; the engine cannot be asked again."""
