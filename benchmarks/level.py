"""Whether memory and descriptors of a service stay level: samples by kind of process, slopes of the second half.

Reads ``/proc``, so it measures on Linux only.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.processes import resident_of, tree

__all__ = ["Course", "Sample", "course", "courses", "growing", "sample"]

SERVICE: Final = "service"
QUERIES: Final = "queries"
OTHERS: Final = "others"
#: What a process that answers queries has in its command line.
_WORKER: Final = "graph.worker "
#: A second half shorter than this (minutes) says nothing: caches still fill.
_LONG: Final = 5.0
#: Growth over the second half that is none: a share of what there is, and so many bytes or descriptors.
_SHARE: Final = 0.05
_BYTES: Final = 16e6
_DESCRIPTORS: Final = 16.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds since the start; bytes of memory and open descriptors by kind of process."""

    seconds: float
    memory: dict[str, int]
    descriptors: dict[str, int]


@dataclass(frozen=True, slots=True)
class Course:
    """How a number went: medians of the second and the last quarter, the highest, the slope of the second half.

    ``slope`` is the median of the slopes between all pairs of samples (Theil and Sen), for one minute: a short
    peak at the end does not make it. ``minutes`` are those of the second half.
    """

    before: float
    after: float
    highest: float
    slope: float
    minutes: float

    @property
    def growth(self) -> float:
        """What the slope makes of the second half."""
        return self.slope * self.minutes


def sample(root: int, seconds: float) -> Sample:
    """Look at a service and its processes now. One that ends meanwhile is passed over."""
    memory = dict.fromkeys((SERVICE, QUERIES, OTHERS), 0)
    descriptors = dict(memory)
    for process in tree(root):
        kind = SERVICE if process == root else _kind(process)
        memory[kind] += resident_of(process)
        descriptors[kind] += _descriptors(process)
    return Sample(seconds, memory, descriptors)


def course(times: Sequence[float], values: Sequence[float]) -> Course:
    """The course of values at times in seconds; at least four of them."""
    half, quarter = len(values) // 2, len(values) // 4
    late, last = times[half:], values[half:]
    slopes = [
        (last[j] - last[i]) / (late[j] - late[i]) for i in range(len(last)) for j in range(i + 1, len(last))
    ]
    return Course(
        before=statistics.median(values[quarter:half]),
        after=statistics.median(values[-quarter:]),
        highest=max(values),
        slope=statistics.median(slopes) * 60,
        minutes=(late[-1] - late[0]) / 60,
    )


def courses(samples: Sequence[Sample]) -> dict[str, tuple[Course, Course]]:
    """Memory and descriptors of each kind of process, and of all together."""
    times = [one.seconds for one in samples]
    kinds: dict[str, Callable[[dict[str, int]], int]] = {
        SERVICE: lambda found: found[SERVICE],
        QUERIES: lambda found: found[QUERIES],
        OTHERS: lambda found: found[OTHERS],
        "all": lambda found: sum(found.values()),
    }
    return {
        kind: (
            course(times, [of(one.memory) for one in samples]),
            course(times, [of(one.descriptors) for one in samples]),
        )
        for kind, of in kinds.items()
    }


def growing(found: dict[str, tuple[Course, Course]]) -> list[str]:
    """What is not level, in words: the slope says so, and the last quarter is above the second.

    Nothing is said of runs of less than ten minutes.
    """
    words = []
    for kind, (memory, descriptors) in found.items():
        if _grows(memory, _SHARE * memory.before + _BYTES):
            words.append(
                f"memory ({kind}) grows by {memory.slope / 1e6:,.1f} MB a minute:"
                f" {memory.before / 1e6:,.0f} MB became {memory.after / 1e6:,.0f}"
            )
        if _grows(descriptors, _DESCRIPTORS):
            words.append(
                f"descriptors ({kind}) grow by {descriptors.slope:,.1f} a minute:"
                f" {descriptors.before:,.0f} became {descriptors.after:,.0f}"
            )
    return words


def _grows(found: Course, allowed: float) -> bool:
    return found.minutes >= _LONG and found.growth > allowed and found.after - found.before > allowed


def _kind(process: int) -> str:
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:  # it has ended
        return OTHERS
    return QUERIES if _WORKER.encode() in command else OTHERS


def _descriptors(process: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    except OSError:  # it has ended
        return 0
