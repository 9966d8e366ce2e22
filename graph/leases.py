"""Revisions in use: who reads one holds a shared lock on its manifest, and pruning passes it by.

The lock belongs to an open file, so the system gives it up with the process that held it, however that
ended. It needs no right to write, and works between processes and between threads alike.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.files import disk_error
from ontology.errors import NotFound

__all__ = ["MANIFEST", "Lease", "unused"]

#: The file of a revision's folder that says what is in it.
MANIFEST: Final = "manifest.json"


class Lease:
    """Keeps the revision in ``folder`` (its manifest and data) from being pruned until it is closed or forgotten.

    Raises `NotFound` when it is gone or being removed just now.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._descriptor: int | None = None
        manifest = f"{folder}/{MANIFEST}"  # each request has a lease, and a Path takes longer than the lock
        try:
            self._descriptor = os.open(manifest, os.O_RDONLY | os.O_CLOEXEC)
            fcntl.flock(self._descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            # It may have been renamed between the two steps, by a pruning that has let go of it again.
            os.stat(manifest)  # noqa: PTH116
        except (FileNotFoundError, BlockingIOError):
            self.close()
            raise NotFound(f"revision {folder.name} is not kept any more") from None
        except OSError as error:
            raise disk_error(folder.parent.parent, error) from error

    def close(self) -> None:
        """The revision may go."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def __enter__(self) -> Lease:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


@contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Whether nobody reads the revision in ``folder``; while this is open and true, nobody begins to."""
    with (folder / MANIFEST).open("r+b") as manifest:  # a lock that excludes needs the right to write on NFS
        try:
            fcntl.flock(manifest, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
