"""The words around a quantity, taken apart: who, does what, to which thing.

A clause of a plan that states a number has one of a few shapes, and each names its indicator at
another place: ``交易额突破2500亿元`` (subject before), ``打造5个平台`` (object behind), ``培育企业80家``
(object before), ``80%以上企业开展应用`` (subject behind, with what it does).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.rules.clauses import ASIDE, TITLE
from loaders.rules.growth import GROWTH_WORDS
from loaders.rules.words import Words, words_by_class
from loaders.rules.years import YearCue

__all__ = ["BULK", "NOUN_TAILS", "Front", "eat_verbs", "front", "trimmed"]

_EDGES = " \u3000\xa0、，；：。．.·—-的●○◆◇■□▲★☆※➢"
#: A bracket at the end that is no longer than this belongs to the name: 产业园区（基地）.
_SHORT_ASIDE = 8
_BLANKS = " \u3000\xa0\n"
_LOCATIVE = Words(["在", "以", "围绕", "通过", "依托", "于", "从", "按照", "由", "每个", "每"])
_LINKS = Words(["、", "和", "与", "及", "以及", "或", "或者", "并"])
#: Behind a verb's word these make a noun of it: 培训基地, 示范企业, 服务中心.
NOUN_TAILS = Words(
    [
        "任务",
        "工作",
        "基地",
        "中心",
        "机构",
        "平台",
        "班",
        "园",
        "体系",
        "服务",
        "项目",
        "网络",
        "网点",
        "站",
        "队伍",
        "示范",
        "人才",
        "人数",
        "人次",
        "率",
        "额",
        "量",
        "区",
        "点",
        "资金",
        "组织",
        "商",
        "者",
        "型",
        "性",
        "能力",
        "企业",
        "规模",
        "工程",
        "投资",
        "总额",
        "总量",
        "面积",
        "面",
        "课程",
        "师资",
        "活动",
        "主体",
        "成本",
        "指数",
    ]
)
#: Words that make an amount indefinite: 一批 (a batch of).
BULK = Words(["一批", "一大批", "一系列", "若干", "一些", "多个", "多家", "部分", "各类", "更多"])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without blanks, joiners, 的 and asides (责任单位：…) at either end."""
    while start < end and (text[start] in _EDGES or text[start] == ASIDE):
        start += 1
    while end > start:
        if text[end - 1] in _EDGES:
            end -= 1
        elif text[end - 1] == ASIDE:
            begin = end
            while begin > start and text[begin - 1] == ASIDE:
                begin -= 1
            if begin > start and end - begin <= _SHORT_ASIDE:
                break
            end = begin
        else:
            break
    return start, end


def _noun_tail(mask: str, pos: int) -> int:
    """End of the word that makes a noun of the verb before it; ``pos`` when none does (孵化|网络主播)."""
    stop = NOUN_TAILS.at(mask, pos)
    if mask.startswith(_STAFF, pos):
        return pos  # 培训|企业职工
    return pos if mask[pos:stop] == "网络" and mask.startswith(_ONLINE, stop) else stop


def eat_verbs(mask: str, start: int, end: int) -> int:
    """End of the chain of verbs at ``start`` (重点打造, 培育和引进, 整合建设); ``start`` when none.

    >>> eat_verbs("培育和引进企业", 0, 7), eat_verbs("培训基地", 0, 4)
    (5, 0)
    """
    actions, adverbs = words_by_class()["action"], words_by_class()["adverb"]
    pos = stop = start
    while pos < end:
        while actions.at(mask, pos) == pos and (after := adverbs.at(mask, pos)) > pos:
            pos = after
        after = min(actions.at(mask, pos), end)
        if (
            after == pos
            or (mask[pos:after] in _NOMINAL and after < _noun_tail(mask, after) <= end)
            or _NOUNS.at(mask, pos) > pos
            or (stop > start and mask.startswith(_FUNDS, after))  # 安排扶持资金
        ):
            break
        stop = pos = after
        if (link := _LINKS.at(mask, pos)) > pos and actions.at(mask, adverbs.at(mask, link)) > link:
            pos = link
    return stop


#: Verbs that are often the first half of a noun: 培训基地, 服务站, 示范企业, 创业园, 开发区.
_NOMINAL = frozenset(
    [
        "覆盖",
        "培训",
        "服务",
        "普及",
        "销售",
        "开发",
        "注册",
        "备案",
        "签约",
        "投资",
        "投入",
        "对接",
        "推广",
        "改造",
        "推进",
        "储备",
        "组织",
        "带动",
        "集聚",
        "聚集",
        "建",
        "办",
        "育",
        "孵化",
        "创造",
        "安排",
        "落实",
        "完善",
        "整治",
        "治理",
        "修复",
        "清理",
        "救助",
        "安置",
        "转移",
        "造林",
    ]
)


#: Nouns that begin as a verb does.
_NOUNS = Words(
    [
        *(
            "建制村",
            "建筑",
            "建材",
            "建档立卡",
            "办公",
            "办事",
            "发展改革",
            "育苗",
            "投资额",
            "创新创业",
            "创业",
        ),
        *(
            "共同",
            "共享",
            "到位",
            "到货",
            "到户",
            "有机",
            "有效",
            "要素",
            "使用",
            "均衡",
            "都市",
            "即时",
            "再生",
        ),
    ]
)
_FUNDS = ("资金", "经费", "基金")
_STAFF = ("企业职工", "企业员工", "企业家", "企业人员", "企业管理", "企业负责")
#: Behind 网络 these make the noun that a verb counts. Match: 培训网络|主播. Not: 服务网络|覆盖.
_ONLINE = ("主播", "达人", "红人", "人才", "营销", "销售", "零售", "创业", "经营", "商户", "店")


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before a quantity.

    ``verb`` and ``noun`` are offsets of the action and of the noun phrase (start == end when there
    is none); ``recurring`` the word 每年; ``moved`` is true behind a causative (支持, 推动).
    """

    verb: tuple[int, int]
    noun: tuple[int, int]
    recurring: str
    moved: bool
    modal: bool
    scoped: bool


def _skip_year(mask: str, pos: int, end: int, cues: Sequence[YearCue]) -> int:
    """Past a year and the words that carry it: 到2015年末, 在2013年的基础上, 从2014年开始."""
    for cue in cues:
        if pos <= cue.start <= pos + 3 and cue.end <= end:
            lead = mask[pos : cue.start]
            if lead.strip(_BLANKS + '“"' + TITLE) not in (
                "",
                "到",
                "至",
                "在",
                "截至",
                "截止",
                "力争",
                "自",
                "从",
                "比",
                "较",
                "以",
            ):
                continue
            stop = cue.end
            for tail in (
                "的基础上",
                "基础上",
                "为基数",
                "为基准",
                "开始",
                "起",
                "的",
                "水平",
                "之前",
                "底",
                "前",
                "期间",
            ):
                if mask.startswith(tail, stop):
                    stop += len(tail)
            return stop
    return pos


#: Levels of government that act together. Match: 市、区（县级市）两级|重点支持300名, 市县两级. Not: 市级.
_BOTH_LEVELS = re.compile("[省市县区镇乡](?:[、和]?[省市县区镇乡村](?:\ue000+)?){1,3}[两三四]级")


def front(
    mask: str, start: int, end: int, cues: Sequence[YearCue], places: Words, *, noun_behind: bool
) -> Front:
    """Take apart what stands before a quantity (or all of a clause without one).

    ``noun_behind`` tells that the counted noun follows the quantity, so a verb may end the front.
    """
    classes = words_by_class()
    pos, recurring, moved, modal, scoped = start, "", False, False, False
    caused = (start, start)
    bare = -1  # where the adverbs right before the verb begin; without a verb they belong to the noun
    while pos < end:
        if mask[pos] in _EDGES + _BLANKS + ASIDE:
            pos += 1
            continue
        after = _skip_year(mask, pos, end, cues)
        if after == pos:
            after = max(classes["scope"].at(mask, pos), places.at(mask, pos))
            scoped = scoped or after > pos
        if after == pos and eat_verbs(mask, pos, end) > pos and classes["causative"].at(mask, pos) == pos:
            break
        if after == pos and (after := classes["recurring"].at(mask, pos)) > pos:
            if GROWTH_WORDS.at(mask, pos) > after:
                break
            recurring = mask[pos:after]
        if after == pos and _NOUNS.at(mask, pos) > pos:
            break
        if after == pos and (after := classes["modal"].at(mask, pos)) > pos:
            modal = True
        if after == pos and (after := classes["causative"].at(mask, pos)) > pos:
            moved, caused = True, (pos, after)
        if after > pos:
            bare = -1
        elif (after := classes["adverb"].at(mask, pos)) > pos:
            bare = pos if bare < 0 else bare
        if after == pos and _numbering(mask, pos) > pos:
            after = _numbering(mask, pos)
        if after == pos and (levels := _BOTH_LEVELS.match(mask, pos, end)):
            after = levels.end()
        if after == pos or after > end:
            break
        pos = after
    verb_end = eat_verbs(mask, pos, end)
    if verb_end > pos:
        noun_start = verb_end
        noun_start = max(classes["scope"].at(mask, noun_start), places.at(mask, noun_start))  # 带动全县2万名
        if (bulk := BULK.at(mask, noun_start)) > noun_start:
            noun_start = bulk
        return Front(
            (_past_adverbs(mask, pos, verb_end), verb_end),
            trimmed(mask, noun_start, end),
            recurring,
            moved,
            modal,
            scoped,
        )
    if not noun_behind and caused[1] == pos < end and mask[slice(*caused)] == "组织":
        return Front(caused, trimmed(mask, pos, end), recurring, moved, modal, scoped)  # 每年组织活动10场
    pos = bare if bare >= 0 else pos
    if not recurring:  # 在全市每年举办
        recurring = next((word for word in ("每年", "每季度", "每月") if word in mask[pos:end]), "")
    tail = _verb_tail(mask, pos, end) if noun_behind else end
    if tail < end:
        return Front((_past_adverbs(mask, tail, end), end), (end, end), recurring, moved, modal, scoped)
    if not noun_behind and (moved or _LOCATIVE.at(mask, pos) > pos):
        for inner in range(pos + 2, end - 1):
            stop = eat_verbs(mask, inner, end)
            if (
                stop > inner
                and stop < end
                and (mask[inner:stop] not in _NOMINAL or mask[inner:stop] == "安排")
            ):
                return Front(
                    (_past_adverbs(mask, inner, stop), stop),
                    trimmed(mask, stop, end),
                    recurring,
                    moved,
                    modal,
                    scoped,
                )
    return Front((pos, pos), trimmed(mask, pos, end), recurring, moved, modal, scoped)


def _past_adverbs(mask: str, start: int, end: int) -> int:
    """Where the verb itself begins: 择优认定 is 认定."""
    adverbs = words_by_class()["adverb"]
    actions = words_by_class()["action"]
    while actions.at(mask, start) == start and (after := adverbs.at(mask, start)) > start and after < end:
        start = after
    return start


def _numbering(mask: str, pos: int) -> int:
    """End of ``1．``, ``一是``, ``二、`` at the head of a clause."""
    stop = pos
    while stop < len(mask) and stop - pos < 3 and mask[stop] in "0123456789一二三四五六七八九十":
        stop += 1
    return stop + 1 if stop > pos and mask[stop : stop + 1] in tuple("．.、是") else pos


def _verb_tail(mask: str, start: int, end: int) -> int:
    """Start of the chain of verbs that ends at ``end``; ``end`` when none does."""
    actions, adverbs = words_by_class()["action"], words_by_class()["adverb"]
    pos = end
    while pos > start:
        begin = max(start, actions.before(mask, pos))
        if begin == pos:
            break
        pos = begin
        while (earlier := adverbs.before(mask, pos)) < pos and earlier >= start:
            pos = earlier
        if (link := _LINKS.before(mask, pos)) < pos and actions.before(mask, link) < link:
            pos = link
    return pos
