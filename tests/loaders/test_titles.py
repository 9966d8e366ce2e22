"""Titles as documents print them: broken over lines, behind a cover note, in the catalogue box of a page."""

from __future__ import annotations

import pytest

from loaders.outline import outline
from loaders.rules.titles import title_of
from loaders.spans import Span

BODY = "\n一、总体要求\n以习近平新时代中国特色社会主义思想为指导。\n"


def _title(front: str, stem: str = "plan") -> tuple[str, str]:
    text = front + BODY
    tree = outline(text)
    lines = tuple(line for line in tree.lines if line.end <= tree.nodes[0].start)
    found = title_of(text, tuple(Span(line.start, line.end) for line in lines), tree, stem)
    assert text[found.passage.start : found.passage.end] == found.passage.exact
    return found.value, found.found_by


@pytest.mark.parametrize(
    ("front", "title"),
    [
        (
            "发文机关：国务院\n国务院关于促进边境贸易\n创新融合发展的若干意见\n国发〔2019〕99号",
            "国务院关于促进边境贸易创新融合发展的若干意见",
        ),
        (
            "枣阳市人民政府办公室关于\n支持小微企业和“三农”\n发展的指导意见\n枣政办发〔2019〕6号",
            "枣阳市人民政府办公室关于支持小微企业和“三农”发展的指导意见",
        ),
        ("甘州区人民政府\n关于促进直播电商发展的若干措施", "甘州区人民政府关于促进直播电商发展的若干措施"),
        (
            "宜都市人民政府关于激发消费潜力，\n促进夜间经济发展的实施意见",
            "宜都市人民政府关于激发消费潜力，促进夜间经济发展的实施意见",
        ),
        ("陵水县关于激发消费潜力，促进夜市繁荣的意见", "陵水县关于激发消费潜力，促进夜市繁荣的意见"),
        (
            "国务院关于同意设立临港跨境贸易试验区的批复\n国函〔2020〕99号",
            "国务院关于同意设立临港跨境贸易试验区的批复",
        ),
        (
            "标　　题：嵊州市粮食应急预案\n发文字号：嵊政办发〔2019〕7号\n各乡镇人民政府：",
            "嵊州市粮食应急预案",
        ),
    ],
)
def test_a_title_is_whole(front: str, title: str) -> None:
    """Lines that a long title was broken into are joined, the issuer above 关于 included."""
    assert (title, "plan/title-line") == _title(front)


@pytest.mark.parametrize(
    ("front", "title"),
    [
        (
            "虞城县人民政府办公室关于印发\n虞城县农村物流试点方案的通知\n各乡镇人民政府：\n现印发给你们。\n虞城县农村物流试点方案",
            "虞城县农村物流试点方案",
        ),
        (
            "关于联合印发《某省冷链物流提质方案》的通知\n某商字〔2018〕3号\n各市商务局：",
            "某省冷链物流提质方案",
        ),
    ],
)
def test_the_plans_own_title_wins_over_a_cover_note(front: str, title: str) -> None:
    """A note that prints a plan is not its title, even where the note's own title is broken."""
    assert title == _title(front)[0]


def test_a_title_below_the_catalogue_of_a_page() -> None:
    """Cells with bars between them, links and imprint lines stand above the plan's own title."""
    front = (
        "字体大小：【大】 【中】 【小】\n索引号：000014349/2022-41286 | |\n发文机关：商务发展中心 | 主题词： |\n"
        "标题：临河县人民政府 关于印发乡村驿站工作方案的通知 | |\n各乡镇人民政府：\n现印发给你们。\n临河县乡村驿站工作方案"
    )
    assert ("临河县乡村驿站工作方案", "plan/title-line") == _title(front)
    assert "临河县乡村驿站" == _title("| |\n——\n临河县乡村驿站\n2022年")[0]


def test_a_catalogue_line_is_no_title() -> None:
    """Where nothing reads like a title, the first line that is no catalogue line is taken, and is doubtful."""
    assert ("临港跨境贸易", "plan/first-line") == _title(
        "发文机关：国务院\n成文日期：2019年1月5日\n临港跨境贸易"
    )
