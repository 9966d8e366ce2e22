"""Writing to the revisions on disk: each change is made in a process of its own, and published as a revision.

The process works on a copy and can be killed at any moment; only its complete result is handed to
`graph.store.RevisionStore`, which publishes it whole. So no change ever half-happens, and whatever an
update does to its process, the service stays.
"""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Final

from graph.changing import Change, Dataset
from graph.children import start_child
from graph.content import GraphContent
from graph.files import disk_error
from graph.revision import Revision
from graph.store import Describe, RevisionStore
from graph.worker import Failed
from graph.writing import Author, Check, Written
from graph.writing_changes import ChangeWriter
from graph.writing_process import NO_ROOM, Made, WriteJob
from ontology.errors import LimitExceeded, StoreBusy, StoreError

__all__ = ["EmbeddedWriter", "WriteLimits"]

_CHILD: Final = "from graph.writing_process import main; main()"
_SCRATCH: Final = ".scratch-"


@dataclass(frozen=True, slots=True)
class WriteLimits:
    """What one change may take: ``seconds``, ``memory`` bytes; ``wait`` seconds for the one before it."""

    seconds: float = 60.0
    memory: int = 2 << 30
    wait: float = 10.0


class EmbeddedWriter(ChangeWriter):
    """`graph.writing.Writer` over a `RevisionStore`.

    ``describe`` makes the metadata graph of a revision from who changed it (None: there is none);
    ``allowed`` are prefixes of addresses that LOAD may read.
    """

    def __init__(
        self,
        store: RevisionStore,
        dataset: Dataset,
        *,
        describe: Callable[[Author], Describe] | None = None,
        limits: WriteLimits | None = None,
        allowed: tuple[str, ...] = (),
    ) -> None:
        super().__init__(dataset)
        self._store = store
        self._describe = describe
        self._limits = limits or WriteLimits()
        self._allowed = allowed
        self._lock = threading.Lock()

    def change(self, change: Change, author: Author, check: Check | None) -> Written:
        """Make a change in a process of its own, and publish it."""
        describe = None if self._describe is None else self._describe(author)
        with self._turn(), self._store.publishing(describe) as publication:
            before = self._store.current()
            known = dict(before.graphs) if before else {}
            if check is not None:
                check(before)
            self.refuse_missing(change, known)
            changed = self.allowed(self._made(change, before), known, author)
            for content in changed:
                publication.put(content)
        revision = publication.revision or before
        return Written(revision, bool(changed), self.creates(change, changed, known))

    def _made(self, change: Change, before: Revision | None) -> tuple[GraphContent, ...]:
        """Have a change made in its own process."""
        snapshot = str(before.path) if before is not None else ""
        for left in self._store.home.glob(f"{_SCRATCH}*"):  # of a service that was killed
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=self._store.home) as folder:
            job, result = Path(folder) / "job", Path(folder) / "result"
            job.write_bytes(pickle.dumps(WriteJob(change, self.dataset, snapshot, folder, self._allowed)))
            self._run(job, result)
            made: Made | Failed = pickle.loads(result.read_bytes())  # noqa: S301 written by our process
        if isinstance(made, Failed):
            raise made.error()
        return made.contents

    def _run(self, job: Path, result: Path) -> None:
        arguments = [str(job), str(result), str(self._limits.memory), str(os.getpid())]
        process = start_child(_CHILD, arguments, start_new_session=True)
        try:
            status = process.wait(self._limits.seconds)
        except TimeoutExpired:
            raise LimitExceeded(
                f"the change took longer than {self._limits.seconds:g} seconds: split it", limit="time"
            ) from None
        finally:
            process.kill()
            process.wait()
        # An allocation over the limit aborts (SIGABRT); the system's out-of-memory killer uses SIGKILL.
        if status in (-6, -9):
            raise LimitExceeded("the change needs too much memory: split it", limit="memory")
        if status == NO_ROOM:
            raise disk_error(self._store.home, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        if status != 0:
            raise StoreError(
                f"the process of a change ended unexpectedly (status {status})", reason="store.change"
            )

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One change at a time in this process; the store keeps other processes out."""
        if not self._lock.acquire(timeout=self._limits.wait):
            raise StoreBusy(reason="store.busy")
        try:
            yield
        finally:
            self._lock.release()
