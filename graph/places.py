"""Who may work now and who waits: a bounded number of places with a bounded, fair queue."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final

from ontology.errors import LimitExceeded

__all__ = ["Places"]

_POLL_SECONDS: Final = 0.05
#: Those who wait hold a thread each of the forty that the pages need, too: so there are few.
_WAITING: Final = 16


class Places:
    """``size`` places; up to ``waiting`` more may wait, first come first served."""

    def __init__(self, size: int, waiting: int = _WAITING) -> None:
        self._lock = threading.Lock()
        self._free = size
        self._size = size
        self._limit = waiting
        self._queue: deque[threading.Event] = deque()

    @property
    def busy(self) -> int:
        """Places that are taken."""
        return self._size - self._free

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return len(self._queue)

    def take(self, seconds: float, cancel: threading.Event | None = None) -> None:
        """Take a place, waiting for at most ``seconds``; `release` gives it back.

        Raises `LimitExceeded`: ``workers`` when it takes too long or too many wait already,
        ``cancelled`` as soon as ``cancel`` is set.
        """
        with self._lock:
            if self._free and not self._queue:
                self._free -= 1
                return
            if len(self._queue) >= self._limit:
                raise _full()
            turn = threading.Event()
            self._queue.append(turn)
        deadline = time.monotonic() + seconds
        while not turn.wait(max(0.0, min(_POLL_SECONDS, deadline - time.monotonic()))):
            left = cancel is not None and cancel.is_set()
            if left or time.monotonic() >= deadline:
                with self._lock:
                    if turn.is_set():
                        break  # just now
                    self._queue.remove(turn)
                if left:
                    raise LimitExceeded("the query was given up by its sender", limit="cancelled")
                raise _full()

    def release(self) -> None:
        """Give a place back, to the one who has waited longest."""
        with self._lock:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._free += 1

    def drain(self, seconds: float) -> None:
        """Take all places, or as many as become free within ``seconds``: who works finishes first."""
        deadline = time.monotonic() + seconds
        with self._lock:
            self._limit += self._size
        for _ in range(self._size):
            try:
                self.take(max(0.0, deadline - time.monotonic()))
            except LimitExceeded:
                return


def _full() -> LimitExceeded:
    return LimitExceeded(
        "all workers are busy with other queries: try again in a few seconds", limit="workers"
    )
