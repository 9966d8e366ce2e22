"""Annexes are sections of the plan."""

from __future__ import annotations

from loaders.extract import extract
from loaders.reading import read_bytes
from ontology.model import Facts

_BODY = "临河县物流行动计划\n一、主要任务\n（一）建设网络。支持淘宝网建设站点。\n（二）培训人才。每年办班。\n"
_TABLE = "序号\t工作任务\t牵头单位\t配合单位\n1\t清理占道车辆并建立巡查机制\t县公安局\t县城管局\n2\t办理货车通行证件\t县交通运输局\t县公安局\n"


def _facts(annexes: str) -> Facts:
    return extract(read_bytes((_BODY + annexes).encode(), "linhe-2019.txt"))


def _annexes(facts: Facts) -> list[tuple[str, int, str]]:
    return [(each.title, each.order, each.parent) for each in facts.sections if not each.notation]


def test_an_annex_is_a_section_with_its_title() -> None:
    """Title behind the colon or on the next line; the rows of its table stand in it, and head nothing."""
    facts = _facts(f"附件1：任务分工表\n{_TABLE}附件2\n名词解释与说明\n" + "1.站点，是指寄递网点。" * 6)
    plan = facts.plan.id
    assert [("任务分工表", 4, plan), ("名词解释与说明", 5, plan)] == _annexes(facts)
    annex = next(each.id for each in facts.sections if each.title == "任务分工表")
    rows = [each.name for each in facts.measures if each.section == annex]
    assert ["清理占道车辆并建立巡查机制", "办理货车通行证件"] == rows
    assert ["一、", "（一）", "（二）"] == [each.notation for each in facts.sections if each.notation]


def test_an_announcement_of_annexes_is_none() -> None:
    """附件：… before the signature only lists what follows; where nothing follows there is no annex."""
    assert [] == _annexes(_facts("附件：任务分工表\n临河县人民政府\n2019年5月6日\n"))
    listed = _facts(f"附件：任务分工表\n临河县人民政府\n2019年5月6日\n附件\n任务分工表\n{_TABLE}")
    assert [("任务分工表", 4, listed.plan.id)] == _annexes(listed)


def test_what_an_annex_names_is_mentioned_there() -> None:
    """A platform in an annex is linked to the annex."""
    facts = _facts("附件\n平台名单\n" + "鼓励入驻京东商城、拼多多等平台开店经营，开展网上销售活动。" * 3)
    annex = next(each.id for each in facts.sections if not each.notation)
    there = {each.target for each in facts.mentions if each.subject == annex}
    assert "京东商城" in {each.label for each in facts.platforms if each.id in there}
