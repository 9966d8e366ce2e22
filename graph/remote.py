"""The engine in front of another SPARQL 1.1 server: the same questions, the same formats, the same limits.

Strangers' queries are read here first (syntax, SERVICE, FROM), then sent with the dataset they are to see;
tables come as JSON and graphs as N-Triples and are written here in the format wanted, to a file, until the
answer is known to be whole. What a server can do wrong is a plain `StoreError`.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import QueryBoolean, Triple, serialize

from graph.asking import Bounded
from graph.engine import Answer, Backend, Form, Lack, Limits, Query, Row, Term
from graph.places import Places
from graph.querytext import clauses, substitute
from graph.remote_addresses import RemoteAddresses
from graph.remote_client import Rejected, RemoteClient
from graph.remote_dataset import RemoteNames, dataset_of
from graph.remote_faults import remote_fault
from graph.remote_reading import (
    GRAPH_TYPES,
    TABLE_TYPES,
    read_boolean,
    read_graph,
    read_rows,
    read_table,
    refuse_cut_json,
    renamed,
)
from graph.remote_revision import RevisionWatch
from graph.remote_separators import Separators
from graph.remote_text import as_table, in_order, is_distinct
from graph.revision import Revision
from graph.spool import IN_MEMORY, AnswerFile
from graph.workers import WorkerPool
from ontology.errors import LimitExceeded, NotSupported, PolicygraphError, QueryRefused
from ontology.identifiers import DEFAULT_BASE
from ontology.terms import PREFIXES, RDF, VOID

__all__ = ["RemoteEngine"]

#: JSON and N-Triples are longer than what is made of them.
_RAW: Final = 8
_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
#: Virtuoso's own words for "join as it is written"; see `graph.remote_text.in_order`.
_AS_WRITTEN: Final = 'DEFINE sql:select-option "order"\n'
_ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_SAME: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s a ?o }"
_JOINED: Final = "a、b"
_JOIN: Final = 'SELECT (GROUP_CONCAT(?x; SEPARATOR="、") AS ?n) WHERE { VALUES ?x { "a" "b" } }'
#: How a server begins its name that cuts the answer to CONSTRUCT without a word (ResultSetMaxRows), spoils
#: separators, and needs to be told the order of joins.
_VIRTUOSO: Final = "virtuoso"


class RemoteEngine:
    """`graph.engine.Engine` over the server at ``addresses``; ``base`` is the base of resource IRIs.

    Its revision is that of the last load or change by our writer, looked up every few seconds in the
    background. Of a graph that our writer did not make, it changes when the number of its triples does.
    """

    def __init__(
        self, addresses: RemoteAddresses, limits: Limits | None = None, *, base: str = DEFAULT_BASE
    ) -> None:
        self._limits = limits or Limits()
        self.names = RemoteNames(base)
        self.client = RemoteClient(addresses, connections=self._limits.workers + 16)
        self._checks = WorkerPool(self._limits)
        self._places = Places(self._limits.workers)
        self._merges: bool | None = None
        self._spoils = False
        self._watch = RevisionWatch(self.ask, self.names)
        try:
            self._watch.start()
            self._spoils = self._virtuoso and _text_of(self.ask(_JOIN, ())) != _JOINED
        except PolicygraphError:
            self.close()
            raise

    @property
    def backend(self) -> Backend:
        """The server by its own name, and what it lacks."""
        lacks: list[Lack] = ["revisions", "whole"]
        if not self.client.addresses.writable:
            lacks.append("writing")
        if self.revision is not None and not self._watch.ours:
            lacks.append("ours")
        if self._merges is False:
            lacks.append("merge")
        return Backend(self.client.server or self.client.addresses.host, tuple(lacks))

    @property
    def revision(self) -> Revision | None:
        """The revision as last seen; never asks the server."""
        return self._watch.revision

    def at(self, number: int) -> RemoteEngine:
        """The same engine for its present revision; `NotSupported` for any other: none is kept."""
        revision = self.revision
        if revision is not None and revision.number == number:
            return self
        raise NotSupported(
            f"{self.backend.name} keeps only the present state of the graph: revision {number} cannot be"
            " asked. Older revisions need the embedded store (serve without --store)"
        )

    def revisions(self) -> tuple[Revision, ...]:
        """The present one."""
        revision = self.revision
        return () if revision is None else (revision,)

    @property
    def ours(self) -> bool:
        """Whether our writer made the graph, and so keeps its merge and its record."""
        return self._watch.ours

    @property
    def whole(self) -> bool:
        """Whether no change is under way, nor broke off."""
        return self._watch.whole

    def recorded(self) -> dict[str, str]:
        """Digests of the graphs that our writer made, as they stand on the server now."""
        return self._watch.recorded() if self.ours else {}

    def refresh(self) -> Revision | None:
        """Look the revision up now, as after a change."""
        return self._watch.look()

    def answer(self, query: Query, cancel: threading.Event | None = None) -> Answer:
        """Answer a stranger's query; see `graph.engine.Engine.answer`."""
        form = self._checks.check(query, cancel)
        self._places.take(self._limits.wait, cancel)
        try:
            seconds = min(query.timeout or self._limits.seconds, self._limits.seconds)
            deadline = time.monotonic() + seconds
            revision, graphs = self.revision, self._graphs()
            found = clauses(query.text, query.base_iri)
            several = len(query.default_graphs or found.default_graphs) > 1
            dataset = dataset_of(query, found, self.names, graphs, not several or self._merging())
            base = f"BASE <{query.base_iri}>\n" if query.base_iri else ""
            text = self._sent(base + query.text)
            form_data = [("query", text.text), *dataset]
            if form == "graph":
                self._refuse_cut(base + query.text, dataset, deadline, cancel)
            with self._received(form_data, form, deadline, self._limits.size, cancel) as raw:
                file = cast("IO[bytes]", renamed(raw, text.names)) if text.names else raw
                return self._written(file, form, query, deadline, cancel, revision)
        except Rejected as error:
            raise QueryRefused(reason="refused.remote", values={"words": error.words}) from None
        finally:
            self._places.release()

    def rows(self, sparql: str, **bindings: Term) -> list[Row]:
        """Rows of our own SELECT; see `graph.engine.Engine.rows`."""
        text = substitute(sparql, {name: str(term) for name, term in bindings.items()})
        hint = _AS_WRITTEN if self._virtuoso and in_order(text) else ""
        rows = self.ask(hint + _PROLOGUE + text, self._own(text))
        # Virtuoso lets equal rows through where it works on parts of a table at a time.
        return _distinct(rows) if is_distinct(text) else rows

    def triples(self, construct: str, **bindings: Term) -> list[Triple]:
        """Triples of our own CONSTRUCT; see `graph.engine.Engine.triples`."""
        text = substitute(construct, {name: str(term) for name, term in bindings.items()})
        dataset = self._own(text)
        deadline = time.monotonic() + self._limits.seconds
        self._refuse_cut(_PROLOGUE + text, dataset, deadline, None)
        data = [("query", _PROLOGUE + text), *dataset]
        with self._received(data, "graph", deadline, self._limits.size, None) as file:
            return list(read_graph(file))

    def graph(self, iri: str) -> list[Triple]:
        """All triples of a named graph, whether it is recorded or not."""
        dataset = [("default-graph-uri", iri)]
        deadline = time.monotonic() + self._limits.seconds
        self._refuse_cut(_ALL, dataset, deadline, None)
        with self._received([("query", _ALL), *dataset], "graph", deadline, self._limits.size, None) as file:
            return list(read_graph(file))

    def close(self) -> None:
        """End the connections and the processes."""
        self._watch.stop()
        self._checks.close()
        self.client.close()

    def _graphs(self) -> Mapping[str, str] | None:
        revision = self.revision
        return revision.graphs if revision is not None and self._watch.ours else None

    def _own(self, text: str) -> list[tuple[str, str]]:
        """The dataset of our own question: the union, and all graphs by name."""
        return dataset_of(Query(text), clauses(text), self.names, self._graphs(), True)

    def ask(self, text: str, dataset: Sequence[tuple[str, str]]) -> list[Row]:
        """Rows of our own SELECT as it stands, over the dataset that the protocol's parameters name."""
        deadline = time.monotonic() + self._limits.seconds
        sent = self._sent(text)
        data = [("query", sent.text), *dataset]
        with self._received(data, "select", deadline, self._limits.size, None) as file:
            return read_rows(cast("IO[bytes]", renamed(file, sent.names)) if sent.names else file)

    def _sent(self, text: str) -> Separators:
        """A query as this server may have it."""
        return Separators.of(text) if self._spoils else Separators(text)

    def refuse_spoiled(self, update: str) -> None:
        """Raise `QueryRefused` where this server would store a separator as question marks."""
        if self._spoils and Separators.of(update).names:
            raise QueryRefused(reason="refused.separator")

    @contextmanager
    def _received(
        self,
        data: Sequence[tuple[str, str]],
        form: Form,
        deadline: float,
        size: int,
        cancel: threading.Event | None,
    ) -> Iterator[IO[bytes]]:
        """The server's whole answer, to be read."""
        types = GRAPH_TYPES if form == "graph" else TABLE_TYPES
        with tempfile.TemporaryFile(prefix="policygraph-") as file:
            left = max(0.01, deadline - time.monotonic())
            received = self.client.query(data, types, file, seconds=left, size=size * _RAW, cancel=cancel)
            if form == "graph" and not received.framed:
                raise remote_fault(
                    f"the SPARQL server {self.client.addresses.host} does not say where its answer ends, so"
                    " nobody can tell whether it is whole"
                )
            file.seek(0)
            if form == "ask":
                refuse_cut_json(file)
                file.seek(0)
            yield file

    def _written(
        self,
        file: IO[bytes],
        form: Form,
        query: Query,
        deadline: float,
        cancel: threading.Event | None,
        revision: Revision | None,
    ) -> Answer:
        """The answer in the format wanted."""
        descriptor, name = tempfile.mkstemp(prefix="policygraph-")
        path = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as output:
                bounded = _Watched(output, self._limits.size, deadline, cancel)
                media_type = _translated(file, form, query, bounded)
            body: bytes | AnswerFile
            body = AnswerFile(path) if bounded.size > IN_MEMORY else path.read_bytes()
        finally:
            path.unlink(missing_ok=True)
        return Answer(media_type, body, bounded.size, revision.number if revision else 0, form)

    @property
    def _virtuoso(self) -> bool:
        return self.client.server.lower().startswith(_VIRTUOSO)

    def _merging(self) -> bool:
        """Whether the server counts a triple of two FROM graphs once; found out when first needed."""
        if self._merges is None:
            if not self._watch.ours:
                return False
            text = substitute(_SAME, {"s": f"<{self.names.dataset}>", "o": f"<{VOID.Dataset}>"})
            both = [("default-graph-uri", self.names.metadata), ("default-graph-uri", self.names.union)]
            self._merges = _number(self.ask(text.replace(" a ", f" <{RDF.type}> "), both)) == 1
        return self._merges

    def _refuse_cut(
        self,
        text: str,
        dataset: Sequence[tuple[str, str]],
        deadline: float,
        cancel: threading.Event | None,
    ) -> None:
        """Raise `LimitExceeded` when a server that cuts graphs in silence would cut this one."""
        if not self._virtuoso:
            return
        table = as_table(text)
        if table is None:
            return
        with self._received([("query", table), *dataset], "select", deadline, self._limits.size, cancel):
            return  # that it was cut is said in the header of a table, and refused by the client


class _Watched(Bounded):
    """A file that refuses to grow over its limit, after its time, or for a client that has left."""

    def __init__(self, file: IO[bytes], limit: int, deadline: float, cancel: threading.Event | None) -> None:
        super().__init__(file, limit)
        self._deadline = deadline
        self._cancel = cancel

    def write(self, data: bytes) -> int:
        if self._cancel is not None and self._cancel.is_set():
            raise LimitExceeded("the query was given up by its sender", limit="cancelled")
        if time.monotonic() > self._deadline:
            raise LimitExceeded("the query took too long: make it more specific", limit="time")
        return super().write(data)


def _translated(file: IO[bytes], form: Form, query: Query, output: Bounded) -> str:
    """Write an answer in the format wanted; returns its media type."""
    if form == "graph":
        wanted = query.graph_format
        serialize(read_graph(file), output, wanted.oxigraph, prefixes=PREFIXES)  # type: ignore[arg-type]
        return wanted.media_type
    table = read_table(file)
    if form == "ask":
        table = read_boolean(table)
    elif isinstance(table, QueryBoolean):
        raise remote_fault("the SPARQL server answered SELECT with a boolean")
    try:
        table.serialize(output, query.results_format.oxigraph)  # type: ignore[arg-type]  # write() only
    except (SyntaxError, ValueError) as error:
        words = str(error).partition("\n")[0]
        raise remote_fault(f"the answer of the SPARQL server cannot be read ({words})") from None
    finally:
        del table  # it must end in this thread: see `graph.asking.ask_rows`
    return query.results_format.media_type


def _distinct(rows: Sequence[Row]) -> list[Row]:
    return list(
        {tuple(sorted((name, str(term)) for name, term in row.items())): row for row in rows}.values()
    )


def _text_of(rows: Sequence[Row]) -> str:
    return str(getattr(rows[0].get("n"), "value", "")) if rows else ""


def _number(rows: Sequence[Row]) -> int:
    return int(getattr(rows[0]["n"], "value", 0))
