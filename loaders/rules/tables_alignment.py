"""Which cell of a row belongs to which column, where the row has more or fewer cells than the heads.

A saved page writes a cell a line and drops the empty ones; a merged cell is missing in the rows below.
Narrow columns (numbers, deadlines, sums, lists of bodies) are told by the form of their cells, and the free
ones take what stands between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from loaders.rules.tables_columns import OWNERS, ColumnKind

__all__ = ["assign", "fits", "names_bodies", "suits"]

_NUMBER: Final = re.compile(r"[（(]?\d{1,4}(?:[.．]\d{1,3})*[）)、.．]?")
_MONEY: Final = re.compile(r"\d[\d,，]*(?:\.\d+)?(?:[万亿千]?元)?")
_YEARS: Final = re.compile(r"(?:19|20)\d{2}\s*年?(?:\s*[-－–—~～至到]+\s*(?:(?:19|20)\d{2})\s*年?)?")
#: Match: 2016年6月底前, 长期坚持, 全年, 2015年启动，2017年完成. Not: 2016年建成3个园区 (nothing of it is a time).
_DEADLINE: Final = re.compile(
    # Each piece is the longest that fits and is never given back: else a cell of many digits, or of words that are
    # parts of each other, would be cut in every possible way.
    r"(?>[（(]?(?:19|20)\d{2}\s*[.．/-]\s*\d{1,2}|[（(]?(?:19|20)\d{2}\s*年度?|第?[一二三四1-4]季度|\d{1,2}\s*[.．/-]\s*\d{1,2}|\d{1,2}\s*月份?|\d{1,2}\s*(?:[日号](?!常))|"
    r"[（(]?(?:19|20)\d{2}|[上下]半年|[上中下]旬|长期|持续|常年|全年|每年|每月|每季度?|逐年|年度|适时|立即|即时|当年|坚持|实施|推进|开展|完成|启动|力争|到位|见效|进行|落实|"
    r"基本|取得|初步|建成|成效|计划|按?时间|节点|按时|日常|工作|近期|中期|远期|按要求|根据|进度|同步|[以之]?前|"
    r"年|月|[底末初中内起并至到按]|[-－–—~～]|[，,、；;。\s）)]|\d{1,2})++"
)
_BODY_END: Final = re.compile(
    r"(?:(?<![布格大全结])局|[委办厅部会院署所站处队社团台]|政府|办公室|委员会|中心|公司|集团|银行|联合会|协会|学校|学院|大学|[县市区镇乡]|街道|园区|开发区|新区|部门|单位|管委会|各县（?市、?区）?|法院|检察院|海关|国税|地税|工商|电信|移动|联通|邮政|支行|分局)(?:[（(][^（()）]{0,30}[）)])?(?:牵头|配合|负责|等)?$"
)
_SPLIT: Final = re.compile(r"[、，,；;\s/／]+")
_SENTENCE: Final = re.compile(r"[。！？]|推进|建设|加快|加强|完善|开展|建立|鼓励|支持|推动|实施|落实|组织")
#: What it costs to leave a column of a row empty: the task is always there, a support seldom.
_SKIP: Final = {
    ColumnKind.TASK: -1.2,
    ColumnKind.NAME: -1.5,
    ColumnKind.CONTENT: -0.9,
    ColumnKind.LEAD: -1.0,
    ColumnKind.LEAD_FIRST: -1.0,
    ColumnKind.LEAD_SUPPORT: -1.0,
    ColumnKind.RESPONSIBLE: -0.9,
    ColumnKind.NUMBER: -0.5,
    ColumnKind.DEADLINE: -0.3,
}
#: What it costs to give a column one more line: one body leads and several support, tasks are short.
_SHARE: Final = {ColumnKind.LEAD: 0.4, ColumnKind.TASK: 0.3, ColumnKind.CONTENT: 0.1, ColumnKind.NUMBER: 2.0}
_WORST: Final = -1e9


def names_bodies(words: str) -> bool:
    """Whether a cell reads like a list of bodies.

    Match: ``市商务局、市发改委，各县（市、区）人民政府``. Not: ``推进园区建设，完善物流配送``, ``优化园区空间布局``.
    """
    if len(words) > 400 or "。" in words.rstrip("。"):
        return False
    parts = [part for part in _SPLIT.split(re.sub(r"[（(][^（()）]*[）)]", "", words).rstrip("。")) if part]
    named = sum(bool(_BODY_END.search(part)) and len(part) <= 24 for part in parts)
    return bool(parts) and 2 * named > len(parts)


def _free(words: str) -> float:
    """How well words stand in a column of prose."""
    if _NUMBER.fullmatch(words) or _DEADLINE.fullmatch(words):
        return -1.0
    return -1.0 if names_bodies(words) and not _SENTENCE.search(words) else 0.6


def _owner(words: str) -> float:
    if names_bodies(words):
        return 1.5 if not _SENTENCE.search(words) or len(words) < 12 else 0.5
    return -2.5 if "。" in words or len(words) > 30 or _NUMBER.fullmatch(words) else -1.0


def _form(pattern: re.Pattern[str], yes: float, no: float) -> Callable[[str], float]:
    return lambda words: yes if pattern.fullmatch(words) else no


_FITS: Final[dict[ColumnKind, Callable[[str], float]]] = {
    ColumnKind.NUMBER: _form(_NUMBER, 2.0, -3.0),
    ColumnKind.DEADLINE: _form(_DEADLINE, 2.0, -1.2),
    ColumnKind.INVESTMENT: _form(_MONEY, 2.0, -2.0),
    ColumnKind.YEARS: _form(_YEARS, 2.5, -1.0),
    ColumnKind.NATURE: lambda words: 2.0 if re.fullmatch(r"[新续扩改在筹拟]建", words) else -2.0,
    ColumnKind.BUILDERS: _owner,
    ColumnKind.NOTE: lambda _: -0.2,
    ColumnKind.PROGRESS: lambda _: 0.1,
    ColumnKind.PERSON: lambda words: 0.3 if len(words) <= 12 else -1.5,
    ColumnKind.OTHER: lambda _: 0.0,
    ColumnKind.PLACE: lambda words: 0.3 if len(words) <= 20 else -1.5,
    **dict.fromkeys(OWNERS, _owner),
}


def fits(kind: ColumnKind, words: str) -> float:
    """How well a cell's words suit a kind of column; above 0 they do."""
    return _FITS.get(kind, _free)(words)


def assign(kinds: Sequence[ColumnKind], cells: Sequence[str]) -> tuple[int, ...]:
    """The column of each cell, in order: the assignment that suits best.

    Cells never cross. Several cells in a row share a column only where there are more cells than columns
    (a saved page breaks a cell into its paragraphs). Time: columns x cells.
    """
    width, share = len(kinds), len(cells) > len(kinds)
    skip = [_SKIP.get(kind, 0.0) for kind in kinds]
    more = [_SHARE.get(kind, 0.2) for kind in kinds]
    if cells and ColumnKind.NUMBER in kinds and not _NUMBER.fullmatch(cells[0]):
        # A row without its number goes on with the task above, whose cell is merged.
        skip = [-0.5 if kind is ColumnKind.TASK else cost for kind, cost in zip(kinds, skip, strict=True)]
    # best[j]: the best score so far with the last cell in column j; back[i][j]: the column before it.
    best: list[float] = []
    back: list[list[int]] = []
    for at, words in enumerate(cells):
        scores = [fits(kind, words) for kind in kinds]
        if at == 0:
            best = [sum(skip[:j]) + scores[j] for j in range(width)]
            back.append([-1] * width)
            continue
        now, came = [_WORST] * width, [-1] * width
        run, source = _WORST, -1  # the best way to be before column j, its skips counted
        for j in range(width):
            if share and best[j] - more[j] > run:
                now[j], came[j] = best[j] - more[j] + scores[j], j
            if run > _WORST and run + scores[j] > now[j]:
                now[j], came[j] = run + scores[j], source
            run += skip[j]
            if best[j] > run:
                run, source = best[j], j
        best = now
        back.append(came)
    if not cells:
        return ()
    last = max(range(width), key=lambda j: best[j] + sum(skip[j + 1 :]))
    columns = [last]
    for came in reversed(back[1:]):
        columns.append(came[columns[-1]])
    return tuple(reversed(columns))


def suits(kinds: Sequence[ColumnKind], cells: Sequence[str], columns: Sequence[int]) -> float:
    """How well cells suit the columns they are given to, the columns left empty counted."""
    left = sum(_SKIP.get(kind, 0.0) for index, kind in enumerate(kinds) if index not in set(columns))
    return left + sum(fits(kinds[column], words) for column, words in zip(columns, cells, strict=True))
