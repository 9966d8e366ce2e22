"""Chains from one organisation to another: a column for each step, measures between organisations.

On a phone the columns become rows, read from top to bottom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.network import Network, edge_list
from graph.views.network_paths import Paths
from viz.picture import Box, Curve, Form, Line, Picture, Side, across
from viz.style import role_style, text_width, wrapped

__all__ = ["layers"]

_PADDING: Final = 7.0
_LINE: Final = 1.3
_FONT: Final = 13.5
_SMALL: Final = 11.5
#: Columns of boxes in a row of the narrow form, and its width.
_ABREAST: Final = 2
_NARROW: Final = 340.0


def layers(graph: Network, paths: Paths, form: Form = Form.WIDE) -> Picture:
    """Place the organisations of all chains and the measures between them; nothing when there are none."""
    steps = _steps(graph, paths)
    if not steps:
        return Picture({}, (), 0.0, 0.0, _FONT)
    placed = _rows(graph, steps) if form is Form.NARROW else _columns(graph, steps)
    level = {node: index for index, step in enumerate(steps) for node in step}
    seen: dict[tuple[str, str], int] = {}
    lines: list[Line] = []
    for source, target, key, data in edge_list(graph):
        if source not in level or target not in level:
            continue
        first, second = sorted((source, target), key=lambda node: level[node])
        nth = seen.get((source, target), 0)
        seen[source, target] = nth + 1
        role = str(data["role"])
        curve = _curve(placed.boxes[first], placed.boxes[second], nth, form)
        lines.append(Line(key, source, target, role, role_style(role).width, curve))
    return replace(placed, lines=tuple(lines))


def _steps(graph: Network, paths: Paths) -> list[list[str]]:
    """Organisations and measures by their distance from the source, each ordered by what it hangs on."""
    steps: list[list[str]] = []
    for number, level in enumerate(paths.levels):
        if number:
            between: dict[str, list[int]] = {}
            before = {node: index for index, node in enumerate(steps[-1])}
            for (first, second), link in sorted(paths.links.items()):
                if first in before and second in level:
                    for measure in link.measures:
                        between.setdefault(measure, []).append(before[first])
            steps.append(
                sorted(
                    between,
                    key=lambda node: (
                        sum(between[node]) / len(between[node]),
                        str(graph.nodes[node]["plan"]),
                        int(graph.nodes[node]["order"]),
                        node,
                    ),
                )
            )
        at = {node: index for index, node in enumerate(steps[-1])} if steps else {}
        ends: dict[str, list[int]] = {node: [] for node in level}
        for _, second in paths.links:
            if second in ends:
                ends[second] += [at[measure] for measure in graph.successors(second) if measure in at]
        steps.append(sorted(level, key=lambda node: (sum(ends[node]) / max(len(ends[node]), 1), node)))
    return steps


def _box(graph: Network, node: str, em: float, font: float, lines: int) -> Box:
    words = wrapped(str(graph.nodes[node]["label"]), em, lines)
    width = max(text_width(line) for line in words) * font + 2 * _PADDING
    return Box(node, 0.0, 0.0, width, len(words) * font * _LINE + _PADDING, words, Side.ANY)


def _columns(graph: Network, steps: Sequence[Sequence[str]]) -> Picture:
    """From left to right, each column in the middle."""
    deep = len(steps) > 3
    em, gap = (8.5, 70.0) if deep else (16.0, 150.0)
    columns = [[_box(graph, node, em, _FONT, 4 if deep else 2) for node in step] for step in steps]
    heights = [sum(box.height + 10 for box in column) - 10 for column in columns]
    height = max(heights)
    boxes: dict[str, Box] = {}
    x = 0.0
    for column, own in zip(columns, heights, strict=True):
        width = max(box.width for box in column)
        spread = min((height - own) / (len(column) + 1), 40.0)
        y = (height - own - spread * (len(column) - 1)) / 2
        for box in column:
            boxes[box.node] = replace(box, x=x + width / 2, y=y + box.height / 2, width=width)
            y += box.height + 10 + spread
        x += width + gap
    return Picture(boxes, (), x - gap, height, _FONT)


def _rows(graph: Network, steps: Sequence[Sequence[str]]) -> Picture:
    """From top to bottom, at most `_ABREAST` boxes side by side."""
    boxes: dict[str, Box] = {}
    y = 0.0
    room = _NARROW / _ABREAST - 12
    for step in steps:
        row = [_box(graph, node, (room - 2 * _PADDING) / _SMALL, _SMALL, 3) for node in step]
        for start in range(0, len(row), _ABREAST):
            part = row[start : start + _ABREAST]
            tall = max(box.height for box in part)
            for index, box in enumerate(part):
                x = _NARROW * (index + 0.5) / len(part)
                boxes[box.node] = replace(box, x=x, y=y + tall / 2, width=room)
            y += tall + 12
        y += 34
    return Picture(boxes, (), _NARROW, y - 46, _SMALL)


def _curve(first: Box, second: Box, nth: int, form: Form) -> Curve:
    """From the side of one box to the facing side of the next; a second role runs beside the first."""
    aside = 5.0 * nth
    if form is Form.NARROW:
        x1, y1 = first.x + aside, first.y + first.height / 2
        x2, y2 = second.x + aside, second.y - second.height / 2
        reach = (y2 - y1) * 0.5
        return (x1, y1, x1, y1 + reach, x2, y2 - reach, x2, y2)
    start = (first.x + first.width / 2, first.y + aside)
    return across(start, (second.x - second.width / 2, second.y + aside))
