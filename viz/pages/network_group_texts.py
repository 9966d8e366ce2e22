"""What the figures of groups and hubs mean, in words that need no statistics, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["GROUP_WORDS"]

#: Key to Chinese and English. ``{…}`` is filled in where the words are used.
GROUP_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "lead_groups": (
        "哪些单位常在一起负责，谁与最多的单位共事，谁把不同的组联系起来。这些都由文件中共同负责的措施算出，"
        "说的是文件怎样写，不是实际怎样合作。",
        "Which bodies answer together, who works with most others, who ties groups together. All of it is computed "
        "from the measures that the documents assign together: it says what is written, not how people work.",
    ),
    "groups_result": ("一句话说", "In short"),
    "hub_one": (
        "合作面最广的是{names}：与 {number} 个单位共同负责措施。",
        "{names} has most partners: it shares measures with {number} bodies.",
    ),
    "hub_some": (
        "合作面最广的是{names}，并列：各与 {number} 个单位共同负责措施。",
        "{names} have most partners, all alike: each shares measures with {number} bodies.",
    ),
    "hub_many": (
        "有 {count} 个单位并列最多，都与 {number} 个单位共同负责措施：看不出谁是唯一的枢纽。",
        "{count} bodies have the same largest number of partners ({number}): none of them is the one hub.",
    ),
    "hub_none": (
        "每个单位的合作单位一样多，看不出谁更居中。",
        "Every body has the same number of partners: nobody is more central.",
    ),
    "broker_one": (
        "最常居间的是{names}：其他单位两两之间最短的联系，有 {share} 要经过它；它的合作单位分在 {groups} 个组里。",
        "{names} stands between others most often: {share} of the shortest connections of all other pairs run "
        "through it, and its partners are of {groups} groups.",
    ),
    "broker_some": (
        "最常居间的是{names}，并列：其他单位两两之间最短的联系，各有 {share} 要经过它们。",
        "{names} stand between others most often, all alike: {share} of the shortest connections of all other "
        "pairs run through each.",
    ),
    "broker_none": (
        "没有单位居间：凡有联系的单位都直接共同负责措施，或者大家居间的程度一样。",
        "Nobody stands between others: all who are tied share measures directly, or all are alike in this.",
    ),
    "groups_one": (
        "这些单位连成一片，分不出组。",
        "These bodies hang together as one: there are no groups to tell apart.",
    ),
    "groups_clear": (
        "可以分成 {number} 个组，界限比较清楚（清晰度 {value}，0.3 以上算清楚）。",
        "They fall into {number} groups with rather clear borders (clarity {value}; from 0.3 on it counts as clear).",
    ),
    "groups_vague": (
        "可以分成 {number} 个组，但界限不明显（清晰度 {value}，不到 0.3）：分组只供参考。",
        "They fall into {number} groups, but the borders are faint (clarity {value}, below 0.3): take them as a hint.",
    ),
    "groups_loose": (
        "有 {number} 个单位归哪一组并不确定（换个起点计算，结果不同），表中注明。",
        "{number} bodies belong to no group for certain (another start of the computation gives another group); "
        "the table says which.",
    ),
    "groups_loose_one": (
        "有 1 个单位归哪一组并不确定（换个起点计算，结果不同），表中注明。",
        "One body belongs to no group for certain (another start of the computation gives another group); "
        "the table says which.",
    ),
    "groups_heading": ("各组", "The groups"),
    "group": ("第 {number} 组", "Group {number}"),
    "group_of": (
        "{bodies} 个单位，组内共同负责 {measures} 项措施",
        "Bodies: {bodies}; measures shared inside: {measures}",
    ),
    "group_topics": ("共同的主题：", "Topics in common: "),
    "group_topic": ("{topic}（{number} 项）", "{topic} ({number})"),
    "group_no_topics": ("共同的措施没有标出主题。", "The measures in common carry no topic."),
    "group_see": ("共同的措施", "Measures in common"),
    "figures": ("各单位的数字", "Figures of each body"),
    "figure_group": ("组", "Group"),
    "figure_measures": ("负责的措施", "Measures"),
    "figure_shared": ("其中与人共担", "Shared"),
    "figure_partners": ("合作单位", "Partners"),
    "figure_between": ("居间", "Between"),
    "figure_groups": ("联系到的组", "Groups reached"),
    "figure_firm": ("归组把握", "Firmness"),
    "firm_yes": ("稳定", "firm"),
    "firm_no": ("不稳定（{share}）", "not firm ({share})"),
    "means": ("这些数字是什么意思", "What the figures mean"),
    "means_measures": (
        "文件写明由它负责（牵头、责任、配合等）的措施数。",
        "Measures for which the documents name it, in any role.",
    ),
    "means_shared": ("上面这些措施里，还写了别的单位的有几项。", "How many of these name somebody else too."),
    "means_partners": (
        "与它写在同一项措施里的单位有几个（网络分析称为度）。多，说明要协调的单位多。一项写了很多单位的措施就能使这个数很大。",
        "How many bodies stand beside it in some measure (its degree). A large number means many to coordinate with; "
        "one measure that names very many is enough to make it large.",
    ),
    "means_between": (
        "其他单位两两之间最短的联系里，要经过它的占多少（中介中心性）。高，说明不少单位只有通过它才联系得上；0% 说明别人不靠它也能联系。",
        "The share of the shortest connections of all other pairs that run through it (betweenness centrality). High "
        "means that many are tied only through it; 0% that others do without it.",
    ),
    "means_groups": (
        "它的合作单位分属几个组。大于 1，说明它把不同的组联系起来。",
        "Of how many groups its partners are. More than 1 means that it ties groups together.",
    ),
    "means_firm": (
        "分组用 Louvain 方法，从 10 个不同起点各算一次，取最好的一次。一个单位多数时候与本组同伴分在一起（80% 以上），才算稳定。"
        "一项措施写的单位越多，每两个单位之间的联系算得越轻。",
        "Groups are found by the Louvain method from ten different starts, and the best is taken. A body is firm when it "
        "is mostly (80% or more) put with the others of its group. The more bodies a measure names, the less it ties each "
        "pair of them.",
    ),
    "means_clarity": (
        "清晰度（模块度）比较组内的联系与随机情形：0 是看不出分组；0.3 以上，通常认为有明显的分组（Newman 与 Girvan，2004）。",
        "Clarity (modularity) compares the ties inside groups with chance: 0 means no groups; from 0.3 on a network is "
        "usually said to have them (Newman and Girvan, 2004).",
    ),
}
