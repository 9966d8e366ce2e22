"""Words of the breakdown of tasks, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["TASKS_TEXTS"]

#: Key -> (Chinese, English).
TASKS_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "tasks.title": ("{name}任务分解表", "{name}: breakdown of tasks"),
    "tasks.lead": (
        "共{measures}项措施，出自{plans}份规划。",
        "{measures} measures of {plans} plans.",
    ),
    "tasks.lead.plan": (
        "共{measures}项措施，其中{owned}项写明责任单位。",
        "{measures} measures, {owned} of them with an owner.",
    ),
    "tasks.note": (
        "由 policygraph 据图谱版本{revision}生成；“原文”列中的位置是规范化文本的字符序号，请以原文件为准。",
        "Made by policygraph from graph revision {revision}. Places count characters of the normalised text;"
        " the document itself decides.",
    ),
    "tasks.number": ("序号", "No."),
    "tasks.plan": ("规划", "Plan"),
    "tasks.measure": ("任务措施", "Measure"),
    "tasks.role": ("本单位责任", "Own role"),
    "tasks.others": ("共同责任单位", "Together with"),
    "tasks.owners": ("责任单位", "Owners"),
    "tasks.targets": ("目标与期限", "Targets and dates"),
    "tasks.words": ("原文（位置）", "In the document (place)"),
    "tasks.place": ("{words}（{start}–{end}）", "{words} ({start}–{end})"),
    "tasks.xlsx": ("任务分解表（Excel）", "Breakdown of tasks (Excel)"),
    "tasks.docx": ("任务分解表（Word）", "Breakdown of tasks (Word)"),
}
