"""Markdown: what an author types, and what the parser's rules would do to Chinese text."""

from __future__ import annotations

import pytest

from loaders.formats.markdown import read


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("# 规划\n\n## 一、总体要求\n正文。", ["规划", "一、总体要求", "正文。"]),
        ("##一、总体要求\n\n正文。", ["一、总体要求", "正文。"]),
        ("一、总体要求\n============\n正文。", ["一、总体要求", "正文。"]),
        ("1. 建设\n2. 培训\n\n   至2022年。\n", ["1.建设", "2.培训", "至2022年。"]),
        ("3) 建设\n3) 培训", ["3)建设", "4)培训"]),
        ("- 建设\n- 培训\n  1. 甲\n", ["建设", "培训", "1.甲"]),
        ("**加强领导。**成立小组。", ["加强领导。成立小组。"]),
        ("**（一）加强领导**。__成立__小组，~~五个~~*十个*。", ["（一）加强领导。成立小组，五个十个。"]),
        ("见[国发〔2015〕24号](/x.html)和![图](y.png)文件", ["见国发〔2015〕24号和文件"]),
        ("一、目标\n到2016年，建成。\n二、任务\n建设。", ["一、目标", "到2016年，建成。", "二、任务", "建设。"]),
        ("    （一）缩进的段落。", ["（一）缩进的段落。"]),
        ("　　首行缩进，正文。", ["首行缩进，正文。"]),
        ("|单位|任务|\n|--|--|\n|商务局|建设<br>园区|", ["单位\t任务", "商务局\t建设 园区"]),
        ("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", ["甲\t乙", "丙\t丁"]),
        ("---\ntitle: x\n---\n\n正文。<!-- 注 -->", ["正文。"]),
        ("实施1515\\*2工程，增长5\\_6倍，2 * 3", ["实施1515*2工程，增长5_6倍，2 * 3"]),
    ],
)  # fmt: skip
def test_markdown_is_read_as_it_is_meant(written: str, expected: list[str]) -> None:
    """Marks go, words and the numbers of lists stay."""
    assert expected == read(written.encode(), "plan.md").text.split("\n")


def test_lines_that_an_editor_cut_are_joined() -> None:
    """Lines of nearly one width are a paragraph; authors' own short lines are paragraphs."""
    lines = [
        "为加快我市电子商务发展，推动电子商务与实",
        "体经济深度融合，培育经济新动力，结合我市",
        "实际，制定本行动计划。",
    ]

    assert "".join(lines) == read("\n".join(lines).encode(), "plan.md").text
    assert "常州市\n商务局\n2021年" == read("常州市\n商务局\n2021年".encode(), "plan.md").text


def test_places_are_the_lines_of_the_file() -> None:
    """Settings at the head of the file count, because an editor counts them."""
    content = read("---\ntitle: x\n---\n# 规划\n\n一、目标\n\n正文。".encode(), "plan.md")

    assert ["line 4", "line 6", "line 8"] == [place.en for place in content.places]
