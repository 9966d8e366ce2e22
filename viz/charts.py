"""Positions of marks in small charts; templates draw them, so every text is escaped in one way.

Coordinates are pixels of an SVG's view box, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

__all__ = ["Bar", "Dot", "Length", "Scatter", "Tick", "bars", "lengths", "scatter"]

WIDTH: Final = 760
HEIGHT: Final = 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 70, 20, 40
#: Labels of dots need this much height.
_LINE: Final = 18
#: From this ratio of the largest to the smallest value on, a linear axis would hide the small ones.
_LOGARITHMIC_FROM: Final = 40


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: where, and the value that it stands for."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A value: the centre of its dot, and the height of its label, which keeps clear of other labels."""

    x: float
    y: float
    label_y: float
    series: int
    index: int


@dataclass(frozen=True, slots=True)
class Scatter:
    """Values over years. ``dots`` are in the order of the points; ``logarithmic`` says how y is scaled."""

    dots: tuple[Dot, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    logarithmic: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a stacked bar: start and width as shares of 100, and what it counts."""

    name: str
    start: float
    width: float
    number: int


@dataclass(frozen=True, slots=True)
class Length:
    """A bar of a list of bars: its top in pixels, its width as a share of 100 of the longest."""

    top: int
    width: float


def lengths(values: Sequence[float], line: int) -> tuple[Length, ...]:
    """Bars below each other, each in a line of so many pixels; values are 0 or more.

    Widths are shares, so that a drawing fills the width that there is and its letters keep their size.
    """
    largest = max(values, default=0)
    return tuple(
        Length(index * line, value / largest * 100 if largest else 0.0) for index, value in enumerate(values)
    )


def scatter(points: Sequence[tuple[int, float, int]]) -> Scatter | None:
    """Year, value (0 or more) and series of each point as a chart; None without points."""
    if not points:
        return None
    years = [year for year, _, _ in points]
    values = [value for _, value, _ in points]
    first, last = min(years), max(years)
    positive = [value for value in values if value > 0]
    logarithmic = (
        bool(positive) and len(positive) == len(values) and max(positive) / min(positive) > _LOGARITHMIC_FROM
    )
    ticks = _powers(min(positive), max(positive)) if logarithmic else _rounds(max(values))
    low, high = ticks[0], ticks[-1]

    def across(year: int) -> float:
        middle = (_LEFT + WIDTH - _RIGHT) / 2
        return (
            middle
            if first == last
            else _LEFT + 20 + (year - first) / (last - first) * (WIDTH - _RIGHT - _LEFT - 40)
        )

    def down(value: float) -> float:
        share = (
            (math.log10(value) - math.log10(low)) / ((math.log10(high) - math.log10(low)) or 1)
            if logarithmic
            else value / (high or 1)
        )
        return HEIGHT - _BOTTOM - share * (HEIGHT - _BOTTOM - _TOP)

    placed = [(across(year), down(value), series) for year, value, series in points]
    labels = _apart(placed)
    return Scatter(
        dots=tuple(
            Dot(x, y, label, series, index)
            for index, ((x, y, series), label) in enumerate(zip(placed, labels, strict=True))
        ),
        years=tuple(Tick(across(year), year) for year in sorted(set(years))),
        values=tuple(Tick(down(value), value) for value in ticks),
        logarithmic=logarithmic,
    )


def bars(parts: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    """Parts of one bar whose whole is 100 wide, those of 0 left out; empty when all are 0."""
    whole = sum(number for _, number in parts)
    found: list[Bar] = []
    start = 0.0
    for name, number in parts:
        if number:
            width = number / whole * 100
            found.append(Bar(name, start, width, number))
            start += width
    return tuple(found)


def _apart(placed: Sequence[tuple[float, float, int]]) -> list[float]:
    """Heights of the labels: at the dots, pushed down where two of one column would overlap."""
    heights = [y for _, y, _ in placed]
    columns: dict[float, list[int]] = {}
    for index, (x, _, _) in enumerate(placed):
        columns.setdefault(x, []).append(index)
    for members in columns.values():
        members.sort(key=lambda index: heights[index])
        for before, after in pairwise(members):
            heights[after] = max(heights[after], heights[before] + _LINE)
        # What was pushed below the axis moves back up, from the last on.
        limit = float(HEIGHT - _BOTTOM)
        for index in reversed(members):
            heights[index] = min(heights[index], limit)
            limit = heights[index] - _LINE
    return heights


def _rounds(largest: float) -> list[float]:
    """0 and four or five round values, the last not below the largest."""
    if largest <= 0:
        return [0.0, 1.0]
    step = 10 ** math.floor(math.log10(largest / 4))
    step = next(step * factor for factor in (1, 2, 2.5, 5, 10) if step * factor * 5 >= largest)
    return [step * index for index in range(math.ceil(largest / step) + 1)]


def _powers(smallest: float, largest: float) -> list[float]:
    """Powers of ten around the values."""
    return [
        10.0**power for power in range(math.floor(math.log10(smallest)), math.ceil(math.log10(largest)) + 1)
    ]
