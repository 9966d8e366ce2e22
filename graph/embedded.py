"""The engine over revisions on disk: our own queries in process, strangers' in killable workers."""

from __future__ import annotations

import threading

from pyoxigraph import Store, Triple

from graph.asking import ask_rows, ask_triples
from graph.engine import Answer, Limits, Query, Row, Term
from graph.revision import Revision
from graph.store import RevisionStore
from graph.workers import WorkerPool
from ontology.errors import StoreError

__all__ = ["EmbeddedEngine"]


class EmbeddedEngine:
    """`graph.engine.Engine` over ``store``; follows the pointer to the current revision.

    Threads share one read-only snapshot. When a load publishes a new revision, the next question
    opens it; questions that run keep the old one, which closes when the last of them ends.
    """

    def __init__(self, store: RevisionStore, limits: Limits | None = None) -> None:
        self._revisions = store
        self._pool = WorkerPool(limits or Limits())
        self._lock = threading.Lock()
        self._opened: tuple[int, Store] | None = None

    @property
    def revision(self) -> Revision | None:
        """The current revision; None when nothing has been loaded."""
        return self._revisions.current()

    def answer(self, query: Query, cancel: threading.Event | None = None) -> Answer:
        """Answer in a worker process; see `graph.engine.Engine.answer`."""
        revision = self._revisions.current()
        try:
            return self._pool.run(revision, query, cancel)
        except StoreError:
            # The revision may have been pruned between the look at the pointer and the worker.
            latest = self._revisions.current()
            if latest == revision:
                raise
            return self._pool.run(latest, query, cancel)

    def rows(self, sparql: str, **bindings: Term) -> list[Row]:
        """Rows of our own SELECT on the current snapshot."""
        return ask_rows(self._snapshot(), sparql, bindings)

    def triples(self, construct: str, **bindings: Term) -> list[Triple]:
        """Triples of our own CONSTRUCT or DESCRIBE on the current snapshot."""
        return ask_triples(self._snapshot(), construct, bindings)

    def warm(self) -> None:
        """Start a worker and open the snapshot ahead of the first question."""
        self._snapshot()
        self._pool.warm()

    def close(self) -> None:
        """End the workers and let go of the snapshot."""
        self._pool.close()
        with self._lock:
            self._opened = None

    def _snapshot(self) -> Store:
        with self._lock:
            current = self._revisions.current()
            number = current.number if current else 0
            if self._opened is None or self._opened[0] != number:
                self._opened = (number, self._revisions.open(number) if number else Store())
            return self._opened[1]
