"""Writing to an engine in memory: the stand-in for tests, notebooks and small datasets of one's own."""

from __future__ import annotations

import threading

from pyoxigraph import Store

from graph.changing import Change, Dataset, contents_after
from graph.fetching import Fetcher
from graph.memory import InMemoryEngine
from graph.updating import Fetch
from graph.writing import Author, Check, Written
from graph.writing_changes import ChangeWriter
from ontology.identifiers import DEFAULT_BASE

__all__ = ["InMemoryWriter"]


class InMemoryWriter(ChangeWriter):
    """`graph.writing.Writer` over an `InMemoryEngine`; each change is a new revision of it.

    ``fetch`` reads documents for LOAD. Time and memory of an update are not bounded.
    """

    def __init__(
        self, engine: InMemoryEngine, *, base: str = DEFAULT_BASE, fetch: Fetch | None = None
    ) -> None:
        super().__init__(Dataset(base, engine.union))
        self._engine = engine
        self._fetch = fetch or Fetcher()
        self._lock = threading.Lock()

    def change(self, change: Change, author: Author, check: Check | None) -> Written:
        """Make a change on a copy, and put the copy in the place of what was there."""
        with self._lock:
            before = self._engine.revision
            if check is not None:
                check(before)
            known = dict(before.graphs) if before else {}
            self.refuse_missing(change, known)
            snapshot = self._engine.snapshot()

            def scratch() -> Store:
                copy = Store()
                copy.extend(snapshot)
                return copy

            contents = contents_after(change, self.dataset, snapshot, scratch, self._fetch)
            changed = self.allowed(contents, known, author)
            if changed:
                self._engine.replace(changed)
            return Written(self._engine.revision, bool(changed), self.creates(change, changed, known))
