"""Writing to the revisions on disk: each change is made in a process of its own, and published as a revision.

The process works on a copy and can be killed at any moment; only its complete result is handed to
`graph.store.RevisionStore`, which publishes it whole. So no change ever half-happens, and whatever an
update does to its process, the service stays.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Triple

from graph.changing import Change, Dataset, refuse_foreign
from graph.content import GraphContent
from graph.revision import Revision
from graph.store import Describe, RevisionStore
from graph.worker import Failed
from graph.writing import Author, Check, Written
from graph.writing_process import Made, WriteJob
from ontology.errors import LimitExceeded, NotFound, StoreBusy, StoreError

__all__ = ["EmbeddedWriter", "WriteLimits"]

_CHILD: Final = "from graph.writing_process import main; main()"
_SCRATCH: Final = ".scratch-"


@dataclass(frozen=True, slots=True)
class WriteLimits:
    """What one change may take: ``seconds``, ``memory`` bytes; ``wait`` seconds for the one before it."""

    seconds: float = 60.0
    memory: int = 2 << 30
    wait: float = 10.0


class EmbeddedWriter:
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
        self._store = store
        self._dataset = dataset
        self._describe = describe
        self._limits = limits or WriteLimits()
        self._allowed = allowed
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
        if change.kind != "update":
            refuse_foreign([self._dataset.key(change.graph)], self._dataset, author)
        describe = None if self._describe is None else self._describe(author)
        with self._turn(), self._store.publishing(describe) as publication:
            before = self._store.current()
            known = dict(before.graphs) if before else {}
            if check is not None:
                check(before)
            key = self._dataset.key(change.graph)
            if change.kind == "delete" and change.graph is not None and key not in known:
                raise NotFound(f"there is no graph <{change.graph}>")
            changed = [item for item in self._made(change, before) if _differs(item, known)]
            refuse_foreign([item.iri for item in changed], self._dataset, author)
            for content in changed:
                publication.put(content)
        created = change.kind in ("put", "add") and change.graph is not None and key not in known
        return Written(publication.revision or before, bool(changed), created)

    def _made(self, change: Change, before: Revision | None) -> tuple[GraphContent, ...]:
        """Have a change made in its own process."""
        snapshot = str(before.path) if before is not None else ""
        for left in self._store.home.glob(f"{_SCRATCH}*"):  # of a service that was killed
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=self._store.home) as folder:
            job, result = Path(folder) / "job", Path(folder) / "result"
            job.write_bytes(pickle.dumps(WriteJob(change, self._dataset, snapshot, folder, self._allowed)))
            self._run(job, result)
            made: Made | Failed = pickle.loads(result.read_bytes())  # noqa: S301 written by our process
        if isinstance(made, Failed):
            raise made.error()
        return made.contents

    def _run(self, job: Path, result: Path) -> None:
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join(path or "." for path in sys.path))
        command = [sys.executable, "-P", "-c", _CHILD, str(job), str(result), str(self._limits.memory)]
        process = subprocess.Popen(  # noqa: S603 our own interpreter and module
            command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
        try:
            status = process.wait(self._limits.seconds)
        except subprocess.TimeoutExpired:
            raise LimitExceeded(
                f"the change took longer than {self._limits.seconds:g} seconds: split it", limit="time"
            ) from None
        finally:
            process.kill()
            process.wait()
        # An allocation over the limit aborts (SIGABRT); the system's out-of-memory killer uses SIGKILL.
        if status in (-6, -9):
            raise LimitExceeded("the change needs too much memory: split it", limit="memory")
        if status != 0:
            raise StoreError(f"the process of a change ended unexpectedly (status {status})")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One change at a time in this process; the store keeps other processes out."""
        if not self._lock.acquire(timeout=self._limits.wait):
            raise StoreBusy("another change is being made: try again in a few seconds")
        try:
            yield
        finally:
            self._lock.release()


def _differs(content: GraphContent, known: dict[str, str]) -> bool:
    return known.get(content.iri) != (content.digest if content.lines else None)
