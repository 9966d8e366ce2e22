"""Writing to an engine in memory: the stand-in for tests, notebooks and small datasets of one's own."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from pyoxigraph import Store, Triple

from graph.changing import Change, Dataset, contents_after, refuse_foreign
from graph.fetching import Fetcher
from graph.memory import InMemoryEngine
from graph.updating import Fetch
from graph.writing import Author, Check, Written
from ontology.errors import NotFound
from ontology.identifiers import DEFAULT_BASE

__all__ = ["InMemoryWriter"]


class InMemoryWriter:
    """`graph.writing.Writer` over an `InMemoryEngine`; each change is a new revision of it.

    ``fetch`` reads documents for LOAD. Time and memory of an update are not bounded.
    """

    def __init__(
        self, engine: InMemoryEngine, *, base: str = DEFAULT_BASE, fetch: Fetch | None = None
    ) -> None:
        self._engine = engine
        self._dataset = Dataset(base, engine.union)
        self._fetch = fetch or Fetcher()
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
        """See `graph.writing.Writer.update`."""
        change = Change("update", text=text, using_graphs=using_graphs, using_named_graphs=using_named_graphs)
        return self._do(change, author, check)

    def put(
        self, graph: str | None, triples: Iterable[Triple], *, author: Author, check: Check | None = None
    ) -> Written:
        """See `graph.writing.Writer.put`."""
        return self._do(Change("put", graph, triples=tuple(triples)), author, check)

    def add(
        self, graph: str | None, triples: Iterable[Triple], *, author: Author, check: Check | None = None
    ) -> Written:
        """See `graph.writing.Writer.add`."""
        return self._do(Change("add", graph, triples=tuple(triples)), author, check)

    def delete(self, graph: str | None, *, author: Author, check: Check | None = None) -> Written:
        """See `graph.writing.Writer.delete`."""
        return self._do(Change("delete", graph), author, check)

    def _do(self, change: Change, author: Author, check: Check | None) -> Written:
        with self._lock:
            before = self._engine.revision
            if check is not None:
                check(before)
            known = dict(before.graphs) if before else {}
            if change.kind == "delete" and change.graph is not None and change.graph not in known:
                raise NotFound(f"there is no graph <{change.graph}>")
            snapshot = self._engine.snapshot()

            def scratch() -> Store:
                copy = Store()
                copy.extend(snapshot)
                return copy

            contents = contents_after(change, self._dataset, snapshot, scratch, self._fetch)
            changed = [
                item for item in contents if (item.digest if item.lines else None) != known.get(item.iri)
            ]
            refuse_foreign([item.iri for item in changed], self._dataset, author)
            if changed:
                self._engine.replace(changed)
            key = self._dataset.key(change.graph)
            created = change.kind in ("put", "add") and key not in known and change.graph is not None
            return Written(self._engine.revision, bool(changed), created)
