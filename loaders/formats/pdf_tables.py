"""Tables of a PDF page by their drawn lines: a grid, in which cells without a line between them are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loaders.formats.blocks import Cell, Table
from loaders.formats.joining import join
from loaders.formats.pdf_glyphs import Glyph, Ruling
from loaders.formats.pdf_lines import rows_of, runs_of

__all__ = ["PageTable", "tables_of"]

#: Lines nearer than this, in points, are one line (borders are drawn as thin boxes).
_NEAR: Final = 3.0
#: Most lines and cells of a page that are held for a table.
_MAX_RULINGS: Final = 4000
_MAX_GRID: Final = 20_000


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table, where it stands (its sides and its middle), and the characters in it."""

    table: Table
    x0: float
    x1: float
    y: float
    glyphs: frozenset[int]


def tables_of(glyphs: Sequence[Glyph], rulings: Sequence[Ruling]) -> list[PageTable]:
    """Tables of a page from the top, with the indexes of the glyphs that they hold."""
    if len(rulings) < 4 or len(rulings) > _MAX_RULINGS:
        return []
    found = []
    for group in _connected(rulings):
        xs = _merged([r.x0 for r in group if r.x0 == r.x1])
        ys = _merged([r.y0 for r in group if r.y0 == r.y1])
        if len(xs) >= 3 and len(ys) >= 3 and len(xs) * len(ys) <= _MAX_GRID:
            table = _table(glyphs, group, xs, ys[::-1])
            if table is not None:
                found.append(table)
    return sorted(found, key=lambda item: -item.y)


def _merged(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _connected(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Groups of lines that touch, swept from the left."""
    parent = list(range(len(rulings)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    order = sorted(range(len(rulings)), key=lambda index: rulings[index].x0)
    active: list[int] = []
    for index in order:
        line = rulings[index]
        active = [other for other in active if rulings[other].x1 >= line.x0 - _NEAR]
        for other in active:
            if rulings[other].y0 <= line.y1 + _NEAR and rulings[other].y1 >= line.y0 - _NEAR:
                parent[root(other)] = root(index)
        active.append(index)
    groups: defaultdict[int, list[Ruling]] = defaultdict(list)
    for index in range(len(rulings)):
        groups[root(index)].append(rulings[index])
    return list(groups.values())


def _table(
    glyphs: Sequence[Glyph], group: Sequence[Ruling], xs: list[float], ys: list[float]
) -> PageTable | None:
    columns, rows = len(xs) - 1, len(ys) - 1
    upright = [r for r in group if r.x0 == r.x1]
    level = [r for r in group if r.y0 == r.y1]
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def first(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for row, column in list(owner):
        middle_y, middle_x = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
        parted = any(abs(r.x0 - xs[column + 1]) <= _NEAR and r.y0 <= middle_y <= r.y1 for r in upright)
        if column + 1 < columns and not parted:
            _unite(owner, first((row, column)), first((row, column + 1)))
        parted = any(abs(r.y0 - ys[row + 1]) <= _NEAR and r.x0 <= middle_x <= r.x1 for r in level)
        if row + 1 < rows and not parted:
            _unite(owner, first((row, column)), first((row + 1, column)))
    inside: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    taken = set()
    for index, glyph in enumerate(glyphs):
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.size
        if not (xs[0] <= x <= xs[-1] and ys[-1] <= y <= ys[0]):
            continue
        column = max(i for i in range(columns) if xs[i] <= x)
        row = max(i for i in range(rows) if ys[i] >= y)
        inside[first((row, column))].append(glyph)
        taken.add(index)
    if len(inside) < 4:
        return None
    members: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for cell in owner:
        members[first(cell)].append(cell)
    lines = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            cell = (row, column)
            if first(cell) != cell:
                continue
            down = max(r for r, _ in members[cell]) - row + 1
            across = max(c for _, c in members[cell]) - column + 1
            cells.append(Cell((_words(inside[cell]),), across, down))
        lines.append(tuple(cells))
    return PageTable(Table(tuple(lines)), xs[0], xs[-1], (ys[0] + ys[-1]) / 2, frozenset(taken))


def _unite(owner: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], two: tuple[int, int]) -> None:
    owner[max(one, two)] = min(one, two)


def _words(glyphs: Sequence[Glyph]) -> str:
    """Lines of a cell as one line."""
    words = ""
    for row in rows_of(runs_of(glyphs)):
        words = join(words, " ".join(run.text for run in row))
    return words
