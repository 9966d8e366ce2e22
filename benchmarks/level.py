"""Whether memory and descriptors of a service stay level: samples of its processes, slopes of the second half of their lives.

Single processes are judged: the sum of several grows also when one more of them works, which is none of their faults.
How many there may be of a kind is judged for itself. Reads ``/proc``, so it measures on Linux only.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.processes import resident_of, started, tree

__all__ = [
    "OTHERS",
    "QUERIES",
    "SERVICE",
    "Course",
    "Reading",
    "Sample",
    "course",
    "courses",
    "growing",
    "sample",
]

SERVICE: Final = "service"
QUERIES: Final = "queries"
OTHERS: Final = "others"
_KINDS: Final = (SERVICE, QUERIES, OTHERS)
#: What a process that answers queries has in its command line.
_WORKER: Final = "graph.worker "
#: The second half of a life that is shorter than this (minutes) says nothing: caches still fill.
_LONG: Final = 5.0
#: Fewest samples that have a course.
_FEWEST: Final = 4
#: Growth over the second half that is none: a share of what there is, and so many bytes or descriptors.
_SHARE: Final = 0.05
_BYTES: Final = 16e6
_DESCRIPTORS: Final = 16.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A process by its number and when it began, its kind, and what it holds: bytes of memory, open descriptors."""

    process: tuple[int, int]
    kind: str
    memory: int
    descriptors: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds since the start, and the processes that there were."""

    seconds: float
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How a number went: medians of the second and the last quarter, the highest, the slope of the second half.

    ``slope`` is the median of the slopes between all pairs of samples (Theil and Sen), for one minute: a short
    peak at the end does not make it. ``minutes`` are those of the second half. ``steady`` is the lesser of the slopes
    of its two quarters: a step makes none of them, as when an idle process gets its first work.
    """

    before: float
    after: float
    highest: float
    slope: float
    steady: float
    minutes: float

    @property
    def growth(self) -> float:
        """What the slope makes of the second half."""
        return self.slope * self.minutes


def sample(root: int, seconds: float) -> Sample:
    """Look at a service and its processes now. One that ends meanwhile is passed over."""
    found = [
        Reading(
            (process, started(process)),
            SERVICE if process == root else _kind(process),
            resident_of(process),
            _descriptors(process),
        )
        for process in tree(root)
    ]
    return Sample(seconds, tuple(reading for reading in found if reading.memory))


def course(times: Sequence[float], values: Sequence[float]) -> Course:
    """The course of values at times in seconds; at least four of them."""
    half, quarter = len(values) // 2, len(values) // 4
    return Course(
        before=statistics.median(values[quarter:half]),
        after=statistics.median(values[-quarter:]),
        highest=max(values),
        slope=_slope(times[half:], values[half:]),
        steady=min(
            _slope(times[half:-quarter], values[half:-quarter]), _slope(times[-quarter:], values[-quarter:])
        ),
        minutes=(times[-1] - times[half]) / 60,
    )


def _slope(times: Sequence[float], values: Sequence[float]) -> float:
    """The median of the slopes between all pairs, for one minute."""
    pairs = [(i, j) for i in range(len(values)) for j in range(i + 1, len(values))]
    return (
        statistics.median([(values[j] - values[i]) / (times[j] - times[i]) for i, j in pairs] or [0.0]) * 60
    )


def courses(samples: Sequence[Sample]) -> dict[str, tuple[Course, Course]]:
    """Memory and descriptors of each kind of process together, and of all."""
    times = [one.seconds for one in samples]

    def sums(kinds: Sequence[str]) -> tuple[Course, Course]:
        found = [[reading for reading in one.readings if reading.kind in kinds] for one in samples]
        return (
            course(times, [sum(reading.memory for reading in each) for each in found]),
            course(times, [sum(reading.descriptors for reading in each) for each in found]),
        )

    return {**{kind: sums((kind,)) for kind in _KINDS}, "all": sums(_KINDS)}


def growing(samples: Sequence[Sample], limits: Mapping[str, int]) -> list[str]:
    """What is not level, in words; ``limits`` are how many processes there may be of a kind.

    Of each process memory and descriptors are judged: the slope says that they grow, steadily, and the last quarter of its
    life is above the second. Nothing is said of lives of less than ten minutes. Too many processes there are when
    most samples of the last quarter have more than may be.
    """
    words = []
    for (number, _), kind, times, readings in _lives(samples):
        memory = course(times, [reading.memory for reading in readings])
        if _grows(memory, _SHARE * memory.before + _BYTES):
            words.append(
                f"memory ({kind}, process {number}) grows by {memory.slope / 1e6:,.1f} MB a minute:"
                f" {memory.before / 1e6:,.0f} MB became {memory.after / 1e6:,.0f}"
            )
        descriptors = course(times, [reading.descriptors for reading in readings])
        if _grows(descriptors, _DESCRIPTORS):
            words.append(
                f"descriptors ({kind}, process {number}) grow by {descriptors.slope:,.1f} a minute:"
                f" {descriptors.before:,.0f} became {descriptors.after:,.0f}"
            )
    last = samples[-(len(samples) // 4) :] if len(samples) >= _FEWEST else ()
    for kind, most in limits.items():
        counts = [sum(reading.kind == kind for reading in one.readings) for one in last]
        if counts and statistics.median(counts) > most:
            words.append(
                f"processes ({kind}): {statistics.median(counts):g} in the last quarter, where {most} may be"
            )
    return words


def _lives(
    samples: Sequence[Sample],
) -> list[tuple[tuple[int, int], str, list[float], list[Reading]]]:
    """Each process that was seen often enough: which, its kind (the last that was seen), times and readings."""
    found: dict[tuple[int, int], list[tuple[float, Reading]]] = defaultdict(list)
    for one in samples:
        for reading in one.readings:
            found[reading.process].append((one.seconds, reading))
    return [
        (process, life[-1][1].kind, [seconds for seconds, _ in life], [reading for _, reading in life])
        for process, life in found.items()
        if len(life) >= _FEWEST
    ]


def _grows(found: Course, allowed: float) -> bool:
    """Whether a course goes up by more than is allowed, and by a fair part of that in both quarters."""
    return (
        found.minutes >= _LONG
        and found.growth > allowed
        and found.after - found.before > allowed
        and found.steady * found.minutes > allowed / 2
    )


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
