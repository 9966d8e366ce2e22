"""Answers too large for memory: files without a name, which end with whoever holds them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = ["AnswerFile"]

_CHUNK: Final = 64 * 1024


class AnswerFile:
    """The finished file at ``path``, taken over: its name is removed at once.

    So nothing stays behind, whether the answer is read, given up before its first byte, or lost with
    the process.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._descriptor: int | None = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        path.unlink()

    @property
    def closed(self) -> bool:
        """Whether it has been let go of."""
        return self._descriptor is None

    def pieces(self) -> Iterator[bytes]:
        """The bytes in pieces, read as they are asked for; let go of at the end."""
        try:
            at = 0
            while piece := self._piece(at):
                at += len(piece)
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Give the space on the disk back."""
        with self._lock:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None

    def __del__(self) -> None:
        self.close()

    def _piece(self, at: int) -> bytes:
        with self._lock:
            if self._descriptor is None:
                raise ValueError("the answer has been read or given up already")
            return os.pread(self._descriptor, _CHUNK, at)
