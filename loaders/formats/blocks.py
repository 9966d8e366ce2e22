"""Paragraphs and tables as readers find them, and how they become lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.formats.content import TextBuilder
from loaders.formats.contents import contents_lines
from ontology.errors import UnreadableDocument

__all__ = ["Block", "Cell", "Table", "add_blocks", "grid", "is_layout"]

#: A cell with more characters and paragraphs than this, and most of its table's text, holds a page.
_PAGE_CHARS: Final = 500
_PAGE_PARAGRAPHS: Final = 3
_PAGE_SHARE: Final = 0.6
#: Most cells, and characters in them, that a table may come to after its merged cells are laid out.
_MAX_CELLS: Final = 500_000
_MAX_CHARS: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its blocks, and how many columns and rows it covers."""

    blocks: Sequence[Block]
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows of cells, as stated in the file (merged cells once)."""

    rows: Sequence[Sequence[Cell]] = field(default_factory=tuple)


#: A paragraph's text, or a table.
Block = str | Table


def add_blocks(blocks: Sequence[Block], builder: TextBuilder) -> None:
    """Add blocks to a text in order, without tables of contents.

    Tables that only lay out a page are added as paragraphs.
    """
    contents = contents_lines([block if isinstance(block, str) else "" for block in blocks])
    for index, block in enumerate(blocks):
        if isinstance(block, str):
            if index not in contents:
                builder.paragraph(block)
        elif is_layout(block):
            for cells in block.rows:
                for cell in cells:
                    add_blocks(cell.blocks, builder)
        else:
            builder.table()
            for cells_text in grid(block):
                builder.row(cells_text)


def is_layout(table: Table) -> bool:
    """Whether a table arranges a page and is not one to its reader.

    So it is with one column of words, with a table inside a cell, and where one cell holds most of
    the text in several paragraphs.
    """
    cells = [cell for row in table.rows for cell in row]
    if any(isinstance(block, Table) for cell in cells for block in cell.blocks):
        return True
    if all(sum(bool(_words(cell).strip()) for cell in row) <= 1 for row in table.rows):
        return True
    total = sum(len(_words(cell)) for cell in cells)
    return any(
        len(_words(cell)) > max(_PAGE_CHARS, _PAGE_SHARE * total) and len(cell.blocks) >= _PAGE_PARAGRAPHS
        for cell in cells
    )


def grid(table: Table) -> Iterator[list[str]]:
    """Each row's cells with merged cells laid out: repeated downwards, empty across.

    Raises `UnreadableDocument` where they cover more than any table has.
    """
    covered: dict[int, tuple[int, str]] = {}  # column: rows still covered, and the words there
    total = size = 0
    for row in table.rows:
        line: list[str] = []
        for cell in row:
            _fill(line, covered)
            words = _words(cell)
            for offset in range(min(max(cell.across, 1), 1000)):
                text = words if offset == 0 else ""
                if cell.down > 1:
                    covered[len(line)] = (cell.down - 1, text)
                line.append(text)
        _fill(line, covered)
        total += len(line)
        size += sum(map(len, line))
        if total > _MAX_CELLS or size > _MAX_CHARS:
            message = (
                f"has a table whose merged cells cover more than {_MAX_CELLS:,} places; it is not opened."
            )
            raise UnreadableDocument(message)
        yield line


def _fill(line: list[str], covered: dict[int, tuple[int, str]]) -> None:
    """Continue the cells that earlier rows merged downwards at this column."""
    while len(line) in covered:
        column = len(line)
        left, words = covered[column]
        if left > 1:
            covered[column] = (left - 1, words)
        else:
            del covered[column]
        line.append(words)


def _words(cell: Cell) -> str:
    parts = [
        block if isinstance(block, str) else " ".join(map(_words, _cells(block))) for block in cell.blocks
    ]
    return "\n".join(parts)


def _cells(table: Table) -> Iterator[Cell]:
    for row in table.rows:
        yield from row
