"""What tests say about time without a clock on the wall: growth by the processor, and waiting for the very thing."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

__all__ = ["PATIENCE", "grows_in_line", "processor_seconds", "wait_until"]

#: Seconds that something may take which does happen: a slow machine with busy neighbours is no fault.
PATIENCE: Final = 120.0
_TRIES: Final = 4


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time of this thread for ``work``; what else the machine, this process and its collector do is left out."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        began = time.thread_time()
        work()
        return time.thread_time() - began
    finally:
        if collecting:
            gc.enable()


def grows_in_line(work: Callable[[int], Callable[[], object]], count: int) -> bool:
    """Whether ten times the size takes about ten times the processor time: far from the hundred of a square.

    ``work`` makes, for a size, what is measured; it is not measured itself. Times below a hundredth of a
    second are not told apart. Looked at again where a machine hiccups: a square is one each time.
    """
    work(max(1, count // 10))()  # what is imported and cached at the first call
    for _ in range(_TRIES):
        small, large = processor_seconds(work(count)), processor_seconds(work(10 * count))
        if large < 40 * max(small, 0.01):
            return True
    return False


def wait_until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Look again and again until it is so; fail after a time in which it must have happened."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
