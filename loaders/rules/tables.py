"""Tables inside a text: a head row that says what the columns hold, and the rows below it.

Rows come as lines with their cells between tabs (from web pages, Word, spreadsheets) or bars (Markdown).
Every cell keeps its span, so what a table says can be proven by its words. Tables that were saved with a
cell a line are read by `loaders.rules.tables_lines` into the same values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from loaders.rules.tables_columns import ColumnKind, bare, column_kind, settled
from loaders.rules.tables_rows import Cell, Row, RowKind, entry_row, is_group, is_total
from ontology.model import Passage

__all__ = ["Table", "tables_in", "title_above"]

#: What readers of files put into an empty first cell (`loaders.formats.content.EMPTY_CELL`), and blanks.
_EMPTY: Final = " \t\u3000\u2800\xa0"
_BAR: Final = re.compile(r"[|｜│]")
#: What parts the cells of a table that is set with blanks. Match: 序号|  |项目名称|　|总投资. Not: 序 号.
_GAP: Final = re.compile(r"[ \xa0]{2,}|[ \xa0]*\u3000[ \xa0\u3000]*")
_FEWEST_GAPPED: Final = 3
_RULE: Final = re.compile(r"[|｜│\s:：+=\-—─┼├┤]+")
_ANNEX: Final = re.compile(r"(?:附件|附表|附录)\s*[\d一二三四五六七八九十]{0,3}\s*(?:[:：].*)?$")
_TITLE: Final = re.compile(
    r"(?:一览表|概况表|汇总表|计划表|明细表|分工表?|分解表?|任务表|清单|台账|安排表?|进度表|时间表|表)(?:[（(].{1,20}[）)])?$|项目|任务"
)
_PAGE: Final = re.compile(
    r"续\s*表.{0,4}|第?\s*\d{1,4}\s*页?(?:\s*[，,/共]\s*共?\s*\d+\s*页)?|[-—－–]\s*\d{1,4}\s*[-—－–]"
)
_UNIT: Final = re.compile(r"单位[:：]\s*(亿元|万元|千元|元)|[（(](亿元|万元|千元|元)[）)]")
#: Single lines that may stand between two rows of one table: page numbers, a repeated title, a sub-heading.
_LONGEST_GAP: Final = 4
_LONGEST_SUBHEAD: Final = 60


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a text, ``text[start:end]`` from its heads to its last row.

    ``title`` is the line above the heads that names it, ``unit`` the printed unit of its money (万元 where
    none is printed), ``by_lines`` true where each cell stood on a line of its own.
    """

    title: Passage | None
    kinds: tuple[ColumnKind, ...]
    heads: tuple[Cell, ...]
    rows: tuple[Row, ...] = field(repr=False)
    start: int
    end: int
    unit: str
    by_lines: bool

    def at(self, row: Row, *kinds: ColumnKind) -> tuple[Cell, ...]:
        """The cells of a row in all columns of these kinds, what holds from above included; () without any."""
        return tuple(
            cell
            for own, cells in zip(self.kinds, row.columns, strict=False)
            if own in kinds
            for cell in cells
        )

    def inherits(self, row: Row, *kinds: ColumnKind) -> bool:
        """Whether a column of these kinds was empty in the row and holds what stands above."""
        return any(self.kinds[index] in kinds for index in row.inherited)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line; ``cells`` is None where it is no row of cells."""

    start: int
    end: int
    text: str
    cells: tuple[Cell, ...] | None


def tables_in(
    text: str, start: int = 0, end: int | None = None, named: Mapping[str, str] | None = None
) -> tuple[Table, ...]:
    """The tables of a text whose rows are lines, in order, in time linear in the text.

    Cells stand between tabs or bars, or between gaps of blanks below a line of nothing but known heads. A table begins
    with a head row: two known heads at least, one of them that of tasks or projects. It ends
    before the next table, or where more than a few lines are no rows. ``named`` gives kinds (values of
    `ColumnKind`) to heads that no pattern knows.
    """
    lines = _lines(text, start, len(text) if end is None else end)
    found: list[Table] = []
    at = spoilt = 0
    while at < len(lines):
        if at >= spoilt:  # each line is cut once, whatever stands in it
            spoilt = _cut_at_gaps(lines, at, named)
        head = _head(lines, at, named)
        if head is None:
            at += 1
            continue
        kinds, heads, below = head
        rows, after = _rows(lines, below, kinds, named, _title(lines, at))
        if any(row.kind is RowKind.ENTRY for row in rows):
            found.append(_table(lines, at, kinds, heads, rows))
        at = max(after, below)
    return tuple(found)


def _table(
    lines: Sequence[_Line], at: int, kinds: tuple[ColumnKind, ...], heads: tuple[Cell, ...], rows: list[Row]
) -> Table:
    title = _title(lines, at)
    words = " ".join([*(line.text for line in lines[max(0, at - 3) : at]), *(head.text for head in heads)])
    unit = _UNIT.search(words)
    return Table(
        title=title.passage() if title else None,
        kinds=kinds,
        heads=heads,
        rows=tuple(rows),
        start=min(head.start for head in heads),
        end=max(row.end for row in rows),
        unit=(unit[1] or unit[2]) if unit else "万元",
        by_lines=False,
    )


def _lines(text: str, start: int, end: int) -> list[_Line]:
    found = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if at < stop:
            found.append(_Line(at, stop, text[at:stop], _split(text, at, stop)))
        at = stop + 1
    return found


def _split(text: str, start: int, end: int) -> tuple[Cell, ...] | None:
    """Cells of a line between its tabs or bars, the empty ones included; None where it has neither."""
    if text.find("\t", start, end) >= 0:
        bounds = [start - 1, *(m.start() for m in re.finditer("\t", text[start:end])), end]
        bounds[1:-1] = [start + offset for offset in bounds[1:-1]]
    else:
        bars = [m.start() for m in _BAR.finditer(text, start, end)]
        if len(bars) < 2 and not (bars and bars[0] == start):
            return None
        if _RULE.fullmatch(text, start, end):
            return ()  # |---|---| below the heads
        bounds = [*([] if bars[0] == start else [start - 1]), *bars, *([] if bars[-1] == end - 1 else [end])]
    return tuple(_cell(text, left + 1, right) for left, right in pairwise(bounds))


def _cut_at_gaps(lines: list[_Line], at: int, named: Mapping[str, str] | None) -> int:
    """Give a line of nothing but known heads between gaps, and the rows below it, their cells.

    Where a row has more cells than heads none are given: it is no such table. Returns the line of that row, else 0.
    """
    heads = _gapped(lines[at])
    if len(heads) < _FEWEST_GAPPED or not all(column_kind(cell.text, named) for cell in heads):
        return 0
    cut = [replace(lines[at], cells=heads)]
    for below in range(at + 1, len(lines)):
        cells = _gapped(lines[below])
        if len(cells) > len(heads):
            return below
        if len(cells) < 2:
            break
        cut.append(replace(lines[below], cells=cells))
    if len(cut) > 1:
        lines[at : at + len(cut)] = cut
    return 0


def _gapped(line: _Line) -> tuple[Cell, ...]:
    """Cells of a line between its gaps; none where it has cells already, or no gap."""
    if line.cells is not None or _GAP.search(line.text) is None:
        return ()
    found, at = [], 0
    for gap in [*_GAP.finditer(line.text), None]:
        stop = gap.start() if gap else len(line.text)
        if line.text[at:stop].strip(_EMPTY):
            found.append(_cell(line.text, at, stop))
        at = gap.end() if gap else stop
    return tuple(Cell(line.start + one.start, line.start + one.end, one.text) for one in found)


def _cell(text: str, start: int, end: int) -> Cell:
    while start < end and text[start] in _EMPTY:
        start += 1
    while end > start and text[end - 1] in _EMPTY:
        end -= 1
    return Cell(start, end, text[start:end])


def _head(
    lines: Sequence[_Line], at: int, named: Mapping[str, str] | None
) -> tuple[tuple[ColumnKind, ...], tuple[Cell, ...], int] | None:
    """Kinds and cells of the head row at a line (with the row of sub-heads below it), and the line below."""
    first = _head_row(lines[at].cells, named)
    if first is None:
        return None
    kinds, heads, below = list(first[0]), list(first[1]), at + 1
    while below < len(lines) and lines[below].cells == ():
        below += 1
    under = lines[below].cells if below < len(lines) else None
    words = [cell for cell in under or () if cell.text]
    if under and len(under) <= len(kinds) and words:
        own = [column_kind(cell.text, named) for cell in under]
        if all(kind is not None for kind, cell in zip(own, under, strict=True) if cell.text):
            for index, (kind, cell) in enumerate(zip(own, under, strict=True)):
                if kind is not None:
                    kinds[index], heads[index] = kind, cell
            below += 1
    settled_kinds = settled([kind or ColumnKind.OTHER for kind in kinds])
    return settled_kinds, tuple(head for head in heads if head.text), below


def _head_row(
    cells: tuple[Cell, ...] | None, named: Mapping[str, str] | None
) -> tuple[list[ColumnKind | None], tuple[Cell, ...]] | None:
    words = [cell for cell in cells or () if cell.text]
    if cells is None or len(words) < 2 or not any(column_kind(cell.text, named) for cell in words[:2]):
        return None
    kinds = [column_kind(cell.text, named) for cell in cells]
    known = {kind for kind in kinds if kind is not None}
    subject = known & {ColumnKind.TASK, ColumnKind.CONTENT, ColumnKind.NAME}
    count = sum(kind is not None for kind in kinds)
    if not subject or len(known) < 2 or 2 * count < len(words):
        return None
    return list(kinds), cells


def _rows(
    lines: Sequence[_Line],
    at: int,
    kinds: tuple[ColumnKind, ...],
    named: Mapping[str, str] | None,
    title: Cell | None,
) -> tuple[list[Row], int]:
    """The rows below the heads, and the line after the last one."""
    rows: list[Row] = []
    groups: tuple[Cell, ...] = ()
    above: Row | None = None
    while at < len(lines):
        upto = at
        while upto < len(lines) and lines[upto].cells is None and upto - at < _LONGEST_GAP:
            upto += 1
        singles = lines[at:upto]
        cells = lines[upto].cells if upto < len(lines) else None
        if cells is None or any(_ANNEX.match(line.text) for line in singles):
            break
        head = _head(lines, upto, named)
        if head is not None:
            if head[0] != kinds or any(_other_title(line, title) for line in singles):
                break
            at = head[2]  # the heads again, on the next page
            continue
        words = tuple(cell for cell in cells if cell.text)
        if singles and _is_list_item(words, kinds):
            break
        for line in singles:
            if (
                len(line.text) <= _LONGEST_SUBHEAD
                and "。" not in line.text
                and not _PAGE.fullmatch(line.text)
            ):
                cell = Cell(line.start, line.end, line.text)
                groups, above = (cell,), None
                rows.append(Row(RowKind.GROUP, (cell,)))
        at = upto + 1
        if not words:
            continue
        if is_total(words):
            rows.append(Row(RowKind.TOTAL, words))
        elif is_group(cells, kinds):
            groups, above = words[:2], None
            rows.append(Row(RowKind.GROUP, words))
        else:
            above = entry_row(cells, words, kinds, above, groups)
            rows.append(above)
    return rows, at


def _other_title(line: _Line, title: Cell | None) -> bool:
    """Whether a line between two head rows names another table, not the same one going on."""
    if _PAGE.fullmatch(line.text) or re.search(r"续表|[（(]续[一二三四]?[）)]$", line.text):
        return False
    return bool(_TITLE.search(line.text)) and (title is None or bare(line.text) != bare(title.text))


def _is_list_item(words: Sequence[Cell], kinds: Sequence[ColumnKind]) -> bool:
    """Whether a line with a tab is an item of a list (``1.`` tab words), not a row of a wide table."""
    return (
        len(words) <= 2
        and len(kinds) >= 4
        and bool(re.fullmatch(r".*[.．、）)]", words[0].text if words else ""))
    )


def _title(lines: Sequence[_Line], at: int) -> Cell | None:
    first = at
    while first > max(0, at - _LONGEST_GAP) and lines[first - 1].cells is None:
        first -= 1
    return title_above([Cell(line.start, line.end, line.text) for line in lines[first:at]])


def title_above(lines: Sequence[Cell]) -> Cell | None:
    """The line that names a table, of those above its heads: the last that says so, else the last short one."""
    fitting = [
        line
        for line in lines
        if 4 <= len(line.text) <= 80
        and not _ANNEX.fullmatch(line.text)
        and not _PAGE.fullmatch(line.text)
        and not re.match(r"(?:单位|填报单位|制表|日期|填报日期|注)[:：]|[（(]单位", line.text)
        and not line.text.endswith(("。", "；", "：", ":"))
    ]
    return next(
        (line for line in reversed(fitting) if _TITLE.search(line.text)), fitting[-1] if fitting else None
    )
