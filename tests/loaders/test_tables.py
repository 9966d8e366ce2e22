"""Tables in a text: rows between tabs or bars, or a cell a line; merged cells, repeated heads, ragged rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.rules.tables import Table, tables_in
from loaders.rules.tables_columns import ColumnKind
from loaders.rules.tables_lines import line_table, line_tables
from loaders.rules.tables_rows import RowKind
from tests.timing import grows_in_line

HEADS = "序号\t重点任务\t具体措施\t牵头单位\t配合单位\t完成时限"


def _only(text: str) -> Table:
    (table,) = tables_in(text)
    return table


def _rows(table: Table) -> list[str]:
    """Rows as ``kind: cells of the columns between bars``; a column that holds from above is marked ^."""
    shown = []
    for row in table.rows:
        if row.columns:
            cells = (
                ("^" if index in row.inherited else "") + " ".join(cell.text for cell in column)
                for index, column in enumerate(row.columns)
            )
            shown.append("|".join(cells))
        else:
            shown.append(f"{row.kind}: " + " ".join(cell.text for cell in row.cells))
    return shown


def test_a_merged_cell_holds_for_the_rows_below_it() -> None:
    """Below a merged task its owners hold where a row has none, and not where it has its own."""
    text = (
        f"{HEADS}\n1\t发展物流\t建设园区\t市商务局\t市财政局\t2016年\n\u2800\t\t完善配送\t\t\t\n"
        "\u2800\t\t培养人才\t市人社局\t\t2017年\n2\t推广支付\t\t\t\t"
    )

    assert [
        "1|发展物流|建设园区|市商务局|市财政局|2016年",
        "|^发展物流|完善配送|^市商务局|^市财政局|^2016年",
        "|^发展物流|培养人才|市人社局||2017年",
        "2|推广支付||||",
    ] == _rows(_only(text))


def test_heads_and_page_numbers_of_the_next_page_are_no_rows() -> None:
    """A table goes on below its repeated heads; page marks and its repeated title are skipped."""
    text = (
        f"甲市任务分工表\n{HEADS}\n1\t甲\t\t市商务局\t\t\n— 3 —\n甲市任务分工表（续）\n{HEADS}\n2\t乙\t\t市财政局\t\t\n"
        f"第4页 共9页\n{HEADS}\n3\t丙\t\t市商务局"
    )
    table = _only(text)

    assert ["1|甲||市商务局||", "2|乙||市财政局||", "3|丙||市商务局||"] == _rows(table)
    assert table.title is not None
    assert "甲市任务分工表" == table.title.exact


def test_another_title_or_other_heads_begin_another_table() -> None:
    """Two annexes with the same heads are two tables, as are two kinds of heads."""
    text = (
        f"附件1\n甲市任务分工表\n{HEADS}\n1\t甲\t\t市商务局\n附件2\n甲市保障任务分工表\n{HEADS}\n1\t乙\t\t市财政局\n"
        "序号\t项目名称\t总投资\t建设单位\n1\t丙园区\t100\t丁公司"
    )

    assert [
        ("甲市任务分工表", ["1|甲||市商务局||"]),
        ("甲市保障任务分工表", ["1|乙||市财政局||"]),
        (None, ["1|丙园区|100|丁公司"]),
    ] == [(t.title.exact if t.title else None, _rows(t)) for t in tables_in(text)]


def test_sub_headings_and_sums_are_told_from_entries() -> None:
    """A row of one text, a Chinese number with a name, a line between rows: sub-headings. 合计: a sum."""
    text = (
        f"{HEADS}\n一、夯实基础\n1\t甲\t\t市商务局\n（二）培育主体\t\t\t\t\t\n2\t乙\t\t市商务局\n"
        "三\t保障措施\n3\t丙\t\t市商务局\n合计\t\t3\t\t\t"
    )
    table = _only(text)

    assert [
        "group: 一、夯实基础",
        "1|甲||市商务局||",
        "group: （二）培育主体",
        "2|乙||市商务局||",
        "group: 三 保障措施",
        "3|丙||市商务局||",
        "total: 合计 3",
    ] == _rows(table)
    assert [["一、夯实基础"], ["（二）培育主体"], ["三", "保障措施"]] == [
        [cell.text for cell in row.groups] for row in table.rows if row.kind is RowKind.ENTRY
    ]


def test_heads_over_two_rows_are_one_head() -> None:
    """责任单位 above 牵头 and 配合: the lower row says which."""
    text = "序号\t任务\t责任单位\t\t时限\n\u2800\t\t牵头单位\t配合单位\t\n1\t甲\t市商务局\t市财政局\t2016年"

    assert ("number task lead support deadline", ["1|甲|市商务局|市财政局|2016年"]) == (
        " ".join(_only(text).kinds),
        _rows(_only(text)),
    )


def test_markdown_tables_are_read_between_their_bars() -> None:
    """The rule below the heads is no row; bars at the ends open no cells."""
    text = "| 任务 | 责任单位 |\n|:---|---|\n| 甲 | 市商务局 |\n| 乙 | |"

    assert ["甲|市商务局", "乙|"] == _rows(_only(text))


@pytest.mark.parametrize("gap", ["  ", "     ", "\u3000", " \u3000 "])
def test_tables_set_with_blanks_are_read_between_their_gaps(gap: str) -> None:
    """Below a line of nothing but known heads, up to the first line without a gap; a row that leaves a cell out is no end."""
    heads, *rows = [
        ("序号", "项目名称", "建设内容及规模", "建设年限", "总投资（万元）"),
        ("1", "电商产业园 二期", "新建厂房3万平方米、直播基地1个", "2021-2023", "12000"),
        ("2", "冷链物流中心", "2022—2024", "8600"),
        ("合计", "20600"),
    ]
    table = _only("\n".join([gap.join(heads), *map(gap.join, rows), "以上项目按年度安排。"]))
    assert [
        "1|电商产业园 二期|新建厂房3万平方米、直播基地1个|2021-2023|12000",
        "2|冷链物流中心||2022—2024|8600",
        "total: 合计 20600",
    ] == _rows(table)


@pytest.mark.parametrize("end", ["", "1  园区  1200  市商务局  完  了"])
def test_many_heads_set_with_blanks_take_time_in_line_with_their_number(end: str) -> None:
    """Also where the last row spoils them all."""

    def reading(count: int) -> Callable[[], object]:
        return partial(tables_in, "序号  项目名称  总投资\n" * count + end)

    assert grows_in_line(reading, 500)


@pytest.mark.parametrize(
    "text",
    [
        "序号  项目名称  总投资\n1  园区  建设  1200  市商务局",
        "项目名称  其他  备注\n园区  建设  无",
        "序 号 项目名称 总投资\n1 园区 1200",
    ],
)
def test_blanks_alone_make_no_table(text: str) -> None:
    """Rows of more cells than heads, a head that nobody knows, single blanks."""
    assert not tables_in(text)


def test_ragged_rows_give_their_cells_to_the_columns_that_suit() -> None:
    """A row that lost its merged cells on the way starts later; one that is too long keeps its order."""
    text = (
        f"{HEADS}\n1\t甲任务\t建设园区。\t市商务局\t市财政局\t2016年底前\n完善配送。\t市邮政局\t2017年\n"
        "2\t乙任务\t第一项。\t第二项。\t市商务局\t市财政局\t长期"
    )

    assert [
        "1|甲任务|建设园区。|市商务局|市财政局|2016年底前",
        "|^甲任务|完善配送。|市邮政局||2017年",
        "2|乙任务|第一项。 第二项。|市商务局|市财政局|长期",
    ] == _rows(_only(text))


def test_a_table_ends_where_prose_or_an_annex_begins() -> None:
    """What follows a table is not in it, a list with tabs least of all."""
    text = (
        f"{HEADS}\n1\t甲\t\t市商务局\n四、保障措施\n（一）加强领导。成立小组。\n（二）加大投入。设立资金。\n"
        "各部门要抓好落实。\n请认真贯彻执行。\n1.\t项目"
    )
    table = _only(text)

    assert (["1|甲||市商务局||"], text.index("\n四、")) == (_rows(table), table.end)


def test_a_mapping_makes_a_table_of_unusual_heads() -> None:
    """Heads that nobody knows are read when the caller names them, and only then."""
    text = "干什么\t谁来干\n建设园区\t市商务局"

    assert () == tables_in(text)
    (table,) = tables_in(text, named={"干什么": "task", "谁来干": "lead"})
    assert ((ColumnKind.TASK, ColumnKind.LEAD), ["建设园区|市商务局"]) == (table.kinds, _rows(table))


LINES = """甲市电子商务任务清单
序号
工作任务
牵头
单位
配合单位
完成时限
一、夯实基础
1
推进园区建设，完善配送。
市商务局
市财政局
2016年底前
2
推广移动支付
建设3个商圈。
12
人民银行甲市中心支行
市金融办、市商务局
长期
序号
工作任务
牵头
单位
配合单位
完成时限
3
人才培训
市人力社保局
附件2
其他"""


def test_a_cell_a_line_is_read_by_the_running_number() -> None:
    """Rows begin with the next number; broken cells share a column, empty ones leave no line."""
    table = line_table(LINES, 0, len(LINES))

    assert table is not None
    assert [
        "group: 一、夯实基础",
        "1|推进园区建设，完善配送。|市商务局|市财政局|2016年底前",
        "2|推广移动支付 建设3个商圈。 12|人民银行甲市中心支行|市金融办、市商务局|长期",
        "3|人才培训|市人力社保局||",
    ] == _rows(table)


def test_lines_without_numbers_are_counted_while_bodies_stand_in_their_column() -> None:
    """A row is as many lines as there are heads; the first that does not fit ends the table."""
    text = "任务\n责任单位\n完成时限\n建设园区\n市商务局\n2016年\n培训人才\n市人社局\n长期\n以上任务\n请抓好落实。\n谢谢"
    table = line_table(text, 0, len(text))

    assert table is not None
    assert ["建设园区|市商务局|2016年", "培训人才|市人社局|长期"] == _rows(table)


@pytest.mark.parametrize(
    "text",
    ["", "任务\n责任单位\n完成时限", "一、主要任务\n（一）建设园区。\n（二）培训人才。", "序号\n名称\n1\n甲"],
)
def test_plain_text_holds_no_table_of_lines(text: str) -> None:
    """Heads without rows, headings and a list of names are no table."""
    assert line_table(text, 0, len(text)) is None


WORDS = st.text("建设园区市商务局、，。（）12 3.①一二\u3000年月", max_size=12)


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=8), max_size=8),
    st.sampled_from([HEADS, "任务\t责任单位", "| 序号 | 任务 | 责任单位 |"]),
)
@settings(max_examples=150, deadline=None)
def test_every_cell_is_where_it_says(rows: list[list[str]], heads: str) -> None:
    """Whatever the rows hold, ``text[start:end]`` is the cell, and no two own cells overlap."""
    bar = heads.startswith("|")
    lines = ["|" + "|".join(row) + "|" if bar else "\t".join(row) for row in rows]
    text = "\n".join(["甲市任务表", heads, *lines])
    for table in tables_in(text):
        assert text[table.start : table.end].strip("\u3000 ")
        for row in table.rows:
            cells = [*row.cells, *(cell for column in row.columns for cell in column)]
            assert [text[cell.start : cell.end] for cell in cells] == [cell.text for cell in cells]
            assert sorted(row.cells, key=lambda cell: cell.start) == list(row.cells)
            assert all(a.end <= b.start for a, b in zip(row.cells, row.cells[1:], strict=False))


@given(st.text("序号任务责任单位完成时限123\n\t|一、附件市局。- ", max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Broken tables of both layouts give rows whose words are in place, or none."""
    found = [*tables_in(text), *filter(None, [line_table(text, 0, len(text))])]
    for table in found:
        assert all(text[c.start : c.end] == c.text for row in table.rows for c in row.cells)


@pytest.mark.parametrize("layout", ["rows", "lines"])
def test_time_grows_in_line_with_the_rows(layout: str) -> None:
    """Ten times the rows take about ten times the time (a hundred times it would be, were each row read with all)."""

    def reading(count: int) -> Callable[[], object]:
        if layout == "rows":
            text = HEADS + "".join(f"\n{i}\t任务{i}\t建设{i}\t市商务局\t\t2016年" for i in range(count))
        else:
            text = HEADS.replace("\t", "\n") + "".join(
                f"\n{i}\n任务{i}\n建设{i}\n市商务局\n2016年" for i in range(1, count)
            )
        found = partial(tables_in, text) if layout == "rows" else lambda: [line_table(text, 0, len(text))]
        assert len(found()) == 1
        return found

    assert grows_in_line(reading, 500)


@pytest.mark.parametrize(
    "part",
    [
        "附件\n序号\n任务\n责任单位\n1\n甲\n市商务局\n",
        "序号\n任务\n责任单位\n",
        "任务\n责任单位\n完成时限\n甲\n市商务局\n长期\n乙\n",
    ],
    ids=["annexes", "heads alone", "counted"],
)
def test_many_small_tables_of_lines_take_time_in_line_with_their_number(part: str) -> None:
    """No table is read twice, and no heads are tried again on the text behind them."""

    def reading(count: int) -> Callable[[], object]:
        text = part * count
        return lambda: list(line_tables(text, 0, len(text)))

    assert grows_in_line(reading, 400)
