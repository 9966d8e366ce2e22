"""The revisions that are kept, listed again only when their folder has changed: each request for data asks for them."""

from __future__ import annotations

import os
import time
from typing import Final

from graph.revision import Revision
from graph.store import RevisionStore

__all__ = ["Kept"]

#: Two changes of a folder may bear the same date, by the grain of the system's clock (some ms); after so many
#: nanoseconds a third would be told from them.
_SETTLED: Final = 2_000_000_000


class Kept:
    """What `RevisionStore.revisions` says, at the cost of a look at two dates."""

    def __init__(self, store: RevisionStore) -> None:
        self._store = store
        self._folder = str(store.home / "revisions")
        self._known: tuple[Revision, int, tuple[Revision, ...]] | None = None

    def find(self, number: int) -> Revision | None:
        """The kept revision of a number; it may have been pruned since the last look, as at any moment after."""
        known = self._known[2] if self._known is not None else ()
        for revision in (*known[-1:], *known):
            if revision.number == number:
                return revision
        return next((revision for revision in self.revisions() if revision.number == number), None)

    def revisions(self) -> tuple[Revision, ...]:
        """Complete revisions that are still kept, oldest first."""
        current = self._store.current()
        if current is None:
            return ()
        try:
            changed = os.stat(self._folder).st_mtime_ns  # noqa: PTH116 see `RevisionStore.current`
        except OSError:
            return self._store.revisions()  # which tells what is wrong
        known = self._known
        if known is not None and known[0] is current and known[1] == changed:
            return known[2]
        found = self._store.revisions()
        if time.time_ns() - changed > _SETTLED:
            self._known = (current, changed, found)
        return found
