"""Words of the network page and its exports, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

__all__ = ["WORDS", "words"]

#: Key to Chinese and English. ``{…}`` is filled in where the words are used.
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("责任网络", "Responsibility network"),
    "lead": (
        "左边是单位，右边是措施，连线表示谁对哪项措施负什么责任。点连线、单位或措施，看文件里的原话。",
        "Bodies on the left, measures on the right; a line says who answers for what, and how. "
        "Select a line, a body or a measure to read the document's own words.",
    ),
    "filters": ("筛选", "Filters"),
    "place": ("城市", "City"),
    "plan": ("文件", "Plan"),
    "department": ("单位", "Body"),
    "measure": ("措施", "Measure"),
    "role": ("责任", "Role"),
    "written": ("文件中的写法", "As written"),
    "sentence": ("原文", "In the document"),
    "all_places": ("全部城市", "All cities"),
    "all_plans": ("全部文件", "All plans"),
    "all_departments": ("全部单位", "All bodies"),
    "all_roles": ("全部责任", "All roles"),
    "show": ("查看", "Show"),
    "reset": ("清除筛选", "Clear filters"),
    "count": (
        "{organizations} 个单位 · {measures} 项措施 · {edges} 条责任关系",
        "Bodies: {organizations} · Measures: {measures} · Responsibilities: {edges}",
    ),
    "unassigned_show": (
        "另有 {number} 项措施没有写明责任单位，显示它们",
        "{number} more measures name nobody: show them",
    ),
    "unassigned_hide": (
        "其中 {number} 项措施没有写明责任单位（虚线框），隐去它们",
        "{number} of the measures name nobody (dashed): hide them",
    ),
    "empty": (
        "在这个范围内没有写明的责任关系。",
        "No responsibility is stated within these filters.",
    ),
    "legend": ("图例", "Legend"),
    "picture": ("责任网络图", "Drawing of the network"),
    "picture_help": (
        "责任网络图。方向键移动，加减号缩放；下面的表格列出同样的内容。",
        "Drawing of the network. Arrow keys move it, plus and minus zoom; the table below lists the same.",
    ),
    "zoom_in": ("放大", "Zoom in"),
    "zoom_out": ("缩小", "Zoom out"),
    "fit": ("全图", "Whole picture"),
    "hint": ("拖动移图，Ctrl＋滚轮缩放", "Drag to move, Ctrl + wheel to zoom"),
    "panel": ("原话", "The words"),
    "panel_empty": (
        "点一条连线、一个单位或一项措施，这里显示写明责任的原话。",
        "Select a line, a body or a measure: the words that say so appear here.",
    ),
    "panel_nobody": (
        "文件没有写明谁负责这项措施。",
        "The document does not say who answers for this measure.",
    ),
    "panel_measures": ("负责 {number} 项措施", "Answers for {number} measures"),
    "panel_measures_one": ("负责 1 项措施", "Answers for 1 measure"),
    "panel_departments": ("{number} 个单位负责", "{number} bodies answer for it"),
    "panel_departments_one": ("1 个单位负责", "1 body answers for it"),
    "counterparts": ("其他城市的对应单位", "Counterparts in other cities"),
    "as_written": ("文件中写作“{written}”", "written as “{written}”"),
    "in_plan": ("到文件中看这句话", "See it in the plan"),
    "close": ("关闭", "Close"),
    "table": ("责任关系表", "Responsibilities as a table"),
    "sorted": ("排序", "Sort by this column"),
    "see": ("在图中看", "Show in the drawing"),
    "downloads": ("下载", "Download"),
    "download_html": ("网页（可离线打开）", "HTML page (works offline)"),
    "download_svg": ("图片 SVG", "SVG picture"),
    "download_png": ("图片 PNG", "PNG picture"),
    "download_csv": ("表格 CSV", "CSV table"),
    "download_graphml": ("GraphML", "GraphML"),
    "download_gexf": ("GEXF（Gephi）", "GEXF (Gephi)"),
    "download_json": ("JSON", "JSON"),
    "full_page": ("责任单位网络", "Responsibility network"),
}


def words(lang: Literal["zh", "en"]) -> dict[str, str]:
    """The whole catalogue in one language."""
    return {key: pair[0] if lang == "zh" else pair[1] for key, pair in WORDS.items()}
