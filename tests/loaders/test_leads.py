"""Paragraphs that open with their topics."""

from __future__ import annotations

import pytest

from loaders.normalise import normalise
from loaders.outline import outline
from loaders.rules.measures import draft_units


def _names(text: str) -> list[str]:
    normal = normalise(text).text
    return [measure.name for measure in draft_units(normal, outline(normal), "plan").measures]


_GOAL = "一、工作目标\n到2020年建成网络。\n"


@pytest.mark.parametrize(
    ("section", "names"),
    [
        (
            "二、主要任务\n完善寄递网络。建设乡镇站点，配齐设备。\n培训本地人才。每年办班，送课下乡。",
            ["完善寄递网络", "培训本地人才"],
        ),
        (
            "二、主要任务\n完善寄递网络：建设乡镇站点，配齐分拣设备。\n培训本地人才——每年举办培训班，送课程下乡。",
            ["完善寄递网络", "培训本地人才"],
        ),
        (
            "二、重点工作\n一是完善寄递网络。建设乡镇站点。\n二是培训本地人才。每年办班。\n三是强化品牌培育，打造区域公用品牌。",
            ["完善寄递网络", "培训本地人才", "强化品牌培育"],
        ),
        (
            "二、主要任务\n●完善寄递网络。建设乡镇站点。\n●培训本地人才。每年办班。",
            ["完善寄递网络", "培训本地人才"],
        ),
        # Under a heading of its own the ordinals are parts of that measure.
        ("二、完善寄递网络\n一是建设乡镇站点。配齐设备。\n二是培训快递员。每年办班。", ["完善寄递网络"]),
        # The heading's own line goes on: one measure.
        (
            "二、完善寄递网络。建设乡镇站点。\n加强信息共享。各站互通。\n提升投递时效。当日送达。",
            ["完善寄递网络"],
        ),
        # Fields of a form and bodies with their duties are no topics.
        (
            "二、完善寄递网络\n建设内容：建设乡镇站点，配齐分拣设备。\n完成时限：2020年12月底前全部建成投用。",
            ["完善寄递网络"],
        ),
        (
            "二、任务分工\n市商务局：负责统筹协调，制定年度计划方案。\n市财政局：负责落实资金，加强监督检查。",
            ["任务分工"],
        ),
    ],
)
def test_leads_of_paragraphs(section: str, names: list[str]) -> None:
    """Topics make measures where the section has no numbers, and only there."""
    assert names == _names(_GOAL + section)


def test_a_long_heading_is_a_sentence_of_its_matter() -> None:
    """目标 inside a long sentence does not make a goal of it."""
    text = "一、对公路水路交通建设年度目标任务完成情况好、社会资本进入有力的县，优先列入滚动计划。\n（市交通运输局负责）\n二、对农产品流通成效明显的县，予以倾斜。"
    assert 2 == len(_names(text))


def test_ordinals_with_owners_are_headings() -> None:
    """Where each 一是 paragraph closes with its owners, it is a heading and a measure; elsewhere it is text."""
    text = (
        "一、主要任务\n（一）实施触网行动\n一是推动工业企业上线。支持建站。（牵头单位：市经信委；责任单位：市国资委）\n"
        "二是推动商贸企业转型。鼓励开店。（牵头单位：市商务局）\n（二）实施惠农行动\n一是完善网点。（责任单位：市农委）\n"
    )
    nodes = outline(text).nodes
    assert [("一是", "推动工业企业上线", 3), ("二是", "推动商贸企业转型", 3), ("一是", "完善网点", 3)] == [
        (node.notation, node.title, node.level) for node in nodes if node.level == 3
    ]
    assert ["推动工业企业上线", "推动商贸企业转型", "完善网点"] == _names(text)


def test_requirements_behind_the_tasks_are_measures() -> None:
    """工作要求 before the tasks guides, behind them it says how they are done."""
    tasks = "二、主要任务\n（一）完善网络。建站。\n"
    assert ["完善网络", "落实责任"] == _names(_GOAL + tasks + "三、工作要求\n（一）落实责任。各负其责。\n")
    assert ["完善网络"] == _names("一、工作要求\n（一）提高认识。认清形势。\n" + tasks)
