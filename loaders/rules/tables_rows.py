"""Rows of a table: entries with a cell a column, sub-headings, sums, and what a merged cell leaves empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from loaders.rules.tables_alignment import assign, suits
from loaders.rules.tables_columns import OWNERS, ColumnKind
from ontology.model import Passage

__all__ = ["Cell", "Row", "RowKind", "entry_row", "is_group", "is_total"]

_TOTAL: Final = re.compile(r"(?:总\s*计|合\s*计|小\s*计|总投资)\s*(?:[（(].{1,12}[）)])?")
_HAN_NUMBER: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")
_SERIAL: Final = re.compile(r"[（(]?(\d{1,6})[）)]?[、.．]?")
_LONGEST_SUBHEAD: Final = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a cell, ``text[start:end]`` without blanks at its ends; an empty cell has no extent."""

    start: int
    end: int
    text: str

    def passage(self) -> Passage:
        """The cell as evidence. Only for a cell with words."""
        return Passage(self.start, self.end, self.text)


class RowKind(StrEnum):
    """What a row is: an entry, a sub-heading of the entries below it, or a sum."""

    ENTRY = "entry"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    ``cells`` are its own cells with words, in order. ``columns`` holds the cells of each column, one tuple a
    column (more than one cell where a saved page broke a cell into lines); ``inherited`` the indexes of
    columns that were empty here and hold what stands above. ``groups`` are the sub-headings above the row.
    """

    kind: RowKind
    cells: tuple[Cell, ...]
    columns: tuple[tuple[Cell, ...], ...] = ()
    inherited: frozenset[int] = frozenset()
    groups: tuple[Cell, ...] = ()

    @property
    def start(self) -> int:
        """Offset of the row's first own words."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """Offset after the row's last own words."""
        return self.cells[-1].end


def is_total(words: Sequence[Cell]) -> bool:
    """Whether a row is a sum: 合计, 总计(46个), perhaps behind a number or a blank."""
    return any(_TOTAL.fullmatch(cell.text) for cell in words[:2])


def is_group(cells: Sequence[Cell], kinds: Sequence[ColumnKind]) -> bool:
    """Whether a row is a sub-heading: one text for all its columns, or a Chinese number and a name.

    Match: ``（一）基础设施``; ``一`` ``应用工程(19个)`` ``165900``. Not: ``一`` ``建设园区`` ``市商务局``.
    """
    words = [cell for cell in cells if cell.text]
    first = words[0].text
    if len({cell.text for cell in words}) == 1:
        if _SERIAL.fullmatch(first) or len(first) > _LONGEST_SUBHEAD or "。" in first:
            return False
        index = next(i for i, cell in enumerate(cells) if cell.text)
        free = ColumnKind.OTHER if index >= len(kinds) else kinds[index]
        return (index == 0 and len(kinds) > 1 and free is not ColumnKind.TASK) or bool(
            re.match(r"[（(]?[一二三四五六七八九十]+[、）)]", first)
        )
    if not _HAN_NUMBER.fullmatch(first) or len(words) > 3:
        return False
    return all(re.fullmatch(r"[\d,，.]+", cell.text) for cell in words[2:])


def entry_row(
    cells: Sequence[Cell],
    words: tuple[Cell, ...],
    kinds: tuple[ColumnKind, ...],
    above: Row | None,
    groups: tuple[Cell, ...],
) -> Row:
    """An entry: its cells (the empty ones too) in their columns, with what it takes from the entry above."""
    columns: list[tuple[Cell, ...]] = [()] * len(kinds)
    for index, cell in _placed(cells, words, kinds):
        columns[index] = (*columns[index], cell)
    inherited = _inherited(kinds, columns, above) if above is not None else frozenset()
    for index in inherited:
        columns[index] = above.columns[index] if above is not None else ()
    return Row(RowKind.ENTRY, words, tuple(columns), inherited, groups)


def _placed(
    cells: Sequence[Cell], words: tuple[Cell, ...], kinds: tuple[ColumnKind, ...]
) -> list[tuple[int, Cell]]:
    """Cells with their columns: by position where the row has a cell a column, else by what suits."""
    width = max((i + 1 for i, cell in enumerate(cells) if cell.text), default=0)
    gaps = any(not cell.text for cell in cells[:width])
    if width == len(kinds) or (width < len(kinds) and (gaps or len(cells) == len(kinds))):
        return [(index, cell) for index, cell in enumerate(cells[:width]) if cell.text]
    texts = [cell.text for cell in words]
    best = assign(kinds, texts)
    straight = tuple(range(len(texts)))
    if width < len(kinds) and suits(kinds, texts, straight) + 1.0 >= suits(kinds, texts, best):
        best = straight  # the cells that are missing are the last ones
    return list(zip(best, words, strict=True))


def _inherited(
    kinds: tuple[ColumnKind, ...], columns: Sequence[tuple[Cell, ...]], above: Row
) -> frozenset[int]:
    """Columns of a row that hold what stands above them: those of a merged task with its owners and time."""
    empty = {index for index, cells in enumerate(columns) if not cells and above.columns[index]}
    found = {index for index in empty if kinds[index] is ColumnKind.GROUP}
    tasks = {index for index in empty if kinds[index] is ColumnKind.TASK}
    if not tasks:
        return frozenset(found)
    found |= tasks
    owners = {index for index, kind in enumerate(kinds) if kind in OWNERS}
    if all(not columns[index] for index in owners):
        found |= owners & empty
    found |= {index for index in empty if kinds[index] is ColumnKind.DEADLINE}
    return frozenset(found)
