"""Quantities: a number or range with its unit and the words that bound it.

``3—5家`` · ``超过1.5万亿元`` · ``不低于30%`` · ``10户左右`` · ``三万名`` · ``百分之六十以上`` · ``翻一番``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from loaders.names.vocabulary import brands
from loaders.rules.numerals import MULTIPLIERS, Numeral, scan
from loaders.rules.words import Words, rows, words_by_class
from ontology.model import Comparator

__all__ = ["Quantity", "UnitOfMeasure", "comparator_before", "quantities", "units"]


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit: its dimension (money, ratio, persons …), normalised name and factor to it.

    Before one of the characters ``not_before`` it is no unit: 11人才, 3大数据.
    """

    name: str
    dimension: str
    normalized: str
    factor: Decimal
    not_before: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at ``text[start:end]``, words like 以上 behind it included.

    ``value`` (and ``upper`` of a range) count in ``unit`` as printed (``万人``); times ``factor``
    they count in ``normalized``. ``comparator`` is None when nothing behind the number binds it.
    ``core_end`` is where number and unit end. ``chinese`` is true when written in characters.
    """

    start: int
    core_end: int
    end: int
    value: Decimal
    upper: Decimal | None
    unit: str
    dimension: str
    normalized: str
    factor: Decimal
    comparator: Comparator | None
    chinese: bool


_BEHIND: dict[str, Comparator] = {
    "以上": Comparator.AT_LEAST,
    "及以上": Comparator.AT_LEAST,
    "（含）以上": Comparator.AT_LEAST,
    "(含)以上": Comparator.AT_LEAST,
    "或以上": Comparator.AT_LEAST,
    "左右": Comparator.ABOUT,
    "上下": Comparator.ABOUT,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "以下": Comparator.AT_MOST,
    "及以下": Comparator.AT_MOST,
    "之间": Comparator.BETWEEN,
}
_BEHIND_WORDS = Words(_BEHIND)
_MULTIPLIER_WORDS = Words(MULTIPLIERS)
_MORE = Words(["余", "多", "来"])
_RANGE_SIGNS = Words(["—", "——", "-", "－", "–", "~", "～", "至", "到", "―"])
_BLANKS = " \u3000\xa0"
#: Before 年内 these make a spell of it: 三年内, 5年内.
_COUNTS_YEARS = frozenset("0123456789一二两三四五六七八九十几")
#: 50家|具有影响力的园区 are no furniture.
_HAVING = ("具有", "具备")
#: Match: ``翻一番``, ``翻两番``, ``翻番``. Non-match: ``翻开``.
_DOUBLE = re.compile(r"翻(?:了)?([一两二三四]?)番")
#: Match: ``百分之``. Non-match: ``百分点``.
_PERCENT = "百分之"


@cache
def units() -> dict[str, UnitOfMeasure]:
    """Units of ``units.tsv`` by the word that is printed."""
    return {
        name: UnitOfMeasure(name, dimension, normalized, Decimal(factor), not_before.strip("-"))
        for name, dimension, normalized, factor, not_before in rows("units.tsv", 5)
    }


@cache
def _unit_words() -> Words:
    return Words(units())


@cache
def _brands_with_numbers() -> Words:
    """Names that begin like a number with its unit: 三只松鼠, 七匹狼."""
    return Words(name for name in brands() if name[0] in "一二两三四五六七八九十" and len(name) > 2)


def _skip_blanks(text: str, pos: int) -> int:
    while pos < len(text) and text[pos] in _BLANKS:
        pos += 1
    return pos


@dataclass(frozen=True, slots=True)
class _Measure:
    """What stands behind a number: multiplier and unit, and 余 or 多 between them."""

    end: int
    multiplier: str
    unit: UnitOfMeasure | None
    more: bool


def _measure(text: str, pos: int) -> _Measure:
    """Multiplier, 余 and unit at ``pos``; a bare 万亿 or 亿 counts as money only further up."""
    pos = _skip_blanks(text, pos)
    more_end = _MORE.at(text, pos)
    multiplier_end = _MULTIPLIER_WORDS.at(text, more_end)
    multiplier = text[more_end:multiplier_end]
    more_again = _MORE.at(text, multiplier_end)
    unit_start = _skip_blanks(text, more_again)
    unit_end = _unit_words().at(text, unit_start)
    unit = units().get(text[unit_start:unit_end])
    if (
        unit
        and text[unit_end : unit_end + 1] in tuple(unit.not_before)
        and not text.startswith(_HAVING, unit_end)
    ):
        unit = None
    more = more_end > pos or more_again > multiplier_end
    return _Measure(unit_end if unit else more_again, multiplier, unit, more)


def quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Quantities in ``text[start:end]``, left to right and without overlap.

    >>> [(str(q.value), q.unit, q.comparator) for q in quantities("3万名、10家以上", 0, 9)]
    [('3', '万名', None), ('10', '家', <Comparator.AT_LEAST: 'at-least'>)]
    """
    found = [*_numbered(text, start, end), *_doublings(text, start, end)]
    return tuple(sorted(found, key=lambda quantity: quantity.start)) if found else ()


def _doublings(text: str, start: int, end: int) -> Iterator[Quantity]:
    """翻一番 is twice as much, 翻两番 four times: the value in 倍, so that it compares with 是2015年的2倍."""
    for match in _DOUBLE.finditer(text, start, end):
        if not match[1] and text[match.end() : match.end() + 1] not in ("", *"，；。、,;以"):
            continue  # 翻番裂变 is a figure of speech
        times = Decimal({"": 1, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4}[match[1]])
        stop = match.end()
        after = _BEHIND_WORDS.at(text, stop)
        bound = _BEHIND.get(text[stop:after])
        yield Quantity(
            match.start(),
            stop,
            after,
            Decimal(2) ** times,
            None,
            "倍",
            "doubling",
            "ratio",
            Decimal(1),
            bound,
            bool(match[1]),
        )


def _numbered(text: str, start: int, end: int) -> Iterator[Quantity]:
    numerals = list(scan(text, start, end))
    index = 0
    while index < len(numerals):
        first = numerals[index]
        if first.chinese and _brands_with_numbers().at(text, first.start) > first.start:
            index += 1  # 三只松鼠 is a firm
            continue
        low = _measure(text, first.end)
        second = numerals[index + 1] if index + 1 < len(numerals) else None
        joined = second and _is_range(text, first, low, second)
        if second and joined:
            high = _measure(text, second.end)
            index += 2
            quantity = _quantity(text, first, second, high, low.more or high.more, end)
        else:
            index += 1
            quantity = _quantity(text, first, None, low, low.more, end)
        if quantity:
            yield quantity


def _is_range(text: str, first: Numeral, low: _Measure, second: Numeral) -> bool:
    """3—5家, 1000亿元至1500亿元, 两到三家, 两三家; not 2014年至2016年 (年 is no unit)."""
    if first.end == second.start and first.chinese and second.chinese:
        return True
    after = low.end if low.unit else _skip_blanks(text, first.end)
    gap = text[after : second.start].strip(_BLANKS)
    if not gap and low.multiplier and not low.unit:
        return False
    if gap in _RANGE_SIGNS:
        return second.value > first.value or low.unit is not None
    return (
        not low.unit
        and text[first.end : second.start].strip(_BLANKS).lstrip("".join(MULTIPLIERS)) in _RANGE_SIGNS
    )


def _quantity(
    text: str, first: Numeral, second: Numeral | None, measure: _Measure, more: bool, end: int
) -> Quantity | None:
    unit, multiplier = measure.unit, measure.multiplier
    start = first.start
    if unit is not None and unit.dimension == "score" and first.chinese:
        return None  # 十分重要
    percent = text[max(0, start - len(_PERCENT)) : start] == _PERCENT
    if percent:
        unit, multiplier, stop = units()["%"], "", (second or first).end
        start -= len(_PERCENT)
    elif unit is None:
        if multiplier not in ("亿", "万亿", "千亿", "百亿"):
            return None
        stop = measure.end
    else:
        stop = measure.end
    if stop > end:
        return None
    if percent or unit is None:
        printed = "%" if percent else multiplier
    else:
        printed = multiplier + unit.name.replace("％", "%")
    behind_end = _BEHIND_WORDS.at(text, _skip_blanks(text, stop))
    comparator: Comparator | None = None
    if behind_end > stop and behind_end <= end and text[stop:behind_end].strip(_BLANKS) in _BEHIND:
        comparator = _BEHIND[text[stop:behind_end].strip(_BLANKS)]
    else:
        behind_end = stop
    if second is not None and comparator is not Comparator.AT_LEAST:
        comparator = Comparator.BETWEEN
    elif more and comparator is None:
        comparator = Comparator.MORE_THAN
    factor = Decimal(MULTIPLIERS.get(multiplier, 1)) * (unit.factor if unit else 1)
    return Quantity(
        start=start,
        core_end=stop,
        end=behind_end,
        value=first.value,
        upper=second.value if second else None,
        unit=printed,
        dimension=unit.dimension if unit else "money",
        normalized=unit.normalized if unit else "yuan",
        factor=factor,
        comparator=comparator,
        chinese=first.chinese,
    )


_BOUNDS = (
    Comparator.AT_LEAST,
    Comparator.AT_MOST,
    Comparator.MORE_THAN,
    Comparator.LESS_THAN,
    Comparator.ABOUT,
)


def comparator_before(text: str, start: int, end: int) -> tuple[int, Comparator | None, bool]:
    """Words in front of a number at ``end``: where they begin, what they say, whether any stood there.

    >>> comparator_before("交易额突破100", 0, 5)
    (3, <Comparator.MORE_THAN: 'more-than'>, True)
    >>> comparator_before("交易额100", 0, 3)
    (3, None, False)
    """
    classes = words_by_class()
    pos, comparator, any_word = end, None, False
    for _ in range(4):  # 力争达到不低于: a few words in a row at most
        while pos > start and text[pos - 1] in _BLANKS + "了":
            pos -= 1
        best, kind = pos, None
        for bound in _BOUNDS:
            begin = max(start, classes[bound.value].before(text, pos))
            if begin < best:
                best, kind = begin, bound
        level = max(start, classes["level"].before(text, pos))
        modal = max(start, classes["modal"].before(text, pos))
        if text[modal:pos] == "均" and text[max(start, modal - 1) : modal] in tuple("年户人月日平"):
            modal = pos  # 年均 is a word of its own
        if text[modal:pos] == "年内" and text[max(start, modal - 1) : modal].strip() in _COUNTS_YEARS:
            modal = pos  # 三年内 is a spell
        if text[modal:pos] == "有" and text[max(start, modal - 1) : modal] in tuple("拥建设具现已开占享"):
            modal = pos
        if min(level, modal) < best:
            best, kind = min(level, modal), None
        if best == pos:
            break
        if kind is not None and comparator is None:
            comparator = kind
        any_word = any_word or best != modal or kind is not None
        pos = best
    return pos, comparator, any_word
