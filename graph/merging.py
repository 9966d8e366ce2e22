"""When the database merges its files: hardly while much is written, and at full speed otherwise.

RocksDB merges sorted files as soon as two of them overlap. During a large load that rewrites the same
statements again and again beside the work that the load waits for: a quarter of its processor time. So
the threads that merge get only what is left over meanwhile, and the load merges once, at its end.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

__all__ = ["merging_later"]

#: Names of the threads of RocksDB that merge, as Linux knows them.
_NAME: Final = "rocksdb:low"
_TASKS: Final = Path("/proc/self/task")


@contextmanager
def merging_later() -> Iterator[bool]:
    """Inside, the merging threads of this process work only while a core is idle.

    Gives False, and changes nothing, where that is unknown (not Linux) or could not be taken back.
    """
    if not _may_return():
        yield False
        return
    _schedule(os.SCHED_IDLE)
    try:
        yield True
    finally:
        _schedule(os.SCHED_OTHER)


def _may_return() -> bool:
    """Whether a thread may come back from the lowest class of priority: tried by one that ends at once."""
    if not hasattr(os, "SCHED_IDLE") or not _TASKS.is_dir():
        return False
    back: list[bool] = []

    def go() -> None:
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
            back.append(True)

    thread = threading.Thread(target=go, name="priority")
    thread.start()
    thread.join()
    return bool(back)


def _schedule(policy: int) -> None:
    for task in _TASKS.iterdir():
        with suppress(OSError):  # a thread that has ended meanwhile
            if (task / "comm").read_text(encoding="utf-8").strip() == _NAME:
                os.sched_setscheduler(int(task.name), policy, os.sched_param(0))
