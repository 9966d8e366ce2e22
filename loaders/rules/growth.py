"""Growth and change: what grows, as compared with what, and from where to where.

年均增长20%以上 · 以年均30%的速度增长 · 较2020年翻一番 · 由50%提高到80% · 高于全国平均水平2个百分点 · 下降15%
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.rules.quantities import Quantity, comparator_before, quantities
from loaders.rules.words import Words
from loaders.rules.years import YearCue, YearKind
from ontology.model import Comparator

__all__ = [
    "GROWTH_WORDS",
    "RATE_NOUNS",
    "Trend",
    "growth_word",
    "trend",
    "without_comparison",
    "without_span",
]

#: Words in front of a number that make it a rate of growth.
GROWTH_WORDS = Words(
    [
        "年均增长",
        "年均递增",
        "年平均增长",
        "年均复合增长",
        "同比增长",
        "年增长",
        "逐年增长",
        "逐年递增",
        "每年增长",
        "每年递增",
        "每年呈",
        "增长",
        "递增",
        "增速",
        "增幅",
        "增长率",
        "年均增速",
        "年均增幅",
        "年增速",
        "年均增长率",
        "年增长率",
        "平均增速",
        "复合增长率",
        "年均复合增长率",
        "增长速度",
        "年均增长速度",
    ]
)
_COMPARED = ("比", "较", "以", "在", "高于", "按")
_YEARLY = Words(["以年均", "年均", "以每年", "每年", "以", "按年均", "按每年", "保持年均", "保持"])
_CHANGES = ("降低", "下降", "提高", "提升", "增加", "上升", "减少", "压缩")
_REDUCES = ("降低", "下降", "减少", "压缩")
RATE_NOUNS = Words(
    [
        "年均增长",
        "年增长",
        "增长率",
        "增长",
        "增速",
        "增幅",
        "速度",
        "递增",
        "比例",
        "比重",
        "份额",
        "目标",
        "水平",
        "占比",
        "年均增速",
        "年均增长率",
        "年增长率",
        "规模",
        "幅度",
    ]
)
_ORIGIN = Words(["由", "从"])
#: Match: ``2013年的`` at the end of 由2013年的, ``目前的``. Non-match: ``每年的``.
ORIGIN_YEAR = re.compile(r"(?:(?:19|20)\d\d年|目前|现在|当前)的?$")


@dataclass(frozen=True, slots=True)
class Trend:
    """How the number of a clause moves.

    ``end`` is where the subject before it ends, ``noun`` the printed growth as a noun (年均增长率),
    ``growth`` whether the number is a change and no level, ``comparator`` what the comparison says.
    """

    end: int
    noun: str
    growth: bool
    comparator: Comparator | None


def trend(
    mask: str,
    begin: int,
    end: int,
    quantity: Quantity,
    behind: str,
    cues: Sequence[YearCue],
    *,
    predicate: bool,
) -> Trend:
    """Read the words of growth before ``end``, where the words that bind the quantity begin."""
    end = _without_origin(mask, begin, _without_year(mask, begin, end, cues))
    at, noun = growth_word(mask, begin, end)
    changed = next((word for word in _CHANGES if mask[begin : quantity.start].endswith(word)), "")
    if changed:
        at = min(at, quantity.start - len(changed))
    dimension = quantity.dimension
    if dimension in ("doubling", "points") or (quantity.unit == "倍" and changed):
        at, above = without_comparison(mask, begin, at)
        at = without_span(mask, begin, at)
        rate = mask[begin:at].endswith(("增速", "增幅"))
        if dimension == "doubling":  # twice as much is a level
            return Trend(at, "", False, Comparator.MORE_THAN if above else None)
        growth = bool(changed or noun or rate or not predicate)
        noun = noun or changed or ("增长率" if growth and not rate else "")
        return Trend(at, noun, growth, Comparator.MORE_THAN if above else None)
    if dimension != "ratio":
        return Trend(at, "", False, None)  # 增长50家 adds; it is no rate
    if not noun and changed:
        # 下降20% is a reduction, no rate of growth
        return Trend(without_comparison(mask, begin, at)[0], changed, changed not in _REDUCES, None)
    if not noun and RATE_NOUNS.at(behind, 0) > 0 and any(mark in behind[:5] for mark in ("增", "速度")):
        yearly = _YEARLY.before(mask, at)
        noun = "年均增长率" if yearly < at else behind if behind.endswith("率") else "增长率"
        at = without_span(mask, begin, max(begin, yearly))
    return Trend(at, noun, bool(noun), None)


def growth_word(mask: str, start: int, end: int) -> tuple[int, str]:
    """A growth word at the end of the front: where the words of growth begin, and its noun.

    >>> growth_word("网络零售额年均增长", 0, 9)
    (5, '年均增长率')
    """
    begin = max(start, GROWTH_WORDS.before(mask, end))
    if begin == end:
        return end, ""
    word = mask[begin:end].replace("每年呈", "年增长")
    if word.startswith("年") and mask[begin - 1 : begin].isdecimal():  # 比2015年增长
        begin, word = begin + 1, word[1:]
    if word.endswith(("增长", "递增")):
        word += "率"
    return without_span(mask, start, without_comparison(mask, start, begin)[0]), word


def without_span(mask: str, start: int, end: int) -> int:
    """连续三年, 实现三年: for how long something grows is no part of what grows."""
    if not mask[start:end].endswith("年"):
        return end
    begin = end - 1
    while begin > start and mask[begin - 1] in "一两二三四五六七八九十0123456789":
        begin -= 1
    if begin == end - 1 or end - begin > 3:
        return end
    for lead in ("连续", "实现", "在", "用", "每", "力争"):
        if mask[start:begin].endswith(lead):
            begin -= len(lead)
    return begin


def without_comparison(mask: str, start: int, end: int) -> tuple[int, bool]:
    """Where 较2020年 or 高于全国平均水平 begins at the end of the front, and whether it says 高于.

    What a growth is compared with is no part of what grows.

    >>> without_comparison("网络零售额比2015年", 0, 11)
    (5, False)
    """
    at, lead = max((_last_lead(mask, lead, start, end), lead) for lead in _COMPARED)
    if at < 0 or (at == start and lead == "以"):
        return end, False
    words = mask[at:end]
    if len(words) <= 20 and any(
        mark in words for mark in ("年", "平均", "上期", "水平", "同期", "增速", "全国", "全省", "全市")
    ):
        return at, lead == "高于"
    return end, False


def _last_lead(mask: str, lead: str, start: int, end: int) -> int:
    """Where the word of comparison stands last; the 比 of 比重 and 占比 compares nothing."""
    at = mask.rfind(lead, start, end)
    while (
        at >= 0
        and lead == "比"
        and (mask[at + 1 : at + 2] in tuple("重例率值") or mask[at - 1 : at] in tuple("占环同"))
    ):
        at = mask.rfind(lead, start, at)
    return at


def _without_year(mask: str, begin: int, end: int, cues: Sequence[YearCue]) -> int:
    """交易额到2017年达到: the front ends before the year."""
    for cue in cues:
        if (
            begin < cue.start
            and mask[cue.end : end] in ("", "的")
            and cue.end <= end
            and cue.kind is YearKind.DUE
        ):
            return comparator_before(mask, begin, cue.start)[0]
    return end


def _without_origin(mask: str, begin: int, end: int) -> int:
    """普及率由50%提高到80%: the front ends before 由."""
    for quantity in quantities(mask, begin, end):
        before = len(ORIGIN_YEAR.sub("", mask[begin : quantity.start])) + begin
        origin = _ORIGIN.before(mask, before)
        if origin < before and quantity.end >= end - 1:
            return max(begin, origin)
    return end
