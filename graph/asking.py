"""Running a query on an open store, in this process and this thread: what all engines share."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    serialize,
)

from graph.engine import Form, Query, Row, Term
from graph.federation import federated
from graph.fetching import Fetcher, is_allowed
from graph.formats import GraphFormat
from graph.joining import Numbers, reordered
from graph.querytext import Clauses, clauses, substitute, without_service
from graph.spool import Spool
from graph.syntax import PADDING, syntax_error
from graph.union import merged
from ontology.errors import LimitExceeded, QueryRefused
from ontology.terms import PREFIXES

__all__ = ["Bounded", "Written", "ask_rows", "ask_triples", "check_query", "write_answer"]

_SHOWN_GRAPHS: Final = 8


@dataclass(frozen=True, slots=True)
class Written:
    """What `write_answer` wrote."""

    form: Form
    media_type: str


class Bounded:
    """A binary file that refuses to grow over ``limit`` bytes, so an answer is never cut short."""

    def __init__(self, file: IO[bytes] | Spool, limit: int) -> None:
        self._file = file
        self._limit = limit
        self.size = 0

    def write(self, data: bytes) -> int:
        """Write, or raise `LimitExceeded` before the limit is passed."""
        self.size += len(data)
        if self.size > self._limit:
            raise LimitExceeded(
                f"the answer is larger than {self._limit:,} bytes: ask for fewer columns or add LIMIT",
                limit="size",
            )
        return self._file.write(data)

    def flush(self) -> None:
        """Flush the file below."""
        self._file.flush()


def write_answer(store: Store, query: Query, file: Bounded, numbers: Numbers | None = None) -> Written:
    """Answer a stranger's query into ``file``; ``numbers`` of the store choose the order of its joins.

    Raises `QuerySyntaxError`, `QueryRefused` for SERVICE and for graphs that are not here, and
    `LimitExceeded` when the answer outgrows the file.
    """
    fetcher = Fetcher(query.allowed)
    found_clauses = clauses(query.text, query.base_iri)
    text = _without_service(query, found_clauses, fetcher)
    asked, dataset = _dataset(store, query, found_clauses, fetcher)
    found = None
    if numbers is not None and not dataset:
        found = _in_order(asked, query, text, numbers)
    if found is None:
        found = _parsed(asked, query, text, **dataset)
    try:
        if isinstance(found, QueryTriples):
            wanted = query.graph_format
            if wanted in (GraphFormat.NTRIPLES, GraphFormat.NQUADS):
                found.serialize(file, wanted.oxigraph)  # type: ignore[arg-type]  # needs write() only
            else:
                serialize(found, file, wanted.oxigraph, prefixes=PREFIXES)  # type: ignore[arg-type]
            return Written("graph", wanted.media_type)
        form: Form = "ask" if isinstance(found, QueryBoolean) else "select"
        found.serialize(file, query.results_format.oxigraph)
        return Written(form, query.results_format.media_type)
    finally:
        del found  # see `ask_rows`


def check_query(query: Query) -> Form:
    """The form of a stranger's query that another server will answer; raises as `write_answer` does.

    The engine begins to evaluate what it parses, so this belongs into a process that can be ended.
    """
    found = clauses(query.text, query.base_iri)
    if found.service:
        _parsed(Store(), query, without_service(query.text))
        raise QueryRefused(reason="refused.service")
    answer = _parsed(Store(), query, query.text)
    if isinstance(answer, QueryTriples):
        return "graph"
    return "ask" if isinstance(answer, QueryBoolean) else "select"


def ask_rows(store: Store, sparql: str, bindings: Mapping[str, Term], seconds: float = math.inf) -> list[Row]:
    """Rows of our own SELECT over the union of all graphs; see `graph.engine.Engine.rows`.

    Raises `LimitExceeded` when the rows do not end within ``seconds``.
    """
    deadline = time.monotonic() + seconds
    found = _trusted(store, sparql, bindings)
    if not isinstance(found, QuerySolutions):
        raise TypeError("rows() takes a SELECT")
    try:
        names = [variable.value for variable in found.variables]
        rows: list[Row] = []
        for solution in found:
            values = zip(names, solution, strict=True)
            rows.append({name: value for name, value in values if value is not None})
            if time.monotonic() > deadline:
                raise LimitExceeded("this takes too long: ask for less, or try again later", limit="time")
        return rows
    finally:
        # An error keeps this frame; what the engine gave must end in the thread that asked, not wherever
        # the error is collected ("unsendable", https://pyo3.rs/latest/class.html#customizing-the-class).
        del found


def ask_triples(store: Store, construct: str, bindings: Mapping[str, Term]) -> list[Triple]:
    """Triples of our own CONSTRUCT or DESCRIBE over the union of all graphs."""
    found = _trusted(store, construct, bindings)
    if not isinstance(found, QueryTriples):
        raise TypeError("triples() takes a CONSTRUCT or DESCRIBE")
    return list(found)


def _trusted(store: Store, sparql: str, bindings: Mapping[str, Term]) -> Any:
    text = substitute(sparql, {name: str(term) for name, term in bindings.items()})
    try:
        return store.query(text + PADDING, prefixes=PREFIXES)
    except SyntaxError as error:
        raise syntax_error(text, str(error.args[0])) from None


def _parsed(store: Store, query: Query, text: str, **dataset: Any) -> Any:
    """What the engine begins to answer; its complaints about the text become ours."""
    try:
        return store.query(text + PADDING, base_iri=query.base_iri, **dataset)
    except SyntaxError as error:
        raise syntax_error(query.text, str(error.args[0])) from None
    except RuntimeError as error:
        # A function that is not there: "The custom function <http://example/f> is not supported".
        raise QueryRefused(reason="refused.feature", values={"words": str(error)}) from None


def _in_order(store: Store, query: Query, text: str, numbers: Numbers) -> Any:
    """What the engine begins to answer in a better order; None where the order stays, or the query is a mistake."""
    better = reordered(text, numbers, query.base_iri)
    if better == text:
        return None
    try:
        return store.query(better + PADDING, base_iri=query.base_iri)
    except (SyntaxError, RuntimeError):
        return None  # the text as it was written tells what is wrong with it


def _without_service(query: Query, found: Clauses, fetcher: Fetcher) -> str:
    """The query's text with the answers of other services in it; SERVICE is refused where none is allowed."""
    if not found.service:
        return query.text
    # Store.query would open the connection itself, and SILENT would hide that it did.
    _parsed(Store(), query, without_service(query.text))
    if not fetcher.allowed:
        raise QueryRefused(reason="refused.service")
    return federated(query.text, query.base_iri, fetcher)


def _dataset(store: Store, query: Query, found: Clauses, fetcher: Fetcher) -> tuple[Store, dict[str, Any]]:
    """The store to ask and the arguments that choose the dataset; unknown graphs are refused."""
    # The protocol's parameters replace FROM and FROM NAMED (SPARQL 1.1 Protocol, 2.1.4).
    source = query if query.default_graphs or query.named_graphs else found
    default, named = source.default_graphs, source.named_graphs
    if not default and not named:
        return store, {}
    foreign = {iri: fetcher(iri) for iri in _unknown(store, (*default, *named), fetcher)}
    graphs = {"named_graphs": [NamedNode(iri) for iri in named]}
    if len(default) > 1 or foreign:
        return merged(store, default, named, foreign), {"default_graph": DefaultGraph(), **graphs}
    return store, {"default_graph": [NamedNode(iri) for iri in default], **graphs}


def _unknown(store: Store, graphs: tuple[str, ...], fetcher: Fetcher) -> Iterator[str]:
    """Graphs that are not here but may be fetched; `QueryRefused` for one that may not."""
    for iri in dict.fromkeys(graphs):
        try:
            known = store.contains_named_graph(NamedNode(iri))
        except ValueError:
            raise QueryRefused(reason="refused.no-iri", values={"iri": iri}) from None
        if known:
            continue
        if not is_allowed(iri, fetcher.allowed):
            names = sorted(str(name) for name in store.named_graphs())
            shown = ", ".join(names[:_SHOWN_GRAPHS]) + (" …" if len(names) > _SHOWN_GRAPHS else "")
            raise QueryRefused(reason="refused.graph", values={"iri": iri, "graphs": shown or "–"})
        yield iri
