"""When a target is due: 到2015年末, 2014—2016年, 用3年时间, 3-5年内, “十四五”末, 今年, 年均.

Relative terms need an anchor. Where the plan states its period, N years count from its first year
(用3年时间 of 2014—2016 ends in 2016); otherwise from the year of issue (2年内 from 2014: 2016).
A year of comparison (比2015年, 在2013年的基础上) is never a due year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from loaders.rules.numerals import number

__all__ = ["Anchor", "YearCue", "YearKind", "year_cues"]


class YearKind(StrEnum):
    """What a year does in a clause."""

    DUE = "due"  # 到2015年
    BASE = "base"  # 在2013年的基础上, 比2015年
    START = "start"  # 从2014年开始


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative years count from: the year of issue and the plan's period, where known."""

    year: int | None
    start_year: int | None
    end_year: int | None

    def after(self, years: int) -> int | None:
        """The last of so many years."""
        if self.start_year is not None:
            return self.start_year + years - 1
        return None if self.year is None else self.year + years


@dataclass(frozen=True, slots=True)
class YearCue:
    """``text[start:end]`` names a year; None when it is relative to something unknown."""

    start: int
    end: int
    year: int | None
    kind: YearKind


#: Match: ``2015年``, ``2014—2016年``, ``2014年至2016年``, ``2025年底前``. Non-match: ``2015个``, ``12015年``.
_ABSOLUTE = re.compile(
    r"(?<!\d)(20\d\d|19\d\d)(?:年?(?:[—\-–~～至到]{1,2})(20\d\d))?年(?:度|底前|末前|年底|年末|底|末|前|以前|之前|时|起|内)?"
)
#: Match: ``2015、2016年`` lists the first of several years of one 年. Non-match: ``2015、16家``.
_LISTED = re.compile(r"(?<!\d)(20\d\d)年?(?=[、和](?:20\d\d[、和])*20\d\d年)")
#: Match: ``“十四五”末``, ``十三五期间``. Non-match: ``第十四五号``.
_FIVE_YEAR = re.compile(r"[“\"]?(十[一二三四五六])五[”\"]?(?:规划)?(?:期?末|期间|时期|结束)")
#: Match: ``用3年时间``, ``3-5年内``, ``未来三年``, ``今后5年``, ``经过两年努力``. Non-match: ``3年期``, ``三年行动计划``.
_SPAN = re.compile(
    r"(?:用|经过|通过|利用)(?P<a>[\d一两二三四五六七八九十]{1,3})(?:[—\-–~～至到](?P<a2>[\d一两二三四五六七八九十]{1,3}))?年(?:左右)?的?(?:时间|努力)?"
    r"|(?:未来|今后)(?P<b>[\d一两二三四五六七八九十]{1,3})(?:[—\-–~～至到](?P<b2>[\d一两二三四五六七八九十]{1,3}))?年"
    r"|(?<![\d年])(?P<c>[\d一两二三四五六七八九十]{1,2})(?:[—\-–~～至到](?P<c2>[\d一两二三四五六七八九十]{1,3}))?年(?:以内|之内|内)"
)
#: Match: ``今年``, ``年底前``, ``明年``, ``规划期末``. Non-match: ``每年``, ``2015年底前`` (taken by _ABSOLUTE).
_RELATIVE = re.compile(r"(?<!\d)(?:今年|本年度|年底前|明年|规划期末|计划期末|期末)")
_BEFORE_BASE = ("比", "较", "以", "同比", "相比", "是", "相当于", "为", "对比", "与", "由", "超过", "高于")
#: Match behind a year: ``的基础上``, ``的3倍``, ``增长``. Non-match: ``，电子商务``, ``的目标``.
_BEHIND_BASE = re.compile(
    r"的?(?:水平)?(?:基础上|为基数|为基准|基数|的\d+(?:\.\d+)?倍|增长|翻|相比|同期|提高|的[一二两三])"
)
_BEHIND_START = ("开始", "起", "以来", "年起")


def year_cues(text: str, start: int, end: int, anchor: Anchor) -> tuple[YearCue, ...]:
    """Years named in ``text[start:end]``, left to right.

    >>> [(c.year, c.kind.value) for c in year_cues("到2015年末，比2010年", 0, 14, Anchor(2013, None, None))]
    [(2015, 'due'), (2010, 'base')]
    """
    cues = sorted(_all(text, start, end, anchor), key=lambda cue: (cue.start, -cue.end))
    kept: list[YearCue] = []
    for cue in cues:
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return tuple(kept)


def _all(text: str, start: int, end: int, anchor: Anchor) -> Iterator[YearCue]:
    for match in _ABSOLUTE.finditer(text, start, end):
        yield YearCue(match.start(), match.end(), int(match[2] or match[1]), _kind(text, match, start, end))
    for match in _LISTED.finditer(text, start, end):
        yield YearCue(match.start(), match.end(), int(match[1]), YearKind.DUE)
    for match in _FIVE_YEAR.finditer(text, start, end):
        ordinal = number(match[1])
        if ordinal is not None:  # the eleventh plan ended in 2010
            yield YearCue(match.start(), match.end(), 2010 + 5 * (int(ordinal) - 11), YearKind.DUE)
    for match in _SPAN.finditer(text, start, end):
        low = match["a"] or match["b"] or match["c"]
        count = number(match["a2"] or match["b2"] or match["c2"] or low)
        year = anchor.after(int(count)) if count is not None and count < 30 else None
        yield YearCue(match.start(), match.end(), year, YearKind.DUE)
    for match in _RELATIVE.finditer(text, start, end):
        if match[0].endswith("期末"):
            year = anchor.end_year
        else:
            year = None if anchor.year is None else anchor.year + (match[0] == "明年")
        yield YearCue(match.start(), match.end(), year, YearKind.DUE)


def _kind(text: str, match: re.Match[str], start: int, end: int) -> YearKind:
    """Due unless the words around say that the year is compared with, or begun from."""
    before, behind = text[max(start, match.start() - 3) : match.start()], text[match.end() : end]
    if before.endswith(("从", "自")) or behind.startswith(_BEHIND_START) or match[0].endswith("起"):
        return YearKind.START
    if before.endswith(_BEFORE_BASE) or _BEHIND_BASE.match(behind):
        return YearKind.BASE
    if before.endswith("在") and "基础" in behind[:8]:
        return YearKind.BASE
    return YearKind.DUE
