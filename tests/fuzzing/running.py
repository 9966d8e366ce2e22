"""Giving inputs one after the other, numbered so that each can be made again, and counting what it took."""

from __future__ import annotations

import faulthandler
import gc
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["LONGEST", "Given", "Report", "give"]

Given = Callable[[random.Random], None]
#: Seconds after which one input counts as a hang: all threads are shown and the run ends.
LONGEST: Final = 300
_PAGE: Final = 4096


@dataclass(frozen=True, slots=True)
class Report:
    """How many inputs were given, in which time; the slowest one; by how much the memory grew (bytes).

    ``slowest`` is its number, ``worst`` its processor seconds. Growth is counted after the first quarter,
    when what is imported and cached is there.
    """

    tried: int
    seconds: float
    slowest: int
    worst: float
    growth: int


def give(
    name: str, target: AbstractContextManager[Given], *, count: int, seconds: float = 0, first: int = 0
) -> Report:
    """Give ``count`` inputs to a target, or as many as fit in ``seconds``.

    What breaks it is raised as `AssertionError` that names the input; ``first`` makes that one again.
    """
    began = time.monotonic()
    tried, slowest, worst, early = 0, first, 0.0, 0
    with target as check:
        while tried < count or time.monotonic() - began < seconds:
            number = first + tried
            faulthandler.dump_traceback_later(LONGEST, exit=True)
            start = time.process_time()
            try:
                check(random.Random(f"{name}/{number}"))  # noqa: S311
            except Exception as error:
                raise AssertionError(
                    f"{name}, input {number}: {type(error).__name__}: {str(error)[:2000]}"
                ) from error
            finally:
                faulthandler.cancel_dump_traceback_later()
            took = time.process_time() - start
            if took > worst:
                slowest, worst = number, took
            tried += 1
            share = (time.monotonic() - began) / seconds if seconds else tried / count
            if not early and share >= 1 / 4:
                early = _resident()
        growth = _resident() - early
    return Report(tried, time.monotonic() - began, slowest, worst, growth)


def _resident() -> int:
    """Bytes of this process in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
