"""What is level, and what grows."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from benchmarks.level import OTHERS, QUERIES, SERVICE, Reading, Sample, course, growing, sample
from benchmarks.soak import describe_levels

_LIMITS = {SERVICE: 1, QUERIES: 2, OTHERS: 1}


def _samples(*processes: tuple[str, Sequence[float | None], Sequence[int]]) -> list[Sample]:
    """Ten seconds apart: kinds of processes with their megabytes (None: there is no such process) and descriptors."""
    found = []
    for number in range(len(processes[0][1])):
        readings = []
        for process, (kind, memory, descriptors) in enumerate(processes, 1):
            size = memory[number]
            if size is not None:
                readings.append(Reading((process, 0), kind, round(size * 1e6), descriptors[number]))
        found.append(Sample(number * 10.0, tuple(readings)))
    return found


def test_what_fills_first_and_then_stays_is_level() -> None:
    """Neither the beginning nor one peak at the end counts."""
    memory = [100.0 + 10 * min(number, 30) for number in range(99)] + [900.0]
    assert [] == growing(_samples((SERVICE, memory, [100] * 100)), _LIMITS)


def test_what_grows_steadily_is_named_with_its_slope() -> None:
    """By process, memory and descriptors apart."""
    memory = [100.0 + number for number in range(100)]
    level = (QUERIES, [50.0] * 100, [20] * 100)
    found = growing(_samples((SERVICE, memory, list(range(100))), level), _LIMITS)
    assert [
        "memory (service, process 1) grows by 6.0 MB a minute: 137 MB became 187",
        "descriptors (service, process 1) grow by 6.0 a minute: 37 became 87",
    ] == found


@pytest.mark.parametrize("start", [30, 55, 70, 90])
def test_another_process_that_works_is_no_growth(start: int) -> None:
    """Whenever it begins: the two hold more than the one did, and neither grows."""
    one = (QUERIES, [80.0] * 100, [45] * 100)
    two = (QUERIES, [None] * start + [80.0] * (100 - start), [45] * 100)
    assert [] == growing(_samples(one, two), _LIMITS)


@pytest.mark.parametrize("step", range(50, 100))
def test_a_process_that_gets_its_first_work_does_not_grow(step: int) -> None:
    """A step is none, wherever in the second half it is."""
    memory = [40.0] * step + [90.0] * (100 - step)
    files = [20] * step + [45] * (100 - step)
    assert [] == growing(_samples((QUERIES, memory, files)), _LIMITS)


def test_a_process_that_grows_beside_one_that_shrinks_is_named() -> None:
    """Their sum is level."""
    one = (QUERIES, [100.0 + number for number in range(100)], [20] * 100)
    two = (QUERIES, [200.0 - number for number in range(100)], [20] * 100)
    assert ["memory (queries, process 1) grows by 6.0 MB a minute: 137 MB became 187"] == growing(
        _samples(one, two), _LIMITS
    )


def test_a_process_is_judged_by_its_own_life() -> None:
    """One that began late has its first half, too; of a life of less than ten minutes nothing is said."""
    growing_late = [None] * 100 + [50.0 + number for number in range(100)]
    assert ["memory (queries, process 1) grows by 6.0 MB a minute: 87 MB became 137"] == growing(
        _samples((QUERIES, growing_late, [20] * 200)), _LIMITS
    )
    assert [] == growing(_samples((QUERIES, growing_late[:155], [20] * 200)), _LIMITS)
    filling_late = [None] * 100 + [50.0 + min(number, 40) for number in range(100)]
    assert [] == growing(_samples((QUERIES, filling_late, [20] * 200)), _LIMITS)


def test_too_many_processes_are_named() -> None:
    """In most samples of the last quarter; one that is there for a moment is none too many."""
    always: tuple[str, list[float | None], list[int]] = (QUERIES, [50.0] * 100, [20] * 100)
    late: tuple[str, list[float | None], list[int]] = (QUERIES, [None] * 60 + [50.0] * 40, [20] * 100)
    short: tuple[str, list[float | None], list[int]] = (QUERIES, [None] * 90 + [50.0] * 10, [20] * 100)
    assert [] == growing(_samples(always, late, short), _LIMITS)
    assert ["processes (queries): 3 in the last quarter, where 2 may be"] == growing(
        _samples(always, always, late), _LIMITS
    )


def test_a_course_tells_quarters_highest_and_slope() -> None:
    """The slope is that of the second half, in a minute; steady is the lesser of its quarters'."""
    found = course([0, 60, 120, 180, 240, 300, 360, 420], [9, 1, 2, 2, 3, 4, 6, 6])
    assert (2, 6, 9, 1.0, 3.0) == (found.before, found.after, found.highest, found.slope, found.minutes)
    assert (0.0, 3.0) == (found.steady, found.growth)


def test_a_sample_of_this_process_has_its_memory_and_descriptors() -> None:
    """As the service itself, not as one of its children."""
    (found,) = [reading for reading in sample(os.getpid(), 1.0).readings if reading.kind == SERVICE]
    assert os.getpid() == found.process[0]
    assert found.memory > 1_000_000
    assert found.descriptors > 2


def test_levels_are_told_by_kind_of_process() -> None:
    """A row each, and one of all."""
    lines = describe_levels(_samples((SERVICE, [100.0] * 8, [40] * 8), (QUERIES, [50.0] * 8, [20] * 8)))
    assert "| service | 1 | 100 | 100 | 100 | +0.00 | 40 | 40 | 40 |" in lines
    assert "| all | 2 | 150 | 150 | 150 | +0.00 | 60 | 60 | 60 |" == lines[-2]
