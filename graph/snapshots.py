"""Revisions that are open for reading in this process: few at a time, shared by all threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

from pyoxigraph import Store

from graph.revision import Revision
from graph.store import RevisionStore
from ontology.errors import NotFound, StoreError

__all__ = ["Snapshots"]

#: The current revision and a few older ones that somebody compares it with. Each holds its files open, and
#: blocks of them in memory.
_OPEN: Final = 4
#: After a load: the new revision, and one that questions may still run on.
_AFTER_LOAD: Final = 2


class Snapshots:
    """The last revisions asked for; what was used longest ago, or is no longer kept, is closed.

    When a newer one than all that are open is asked for, the others but the last are closed.
    A question that still runs on a closed one keeps it until it ends.
    """

    def __init__(self, store: RevisionStore, limit: int = _OPEN) -> None:
        self._store = store
        self._limit = limit
        self._lock = threading.Lock()
        self._opened: OrderedDict[int, tuple[Revision, Store]] = OrderedDict()

    def open(self, revision: Revision) -> Store:
        """The revision, opened read-only; `NotFound` when it is not kept any more, or `StoreError`."""
        with self._lock:
            found = self._opened.get(revision.number)
            if found is not None:
                self._opened.move_to_end(revision.number)
                return found[1]
            for number in [number for number, (known, _) in self._opened.items() if _gone(known)]:
                del self._opened[number]
            newest = revision.number > max(self._opened, default=0)
            limit = min(_AFTER_LOAD, self._limit) if newest else self._limit
            while len(self._opened) >= limit:
                self._opened.popitem(last=False)
            try:
                store = self._store.open(revision.number)
            except (NotFound, StoreError):
                if _gone(revision):
                    raise NotFound(f"revision {revision.number} is not kept any more") from None
                raise
            self._opened[revision.number] = (revision, store)
            return store

    def close(self) -> None:
        """Let go of all of them."""
        with self._lock:
            self._opened.clear()


def _gone(revision: Revision) -> bool:
    return revision.path is None or not revision.path.exists()
