"""Changing an open store that nobody else sees: what all writers share.

A writer hands over a scratch copy of the current state; what comes back are the graphs that may have
changed. Nothing here is published, so whatever fails leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store, Triple, Variable

from graph.querytext import clauses, tokens, without_service
from graph.syntax import PADDING, syntax_error
from graph.union import union_of
from graph.updatetext import Operation, load_of, operations, rewritten, selection, targets, templates
from ontology.errors import QueryRefused

__all__ = ["OWN_DEFAULT", "Fetch", "apply_update", "graph_name", "graph_quads", "refuse_triple_terms"]

#: Key of a dataset's own default graph among its graphs; named graphs have their IRI.
OWN_DEFAULT: Final = ""
_UNION: Final = DefaultGraph()

#: Triples of a document on the web, for LOAD; raises `QueryRefused` where it may not be read.
Fetch = Callable[[str], Iterable[Triple]]


def graph_name(key: str) -> NamedNode | DefaultGraph:
    """The term that names a graph in the store."""
    return NamedNode(key) if key else _UNION


def graph_quads(store: Store, key: str) -> frozenset[Quad]:
    """All quads of a graph."""
    return frozenset(store.quads_for_pattern(None, None, None, graph_name(key)))


def refuse_triple_terms(quads: Iterable[Quad | Triple]) -> None:
    """Raise `QueryRefused` when a statement is about a statement (RDF 1.2)."""
    if any(isinstance(item.object, Triple) for item in quads):
        raise QueryRefused(reason="refused.triple-term")


def apply_update(
    store: Store,
    text: str,
    *,
    default: str | None,
    base_iri: str | None,
    fetch: Fetch,
    reserved: frozenset[str] = frozenset(),
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
) -> set[str]:
    """Run an update on a store, operation by operation, and return the keys of graphs that may differ.

    ``default`` names the graph that stands for the default graph where that is a union, which is then
    kept true between the operations; None for a dataset with a default graph of its own. ``reserved``
    graphs are none of those that ALL and NAMED mean: whoever keeps them would write them again. ``using``
    and ``using_named`` are the protocol's parameters. Raises as `graph.writing.Writer.update` does; the
    store is then in no defined state.
    """
    found = operations(text, base_iri)
    if not found:
        _parse(Store(), text, base_iri)
        return set()
    # All of it must parse before any of it is done.
    runs = [_Run(store, item, default, base_iri, fetch, reserved) for item in found]
    touched: set[str] = set()
    for index, run in enumerate(runs):
        matters = default is not None and any(later.reads for later in found[index + 1 :])
        touched |= run.do(using, using_named, keep_union=matters)
    return touched


class _Run:
    """One operation on its way."""

    def __init__(
        self,
        store: Store,
        operation: Operation,
        default: str | None,
        base_iri: str | None,
        fetch: Fetch,
        reserved: frozenset[str],
    ) -> None:
        self._store = store
        self._operation = operation
        self._default = default
        self._base = base_iri
        self._fetch = fetch
        self._reserved = reserved
        self._data_quads = self._checked()

    def _checked(self) -> tuple[Quad, ...]:
        """Raise for what does not parse or is not allowed; returns the quads of data."""
        operation = self._operation
        text = operation.text
        if operation.kind == "data":
            return self._read_data()
        service = clauses(text).service
        if operation.kind != "load" or not _is_load(operation):
            # A stray brace keeps the engine from doing a LOAD by itself: the complaint is about what precedes it.
            checked = text + "}" if operation.kind == "load" else without_service(text)
            _parse(Store(), checked, self._base)
        if service:
            raise QueryRefused(reason="refused.service")
        return ()

    def do(self, using: Sequence[str], using_named: Sequence[str], *, keep_union: bool) -> set[str]:
        operation = self._operation
        if operation.kind == "data":
            return self._data(keep_union)
        touched = self._touched(using, using_named)
        before = {key: graph_quads(self._store, key) for key in touched} if keep_union else {}
        if operation.kind == "load":
            self._load()
        else:
            self._execute(rewritten(operation, self._default, using, using_named))
        for key, quads in before.items():
            self._mend_union(quads, graph_quads(self._store, key))
        return touched

    def _read_data(self) -> tuple[Quad, ...]:
        operation, read = self._operation, Store()
        text = operation.text
        _parse(read, text, self._base)
        if operation.verb == "DELETE":  # parsed as what it is, read as an insertion: the words are as long
            at = next(token.start for token in tokens(text) if token.word == "DELETE")
            _parse(read, f"{text[:at]}INSERT{text[at + 6 :]}", self._base)
        refuse_triple_terms(read)
        default = None if self._default is None else NamedNode(self._default)
        return tuple(
            quad
            if default is None or quad.graph_name != _UNION
            else Quad(quad.subject, quad.predicate, quad.object, default)
            for quad in read
        )

    def _data(self, keep_union: bool) -> set[str]:
        """INSERT DATA and DELETE DATA: the quads were read by the engine, and are moved by hand."""
        quads, removes = self._data_quads, self._operation.verb == "DELETE"
        if removes:
            for quad in quads:
                self._store.remove(quad)
        else:
            self._store.extend(quads)
        if keep_union:
            self._mend_union(quads if removes else (), () if removes else quads)
        return {getattr(quad.graph_name, "value", OWN_DEFAULT) for quad in quads}

    def _execute(self, text: str) -> None:
        if self._default is not None and any(token.word == "DEFAULT" for token in self._operation.tokens):
            self._store.add_graph(NamedNode(self._default))  # the default graph is always there
        try:
            self._store.update(text + PADDING, base_iri=self._base)
        except SyntaxError as error:
            raise syntax_error(self._operation.text, str(error.args[0]), update=True) from None
        except RuntimeError as error:  # a graph that is (not) there, a function that is not known
            raise QueryRefused(reason="refused.operation", values={"words": str(error)}) from None

    def _load(self) -> None:
        source, target = load_of(self._operation)
        graph = graph_name(self._default or OWN_DEFAULT if target is None else target)
        try:
            triples = list(self._fetch(source))
            refuse_triple_terms(triples)
        except QueryRefused:
            if self._operation.silent:
                return
            raise
        self._store.extend(Quad(item.subject, item.predicate, item.object, graph) for item in triples)

    def _touched(self, using: Sequence[str], using_named: Sequence[str]) -> set[str]:
        operation, default = self._operation, self._default or OWN_DEFAULT
        if operation.kind == "load":
            _, target = load_of(operation)
            return {default if target is None else target}
        found: set[str] = set()
        if operation.kind == "manage":
            for token in targets(operation):
                if token.word == "DEFAULT":
                    found.add(default)
                elif token.word in ("NAMED", "ALL"):
                    found.update({graph.value for graph in self._store.named_graphs()} - self._reserved)
                    found.update([default] if token.word == "ALL" else ())
                else:
                    found.add(operation.iri(token))
            return found
        blocks = templates(operation)
        names = [token for block in blocks for token in block.graphs]
        found.update(operation.iri(token) for token in names if token.kind in ("iri", "name"))
        with_graph = operation.iri(operation.tokens[1]) if operation.tokens[0].word == "WITH" else None
        if any(block.runs for block in blocks):
            found.add(default if with_graph is None else with_graph)
        variables = sorted({token.text[1:] for token in names if token.kind == "variable"})
        if variables:
            asked = selection(operation, variables, using, using_named)
            found |= self._graphs_found(asked, variables, with_graph)
        return found

    def _graphs_found(self, asked: str, variables: list[str], with_graph: str | None) -> set[str]:
        """Graphs that variables of the templates stand for: what the pattern finds, asked beforehand."""
        dataset = clauses(asked, self._base)
        chosen = bool(dataset.default_graphs or dataset.named_graphs)
        default = None if with_graph is None or chosen else NamedNode(with_graph)
        rows = self._store.query(asked + PADDING, base_iri=self._base, default_graph=default)
        if not isinstance(rows, QuerySolutions):
            raise TypeError("the question for graphs is a SELECT")
        terms = (row[Variable(name)] for row in rows for name in variables)
        return {term.value for term in terms if isinstance(term, NamedNode)}

    def _mend_union(self, before: Iterable[Quad], after: Iterable[Quad]) -> None:
        """Keep the default graph the union of the named ones, after quads went and came."""
        old, new = frozenset(before), frozenset(after)
        for quad in old - new:
            elsewhere = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
            if all(other.graph_name == _UNION for other in elsewhere):
                self._store.remove(Quad(quad.subject, quad.predicate, quad.object, _UNION))
        self._store.extend(union_of(new - old))


def _parse(store: Store, text: str, base_iri: str | None) -> None:
    """Run a text on an empty store, for its syntax errors or for the data in it."""
    try:
        store.update(text + PADDING, base_iri=base_iri)
    except SyntaxError as error:
        raise syntax_error(text, str(error.args[0]), update=True) from None
    except RuntimeError:
        return  # it parses; that a graph is not in the empty store says nothing


def _is_load(operation: Operation) -> bool:
    """Whether the tokens are LOAD as the grammar has it, with prefixes that are declared."""
    words = [token.word or token.kind for token in operation.tokens if token.word != "SILENT"]
    shape = ["iri" if word == "name" else word for word in words]
    known = all(
        token.text.partition(":")[0] in operation.prefixes
        for token in operation.tokens
        if token.kind == "name"
    )
    return known and shape in (["LOAD", "iri"], ["LOAD", "iri", "INTO", "GRAPH", "iri"])
