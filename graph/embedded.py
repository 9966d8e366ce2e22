"""The engine over revisions on disk: our own queries in process, strangers' in killable workers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pyoxigraph import Store, Triple

from graph.asking import ask_rows, ask_triples
from graph.engine import Answer, Backend, Limits, Query, Row, Term
from graph.kept import Kept
from graph.leases import Lease
from graph.revision import Revision
from graph.snapshots import Snapshots
from graph.store import RevisionStore
from graph.workers import WorkerCounts, WorkerPool
from ontology.errors import NotFound

__all__ = ["EmbeddedEngine"]


class EmbeddedEngine:
    """`graph.engine.Engine` over ``store``; follows the pointer to the current revision.

    Threads share read-only snapshots. When a load publishes a new revision, the next question opens
    it; questions that run keep the old one. Views of older revisions (`at`) share workers and snapshots,
    and keep their revision from being pruned until they are forgotten.
    """

    def __init__(self, store: RevisionStore, limits: Limits | None = None) -> None:
        self._revisions = store
        limits = limits or Limits()
        self._seconds = limits.seconds
        self._pool = WorkerPool(limits)
        self._snapshots = Snapshots(store)
        self._kept = Kept(store)
        self._pinned: Revision | None = None
        self._lease: Lease | None = None

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
        revision = self._kept.find(number)
        if revision is None or revision.path is None:
            raise NotFound(f"there is no revision {number} (any more): /revisions lists those that are kept")
        view = object.__new__(EmbeddedEngine)
        vars(view).update(vars(self), _pinned=revision, _lease=Lease(revision.path.parent))
        return view

    def revisions(self) -> tuple[Revision, ...]:
        """The revisions that are kept, oldest first."""
        return self._kept.revisions()

    def answer(self, query: Query, cancel: threading.Event | None = None) -> Answer:
        """Answer in a worker process; see `graph.engine.Engine.answer`."""
        with self._held() as revision:
            return self._pool.run(revision, query, cancel)

    async def answered(self, query: Query) -> Answer:
        """`answer` for a task: its event loop waits for the worker; cancelling the task ends the query."""
        with self._held() as revision:
            return await self._pool.answered(revision, query)

    def rows(self, sparql: str, **bindings: Term) -> list[Row]:
        """Rows of our own SELECT on the snapshot."""
        with self._snapshot() as store:
            return ask_rows(store, sparql, bindings, self._seconds)

    def triples(self, construct: str, **bindings: Term) -> list[Triple]:
        """Triples of our own CONSTRUCT or DESCRIBE on the snapshot."""
        with self._snapshot() as store:
            return ask_triples(store, construct, bindings)

    def warm(self) -> None:
        """Have a worker started and the snapshot opened, there and here, ahead of the first question."""
        self.revisions()
        with self._snapshot():
            self.answer(Query("ASK {}")).discard()

    def close(self) -> None:
        """End the workers and let go of the snapshots; a view leaves both to the engine it came from."""
        if self._lease is not None:
            self._lease.close()
        if self._pinned is None:
            self._pool.close()
            self._snapshots.close()

    @contextmanager
    def _held(self) -> Iterator[Revision | None]:
        """The revision to ask; it is not pruned meanwhile."""
        if self._pinned is not None:
            yield self._pinned  # the view's lease holds it
            return
        found = self._revisions.leased()
        if found is None:
            yield None
            return
        revision, lease = found
        with lease:
            yield revision

    @contextmanager
    def _snapshot(self) -> Iterator[Store]:
        with self._held() as revision:
            yield Store() if revision is None else self._snapshots.open(revision)
