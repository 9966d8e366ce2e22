"""PDF files with a text layer: reading order, tables, paragraphs; pages are the places.

pdfium gives the characters and their places; what is a line, a column, a table, a running head and a
paragraph is told here, because Chinese official documents have habits of their own.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Final

from loaders.formats.blocks import grid, is_layout
from loaders.formats.content import Content, TextBuilder
from loaders.formats.contents import contents_lines
from loaders.formats.pdf_glyphs import Sheet, sheets
from loaders.formats.pdf_lines import TABLE, Line, Run, gutters_of, lines_of, rows_of, runs_of
from loaders.formats.pdf_paragraphs import joined, running_heads
from loaders.formats.pdf_tables import PageTable, tables_of
from ontology.errors import UnreadableDocument

__all__ = ["read"]

#: Fewer characters than this on a page with a picture: the page is a picture.
_FEW: Final = 10
#: Largest share of characters that stand for nothing, in a text layer that can be used.
_MAX_NONSENSE: Final = 0.1


def read(data: bytes, source: str) -> Content:
    """Read a PDF. Raises `EmptyDocument` or `UnreadableDocument` (encrypted, damaged, scanned)."""
    pages = sheets(data, source)
    _check(pages, source)
    tables = {sheet.number: _tables(sheet) for sheet in pages}
    rows = []
    for sheet in pages:
        taken = frozenset().union(*(item.glyphs for item in tables[sheet.number]))
        rows.append(rows_of(runs_of(g for index, g in enumerate(sheet.glyphs) if index not in taken)))
    heads = running_heads([(sheet.height, row) for sheet, row in zip(pages, rows, strict=True)])
    kept_rows = []
    for sheet, page_rows, dropped in zip(pages, rows, heads, strict=True):
        kept = [run for index, row in enumerate(page_rows) if index not in dropped for run in row]
        marks = [
            Run(f"{TABLE}{index}", item.x0, item.x1, item.y, 1.0, len(kept))
            for index, item in enumerate(tables[sheet.number])
        ]
        kept_rows.append(rows_of([*kept, *marks]))
    lines: list[Line] = []
    for sheet, page_rows, gutter in zip(pages, kept_rows, gutters_of(kept_rows), strict=True):
        lines += map(_opened, lines_of(page_rows, sheet.number, gutter))
    contents = contents_lines([line.text for line in lines])
    builder = TextBuilder()
    for line, text in joined([line for index, line in enumerate(lines) if index not in contents]):
        if line.cells == (TABLE,):
            builder.table()
            for cells in grid(tables[line.page][int(line.text[1:])].table):
                builder.row(cells, line.page)
        elif line.cells:
            builder.row(line.cells, line.page)
        else:
            builder.on_page(text, line.page)
    return builder.content("application/pdf", "utf-8", source)


def _opened(line: Line) -> Line:
    """A line that stands for a table is marked as one, so that nothing is joined to it."""
    return replace(line, cells=(TABLE,)) if line.text.startswith(TABLE) else line


def _tables(sheet: Sheet) -> list[PageTable]:
    return [item for item in tables_of(sheet.glyphs, sheet.rulings) if not is_layout(item.table)]


def _check(pages: list[Sheet], source: str) -> None:
    """Refuse what has no text layer, or one that says nothing."""
    blank = [sheet for sheet in pages if len(sheet.glyphs) < _FEW]
    pictures = [sheet for sheet in blank if sheet.pictures]
    if pictures and (2 * len(pictures) >= len(pages) or len(blank) == len(pages)):
        raise UnreadableDocument(
            f"is a scanned PDF: {len(pictures)} of its {len(pages)} pages are pictures without text."
            " Recognise their text first (OCR, for example `ocrmypdf -l chi_sim in.pdf out.pdf`)"
            " and load the result.",
            source=source,
            place=f"page {pictures[0].number}",
        )
    total = sum(len(sheet.glyphs) for sheet in pages)
    nonsense = sum(_says_nothing(glyph.char) for sheet in pages for glyph in sheet.glyphs)
    if total and nonsense > _MAX_NONSENSE * total:
        raise UnreadableDocument(
            "has a text layer that cannot be used: its fonts do not say which characters they draw."
            " Recognise its text (OCR, for example `ocrmypdf --force-ocr -l chi_sim in.pdf out.pdf`)"
            " or ask for the Word file.",
            source=source,
        )


def _says_nothing(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc")
