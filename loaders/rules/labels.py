"""Labels of indicators: the compact noun phrase that says what a number counts.

Things are named by their noun (打造电子商务集聚区3—5家: 电子商务集聚区); people and events keep the verb,
because 培训 and 引进 of the same people are different promises (培训电子商务人才10000名); what recurs
keeps 每年. What a clause leaves out comes from `Memory`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.names.vocabulary import tokens
from loaders.rules.agents import split_subject_verb, without_afterthought
from loaders.rules.candidates import Strength, strength
from loaders.rules.exclusions import (
    are_all_named,
    are_named_places,
    is_frame,
    is_listing,
    is_of_project,
    is_routine,
    is_slogan,
    is_staff,
)
from loaders.rules.indicators import METRIC_ENDS, split_subjects
from loaders.rules.parts import Labelled, Memory, Parts
from loaders.rules.quantities import Quantity, quantities
from loaders.rules.shares import related, with_shared_end
from loaders.rules.words import Words, words_by_class

__all__ = ["head_of", "label_counted", "label_measured"]


_REGIONS = Words(
    ["县", "市", "区", "乡", "镇", "街道", "行政村", "村", "社区", "部门", "单位", "省", "自然村", "建制村"]
)
#: Without these the label would say another thing: 新增网商, 淘汰燃煤锅炉.
_KEPT_VERBS = frozenset(
    [
        "新增",
        "净增",
        "新注册",
        "新开",
        "入驻",
        "淘汰",
        "关停",
        "关闭",
        "拆除",
        "取缔",
        "压减",
        "削减",
        "搬迁",
        "清退",
    ]
)
_SHARES = ("比重", "比例", "比率", "占比", "份额", "率")
_LONGEST = 60
_EACH = ("每人", "每家", "每户", "每店", "每村", "每期", "每场", "每次", "每个企业", "单个")
_FUNDS = ("资金", "基金", "经费")
#: Measures of things just counted: 建成公共海外仓20个，面积达到30万平方米.
_OF_THINGS = re.compile("总?(?:建筑|总建筑|仓储|经营|营业)?面积|总?库容|总?容量")
_NAMING = (Strength.BRAND, Strength.PLACE, Strength.UNKNOWN)
#: What becomes of those counted, and says no more of which they are: 100个示范社区|建成.
_THRIVING = re.compile("(?:做大|做优|做强){1,2}|发展壮大|快速成长|建成(?:投用)?|完成(?:建设)?")
_CAUSING = ("带动", "推动", "引导", "帮助", "支持")
_BOUNDS = Words(["过", "上"])
_BOUND_CLASSES = ("more-than", "at-least", "level")
_AMOUNT = frozenset("0123456789一二三四五六七八九十百千万亿两")
#: Acts that need their object. Match: 2020年|发运|不少于100列. Not: 发运量.
_BARE_ACTS = frozenset(
    ("发运", "开行", "通航", "运行", "运营", "投放", "投运", "投用", "布设", "布放", "办理", "配送")
)
#: 首批|100个示范社区 counts 示范社区.
_FIRST_OF = frozenset(("首批", "第一批", "首期", "第二批"))
#: 新开通基站15万个，总数达到30万个: of what was counted before.
_TOTALS = frozenset(("总数", "总数量", "总量", "总规模", "总家数"))
#: What stands behind a sum without naming anything: 突破800亿元|大关.
_FIGURES = frozenset(("大关", "关口", "规模", "目标", "台阶", "水平"))
#: What is made of what the clause before speaks of. Match: 建设产业园，到2016年|建成10个. Not: 设立总部，每年|引进5家.
_MAKES = ("建", "新建", "培育", "发展", "打造", "新增", "布局", "布设")
#: Measures that no count of things can be of: 交易额 is never 50家.
_MEASURED = ("额", "率", "收入", "产值", "增速", "比重", "占比")
#: How large a project is. Match: 80万吨|乙烯改扩建项目. Not: 10万吨|冷库.
_WORKS = ("项目", "工程", "生产线", "装置")
#: 完成3个示范县建设任务 counts 示范县.
_WORK = ("建设任务", "创建任务", "培育任务", "改造任务", "建设工作", "创建工作", "任务")


def head_of(noun: str) -> str:
    """The noun without what describes it: what follows the last 的.

    >>> head_of("一批具有全国影响力的电子商务企业和平台")
    '电子商务企业和平台'
    """
    return noun.rpartition("的")[2] or noun


def _lead_in(label: str) -> str:
    """Labels are compact: one that runs on keeps its last words."""
    return label if len(label) <= _LONGEST else label[-_LONGEST:]


def label_counted(quantity: Quantity, parts: Parts, memory: Memory) -> Labelled | None:
    """Label of a number of things, persons or events; None when the number is no commitment."""
    keeps_verb = quantity.dimension in ("persons", "events")
    if is_listing(parts.verb, parts.noun or parts.behind or memory.head):
        return None
    if is_frame(quantity, parts.behind) or are_all_named(quantity, parts.noun, parts.behind):
        return None
    if is_routine(quantity, parts.noun + parts.behind + parts.verb):
        return None
    if parts.noun in _FIRST_OF:
        parts = replace(parts, noun="")
    if parts.behind and (not (parts.noun and parts.verb) or parts.noun.endswith("等")):
        found = _object_behind(quantity, parts, memory, keeps_verb=keeps_verb)
    else:
        found = _object_before(quantity, parts, memory, keeps_verb=keeps_verb)
    if found is None or not found.labels[0]:
        return None
    label = _with_attribute(found.labels[0], memory)
    if len(label) < 2 or is_slogan(quantity, label) or is_staff(quantity, label):
        return None
    if not keeps_verb:
        memory.head, memory.built = head_of(label.removeprefix(parts.recurring + parts.verb)), ""
    if keeps_verb and parts.verb:
        memory.doing = parts.recurring + parts.verb
    if parts.verb or parts.recurring:
        memory.lead = parts.recurring + parts.verb
    memory.subjects = (label,)
    return Labelled((_lead_in(label),), found.strength, found.rule)


def _without_work(noun: str, parts: Parts) -> str:
    """The noun of 3个示范县建设任务 and of 推进5大平台建设."""
    for tail in _WORK:
        if noun.endswith(tail) and len(noun) > len(tail) + 1:
            return noun.removesuffix(tail)
    if parts.verb.endswith(("推进", "抓好", "完成", "启动", "实施")) and noun.endswith(("建设", "创建")):
        return noun[:-2] if len(noun) > 3 else noun
    return noun


def _without_examples(noun: str) -> str:
    """What names are examples of: 夜间消费地标 of 甲街、乙市等夜间消费地标; not of 物流、包装等关联企业."""
    examples, found, sort = noun.rpartition("等")
    if not found or "、" not in examples or len(sort) < 4 or sort[0] == "级":
        return noun
    words = tokens(examples)
    named = sum(
        strength(words, part.start(), part.end(), None) in _NAMING
        for part in re.finditer("[^、和与及]+", examples)
    )
    return sort if named else noun


def _with_verb(parts: Parts, noun: str, memory: Memory) -> str:
    verb = parts.recurring + parts.verb
    return (verb or memory.lead) + noun


def _object_behind(quantity: Quantity, parts: Parts, memory: Memory, *, keeps_verb: bool) -> Labelled | None:
    given = parts.behind.find("给予")  # 每年遴选10个重点平台给予补贴
    behind = _without_work(without_afterthought(parts.behind[: given if given > 1 else None]), parts)
    if behind.endswith("级") and memory.graded:  # 1个千亿级、3个百亿级产业集群
        behind += memory.graded
    elif memory.described and (sums := quantities(behind, 0, len(behind))) and sums[-1].end == len(behind):
        behind += "的" + memory.described
    if parts.noun and parts.predicate:  # 电商园区达到10个以上规模
        return Labelled((parts.noun,), 0.8, "targets/subject")
    if parts.scoped and not parts.verb and _REGIONS.at(behind, 0) > 0 and not memory.shared:
        return None  # 全市12个县（区）: how many there are
    if parts.noun and not parts.noun.endswith(
        ("等", "年", "县", "区", "市", "镇", "乡", "村", "园区", "街道", "两级", "三级")
    ):
        return None  # 甲、乙2个试点城市: tells of what was named
    if parts.noun and quantity.chinese:
        return None
    driven = bool(parts.verb or parts.recurring)
    if are_named_places(parts.noun, behind):
        return None
    if driven:
        noun = behind
        subject, does = split_subject_verb(behind) if parts.verb.endswith(_CAUSING) else (behind, "")
        if does and not keeps_verb:  # 带动1500户农户通过电商增收
            return Labelled((f"{does}的{subject}",), 0.9, "targets/agents")
        if keeps_verb or parts.recurring or parts.verb in _KEPT_VERBS:
            noun = _with_verb(parts, noun, memory)
        return Labelled((noun,), 0.9, "targets/object")
    if quantity.chinese and not (parts.moved or quantity.comparator or memory.lead):
        return None
    subject, does = split_subject_verb(behind)
    subject = (
        subject.partition("与")[0] if does and subject.find("与") > 1 else subject
    )  # 企业与贫困县|开展对接
    does = does or memory.shared
    if _THRIVING.fullmatch(does):
        behind, does = subject, ""
    if quantity.chinese and not (does or quantity.comparator or memory.lead):
        return None
    if does:
        return Labelled((f"{does}的{subject}",), 0.8 if parts.moved or parts.modal else 0.6, "targets/agents")
    if parts.moved or parts.modal or memory.lead or memory.committed or quantity.comparator:
        return Labelled((_with_verb(parts, behind, memory) if keeps_verb else behind,), 0.7, "targets/listed")
    return Labelled((behind,), 0.4, "targets/bare")


def _object_before(quantity: Quantity, parts: Parts, memory: Memory, *, keeps_verb: bool) -> Labelled | None:
    noun = parts.noun
    if noun in _TOTALS and memory.head:
        noun = memory.head + noun
    if noun and parts.chosen:
        return Labelled((_chosen(noun, memory),), 0.8, "targets/chosen")
    if quantity.dimension == "things" and noun.endswith(("建设", "创建")) and len(noun) > 4:
        noun = noun[:-2]  # 完成示范网店建设60个
    if noun and parts.verb:
        if is_frame(quantity, noun) or (keeps_verb and noun.endswith("时间")):
            return None
        if noun.endswith("等") and quantity.dimension != "persons":
            return None
        noun = _without_examples(noun)
        kept = keeps_verb or parts.recurring or parts.verb in _KEPT_VERBS or len(noun) <= 2
        return Labelled((_with_verb(parts, noun, memory) if kept else noun,), 0.9, "targets/object")
    if noun:
        if (quantity.chinese and not parts.predicate) or noun.startswith(_EACH):
            return None
        if noun.endswith(("级", "级以上", "级及以上")) and memory.head:  # 国家级示范基地2个、省级5个
            return Labelled((noun + memory.head.rpartition("级")[2],), 0.8, "targets/listed")
        if noun in _BARE_ACTS and memory.latest:
            noun = memory.latest + noun
        if parts.recurring and parts.predicate and quantity.dimension == "events":
            noun = parts.recurring + noun  # 每周班次
        if keeps_verb and not parts.predicate:
            noun = (parts.recurring or memory.doing) + noun
        strength = (
            0.85
            if parts.predicate or quantity.comparator
            else 0.7
            if memory.committed or parts.modal or parts.recurring
            else 0.5
        )
        return Labelled((noun,), strength, "targets/subject")
    if parts.verb:
        built = memory.among or (not parts.recurring and parts.verb.startswith(_MAKES))
        tail = "" if keeps_verb else (_counted_before(quantity, memory) if built else "") or memory.head
        if not keeps_verb and not tail:
            return None
        kept = keeps_verb or parts.verb in _KEPT_VERBS
        if parts.verb in _BARE_ACTS and memory.latest and not tail:
            return Labelled((memory.latest + parts.verb,), 0.75, "targets/inherited")
        return Labelled((parts.recurring + parts.verb + tail if kept else tail,), 0.8, "targets/verb")
    if memory.latest and parts.predicate and (parts.recurring or quantity.dimension == "events"):
        return Labelled((memory.latest + parts.recurring,), 0.75, "targets/inherited")
    if (parts.predicate or memory.among) and (named := _counted_before(quantity, memory)):
        return Labelled((named,), 0.75, "targets/inherited")
    if memory.subjects and (parts.predicate or parts.modal) and not memory.subjects[0].endswith(_MEASURED):
        return Labelled((memory.subjects[0],), 0.7, "targets/inherited")
    return Labelled((memory.done,), 0.7, "targets/inherited") if memory.done else None


def _counted_before(quantity: Quantity, memory: Memory) -> str:
    """What a clause before names and this one counts: 培育电商示范企业，到2015年达到50家; people keep the verb."""
    if memory.among:  # 打造场景30个，其中2021年10个
        return memory.head
    named = memory.latest if quantity.dimension == "persons" else memory.built
    return named if len(named) > 1 and quantity.dimension in ("things", "persons") else ""


def _chosen(noun: str, memory: Memory) -> str:
    """交易额超100亿元 of the noun last counted; 超50亿元 takes the 交易额 from before."""
    noun = _with_attribute(noun, memory)
    head = memory.head.rpartition("以上")[2] or memory.head  # 企业 of 年销售额50亿元以上企业
    return f"{noun}的{head}" if head else noun


def _with_attribute(noun: str, memory: Memory) -> str:
    """超亿元企业 after 年销售额超10亿元企业 is 年销售额超亿元企业; what is compared is remembered."""
    sums = [quantity for quantity in quantities(noun, 0, len(noun)) if quantity.dimension == "money"]
    for pos in range(len(noun)):
        stop = max(_BOUNDS.at(noun, pos), *(words_by_class()[name].at(noun, pos) for name in _BOUND_CLASSES))
        bound = stop > pos and noun[stop : stop + 1] in _AMOUNT
        if bound or (sums and sums[0].start == pos):
            if pos:
                memory.attribute = noun[:pos]
                return noun
            return memory.attribute + noun
    return noun


def label_measured(quantity: Quantity, parts: Parts, memory: Memory) -> Labelled | None:
    """Labels of an amount or a share; None when no words say of what."""
    noun, behind, bound = parts.noun, "" if parts.behind in _FIGURES else parts.behind, None
    if quantity.dimension not in ("money", "ratio") and (
        behind.endswith(_WORKS) or behind.startswith(_WORKS)
    ):
        return None
    if noun.startswith(_EACH):
        return None
    if parts.reaching:
        who = noun.rpartition(parts.reaching)[0]
        memory.subjects = (_lead_in(f"{who}{parts.reaching}的{behind}比例"),)
        return Labelled(memory.subjects, 0.8, "targets/share-reached")
    if (
        quantity.dimension == "ratio"
        and behind
        and (not noun or noun.endswith("等"))  # 甲、乙等50%以上的园区
        and not parts.growth
    ):
        subject, does = split_subject_verb(behind.removeprefix("的"))
        does = does or memory.shared
        if not does or not subject:
            return None
        memory.subjects = (f"{does}的{subject}比例",)
        return Labelled(memory.subjects, 0.8, "targets/share-of-agents")
    driven = parts.modal or parts.verb in _KEPT_VERBS  # 新增冷库10万吨
    strength = 0.9 if parts.predicate or quantity.comparator else 0.7 if driven else 0.6
    if quantity.dimension == "ratio" and not noun and not parts.growth and memory.growth and parts.predicate:
        labels = tuple(_lead_in(subject + memory.growth) for subject in memory.subjects)
        return Labelled(labels, strength, "targets/growth", growth=True) if labels else None
    memory.growth = "" if quantity.dimension == "points" else parts.growth  # 每年提高6个百分点，2017年达到85%
    rule = "targets/growth" if parts.growth else "targets/subject"
    if not noun:
        if not parts.growth and behind and quantity.dimension != "ratio":
            if not parts.verb and not parts.predicate and not parts.modal:
                return None
            memory.subjects = (behind,)
            lead = parts.recurring + parts.verb if parts.recurring and parts.verb else ""
            return Labelled((_lead_in(lead + behind),), 0.7, "targets/object")
        base, rule = memory.subjects, rule if parts.growth else "targets/inherited"
        if not base and parts.growth and memory.topic:
            base = (memory.topic,)
        if not base and memory.built.endswith(_FUNDS):
            base = (memory.built,)
    elif is_of_project(noun, quantity):
        return None
    elif noun.startswith(("占", "相当于", "与")) and quantity.dimension == "ratio":
        noun = noun if noun.endswith(_SHARES) else f"{noun.removesuffix('的')}比重"
        labels = tuple(subject + noun for subject in memory.subjects) or (noun,)
        return Labelled(tuple(map(_lead_in, labels)), strength, "targets/share")
    else:
        if quantity.dimension == "ratio" and parts.chosen:
            noun, bound = related(noun)
        if quantity.dimension == "ratio" and "占" in noun and not noun.endswith(_SHARES) and not parts.growth:
            noun += "比重"
        if _OF_THINGS.fullmatch(noun):
            if not (memory.head or memory.built):
                return None
            noun = (memory.head or memory.built) + noun
        if parts.verb in _KEPT_VERBS and not parts.recurring:
            noun = parts.verb + noun
        if (
            parts.recurring and parts.verb and quantity.dimension == "money"
        ):  # 每年安排资金 is no sum for once
            memory.subjects = (noun,)
            return Labelled((_lead_in(parts.recurring + parts.verb + noun),), strength, rule)
        memory.built = ""
        base = split_subjects(noun)
        if quantity.dimension == "ratio" and memory.subjects and not parts.growth:
            base = (with_shared_end(noun, memory.subjects[0]),) if len(base) == 1 else base
        if len(base) == 1 and len(noun) <= 4 and METRIC_ENDS.before(noun, len(noun)) < len(noun):
            if memory.topic and memory.topic not in noun:
                base = (memory.topic + noun,)
            elif memory.subjects and noun in _SHARES:
                base = (memory.subjects[0] + noun,)
    if not base:
        return None
    memory.subjects = base
    memory.row = memory.row if parts.growth else (*memory.row, *base)
    labels = tuple(_lead_in(subject + parts.growth) for subject in base)
    return Labelled(labels, strength, rule, bound=bound)
