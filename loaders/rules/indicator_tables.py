"""Tables of indicators: a row names an indicator with its unit, a column the year that its value is for.

    指标名称  2020年  2025年  属性
    商品销售总额（亿元）  1215  2000  预期性

The columns of years before the plan tell what is; those from the plan on tell what is to be, year by year. A row whose
cells do not stand below the heads (a blank one, a note among them) is read only when its numbers leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from loaders.rules.quantities import Quantity, quantities
from loaders.rules.scope import Scope
from ontology.model import Comparator

__all__ = ["IndicatorRow", "indicator_rows"]

_CELLS = re.compile(r"[ \u3000]*[\t|│｜][ \t\u3000|│｜]*|[ \u3000]{2,}")
_LABEL_HEAD = re.compile(r"(?:主要|具体|核心)?指标(?:名称|内容)?|名称|目标(?:名称)?|类别|内容")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
#: Match: 2025年, 2025年目标值, 2025. Not: 2021—2025年, 2025年增速.
_YEAR = re.compile(
    r"((?:19|20)\d{2})年?(?:末|底)?[（(]?(?:目标值?|规划值?|预期值?|计划值?|预计|目标任务)?[）)]?"
)
#: The target's column without its year. Match: 目标值, 规划目标.
_GOAL = re.compile(r"(?:规划|预期|发展)?目标值?")
#: Match: 商品销售总额（亿元）, 网络零售额(万元).
_WITH_UNIT = re.compile(r"([^（()）]{2,40})[（(]([^（()）\d]{1,8})[）)]")
#: A head of a table with a cell a line. Match: 单位, 2020年, 年均增长（%）, 属性. Not: 电子商务交易额.
_ANY_HEAD = re.compile(
    rf"{_UNIT_HEAD.pattern}|{_YEAR.pattern}|{_GOAL.pattern}|(?:指标)?属性|备注|类型|年均(?:增长|增速|增幅)(?:率)?(?:[（(][%％][）)])?|增长率?(?:[（(][%％][）)])?"
)
#: How much an indicator grows each year up to the last year of the table. Match: 年均增长, 年均增速（%）. Not: 增长率.
_RATE = re.compile(r"年均(?:增长|增速|增幅)率?(?:[（(][%％][）)])?")
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_LONGEST_TABLE: Final = 3000
_ORDINAL = re.compile(r"[（(]?\d{1,3}[）).．、]?")
_VALUE = re.compile(
    r"([＞>≥≤＜<]?)\s*(\d+(?:\.\d+)?(?:[-—~～]\d+(?:\.\d+)?)?)\s*([%％]?)(左右|以上|以下|以内)?"
)
_BOUNDS: Final = {
    "＞": Comparator.MORE_THAN,
    ">": Comparator.MORE_THAN,
    "≥": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "＜": Comparator.LESS_THAN,
    "<": Comparator.LESS_THAN,
}
_GROWTH: Final = ("增速", "增长率", "增幅", "增长")
_MOST_COLUMNS: Final = 12


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What a row states: ``text[start:end]`` is the row, ``quantity`` its value with the unit of its name."""

    start: int
    end: int
    label: str
    quantity: Quantity
    comparator: Comparator
    growth: bool
    year: int


@dataclass(frozen=True, slots=True)
class _Head:
    """Columns of a table: of the name, of the unit if it has one, of the targets with their years, of the yearly growth."""

    width: int
    label: int
    unit: int | None
    targets: tuple[tuple[int, int], ...]
    rate: int | None = None


def indicator_rows(scope: Scope) -> Iterator[IndicatorRow]:
    """Every target that a row of an indicator table states, in order of the text.

    A table begins with a line of heads, one of which is a year of the plan or 目标值, and ends with the first line
    that is no row.
    """
    head: _Head | None = None
    at = 0
    for line in scope.text.split("\n"):
        start, at = at, at + len(line) + 1
        cells = [cell.strip() for cell in _CELLS.split(line.strip(" \u3000\t|│｜"))]
        if not 2 <= len(cells) <= _MOST_COLUMNS:
            head = None
            if _LABEL_HEAD.fullmatch(cells[0]):
                yield from _stacked(scope, start)
            continue
        if (found := _head(cells, scope)) is not None:
            head = found
        elif head is not None:
            yield from _rows(cells, head, line, start)


def _stacked(scope: Scope, start: int) -> Iterator[IndicatorRow]:
    """Targets of a table that was saved with a cell a line, from the line of its first head on.

    The heads are lines of their own up to the first that is none; then as many lines make a row.
    """
    window = scope.text[start : start + _LONGEST_TABLE]
    lines = [(start + found.start(), found.group().strip()) for found in _LINE.finditer(window)]
    cells = [cell for _, cell in lines]
    width = next((turn for turn, cell in enumerate(cells) if turn and not _ANY_HEAD.fullmatch(cell)), 0)
    head = _head(cells[:width], scope) if 2 < width <= _MOST_COLUMNS else None
    if head is None or head.label != 0:
        return
    for turn in range(width, len(lines) - width + 1, width):
        row = cells[turn : turn + width]
        if _VALUE.fullmatch(row[0]) or not any(_VALUE.fullmatch(cell) for cell in row[1:]):
            return
        first, (last, words) = lines[turn][0], lines[turn + width - 1]
        whole = scope.text[first : last + len(words)]
        yield from _rows(row, head, whole, first)


def _rows(cells: list[str], head: _Head, line: str, start: int) -> Iterator[IndicatorRow]:
    """What a row states: a value for each year to come, and how much it grows each year."""
    for year, target in head.targets:
        if found := _row(cells, head, target, year, line, start):
            yield found
    if head.rate is None or len(cells) != head.width:
        return
    value = cells[head.rate].rstrip("%％")
    growing = [*cells]
    growing[head.rate] = f"{value}%"
    if found := _row(growing, replace(head, unit=None), head.rate, head.targets[-1][0], line, start):
        yield replace(found, label=f"{found.label}年均增长率", growth=True)


def _head(cells: list[str], scope: Scope) -> _Head | None:
    label = next((turn for turn, cell in enumerate(cells) if _LABEL_HEAD.fullmatch(cell)), None)
    if label is None:
        return None
    first = max((year for year in (scope.year, scope.start_year) if year is not None), default=None)
    columns: list[tuple[int, int]] = []
    for turn, cell in enumerate(cells):
        year = _YEAR.fullmatch(cell)
        if year and (first is None or int(year[1]) >= first):
            columns.append((int(year[1]), turn))
        elif turn != label and _GOAL.fullmatch(cell) and scope.end_year is not None:
            columns.append((scope.end_year, turn))
    if not columns or (len(columns) == 1 and first is None):
        return None
    unit = next((turn for turn, cell in enumerate(cells) if _UNIT_HEAD.fullmatch(cell)), None)
    rate = next((turn for turn, cell in enumerate(cells) if _RATE.fullmatch(cell)), None)
    return _Head(len(cells), label, unit, tuple(sorted(dict(reversed(columns)).items())), rate)


def _row(cells: list[str], head: _Head, target: int, year: int, line: str, start: int) -> IndicatorRow | None:
    """The target of a row in one of its columns; None when it has not a cell for each head, or its value is no number."""
    if len(cells) != head.width:
        return None
    name = cells[head.label]
    printed = cells[head.unit] if head.unit is not None else ""
    if (known := _WITH_UNIT.fullmatch(name)) is not None:
        name, printed = known[1], printed or known[2]
    value = _VALUE.fullmatch(cells[target])
    if value is None or len(name) < 2 or _ORDINAL.fullmatch(name):
        return None
    words = f"{value[2]}{value[3] or printed}{value[4] or ''}"
    found = quantities(words, 0, len(words))
    if len(found) != 1 or found[0].start != 0 or found[0].end != len(words):
        return None
    quantity = found[0]
    bound = _BOUNDS.get(value[1]) or quantity.comparator or Comparator.EXACTLY
    shift = start + len(line) - len(line.lstrip())
    growth = quantity.dimension == "ratio" and name.endswith(_GROWTH)
    return IndicatorRow(shift, start + len(line.rstrip()), name, quantity, bound, growth, year)
