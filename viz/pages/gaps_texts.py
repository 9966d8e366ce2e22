"""Words of the page on what plans leave open, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["GAPS_TEXTS"]

#: Key -> (Chinese, English).
GAPS_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nav.gaps": ("空白", "Gaps"),
    "gaps.title": ("空白与疏漏", "What plans leave open"),
    "gaps.lead": (
        "没有人负责的措施、多家负责而无人牵头的措施、只出现一次的部门、没有年份或无法比较的目标。"
        "这里说的是文件没有写明，不等于没有人做；每条都附原文，请核对。",
        "Measures that nobody answers for, measures of many owners and no lead, bodies named once, targets without a"
        " year or a comparable value. The documents do not say; that need not mean that nobody does it. Each has its"
        " words, for checking.",
    ),
    "gaps.kinds": ("哪一类空白", "Kinds of gaps"),
    "gaps.kind.unowned-measures": ("没有责任单位的措施", "Measures that nobody answers for"),
    "gaps.kind.measures-without-lead": ("多家负责而无牵头的措施", "Measures of several owners and no lead"),
    "gaps.kind.departments-named-once": ("只负责一项措施的单位", "Bodies that answer for one measure only"),
    "gaps.kind.targets-without-year": ("没有年份的目标", "Targets without a year"),
    "gaps.kind.targets-without-comparable-value": (
        "无法换算比较的目标",
        "Targets whose value converts to no common unit",
    ),
    "gaps.owners": ("至少几家负责", "Owners from"),
    "gaps.thing": ("措施、单位或目标", "Measure, body or target"),
    "gaps.bodies": ("写到的单位", "Who is named"),
    "gaps.words": ("原文", "In the document"),
    "gaps.here": ("本页 {n} 条", "{n} on this page"),
    "gaps.none": ("没有这类空白。", "There is no gap of this kind."),
    "gaps.range": ("第{first}—{last}条，共{total}条", "{first} to {last} of {total}"),
    "gaps.download": ("供程序使用（JSON）", "For programs (JSON)"),
}
