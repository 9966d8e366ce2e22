"""Words of the matrix page, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["MATRIX_TEXTS"]

#: Key -> (Chinese, English).
MATRIX_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nav.matrix": ("责任矩阵", "Matrix"),
    "matrix.title": ("责任矩阵", "Matrix of responsibilities"),
    "matrix.lead": (
        "行是单位或职能，列是措施、主题或规划，格子里是责任；点格子看原文。空行、空列照样列出。",
        "Rows are bodies or functions, columns are measures, topics or plans, cells are responsibilities."
        " Select a cell to read its sentences. Empty rows and columns are shown too.",
    ),
    "matrix.plan": ("规划", "Plan"),
    "matrix.rows": ("行", "Rows"),
    "matrix.columns": ("列", "Columns"),
    "matrix.rows.department": ("单位", "Bodies"),
    "matrix.rows.function": ("职能（各地同类单位合并）", "Functions, of all places"),
    "matrix.columns.measure": ("措施", "Measures"),
    "matrix.columns.topic": ("主题", "Topics"),
    "matrix.columns.plan": ("规划", "Plans"),
    "matrix.sort.rows": ("行的顺序", "Order of rows"),
    "matrix.sort.columns": ("列的顺序", "Order of columns"),
    "matrix.order.document": ("按文件顺序", "as in the document"),
    "matrix.order.total": ("按数量", "by number"),
    "matrix.order.name": ("按名称", "by name"),
    "matrix.order.similar": ("相似的排在一起", "alike ones together"),
    "matrix.order.line": ("按“{name}”", "by “{name}”"),
    "matrix.duties": ("责任", "Duties"),
    "matrix.measures": ("措施", "Measures"),
    "matrix.arrange": ("手工排列", "Move rows and columns"),
    "matrix.arranged": ("完成排列", "Done moving"),
    "matrix.arrange.hint": (
        "用标题旁的箭头移动行、列；也可以直接拖动标题，或选中标题后按 Alt 加方向键。",
        "Use the arrows beside the heads; or drag a head, or press Alt with an arrow key on it.",
    ),
    "matrix.moved": ("已手工移动 {n} 次。", "{n} lines were moved by hand."),
    "matrix.moved.undo": ("恢复原来的顺序", "Back to the sorted order"),
    "matrix.moved.said": ("“{name}”已移到第 {place} 位", "“{name}” is now number {place}"),
    "matrix.move.last": ("把“{name}”移到最后", "Move “{name}” to the end"),
    "matrix.move.first": ("把“{name}”移到最前", "Move “{name}” to the front"),
    "matrix.move.up": ("把“{name}”上移", "Move “{name}” up"),
    "matrix.move.down": ("把“{name}”下移", "Move “{name}” down"),
    "matrix.move.left": ("把“{name}”左移", "Move “{name}” left"),
    "matrix.move.right": ("把“{name}”右移", "Move “{name}” right"),
    "matrix.caption": (
        "{rows}行 × {columns}列，{measures}项措施有责任单位，空行{empty_rows}个，空列{empty_columns}个",
        "{rows} rows × {columns} columns; {measures} measures have an owner; {empty_rows} rows and"
        " {empty_columns} columns are empty",
    ),
    "matrix.note": (
        "“责任”是各格标记之和；“措施”是不重复的措施数，一项措施只数一次。",
        "“Duties” are the sum of the marks in the cells; “measures” count each measure once.",
    ),
    "matrix.none": ("（未写明职能）", "(no function stated)"),
    "matrix.none.topic": ("（无主题）", "(no topic)"),
    "matrix.legend": ("图例", "Legend"),
    "matrix.cell": ("{row} · {column}", "{row} · {column}"),
    "matrix.cell.label": ("{row}，{column}：{roles}", "{row}, {column}: {roles}"),
    "matrix.cell.count": ("共{n}条责任", "{n} responsibilities"),
    "matrix.cell.empty": ("这一格没有责任。", "Nobody answers for anything in this cell."),
    "matrix.close": ("返回矩阵", "Back to the matrix"),
    "matrix.more": ("后{n}条", "Next {n}"),
    "matrix.earlier": ("前{n}条", "Previous {n}"),
    "matrix.by": ("把“{name}”的排在前面", "Bring those of “{name}” first"),
    "matrix.empty": ("没有责任单位", "nobody answers for it"),
    "matrix.idle": ("没有责任", "answers for nothing"),
    "matrix.download": ("下载表格（CSV）", "Download the table (CSV)"),
}
