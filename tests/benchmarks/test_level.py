"""What is level, and what grows."""

from __future__ import annotations

import os

from benchmarks.level import Sample, course, courses, growing, sample
from benchmarks.soak import describe_levels


def _samples(memory: list[float], descriptors: list[int]) -> list[Sample]:
    """Ten seconds apart, of a service without other processes."""
    return [
        Sample(
            number * 10.0,
            {"service": round(size * 1e6), "queries": 0, "others": 0},
            {"service": files, "queries": 0, "others": 0},
        )
        for number, (size, files) in enumerate(zip(memory, descriptors, strict=True))
    ]


def test_what_fills_first_and_then_stays_is_level() -> None:
    """Neither the beginning nor one peak at the end counts."""
    memory = [100.0 + 10 * min(number, 30) for number in range(99)] + [900.0]
    assert [] == growing(courses(_samples(memory, [100] * 100)))


def test_what_grows_steadily_is_named_with_its_slope() -> None:
    """By kind of process, memory and descriptors apart."""
    found = growing(courses(_samples([100.0 + number for number in range(100)], list(range(100)))))
    assert "memory (service) grows by 6.0 MB a minute: 137 MB became 187" in found
    assert any(words.startswith("descriptors (service) grow by 6.0 a minute") for words in found)
    assert [] == [words for words in found if "queries" in words]


def test_a_course_tells_quarters_highest_and_slope() -> None:
    """The slope is that of the second half, in a minute."""
    found = course([0, 60, 120, 180, 240, 300, 360, 420], [9, 1, 2, 2, 3, 4, 5, 6])
    assert (2, 5.5, 9, 1.0, 3.0) == (found.before, found.after, found.highest, found.slope, found.minutes)
    assert 3.0 == found.growth


def test_a_sample_of_this_process_has_its_memory_and_descriptors() -> None:
    """As the service itself, not as one of its children."""
    found = sample(os.getpid(), 1.0)
    assert found.memory["service"] > 1_000_000
    assert found.descriptors["service"] > 2


def test_levels_are_told_by_kind_of_process() -> None:
    """A row each, and one of all."""
    lines = describe_levels(_samples([100.0] * 8, [40] * 8))
    assert "| service | 100 | 100 | 100 | +0.00 | 40 | 40 | 40 |" in lines
    assert lines[-2].startswith("| all | 100 |")
