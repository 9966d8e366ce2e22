"""Indicators: what a target counts, its shared kind, and the parts of its label.

The label keeps the words of the document; the kind (``indicator/transaction-volume``) is told from
words of the label and the dimension of its unit, so that 电子商务交易额, 电子商务交易总额 and
电子商务年交易额 of three cities compare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.rules.words import Words, rows
from ontology.identifiers import named, resource
from ontology.model import ConceptId, Evidence, Indicator

__all__ = ["METRIC_ENDS", "indicator", "kind_of", "split_subjects", "with_shared_noun"]

#: What the name of a measured quantity ends with: 交易额, 普及率, 所占比重, 从业人数.
METRIC_ENDS = Words(
    [
        "额",
        "率",
        "量",
        "比重",
        "比例",
        "比率",
        "占比",
        "覆盖面",
        "产值",
        "收入",
        "人数",
        "户数",
        "家数",
        "数量",
        "规模",
        "增加值",
        "总值",
        "总量",
        "总额",
        "份额",
        "面积",
        "水平",
        "增速",
        "增幅",
        "投资",
        "单量",
        "件数",
        "次数",
        "指数",
        "税收",
        "利润",
        "人次",
        "面",
        "值",
        "成本",
        "费用",
        "能力",
    ]
)
_SPLITTERS = ("以及", "、", "和", "与", "及")
#: A level before a noun that several share. Match: 国家级, 省. Not: 省会.
_LEVELLED = re.compile(r"(?:国家|省|市|县|区|自治区|州)级?")
_SUMMARY_ENDS = Words(["指标", "主要指标", "工作指标", "核心指标"])
_PEOPLE = ("人员", "人数", "就业", "从业", "人才", "用户")
_DIMENSION_OF = {"points": "ratio", "doubling": "ratio"}


@dataclass(frozen=True, slots=True)
class _KindRow:
    """A row of the lexicon: every group of words needs one word in the label."""

    concept: ConceptId
    groups: tuple[tuple[str, ...], ...]
    dimensions: frozenset[str]


@cache
def _kind_rows() -> tuple[_KindRow, ...]:
    return tuple(
        _KindRow(
            ConceptId(concept),
            tuple(tuple(group.upper().split("|")) for group in words.split("+")),
            frozenset(dimensions.split("|")),
        )
        for concept, words, dimensions in rows("indicators.tsv", 3)
    )


def kind_of(label: str, dimension: str, *, growth: bool = False) -> ConceptId:
    """Shared kind of an indicator; ``indicator/other`` when no row of the lexicon fits.

    A growth rate has the kind of what grows: 网络零售额年均增长率 is of ``online-retail-sales``.

    >>> kind_of("电子商务年交易额", "money"), kind_of("网络零售额年均增长率", "ratio", growth=True)
    ('indicator/transaction-volume', 'indicator/online-retail-sales')
    """
    wanted: tuple[str, ...] = (dimension, _DIMENSION_OF.get(dimension, dimension))
    if growth:  # a rate says nothing of what grows; people are told by their words
        people = any(word in label for word in _PEOPLE)
        wanted = ("persons", "money", "things") if people else ("money", "things", "persons")
    # what stands behind the last 的 is counted; what stands before only describes it
    for words in dict.fromkeys((label.rpartition("的")[2].upper(), label.upper())):
        for dimension_wanted in wanted:
            for row in _kind_rows():
                if "*" not in row.dimensions and dimension_wanted not in row.dimensions:
                    continue
                if all(any(word in words for word in group) for group in row.groups):
                    return row.concept
    return ConceptId("indicator/other")


def indicator(slug: str, label: str, kind: ConceptId, evidence: Evidence) -> Indicator:
    """The indicator of one plan with this label; equal labels make equal ids."""
    return Indicator(resource("indicator", slug, named(label)), label, kind, evidence)


#: 物流总费用与GDP的比率 relates two quantities.
_RATIOS = ("的比率", "的比例", "的比值", "之比", "比值")


def _parts(text: str) -> list[str]:
    """Members of a coordination: ``A、B和C`` gives A, B, C."""
    parts, begin, pos = [], 0, 0
    while pos < len(text):
        joiner = next((word for word in _SPLITTERS if text.startswith(word, pos)), None)
        if joiner and pos > begin:
            parts.append(text[begin:pos])
            pos += len(joiner)
            begin = pos
        else:
            pos += 1
    if begin < len(text):
        parts.append(text[begin:])
    return parts


def _without_summary(text: str) -> str:
    """``A、B等主要工作指标`` without what sums the list up; a list of which nothing is left stays."""
    end = _SUMMARY_ENDS.before(text, len(text))
    cut = text.rfind("等", 0, end)
    if end < len(text) and cut > 0:
        return text[:cut]
    return text[:-1] if text.endswith("等") and len(text) > 1 else text


def split_subjects(text: str, count: int | None = None) -> tuple[str, ...]:
    """Names of the quantities that a subject coordinates, elided heads restored.

    With ``count`` (分别 announced so many) the parts must be that many; without it every part must
    be a measured quantity by itself. Otherwise the subject stays whole.

    >>> split_subjects("大企业网上采购比率和网上销售比率", 2)
    ('大企业网上采购比率', '大企业网上销售比率')
    >>> split_subjects("规模以上工业企业和限额以上流通企业电子商务应用比率")
    ('规模以上工业企业和限额以上流通企业电子商务应用比率',)
    """
    text = _without_summary(text)
    parts = _parts(text)
    if len(parts) < 2 or (text.endswith(_RATIOS) and any(link in text for link in ("与", "和"))):
        return (text,)
    if count is None:
        whole = all(METRIC_ENDS.before(part, len(part)) < len(part) for part in parts)
        return tuple(_restore(parts)) if whole else (text,)
    while len(parts) > count:  # a head that is itself a coordination: join what is no quantity
        index = next(
            (i for i, part in enumerate(parts[:-1]) if METRIC_ENDS.before(part, len(part)) == len(part)), None
        )
        if index is None:
            return (text,)
        parts[index : index + 2] = [f"{parts[index]}和{parts[index + 1]}"]
    return tuple(_restore(parts)) if len(parts) == count else (text,)


#: What the names of quantities have before their last word: 网上销售额, 电子商务应用率.
_METRIC_WORDS = Words(
    [
        "网上", "网络", "线上", "电商", "电子商务", "跨境", "年", "年度", "日均", "年均", "总", "交易", "销售", "零售", "应用",
        "普及", "覆盖", "使用", "渗透", "通达", "进出口", "出口", "进口", "从业", "配送", "投递", "物流", "快递", "服务", "宽带",
        "企业", "户", "上网", "触网", "上云", "采购", "支付", "业务", "网销", "流通", "冷链", "商品", "化", "数字", "入网",
    ]
)  # fmt: skip
_GRADES = "级区县市乡镇村"


def _shared_end(part: str, last: str) -> str:
    """What a part shares with the end of the last one: 网上销售额 of 茶叶、辣椒网上销售额.

    >>> _shared_end("茶叶", "辣椒网上销售额"), _shared_end("县级", "乡级服务站覆盖率")
    ('网上销售额', '服务站覆盖率')
    """
    if (anchor := last.find(part[-2:])) >= 0:
        return last[anchor + 2 :]
    if part[-1] in _GRADES and 0 < (anchor := last.find(part[-1])) <= 3:
        return last[anchor + 1 :]
    begin = METRIC_ENDS.before(last, len(last))
    while (earlier := _METRIC_WORDS.before(last, begin)) < begin:
        begin = earlier
    return last[begin:] if 0 < begin < len(last) else ""


def _restore(parts: list[str]) -> list[str]:
    """Give each part the words it shares with its neighbours but does not repeat."""
    first, last = parts[0], parts[-1]
    restored = []
    for index, part in enumerate(parts):
        full = part
        if METRIC_ENDS.before(part, len(part)) == len(part):  # 大企业、中小企业网上采购比率
            full = part + _shared_end(part, last) if index < len(parts) - 1 else part
        elif index and (at := first.find(part[:2])) > 0 and len(part) < len(first):
            full = first[:at] + part  # 大企业网上采购比率和网上销售比率
        restored.append(full)
    return restored


def with_shared_noun(labels: tuple[str, ...]) -> tuple[str, ...]:
    """国家、省级示范基地 are 国家示范基地 and 省级示范基地."""
    level = _LEVELLED.match(labels[-1]) if labels else None
    if level is None or level.end() == len(labels[-1]):
        return labels
    noun = labels[-1][level.end() :]
    return tuple(label + noun if _LEVELLED.fullmatch(label) else label for label in labels)
