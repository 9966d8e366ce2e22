"""Words of the page that compares plans, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["COMPARING_TEXTS"]

#: Key -> (Chinese, English).
COMPARING_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nav.compare": ("对比", "Compare"),
    "compare.title": ("规划对比", "Plans side by side"),
    "compare.lead": (
        "同一类指标各市承诺多少，各把力气用在哪些主题和政策工具上，哪些是一份规划独有或独缺的。",
        "What each city promises on the same kind of indicator, which topics and instruments it relies on, and"
        " what only one plan has or lacks.",
    ),
    "compare.views": ("对比内容", "What to compare"),
    "compare.view.targets": ("指标", "Targets"),
    "compare.view.topics": ("主题", "Topics"),
    "compare.view.instruments": ("政策工具", "Instruments"),
    "compare.view.differences": ("独有与独缺", "Differences"),
    "compare.plans": ("对比的规划（{n}份，共{total}份）", "Plans compared ({n} of {total})"),
    "compare.choose": ("对比所选", "Compare these"),
    "compare.kind": ("指标类别", "Kind of indicator"),
    "compare.kind.plans": ("{label}（{plans}份规划）", "{label} ({plans} plans)"),
    "compare.amounts": ("数额", "Amounts"),
    "compare.growth": ("增长率", "Growth rates"),
    "compare.ratios": ("比例", "Shares"),
    "compare.other": ("没有可比数值的", "Without a comparable value"),
    "compare.chart": (
        "{label}：每个点是一个有年份的目标，横轴是年份，纵轴是统一单位后的数值{scale}",
        "{label}: each dot is a target with its year across and its value in a common unit upwards{scale}",
    ),
    "compare.chart.log": ("（对数刻度）", " (logarithmic)"),
    "compare.bar": ("比较", "Beside the largest"),
    "compare.none": ("所选规划没有这类指标。", "The chosen plans have no target of this kind."),
    "compare.topics.lead": (
        "数字是涉及该主题的措施数，一项措施可涉及几个主题；点数字看措施。",
        "Numbers are measures that touch the topic; one measure may touch several. Select a number to see them.",
    ),
    "compare.topic": ("主题", "Topic"),
    "compare.functions.title": ("由哪些职能负责", "Which functions answer"),
    "compare.functions.lead": (
        "数字是由该职能的单位负责的措施数。",
        "Numbers are measures that a body of this function answers for.",
    ),
    "compare.function": ("职能", "Function"),
    "compare.instruments.lead": (
        "按罗斯韦尔和泽赫费尔德的三分法：供给型直接推动，环境型间接影响，需求型拉动市场。"
        "条形是三类措施数之比，一项措施可用几类工具。",
        "After Rothwell and Zegveld: supply pushes, environment shapes, demand pulls. A bar shows how the measures"
        " divide among the three; one measure may use several.",
    ),
    "compare.mix": ("三类之比", "Mix"),
    "compare.mix.label": ("{name} {n}项，占{share}", "{name}: {n}, {share}"),
    "compare.parts": ("子类", "Sub-kinds"),
    "compare.part": ("政策工具", "Instrument"),
    "compare.differences.lead": (
        "与所选其他规划相比：只有它有的，和别的都有而它没有的。",
        "Beside the other chosen plans: what it alone has, and what all others have and it has not.",
    ),
    "compare.only": ("只有它有", "It alone has"),
    "compare.lacks": ("只有它没有", "It alone lacks"),
    "compare.nothing": ("无", "nothing"),
    "compare.two": ("至少选两份规划才能比较差异。", "Choose two plans at least to see differences."),
    "compare.family.topic": ("主题", "Topics"),
    "compare.family.instrument": ("政策工具", "Instruments"),
    "compare.family.function": ("负责职能", "Functions that answer"),
    "compare.family.indicator": ("指标类别", "Kinds of indicators"),
}
