"""Who shares measures with whom: organisations around a ring of two columns, ties as chords inside.

Names stay level and apart, because both columns are evenly spaced; the columns bow outwards, so that
chords cross open ground. Groups stand together, and inside a group neighbours are exchanged while that
shortens the chords. A city is a ring of its own, as it is a block in the bipartite drawing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.network import Ties
from viz.layout import BLOCK_GAP, best_columns
from viz.picture import TIE, Box, Curve, Form, Heading, Line, Picture, Side, across, packed
from viz.style import short_label, text_width, wrapped

__all__ = ["ring", "tie_id"]


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Font size, width of a name in em and its lines, half the ground between the columns, its bow."""

    font: float
    em: float
    lines: int
    half: float
    bow: float
    gap: float


_FORMS: Final = {
    Form.WIDE: _Numbers(13.5, 13, 2, 150, 120, 6),
    Form.NARROW: _Numbers(11.5, 7.6, 3, 44, 20, 6),
}
_PADDING: Final = 7.0
_LINE: Final = 1.3
_GROUP_GAP: Final = 16.0
#: Room for the number of a group outside of each column.
_BADGE: Final = 22.0
#: More than this many are ordered by their ties only; exchanging neighbours would take too long.
_EXCHANGED: Final = 120


def tie_id(first: str, second: str) -> str:
    """Id of a tie, the same in either direction; it begins as no resource does."""
    ends = (end.rpartition("/id/")[2].rpartition("/concept/")[2] for end in sorted((first, second)))
    return "tie/" + "~".join(ends)


def ring(
    ties: Ties,
    form: Form = Form.WIDE,
    *,
    names: Mapping[str, str],
    groups: Mapping[str, int],
    places: Mapping[str, str],
    least: int = 1,
    tinted: bool = False,
) -> Picture:
    """Place everyone who has a tie of at least ``least`` measures.

    ``names`` are the words of nodes, ``groups`` their communities, ``places`` the names of the cities that
    they stand in. ``tinted`` shows the groups; else they decide the order alone.
    """
    numbers = _FORMS[form]
    kept = [
        (first, second, int(data["weight"]))
        for first, second, data in sorted(ties.edges(data=True))
        if int(data["weight"]) >= least
    ]
    shown = {node for first, second, _ in kept for node in (first, second)}
    blocks: dict[str, list[str]] = defaultdict(list)
    for node in sorted(shown):
        blocks[places.get(node, "")].append(node)
    strength: dict[str, dict[str, int]] = defaultdict(dict)
    for first, second, weight in kept:
        strength[first][second] = strength[second][first] = weight
    rings = [
        _ring(
            _ordered(members, groups, strength) if tinted else _faced(members, strength),
            numbers,
            names,
            groups if tinted else {},
            place,
            len(blocks) > 1,
        )
        for place, members in sorted(blocks.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    columns = 1 if form is Form.NARROW or len(rings) < 2 else best_columns(rings)
    placed = packed(rings, columns, numbers.font, BLOCK_GAP)
    lines = tuple(
        Line(
            tie_id(first, second),
            first,
            second,
            TIE,
            _width(weight),
            _chord(placed.boxes[first], placed.boxes[second]),
            weight,
            groups.get(first, 0) if tinted and groups.get(first) == groups.get(second) else 0,
        )
        for first, second, weight in sorted(kept, key=lambda tie: tie[2])  # strong ties lie on top
    )
    return Picture(placed.boxes, placed.headings, placed.width, placed.height, placed.font, lines)


def _width(weight: int) -> float:
    """Width of a chord: it grows with the number of shared measures, ever more slowly."""
    return round(min(1.0 + 1.5 * (math.sqrt(weight) - 1), 9.0), 1)


def _ordered(
    members: Sequence[str], groups: Mapping[str, int], strength: Mapping[str, Mapping[str, int]]
) -> list[str]:
    """Groups one after the other, and in them neighbours such that chords are short."""
    order = sorted(members, key=lambda node: (groups.get(node, 0), -sum(strength[node].values()), node))
    if len(order) > _EXCHANGED:
        return order
    size = len(order)
    at = {node: index for index, node in enumerate(order)}

    def pull(node: str, place: int) -> int:
        return sum(
            weight * min(abs(place - at[other]), size - abs(place - at[other]))
            for other, weight in strength[node].items()
            if other in at
        )

    for _ in range(size):
        moved = False
        for index in range(size - 1):
            first, second = order[index], order[index + 1]
            if groups.get(first, 0) != groups.get(second, 0):
                continue
            if pull(first, index + 1) + pull(second, index) < pull(first, index) + pull(second, index + 1):
                order[index], order[index + 1] = second, first
                at[first], at[second] = index + 1, index
                moved = True
        if not moved:
            break
    return order


def _faced(members: Sequence[str], strength: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Those who share much face each other: each goes to the column with fewer of its ties, the strong first.

    Then both columns are ordered by the middle of what they are tied to, as in the bipartite drawing.
    """
    sides: tuple[list[str], list[str]] = ([], [])
    most = (len(members) + 1) // 2
    for node in sorted(members, key=lambda node: (-sum(strength[node].values()), node)):
        pulls = [sum(strength[node].get(other, 0) for other in side) for side in sides]
        better = 0 if pulls[0] <= pulls[1] else 1
        sides[better if len(sides[better]) < most else 1 - better].append(node)
    for _ in range(4):
        for own, other in ((1, 0), (0, 1)):
            at = {node: index for index, node in enumerate(sides[other])}

            def middle(node: str, at: Mapping[str, int] = at) -> float:
                ties = [(at[end], weight) for end, weight in strength[node].items() if end in at]
                total = sum(weight for _, weight in ties)
                return sum(place * weight for place, weight in ties) / total if total else len(at) / 2

            sides[own].sort(key=lambda node: (middle(node), node))
    left, right = sides if len(sides[0]) >= len(sides[1]) else sides[::-1]
    return [*left, *reversed(right)]


def _ring(
    order: Sequence[str],
    numbers: _Numbers,
    names: Mapping[str, str],
    groups: Mapping[str, int],
    place: str,
    titled: bool,
) -> Picture:
    """One ring from 0, 0: down the left column, up the right one."""
    font = numbers.font
    words = {node: wrapped(short_label(names[node], place), numbers.em, numbers.lines) for node in order}
    width = max(text_width(line) for lines in words.values() for line in lines) * font + 2 * _PADDING
    top = font * 2.6 if titled else 0.0
    half = (len(order) + 1) // 2
    columns = (list(order[:half]), list(reversed(order[half:])))
    heights = [
        sum(len(words[node]) * font * _LINE + _PADDING + numbers.gap for node in column)
        + _GROUP_GAP * sum(groups.get(a) != groups.get(b) for a, b in pairwise(column))
        for column in columns
    ]
    height = max(*heights, 1.0)
    bow = min(numbers.bow, height * 0.28)
    middle = width + numbers.half + bow + (_BADGE if any(groups.values()) else 0.0)
    boxes: dict[str, Box] = {}
    for side, column, own in zip((Side.RIGHT, Side.LEFT), columns, heights, strict=True):
        y = top + (height - own) / 2
        before = groups.get(column[0], 0) if column else 0
        for node in column:
            if groups.get(node, 0) != before:
                y += _GROUP_GAP
                before = groups.get(node, 0)
            tall = len(words[node]) * font * _LINE + _PADDING
            centre = y + tall / 2
            share = (centre - top - height / 2) / (height / 2)
            reach = numbers.half + bow * math.sqrt(max(0.0, 1 - share * share))
            x = middle - reach - width / 2 if side is Side.RIGHT else middle + reach + width / 2
            boxes[node] = Box(node, x, centre, width, tall, words[node], side, groups.get(node, 0))
            y += tall + numbers.gap
    headings = (Heading(place, 0.0, font, 2 * middle, 1),) if titled and place else ()
    return Picture(boxes, headings, 2 * middle, top + height, font)


def _chord(first: Box, second: Box) -> Curve:
    """Level at both ends; between two of one column it bows into the ring."""
    start, end = (first.port_x, first.y), (second.port_x, second.y)
    if first.side is second.side:
        reach = min(34 + 0.5 * abs(start[1] - end[1]), 300.0) * (1 if first.side is Side.RIGHT else -1)
        return (*start, start[0] + reach, start[1], end[0] + reach, end[1], *end)
    return across(start, end, 0.45)
