"""How far a project is, read from the words of its progress: a grouping for lists, never a fact.

The words are those that administrations use of construction projects; what a cell says in other words is
`UNSAID`. The words themselves stand beside the stage wherever it is shown.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["STAGES", "UNSAID", "stage_of"]

#: From the first to the last.
STAGES: Final = ("preparing", "building", "running")
UNSAID: Final = "unsaid"

_CLAUSE: Final = re.compile(r"[，。；;,、！]")
#: What is yet to come says nothing of the present: 将于2015年建成; not 将军路.
_FUTURE: Final = re.compile(r"将(?:于|在|要|建|投|继)|预计|拟于|计划于|争取|力争")
#: In the order in which they are looked for in a clause: 方案设计 of a 建设方案 is preparation.
_WORDS: Final = (
    (
        "running",
        re.compile(r"运营|运行|推广|开通|投入使用|投产|营业|开业|上线|入驻|入住|用户|成交|销售|竣工|验收"),
    ),
    (
        "preparing",
        re.compile(r"(?<!解决)方案|规划|调研|可研|可行性|论证|前期|报批|审批|立项|选址|招标|筹备|编制|洽谈"),
    ),
    (
        "building",
        re.compile(
            r"建设|建成|建立|施工|开工|开发|研发|动工|完工|装修|安装|调试|测试|搭建|架构|启动|完成|优化|平整|升级"
        ),
    ),
)


def stage_of(progress: str) -> str:
    """The furthest of `STAGES` that a text on progress tells of as present, or `UNSAID`.

    >>> stage_of("规划方案制定、报批等前期工作。"), stage_of("平台开发完毕，正在市场推广。"), stage_of("")
    ('preparing', 'running', 'unsaid')
    """
    found = {_stage(clause) for clause in _CLAUSE.split(progress) if not _FUTURE.search(clause)}
    return next((stage for stage in reversed(STAGES) if stage in found), UNSAID)


def _stage(clause: str) -> str:
    return next((stage for stage, words in _WORDS if words.search(clause)), UNSAID)
