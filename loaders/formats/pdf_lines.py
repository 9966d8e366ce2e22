"""Lines of a page in reading order: runs of characters, rows of runs, columns, and lines of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from loaders.formats.joining import is_wide
from loaders.formats.pdf_glyphs import Glyph

__all__ = ["TABLE", "Line", "Run", "gutters_of", "lines_of", "rows_of", "runs_of", "text_of"]


#: Opens the text of a run that stands for a table; no text holds this noncharacter.
TABLE: Final = "\ufdd0"
#: Fewest lines that begin at the left edge of a column.
_LEAST_EDGE: Final = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that follow each other on a baseline; ``order`` is their place in the file."""

    text: str
    x0: float
    x1: float
    y: float
    em: float
    order: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column (``column`` from 0, of ``columns``), or a row of cells (then with tabs)."""

    text: str
    x0: float
    x1: float
    y: float
    em: float
    page: int
    column: int = 0
    columns: int = 1
    cells: tuple[str, ...] = ()


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """Runs in the order of the file; text that is drawn twice to look bold is taken once."""
    groups: list[list[Glyph]] = []
    for glyph in glyphs:
        last = groups[-1][-1] if groups else None
        em = max(glyph.size, 1.0)
        if (
            last is not None
            and abs(glyph.y - last.y) <= 0.3 * em
            and -0.7 * em < glyph.x0 - last.x1 <= 1.2 * em
            and glyph.x0 > last.x0 - 0.1 * em
        ):
            # Drawn again a little to the side; at the very same place it is a ligature (——).
            if glyph.char == last.char and 0.02 * em < glyph.x0 - last.x0 < 0.25 * (last.x1 - last.x0):
                continue
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    found: dict[tuple[str, int, int], Run] = {}
    for group in groups:
        run = Run(text_of(group), group[0].x0, max(g.x1 for g in group), group[0].y, _em(group), len(found))
        key = (run.text, round(run.x0 / 3), round(run.y / 2))
        neighbours = [(run.text, key[1] + dx, key[2] + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        if not any(other in found for other in neighbours):
            found[key] = run
    return list(found.values())


def _em(group: Sequence[Glyph]) -> float:
    """Size of the type: the width of a Chinese character, else the height of the letters."""
    wide = [glyph.x1 - glyph.x0 for glyph in group if "\u4e00" <= glyph.char <= "\u9fff"]
    return max(median(wide) if wide else median(glyph.size for glyph in group), 1.0)


def text_of(glyphs: Sequence[Glyph]) -> str:
    """Text of characters on a line, with blanks where they are written or a gap is wide.

    Justified lines part all their characters a little, so a gap between Chinese characters is measured
    against the others of its run.
    """
    gaps = [two.x0 - one.x1 for one, two in pairwise(glyphs) if is_wide(one.char) and is_wide(two.char)]
    usual = max(median(gaps), 0.0) if gaps else 0.0
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            gap, em = glyph.x0 - last.x1, max(glyph.size, last.size, 1.0)
            wide = is_wide(last.char), is_wide(glyph.char)
            least = 0.33 * em + usual if all(wide) else (0.5 if any(wide) else 0.2) * em
            # A blank that is written between Chinese characters but takes no room is not seen.
            if gap > least or (glyph.spaced and (gap > 0.15 * em or not any(wide))):
                parts.append("\u3000" if all(wide) and gap > 0.8 * em + usual else " ")
        parts.append(glyph.char)
        last = glyph
    return "".join(parts)


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that stand on one baseline, from the top; each row from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda item: -item.y):
        whole = run.text.startswith(TABLE) or (rows and rows[-1][0].text.startswith(TABLE))
        if rows and not whole and abs(rows[-1][0].y - run.y) <= 0.35 * max(run.em, rows[-1][0].em):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda item: item.x0) for row in rows]


def gutters_of(pages: Sequence[Sequence[Sequence[Run]]]) -> list[float | None]:
    """For each page of rows the middle of the blank strip between its two columns, or None.

    Where a third of the rows stand in two columns, a page that ends in the left one, or has a few lines
    in the right one, has the strip of the others.
    """
    found = [_gutter(rows) for rows in pages]
    known = sorted(gutter for gutter in found if gutter is not None)
    inside = sum(len(rows) for gutter, rows in zip(found, pages, strict=True) if gutter is not None)
    if not known or 3 * inside < sum(map(len, pages)):
        return found
    usual = known[len(known) // 2]
    return [
        usual if gutter is None and _respects(rows, usual) else gutter
        for gutter, rows in zip(found, pages, strict=True)
    ]


def _respects(rows: Sequence[Sequence[Run]], gutter: float) -> bool:
    """Whether nearly all rows leave the strip blank, and those that do not are no rows of a table."""
    crossing = [row for row in rows if any(_crosses(run, gutter) for run in row)]
    return len(crossing) <= 0.25 * len(rows) and all(len(row) <= 2 for row in rows)


def _crosses(run: Run, gutter: float) -> bool:
    return run.x0 < gutter - 1 and run.x1 > gutter + 1


def lines_of(rows: Sequence[Sequence[Run]], page: int, gutter: float | None) -> list[Line]:
    """Lines in reading order: columns one after the other, rows of cells as such."""
    if gutter is None:
        return _cells(rows, page)
    found: list[Line] = []
    sides: tuple[list[list[Run]], list[list[Run]]] = ([], [])
    em = median(run.em for row in rows for run in row)
    for row in rows:
        # The last line of a title may be a word in the middle of the page.
        middle = (row[0].x0 + row[-1].x1) / 2
        centred = len(row) == 1 and row[0].em > 1.2 * em and abs(middle - gutter) < 2 * row[0].em
        if centred or any(_crosses(run, gutter) for run in row):
            found += _columns(sides, page)
            sides = ([], [])
            found += _plain(row, page)
            continue
        for side, part in enumerate(
            ([r for r in row if r.x1 <= gutter + 1], [r for r in row if r.x1 > gutter + 1])
        ):
            if part:
                sides[side].append(part)
    return [*found, *_columns(sides, page)]


def _columns(sides: tuple[list[list[Run]], list[list[Run]]], page: int) -> list[Line]:
    return [
        Line(line.text, line.x0, line.x1, line.y, line.em, page, column, 2)
        for column, rows in enumerate(sides)
        for row in rows
        for line in _plain(row, page)
    ]


def _gutter(rows: Sequence[Sequence[Run]]) -> float | None:
    """Middle of the blank strip between two columns of running text, or None.

    The lines of columns nearly fill their column, and the file has one column after the other; the
    cells on both sides of a table's strip are short, and the file has them row by row.
    """
    runs = [run for row in rows for run in row]
    if len(runs) < 10:
        return None
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    em = median(run.em for run in runs)
    middle = Counter(
        round(run.x0) for run in runs if left + 0.3 * (right - left) < run.x0 < right - 0.3 * (right - left)
    )
    # Lines of a column begin at one edge; the last word of a centred title begins where nothing else does.
    starts = sorted(x for x in middle if middle[x - 1] + middle[x] + middle[x + 1] >= _LEAST_EDGE)
    for start in starts[:200]:
        right_side = [run for run in runs if run.x0 >= start - 1]
        crossing = [run for run in runs if run.x0 < start - 1 and run.x1 > start - 0.8 * em]
        left_side = [run for run in runs if run.x1 <= start - 0.8 * em]
        if min(len(left_side), len(right_side)) < 4 or len(crossing) > 0.25 * len(rows):
            continue
        edge = max(run.x1 for run in left_side)
        if _in_turn(left_side, right_side) or (
            _fills(left_side, left, edge) and _fills(right_side, start, right)
        ):
            return (edge + start) / 2
    return None


def _in_turn(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether the file has nearly all of the left side before the right one."""
    order = sorted([(run.order, 0) for run in left] + [(run.order, 1) for run in right])
    turns = sum(one[1] != two[1] for one, two in pairwise(order))
    return turns <= max(3, 0.15 * min(len(left), len(right)))


def _fills(runs: Sequence[Run], left: float, right: float) -> bool:
    full = sum(run.x1 - run.x0 >= 0.8 * (right - left) for run in runs)
    em = median(run.em for run in runs)
    return full >= 0.5 * len(runs) and right - left >= 9 * em


def _plain(row: Sequence[Run], page: int) -> list[Line]:
    """A row as one line; runs that stand apart are parted by a blank."""
    text = row[0].text
    for before, run in pairwise(row):
        text += (" " if run.x0 - before.x1 > 0.5 * run.em else "") + run.text
    widest = max(row, key=lambda run: len(run.text))
    return [Line(text, row[0].x0, max(run.x1 for run in row), row[0].y, widest.em, page)]


def _cells(rows: Sequence[Sequence[Run]], page: int) -> list[Line]:
    """Lines of rows; three and more rows of at least three runs each that stand apart are a table."""
    apart = [_apart(row) for row in rows]
    found: list[Line] = []
    index = 0
    while index < len(rows):
        end = index
        while end < len(rows) and len(apart[end]) >= 3:
            end += 1
        if end - index >= 3:
            for row, cells in zip(rows[index:end], apart[index:end], strict=True):
                line = _plain(row, page)[0]
                found.append(Line(line.text, line.x0, line.x1, line.y, line.em, page, cells=tuple(cells)))
            index = end
        else:
            found += _plain(rows[index], page)
            index += 1
    return found


def _apart(row: Sequence[Run]) -> list[str]:
    cells = [row[0].text]
    for before, run in pairwise(row):
        if run.x0 - before.x1 > 1.1 * run.em:
            cells.append(run.text)
        else:
            cells[-1] += run.text
    return cells
