"""A drawing before it is drawn: where boxes, headings and lines stand. SVG, canvas and pyvis all draw this.

All numbers are CSS pixels, y grows downwards, and everything lies between 0, 0 and the picture's size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, TypeAlias

__all__ = [
    "TIE",
    "Box",
    "Curve",
    "Form",
    "Heading",
    "Line",
    "Picture",
    "Side",
    "across",
    "packed",
    "packed_size",
]

#: Role of a line that stands for shared measures.
TIE: Final = "tie"
#: A cubic Bézier curve: start, two control points, end, as x and y in turn.
Curve: TypeAlias = tuple[float, float, float, float, float, float, float, float]


class Form(StrEnum):
    """Desktop and print, or a phone held upright."""

    WIDE = "wide"
    NARROW = "narrow"


class Side(StrEnum):
    """Where lines meet a box: at its left, at its right, or anywhere. Its words are set towards them."""

    LEFT = "left"
    RIGHT = "right"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Box:
    """A node: centre, size, lines of its label; lines of the network meet it at ``side``.

    ``group`` is the number of its community, 0 where none is shown.
    """

    node: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    side: Side
    group: int = 0

    @property
    def port_x(self) -> float:
        """Where lines arrive; the centre where they do from anywhere."""
        if self.side is Side.ANY:
            return self.x
        return self.x + (-self.width if self.side is Side.LEFT else self.width) / 2


@dataclass(frozen=True, slots=True)
class Heading:
    """Words over a group, from ``x``, centred on ``y``; level 1 is a city, 2 a plan, 3 a chapter."""

    text: str
    x: float
    y: float
    width: float
    level: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two nodes: the id of what it stands for, its ``role`` (or `TIE`), width and curve.

    ``weight`` is the number of measures that it stands for. ``group`` is that of both ends, else 0.
    """

    id: str
    source: str
    target: str
    role: str
    width: float
    curve: Curve
    weight: int = 1
    group: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole drawing."""

    boxes: Mapping[str, Box]
    headings: tuple[Heading, ...]
    width: float
    height: float
    font: float
    lines: tuple[Line, ...] = field(default=(), repr=False)


def across(start: tuple[float, float], end: tuple[float, float], bend: float = 0.5) -> Curve:
    """A curve that leaves and arrives level; ``bend`` is how far its control points reach."""
    reach = (end[0] - start[0]) * bend
    return (*start, start[0] + reach, start[1], end[0] - reach, end[1], *end)


def packed_size(pictures: Sequence[Picture], columns: int, gap: float) -> tuple[float, float]:
    """Width and height of `packed` without doing it."""
    places = _columns(pictures, columns, gap)
    widths = [0.0] * columns
    heights = [0.0] * columns
    for picture, (column, top) in zip(pictures, places, strict=True):
        widths[column] = max(widths[column], picture.width)
        heights[column] = top + picture.height
    return sum(widths) + (columns - 1) * gap * 1.4, max(heights, default=0.0)


def packed(pictures: Sequence[Picture], columns: int, font: float, gap: float) -> Picture:
    """Pictures into columns, each into the shortest so far, in their order."""
    places = _columns(pictures, columns, gap)
    widths = [0.0] * columns
    for picture, (column, _) in zip(pictures, places, strict=True):
        widths[column] = max(widths[column], picture.width)
    starts = [sum(widths[:index]) + index * gap * 1.4 for index in range(columns)]
    boxes: dict[str, Box] = {}
    headings: list[Heading] = []
    lines: list[Line] = []
    for picture, (column, top) in zip(pictures, places, strict=True):
        dx = starts[column]
        boxes |= {node: replace(box, x=box.x + dx, y=box.y + top) for node, box in picture.boxes.items()}
        headings += [replace(h, x=h.x + dx, y=h.y + top) for h in picture.headings]
        lines += [replace(line, curve=_moved(line.curve, dx, top)) for line in picture.lines]
    width, height = packed_size(pictures, columns, gap)
    return Picture(boxes, tuple(headings), width if pictures else 0.0, height, font, tuple(lines))


def _columns(pictures: Sequence[Picture], columns: int, gap: float) -> list[tuple[int, float]]:
    """Column and top of each picture."""
    heights = [0.0] * columns
    places: list[tuple[int, float]] = []
    for picture in pictures:
        column = min(range(columns), key=lambda index: (heights[index], index))
        places.append((column, heights[column]))
        heights[column] += picture.height + gap
    return places


def _moved(curve: Curve, dx: float, dy: float) -> Curve:
    a, b, c, d, e, f, g, h = curve
    return (a + dx, b + dy, c + dx, d + dy, e + dx, f + dy, g + dx, h + dy)
