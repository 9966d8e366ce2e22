"""Answers on their way: in memory while they are small, then files without a name, which end with who holds them."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

__all__ = ["IN_MEMORY", "AnswerFile", "Spool"]

#: Answers up to this size stay in memory; to make, read and remove a file takes as long as a small query.
IN_MEMORY: Final = 1 << 20
#: What is read at a time: each piece of an answer crosses from a thread to the event loop.
_CHUNK: Final = 256 * 1024


class Spool:
    """A binary file to write an answer to: in memory up to `IN_MEMORY` bytes, beyond them at ``path``."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._held = io.BytesIO()
        self._file: IO[bytes] | None = None

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        if self._file is None:
            if self._held.tell() + len(data) <= IN_MEMORY:
                return self._held.write(data)
            path = Path(self._path)
            self._file = path.open("wb")
            self._file.write(self._held.getbuffer())
            self._held = io.BytesIO()
        return self._file.write(data)

    def flush(self) -> None:
        """Give the file, if there is one, what has been written."""
        if self._file is not None:
            self._file.flush()

    def close(self) -> bytes | None:
        """The whole answer, or None when it is complete at ``path``. Once is enough."""
        if self._file is not None:
            self._file.close()
            return None
        return self._held.getvalue()


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
