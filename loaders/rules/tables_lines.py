"""Tables that were saved with a cell a line: the heads one below the other, then the cells of each row.

Rows are told by their running number, so a cell that happens to be a number inside a row starts none.
Without a column of numbers a row is as many lines as there are heads, as long as the bodies stand where
they should. Empty cells leave no line: the cells of a row are given to the columns that they suit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from loaders.headings import number_of
from loaders.rules.tables import Table, title_above
from loaders.rules.tables_alignment import assign, fits
from loaders.rules.tables_columns import OWNERS, ColumnKind, column_kind, settled
from loaders.rules.tables_rows import Cell, Row, RowKind, is_total

__all__ = ["line_table", "line_tables"]

_NUMBER: Final = re.compile(r"\d{1,5}")
_MONEY: Final = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_HAN: Final = re.compile(r"[（(]?([一二三四五六七八九十]{1,3})[）)]?")
#: Match: 一、基础设施建设, （二）人才. Not: 一是加强领导。
_SUBHEAD: Final = re.compile(r"[（(]?([一二三四五六七八九十]{1,3})(?:[）)]、?|、)\s*([^。；]{2,40})")
#: The unit of the column above, on a line of its own: （万元）.
_NOTE: Final = re.compile(r"[（(][^（()）]{1,12}[）)]")
#: What ends a table of lines: the next annex, notes, the imprint.
_AFTER: Final = re.compile(
    r"(?:附件|附表|附录)\s*[\d一二三四五六七八九十]{0,3}\s*(?:[:：].*)?|(?:注|说明|抄送|主题词)\s*[:：].*"
)
_UNIT: Final = re.compile(r"(亿元|万元|千元|元)")
_MOST_HEADS: Final = 14


def line_table(text: str, start: int, end: int, named: Mapping[str, str] | None = None) -> Table | None:
    """The first table with a cell a line between two offsets, or None."""
    return next(line_tables(text, start, end, named), None)


def line_tables(text: str, start: int, end: int, named: Mapping[str, str] | None = None) -> Iterator[Table]:
    """The tables with a cell a line between two offsets, in order. Linear in the text."""
    cells = _cells(text, start, end)
    index = 0
    while index < len(cells):
        head = _head(cells, index, named)
        if head is None:
            index += 1
            continue
        kinds, heads, first, unit = head
        numbered = ColumnKind.NUMBER in kinds
        stop = _stop(cells, first) if numbered else len(cells)
        rows = (
            _numbered(cells[first:stop], kinds, cells[index:first])
            if numbered
            else _counted(cells, first, kinds)
        )
        if not any(row.kind is RowKind.ENTRY for row in rows):
            # Numbers that are not there below these heads are not there below the next ones.
            index = max(stop if numbered else index + 1, index + 1)
            continue
        title = title_above(cells[max(0, index - 4) : index])
        last = max(row.end for row in rows)
        yield Table(
            title=title.passage() if title else None,
            kinds=kinds,
            heads=heads,
            rows=rows,
            start=heads[0].start,
            end=last,
            unit=unit,
            by_lines=True,
        )
        index = stop if numbered else first + len(rows) * len(kinds)


def _cells(text: str, start: int, end: int) -> list[Cell]:
    cells = []
    for match in re.finditer(r"[^\n]+", text[start:end]):
        words = match[0].strip(" \u3000\u2800\xa0")
        if words and "\t" not in words and words[0] != "|":  # those are rows of `loaders.rules.tables`
            at = start + match.start() + match[0].index(words)
            cells.append(Cell(at, at + len(words), words))
    return cells


def _head(
    cells: Sequence[Cell], index: int, named: Mapping[str, str] | None
) -> tuple[tuple[ColumnKind, ...], tuple[Cell, ...], int, str] | None:
    """Kinds and cells of the heads that begin at a cell, the first cell below them, the unit of the money."""
    if column_kind(cells[index].text, named) is None:
        return None
    kinds: list[ColumnKind] = []
    heads: list[Cell] = []
    unit, at = "万元", index
    while at < len(cells) and len(kinds) < _MOST_HEADS:
        kind, used = column_kind(cells[at].text, named), 1
        if kind is None and at + 1 < len(cells):
            # A narrow column's head on two lines: 牵头 / 单位.
            kind, used = column_kind(cells[at].text + cells[at + 1].text, named), 2
        if kind is None or (kind in kinds and kind in (ColumnKind.NUMBER, ColumnKind.NAME)):
            if kinds and _NOTE.fullmatch(cells[at].text):
                unit = _unit(cells[at].text, unit)
                at += 1
                continue
            break
        if kind is ColumnKind.INVESTMENT:
            unit = _unit(cells[at].text, unit)
        kinds.append(kind)
        heads.append(cells[at])
        at += used
    found = settled(kinds)
    subject = {ColumnKind.TASK, ColumnKind.NAME} & set(found)
    others = set(found) - {ColumnKind.TASK, ColumnKind.NAME, ColumnKind.GROUP, ColumnKind.NUMBER}
    return (found, tuple(heads), at, unit) if subject and others and len(found) >= 3 else None


def _unit(words: str, default: str) -> str:
    match = _UNIT.search(words)
    return match[0] if match else default


def _stop(cells: Sequence[Cell], first: int) -> int:
    """The index after the table's last cell: before the next annex or the imprint."""
    return next((i for i in range(first, len(cells)) if _AFTER.fullmatch(cells[i].text)), len(cells))


def _numbered(cells: Sequence[Cell], kinds: tuple[ColumnKind, ...], heads: Sequence[Cell]) -> tuple[Row, ...]:
    opened: list[tuple[RowKind, list[Cell]]] = []
    expected, expected_group = 1, 1
    repeated = [cell.text for cell in heads]
    at = 0
    while at < len(cells):
        words = cells[at].text
        if words == repeated[0] and [cell.text for cell in cells[at : at + len(heads)]] == repeated:
            at += len(heads)  # the heads again, on the next page
            continue
        if is_total(cells[at : at + 1]):
            opened.append((RowKind.TOTAL, [cells[at]]))
        elif _group_number(words) == expected_group:
            opened.append((RowKind.GROUP, [cells[at]]))
            expected_group += 1
        elif _NUMBER.fullmatch(words) and _opens(cells, at, int(words), expected, opened):
            opened.append((RowKind.ENTRY, [cells[at]]))
            expected = int(words) + 1
        elif opened:
            opened[-1][1].append(cells[at])
        at += 1
    rows: list[Row] = []
    groups: tuple[Cell, ...] = ()
    for kind, own in opened:
        if kind is RowKind.ENTRY:
            rows.append(_entry(own, kinds, groups))
        else:
            groups = tuple(own[:2]) if kind is RowKind.GROUP else groups
            rows.append(Row(kind, tuple(own)))
    return tuple(rows)


def _group_number(words: str) -> int | None:
    match = _HAN.fullmatch(words) or _SUBHEAD.fullmatch(words)
    return number_of(match[1]) if match else None


def _opens(
    cells: Sequence[Cell], at: int, number: int, expected: int, opened: list[tuple[RowKind, list[Cell]]]
) -> bool:
    """Whether a number opens a row: the next one, or 1 below a new sub-heading, and words come after it."""
    if at + 1 >= len(cells) or _MONEY.fullmatch(cells[at + 1].text):
        return False
    below = bool(opened) and opened[-1][0] is RowKind.GROUP
    return number == expected or (number == 1 and below)


def _entry(own: list[Cell], kinds: tuple[ColumnKind, ...], groups: tuple[Cell, ...]) -> Row:
    columns: list[tuple[Cell, ...]] = [()] * len(kinds)
    first = kinds.index(ColumnKind.NUMBER)
    columns[first] = (own[0],)
    rest = kinds[first + 1 :]
    if rest:
        for index, cell in zip(assign(rest, [cell.text for cell in own[1:]]), own[1:], strict=True):
            columns[first + 1 + index] = (*columns[first + 1 + index], cell)
    return Row(RowKind.ENTRY, tuple(own), tuple(columns), frozenset(), groups)


def _counted(cells: Sequence[Cell], first: int, kinds: tuple[ColumnKind, ...]) -> tuple[Row, ...]:
    """Rows of a table without numbers, as long as a column of bodies holds bodies."""
    owners = [index for index, kind in enumerate(kinds) if kind in OWNERS]
    rows: list[Row] = []
    for at in range(first, len(cells) - len(kinds) + 1, len(kinds)):
        own = tuple(cells[at : at + len(kinds)])
        if not owners or any(fits(kinds[index], own[index].text) <= 0 for index in owners):
            break
        if any(_AFTER.fullmatch(cell.text) for cell in own):
            break
        rows.append(Row(RowKind.ENTRY, own, tuple((cell,) for cell in own)))
    return tuple(rows)
