"""Heads of columns, and cells that suit them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.rules.tables_alignment import assign, names_bodies
from loaders.rules.tables_columns import ColumnKind, column_kind, settled

HEADS = {
    "number": "序号 编号 项次 NO.",
    "group": "类别 领域 重点领域 板块 任务类别",
    "task": "任务 工作任务 重点任务 主要任务 重点工作 目标任务 任务分解 任务名称 重点事项 工作任务及措施",
    "content": "工作内容 具体措施 措施 工作措施 主要举措 具体任务 任务内容 建设内容 项目建设内容 工作目标 建设规模及内容",
    "lead": "牵头单位 牵头部门 牵头责任单位 牵头（责任）单位 主办单位 市级牵头单位 总牵头单位 牵头单位（部门）",
    "responsible": "责任单位 责任部门 责任主体 实施单位 落实单位 承办单位 责任分工 部门分工 责任处室 责任单位（部门）",
    "support": "配合单位 参加单位 协办单位 协助部门 参与单位 成员单位 指导部门 业务指导单位",
    "lead-first": "责任单位（列第一位的为牵头单位） 牵头和责任单位 牵头单位、责任单位",
    "lead-support": "牵头和配合单位 牵头及配合单位 牵头/配合单位",
    "deadline": "完成时限 时间节点 进度要求 完成时间 时限要求 时间进度 进度安排 完成年限",
    "person": "责任领导 牵头领导 责任人 联系人 分管市长 联系电话",
    "name": "项目名称 名称 重点项目",
    "nature": "项目性质 建设性质",
    "investment": "总投资 投资规模（万元） 总投资额 计划投资（亿元） 估算投资",
    "years": "建设期限 建设年限 起止年限 工期 项目建设计划 建设起止时间",
    "progress": "目前进展情况 工程形象进度 完成情况",
    "builders": "建设单位 业主单位 建设（筹建）单位 项目单位 投资主体",
    "note": "备注 说明",
}


@pytest.mark.parametrize(("kind", "heads"), HEADS.items())
def test_the_words_of_a_head_tell_what_its_column_holds(kind: str, heads: str) -> None:
    """Each head is told by its words; blanks inside it do not matter."""
    assert {kind} == {found.value if (found := column_kind(head)) else head for head in heads.split()}
    assert column_kind("\u3000".join(heads.split()[0])) is ColumnKind(kind)


@pytest.mark.parametrize(
    "words",
    [
        "市商务局",
        "加快建设物流园区",
        "2016年",
        "1",
        "建设3个园区，完成投资5亿元",
        "",
        "各县（市、区）人民政府",
        "单位",
    ],
)
def test_cells_are_no_heads(words: str) -> None:
    """A body, a sentence, a date or a number heads no column; 单位 alone is a unit as often as a body."""
    assert column_kind(words) is None


def test_a_mapping_names_heads_that_nobody_knows() -> None:
    """A name given by the caller wins, blanks or not."""
    named = {"谁来干": "lead", "责任单位": "support"}

    assert [ColumnKind.LEAD, ColumnKind.SUPPORT, None] == [
        column_kind(words, named) for words in ("谁 来 干", "责任单位", "怎么干")
    ]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("序号 主要任务 重点工作 责任单位", "number group task responsible"),
        ("序号 项目 工作内容 责任单位", "number task content responsible"),
        ("序号 项目 建设内容 总投资 责任单位", "number name content investment responsible"),
        ("工作内容 责任单位", "task responsible"),
    ],
)
def test_heads_are_put_right_by_each_other(heads: str, expected: str) -> None:
    """The last of several task columns holds the tasks; 项目 is a project only beside what projects have."""
    kinds = [column_kind(head) or ColumnKind.OTHER for head in heads.split()]

    assert expected == " ".join(settled(kinds))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            "1|建设园区|建设3个园区。|市商务局|市财政局|2016年底前",
            "number task content lead support deadline",
        ),
        ("1|建设园区|建设3个园区。|市商务局|2016年底前", "number task content lead deadline"),
        ("建设3个园区。|市商务局|市财政局、市发改委|2016年底前", "content lead support deadline"),
        ("1|建设园区|市商务局", "number task lead"),
        (
            "1|建设园区|建设3个园区。|完善配送。|市商务局|市财政局|市发改委|长期坚持",
            "number task content content lead support support deadline",
        ),
        ("2|人才培训|各县（市、区）人民政府|长期", "number task lead deadline"),
    ],
)
def test_cells_go_to_the_columns_that_they_suit(cells: str, expected: str) -> None:
    """Missing cells leave their columns empty, lines of a broken cell share one."""
    kinds = [ColumnKind(kind) for kind in ("number", "task", "content", "lead", "support", "deadline")]

    assert expected == " ".join(kinds[column] for column in assign(kinds, cells.split("|")))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("市商务局、市发改委，各县（市、区）人民政府", True),
        ("中国电信泉州分公司", True),
        ("各区、县（市）政府", True),
        ("推进园区建设，完善物流配送", False),
        ("优化园区空间布局", False),
        ("建成后交给市商务局。再由各区管理", False),
        ("", False),
    ],
)
def test_a_list_of_bodies_is_told_from_prose(words: str, expected: bool) -> None:
    """Most parts of a list end like bodies; a sentence does not."""
    assert expected is names_bodies(words)


def test_the_kinds_of_columns_are_documented() -> None:
    """A mapping file may use every kind, so the page that explains it names every kind."""
    page = (Path(__file__).parents[2] / "docs" / "extraction.md").read_text(encoding="utf-8")
    told = re.search(r"The kinds of columns are (.+?)\.\n", page, re.DOTALL)

    assert told is not None
    assert {kind.value for kind in ColumnKind} == set(re.findall(r"`([a-z-]+)`", told[1]))
