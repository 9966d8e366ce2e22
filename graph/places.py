"""Who may work now and who waits: a bounded number of places with a bounded, fair queue.

Threads wait in `Places.take`, tasks of an event loop in `Places.taken`; both stand in the same queue.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from ontology.errors import LimitExceeded

__all__ = ["Places"]

_POLL_SECONDS: Final = 0.05
#: Those who wait may hold a thread each of the forty that the pages need, too: so there are few.
_WAITING: Final = 16


class _Turn(Protocol):
    """One who waits: whoever gives a place back sets it."""

    def set(self) -> None:
        """It is their turn."""

    def is_set(self) -> bool:
        """Whether it is."""


_T = TypeVar("_T", bound=_Turn)


class Places:
    """``size`` places; up to ``waiting`` more may wait, first come first served."""

    def __init__(self, size: int, waiting: int = _WAITING) -> None:
        self._lock = threading.Lock()
        self._free = size
        self._size = size
        self._limit = waiting
        self._queue: deque[_Turn] = deque()

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
        turn = self._at_once(threading.Event)
        if turn is None:
            return
        deadline = time.monotonic() + seconds
        while not turn.wait(max(0.0, min(_POLL_SECONDS, deadline - time.monotonic()))):
            left = cancel is not None and cancel.is_set()
            if left or time.monotonic() >= deadline:
                if not self._leave(turn):
                    break  # it became theirs just now
                if left:
                    raise LimitExceeded("the query was given up by its sender", limit="cancelled")
                raise _full()

    async def taken(self, seconds: float) -> None:
        """`take` for a task of an event loop, which may be cancelled."""
        turn = self._at_once(lambda: _LoopTurn(asyncio.get_running_loop()))
        if turn is None:
            return
        try:
            async with asyncio.timeout(seconds):
                await turn.come
        except TimeoutError:
            if self._leave(turn):
                raise _full() from None
        except asyncio.CancelledError:
            if not self._leave(turn):
                self.release()
            raise

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

    def _at_once(self, made: Callable[[], _T]) -> _T | None:
        """None where there is a place now; else a turn that stands in the queue, or `LimitExceeded` where that is full."""
        with self._lock:
            if self._free and not self._queue:
                self._free -= 1
                return None
            if len(self._queue) >= self._limit:
                raise _full()
            turn = made()
            self._queue.append(turn)
            return turn

    def _leave(self, turn: _Turn) -> bool:
        """Leave the queue; false where the place had come already."""
        with self._lock:
            if turn.is_set():
                return False
            self._queue.remove(turn)
            return True


class _LoopTurn:
    """A task that waits; it may be set by any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._given = False
        self.come: asyncio.Future[None] = loop.create_future()

    def set(self) -> None:
        """Wake the task."""
        self._given = True
        self._loop.call_soon_threadsafe(self._wake)

    def is_set(self) -> bool:
        """Whether the place is theirs, the task woken or not."""
        return self._given

    def _wake(self) -> None:
        if not self.come.done():
            self.come.set_result(None)


def _full() -> LimitExceeded:
    return LimitExceeded(
        "all workers are busy with other queries: try again in a few seconds", limit="workers"
    )
