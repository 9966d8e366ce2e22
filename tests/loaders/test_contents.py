"""Tables of contents are no headings; decimal numbering is."""

from __future__ import annotations

import pytest

from loaders.contents import contents_of
from loaders.outline import outline
from loaders.spans import lines_of

_BODY = (
    "第一章　发展基础\n现状很好。\n第二章　主要任务\n第一节　建设网络\n建设站点。\n第二节　培训人才\n培训。\n"
)


def _titles(text: str) -> list[tuple[str, str, int]]:
    return [(node.notation, node.title, node.level) for node in outline(text).nodes]


@pytest.mark.parametrize(
    "contents",
    [
        "目　录\n第一章　发展基础……………………2\n第二章　主要任务……………………4\n",
        "目录\n第一章 发展基础\n第二章 主要任务\n第一节 建设网络\n第二节 培训人才\n",
        "目\n录\n第一章　发展基础 1\n第二章　主要任务 (12)\n",
        "目录\n第一章　发展基础……2\n第二章　主要任务……4\n前　言\n"
        + "为科学谋划全市物流发展，制定本规划。" * 6
        + "\n",
    ],
)
def test_contents_are_no_headings(contents: str) -> None:
    """Entries with and without pages: the headings are those of the body, once."""
    wanted = _titles("某市物流发展规划\n" + _BODY)
    assert [("第一章", "发展基础", 1), ("第二章", "主要任务", 1)] == wanted[:2]
    assert wanted == _titles("某市物流发展规划\n" + contents + _BODY)


def test_a_document_without_contents_loses_nothing() -> None:
    """目录 as a word of the text, or a list that never comes again, hides no line."""
    for text in ("编制负面清单和目录\n一、总则\n内容。\n", "目录\n一、总则\n内容。\n二、任务\n内容。\n"):
        assert contents_of(text, lines_of(text)) is None


def test_contents_take_time_by_their_length() -> None:
    """A line of blanks or dots without end below 目录 is no entry, and is not searched for one."""
    text = "目录\n" + "．" * 200_000 + "\n" + " 1" * 100_000 + "\n一、总则\n内容。\n"
    assert contents_of(text, lines_of(text)) is None


def test_decimal_numbering() -> None:
    """1, 1.1, 1.1.1 nest; a number with a unit and one out of sequence head nothing."""
    text = (
        "某市粮食应急预案\n1　总则\n1.1　编制目的\n为保供应。\n1.2　适用范围\n本市。\n2　职责\n2.1 指挥部\n"
        "2.1.1 组成\n由市商务局牵头。\n2.1.2 职责\n统一指挥。\n2.5亿元以下的项目从简。\n3.7 表彰\n2.2 办公室\n日常工作。\n"
    )
    assert [
        ("1", "总则", 1),
        ("1.1", "编制目的", 2),
        ("1.2", "适用范围", 2),
        ("2", "职责", 1),
        ("2.1", "指挥部", 2),
        ("2.1.1", "组成", 3),
        ("2.1.2", "职责", 3),
        ("2.2", "办公室", 2),
    ] == _titles(text)


def test_decimals_below_chapters() -> None:
    """第二章 is followed by 2.1."""
    text = "第一章 基础\n现状。\n第二章 任务\n2.1 建设网络\n站点。\n2.2 培训人才\n培训。\n"
    assert [("第一章", 1), ("第二章", 1), ("2.1", 2), ("2.2", 2)] == [
        (n, level) for n, _, level in _titles(text)
    ]
