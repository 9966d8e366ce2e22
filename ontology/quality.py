"""How well facts agree with a person's reading: scores, what they count, and what they are called.

A `Score` compares the facts of one document with an annotation of it. The names of what is measured
(`KINDS`) and of the figures (`FIGURES`) are one table, from which the graph's metrics
(``graph.quality``), the page and the command line take their words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ontology.model import Passage

__all__ = ["FIGURES", "KINDS", "Difference", "Figure", "Score", "Subject", "added"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that only one side has, in words a person understands, and where the document says it."""

    words: str
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of fact, with what was missed and what was found too much."""

    kind: str
    right: int
    missing: tuple[Difference, ...]
    spurious: tuple[Difference, ...]

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1.0 where nothing was found."""
        found = self.right + len(self.spurious)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found; 1.0 where there is nothing."""
        there = self.right + len(self.missing)
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def added(scores: Iterable[Score]) -> tuple[Score, ...]:
    """One score for each kind over several documents: counts are added, shares follow from them."""
    sums: dict[str, Score] = {}
    for score in scores:
        before = sums.get(score.kind, Score(score.kind, 0, (), ()))
        sums[score.kind] = Score(
            score.kind,
            before.right + score.right,
            before.missing + score.missing,
            before.spurious + score.spurious,
        )
    return tuple(sums[kind] for kind in sorted(sums, key=list(KINDS).index))


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of fact that is scored: its name and when two of them count as the same, in both languages."""

    zh: str
    en: str
    definition_zh: str
    definition_en: str


_NAME_ZH: Final = "名称或任一别名相同"
_NAME_EN: Final = "the name, or any other form of it, is the same"

#: Kinds of facts in the order in which they are reported.
KINDS: Final[dict[str, Subject]] = {
    "document": Subject(
        "文件信息",
        "document",
        "标题、文号、发文机关、日期、地区、规划期各算一项",
        "title, number, issuer, date, place and period count one each",
    ),
    "based_on": Subject(
        "依据文件", "bases", "所依据文件的标题相同", "the title of the cited basis is the same"
    ),
    "headings": Subject("标题", "headings", "序号与标题文字都相同", "label and title are the same"),
    "measures": Subject("措施", "measures", "措施名称相同", "the name of the measure is the same"),
    "owners": Subject(
        "责任单位",
        "owners",
        "措施与单位全称相同，不计责任类型",
        "measure and full name of the body are the same, whatever the role",
    ),
    "responsibilities": Subject(
        "责任",
        "responsibilities",
        "措施、单位全称与责任类型都相同",
        "measure, full name of the body and role are the same",
    ),
    "targets": Subject(
        "指标",
        "targets",
        "数值、单位、年份相同，指标名称至少一半文字相同",
        "value, unit and year are the same, and at least half of the indicator's characters",
    ),
    "targets+comparator": Subject(
        "指标与比较关系",
        "targets with comparator",
        "此外“不低于、超过、约”等关系及是否为增长率也相同",
        "in addition at least, more than, about … and whether it is a growth rate are the same",
    ),
    "platforms": Subject("平台", "platforms", _NAME_ZH, _NAME_EN),
    "enterprises": Subject("企业", "enterprises", _NAME_ZH, _NAME_EN),
    "parks": Subject("园区", "parks", _NAME_ZH, _NAME_EN),
    "departments": Subject("部门", "departments", _NAME_ZH, _NAME_EN),
    "associations": Subject("协会", "associations", _NAME_ZH, _NAME_EN),
    "projects": Subject(
        "项目",
        "projects",
        "编号、名称、性质、投资、年限、建设单位全部相同",
        "number, name, nature, investment, years and builders are all the same",
    ),
    "evidence": Subject(
        "原文依据",
        "evidence",
        "事实所附原文就在其所称位置",
        "the words that a fact cites stand in the document where it says",
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a kind of fact: a share between 0 and 1, or a number of facts (``count``)."""

    zh: str
    en: str
    definition_zh: str
    definition_en: str
    count: bool = False


#: What is said of each kind, by name.
FIGURES: Final[dict[str, Figure]] = {
    "precision": Figure(
        "精确率", "precision", "识别出的事实中正确的比例", "share of the facts found that are right"
    ),
    "recall": Figure(
        "召回率", "recall", "人工标注的事实中被识别出的比例", "share of the annotated facts that were found"
    ),
    "f1": Figure("F1", "F1", "精确率与召回率的调和平均", "harmonic mean of precision and recall"),
    "right": Figure(
        "正确", "right", "与人工标注一致的事实数", "facts that agree with the annotation", count=True
    ),
    "missing": Figure(
        "遗漏", "missed", "标注中有而未识别出的事实数", "annotated facts that were not found", count=True
    ),
    "spurious": Figure(
        "多余",
        "too much",
        "识别出而标注中没有的事实数",
        "facts found that the annotation has not",
        count=True,
    ),
}
