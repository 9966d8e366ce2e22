"""Project tables of an annex, one cell a line or tab-separated."""

from __future__ import annotations

from decimal import Decimal

import pytest

from loaders.extract import extract
from loaders.reading import read_bytes
from loaders.rules.projects import project_table
from ontology.model import Nature

LINES = """附件
某市重点项目概况表
序号
项目名称
项目性质
项目建设内容
投资规模
（万元）
项目建设计划
目前进展情况
建设（筹建） 单位
总计(3个)
1600
一
应用工程(2个)
1500
1
甲平台
新建
建设 3 个中心，每个 200 平方米。
1000
（首期）
2012-2014
已完成20%。
甲有限公司
乙学院
2
乙商城
筹建
升级平台。
500
2012
正在选址；
方案论证中。
某市人民政府
二
服务工程(1个)
100
3
丙网
在建
完善功能。
100
2013至2015年
已开通
丙中心"""


def test_a_table_with_one_cell_a_line() -> None:
    """Numbers inside a row start no row; notes below a sum and several builders are kept apart."""
    table = project_table(LINES, 0, len(LINES))

    assert table is not None
    assert ("某市重点项目概况表", Decimal(1600)) == (table.whole.name, table.whole.investment)
    assert [("应用工程", 1, Decimal(1500)), ("服务工程", 2, Decimal(100))] == [
        (programme.name, programme.number, programme.investment) for programme in table.programmes
    ]
    assert [
        (
            "甲平台",
            Nature.NEW,
            "建设 3 个中心，每个 200 平方米。",
            Decimal(1000),
            2012,
            2014,
            "已完成20%。",
            ["甲有限公司", "乙学院"],
            0,
        ),
        (
            "乙商城",
            Nature.PREPARATORY,
            "升级平台。",
            Decimal(500),
            2012,
            2012,
            "正在选址；方案论证中。",
            ["某市人民政府"],
            0,
        ),
        ("丙网", Nature.ONGOING, "完善功能。", Decimal(100), 2013, 2015, "已开通", ["丙中心"], 1),
    ] == [
        (
            p.name,
            p.nature,
            p.content,
            p.investment,
            p.start_year,
            p.end_year,
            p.progress,
            [b.exact for b in p.builders],
            p.programme,
        )
        for p in table.projects
    ]
    assert all(LINES[p.passage.start : p.passage.end] == p.passage.exact for p in table.projects)


def test_a_tab_separated_table_in_yi_yuan() -> None:
    """Cells between tabs are cells; sums in 亿元 become 万元."""
    text = "附表\n序号\t项目名称\t建设内容\t总投资（亿元）\t建设期限\t责任单位\n1\t甲园区\t建设园区\t2.5\t2016-2018\t甲公司\n2\t乙仓库\t建设仓库\t0.8\t2016\t乙公司"
    table = project_table(text, 0, len(text))

    assert table is not None
    assert [("甲园区", Decimal(25000), 2016, 2018), ("乙仓库", Decimal(8000), 2016, 2016)] == [
        (p.name, p.investment, p.start_year, p.end_year) for p in table.projects
    ]
    assert [["甲公司"], ["乙公司"]] == [[b.exact for b in p.builders] for p in table.projects]


def test_the_size_of_a_single_project_is_no_target_of_the_plan() -> None:
    """Also where the table stands in the body."""
    text = (
        "某规划\n一、目标\n到2025年，建成园区5个。\n二、重点工程\n序号\t项目名称\t建设内容\t建设年限\t总投资（万元）\n"
        "1\t甲园区\t新建厂房3万平方米\t2021-2023\t1200\n三、保障措施\n到2025年，建成基地2个。\n"
    )
    facts = extract(read_bytes(text.encode(), "p.txt"))
    assert ["甲园区"] == [project.name for project in facts.projects]
    assert [5, 2] == [target.value for target in facts.targets]


def test_other_annexes_hold_no_project_table() -> None:
    """A list of duties or plain text is no project table."""
    text = "附件\n任务分工\n序号\n任务\n责任单位\n1\n发展物流\n商务局"

    assert project_table(text, 0, len(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "序号\t项目\t工作内容\t责任单位\n1\t物流\t建设园区\t商务局",
        "序号\t项目名称\t备注\n1\t甲\t乙",
        "项目名称\t总投资\n甲\t1",
    ],
)
def test_tables_without_what_projects_have_are_none(text: str) -> None:
    """Names beside duties or notes alone are no projects; nor are two columns a project table."""
    assert project_table(text, 0, len(text)) is None


def test_bars_groups_and_notes_in_a_table_of_rows() -> None:
    """Markdown rows, a sub-heading with its sum, a total, empty cells and builders side by side."""
    text = (
        "## 重点项目\n| 序号 | 项目名称 | 建设性质 | 建设规模及内容 | 总投资（万元） | 建设年限 | 形象进度 | 业主单位 |\n|---|---|---|---|---|---|---|---|\n"
        "| 一 | 园区工程(2个) | | | 1,500 | | | |\n| 1 | 甲园 | 新建 | 建设 2 栋。 | 1,000 | 2016—2018年 | 已开工。 | 甲（中国）有限公司、乙学院 |\n"
        "| 2 | 乙园 | 其他 | | 500 | | | |\n| | 合计 | | | 1,500 | | | |"
    )
    table = project_table(text, 0, len(text))

    assert table is not None
    assert ("## 重点项目", Decimal(1500)) == (table.whole.name, table.whole.investment)
    assert [("园区工程", 1, Decimal(1500))] == [(p.name, p.number, p.investment) for p in table.programmes]
    assert [
        (
            "甲园",
            Nature.NEW,
            "建设 2 栋。",
            Decimal(1000),
            2016,
            2018,
            "已开工。",
            ["甲（中国）有限公司", "乙学院"],
        ),
        ("乙园", None, "", Decimal(500), None, None, "", []),
    ] == [
        (
            p.name,
            p.nature,
            p.content,
            p.investment,
            p.start_year,
            p.end_year,
            p.progress,
            [b.exact for b in p.builders],
        )
        for p in table.projects
    ]
    passages = [x for p in table.projects for x in (p.passage, p.name_passage, *p.builders)]
    assert [x.exact for x in passages] == [text[x.start : x.end] for x in passages]
