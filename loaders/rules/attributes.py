"""Numbers that count nothing by themselves: ordinals, origins, and what describes the noun counted.

交易额超过5亿元的平台10个 states one target, of platforms; 5亿元 says which platforms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.rules.agents import split_subject_verb
from loaders.rules.clauses import Clause
from loaders.rules.growth import ORIGIN_YEAR, RATE_NOUNS
from loaders.rules.indicators import METRIC_ENDS
from loaders.rules.quantities import Quantity, comparator_before
from loaders.rules.words import Words, words_by_class
from ontology.model import Comparator

__all__ = ["COUNTED", "counts", "joiner_at", "reached", "without_attributes"]

#: Dimensions whose noun is counted one by one.
COUNTED = frozenset({"things", "persons", "events"})
_RANKS = (*"第前每各首上", "最后")
_FROM = ("由", "从")
_LEVELS = ("级", "量级", "规模的", "强", "制", "期工程", "类地区")
#: Trades that begin with one of these. Match: 200家|制造企业, 10家|制药企业. Not: 三级|制.
_MAKING = ("制造", "制药", "制鞋", "制衣", "制品", "制糖", "制茶")
#: Verbs of which a share of somebody is the object and does something.
_CAUSING = Words(["带动", "推动", "帮助", "引导", "促进", "支持", "确保", "组织", "使", "让", "力争", "争取"])
#: Verbs whose object is reached in part: 覆盖90%的行政村, 惠及80%的农户.
_REACHING = Words(
    ["覆盖", "覆盖到", "覆盖了", "惠及", "辐射", "服务", "通达", "延伸到", "延伸至", "接入", "连接"]
)
_LONGEST_REACHED = 14
#: How far in front of a number the words stand that tell its sort.
_NEAR = 32
#: How far behind a number the noun is sought that it describes.
_LONGEST_NOUN = 100
_SPELLS = ("自然日",)  # 7个自然日
_LISTED_PLACES = re.compile(r"[一-鿿]{2,5}[、和][一-鿿]{2,5}等?$")
_TERRITORY = re.compile(
    r"[一-鿿]{0,4}(?:省份?|市|县|区|旗|城市|地区|乡镇|街道)(?![一-鿿]{0,2}(?:平台|中心|市场|园|站))"
)
#: Match: 办理时间压缩至, 配送时效控制在, 平均时限缩短到. Not: 在…时间内.
_SHORTENED = re.compile(
    r"(?:时间|时限|时效|时长|周期|期限|用时|耗时)(?:由[^，。；]{1,10})?(?:压缩|缩短|控制|压减|降低|降|减少|不超过|不高于)[^，。；]{0,4}$"
)
_MARKS = "，；。：、,;:"
#: What each place has. Match: 每个乡镇都有|1家以上的服务中心. Not: 拥有|3家以上的企业.
_HAS_EACH = re.compile(r"每个?(?:市|县|区|旗|乡镇|镇|乡|街道|行政村|村|社区)[^，。；]{0,8}有$")
#: One in each place. Match: 每个县至少建成|一个, 每市至少有|一个. Not: 每县|一品.
_ONE_EACH = re.compile(
    r"每个?(?:市|县|区|旗|乡镇|镇|乡|街道|行政村|村|社区)[^，。；]{0,8}至少[\u4e00-\u9fff]{0,4}$"
)

#: Match: 78个|贫困村每村至少建成1个, 17个|乡镇每个乡镇. Not: 20个|园区每年.
_EACH_OF_THEM = re.compile(
    r"[\u4e00-\u9fff]{1,10}?每一?个?(?:县|市|区|旗|乡镇|镇|乡|街道|行政村|村|社区|户|家|店)(?![均年])"
)


def counts(mask: str, clause: Clause, quantity: Quantity) -> bool:
    """Ranks and ordinals (第5位, 前10名) count nothing; nor does 一 but in 每年一次, or 倍 in 倍增."""
    before = mask[clause.start : quantity.start]
    each = before.endswith(("每", "各")) and quantity.dimension == "money"
    if before.endswith(_RANKS) and not each and not before.endswith(("基础上", "以上")):
        return False
    if quantity.unit == "大" and before.endswith("党的"):
        return False  # 党的十九大
    if (
        quantity.dimension == "things"
        and _LISTED_PLACES.search(before[-_NEAR:])
        and _TERRITORY.match(mask, quantity.end)
    ):
        return False  # 北京、天津等11个城市: how many were named
    if quantity.dimension in ("things", "persons") and _EACH_OF_THEM.match(mask, quantity.end, clause.end):
        return False  # 78个贫困村每村建成1个网店: how many there are
    if quantity.dimension == "time" and not _SHORTENED.search(before[-_NEAR:]):
        return False  # 24小时监测, 在20个工作日内公开
    if _is_rate(mask, clause, quantity) or mask.startswith(_SPELLS, quantity.core_end):
        return False
    behind = mask[quantity.end : clause.end]
    if before.endswith("由") and "组成" in behind:
        return False  # 由7名专家组成
    if ORIGIN_YEAR.sub("", before).endswith(_FROM) and any(word in behind[:4] for word in ("到", "至", "为")):
        return False  # 由50%提高到80%
    if quantity.unit == "期" and quantity.chinese and not _directly_driven(mask, clause, quantity):
        return False  # 东港区四期
    if quantity.chinese and quantity.value == 1 and quantity.unit not in ("番", "倍", "成", "%"):
        if quantity.dimension == "things" and _ONE_EACH.search(before[-_NEAR:]):
            return True
        return quantity.dimension == "events" and any(
            word in before for word in ("每年", "每季", "每月", "每半年")
        )
    return True


def _is_rate(mask: str, clause: Clause, quantity: Quantity) -> bool:
    """每培训1人补贴800元, 每新增1家: so much for each, no number of a plan."""
    verb = words_by_class()["action"].before(mask, quantity.start)
    return clause.start < verb < quantity.start and mask[verb - 1] == "每"


def _directly_driven(mask: str, clause: Clause, quantity: Quantity) -> bool:
    """A verb, a causative or 每年 stands right before the number (and its 超过)."""
    classes = words_by_class()
    begin, _, _ = comparator_before(mask, clause.start, quantity.start)
    return begin == clause.start or any(
        classes[name].before(mask, begin) < begin for name in ("action", "causative", "recurring")
    )


def _is_attribute(mask: str, clause: Clause, quantity: Quantity, counted: bool) -> bool:
    """5亿元 in 交易额超过5亿元的平台 describes what is counted; it is no target by itself.

    ``counted`` says that the clause counts things.
    """
    behind = mask[quantity.end : min(clause.end, quantity.end + _LONGEST_NOUN)].lstrip()
    if behind.startswith(_LEVELS) and not behind.startswith(_MAKING):
        return True
    if behind.startswith("的"):
        if RATE_NOUNS.at(behind, 1) > 1 or len(behind) == 1:
            return len(behind) == 1
        if quantity.dimension == "persons":
            return True  # 不少于30人的专家库
        if quantity.dimension in COUNTED:
            if _HAS_EACH.search(mask, clause.start, quantity.start):
                return False
            return not _directly_driven(mask, clause, quantity)
        begin, _, _ = comparator_before(mask, clause.start, quantity.start)
        classes = words_by_class()
        if quantity.dimension == "ratio" and reached(mask, clause.start, begin, behind):
            return False
        agents = (
            begin <= clause.start + 3
            or mask[begin - 1] == "等"
            or classes["scope"].before(mask, begin) < begin
            or _joins(mask, begin)
            or (_opens_agents(mask, begin) and bool(split_subject_verb(behind[1:])[1]))
        )
        return not (quantity.dimension == "ratio" and agents)
    if quantity.dimension in COUNTED or not behind or behind[0] in _MARKS or joiner_at(behind, 0):
        return False
    noun_end = next((at for at in range(len(behind)) if joiner_at(behind, at)), len(behind))
    if _joins(mask, quantity.start) and METRIC_ENDS.before(behind, noun_end) < noun_end:
        return False  # 1万家企业、2000亿元交易额
    return counted and RATE_NOUNS.at(behind, 0) == 0


def _opens_agents(mask: str, end: int) -> bool:
    """A year or a word like 带动 stands before: 2020年实现98%的行政村建有服务站, 带动60%的农户增收."""
    return mask[end - 1] in "年底末前内" or _CAUSING.before(mask, end) < end


def reached(mask: str, start: int, end: int, behind: str) -> str:
    """The verb of reaching before a share of what is reached: 覆盖 in 服务站覆盖90%的行政村; empty if none.

    >>> reached("服务站覆盖", 0, 5, "的行政村")
    '覆盖'
    """
    noun = behind.removeprefix("的")
    verb = mask[_REACHING.before(mask, end) : end]
    if not verb and _joins(mask, end):  # 覆盖所有乡镇和80%以上的行政村
        heads = (pos for pos in range(end - 1, max(start, end - _LONGEST_REACHED) - 1, -1))
        at = next((pos for pos in heads if _REACHING.at(mask, pos) > pos), end)
        verb = mask[at : _REACHING.at(mask, at)]
    whole = len(noun) >= 1 and behind.startswith("的") and METRIC_ENDS.before(noun, len(noun)) == len(noun)
    return verb if whole and end - len(verb) >= start else ""


def _joins(mask: str, end: int) -> bool:
    return words_by_class()["joiner"].before(mask, end) < end


def joiner_at(text: str, pos: int) -> bool:
    """A joiner (、, 和, 及) stands at this place."""
    return words_by_class()["joiner"].at(text, pos) > pos


def without_attributes(mask: str, clause: Clause, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of a clause that are stated for themselves, in order."""
    attributes: set[int] = set()
    counted = any(quantity.dimension in COUNTED for quantity in found)
    for index in range(len(found) - 1, -1, -1):
        quantity = found[index]
        if _is_attribute(mask, clause, quantity, counted):
            attributes.add(index)
        elif (
            index + 1 in attributes
            and _chained(mask, quantity, found[index + 1])
            and not _directly_driven(mask, clause, quantity)
        ):
            attributes.add(index)  # 年交易额5亿元以上、就业1000人以上的
    return [quantity for index, quantity in enumerate(found) if index not in attributes]


def _chained(mask: str, quantity: Quantity, attribute: Quantity) -> bool:
    """交易额5亿元以上、就业1000人以上的: both describe the noun behind 的."""
    if not joiner_at(mask, quantity.end) or (
        quantity.dimension == "things" and quantity.comparator in (None, Comparator.BETWEEN)
    ):
        return False  # 平台企业2—3家、超十亿元的10家
    return mask.startswith(("的", "、"), attribute.end)
