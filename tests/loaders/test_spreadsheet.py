"""Spreadsheets: workbooks and delimited text become rows; what is stored is read, and nothing is run."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.extract import extract
from loaders.formats.mapping import column_mapping, is_mapping_file, mapping_file
from loaders.formats.spreadsheet import read
from loaders.reading import read as read_file
from loaders.reading import read_bytes
from ontology.errors import EmptyDocument, UnreadableDocument
from tests.loaders.format_builders import archive
from tests.loaders.workbooks import Formula, workbook
from tests.timing import grows_in_line

HEADS = ["序号", "任务", "牵头单位", "配合单位", "完成时限"]


def _lines(data: bytes) -> list[str]:
    return read(data, "t").text.replace("\u2800", "").split("\n")


def test_a_workbook_becomes_lines_of_cells() -> None:
    """A title merged across stands alone; a cell merged downwards holds for each row that it covers."""
    data = workbook(
        {
            "Sheet1": [
                ["某市任务分工表"],
                HEADS,
                [1, "发展物流", "市商务局", "市财政局"],
                ["", "", "市邮政局"],
                [2, "支付", "市金融办"],
            ]
        },
        merged={"Sheet1": ["A1:E1", "A3:A4", "B3:B4"]},
    )

    assert [
        "某市任务分工表",
        "\t".join(HEADS),
        "1\t发展物流\t市商务局\t市财政局",
        "1\t发展物流\t市邮政局",
        "2\t支付\t市金融办",
    ] == _lines(data)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5000, "5000"),
        (5000.0, "5000"),
        (0.1, "0.1"),
        (1234567.5, "1234567.5"),
        (True, "TRUE"),
        (Formula("=SUM(A1:A9)", "45"), "45"),
        (Formula("=HYPERLINK(1)"), ""),
        ("市商务局\n市财政局", "市商务局 市财政局"),
        ("推进电子\n商务发展", "推进电子商务发展"),
        ("各县\n（市、区）", "各县（市、区）"),
        ("市工业和信息化委\n员会", "市工业和信息化委员会"),
        ("1.建设园区\n2.培训", "1.建设园区 2.培训"),
        ("建成。\n培训", "建成。 培训"),
        ("a\tb", "a b"),
        ("  ", ""),
    ],
)
def test_a_cell_is_read_as_it_is_printed(value: object, expected: str) -> None:
    """Whole numbers have no point, formulas their last value, broken names are put together."""
    assert [f"标\t{expected}".rstrip()] == _lines(workbook({"a": [["标", value]]}))


def test_dates_are_days() -> None:
    """A cell shown as a date is the day, not the number that is stored."""
    data = workbook({"a": [["完成", 42735]]}, dates=["B1"])

    assert ["完成\t2016年12月31日"] == _lines(data)


def test_hidden_sheets_are_left_out_and_names_of_sheets_are_titles() -> None:
    """A sheet that begins with its heads is titled by its name, unless the name is a program's."""
    data = workbook(
        {
            "Sheet1": [["甲", "乙"]],
            "保障任务": [["任务", "责任单位"]],
            "旧": [["丙"]],
            "有标题": [["总表"], ["丁", "戊"]],
        },
        hidden=["旧"],
    )

    assert ["甲\t乙", "保障任务", "任务\t责任单位", "总表", "丁\t戊"] == _lines(data)


def test_places_name_the_row_of_the_sheet() -> None:
    """A place in the text is found again in the file: the sheet's number and the row's, blank rows counted."""
    content = read(workbook({"a": [["题"], [], ["甲", "乙"]]}), "t")

    assert ["table 1, row 1", "table 1, row 3"] == [place.en for place in content.places]


TABLE = (
    '某市任务分工表,,\r\n序号,任务,责任单位\r\n1,"发展物流，\n建设园区","市商务局,市财政局"\r\n2,支付,\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimited_text_is_read_in_every_encoding(encoding: str) -> None:
    """Quoted cells keep their commas; their line ends are no rows."""
    assert [
        "某市任务分工表",
        "序号\t任务\t责任单位",
        "1\t发展物流， 建设园区\t市商务局,市财政局",
        "2\t支付",
    ] == _lines(TABLE.encode(encoding))


def test_tabs_part_cells_where_they_are_more_than_commas() -> None:
    """A .tsv needs no name: the commonest mark of its first lines parts the cells."""
    content = read("任务\t责任单位\n建设,完善\t市商务局".encode(), "t")

    assert ("任务\t责任单位\n建设,完善\t市商务局", "text/tab-separated-values") == (
        content.text,
        content.media_type,
    )


def _changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with other bytes in its first sheet."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            body = before.read(name)
            after.writestr(name, body.replace(old, new) if name.endswith("sheet1.xml") else body)
    return buffer.getvalue()


_FAR = workbook({"a": [["甲"]]}, extra={"XFD1048576": 1})


def _torn(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _bomb() -> bytes:
    buffer = BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _ in range(600):
            sheet.write(b" " * 1024 * 1024)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_torn(workbook({"a": [["甲"]]})), "damaged workbook"),
        (b"PK\x03\x04 and no more", "damaged workbook"),
        (_FAR, "1,048,576 rows and 16,384 columns"),
        (_changed(_FAR, b'<c r="XFD1048576"', b'<c s=">" r="xfd1048576"'), "1,048,576 rows and 16,384"),
        (_changed(_FAR, b'<c r="XFD1048576"', b"<c" + b"/><c" * 16_000), "1,048,576 rows and 16,001"),
        (workbook({"a": [["甲"]]}, extra={"A1048576": 1, "ZZ1": 2}), "most of them empty"),
        (b'a,b\n"' + "长".encode() * 140_000 + b'",1', "damaged: field larger"),
    ],
    ids=["torn", "stub", "far cell", "disguised far cell", "far cell without a name", "far row", "long cell"],
)
def test_what_would_fail_or_fill_the_memory_is_refused(data: bytes, message: str) -> None:
    """A bad file is told in a sentence with what to do; it never ends the process."""
    with pytest.raises(UnreadableDocument, match=message):
        read(data, "t.xlsx")


def test_an_archive_that_unpacks_without_end_is_refused() -> None:
    """Half a megabyte of spaces by the hundred is refused before it is unpacked."""
    with pytest.raises(UnreadableDocument, match="unpacks to more than 512 MB"):
        read(_bomb(), "t.xlsx")


def test_a_sheet_with_a_far_cell_that_only_has_a_format_is_read() -> None:
    """Formats without words do not widen a sheet."""
    data = workbook({"a": [["任务", "责任单位"]]})
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'

    assert ["任务\t责任单位"] == _lines(_changed(data, b"</sheetData>", far))


@pytest.mark.parametrize(
    "data", [workbook({"a": [[]]}), workbook({"a": [["  "]]}), b" \n "], ids=["empty", "blank", "text"]
)
def test_a_spreadsheet_without_words_is_empty(data: bytes) -> None:
    """There is nothing to read in it."""
    with pytest.raises(EmptyDocument):
        read(data, "t.xlsx")


def test_a_workbook_is_a_plan_with_measures_and_duties(tmp_path: Path) -> None:
    """From the file to the facts, with the columns that the mapping file beside it names."""
    rows: list[list[object]] = [
        ["泉州市2016年电子商务分工"],
        ["干什么", "谁来干", "何时"],
        ["建设园区", "市商务局\n市财政局", 42735],
    ]
    (tmp_path / "fengong-2016.xlsx").write_bytes(workbook({"a": rows}, merged={"a": ["A1:C1"]}, dates=["C3"]))
    (tmp_path / "fengong-2016.columns.toml").write_text(
        '[columns]\n"干什么" = "task"\n"谁来干" = "lead"\n"何时" = "deadline"\n', encoding="utf-8"
    )
    facts = extract(read_file(tmp_path / "fengong-2016.xlsx"))

    assert ("plan/fengong-2016", "泉州市2016年电子商务分工", "place/quanzhou") == (
        facts.plan.id,
        facts.plan.title,
        facts.plan.place,
    )
    assert [("建设园区", "lead", "市商务局"), ("建设园区", "lead", "市财政局")] == [
        (measure.name, duty.role.value, duty.as_written)
        for measure in facts.measures
        for duty in facts.responsibilities
        if duty.measure == measure.id
    ]


def test_a_mapping_file_is_no_document() -> None:
    """``plans/*`` names the mapping files too, and they are not read as plans."""
    path = mapping_file(Path("x/fengong-2016.xlsx"))

    assert ("fengong-2016.columns.toml", True, False) == (
        path.name,
        is_mapping_file(path),
        is_mapping_file(Path("x/fengong-2016.xlsx")),
    )


def test_a_project_sheet_is_a_plan_with_projects() -> None:
    """Stored sums and years are read from a sheet of projects alone."""
    rows: list[list[object]] = [
        ["某市电子商务重点项目表"],
        ["序号", "项目名称", "建设内容", "总投资（亿元）", "建设期限", "建设单位"],
        [1, "甲园区", "建设园区", 2.5, "2016-2018", "甲有限公司"],
        ["合计", "", "", Formula("=SUM(D3)", "2.5"), "", ""],
    ]
    facts = extract(read_bytes(workbook({"a": rows}, merged={"a": ["A1:F1"]}), "t.xlsx"))

    assert [("甲园区", "25000.0", 2016, 2018)] == [
        (p.name, str(p.investment), p.start_year, p.end_year) for p in facts.projects
    ]
    assert ["25000.0"] == [str(programme.investment) for programme in facts.programmes]
    assert () == facts.doubts


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("titel = 1", "unknown key 'titel'.*title, place"),
        ("title = 1", "no words for 'title'"),
        ("year = 16", "16 for 'year'"),
        ("year = true", "True for 'year'"),
        ("columns = 1", "needs a table"),
        ("[columns]\na = 'boss'", "'a' the kind 'boss'; the kinds are number, group"),
        ("= 1", "no mapping file"),
        pytest.param(f"year = {'9' * 5000}", "no mapping file", id="a number of 5,000 digits"),
        pytest.param(f"year = {'[' * 5000}", "nested too deeply", id="5,000 brackets"),
    ],
)
def test_a_mapping_file_that_cannot_be_meant_is_refused(stated: str, message: str) -> None:
    """Unknown keys, kinds and years are named, with what is known."""
    with pytest.raises(UnreadableDocument, match=message):
        column_mapping(stated.encode(), "t.columns.toml")


@given(
    st.lists(st.lists(st.one_of(st.text(max_size=8), st.integers(), st.booleans()), max_size=5), max_size=6)
)
@settings(max_examples=40, deadline=None)
def test_any_values_of_cells_are_read(rows: list[list[str | int | bool]]) -> None:
    """Controls, surrogates and numbers of any size give rows, or nothing where there are no words."""
    printable: list[list[object]] = [
        ["".join(c for c in v if c.isprintable()) if isinstance(v, str) else v for v in row] for row in rows
    ]
    try:
        content = read(workbook({"a": printable}), "t")
    except EmptyDocument:
        return
    assert content.text.count("\n") + 1 == len(content.places)


def test_time_grows_in_line_with_the_rows_of_a_workbook() -> None:
    """Time grows with the rows: the workbook of a census office is no trap."""

    def reading(count: int) -> Callable[[], object]:
        data = workbook({"a": [HEADS, *([i, f"任务{i}", "市商务局", "", 42735] for i in range(count))]})
        assert count + 1 == read(data, "t").text.count("\n") + 1
        return lambda: read(data, "t")

    assert grows_in_line(reading, 5_000)


def test_words_repeated_without_end_are_refused() -> None:
    """A small file can point to one long text from each of its cells, or merge it over all rows."""
    rows = [["建" * 30_000], *[[""] for _ in range(2_500)], ["末"]]
    with pytest.raises(UnreadableDocument, match="merged cells that cover far more"):
        read(workbook({"表": rows}, merged={"表": ["A1:A2500"]}), "a.xlsx")

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 20_001))
    with zipfile.ZipFile(BytesIO(workbook({"表": [["x"]]}))) as package:
        parts: dict[str, str | bytes] = {name: package.read(name).decode() for name in package.namelist()}
    link = f'<Relationship Id="s" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    relations = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", link)
    shared: dict[str, str | bytes] = {
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{"长" * 30_000}</t></si><si><t>短</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        "xl/_rels/workbook.xml.rels": relations,
    }
    with pytest.raises(UnreadableDocument, match="repeats long words"):
        read(archive(parts | shared), "a.xlsx")

    few: dict[str, str | bytes] = {
        "xl/worksheets/sheet1.xml": str(shared["xl/worksheets/sheet1.xml"]).replace("<v>0<", "<v>1<")
    }
    assert 20_000 == read(archive(parts | shared | few), "a.xlsx").text.count("短")
