"""Tables of text as files for spreadsheets and word processors, in which no cell can act."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeAlias

__all__ = ["Cell", "Column", "Sheet", "csv_file", "csv_pieces", "docx_file", "harmless", "xlsx_file"]

#: A cell that starts so is a formula to a spreadsheet (OWASP, CSV Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Fonts of Chinese official documents (GB/T 9704-2012): headings in Heiti, text in Fangsong.
_HEADING_FONT: Final = "黑体"
_TEXT_FONT: Final = "仿宋"
#: Longest title in the properties of a Word file (python-docx).
_LONGEST_TITLE: Final = 255
Cell: TypeAlias = str | int | Decimal | None
#: Everything that XML 1.0 does not allow (production 2, Char), even escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head and its width as a share of the table's."""

    head: str
    share: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to send on: title, a line below it, columns, rows, and a line at the end.

    A cell is text, a number that a spreadsheet can add up, or None where nothing is known. ``made`` is written into the file as its date, so that the same facts make the same file.
    """

    title: str
    lead: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str
    made: dt.datetime


def csv_file(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV (RFC 4180) in UTF-8 with a byte order mark, for Excel; texts are made `harmless`."""
    return b"".join(csv_pieces(rows))


def csv_pieces(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The same file row by row, for tables that are too large to be held."""
    yield b"\xef\xbb\xbf"
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line).writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        yield line.getvalue().encode()


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not run: an apostrophe before what looks like a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def xlsx_file(sheet: Sheet) -> bytes:
    """The table as a workbook: heads that stay in view, filters, ready to print on A4 across.

    Texts are written as strings, so that none is taken for a formula, a number or a link.
    """
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": _printable(sheet.title), "created": _naive(sheet.made)})
    page = book.add_worksheet()
    title = book.add_format({"bold": True, "font_size": 16, "font_name": _HEADING_FONT})
    plain = book.add_format({"font_color": "#555555"})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EFEDE7", "valign": "vcenter"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    figures = book.add_format({"border": 1, "valign": "top", "num_format": "0"})
    page.write_string(0, 0, _printable(sheet.title), title)
    page.write_string(1, 0, _printable(sheet.lead), plain)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.share * 130)
        page.write_string(2, number, column.head, head)
    for line, row in enumerate(sheet.rows, 3):
        for number, value in enumerate(row):
            if value is None:
                page.write_blank(line, number, None, cell)
            elif isinstance(value, str):
                page.write_string(line, number, _printable(value), cell)
            else:
                page.write_number(line, number, float(value), figures if value % 1 == 0 else cell)
    page.write_string(len(sheet.rows) + 4, 0, _printable(sheet.note), plain)
    page.freeze_panes(3, 0)
    page.autofilter(2, 0, max(len(sheet.rows) + 2, 3), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.set_footer("&C&P / &N")
    book.close()
    return file.getvalue()


def docx_file(sheet: Sheet) -> bytes:
    """The table as a Word document on A4 across, its head repeated on each page."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document = docx.Document()
    document.core_properties.title = _printable(sheet.title)[:_LONGEST_TITLE]
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = _naive(sheet.made)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    _font(document.styles["Normal"], _TEXT_FONT, Pt(10.5))
    heading = document.add_paragraph(_printable(sheet.title))
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(heading.runs[0], _HEADING_FONT, Pt(18))
    document.add_paragraph(_printable(sheet.lead))
    width = 297 - 36
    table = document.add_table(rows=1, cols=len(sheet.columns))
    table.style = "Table Grid"
    table.autofit = False
    for cell, column in zip(table.rows[0].cells, sheet.columns, strict=True):
        cell.text = column.head
        _font(cell.paragraphs[0].runs[0], _HEADING_FONT, Pt(10.5))
    _repeat(table.rows[0])
    for row in sheet.rows:
        cells = table.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            cell.text = "" if value is None else _printable(str(value))
    for line in table.rows:
        for cell, column in zip(line.cells, sheet.columns, strict=True):
            cell.width = Mm(width * column.share)
    document.add_paragraph(_printable(sheet.note))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _font(styled: Any, name: str, size: Any) -> None:
    """Set a font for Chinese too: Word keeps the font of East Asian characters apart."""
    from docx.oxml.ns import qn

    styled.font.name = name
    styled.font.size = size
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _printable(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)


def _naive(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
