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
