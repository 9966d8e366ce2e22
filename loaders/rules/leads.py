"""Paragraphs that open with their topics, where a section has no numbers below it.

Three habits: a topic sentence (``鼓励龙头企业触网。支持…``), a lead set apart by a colon or a dash (bold in print:
``完善物流：建设…``), and ordinals in words (``一是完善物流。…`` ``二是…``). Ordinals make measures only under a
heading that names no matter of its own (主要任务, 工作措施): under 加快物流建设 they are the parts of that measure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from loaders.outline import Node, Outline
from loaders.spans import Span

__all__ = ["Lead", "led_paragraphs"]

#: Longest topic of a paragraph, in characters. Those of the genre have 8 to 20.
_MAX_TOPIC: Final = 32
_BULLET: Final = r"[—－●◆■▲★•·▪※◇]{0,3}[ \t\u3000]*"
_SENTENCE: Final = re.compile(rf"{_BULLET}(?P<topic>[^。！？；：]{{4,{_MAX_TOPIC}}})。(?=.)")
#: Match: 完善物流体系：建设…, 人才培育——每年…. Not: 市商务局：负责… (who does what, see `_BODY`).
_COLON: Final = re.compile(r"(?P<topic>[^。！？；：:，,、（(]{4,20})(?:[:：]|——)[ \t\u3000]*(?=.{12})")
_BULLETED: Final = re.compile(rf"[●◆■▲★•·▪※◇][ \t\u3000]*(?P<topic>[^。！？；：]{{4,{_MAX_TOPIC}}})。?")
_BODY: Final = re.compile(r"(?:[局委厅办部院行社会]|政府|公司|中心|街道|乡镇|单位|部门|[区县市])$")
#: Fields of a form, each on its line. Match: 工作目标：…, 完成时限：…. A section of such fields has no leads.
_FIELD: Final = re.compile(
    r"(?:工作|建设|主要|具体|完成|实施|责任|牵头|配合|政策|资金|申报|支持|补助|奖励|任务|项目|总体|基本)*"
    r"(?:目标|内容|时限|时间|地点|期限|进度|标准|单位|部门|资金|来源|依据|条件|范围|对象|说明|要求|措施|步骤|方式|程序|主体|分工|年限|规模|投资|材料|名称|情况)"
)
#: Match: 一是加强组织领导。…, 二是强化政策扶持，…
_ORDINAL: Final = re.compile(
    rf"(?P<number>[一二三四五六七八九十]{{1,2}})是(?:要)?(?P<topic>[^。！？；：，]{{4,{_MAX_TOPIC}}})[。；：，]"
)
#: A heading that only says that measures follow. Match: 主要任务, 重点工作, 工作措施及要求. Not: 加强物流建设.
_BARE: Final = re.compile(
    r"(?:主要|重点|工作|具体|目标|政策|推进|保障|组织|实施|扶持|下一步|建设)*(?:任务|工作|措施|举措|要求|内容|安排|保障|步骤|打算|实施|思路)"
    r"(?:[和与及、](?:主要|重点|工作|具体|保障|政策)*(?:任务|工作|措施|举措|要求|内容|安排|保障|步骤))?"
)
#: A paragraph that opens so goes on with a list or closes one; it is no measure of its own.
_NO_TOPIC: Final = re.compile(
    r"[（(【\[]|附件|附表|注[:：]|责任单位|牵头单位|配合单位|责任部门|[一-鿿]{2,8}单位[:：]"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A paragraph with what follows it up to the next lead: ``text[start:end]``, its topic inside."""

    start: int
    name_start: int
    name_end: int
    end: int
    found_by: str
    confidence: float


def led_paragraphs(text: str, tree: Outline, node: Node) -> tuple[Lead, ...]:
    """Paragraphs of a section that open with their topics, or () when it is not written so.

    Two at least must, and most of the section's paragraphs; one that does not is part of the one before it. A
    heading whose own line goes on with text is a measure itself, whatever its paragraphs open with.
    """
    line_end = text.find("\n", node.title_end, node.own_end)
    if text[node.body_start : line_end if line_end >= 0 else node.own_end].strip():
        return ()
    first, last = (
        bisect_left(tree.lines, bound, key=attrgetter("start")) for bound in (node.title_end, node.own_end)
    )
    lines = tree.lines[first:last]
    for pattern, rule, sure in (
        (_SENTENCE, "measure/topic-sentence", 0.9),
        (_BULLETED, "measure/topic-sentence", 0.85),
        (_COLON, "measure/lead", 0.85),
    ):
        leads = [found for line in lines if (found := _lead(pattern, text, line))]
        if len(leads) >= 2 and 2 * len(leads) > len(lines):
            return _extents(text, leads, node.own_end, rule, sure)
    if _BARE.fullmatch(node.title):
        leads = [found for line in lines if (found := _ORDINAL.match(text, line.start, line.end))]
        if len(leads) >= 2 and leads[0]["number"] == "一":
            return _extents(text, leads, node.own_end, "measure/ordinal-paragraph", 0.8)
    return ()


def _lead(pattern: re.Pattern[str], text: str, line: Span) -> re.Match[str] | None:
    if _NO_TOPIC.match(text, line.start):
        return None
    found = pattern.match(text, line.start, line.end)
    if found is None or _ORDINAL.match(text, line.start, line.end):
        return None
    topic = found["topic"]
    return None if pattern is _COLON and (_BODY.search(topic) or _FIELD.fullmatch(topic)) else found


def _extents(text: str, leads: list[re.Match[str]], end: int, rule: str, sure: float) -> tuple[Lead, ...]:
    bounds = [found.start() for found in leads[1:]] + [end]
    extents = []
    for found, bound in zip(leads, bounds, strict=True):
        while bound > found.end("topic") and text[bound - 1].isspace():
            bound -= 1
        extents.append(Lead(found.start(), found.start("topic"), found.end("topic"), bound, rule, sure))
    return tuple(extents)
