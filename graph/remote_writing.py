"""Changes of single graphs on another SPARQL server, by `graph.writing.Writer`.

An update is sent on as it is, but for its default graph, so the graphs that it changes must stand in its
text: only these are looked at afterwards. What the server makes of a request with several operations when
one fails is up to the server; what came of it is recorded either way.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from graph.changing import Dataset, refuse_foreign
from graph.content import content_of_quads
from graph.querytext import clauses
from graph.remote_client import Rejected
from graph.remote_store import RemotePublication, RemoteStore
from graph.store import Describe
from graph.syntax import syntax_error
from graph.updatetext import Operation, load_of, operations, rewritten, targets, templates
from graph.updating import refuse_triple_terms
from graph.writing import Author, Check, Written
from ontology.errors import NotFound, QueryRefused, WriteRefused

__all__ = ["RemoteWriter"]

_DELETE: Final = re.compile(r"\bDELETE\b", re.IGNORECASE)


class RemoteWriter:
    """`graph.writing.Writer` over ``store``; ``describe`` makes the record of a change by an author."""

    def __init__(self, store: RemoteStore, describe: Callable[[Author], Describe]) -> None:
        self._store = store
        self._describe = describe
        self._dataset = Dataset(store.engine.names.base)
        self._lock = threading.Lock()

    def update(
        self,
        text: str,
        *,
        author: Author,
        using_graphs: tuple[str, ...] = (),
        using_named_graphs: tuple[str, ...] = (),
        check: Check | None = None,
    ) -> Written:
        """See `graph.writing.Writer.update`; `QueryRefused` also for GRAPH with a variable in a template."""
        parsed = operations(text, self._dataset.base_iri)
        with self._changing(author, check) as publication:
            known = tuple(publication.current.graphs) if publication.current else ()
            steps: list[str] = []
            changing: set[str] = set()
            for operation in parsed:
                _refuse_missing(operation, {*known, *changing})
                words, graphs = self._step(operation, known, using_graphs, using_named_graphs)
                steps.append(words)
                changing |= graphs
            touched = sorted(changing)
            self._refuse_foreign(touched, author)
            whole = " ;\n".join(filter(None, steps))
            try:
                if whole:
                    with publication.change(*touched):
                        publication.update(whole)
            except Rejected as error:
                raise QueryRefused(reason="refused.remote", values={"words": error.words}) from None
            finally:
                changed = self._noted(publication, touched)
        return Written(publication.revision or publication.current, changed)

    def put(
        self, graph: str | None, triples: Iterable[Triple], *, author: Author, check: Check | None = None
    ) -> Written:
        """See `graph.writing.Writer.put`."""
        return self._replace(graph, triples, author, check, keep=False)

    def add(
        self, graph: str | None, triples: Iterable[Triple], *, author: Author, check: Check | None = None
    ) -> Written:
        """See `graph.writing.Writer.add`."""
        return self._replace(graph, triples, author, check, keep=True)

    def delete(self, graph: str | None, *, author: Author, check: Check | None = None) -> Written:
        """See `graph.writing.Writer.delete`."""
        key = self._dataset.key(graph)
        with self._changing(author, check) as publication:
            if graph is not None and key not in _graphs(publication):
                raise NotFound(f"there is no graph <{key}>")
            self._refuse_foreign((key,), author)
            changed = publication.remove(key)
        return Written(publication.revision or publication.current, changed)

    def _replace(
        self, graph: str | None, triples: Iterable[Triple], author: Author, check: Check | None, *, keep: bool
    ) -> Written:
        key, given = self._dataset.key(graph), tuple(triples)
        refuse_triple_terms(given)
        self._refuse_foreign((key,), author)
        name = NamedNode(key)
        with self._changing(author, check) as publication:
            known = _graphs(publication)
            held = self._store.engine.graph(key) if keep and key in known else []
            content = content_of_quads(
                key, (Quad(item.subject, item.predicate, item.object, name) for item in (*held, *given))
            )
            changed = publication.put(content)
            created = graph is not None and key not in known
        return Written(publication.revision or publication.current, changed, created)

    @contextmanager
    def _changing(self, author: Author, check: Check | None) -> Iterator[RemotePublication]:
        """A change that nobody else makes meanwhile, nor here nor on another machine."""
        with self._lock, self._store.publishing(self._describe(author)) as publication:
            if check is not None:
                check(publication.current)
            yield publication

    def _refuse_foreign(self, graphs: Sequence[str], author: Author) -> None:
        for iri in graphs:
            if self._store.engine.names.internal(iri):
                raise WriteRefused(reason="write.reserved", values={"iri": iri})
        refuse_foreign(graphs, self._dataset, author)

    def _noted(self, publication: RemotePublication, touched: Sequence[str]) -> bool:
        changed = False
        for iri in touched:
            content = publication.content(iri)
            if (content.digest if content.lines else None) != publication.before.get(iri):
                publication.note(content)
                changed = True
        return changed

    def _step(
        self, operation: Operation, known: Sequence[str], using: Sequence[str], named: Sequence[str]
    ) -> tuple[str, set[str]]:
        """An operation for the server, and the graphs that it may change."""
        default = self._dataset.key(None)
        if operation.kind == "load":
            raise QueryRefused(reason="refused.load", values={"iri": load_of(operation)[0]})
        if operation.kind == "data":
            return _data(operation, default)
        if operation.kind == "manage":
            return self._managed(operation, known)
        if clauses(operation.text).service:
            raise QueryRefused(reason="refused.service")
        self._store.engine.refuse_spoiled(operation.text)
        names = self._store.engine.names
        if not using and not named and not operation.describes_dataset():
            using, named = (names.union,), known
        has_with = operation.tokens[0].word == "WITH"
        touched = {operation.iri(operation.tokens[1])} if has_with else set()
        for block in templates(operation):
            if block.runs and not has_with:
                touched.add(default)
            for token in block.graphs:
                if token.kind not in ("iri", "name"):
                    raise QueryRefused(reason="refused.variable-graph", values={"name": token.text})
                touched.add(operation.iri(token))
        return rewritten(operation, default, using, named), touched

    def _managed(self, operation: Operation, known: Sequence[str]) -> tuple[str, set[str]]:
        default, reserved = self._dataset.key(None), self._dataset.reserved
        touched: set[str] = set()
        if operation.verb == "CREATE":
            return "", touched  # a graph without triples is none here
        for token in targets(operation):
            if token.word in ("NAMED", "ALL"):
                mine = [iri for iri in known if iri not in reserved]
                return " ;\n".join(f"{operation.verb} SILENT GRAPH <{iri}>" for iri in mine), set(mine)
            touched.add(default if token.word == "DEFAULT" else operation.iri(token))
        text, verb = rewritten(operation, default), operation.tokens[0]
        if operation.verb == "DROP":
            # The same, as a graph without triples is none; Virtuoso drops only graphs that were created by name.
            text = f"{text[: verb.start]}CLEAR{text[verb.start + len(verb.text) :]}"
        return text, touched


def _refuse_missing(operation: Operation, there: Collection[str]) -> None:
    """Raise `QueryRefused` where an operation on graphs has to fail: servers do so by halves, or with a 500."""
    if operation.kind != "manage" or operation.silent:
        return
    named = [
        token for token in operation.tokens[1:] if token.kind in ("iri", "name") or token.word == "DEFAULT"
    ]
    for token in named if operation.verb in ("CLEAR", "DROP", "CREATE") else named[:1]:
        if token.word != "DEFAULT" and (operation.iri(token) in there) is (operation.verb == "CREATE"):
            words = "already exists" if operation.verb == "CREATE" else "does not exist"
            raise QueryRefused(
                reason="refused.operation", values={"words": f"The graph <{operation.iri(token)}> {words}"}
            )


def _graphs(publication: RemotePublication) -> Mapping[str, str]:
    return publication.current.graphs if publication.current else {}


def _data(operation: Operation, default: str) -> tuple[str, set[str]]:
    """INSERT DATA or DELETE DATA with what goes to the default graph under its name."""
    inserts = operation.verb == "INSERT"
    scratch = Store()
    text = operation.text if inserts else _DELETE.sub("INSERT", operation.text, count=1)
    try:
        scratch.update(text)
    except SyntaxError as error:
        raise syntax_error(text, str(error.args[0])) from None
    graphs: dict[str, list[str]] = {}
    for quad in scratch:
        name = default if quad.graph_name == DefaultGraph() else quad.graph_name.value
        graphs.setdefault(name, []).append(f"{quad.triple} .")
    refuse_triple_terms(scratch)
    blocks = " ".join(f"GRAPH <{name}> {{ {' '.join(lines)} }}" for name, lines in graphs.items())
    return (f"{operation.verb} DATA {{ {blocks} }}" if graphs else ""), set(graphs)
