"""Words of the pages on the dataset, its revisions and their differences, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["REVISION_TEXTS"]

REVISION_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "missing.page": ("关于 {name} 的文档没有第 {page} 页。", "The document on {name} has no page {page}."),
    "missing.revision": (
        "图谱没有第 {number} 版；现有第 {first} 至第 {last} 版，见 /revisions。",
        "There is no revision {number}; revisions {first} to {last} are kept, see /revisions.",
    ),
    "missing.revisions": ("图谱还没有任何版本。", "There is no revision yet."),
    "gone.revision": (
        "第 {number} 版已不再保存；现存第 {first} 至第 {last} 版，见 /revisions。",
        "Revision {number} is not kept any more; revisions {first} to {last} are, see /revisions.",
    ),
    "error.gone": ("这个版本已不再保存", "This revision is not kept any more"),
    "error.gone.next": (
        "请改用 /revisions 列出的版本，或去掉 revision 参数看当前版本。",
        "Ask for a revision that /revisions lists, or leave out revision= for the current one.",
    ),
    "error.dump-pending": ("文件正在生成", "The file is being made"),
    "error.dump-pending.next": (
        "图谱较大，文件每个版本只生成一次，请稍后再取。",
        "The graph is large and its file is made once for each revision; ask again in a moment.",
    ),
    "error.range": ("没有这一段", "There is no such range"),
    "error.range.next": ("请求的起点超出文件末尾。", "The range starts after the end of the file."),
    # the dataset
    "dataset.title": ("数据集", "The dataset"),
    "dataset.lead": (
        "整个图谱与每份规划都可以下载；文件按版本生成，附校验和，可断点续传。",
        "The whole graph and each plan can be downloaded; files are made per revision, with checksums, and resume.",
    ),
    "dataset.plan": (
        "这份规划的全部陈述，单独成集。",
        "Every statement of this plan, as a dataset of its own.",
    ),
    "dataset.files": ("下载", "Downloads"),
    "dataset.file": ("文件", "File"),
    "dataset.format": ("格式", "Format"),
    "dataset.size": ("字节", "Bytes"),
    "dataset.sum": ("SHA-256", "SHA-256"),
    "dataset.pending": ("正在生成", "being made"),
    "dataset.sums": ("校验和文件", "Checksums"),
    "dataset.parts": ("各份规划与词汇", "Plans and vocabulary"),
    "dataset.triples": ("陈述", "Statements"),
    "dataset.licence": ("许可", "Licence"),
    "dataset.more": ("机器可读的描述", "Descriptions for programs"),
    # revisions
    "revisions.title": ("版本", "Revisions"),
    "revisions.lead": (
        "图谱的每次改动都成为一个不再变化的版本。任何数据地址加上 ?revision=编号，即可取得当时的内容。",
        "Each change of the graph makes a revision that never changes. Add ?revision=N to any address of data"
        " for what it said then.",
    ),
    "revisions.none": ("图谱还没有任何版本。", "There is no revision yet."),
    "revisions.number": ("版本", "Revision"),
    "revisions.moment": ("时间（UTC）", "Time (UTC)"),
    "revisions.graphs": ("图", "Graphs"),
    "revisions.changes": ("与前一版相比", "Against the one before"),
    "revisions.first": ("现存最早的版本", "the oldest that is kept"),
    "revisions.current": ("当前", "current"),
    "graph.quality": ("准确度", "accuracy"),
    "graph.metadata": ("元数据", "metadata"),
    "graph.ontology": ("本体", "ontology"),
    "graph.concepts": ("概念", "concepts"),
    "graph.queries": ("示例查询", "example queries"),
    "revisions.added": ("新增", "added"),
    "revisions.changed": ("改动", "changed"),
    "revisions.removed": ("删除", "removed"),
    "revisions.feed": ("订阅（Atom）", "Feed (Atom)"),
    "revisions.entry": ("图谱第 {number} 版", "Revision {number} of the graph"),
    "revisions.summary": (
        "新增 {added} 个图，改动 {changed} 个，删除 {removed} 个",
        "{added} graphs added, {changed} changed, {removed} removed",
    ),
    # differences
    "changes.title": ("第 {old} 版到第 {new} 版的改动", "Changes from revision {old} to {new}"),
    "changes.lead": (
        "增加 {added} 条陈述，删除 {removed} 条。",
        "{added} statements added, {removed} removed.",
    ),
    "changes.none": ("两个版本的陈述相同。", "The two revisions hold the same statements."),
    "changes.graph": ("图", "Graph"),
    "changes.thing": ("事物", "Thing"),
    "changes.property": ("属性", "Property"),
    "changes.before": ("原为", "Before"),
    "changes.after": ("现为", "After"),
    "changes.shown": (
        "共 {n} 条，显示第 {start} 至第 {end} 条；下载可得全部。",
        "{n} in all, {start} to {end} shown; download for all.",
    ),
    "changes.next": ("下一页", "Next page"),
    "changes.previous": ("上一页", "Previous page"),
}
