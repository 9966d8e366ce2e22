"""What a plan says of itself: title, number, issuer, date, period, and the works it is based on.

Everything is read from the front matter (before the first heading) and the sign-off; the body only
adds what it states in so many words (规划期为2013至2015年).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from loaders.outline import Outline
from loaders.rules.issuers import issuers_of, labelled_date, signature
from loaders.rules.segments import segments
from loaders.rules.stated import Found, passage_of
from loaders.rules.titles import FIVE_YEAR_PLAN, TITLE_TAIL, title_of
from loaders.spans import Span
from ontology.model import Passage

__all__ = ["Cited", "Metadata", "metadata"]

#: ``常政发〔2014〕77号``, ``（济政字[2014]57号）``; not a number inside a sentence.
_NUMBER: Final = re.compile(
    r"[\u4e00-\u9fff]{2,12}\s*[〔\[［【（(]\s*(?:19|20)\d{2}\s*[〕\]］】）)]\s*第?\s*\d{1,4}\s*号"
)
#: A number that lost its line ends: …的通知|湛府〔2014〕76号|各县（市、区）. Not: 通知（粤府〔2014〕1号）.
_GLUED: Final = re.compile(
    r"(?<=通知|意见|方案|计划|规划|办法|措施|决定)([\u4e00-\u9fff]{2,6}[〔\[［【（(](?:19|20)\d{2}[〕\]］】）)]第?\d{1,4}号)(?=各)"
)
#: So far into a text its number may stand.
_HEAD: Final = 200
#: 2014—2016年, 2013至2015年, 2013-2015.
_PERIOD: Final = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:[-－–—―~～一至到]{1,2})\s*((?:19|20)\d{2})\s*年?")
#: A plan of one year: 2017年农村电商工作方案, 2023年度工作要点. Not 2017年以来的工作.
_SINGLE_YEAR: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年度?(?=[^以来前后底末初月]{2,40}(?:计划|方案|要点|清单|安排|行动|任务))"
)
_PERIOD_STATED: Final = re.compile(
    r"(?:规划期|规划期限|计划期|实施期限|期限|有效期)[^。；]{0,8}?" + _PERIOD.pattern
)
#: Five-year plans by number. Source: outlines of the national plans (十一五 2006-2010 and so on).
_FIVE_YEARS: Final = {
    "九": 1996,
    "十": 2001,
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
}

#: Words that make a cited work the basis of this one, when they stand before it in the sentence.
_BASIS: Final = re.compile(r"根据|依据|依照|按照|遵照|贯彻|落实")
_CITED_NUMBER: Final = re.compile(rf"\s*[（(]\s*({_NUMBER.pattern})[^）)]{{0,4}}[）)]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A work named as a basis; ``title`` without its book-title marks."""

    title: str
    number: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter as found; ``issuers`` are as written (``市政府`` is not expanded here), the first one leading."""

    title: Found
    number: Found | None
    issuers: tuple[Found, ...]
    issued: tuple[dt.date, Passage] | None
    period: tuple[int, int, Passage] | None
    based_on: tuple[Cited, ...]

    @property
    def issuer(self) -> Found | None:
        """The first issuer."""
        return self.issuers[0] if self.issuers else None


def metadata(text: str, tree: Outline, stem: str) -> Metadata:
    """Read the front matter and the sign-off. ``stem`` names the file where no title is found."""
    first = tree.nodes[0].start if tree.nodes else tree.body_end
    front = segments(text, (line for line in tree.lines if line.start < first), first)
    front = tuple(line for line in front if not _inside_marks(text, line.start))
    title = title_of(text, front, tree, stem)
    signed = signature(text, front, tree)
    return Metadata(
        title=title,
        number=_number(text, front, first),
        issuers=issuers_of(text, front, first, title, signed),
        issued=signed[1] if signed else labelled_date(text, first),
        period=_period(text, title, first, tree),
        based_on=_based_on(text, tree, first, title.value),
    )


def _inside_marks(text: str, at: int) -> bool:
    """Whether a piece of a line begins inside a title that is cited: 《甲部 |乙部关于…》."""
    opened = text.rfind("《", text.rfind("\n", 0, at) + 1, at)
    return opened >= 0 and text.find("》", opened, at) < 0


def _number(text: str, front: tuple[Span, ...], first: int) -> Found | None:
    for line in front[:15]:
        start = line.start
        while start < line.end and text[start] in "（([【 发文字号：:文":
            start += 1
        match = _NUMBER.match(text, start, first)
        if match and match.end() <= line.end:
            return Found(match[0], passage_of(text, *match.span()), 0.95, "plan/number-line")
    glued = _GLUED.search(text, 0, min(first, _HEAD))
    return Found(glued[1], passage_of(text, *glued.span(1)), 0.8, "plan/number-glued") if glued else None


def _period(text: str, title: Found, first: int, tree: Outline) -> tuple[int, int, Passage] | None:
    match = _PERIOD.search(text, title.passage.start, title.passage.end)
    if match is None:
        match = _PERIOD_STATED.search(text, 0, tree.body_end)
    if match is not None:
        start, end = int(match[1]), int(match[2])
        return (start, end, passage_of(text, *match.span())) if start <= end else None
    five = FIVE_YEAR_PLAN.search(text, title.passage.start, title.passage.end)
    if five and five[1] in _FIVE_YEARS:
        start = _FIVE_YEARS[five[1]]
        return start, start + 4, passage_of(text, *five.span())
    single = _SINGLE_YEAR.search(text, title.passage.start, title.passage.end)
    if single:
        return int(single[1]), int(single[1]), passage_of(text, *single.span())
    for front in _PERIOD.finditer(text, 0, first):
        tail = TITLE_TAIL.search(text, max(0, front.start() - 1), front.end() + 2)
        if tail and not _of_another(text, front.start(), title.value):
            return int(front[1]), int(front[2]), passage_of(text, *front.span())
    return None


def _of_another(text: str, at: int, own_title: str) -> bool:
    """Whether the years at ``at`` belong to a work that is cited: 《法治政府建设实施纲要（2015—2020年）》."""
    opened = text.rfind("《", max(0, at - 100), at)
    if opened < 0 or text.find("》", opened, at) >= 0:
        return False
    name = re.sub(r"[（(].*", "", text[opened + 1 : at])
    return name not in own_title


def _based_on(text: str, tree: Outline, first: int, own_title: str) -> tuple[Cited, ...]:
    """Works between book-title marks after 根据, 按照, 贯彻 … in the same sentence of the front matter.

    ``根据《A》和《B》精神`` gives both; ``《本规划》已经市政府同意`` gives none.
    """
    regions = [Span(0, first)]
    regions += [
        Span(node.body_start, node.own_end)
        for node in tree.nodes
        if re.search(r"编制依据|规划依据|指导思想|总体要求", node.title) and node.body_start < node.own_end
    ]
    found: dict[str, Cited] = {}
    for region in regions:
        for sentence in re.finditer(r"[^。\n]+", text[region.start : region.end]):
            start, end = region.start + sentence.start(), region.start + sentence.end()
            cue = _BASIS.search(text, start, end)
            if cue is None:
                continue
            for begin, stop in _quoted(text, cue.end(), end):
                name = text[begin + 1 : stop - 1]
                if name and name not in own_title and own_title not in name and name not in found:
                    number = _CITED_NUMBER.match(text, stop, end)
                    found[name] = Cited(name, number[1] if number else None, passage_of(text, begin, stop))
    return tuple(found.values())


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of balanced 《…》 (nested 〈〉 or 《》 stay inside), marks included."""
    spans, depth, begin = [], 0, 0
    for position in range(start, end):
        if text[position] == "《":
            if depth == 0:
                begin = position
            depth += 1
        elif text[position] == "》" and depth:
            depth -= 1
            if depth == 0:
                spans.append((begin, position + 1))
    return spans
