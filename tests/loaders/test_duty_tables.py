"""Task tables: rows become measures, or give their owners to the measures of the plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.extract import extract
from loaders.formats.mapping import column_mapping
from loaders.reading import RawDocument, read_bytes
from loaders.rules.duty_tables_matching import name_span
from ontology.errors import EmptyDocument
from ontology.model import Facts
from tests.timing import grows_in_line


def _facts(text: str, name: str = "t.txt") -> Facts:
    return extract(read_bytes(text.encode(), name))


def _said(facts: Facts) -> dict[str, str]:
    """Each measure's name with its duties as ``role name name | role name``."""
    said = {}
    for measure in facts.measures:
        roles: dict[str, list[str]] = {}
        for duty in facts.responsibilities:
            if duty.measure == measure.id:
                roles.setdefault(duty.role.value, []).append(duty.as_written)
        said[measure.name] = " | ".join(" ".join([role, *names]) for role, names in roles.items())
    return said


CITY = """附件1
泉州市2016年电子商务重点任务分工表
序号\t重点任务\t牵头单位\t配合单位\t完成时限
一、夯实基础
1\t推进物流园区建设。到2016年建成园区3个以上，面积5.5万平方米。\t市商务局\t市财政局、市发改委，各县（市、区）人民政府\t2016年底前
2\t推广移动支付，完善信用体系\t人民银行泉州市中心支行\t市金融局\t长期
二、培育主体
3\t1.引进企业；2.培育本土企业\t市商务局、市经信委\t\t6月
4\t人才培训\t\t\t
"""
PROVINCE = """江西省电子商务发展重点任务分工表
序号\t重点领域\t工作任务\t责任单位\t时间进度
1\t健康发展\t1.降低准入门槛。简化注册资本登记。\t省工商局、省商务厅\t2016年底前完成
2\t健康发展\t2.合理降税减负\t省财政厅、省国税局按职责分工负责\t持续实施
3\t完善物流\t3.完善物流基础设施。\t省商务厅牵头，省发改委、省邮政管理局配合\t2017年
4\t\t4.规范配送车辆\t省公安厅会同省交通运输厅负责\t长期
"""
COUNTY = """# 大方县电子商务进农村工作任务分解表

| 序号 | 工作内容 | 牵头领导 | 牵头单位 | 责任单位 | 完成时限 |
|:--:|---|---|---|---|---|
| 1 | 建设县级公共服务中心 | 张三 | 县商务局 | 县财政局、县供销社，各乡镇（街道） | 2017年6月 |
| 2 | 建设村级服务站100个 | 李四 | 县商务局 | 各乡镇人民政府 | 2017年12月30日前 |
| 3 | 电商培训 |  | 县人力资源和社会保障局 |  |  |
"""
DISTRICT = """杭州市电子商务产业发展规划主要任务责任分解
类别\t序号\t主要任务\t牵头和配合单位\t完成时限
产业发展\t1\t培育平台\t市商务委（市粮食局）、市经信委、各区、县（市）政府\t2015年
\u2800\t2\t引进总部\t市投资促进局、市商务委\t2015年
"""
PAGE = """金华市电子商务任务清单
序号
工作任务
牵头
单位
配合单位
完成时限
1
推进物流园区建设，完善配送。
市商务局
市财政局
2016年底前
2
推广移动支付
人民银行金华市中心支行
市金融办、市商务局
长期
3
人才培训
市人力社保局
"""


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            CITY,
            "t.txt",
            {
                "推进物流园区建设": "lead 市商务局 | support 市财政局 市发改委 各县（市、区）人民政府",
                "推广移动支付，完善信用体系": "lead 人民银行泉州市中心支行 | support 市金融局",
                "1.引进企业；2.培育本土企业": "lead 市商务局 市经信委",
                "人才培训": "",
            },
        ),
        (
            PROVINCE,
            "t.txt",
            {
                "降低准入门槛": "responsible 省工商局 省商务厅",
                "合理降税减负": "responsible 省财政厅 省国税局",
                "完善物流基础设施": "lead 省商务厅 | support 省发改委 省邮政管理局",
                "规范配送车辆": "lead 省公安厅 | support 省交通运输厅",
            },
        ),
        (
            COUNTY,
            "t.md",
            {
                "建设县级公共服务中心": "lead 县商务局 | responsible 县财政局 县供销社 各乡镇（街道）",
                "建设村级服务站100个": "lead 县商务局 | responsible 各乡镇人民政府",
                "电商培训": "lead 县人力资源和社会保障局",
            },
        ),
        (
            DISTRICT,
            "t.txt",
            {
                "培育平台": "lead 市商务委 | support 市经信委 各区、县（市）政府",
                "引进总部": "lead 市投资促进局 | support 市商务委",
            },
        ),
        (
            PAGE,
            "t.txt",
            {
                "推进物流园区建设，完善配送": "lead 市商务局 | support 市财政局",
                "推广移动支付": "lead 人民银行金华市中心支行 | support 市金融办 市商务局",
                "人才培训": "lead 市人力社保局",
            },
        ),
    ],
    ids=["city", "province", "county", "district", "page"],
)
def test_a_table_alone_is_a_document(text: str, name: str, expected: dict[str, str]) -> None:
    """Rows are measures with the owners of their columns, whatever the habit of the place."""
    assert expected == _said(_facts(text, name))


def test_measures_of_rows_are_identified_and_titled_by_their_table() -> None:
    """Identifiers count tables and rows; the plan has the table's title, and is what the rows are part of."""
    facts = _facts(CITY)

    assert "泉州市2016年电子商务重点任务分工表" == facts.plan.title
    assert [f"measure/t/t1.{row}" for row in (1, 2, 3, 4)] == [measure.id for measure in facts.measures]
    assert {facts.plan.id} == {measure.section for measure in facts.measures}
    assert () == facts.sections
    assert [(facts.measures[0].id, "3"), (facts.measures[0].id, "5.5")] == [
        (target.measure, str(target.value)) for target in facts.targets
    ]


def test_a_duty_keeps_its_cell_its_task_and_its_deadline() -> None:
    """The evidence of a duty is the owners' cell, the name, the task and the time printed in the row."""
    facts = _facts(CITY)
    duty = next(duty for duty in facts.responsibilities if duty.as_written == "市财政局")

    assert [
        "市财政局、市发改委，各县（市、区）人民政府",
        "市财政局",
        "推进物流园区建设。到2016年建成园区3个以上，面积5.5万平方米。",
        "2016年底前",
    ] == [passage.exact for passage in duty.evidence.passages]


PLAN = """常州市人民政府关于加快电子商务发展的实施意见
为加快发展，提出以下意见。
一、总体要求
以市场为导向，到2018年交易额达到100亿元。
二、主要任务
（一）加快电子商务物流体系建设。支持企业建设公共仓储。鼓励快递企业下乡进村，建设服务站点100个。
（二）推进跨境电子商务发展。建设跨境电商综合试验区和保税仓库。
（三）培养电子商务人才。鼓励院校开课。
三、保障措施
（一）加强组织领导。成立领导小组。
附件：任务分工表
序号\t工作任务\t具体措施\t责任单位\t完成时限
"""


@pytest.mark.parametrize(
    ("row", "measure"),
    [
        ("1\t推进跨境电子商务发展\t\t市商务局\t2016年", "2.2"),
        ("1\t（二）推进跨境电子商务发展\t建设试验区\t市商务局\t2016年", "2.2"),
        ("1\t推进跨境电子商务发展。建设综合试验区。\t\t市商务局\t", "2.2"),
        ("1\t（一）物流体系建设\t建设公共仓\t市商务局\t", "2.1"),
        ("1\t二（三）\t办班\t市商务局\t", "2.3"),
        ("1\t二、（三）\t办班\t市商务局\t", "2.3"),
        ("1\t鼓励快递企业下乡进村，建设服务站点\t\t市商务局\t", "2.1"),
        ("一、培养电子商务人才\n1\t办培训班三期\t\t市商务局\t", "2.3"),
        ("1\t建立统计体系\t\t市商务局\t", "t1.1"),
        ("1\t人才\t\t市商务局\t", "t1.1"),
    ],
)
def test_a_row_answers_for_the_measure_that_it_names(row: str, measure: str) -> None:
    """The same heading, its number, its words or its text name a measure; anything else is a new one."""
    facts = _facts(PLAN + row)

    assert [(f"measure/t/{measure}", "市商务局")] == [
        (duty.measure, duty.as_written) for duty in facts.responsibilities
    ]
    assert (measure == "t1.1") == ("measure/t/t1.1" in {m.id for m in facts.measures})


def test_parts_of_a_merged_task_are_measures_with_their_own_owners() -> None:
    """Below a merged task each measure is named by its own cell, and its titles keep the task."""
    text = (
        "常州市任务表\n序号\t任务\t具体措施\t牵头单位\n1\t发展物流\t建设园区。\t市商务局\n1\t发展物流\t完善配送。\t市邮政局\n"
        "2\t推广支付\t建设商圈。\t市金融办"
    )

    assert {"建设园区": "lead 市商务局", "完善配送": "lead 市邮政局", "推广支付": "lead 市金融办"} == _said(
        _facts(text)
    )


def test_owners_on_several_lines_of_a_task_are_its_owners() -> None:
    """A task merged over rows without parts is one measure, and all its rows name owners."""
    head = "常州市任务表\n序号\t任务\t牵头单位\n1\t发展物流\t市商务局"
    for below in ("\u2800\t\t市邮政局", "1\t发展物流\t市邮政局", "\u2800\t发展物流\t市邮政局"):
        facts = _facts(f"{head}\n{below}\n2\t推广支付\t市金融办\n3\t推广支付\t市商务局")

        assert [f"measure/t/t1.{row}" for row in (1, 3, 4)] == [measure.id for measure in facts.measures]
        assert ["市商务局", "市邮政局"] == [
            duty.as_written for duty in facts.responsibilities if duty.measure == "measure/t/t1.1"
        ]


def test_a_section_that_only_holds_a_table_is_no_measure() -> None:
    """Its rows are, and what follows the table is read as before."""
    text = (
        "常州市武进区电子商务工作方案\n一、总体要求\n加快发展。\n二、工作任务\n（一）发展物流。建设物流中心。\n三、任务分工\n任务\t责任单位\n"
        "1.建设平台\t区商务局\n2.推广支付\t区金融办\n四、保障措施\n（一）加强组织领导。成立领导小组。"
    )
    facts = _facts(text)

    assert {
        "发展物流": "",
        "建设平台": "responsible 区商务局",
        "推广支付": "responsible 区金融办",
        "加强组织领导": "",
    } == (_said(facts))
    assert ["总体要求", "工作任务", "发展物流", "任务分工", "保障措施", "加强组织领导"] == [
        section.title for section in facts.sections
    ]
    assert "section/t/3" == next(m.section for m in facts.measures if m.name == "建设平台")


def test_a_mapping_states_columns_title_place_and_issuer() -> None:
    """What the mapping file states is believed as stated, and says so."""
    raw = read_bytes("干什么\t谁来干\n建设园区\t市商务局".encode(), "t.txt")
    stated = column_mapping(
        '''title = "任务表"\nplace = "泉州市"\nyear = 2016\nissuer = "泉州市人民政府"\n[columns]\n"干什么" = "task"\n"谁来干" = "lead"'''.encode(),
        "t.columns.toml",
    )
    facts = extract(RawDocument(raw.source, raw.stem, raw.text, raw.places, stated))

    assert ("任务表", "place/quanzhou", "plan/mapping-file") == (
        facts.plan.title,
        facts.plan.place,
        facts.plan.evidence.found_by,
    )
    assert {"建设园区": "lead 市商务局"} == _said(facts)
    assert ["org/quanzhou/shangwuju"] == [duty.organization for duty in facts.responsibilities]


@pytest.mark.parametrize(
    "text",
    ["甲\t乙\n丙\t丁", "序号\t任务\t责任单位\n", "姓名\t电话\n张三\t123", "序号\t任务\t责任单位\n合计\t\t"],
)
def test_a_table_that_gives_nobody_a_task_is_no_document(text: str) -> None:
    """Other tables, and heads without rows, do not make a plan."""
    with pytest.raises(EmptyDocument, match="no table of tasks"):
        _facts(text)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("建设园区。到2016年建成。", "建设园区"),
        ("（一）建设园区", "建设园区"),
        ("12.建设园区", "建设园区"),
        ("物流体系：支持企业建仓", "物流体系"),
        ("建成5.5万平方米园区", "建成5.5万平方米园区"),
        ("1.引进；2.培育。再说", "1.引进；2.培育"),
        ("2016年园区", "2016年园区"),
        ("1.", "1."),
        ("。", "。"),
    ],
)
def test_a_task_is_named_by_its_words_up_to_the_full_stop(cell: str, expected: str) -> None:
    """Labels are no part of the name, except those of a list."""
    start, end = name_span(cell, 0, len(cell))

    assert expected == cell[start:end]


def test_an_owner_that_nobody_knows_is_a_doubt() -> None:
    """Words that name no body are shown to a person; a dash or 无 is not."""
    text = "常州市任务表\n序号\t任务\t牵头单位\n1\t甲任务\t另行通知为准\n2\t乙任务\t——\n3\t丙任务\t无\n4\t丁任务\t市商务局"

    assert [("table-owner", "另行通知为准")] == [
        (doubt.code, doubt.passage.exact) for doubt in _facts(text).doubts if doubt.passage
    ]


CELLS = st.sampled_from(
    [
        "",
        "市商务局",
        "市财政局、市发改委",
        "各县（市、区）人民政府",
        "建设园区。建成3个",
        "1.甲；2.乙",
        "（一）发展物流",
        "2016年底",
        "——",
        "一、",
        "5.5",
        "合计",
    ]
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=8), st.sampled_from(["", PLAN]))
@settings(max_examples=60, deadline=None)
def test_every_passage_of_every_fact_is_at_its_place(rows: list[list[str]], before: str) -> None:
    """Whatever a table holds, words of facts are where they say, and units of measures do not overlap."""
    text = before or "泉州市任务表\n序号\t工作任务\t具体措施\t责任单位\t完成时限\n"
    text += "1\t开头\t\t市商务局\t\n" + "\n".join("\t".join(row) for row in rows)
    facts = _facts(text)

    for _, evidence in facts.evidence():
        for passage in evidence.passages:
            assert facts.text[passage.start : passage.end] == passage.exact
    assert len({measure.id for measure in facts.measures}) == len(facts.measures)
    assert len({duty.id for duty in facts.responsibilities}) == len(facts.responsibilities)


def test_time_of_duties_grows_in_line_with_the_rows() -> None:
    """Ten times the rows take about ten times the time."""

    def reading(count: int) -> Callable[[], object]:
        rows = "".join(f"\n{i}\t任务{i}\t\t市商务局、市财政局\t2016年" for i in range(count))
        raw = read_bytes((PLAN + rows.lstrip("\n")).encode(), "t.txt")
        return lambda: extract(raw)

    assert grows_in_line(reading, 200)
