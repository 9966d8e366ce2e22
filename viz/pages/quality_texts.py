"""Words of the page on accuracy; names and definitions of what is measured come from the ontology."""

from __future__ import annotations

from typing import Final

from ontology.quality import FIGURES, KINDS

__all__ = ["QUALITY_TEXTS"]

#: Key -> (Chinese, English).
QUALITY_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nav.quality": ("准确度", "Accuracy"),
    "quality.title": ("准确度", "Accuracy"),
    "quality.lead": (
        "程序读出的事实与人工逐字阅读的标注相比，一致到什么程度。共比对 {plans} 份规划。",
        "How far the facts that the software reads agree with what a person annotated, word by word."
        " {plans} plans were compared.",
    ),
    "quality.none": (
        "图谱里还没有准确度数据。请运行 policygraph evaluate 标注文件 --publish，再刷新本页。",
        "The graph has no measurements yet. Run policygraph evaluate GOLD --publish, then reload this page.",
    ),
    "quality.caution": (
        "识别规则在编写和修订时用过这些规划，所以这些数字偏高。换成从未见过的规划，准确度会低一些，"
        "请以原文为准：每条事实都附有原文，可以逐条核对。",
        "The rules were written and revised with these plans at hand, so the figures flatter them. On a plan"
        " that they have never seen they are lower. The document decides: every fact has its words, for checking.",
    ),
    "quality.all": ("各类事实（全部规划合计）", "By kind of fact, all plans together"),
    "quality.kind": ("事实类别", "Kind of fact"),
    "quality.same": ("怎样才算一致", "When two count as the same"),
    "quality.plans": ("各规划的 F1 值", "F1 by plan"),
    "quality.nothing": ("无此类", "none"),
    "quality.nothing.note": (
        "“无此类”：标注中没有这类事实，也没有识别出。",
        "“none”: the annotation has no such fact and none was found.",
    ),
    "quality.how": ("怎样衡量", "How it is measured"),
    "quality.how.text": (
        "标注者先读原文、再记下每条事实及其原话，不看程序的结果；两位细心的标注者也可能意见不一的，不计对错。"
        "名称比较时不计全角半角、空格、括号和标点。",
        "The annotator reads the document and writes down each fact with its words, without looking at the software's"
        " result; what careful annotators may disagree about counts neither way. Names are compared without width,"
        " blanks, brackets and punctuation.",
    ),
    "quality.made": ("评估日期", "Evaluated"),
    "quality.annotation": ("标注文件", "Annotation"),
    "quality.checksum": ("SHA-256", "SHA-256"),
    "quality.software": ("程序版本", "Software"),
    "quality.changed": (
        "文件在评估之后改过，请重新评估。",
        "The document has changed since; evaluate it again.",
    ),
    "quality.wrong": ("遗漏与多余", "Missed and too much"),
    "quality.wrong.lead": (
        "与标注不一致的全部事实，可点到原文那一处自行判断。",
        "Every fact that disagrees with the annotation, with its place, so that you can judge for yourself.",
    ),
    "quality.wrong.none": ("没有出入。", "Nothing disagrees."),
    "quality.and": ("、", ", "),
    "quality.open": ("在原文中查看", "See it in the plan"),
    "quality.unplaced": ("原文中无对应词句", "no words of its own"),
    "quality.report": ("发现错误怎么办", "If you find an error"),
    "quality.report.text": (
        "在文件旁放一个同名的更正文件（.corrections.yaml），写明增补、删除、改名或合并，下次载入即生效，并记录更正人；"
        "也可以把出处和应有的内容告诉维护者。标注本身有误，请连同原话一并指出。",
        "Put a corrections file of the same name beside the document (.corrections.yaml) that adds, drops, renames or"
        " joins facts; it takes effect at the next load and records who made it. Or tell the maintainers the place and"
        " what should stand there. If an annotation is wrong, quote the words that show it.",
    ),
    "quality.data": (
        "数据（W3C DQV，命名图 {graph}）",
        "Data (W3C DQV, named graph {graph})",
    ),
    **{f"quality.kind.{name}": (kind.zh, kind.en) for name, kind in KINDS.items()},
    **{f"quality.same.{name}": (kind.definition_zh, kind.definition_en) for name, kind in KINDS.items()},
    **{f"quality.figure.{name}": (figure.zh, figure.en) for name, figure in FIGURES.items()},
    **{
        f"quality.means.{name}": (figure.definition_zh, figure.definition_en)
        for name, figure in FIGURES.items()
    },
}
