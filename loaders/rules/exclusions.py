"""Numbers whose nouns say that nothing is committed to: parts of the plan, supervision, staff, projects.

五大工程 · 每季度开展1次督查 · 落实1名分管领导 · 总投资50亿元 · 十大园区、百家企业 · 奖励名额15个
"""

from __future__ import annotations

import re
from typing import Final

from loaders.rules.quantities import Quantity
from loaders.rules.words import Words, words_by_class

__all__ = [
    "are_all_named",
    "are_named_places",
    "is_frame",
    "is_listing",
    "is_of_project",
    "is_routine",
    "is_slogan",
    "is_staff",
]

_FRAME_UNITS = frozenset(["大", "个", "项", "种", "类", "条"])
#: What supervision does over and over; how often is no target of the plan.
_ROUTINES = (
    "督查",
    "督导",
    "督办",
    "检查",
    "调度",
    "通报",
    "例会",
    "会商",
    "考核",
    "巡查",
    "抽查",
    "汇报",
    "联席会议",
    "排查",
    "报送",
    "工作会议",
    "推进会",
    "协调会",
    "调度会",
    "分析会",
    "办公会",
    "评估",
    "自查",
)
_ROUND = Words(
    [link + size + measure for link in "、和" for size in "百千万" for measure in "家名个店村人企镇"]
)
#: 占地500亩, 改造县电子商务公共服务中心3000平方米: the size of one thing.
_SIZED = (
    "占地", "用地", "占地面积", "用地面积", "规划面积",
    "服务中心", "运营中心", "展示中心", "孵化中心", "大厦", "大楼", "展馆",
)  # fmt: skip
_NATURES = frozenset(("续建", "新建", "在建", "筹建", "拟建", "改建", "扩建", "改扩建"))
_IN_ALL = ("共有", "共计", "总计", "合计", "共安排", "共实施")
_STAFF = (
    "领导",
    "负责人",
    "专职人员",
    "工作人员",
    "联络员",
    "联系人",
    "联系领导",
    "专人",
    "班子成员",
    "责任人",
)


#: Places that were just named, and what they do. Match: 15个|国家级示范县先行先试, 4个|中心镇. Not: 10个|电商镇, 5个|村级服务站.
_NAMED_PLACES: Final = re.compile(
    r"[一-鿿]{0,8}?(?:县|市|区|镇|乡|村|城市|地区|街道)(?:$|(?:各|均|都|率先|先行|先试|开展|进行|试点))"
)


def are_named_places(noun: str, behind: str) -> bool:
    """石壁、湖村等|4个|中心镇, 绩溪等|15个|示范县先行先试: the number tells of places that were just named."""
    return noun.endswith("等") and "、" in noun and _NAMED_PLACES.match(behind) is not None


def are_all_named(quantity: Quantity, noun: str, behind: str) -> bool:
    """推进甲软件园、乙大厦、丙物流园等|三个|园区, “创新、融合、开放”|三大|计划: as many were just named."""
    names = noun.removesuffix("等").split("、")
    least = 4 if quantity.chinese else 5  # 成都空港、青白江铁路港|两个|园区
    return (
        bool(behind)
        and len(names) == quantity.value >= 2
        and (quantity.unit == "大" or all(len(name) >= least for name in names))
    ) or (quantity.unit == "大" and noun.endswith(("”", "’")))


def is_listing(verb: str, noun: str) -> bool:
    """共有项目38个，其中续建12个，新建26个: how many projects a list has."""
    return noun in _NATURES or noun.startswith(_IN_ALL) or (verb in _NATURES and noun in ("", "项目"))


def is_frame(quantity: Quantity, noun: str) -> bool:
    """五大工程, 三个方面, 10项行动: the plan counts its own parts."""
    frames = words_by_class()["frame"]
    framed = quantity.unit in _FRAME_UNITS and (quantity.chinese or quantity.unit in ("大", "项"))
    return framed and (frames.before(noun, len(noun)) < len(noun) or frames.at(noun, 0) > 0)


def is_slogan(quantity: Quantity, label: str) -> bool:
    """培育十大园区、百家企业、千名人才 is a figure of speech; 奖励名额 counts what is given away."""
    if quantity.chinese and _ROUND.within(label) is not None:
        return True
    if quantity.dimension not in ("things", "persons"):
        return False
    return words_by_class()["reward"].within(_CHOSEN_FOR_AID.sub("", label)) is not None


#: Who is chosen and paid for is promised, and who is trained for nothing. Match: 选拔资助|人才, 补贴性|培训. Not: 资助标准.
_CHOSEN_FOR_AID: Final = re.compile(
    r"补贴性|(?:选拔|评选|遴选|认定|选派|选送|引进|培养|扶持)资助|资助(?:培养|培训|引进|选派)|^资助(?=[\u4e00-\u9fff]{2,12}(?:人才|人员|骨干|青年|学生|学员|人)$)"
)


def is_staff(quantity: Quantity, label: str) -> bool:
    """落实1名分管领导: who answers for the work."""
    return quantity.dimension == "persons" and quantity.value <= 3 and label.endswith(_STAFF)


def is_routine(quantity: Quantity, words: str) -> bool:
    """每季度开展1次督查: how often the work is looked after."""
    return quantity.dimension == "events" and any(word in words for word in _ROUTINES)


def is_of_project(noun: str, quantity: Quantity) -> bool:
    """总投资50亿元, 占地500亩: how large a project is."""
    if quantity.dimension == "area":
        return noun.endswith(_SIZED)
    if quantity.dimension == "money" and noun.startswith(("单笔", "单户", "单个企业", "每户", "户均贷款")):
        return True  # 单笔额度不超过300万元: on which terms credit is given
    return quantity.dimension == "money" and noun.endswith(
        ("总投资", "计划投资", "概算投资", "估算投资", "期投资", "期工程投资")
    )
