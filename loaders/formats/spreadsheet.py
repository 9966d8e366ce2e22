"""Spreadsheets: .xlsx, .xlsm and .xls by their stored values, .csv and .tsv in any encoding of text.

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
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.formats.compound import MAGIC
from loaders.formats.content import Content, TextBuilder
from loaders.formats.encodings import decode
from loaders.formats.spreadsheet_limits import check_workbook
from loaders.formats.spreadsheet_old import checked_workbook
from ontology.errors import UnreadableDocument

__all__ = ["read"]

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XLS: Final = "application/vnd.ms-excel"
#: Most cells, and characters, that merged cells are repeated into: ranges that overlap are no workbook's.
_MAX_REPEATED: Final = 2_000_000
_MAX_REPEATED_WORDS: Final = 50_000_000
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
        check_workbook(data, source)
        return _workbook(data, source, _XLSX)
    if data.startswith(MAGIC):
        return _workbook(checked_workbook(data, source), source, _XLS)
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


def _workbook(data: bytes, source: str, media_type: str) -> Content:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

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
    except BaseException as error:
        # A failed assertion in the library's Rust code: pyo3's PanicException is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        message = "is a workbook that cannot be understood. Save it again in Excel or WPS."
        raise UnreadableDocument(message, source=source) from error
    return builder.content(media_type, "utf-8", source)


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
    left, words, wide = _MAX_REPEATED, _MAX_REPEATED_WORDS, set()
    for (top, column), (bottom, last) in merged:
        if top >= len(rows) or column >= len(rows[top]):
            continue
        if last > column:
            wide.add(top)
            continue
        bottom = min(bottom, len(rows) - 1)
        left -= bottom - top
        words -= (bottom - top) * len(rows[top][column])
        if left < 0 or words < 0:
            message = "has merged cells that cover far more rows than a table has. Unmerge them and save it."
            raise UnreadableDocument(message)
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
