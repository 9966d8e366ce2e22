"""What each section of a plan does, told from its title and the titles above it.

Plans of the genre open with what is (现状, 形势), go on to what guides (指导思想, 基本原则) and what is
wanted (目标), then prescribe (任务, 工程) and say what supports it (保障措施). A title decides where its
words are clear; otherwise a section does what the one around it does.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.outline import Node, Outline
from loaders.rules.scope import Stance

__all__ = ["stances"]

#: Words that make a whole title of a section near the top. The first that matches wins.
#: 发展现状与面临的形势 matches the situation, 夯实发展基础设施 nothing of it.
_TOP: Final = (
    (
        Stance.SITUATION,
        re.compile(
            r"现状|形势|背景|存在(?:的)?(?:主要)?问题|工作回顾|发展回顾|(?:发展|工作)成效|机遇|挑战|(?:重大|重要)意义|重要性|(?:发展|现有|工作|产业)基础$|(?:基础|发展|现有)条件$|(?:基本|总体|发展)(?:情况|概况)|^概况$|[县市区]情$"
        ),
    ),
    (Stance.GOAL, re.compile(r"目标|预期指标|主要指标|发展指标")),
    (Stance.PRINCIPLE, re.compile(r"原则$|^原则|原则和|原则与|原则、")),
    (
        Stance.IDEOLOGY,
        re.compile(
            r"指导思想|总体要求|总体思路|基本思路|发展思路|工作思路|总体考虑|战略定位|发展定位|功能定位|编制依据|规划依据|规划期限|规划范围|适用范围|工作要求$|基本要求$"
        ),
    ),
)
#: The same for deeper sections, where only the bare words count: ``行动目标``, not ``围绕目标抓落实``.
_DEEP: Final = (
    (
        Stance.GOAL,
        re.compile(
            r"(?:总体|主要|发展|具体|行动|工作|建设|阶段性?|近期|远期|中期|年度|预期|量化)*(?:目标|指标)(?:任务)?"
        ),
    ),
    (Stance.PRINCIPLE, re.compile(r"(?:基本|发展|工作|建设|实施)*原则")),
    (Stance.IDEOLOGY, re.compile(r"指导思想|(?:总体|发展|基本|工作)(?:思路|要求|定位)")),
    (
        Stance.SITUATION,
        re.compile(
            r"(?:发展|建设|工作)?(?:现状|形势|背景|成效|问题)|存在(?:的)?(?:主要)?问题|面临(?:的)?(?:形势|机遇|挑战)"
        ),
    ),
)
#: Titles of provisions about the document itself; they prescribe nothing of its matter.
#: 附则 and 施行期限 match; 加强资金监督管理 does not.
_FORMAL: Final = re.compile(
    r"附\s*则|总\s*则|(?:适用|政策适用|支持)?(?:对象|范围|主体)|适用(?:对象|范围|条件)|术语(?:定义|解释)?|名词解释|有关(?:定义|说明)"
    r"|(?:政策)?解释(?:权限?|部门|机关)?|(?:施行|实施|执行|有效)(?:期限?|日期|时间)|其他(?:事项)?|资金(?:来源|监督)|申报(?:条件|程序|材料)"
)
#: Whole titles of a plan's first chapter; below the goals (（四）发展环境。…) they are goals.
_SURROUNDINGS: Final = frozenset(("发展环境", "宏观环境", "发展条件"))
#: Longest title that says what a section is; a longer one is a sentence of its matter (对完成年度目标好的市，…).
_MAX_TITLE: Final = 30
_TASK: Final = re.compile(r"任务|工程|行动|重点|布局|工作内容|主要工作|主要措施|主要举措|建设内容")
_SAFEGUARD: Final = re.compile(
    r"保障|措施|组织实施|组织领导|支持政策|扶持政策|政策支持|政策扶持|激励政策|实施步骤|实施要求|监督考核|评估考核|工作机制|推进机制|强化领导"
)


def stances(tree: Outline) -> tuple[Stance, ...]:
    """The stance of each node of an outline, in the outline's order."""
    found: list[Stance] = []
    tasked = False
    for index, node in enumerate(tree.nodes):
        parent = found[node.parent] if node.parent is not None else None
        stance = _stance(node, parent, has_children=tree.has_children(index))
        if tasked and node.parent is None and stance is Stance.IDEOLOGY and node.title.endswith("要求"):
            stance = Stance.SAFEGUARD  # 工作要求 behind the tasks says how they are done
        tasked = tasked or stance is Stance.TASK
        found.append(stance)
    if Stance.TASK not in found:
        # A plan whose only prescriptive part is headed 主要措施 or 政策措施: those are its tasks.
        found = [Stance.TASK if stance is Stance.SAFEGUARD else stance for stance in found]
    return tuple(found)


def _stance(node: Node, parent: Stance | None, *, has_children: bool) -> Stance:
    title = node.title if len(node.title) <= _MAX_TITLE else ""
    if _FORMAL.fullmatch(title):
        return Stance.FORMAL
    if parent is Stance.FORMAL:  # 总则 may hold the goals, 附则 nothing but its own kind
        return next((stance for stance, words in _DEEP if words.fullmatch(title)), Stance.FORMAL)
    if parent is None:
        return _top_stance(title, has_children=has_children)
    if parent in (Stance.TASK, Stance.SAFEGUARD):
        return next((stance for stance, words in _DEEP if words.fullmatch(title)), parent)
    own = next((stance for stance, words in _TOP if words.search(title)), None)
    if own is not None and node.level <= 2:
        return own
    own = next((stance for stance, words in _DEEP if words.fullmatch(title)), None)
    if own is not None:
        return own
    if node.level == 2 and re.search(r"(?:主要|重点|工作)任务", title):
        return Stance.TASK
    return parent


def _top_stance(title: str, *, has_children: bool) -> Stance:
    if _DEEP[0][1].fullmatch(title):
        return Stance.GOAL  # 行动目标, with whatever below
    if title in _SURROUNDINGS:
        return Stance.SITUATION
    hits = [stance for stance, words in _TOP if words.search(title)]
    if hits and not (_TASK.search(title) and Stance.GOAL in hits and len(hits) == 1 and has_children):
        # 指导思想、基本原则、发展目标 in one heading: with nothing below, its numbers are targets.
        return Stance.GOAL if Stance.GOAL in hits and not has_children else hits[0]
    if _TASK.search(title):
        return Stance.TASK
    return Stance.SAFEGUARD if _SAFEGUARD.search(title) else Stance.TASK
