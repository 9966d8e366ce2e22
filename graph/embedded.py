"""The engine over revisions on disk: our own queries in process, strangers' in killable workers."""

from __future__ import annotations

import copy
import threading

from pyoxigraph import Store, Triple

from graph.asking import ask_rows, ask_triples
from graph.engine import Answer, Backend, Limits, Query, Row, Term
from graph.revision import Revision
from graph.snapshots import Snapshots
from graph.store import RevisionStore
from graph.workers import WorkerCounts, WorkerPool
from ontology.errors import NotFound, StoreError

__all__ = ["EmbeddedEngine"]


class EmbeddedEngine:
    """`graph.engine.Engine` over ``store``; follows the pointer to the current revision.

    Threads share read-only snapshots. When a load publishes a new revision, the next question opens
    it; questions that run keep the old one. Views of older revisions (`at`) share workers and snapshots.
    """

    def __init__(self, store: RevisionStore, limits: Limits | None = None) -> None:
        self._revisions = store
        limits = limits or Limits()
        self._seconds = limits.seconds
        self._pool = WorkerPool(limits)
        self._snapshots = Snapshots(store)
        self._pinned: Revision | None = None

    @property
    def backend(self) -> Backend:
        """Nothing is lacking."""
        return Backend("Oxigraph")

    @property
    def workers(self) -> WorkerCounts:
        """What the processes are doing, for the metrics."""
        return self._pool.counts

    @property
    def revision(self) -> Revision | None:
        """The current revision, or the one that this is a view of; None when nothing has been loaded."""
        return self._pinned or self._revisions.current()

    def at(self, number: int) -> EmbeddedEngine:
        """A view of a kept revision, which stays on it; `NotFound` when there is none of that number."""
        for revision in self._revisions.revisions():
            if revision.number == number:
                view = copy.copy(self)
                view._pinned = revision
                return view
        raise NotFound(f"there is no revision {number} (any more): /revisions lists those that are kept")

    def revisions(self) -> tuple[Revision, ...]:
        """The revisions that are kept, oldest first."""
        return self._revisions.revisions()

    def answer(self, query: Query, cancel: threading.Event | None = None) -> Answer:
        """Answer in a worker process; see `graph.engine.Engine.answer`."""
        revision = self.revision
        try:
            return self._pool.run(revision, query, cancel)
        except StoreError:
            # The revision may have been pruned between the look at the pointer and the worker.
            latest = self._revisions.current()
            if latest == revision:
                raise
            if self._pinned is None:
                return self._pool.run(latest, query, cancel)
            if self._pinned not in self._revisions.revisions():
                raise NotFound(f"revision {self._pinned.number} is not kept any more") from None
            raise

    def rows(self, sparql: str, **bindings: Term) -> list[Row]:
        """Rows of our own SELECT on the snapshot."""
        return ask_rows(self._snapshot(), sparql, bindings, self._seconds)

    def triples(self, construct: str, **bindings: Term) -> list[Triple]:
        """Triples of our own CONSTRUCT or DESCRIBE on the snapshot."""
        return ask_triples(self._snapshot(), construct, bindings)

    def warm(self) -> None:
        """Start a worker and open the snapshot ahead of the first question."""
        self._snapshot()
        self._pool.warm()

    def close(self) -> None:
        """End the workers and let go of the snapshots; a view leaves both to the engine it came from."""
        if self._pinned is None:
            self._pool.close()
            self._snapshots.close()

    def _snapshot(self) -> Store:
        revision = self.revision
        if revision is None:
            return Store()
        try:
            return self._snapshots.open(revision)
        except NotFound:
            latest = self.revision
            if latest is None or latest == revision:
                raise
            return self._snapshots.open(latest)  # it was pruned between the two looks
