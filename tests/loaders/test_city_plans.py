"""Habits of city plans of 2012 to 2018: digits of full width, chains of thresholds, broken titles, tables a cell a line."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.reading import read_bytes
from ontology.model import Facts


def _plan(goals: str, tasks: str = "（一）建设园区。统筹布局。\n", front: str = "") -> Facts:
    head = front or "马鞍山市电子商务发展行动计划（2014—2016年）\n马鞍山市人民政府\n2014年3月1日\n"
    return extract(read_bytes(f"{head}一、发展目标\n{goals}\n二、重点任务\n{tasks}".encode(), "plan.txt"))


def _targets(facts: Facts) -> list[str]:
    """Targets as ``label value unit year``, sorted."""
    labels = {one.id: one.label for one in facts.indicators}
    return sorted(
        f"{labels[one.indicator]} {one.value}{'' if one.upper_value is None else f'-{one.upper_value}'}{one.unit} {one.due_year}"
        for one in facts.targets
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("到２０１６年，电子商务交易额达到８００亿元，应用率达到６５％。", ["应用率 65% 2016", "电子商务交易额 800亿元 2016"]),
        ("培育年销售额50亿元以上企业2户，5亿元以上8户，亿元以上30户。",
         ["年销售额50亿元以上企业 2户 2016", "年销售额5亿元以上的企业 8户 2016", "亿元以上的企业 30户 2016"]),
        ("创建国家、省级示范园区分别为1个和4个。", ["国家示范园区 1个 2016", "省级示范园区 4个 2016"]),
        ("培育超百亿元的平台1—2家、超十亿元的6家。", ["超十亿元的平台 6家 2016", "超百亿元的平台 1-2家 2016"]),
        ("带动3000户农户户均增收2000元。", ["农户 3000户 2016", "户均增收 2000元 2016"]),
        # what is no target
        ("规划项目库，其中续建9个、新建21个。", []),
        ("依托以120家样本企业为基础的体系。", []),
    ],
)  # fmt: skip
def test_goals_as_city_plans_state_them(words: str, expected: list[str]) -> None:
    """Chains leave out what is counted and what is compared; digits of any width count."""
    assert sorted(expected) == _targets(_plan(words))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("市人社局每年组织创业培训1500人。", ["每年组织创业培训 1500人 None"]),
        ("市农委要会同市商务局、市供销社制定分级标准12项。", ["分级标准 12项 None"]),
        ("依托马鞍山学院培训专业人才0.8万人次。", ["培训专业人才 0.8万人次 None"]),
        ("借助全球速卖通拓展市场，每年举办对接会6场次。", ["每年举办对接会 6场次 None"]),
        ("新增智能信包箱3万格，每年培训网商900户次。", ["新增智能信包箱 3万格 None", "每年培训网商 900户次 None"]),
        # money that the plan costs
        ("市本级每年统筹800万元电商专项资金。", []),
        ("新建小区应按每千户不少于20平方米配建快递用房。", []),
    ],
)  # fmt: skip
def test_numbers_of_measures(words: str, expected: list[str]) -> None:
    """Who acts, and with what, is no part of the indicator; funds and standards of building are no targets."""
    assert sorted(expected) == _targets(_plan("加快发展。", f"（一）推进工作。{words}\n"))


def test_a_spell_does_not_move_the_year_that_was_named() -> None:
    """到2017年…，三年翻一番: both are due in 2017, and so is what follows."""
    front = "池州市电子商务发展意见\n池州市人民政府\n2015年3月1日\n"
    facts = _plan("到2017年，交易额达到90亿元，三年翻一番。培育企业40家。", front=front)

    assert [2017] * 3 == [one.due_year for one in facts.targets]


def test_a_table_with_a_cell_a_line_states_its_targets() -> None:
    """Heads, then as many lines to each row; the column before the plan tells what was."""
    table = "主要指标\n单位\n2013年\n2015年\n2016年\n属性\n网络零售额\n亿元\n21\n45\n60\n预期性\n快递进村率\n%\n30\n55\n80\n约束性\n"
    facts = _plan(f"指标如下：\n{table}")

    assert [
        "快递进村率 55% 2015", "快递进村率 80% 2016", "网络零售额 45亿元 2015", "网络零售额 60亿元 2016"
    ] == _targets(facts)  # fmt: skip


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("滁州市人民政府\n关于印发加快电子商务发展行动计划\n（2014—2016年）的通知\n滁政〔2014〕9号\n滁州市加快电子商务发展行动计划\n（2014—2016年）\n",
         "滁州市加快电子商务发展行动计划（2014—2016年）"),
        ("市政府印发关于加快电子商务发展政策意见的通知\n各区人民政府：\n盐城市关于加快电子商务发展的政策意见\n",
         "盐城市关于加快电子商务发展的政策意见"),
    ],
)  # fmt: skip
def test_the_title_is_the_plans_not_its_notes(front: str, title: str) -> None:
    """A cover note broken over three lines, and one that says 印发 without 关于 before it."""
    assert title == _plan("加快发展。", front=front).plan.title


def test_principles_in_one_line_are_headings() -> None:
    """1、坚持…。2、坚持…。 in one line, in their sequence; a number elsewhere is none."""
    facts = _plan(
        "到2016年，交易额达到90亿元。",
        "（一）基本原则\n1、坚持市场主导。2、坚持融合发展。3、坚持安全规范。\n（二）建设园区。统筹布局。\n",
    )

    assert ["坚持市场主导", "坚持融合发展", "坚持安全规范"] == [
        one.title for one in facts.sections if one.notation.endswith("、")
    ][2:]


def test_numbered_goals_are_no_measures() -> None:
    """行动目标 with numbered items below states targets only."""
    head = "宿州市电子商务行动计划（2014—2016年）\n宿州市人民政府\n2014年3月1日\n一、行动目标\n1.规模。交易额达到90亿元。\n2.企业。培育企业40家。\n二、重点任务\n（一）建设园区。统筹布局。\n"
    facts = extract(read_bytes(head.encode(), "plan.txt"))

    assert ["建设园区"] == [one.name for one in facts.measures]
    assert 2 == len(facts.targets)


def test_wide_digits_stay_as_printed_in_labels_and_passages() -> None:
    """The rules read plain digits; the number of a heading and the quotations keep their own."""
    facts = _plan("交易额达到８０亿元。", "１．建设园区。统筹布局。\n２．培育主体。引进企业。\n")

    assert ["１．", "２．"] == [one.notation for one in facts.sections if one.notation.endswith("．")]
    assert any("８０亿元" in passage.exact for one in facts.targets for passage in one.evidence.passages)
