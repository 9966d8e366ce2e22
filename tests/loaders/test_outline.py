"""Headings of official documents, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from loaders.headings import LabelKind, heading_at, number_of
from loaders.outline import outline
from tests.timing import grows_in_line


def _title(line: str, expected: dict[LabelKind, int] | None = None) -> tuple[LabelKind, int, str] | None:
    heading = heading_at(line, 0, len(line), expected or {})
    if heading is None:
        return None
    return heading.label.kind, heading.label.number, line[heading.title_start : heading.title_end]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、指导思想", (LabelKind.HAN, 1, "指导思想")),
        ("十二、保障措施", (LabelKind.HAN, 12, "保障措施")),
        ("（三）实施“1515x2工程”。围绕农副产品", (LabelKind.HAN_PAREN, 3, "实施“1515x2工程”")),
        ("(十四)建立部门协作机制。发挥各级", (LabelKind.HAN_PAREN, 14, "建立部门协作机制")),
        ("1．企业主体，政府引导。坚持市场化", (LabelKind.ARABIC, 1, "企业主体，政府引导")),
        ("10. 促进电子商务应用，提升水平。鼓励", (LabelKind.ARABIC, 10, "促进电子商务应用，提升水平")),
        ("2、行动内容", (LabelKind.ARABIC, 2, "行动内容")),
        ("(1)规划电子商务集聚区。以省级", (LabelKind.ARABIC_PAREN, 1, "规划电子商务集聚区")),
        ("③培育主体", (LabelKind.CIRCLED, 3, "培育主体")),
        ("第二章 发展目标", (LabelKind.CHAPTER, 2, "发展目标")),
        ("第三节　重点任务", (LabelKind.PART, 3, "重点任务")),
        ("第十一条　支持开拓国际市场。对在平台开展业务", (LabelKind.ARTICLE, 11, "支持开拓国际市场")),
        ("第二条（适用范围）本措施适用于", (LabelKind.ARTICLE, 2, "适用范围")),
        ("（二）具体目标：到2015年末，应用率达90%", (LabelKind.HAN_PAREN, 2, "具体目标")),
        ("一、指导思想 以科学发展观为指导，紧紧围绕经济转型。", (LabelKind.HAN, 1, "指导思想")),
    ],
)
def test_a_label_opens_a_heading(line: str, expected: tuple[LabelKind, int, str]) -> None:
    """The title ends with its sentence, a colon or a blank before a long text."""
    assert expected == _title(line)


@pytest.mark.parametrize(
    "line",
    [
        "一、二、三产业融合发展",
        "2.5亿元投资到位",
        "2014年5月30日",
        "12580商城上线",
        "一是发展行业电子商务平台。",
        "（含）以上开发区",
        "第一产业增加值",
        "第三条款约定的情形",
        "1",
        "一、",
    ],
)
def test_what_only_looks_like_a_label_opens_none(line: str) -> None:
    """Counts, decimals, dates and inline enumerations are text."""
    assert _title(line) is None


def test_a_title_that_starts_with_a_number_needs_the_right_place() -> None:
    """``11.121人才梯队项目`` is the eleventh heading only after the tenth."""
    assert (LabelKind.ARABIC, 11, "121人才梯队项目") == _title("11.121人才梯队项目", {LabelKind.ARABIC: 11})
    assert _title("11.121人才梯队项目", {LabelKind.ARABIC: 3}) is None


@pytest.mark.parametrize(
    ("digits", "value"), [("10", 10), ("十", 10), ("二十一", 21), ("一百零三", 103), ("⑳", 20)]
)
def test_labels_count(digits: str, value: int) -> None:
    """Arabic, Chinese and circled digits give the same numbers."""
    assert value == number_of(digits)


def test_levels_come_from_nesting() -> None:
    """A plan may go from 一、 straight to 1．, and back to （一） elsewhere."""
    text = "一、原则\n1．甲方面。内容\n2．乙方面。内容\n二、任务\n（一）甲工程\n1．丙方面。内容\n（二）乙工程\n三、保障"

    found = [(node.notation, node.level, node.path) for node in outline(text).nodes]

    assert [
        ("一、", 1, (1,)),
        ("1．", 2, (1, 1)),
        ("2．", 2, (1, 2)),
        ("二、", 1, (2,)),
        ("（一）", 2, (2, 1)),
        ("1．", 3, (2, 1, 1)),
        ("（二）", 2, (2, 2)),
        ("三、", 1, (3,)),
    ] == found


def test_numbering_may_run_across_chapters() -> None:
    """（三） after a new 二、 continues the numbering and is no slip."""
    text = "一、目标\n（一）总体目标\n（二）具体目标\n二、任务\n（三）发展物流\n（五）发展支付"

    sequential = {node.notation: node.sequential for node in outline(text).nodes}

    assert {
        "一、": True,
        "（一）": True,
        "（二）": True,
        "二、": True,
        "（三）": True,
        "（五）": False,
    } == sequential


def test_extents_nest_and_cover() -> None:
    """A section ends where the next of its level begins; its own text ends at its first child."""
    text = "前言\n一、任务\n总述。\n（一）甲。内容甲。\n（二）乙。内容乙。\n二、保障\n内容丙。"
    tree = outline(text)

    assert [
        ("一、任务\n总述。\n（一）甲。内容甲。\n（二）乙。内容乙。", "一、任务\n总述。"),
        ("（一）甲。内容甲。", "（一）甲。内容甲。"),
        ("（二）乙。内容乙。", "（二）乙。内容乙。"),
        ("二、保障\n内容丙。", "二、保障\n内容丙。"),
    ] == [(text[n.start : n.end], text[n.start : n.own_end]) for n in tree.nodes]


def test_headings_inside_a_line_must_continue_the_numbering() -> None:
    """A page that lost its line ends keeps its outline; a list inside a sentence stays text."""
    text = (
        "一、目标。到2015年翻一番。二、任务。（一）发展物流。建设园区。（二）发展支付。要做到（五）个统一。"
    )

    assert ["目标", "任务", "发展物流", "发展支付"] == [node.title for node in outline(text).nodes]


def test_the_annex_ends_the_outline() -> None:
    """Lists and tables after 附件 are no headings; before any heading, 附件 is the plan itself."""
    after = outline("一、任务\n（一）甲。内容\n附件：项目表\n一、乙项目\n1．丙")
    before = outline("通知\n附件：\n一、任务\n（一）甲。内容")

    assert ["任务", "甲"] == [node.title for node in after.nodes]
    assert after.annex is not None
    assert ["任务", "甲"] == [node.title for node in before.nodes]
    assert before.annex is None


def test_time_grows_with_the_length_only() -> None:
    """Twenty thousand headings take ten times the time of two thousand."""

    def reading(count: int) -> Callable[[], object]:
        text = "\n".join(f"{number % 999 + 1}．推进工作。内容。（一）是的；" for number in range(count))
        assert len(outline(text).nodes) >= count
        return partial(outline, text)

    assert grows_in_line(reading, 2_000)


def test_a_document_without_line_ends_keeps_its_outline() -> None:
    """Blanks part titles from what follows; a blank inside a sentence opens no heading."""
    text = "各单位： 现提出方案。 一、目标任务 到2017年建成5个。 二、工作重点 （一）建设园区。由管委会负责。（二）建设物流。做到 （三）个到位。"

    assert ["目标任务", "工作重点", "建设园区", "建设物流"] == [node.title for node in outline(text).nodes]
