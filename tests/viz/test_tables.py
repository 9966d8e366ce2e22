"""Tables as files: hostile cells stay text."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import docx
import pytest
from python_calamine import CalamineWorkbook

from viz.tables import Column, Sheet, csv_file, docx_file, harmless, xlsx_file

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-1",
    "@SUM(A1)",
    "＝1",
    "<script>",
    "a\x00b\x0b",
    "http://x.example/",
)
SHEET = Sheet(
    title="=题目",
    lead="",
    columns=(Column("甲", 0.5), Column("乙", 0.5)),
    rows=[(text, "常州市商务局") for text in HOSTILE],
    note="",
    made=dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
)


@pytest.mark.parametrize("text", HOSTILE[:5])
def test_csv_cells_do_not_act(text: str) -> None:
    """What looks like a formula gets an apostrophe, in rows and heads alike."""
    rows = list(csv.reader(io.StringIO(csv_file([[text, 3]]).decode("utf-8-sig"))))
    assert rows == [["'" + text, "3"]]
    assert harmless("常州") == "常州"


def test_workbook_cells_are_strings() -> None:
    """No formula and no link stands in the sheet's XML; the texts come back."""
    file = xlsx_file(SHEET)
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[3 : 3 + len(HOSTILE)]] == [
        text.replace("\x00", "").replace("\x0b", "") for text in HOSTILE
    ]


def test_word_documents_have_chinese_fonts_and_a_repeated_head() -> None:
    """The fonts of official documents are named for East Asian characters too."""
    document = docx.Document(io.BytesIO(docx_file(SHEET)))
    assert (
        document.styles["Normal"].element.rPr.rFonts.get(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"
        )
        == "仿宋"
    )
    assert "tblHeader" in document.tables[0].rows[0]._tr.xml
    assert [row.cells[0].text for row in document.tables[0].rows][1] == "=1+1"


def test_the_same_table_makes_the_same_workbook() -> None:
    """Dates in the file are those of the revision, not of the moment."""
    assert xlsx_file(SHEET) == xlsx_file(SHEET)
