"""What a plan says of itself: title, number, issuer, date, period, and the works it is based on.

Everything is read from the front matter (before the first heading) and the sign-off; the body only
adds what it states in so many words (规划期为2013至2015年).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from loaders.headings import number_of
from loaders.outline import Outline, Span
from ontology.model import Passage

__all__ = ["Cited", "Found", "Metadata", "metadata"]

_KIND: Final = (
    r"(?:规划|计划|方案|意见|纲要|办法|措施|行动|决定|通知|通告|公告|报告|规定|细则|要点|思路|指南|对策|政策)"
)
_YEARS: Final = r"[（(][^（()）]{0,12}(?:(?:19|20)\d{2}|试行|暂行|修订|征求意见稿|送审稿)[^（()）]{0,14}[）)]"
#: A line that is a title: ``X市电子商务发展规划（2013-2015年）``; not ``现将《…》印发给你们，请…``.
_TITLE: Final = re.compile(rf"[^。，；：:]{{4,80}}{_KIND}\s*(?:{_YEARS})?")
#: What a web page prints beside a title.
_PAGE: Final = re.compile(
    r"发布(?:时间|日期)|信息来源|来源[:：]|字[体号][:：]|浏览次数|阅读次数|点击[:：数]|打印|分享"
)
#: Longest line that is taken whole; the longest titles of the genre have about 60 characters.
_MAX_LINE: Final = 80
_TITLE_TAIL: Final = re.compile(_YEARS)
#: The cover note of a plan: ``…关于印发…的通知``. Its title is not the plan's.
_COVER: Final = re.compile(r"关于(?:印发|下发|转发|批转|发布|公布)")
#: What a cover note prints, inside or without book-title marks.
_COVERED: Final = re.compile(
    r"关于(?:印发|下发|转发|批转|发布|公布)(?P<title>.+?)的?(?:通知|决定|公告|意见)?$"
)

#: ``常政发〔2014〕77号``, ``（济政字[2014]57号）``; not a number inside a sentence.
_NUMBER: Final = re.compile(
    r"[\u4e00-\u9fff]{2,12}\s*[〔\[［【（(]\s*(?:19|20)\d{2}\s*[〕\]］】）)]\s*第?\s*\d{1,4}\s*号"
)
_DATE: Final = re.compile(
    r"((?:19|20)\d{2}|[二一][〇零○OＯ0一二三四五六七八九]{3})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_BODY: Final = r"(?:人民政府(?:办公[厅室])?|政府(?:办公[厅室])?|委员会(?:办公[厅室])?|委办公[厅室]|办公[厅室]|[局厅委部署院])"
#: A sign-off: the issuing body alone on a line, or before its date.
_SIGNATURE: Final = re.compile(rf"(?P<body>[\u4e00-\u9fff]{{2,30}}?{_BODY})")
#: A title that opens with its issuer: ``X市商务局关于…``, ``X市人民政府办公室关于…``.
_TITLE_ISSUER: Final = re.compile(
    rf"(?P<body>[\u4e00-\u9fff]{{2,24}}?{_BODY})\s*(?=关于|印发|[\u4e00-\u9fff“”]+{_KIND})"
)

#: Catalogue lines of government pages: ``发布机构：某市人民政府``, ``成文日期：2018-06-12``.
_ISSUER_LABEL: Final = re.compile(
    rf"(?:发布机构|发文机关|发文单位|制发机关|公开主体)[:：]\s*(?P<body>[\u4e00-\u9fff]{{2,30}}?{_BODY})(?=\s|$)"
)
_DATE_LABEL: Final = re.compile(
    r"(?:成文日期|发文日期|印发日期|生成日期)[:：]\s*(?P<year>(?:19|20)\d{2})\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})日?"
)

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
_FIVE_YEAR_PLAN: Final = re.compile(r"[“\"‘]?(十[一二三四五]|十|九)五[”\"’]?")

#: Words that make a cited work the basis of this one, when they stand before it in the sentence.
_BASIS: Final = re.compile(r"根据|依据|依照|按照|遵照|贯彻|落实")
_CITED_NUMBER: Final = re.compile(rf"\s*[（(]\s*({_NUMBER.pattern})[^）)]{{0,4}}[）)]")


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the words that state it and how sure the reading is."""

    value: str
    passage: Passage
    confidence: float
    found_by: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A work named as a basis; ``title`` without its book-title marks."""

    title: str
    number: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter as found; ``issuer`` is as written (``市政府`` is not expanded here)."""

    title: Found
    number: Found | None
    issuer: Found | None
    issued: tuple[dt.date, Passage] | None
    period: tuple[int, int, Passage] | None
    based_on: tuple[Cited, ...]


def metadata(text: str, tree: Outline, stem: str) -> Metadata:
    """Read the front matter and the sign-off. ``stem`` names the file where no title is found."""
    first = tree.nodes[0].start if tree.nodes else tree.body_end
    front = _segments(text, (line for line in tree.lines if line.start < first), first)
    title = _title(text, front, tree, stem)
    signed = _signature(text, front, tree)
    number = _number(text, front, first)
    issuer = (signed[0] if signed else None) or _labelled_issuer(text, front, first)
    issuer = issuer or _issuer_of_title(text, front) or _lone_issuer(text, front)
    return Metadata(
        title=title,
        number=number,
        issuer=issuer,
        issued=signed[1] if signed else _labelled_date(text, first),
        period=_period(text, title, first, tree),
        based_on=_based_on(text, tree, first, title.value),
    )


def _segments(text: str, lines: Iterable[Span], end: int) -> tuple[Span, ...]:
    """Lines as they stand, the long ones cut at blanks.

    Saved pages run title, number and addressees together.
    """
    found: list[Span] = []
    for line in lines:
        stop = min(line.end, end)
        if stop - line.start <= _MAX_LINE and stop == line.end and not _PAGE.search(text, line.start, stop):
            found.append(line)
            continue
        found += [
            Span(line.start + match.start(), line.start + match.end())
            for match in re.finditer(r"[^ \t\u3000]+", text[line.start : stop])
        ]
    return tuple(found)


def _passage(text: str, start: int, end: int) -> Passage:
    return Passage(start, end, text[start:end])


def _title(text: str, front: tuple[Span, ...], tree: Outline, stem: str) -> Found:
    candidates: list[Found] = []
    for index, line in enumerate(front[:12]):
        words = text[line.start : line.end]
        if not _TITLE.fullmatch(words):
            continue
        end, value = line.end, words
        following = front[index + 1] if index + 1 < len(front) else None
        if (
            following is not None
            and not _TITLE_TAIL.search(words)
            and not _FIVE_YEAR_PLAN.search(words)  # “十四五”…规划 has its years in its name
            and _TITLE_TAIL.fullmatch(text, following.start, following.end)
        ):
            end = following.end
            value = words + text[following.start : following.end]
        candidates.append(Found(value, _passage(text, line.start, end), 0.95, "plan/title-line"))
    own = [found for found in candidates if not _COVER.search(found.value)]
    if own:
        return own[0]
    for found in candidates:
        covered = _COVERED.search(found.value)
        if covered:
            inner = covered["title"].strip("《》 ")
            start = found.passage.start + found.value.index(inner)
            return Found(inner, _passage(text, start, start + len(inner)), 0.8, "plan/title-in-cover-note")
    line = (front or tree.lines)[0]
    words = text[line.start : line.end]
    if len(words) <= 80:
        return Found(words, _passage(text, line.start, line.end), 0.5, "plan/first-line")
    return Found(stem, _passage(text, line.start, line.start + 80), 0.2, "plan/file-name")


def _number(text: str, front: tuple[Span, ...], first: int) -> Found | None:
    for line in front[:15]:
        start = line.start
        while start < line.end and text[start] in "（([【 发文字号：:文":
            start += 1
        match = _NUMBER.match(text, start, first)
        if match and match.end() <= line.end:
            return Found(match[0], _passage(text, *match.span()), 0.95, "plan/number-line")
    return None


def _signature(
    text: str, front: tuple[Span, ...], tree: Outline
) -> tuple[Found | None, tuple[dt.date, Passage] | None] | None:
    """Issuer and date where a line holds nothing but a date, or a body and a date."""
    closing = [line for line in tree.lines if line.start < tree.body_end][-6:]
    tail = _segments(text, closing, tree.body_end)
    lines = [*front, *(line for line in tail if line not in front)]
    for index, line in enumerate(lines):
        date = _DATE.search(text, line.start, line.end)
        if date is None or text[date.end() : line.end].strip("）) 印发") != "":
            continue
        value = _date(date)
        before = text[line.start : date.start()].strip("（( ")
        if value is None or len(before) > 30:
            continue
        when = (value, _passage(text, *date.span()))
        if before:
            match = _SIGNATURE.fullmatch(before)
            body_line = Span(text.index(before, line.start), text.index(before, line.start) + len(before))
        else:
            previous = lines[index - 1] if index else None
            match = _SIGNATURE.fullmatch(text, previous.start, previous.end) if previous else None
            body_line = previous or line
        if match is None:
            return None, when
        passage = _passage(text, body_line.start, body_line.end)
        return Found(match["body"], passage, 0.95, "plan/signature"), when
    return None


def _date(match: re.Match[str]) -> dt.date | None:
    year_text = match[1]
    if year_text.isdigit() and year_text.isascii():
        year = int(year_text)
    else:
        digits = "".join(
            str("〇一二三四五六七八九".index(c)) if c in "〇一二三四五六七八九" else "0" for c in year_text
        )
        year = int(digits)
    try:
        return dt.date(year, number_of(match[2]), number_of(match[3]))
    except ValueError:
        return None


def _labelled_issuer(text: str, front: tuple[Span, ...], first: int) -> Found | None:
    """The issuer as a catalogue line above the document gives it (发布机构：…)."""
    match = _ISSUER_LABEL.search(text, 0, first) if front else None
    if match is None:
        return None
    return Found(match["body"], _passage(text, *match.span("body")), 0.9, "plan/issuer-label")


def _labelled_date(text: str, first: int) -> tuple[dt.date, Passage] | None:
    """The date of writing as a catalogue line gives it (成文日期：2018-06-12); never that of a web page."""
    match = _DATE_LABEL.search(text, 0, first)
    if match is None:
        return None
    try:
        value = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return value, _passage(text, match.start("year"), match.end())


def _lone_issuer(text: str, front: tuple[Span, ...]) -> Found | None:
    """A body alone on a line below the title, as on a plan's cover; not the addressees (…：)."""
    for line in front[1:6]:
        match = _SIGNATURE.fullmatch(text, line.start, line.end)
        if match:
            return Found(match["body"], _passage(text, *match.span("body")), 0.8, "plan/issuer-line")
    return None


def _issuer_of_title(text: str, front: tuple[Span, ...]) -> Found | None:
    for line in front[:6]:
        match = _TITLE_ISSUER.match(text, line.start, line.end)
        if match:
            return Found(match["body"], _passage(text, *match.span("body")), 0.85, "plan/issuer-in-title")
    return None


def _period(text: str, title: Found, first: int, tree: Outline) -> tuple[int, int, Passage] | None:
    match = _PERIOD.search(text, title.passage.start, title.passage.end)
    if match is None:
        match = _PERIOD_STATED.search(text, 0, tree.body_end)
    if match is not None:
        start, end = int(match[1]), int(match[2])
        return (start, end, _passage(text, *match.span())) if start <= end else None
    five = _FIVE_YEAR_PLAN.search(text, title.passage.start, title.passage.end)
    if five and five[1] in _FIVE_YEARS:
        start = _FIVE_YEARS[five[1]]
        return start, start + 4, _passage(text, *five.span())
    single = _SINGLE_YEAR.search(text, title.passage.start, title.passage.end)
    if single:
        return int(single[1]), int(single[1]), _passage(text, *single.span())
    front = _PERIOD.search(text, 0, first)
    if (
        front
        and front.end() <= first
        and _TITLE_TAIL.search(text, max(0, front.start() - 1), front.end() + 2)
    ):
        return int(front[1]), int(front[2]), _passage(text, *front.span())
    return None


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
                    found[name] = Cited(name, number[1] if number else None, _passage(text, begin, stop))
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
