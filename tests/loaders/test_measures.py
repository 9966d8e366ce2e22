"""Which units of a plan are measures."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.normalise import normalise
from loaders.outline import outline
from loaders.rules.measures import Draft, draft_units
from loaders.rules.scope import Stance

DOCUMENTS = Path(__file__).parents[1] / "documents"


def _draft(text: str) -> tuple[str, Draft]:
    normalised = normalise(text).text
    return normalised, draft_units(normalised, outline(normalised), "plan")


def _names(text: str) -> list[str]:
    return [measure.name for measure in _draft(text)[1].measures]


def test_a_state_council_opinion() -> None:
    """Requirements and goals are no measures; what follows them is."""
    names = _names((DOCUMENTS / "state_level.txt").read_text(encoding="utf-8"))

    assert ["简化登记手续", "合理降税减负", "支持海外仓建设", "强化部门协作"] == names


def test_a_county_scheme() -> None:
    """Leaves of the outline are measures, whatever their depth."""
    names = _names((DOCUMENTS / "county_scheme.txt").read_text(encoding="utf-8"))

    assert ["建设县级服务中心", "建设村级服务点", "完善物流配送"] == names[:3]
    assert ["加强组织领导", "加大资金投入"] == names[-2:]


@pytest.mark.parametrize(
    ("top", "stance"),
    [
        ("发展现状与面临的形势", Stance.SITUATION),
        ("指导思想", Stance.IDEOLOGY),
        ("基本原则", Stance.PRINCIPLE),
        ("主要目标", Stance.GOAL),
        ("重点任务", Stance.TASK),
        ("支撑体系", Stance.TASK),
        ("夯实发展基础设施", Stance.TASK),
        ("保障措施", Stance.SAFEGUARD),
        ("组织实施", Stance.SAFEGUARD),
        ("加大政策扶持力度", Stance.SAFEGUARD),
    ],
)
def test_a_top_title_tells_what_its_section_does(top: str, stance: Stance) -> None:
    """The words of the genre decide, not the position."""
    _, draft = _draft(f"一、{top}\n内容。\n二、重点工程\n（一）甲。内容。")

    assert stance == draft.stances[0]


def test_goals_inside_a_task_are_no_measures() -> None:
    """行动目标 under an action states what is wanted, 行动内容 what is done."""
    text = "一、主要行动\n（一）示范行动\n1.行动目标\n建成3个。\n2.行动内容\n(1)规划园区。支持。\n(2)培育企业。支持。"

    assert ["规划园区", "培育企业"] == _names(text)


def test_provisions_about_the_document_are_no_measures() -> None:
    """Scope, interpretation and entry into force prescribe nothing of the plan's matter."""
    text = (
        "第一章 总则\n第一条 适用对象。本政策适用于企业。\n第二条 发展目标。到2022年翻一番。\n"
        "第二章 支持做大做强\n第三条 支持总部落户。给予支持。\n第四条 （支持转型）对企业给予支持。\n"
        "第三章 附则\n第五条 解释权限。由商务局解释。\n第六条 施行期限。自2019年11月1日起施行。"
    )

    assert ["支持总部落户", "支持转型"] == _names(text)


def test_topic_sentences_make_measures() -> None:
    """Paragraphs that open with topic sentences are measures; a list line belongs to the one before."""
    text = (
        "一、重点任务\n（一）应用工程\n鼓励企业发展电子商务。重点支持龙头企业。\n推动中小企业应用。引导融入。\n"
        "（责任单位：商务局）\n二、保障措施\n加强领导。成立小组。"
    )
    normalised, draft = _draft(text)

    assert ["鼓励企业发展电子商务", "推动中小企业应用", "保障措施"] == [m.name for m in draft.measures]
    assert normalised[draft.measures[1].start : draft.measures[1].end].endswith("（责任单位：商务局）")
    assert ["measure/plan/1.1.p1", "measure/plan/1.1.p2", "measure/plan/2"] == [m.id for m in draft.measures]


def test_a_plan_of_measures_only_has_tasks() -> None:
    """Where 主要措施 is the only prescriptive part, its measures are tasks and no safeguards."""
    _, draft = _draft("一、总体要求\n内容。\n二、政策措施\n（一）甲。内容。\n（二）乙。内容。")

    assert [Stance.TASK, Stance.TASK] == [measure.stance for measure in draft.measures]


@given(
    st.lists(
        st.sampled_from(
            [
                "一、重点任务",
                "二、保障措施",
                "（一）发展物流。建设园区。",
                "（二）目标",
                "1．甲。乙。",
                "推动应用。引导企业。",
                "附件：",
                "责任单位：甲局",
                "正文",
            ]
        ),
        max_size=30,
    )
)
def test_units_cut_the_text_without_overlap(lines: list[str]) -> None:
    """Units stand in order and never share a character; each measure has exactly one unit."""
    text, draft = _draft("\n".join(lines) or "空")
    ends = [0, *(unit.end for unit in draft.units)]

    assert all(
        end <= unit.start <= unit.heading_end <= unit.end
        for end, unit in zip(ends, draft.units, strict=False)
    )
    assert [m.id for m in draft.measures] == [unit.measure for unit in draft.units if unit.measure]
    assert all(text[m.name_start : m.name_end] == m.name for m in draft.measures)
