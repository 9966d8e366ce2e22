"""What the columns of a table hold, told by their heads: 序号, 重点任务, 牵头单位, 完成时限, 总投资（万元）.

A head is read without its blanks and without a bracket at its end. Heads that no pattern knows are named
by the caller (a mapping file says ``干什么`` is the task).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

__all__ = ["OWNERS", "ColumnKind", "bare", "column_kind", "settled"]


class ColumnKind(StrEnum):
    """Kinds of columns; the values are the words that a mapping file uses."""

    NUMBER = "number"
    GROUP = "group"  # 类别, 领域: holds for the rows below
    TASK = "task"
    CONTENT = "content"  # 具体措施, 建设内容
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    LEAD_FIRST = "lead-first"  # 责任单位（列首位者牵头）: the first of the list leads
    LEAD_SUPPORT = "lead-support"  # 牵头和配合单位: the first leads, the others support
    DEADLINE = "deadline"
    PERSON = "person"  # 分管领导, 联系人: never an organisation
    NAME = "name"  # 项目名称
    NATURE = "nature"
    INVESTMENT = "investment"
    YEARS = "years"
    PROGRESS = "progress"
    BUILDERS = "builders"
    PLACE = "place"
    NOTE = "note"
    OTHER = "other"


#: Columns whose cells name organisations that answer for the row.
OWNERS: Final = (
    ColumnKind.LEAD,
    ColumnKind.LEAD_FIRST,
    ColumnKind.LEAD_SUPPORT,
    ColumnKind.RESPONSIBLE,
    ColumnKind.SUPPORT,
)

_LONGEST: Final = 24
_NOUN: Final = r"(?:单位|部门|科室|处室|股室|机构|主体|委办局|责任方)"
_LEADS: Final = r"(?:总?牵头|主办|主责|主抓)"
_HELPS: Final = r"(?:配合|指导|督导|协办|参加|参与|协同|协助|会办|支持|成员|协作)"
_ANSWERS: Final = r"(?:责任|负责|承办|落实|实施|执行|承担|主管|分管|职责|任务|组织)"
_BODY: Final = r"(?:建设|筹建|承建|业主|投资|项目|运营|法人)"
#: The first pattern that matches the whole head decides. Each line has heads of the genre as examples in
#: tests/loaders/test_tables_columns.py.
_PATTERNS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (ColumnKind.NUMBER, r"序号|编号|序|项次|任务序号|条目序号|No\.?|NO\.?"),
        (
            ColumnKind.PERSON,
            r".{0,6}(?:领导|责任人|负责人|联系人|联络员|牵头人|经办人|市长|县长|区长|秘书长|电话|联系方式)(?:及.{0,6})?",
        ),
        (
            ColumnKind.LEAD_SUPPORT,
            rf"{_LEADS}{_NOUN}?[和及与、/／,，]{_HELPS}{_NOUN}?|{_LEADS}{_NOUN}[（(]{_HELPS}{_NOUN}?[)）]",
        ),
        (ColumnKind.LEAD_FIRST, rf"{_LEADS}{_NOUN}?[和及与、/／,，]{_ANSWERS}{_NOUN}?"),
        (
            ColumnKind.LEAD,
            rf".{{0,4}}{_LEADS}[（(]?(?:{_ANSWERS}|推进|协调)?[)）]?(?:{_NOUN}(?:[、/和及与]{_NOUN})?)?",
        ),
        (
            ColumnKind.SUPPORT,
            rf".{{0,3}}{_HELPS}(?:责任|实施|落实)?(?:{_NOUN}(?:[、/和及与]{_NOUN})?)",
        ),
        (
            ColumnKind.RESPONSIBLE,
            rf"(?:主要|第一|具体|市级|县级|区级|省级|市直|省直)?{_ANSWERS}(?:{_NOUN}(?:[、/和及与]{_NOUN})?|分工)|"
            rf"(?:部门|单位|职责|责任|任务){_ANSWERS}?分工|{_NOUN}(?:及|和)?(?:职责|分工)|(?:相关|涉及|有关)(?:单位|部门)|"
            rf"{_ANSWERS}{_NOUN}?[和及与、/]{_HELPS}{_NOUN}?",
        ),
        (
            ColumnKind.YEARS,
            r"(?:项目)?(?:建设|实施|起止|计划|工程|投资)(?:建设)?(?:期限|年限|起止年限|周期|工期|计划|时间|起止时间|年度)|工期|年限|年期|起止年限|计划(?:开竣工|起止)时间",
        ),
        (
            ColumnKind.DEADLINE,
            r".{0,5}(?:时限|时间节点|时间进度|时间安排|时间要求|完成时间|完成时限|完成期限|完成年限|办结时间)(?:要求|安排|节点)?|"
            r"时间|期限|完成(?:日期|节点|情况要求)|进度(?:要求|安排|计划|目标|节点)|工作进度|推进(?:时间|进度|计划)|节点(?:要求|安排)|时间表|阶段安排|实施进度",
        ),
        (ColumnKind.INVESTMENT, r".{0,10}投资(?:规模|额|总额|金额|估算|概算|计划|情况)?|资金规模|投入资金"),
        (ColumnKind.NATURE, r"(?:项目|建设)性质|性质"),
        (
            ColumnKind.BUILDERS,
            rf"{_BODY}(?:[（(]{_BODY}[)）])?(?:责任|实施|[、/和及与]{_BODY})?(?:单位|主体|业主)|业主(?:名称)?",
        ),
        (
            ColumnKind.PROGRESS,
            r"(?:目前|当前|项目|工作|工程|形象|建设)*(?:进展|进度|形象)(?:情况|状况)?|完成情况|落实情况",
        ),
        (
            ColumnKind.CONTENT,
            r"(?:工作|具体|主要|任务|实施|建设|项目|重点|目标|推进|政策|落实|细化|改革|分解)*(?:内容|措施|举措|要求|要点|做法|规模)(?:及(?:建设)?(?:规模|内容|要求|目标))?|"
            r"(?:具体|细化|子|二级|分解)(?:任务|工作|事项|目标)|(?:主要)?建设(?:规模及)?内容|工作目标|目标要求|年度目标|预期目标|任务目标|主要建设规模及内容|工作任务及要求",
        ),
        (ColumnKind.NAME, r"项目名称|工程名称|(?:重点|建设|工程)?项目|名称"),
        (
            ColumnKind.TASK,
            r"(?:工作|重点|主要|目标|年度|改革|建设|具体|整改|推进|核心|分解|分项|总体)*(?:任务|事项|工作)(?:名称|事项|分解|内容|清单|项目|及措施|和措施|措施|目标)?",
        ),
        (
            ColumnKind.GROUP,
            r"(?:任务|工作|项目|指标|重点|一级|所属)*(?:类别|领域|分类|类型|板块|方面|大类|一级任务|章节|专项|部分)|总体目标|工程|行动",
        ),
        (
            ColumnKind.PLACE,
            r"(?:建设|项目|实施)?(?:地点|所在地|属地|区域)|所属(?:区域|县区|县市区)|县（市、区）|县市区",
        ),
        (ColumnKind.NOTE, r"备注|说明|注|文件依据|政策依据|依据|来源"),
    )
)
#: All of them at once: most cells are no heads, and this tells so in one step.
_ANY: Final = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _PATTERNS))
_NOTE_END: Final = re.compile(r"[（(【\[][^（()）]{0,20}[）)】\]]$|[:：]$")
_BLANKS: Final = re.compile(r"\s+")


def bare(words: str) -> str:
    """A head without its blanks: ``责 任 单 位`` is 责任单位.

    >>> bare("责 任 单 位")
    '责任单位'
    """
    return _BLANKS.sub("", words)


def column_kind(words: str, named: Mapping[str, str] | None = None) -> ColumnKind | None:
    """The kind of column that a head opens, or None where the words are no head.

    Match: 牵头单位, 责任单位（列首位者牵头）, 投资规模（万元）. Not: 市商务局, 加快建设物流园区.
    ``named`` gives kinds to heads that are unusual.
    """
    words = bare(words)
    if not words or len(words) > _LONGEST + 16:
        return None
    if named and words in named:
        return ColumnKind(named[words])
    stem = _NOTE_END.sub("", words)
    note = words[len(stem) :]
    for form in (words, stem) if note else (words,):
        if not form or len(form) > _LONGEST or not _ANY.fullmatch(form):
            continue
        for kind, pattern in _PATTERNS:
            if pattern.fullmatch(form):
                first = kind is ColumnKind.RESPONSIBLE and re.search(r"第一|首位|牵头", note)
                return ColumnKind.LEAD_FIRST if first else kind
    return None


def settled(kinds: list[ColumnKind]) -> tuple[ColumnKind, ...]:
    """Kinds of one head row, put right by each other.

    Of several task columns the last holds the tasks, the others group them (主要任务 | 重点工作); 项目 beside no
    column of projects is a task, as is 工作内容 where nothing else is; 推进计划 beside an investment is its years.
    """
    found = list(kinds)
    if (
        ColumnKind.NAME in found
        and ColumnKind.TASK not in found
        and not {ColumnKind.INVESTMENT, ColumnKind.NATURE, ColumnKind.YEARS, ColumnKind.BUILDERS} & set(found)
        and {*OWNERS} & set(found)
    ):
        found[found.index(ColumnKind.NAME)] = ColumnKind.TASK
    if ColumnKind.TASK not in found and ColumnKind.NAME not in found and ColumnKind.CONTENT in found:
        found[found.index(ColumnKind.CONTENT)] = ColumnKind.TASK
    tasks = [index for index, kind in enumerate(found) if kind is ColumnKind.TASK]
    for index in tasks[:-1]:
        found[index] = ColumnKind.GROUP
    return tuple(found)
