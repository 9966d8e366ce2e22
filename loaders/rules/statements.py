"""Statements: each number that a clause commits to, with its indicator's label.

`Memory` carries what later clauses of a sentence leave out: the subject (网络零售额达到80亿元，占…比例超过
10%), the head noun (其中交易额超100亿元的2家以上，超50亿元的5家以上) and the verb (每年举办1场…，10场…).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.rules.acting import without_owner
from loaders.rules.agents import split_subject_verb
from loaders.rules.attributes import COUNTED, counts, joiner_at, reached, without_attributes
from loaders.rules.clauses import Clause
from loaders.rules.distributed import distributed, marker
from loaders.rules.growth import trend
from loaders.rules.indicators import METRIC_ENDS, split_subjects
from loaders.rules.labels import head_of, label_counted, label_measured
from loaders.rules.parts import Memory, Parts
from loaders.rules.phrases import BULK, front, trimmed
from loaders.rules.quantities import Quantity, comparator_before, quantities
from loaders.rules.statement import Statement
from loaders.rules.words import Words, words_by_class
from loaders.rules.years import YearCue
from ontology.model import Comparator

__all__ = ["statements", "whole_clauses"]


_LONGEST_BUILT = 24
#: What is furthered without being counted: 推动国际班列常态化，2020年发运100列.
_FURTHERS = ("推动", "推进", "加快")
_STATES = Words(
    [
        "处于",
        "成为",
        "实现",
        "保持",
        "取得",
        "发展",
        "规模",
        "水平",
        "产业",
        "显著",
        "明显",
        "稳步",
        "快速",
        "持续",
        "能力",
        "更加",
        "不断",
        "进一步",
        "基本",
        "全面",
        "体系",
        "环境",
    ]
)
#: What is done to whom; the number follows. Match: 对|低收入家庭|实施|危房改造|，2024年底前完成3万户.
_DONE_TO = re.compile(
    r"对([\u4e00-\u9fff]{2,16})(?:实施|开展|进行)([\u4e00-\u9fff]{0,8}(?:改造|培训|升级|整治|建设|治理|救助|检测|认证))"
)
#: Between a subject and what it is compared with. Match: 零售额|力争|在2015年基础上翻番.
_INTENDED = re.compile(r"(?<=[额量率值模重数入积])(?:力争|争取|确保|预计|计划)$")
#: Match: 是2015年的, 为2010年. Not: 较2015年 (told apart by `loaders.rules.growth`).
_OF_YEAR = re.compile(r"(?:是|为|达|达到|相当于)(?:19|20)\d\d年的?$")
#: Match: 每个区(市)|都能, 每县|培育, 每个乡镇|至少. Not: 每家, 每年.
_EACH_PLACE = re.compile(
    r"每(?:一)?个?(?:县|区|市|乡镇|镇|乡|街道|行政村|村|社区)(?:\ue000+)?(?=都|均|至少|各|要|[一-鿿])"
)
#: Match: 特色化、差异化、规模化的. Not: 智能化设备.
_MANNER = re.compile(r"^(?:[一-鿿]{1,3}化、)+[一-鿿]{1,3}化的")
#: Which of those counted before are meant. Match: 超50亿元的|5家, 10亿元以上|10户, 亿元以上|100户. Not: 培育企业|80家.
_CHOSEN = re.compile(
    r"的$|^[、，\s]*(?:年?(?:销售额?|交易额?|营业收入|营收)?(?:超过?|过|达到?|突破)?)?[\d.一二三四五六七八九十]*[百千]?[万亿]元?(?:以上|以下)$"
)
_AIMS = ("力争", "争取", "确保")
#: Words that leave a label open: 建立以|200家企业为样本.
_HANGING = ("以", "由", "在", "将", "把", "对", "建设以")
#: A second number says how much each of the first has. Match: 2000户贫困户|户均增收3000元.
#: What each does or has follows. Match: 4个中心镇|各建设1个服务站. Not: 各类, 各级.
_EACH_OF = re.compile(
    r"户均|人均|平均每?|年均增收|各(?=(?:至少)?(?:建设|新建|建成|建立|设立|培育|打造|举办|引进|发展|组织|开展|确定|创建))"
)
_DESCRIBING = ("在", "集", "以", "具有", "具备", "能够", "能", "可", "由", "与", "立足", "面向", "辐射")


def statements(
    text: str,
    mask: str,
    clause: Clause,
    cues: Sequence[YearCue],
    places: Words,
    memory: Memory,
    years: Sequence[int] = (),
) -> list[Statement]:
    """Statements of one clause, in order; ``memory`` is read and brought up to date.

    ``cues`` are the sentence's years; ``years`` says how many years each of those before the numbers names (三年
    names three), since 2015年、2020年分别 gives each number a year of its own.
    """
    clause = without_owner(mask, clause)
    found = [q for q in quantities(mask, clause.start, clause.end) if counts(mask, clause, q)]
    wanted = without_attributes(mask, clause, found)
    memory.among = mask.startswith("其中", clause.start)
    if mask.endswith("的", clause.start, clause.end) and not mask.endswith("目的", clause.start, clause.end):
        return []  # 年销售额超过1000万元的，给予奖励
    if not wanted:
        _remember_clause(text, mask, clause, cues, places, memory)
        return []
    shared, given = marker(mask, clause, wanted, years)
    if given:
        if len(given) < len(wanted):  # 62个贫困县的运营率、通达率分别达到100%和95%: 62 describes the subjects
            clause = Clause(max(q.end for q in wanted if q.start < shared), clause.end)
        return distributed(text, mask, clause, given, cues, places, memory, years)
    memory.shared = memory.doing = ""
    last = text[wanted[-1].end : clause.end]
    memory.graded = last.rpartition("级")[2] if len(wanted) > 1 else ""
    memory.described = last.rpartition("的")[2] if len(wanted) > 1 and "的" in last else ""
    if len(wanted) > 1 and {quantity.dimension for quantity in wanted} in ({"ratio"}, {"things"}):
        last = text[wanted[-1].end : clause.end].removeprefix("的")
        memory.shared = split_subject_verb(last)[1]  # 80%的企业、60%的合作社开展应用, 8个镇、90个村实现覆盖
    found_here = [
        statement
        for begin, end, quantity in _segments(mask, clause, wanted)
        for statement in _segment(text, mask, begin, end, quantity, cues, places, memory)
    ]
    memory.latest = ""
    return found_here


def whole_clauses(mask: str, clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses, joined where the noun that is counted comes only after a comma.

    打造10个在全国领先，集交易、物流为一体的平台 counts 平台: the first clause ends without its noun.
    """
    joined: list[Clause] = []
    for clause in clauses:
        if joined and _waits_for_noun(mask, joined[-1], clause) and "的" in mask[clause.start : clause.end]:
            joined[-1] = Clause(joined[-1].start, clause.end)
        else:
            joined.append(clause)
    return joined


def _waits_for_noun(mask: str, clause: Clause, following: Clause) -> bool:
    found = quantities(mask, clause.start, clause.end)
    if not found or found[-1].dimension not in COUNTED:
        return False
    behind = mask[found[-1].end : clause.end].strip()
    if not behind:  # 建设3—5个，面积1万平方米以上的园区
        parts = front(mask, clause.start, found[-1].start, (), Words(()), noun_behind=False)
        after = quantities(mask, following.start, following.end)
        described = bool(after) and all(quantity.dimension not in COUNTED for quantity in after)
        return (
            described
            and parts.verb[1] > parts.verb[0]
            and parts.noun[0] == parts.noun[1]
            and mask.startswith("的", after[-1].end)
        )
    return behind.startswith(_DESCRIBING) and "的" not in behind


def _segments(mask: str, clause: Clause, wanted: Sequence[Quantity]) -> list[tuple[int, int, Quantity]]:
    """Cut a clause so that each piece has one number: 建成园区5个、站点100个."""
    cuts, ends = [clause.start], []
    kept = [wanted[0]]
    joiners = words_by_class()["joiner"]
    joiner, looked = -1, wanted[0].end  # the last joiner behind what is kept, and up to where one was sought
    for quantity in wanted[1:]:
        previous = kept[-1]
        if looked < previous.end:
            joiner, looked = -1, previous.end
        if joiner_at(mask, previous.end):
            joiner = previous.end
        else:
            starts = range(quantity.start - 1, looked, -1)
            joiner = next((pos for pos in starts if joiners.at(mask, pos) > pos), joiner)
        looked = max(looked, quantity.start - 1)
        if each := _EACH_OF.search(mask, previous.end, quantity.start):
            joiner = each.start()
        cut = max(joiner, joiners.at(mask, joiner)) if joiner >= 0 else -1
        if cut < 0 or cut > quantity.start:
            if previous.dimension in COUNTED or quantity.dimension not in COUNTED:
                continue  # 带动1000家企业实现销售额…: the first number is what the clause counts
            kept[-1] = quantity
            continue
        cuts.append(cut)
        ends.append(joiner)
        kept.append(quantity)
    return list(zip(cuts, [*ends, clause.end], kept, strict=True))


def _remember_clause(
    text: str, mask: str, clause: Clause, cues: Sequence[YearCue], places: Words, memory: Memory
) -> None:
    """A clause without a number may name the subject or the head noun of the next."""
    parts = front(mask, clause.start, clause.end, cues, places, noun_behind=False)
    start, end = parts.noun
    noun = text[start:end]
    driven = parts.verb[1] > parts.verb[0] or text.startswith(_FURTHERS, clause.start)
    memory.latest = text[min(parts.verb[0], parts.noun[0]) : clause.end] if driven else ""
    if len(memory.latest) > _LONGEST_BUILT:
        memory.latest = head_of(noun)[-_LONGEST_BUILT:]
    if done := _DONE_TO.fullmatch(text, clause.start, clause.end):
        memory.done = done[1] + done[2]
    elif METRIC_ENDS.before(mask, end) < end or noun.endswith("指标"):
        if parts.verb[0] == parts.verb[1] and len(noun) <= 60:
            memory.subjects = split_subjects(noun)
    elif parts.verb[1] > parts.verb[0] and BULK.at(mask, parts.verb[1]) > parts.verb[1]:
        memory.head = head_of(noun)
    elif parts.verb[1] > parts.verb[0] and 2 <= len(noun) <= _LONGEST_BUILT:
        memory.built = head_of(noun)
    elif parts.verb[0] == parts.verb[1]:
        for pos in range(start + 2, min(end, start + 16)):
            if _STATES.at(mask, pos) > pos:
                memory.topic = text[start:pos]
                break


def _segment(
    text: str,
    mask: str,
    begin: int,
    end: int,
    quantity: Quantity,
    cues: Sequence[YearCue],
    places: Words,
    memory: Memory,
) -> list[Statement]:
    """The statement of a piece with one number; several when its subject coordinates."""
    from_words, comparator, predicate = comparator_before(mask, begin, quantity.start)
    behind_words = text[slice(*_behind(mask, quantity, end))]
    moves = trend(mask, begin, from_words, quantity, behind_words, cues, predicate=predicate)
    parts = front(
        mask,
        begin,
        moves.end,
        cues,
        places,
        noun_behind=bool(behind_words) and quantity.dimension in COUNTED | {"money"},
    )
    around = Parts(
        verb=text[slice(*parts.verb)],
        noun=_subject(text[slice(*parts.noun)], quantity),
        behind=behind_words,
        recurring=parts.recurring,
        growth=moves.noun,
        moved=parts.moved,
        modal=parts.modal or mask.startswith(_AIMS, begin),
        scoped=parts.scoped,
        predicate=predicate,
        chosen=_CHOSEN.search(mask[begin:from_words].rstrip()) is not None,
        reaching=reached(mask, begin, from_words, mask[quantity.end : end])
        if quantity.dimension == "ratio"
        else "",
    )
    counted = quantity.dimension in COUNTED
    resolved = (label_counted if counted else label_measured)(quantity, around, memory)
    if resolved is None:
        return []
    labels, strength, rule = resolved.labels, resolved.strength, resolved.rule
    bound = quantity.comparator or comparator or resolved.bound or moves.comparator
    if quantity.dimension == "time" and text.startswith("内", quantity.end):
        bound = Comparator.AT_MOST  # 压缩至5个工作日内
    labels = tuple(_for_each(text, mask, begin, from_words, label) for label in labels)
    if bound is None and any(word in mask[begin:from_words] for word in ("至少", "最少")):
        bound = Comparator.AT_LEAST  # 每年至少举办2期
    start, stop = trimmed(mask, begin, end)
    memory.committed = memory.committed or strength >= 0.7
    return [
        Statement(
            start=start,
            end=max(stop, quantity.end),
            quantity=quantity,
            label=label,
            comparator=bound or Comparator.EXACTLY,
            growth=moves.growth or resolved.growth,
            recurring=bool(parts.recurring),
            strength=strength,
            rule=rule,
            index=index,
        )
        for index, label in enumerate(labels)
        if len(label) > 1 and not label.endswith(_HANGING) and "应按" not in label
    ]


def _subject(noun: str, quantity: Quantity) -> str:
    """The subject without how far it is meant (原则上), and without what a multiple is a multiple of (是2015年)."""
    noun = _INTENDED.sub("", noun.removesuffix("原则上").removeprefix("原则上"))
    return _OF_YEAR.sub("", noun) if quantity.unit == "倍" else noun


def _for_each(text: str, mask: str, begin: int, end: int, label: str) -> str:
    """The label with those who each reach it: 每个区(市)都建设1个产业园 counts 每个区（市）产业园."""
    each = _EACH_PLACE.search(mask, begin, end + 1)
    if each is None or label.startswith("每"):
        return label
    words = text[each.start() : each.end()]
    at = label.find(words)
    return label[at:] if at >= 0 else words + _MANNER.sub("", label)


def _behind(mask: str, quantity: Quantity, end: int) -> tuple[int, int]:
    """The words behind the number; none when a joiner opens what follows."""
    start = quantity.end
    while start < end and mask[start] in " \u3000":
        start += 1
    if joiner_at(mask, start):
        return start, start
    return trimmed(mask, start, end)
