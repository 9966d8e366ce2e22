"""When a target is due: 到2015年末, 2014—2016年, 用3年时间, 3-5年内, 三年新增, “十四五”末, 今年, 完成时限：….

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
from loaders.rules.words import words_by_class

__all__ = ["Anchor", "YearCue", "YearKind", "deadlines", "year_cues"]


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

    def spans(self, years: int) -> bool:
        """三年新增 counts over the plan's period: that is known to be so long, or not known at all."""
        if self.start_year is None or self.end_year is None:
            return True
        return self.end_year - self.start_year + 1 == years

    def after(self, years: int) -> int | None:
        """The last of so many years."""
        if self.start_year is not None:
            return self.start_year + years - 1
        return None if self.year is None else self.year + years


@dataclass(frozen=True, slots=True)
class YearCue:
    """``text[start:end]`` names a year; None when it is relative to something unknown.

    ``first`` is the first year of a spell of several, of which ``year`` is the last.
    """

    start: int
    end: int
    year: int | None
    kind: YearKind
    first: int | None = None

    @property
    def years(self) -> tuple[int | None, ...]:
        """Each year that is named, in order: all of 2014—2016年."""
        if self.first is None or self.year is None or not 0 <= self.year - self.first < _LONGEST_SPELL:
            return (self.year,)
        return tuple(range(self.first, self.year + 1))


#: Nobody gives each of more years a number of its own in a sentence.
_LONGEST_SPELL = 10
_MONTH = r"1?\d月(?:份|底|末|上旬|中旬|下旬|[123]?\d日)?"
#: Match: ``2015年``, ``2014—2016年``, ``2014年至2016年``, ``2025年底前``, ``2019年6月底前``.
#: Non-match: ``2015个``, ``12015年``.
_ABSOLUTE = re.compile(
    r"(?<!\d)(20\d\d|19\d\d)(?:年?(?:[—\-–~～至到]{1,2})(20\d\d))?年"
    rf"(?:度|年底|年末|底|末|[上下]半年|{_MONTH})?(?:以前|之前|前|时|起|内)?"
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
#: Match: ``今年``, ``年底前``, ``明年``, ``规划期末``, ``年内``, ``9月底前``. Non-match: ``每年``, ``三年内``,
#: ``9月``, ``2015年底前`` (taken by _ABSOLUTE).
_RELATIVE = re.compile(
    r"(?<!\d)(?:今年|本年度|年底前|明年|规划期末|计划期末|期末)"
    r"|(?<![\d一二两三四五六七八九十几数多半当同近])年内|以后(?=每年|逐年|年均|各年)"
    rf"|(?<![\d年]){_MONTH}(?:之前|以前|前)"
)
#: Match: ``三年`` in 三年新增, 五年累计, 货值五年翻一番, 应用率三年分别. Non-match: ``近三年``, ``三年行动``, ``三年来``, ``每三年``.
_BARE_SPAN = re.compile(
    r"(?<![\d十第近前过每])([2-9两二三四五六七八九十])年(?=翻|(?:要|将|力争)?(?:分别|逐年|依次))"
    r"|(?:(?<![^，。；：、,;:\s])|(?<=力争)|(?<=争取)|(?<=计划)|(?<=确保)|(?<=实现))([2-9两二三四五六七八九十])年"
)
#: Match: ``完成时限：2020年12月底``, ``（责任单位：市商务局，2015年底前完成）``. Non-match: ``完成时限：持续推进``,
#: ``建设时间：2015—2020年`` (of a project), ``2015年底前完成改造``.
_DEADLINE = re.compile(
    r"(?:(?:完成|办结|实施|推进|落实)(?:时限|期限|时间|进度)|时间节点|时间进度|时间要求|完成时间要求|工作时限)[】\]]?[：:]\s*[^，。；\n]{0,6}?"
    r"20\d\d年?(?:\d{1,2}月)?(?:[—\-–~～至到]{1,2}20\d\d)?"
    r"|20\d\d年(?:1?\d月)?(?:底|末)?以?前完成(?=[）)])"
)
_YEAR = re.compile(r"20\d\d")
#: Without one of these, none of the patterns above (but `_DEADLINE`) finds anything.
_NAMES_TIME = re.compile("[年月期五]")
_BEFORE_BASE = ("比", "较", "以", "同比", "相比", "是", "相当于", "为", "对比", "与", "由", "超过", "高于")
#: Match behind a year: ``的基础上``, ``的3倍``, ``增长``. Non-match: ``，电子商务``, ``的目标``.
_BEHIND_BASE = re.compile(
    r"的?(?:水平)?(?:基础上|为基数|为基准|基数|的\d+(?:\.\d+)?倍|增长|翻|相比|同期|提高|的[一二两三])"
)
_BEHIND_START = ("开始", "起", "以来", "年起")


def deadlines(text: str, start: int, end: int) -> tuple[YearCue, ...]:
    """When the work of a measure must be done, said behind it: 完成时限：2020年12月底, （…，2015年底前完成）.

    >>> [cue.year for cue in deadlines("建设园区5个。完成时限：2019—2020年", 0, 20)]
    [2020]
    """
    return tuple(
        YearCue(match.start(), match.end(), max(map(int, _YEAR.findall(match[0]))), YearKind.DUE)
        for match in _DEADLINE.finditer(text, start, end)
    )


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
    if not _NAMES_TIME.search(text, start, end):
        return  # most sentences
    for match in _ABSOLUTE.finditer(text, start, end):
        first = int(match[1]) if match[2] else None
        yield YearCue(
            match.start(), match.end(), int(match[2] or match[1]), _kind(text, match, start, end), first
        )
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
        yield _spell(match, year, None if count is None else int(count))
    for match in _BARE_SPAN.finditer(text, start, end):
        if match[2] and not _opens_statement(text, match.end()):
            continue
        count = number(match[1] or match[2])
        year = anchor.after(int(count)) if count is not None and anchor.spans(int(count)) else None
        yield _spell(match, year, None if count is None else int(count))
    for match in _RELATIVE.finditer(text, start, end):
        if match[0] == "以后":
            year = None
        elif match[0].endswith("期末"):
            year = anchor.end_year
        else:
            year = None if anchor.year is None else anchor.year + (match[0] == "明年")
        yield YearCue(match.start(), match.end(), year, YearKind.DUE)


def _spell(match: re.Match[str], year: int | None, count: int | None) -> YearCue:
    """A spell of so many years that ends in ``year``."""
    first = None if year is None or count is None else year - count + 1
    return YearCue(match.start(), match.end(), year, YearKind.DUE, first)


def _opens_statement(text: str, pos: int) -> bool:
    """A verb or 累计 follows: 三年新增, 五年累计培训, 三年达到; not 三年建设计划."""
    classes = words_by_class()
    named = any(word in text[pos : pos + 6] for word in ("计划", "规划", "行动", "方案", "任务"))
    return not named and any(classes[name].at(text, pos) > pos for name in ("action", "modal", "level"))


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
