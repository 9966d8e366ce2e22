"""An index made in a process of its own, which works while the processor has nothing else to do.

A thousand plans take most of a minute of processor time, under Python's lock: in the process of a service
each request would wait for it. The file appears under its name when it is whole (`graph.search.index`), so two
services that make the same one do each other no harm.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from typing import Final

from graph.children import start_child, tie_to_parent
from graph.embedded import EmbeddedEngine
from graph.search.index import build_index, draft_of
from graph.store import RevisionStore
from graph.worker import Failed
from ontology.errors import PolicygraphError, StoreError

__all__ = ["IndexProcess", "main"]

_CHILD: Final = (
    "from graph.priority import step_back; step_back(); from graph.search.process import main; main()"
)


class IndexProcess:
    """Makes the index of the revision in folder ``snapshot`` (``<home>/revisions/7/data``).

    ``file`` and ``last`` are those of `graph.search.index.build_index`. The process begins at once, and ends
    with this one if nobody stops it before.
    """

    def __init__(self, snapshot: Path, file: Path, last: Path | None) -> None:
        self._draft = draft_of(file)
        files = [snapshot, file, self._draft, *([last] if last is not None else [])]
        self._process = start_child(
            _CHILD, [str(os.getpid()), *map(str, files)], stdout=PIPE, start_new_session=True
        )

    def wait(self) -> None:
        """Wait until the file is there; raises what `build_index` raises, `StoreError` when the process broke."""
        try:
            said, _ = self._process.communicate()
        finally:
            with suppress(OSError):
                self._draft.unlink()  # of a process that was stopped
        if self._process.returncode != 0 or not said:
            raise StoreError(
                f"the process that makes the search index ended unexpectedly (status {self._process.returncode})",
                reason="store.index",
            )
        failed: Failed | OSError | None = pickle.loads(said)  # noqa: S301 written by our process
        if failed is not None:
            raise failed.error() if isinstance(failed, Failed) else failed

    def stop(self) -> None:
        """End the process; `wait` then raises."""
        self._process.kill()


def main() -> None:
    """Make the index of the second argument, a snapshot, in the third; the fourth is its draft, the fifth the one before.

    The first is the number of the process that waits. What went wrong is written to the standard output.
    """
    tie_to_parent(int(sys.argv[1]))
    snapshot, file, draft, *last = (Path(name) for name in sys.argv[2:])
    said = pickle.dumps(_made(snapshot, file, draft, last[0] if last else None))
    sys.stdout.buffer.write(said)


def _made(snapshot: Path, file: Path, draft: Path, last: Path | None) -> Failed | OSError | None:
    home, number = snapshot.parents[2], int(snapshot.parent.name)
    try:
        engine = EmbeddedEngine(RevisionStore(home))
        view = engine.at(number)
        try:
            build_index(view, file, last, draft)
        finally:
            view.close()
            engine.close()
    except PolicygraphError as error:
        return Failed.of(error)
    except OSError as error:
        return OSError(error.errno, error.strerror or str(error), str(file))
    return None
