"""Spreadsheets: .xlsx and .xlsm by their stored values, .csv and .tsv in any encoding that text comes in.

Every visible sheet becomes lines with tabs between the cells (see `loaders.formats`); which of them are
tables of tasks or projects is told later, by their heads. What is read is what the file stores: of a formula
its last value, of a date its day (2016年12月31日), of a percentage its fraction (0.35 for 35%). Nothing is
computed and nothing is run.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.formats.content import Content, TextBuilder
from loaders.formats.encodings import decode
from ontology.errors import UnreadableDocument

__all__ = ["read"]

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Most bytes that a workbook may unpack to, and most cells in the rectangle of one sheet.
_MAX_UNPACKED: Final = 512 * 1024 * 1024
_MAX_CELLS: Final = 10_000_000
#: Most cells that merged cells are repeated into: ranges that overlap are no workbook's.
_MAX_REPEATED: Final = 2_000_000
#: A cell of a sheet's XML that holds something, with its reference.
_FILLED: Final = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'](?:[^>]*[^/>])?>(?!</)"
)
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b(?:[^>]*?\br\s*=\s*[\"'](\d{1,7})[\"'])?")
_BARE_CELL: Final = re.compile(rb"<(?:\w+:)?c\b(?![^>]*\br\s*=)")
#: Names that programs give to sheets; any other is a title.
_DEFAULT_SHEET: Final = re.compile(r"(?:Sheet|工作表|Table|表|WpsReserved_\w*)\s*\d*", re.IGNORECASE)
#: Line ends in a cell part names and sentences, or break a word: 市商务局|市财政局, but 电子|商务.
_NAME_END: Final = frozenset("局委办部厅会院府站所处行区县市司团社心校公企网。；;，,、：:.!！?？)）")
_NAME_GOES_ON: Final = re.compile(r"员会|公室|公厅|[（(、，。；]")
_ITEM: Final = re.compile(r"[（(]?[\d一二三四五六七八九十①-⑳]{1,3}[）)、.．]|[①-⑳]")


def read(data: bytes, source: str) -> Content:
    """Read a spreadsheet's bytes.

    Raises `UnreadableDocument` (damaged, too large when unpacked, of an unknown encoding) or
    `EmptyDocument` (no words in any visible sheet).
    """
    if data.startswith(b"PK\x03\x04"):
        return _workbook(data, source)
    text, encoding = decode(data, source)
    delimiter = _delimiter(text)
    builder = TextBuilder()
    builder.table()
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            builder.row(_row([_words(value) for value in row]))
    except csv.Error as error:
        message = f"is damaged: {error}. Open it in a spreadsheet program and save it again."
        raise UnreadableDocument(message, source=source) from error
    media_type = "text/tab-separated-values" if delimiter == "\t" else "text/csv"
    return builder.content(media_type, encoding, source)


def _delimiter(text: str) -> str:
    """The mark between cells: the one that the first lines hold most often."""
    head = text[:20_000]
    return max(",\t;", key=lambda mark: (head.count(mark), mark == ","))


def _row(cells: Sequence[str]) -> list[str]:
    """Cells of a row; a title alone in the row stands without the empty cells around it."""
    filled = [cell for cell in cells if cell]
    return filled if len(filled) == 1 and cells[0] else list(cells)


def _workbook(data: bytes, source: str) -> Content:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _check(data, source)
    builder = TextBuilder()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        ]
        for name in shown:
            sheet = book.get_sheet_by_name(name)
            rows = [[_words(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            builder.table()
            for line in _lines(rows, sheet.merged_cell_ranges or [], name, len(shown)):
                builder.row(line)
    except (CalamineError, OSError, ValueError) as error:
        message = f"is a damaged workbook ({error}). Open it in Excel or WPS and save it again."
        raise UnreadableDocument(message, source=source) from error
    return builder.content(_XLSX, "utf-8", source)


def _lines(
    rows: list[list[str]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], name: str, sheets: int
) -> Iterator[list[str]]:
    """A sheet's rows as cells; its name first where it is a title and the sheet begins with no other."""
    wide = _repeat_merged(rows, merged)
    first = next((row for row in rows if any(row)), [])
    if sheets > 1 and sum(map(bool, first)) > 1 and not _DEFAULT_SHEET.fullmatch(name):
        yield [name]
    for index, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        yield filled if len(filled) == 1 and index in wide else _row(row)


def _repeat_merged(
    rows: list[list[str]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> frozenset[int]:
    """Write a cell that is merged downwards into each row that it covers; tell the rows merged across."""
    left, wide = _MAX_REPEATED, set()
    for (top, column), (bottom, last) in merged:
        if top >= len(rows) or column >= len(rows[top]):
            continue
        if last > column:
            wide.add(top)
            continue
        bottom = min(bottom, len(rows) - 1)
        left -= bottom - top
        if left < 0:
            break
        for row in rows[top + 1 : bottom + 1]:
            row[column] = row[column] or rows[top][column]
    return frozenset(wide)


def _words(value: object) -> str:
    """A stored value as it is printed: whole numbers without a point, days as they are written."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, dt.datetime):
        time = f" {value:%H:%M}" if (value.hour, value.minute) != (0, 0) else ""
        return f"{value.year}年{value.month}月{value.day}日{time}"
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return _joined(str(value))


def _joined(words: str) -> str:
    """A cell's lines as one: parted by a blank where a name, a sentence or an item ends, else put together."""
    lines = [line.strip() for line in re.split(r"[\r\n\v]+|_x000D_", words) if line.strip()]
    if len(lines) < 2:
        return lines[0] if lines else ""
    joined = lines[0]
    for line in lines[1:]:
        ends = joined[-1] in _NAME_END and not _NAME_GOES_ON.match(line)
        latin = joined[-1].isascii() and line[0].isascii()
        joined += (" " if ends or latin or _ITEM.match(line) else "") + line
    return joined


def _check(data: bytes, source: str) -> None:
    """Refuse what would fill the memory: archives that unpack without end, sheets with a far cell.

    The reader keeps the whole rectangle of a sheet, and one value in XFD1048576 makes it 17 thousand
    million cells, which ends the process. Cells that only have a format do not count, there or here.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MAX_UNPACKED:
                message = (
                    f"unpacks to more than {_MAX_UNPACKED // 1024**2} MB. Keep only the sheets that matter."
                )
                raise UnreadableDocument(message, source=source)
            for item in archive.infolist():
                if "worksheets/" in item.filename.lower() and item.filename.lower().endswith(".xml"):
                    height, width = _extent(archive.read(item))
                    if height * width > _MAX_CELLS:
                        message = (
                            f"has a sheet of {height:,} rows and {width:,} columns, most of them empty. Delete the "
                            "cells far from the table and save it again."
                        )
                        raise UnreadableDocument(message, source=source)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        message = "is a damaged workbook. Open it in Excel or WPS and save it again."
        raise UnreadableDocument(message, source=source) from error
    except RuntimeError as error:  # what zipfile says of an entry with a password
        message = "is encrypted. Open it with its password and save it without one."
        raise UnreadableDocument(message, source=source) from error


def _extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns of the rectangle of a sheet's filled cells, or more."""
    columns: set[bytes] = set()
    height = 0
    for match in _FILLED.finditer(xml):
        columns.add(match[1])
        height = max(height, int(match[2]))
    width = max((_column(name) for name in columns), default=0)
    if _BARE_CELL.search(xml):  # cells without a reference stand one after another
        rows = [int(match[1] or 0) for match in _ROW.finditer(xml)]
        height = max(height, len(rows), *rows, 0)
        parts = re.split(rb"<(?:\w+:)?row\b", xml)
        width = max(width, *(len(re.findall(rb"<(?:\w+:)?c\b", part)) for part in parts))
    return height, width


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
