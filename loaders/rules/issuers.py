"""Who issued a document and when, as it is signed: a body or several, alone on a line or before their date.

Where nobody signed, a catalogue line (发文机关：…), the title (X市商务局 X市财政局关于…), or a body alone below
the title name the issuer. Joint issuers are given in their printed order; the first leads.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from loaders.headings import number_of
from loaders.outline import ANNEX, Outline
from loaders.rules.segments import segments
from loaders.rules.stated import Found, passage_of
from loaders.rules.titles import KIND
from loaders.spans import Span
from ontology.model import Passage

__all__ = ["issuers_of", "labelled_date", "signature"]

_DATE: Final = re.compile(
    r"((?:19|20)\d{2}|[二一][〇零○OＯ0一二三四五六七八九]{3})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_BODY: Final = (
    r"(?:人民政府(?:办公[厅室])?|政府(?:办公[厅室])?|国务院(?:办公厅)?|委员会(?:办公[厅室])?|委办公[厅室]|管委会(?:办公室)?|办公[厅室]|扶贫办"
    r"|领导小组|指挥部|联合会|总工会|总社|(?:[市省县州]|中共[\u4e00-\u9fff]{2,8})委|中心支行|[局厅委部署院])"
)
#: Between joint issuers: blanks or an enumeration comma.
_JOINT: Final = r"(?:[ \t\u3000]+|、)"
_ONE: Final = rf"[\u4e00-\u9fff]{{2,30}}?{_BODY}"
#: A sign-off: one body or several on a line. Match: 某市人民政府; 某市商务局　某市财政局. Not: 各有关部门 (who is addressed).
_SIGNED: Final = re.compile(rf"(?!各|省直|市直|县直|区直){_ONE}(?:{_JOINT}{_ONE}){{0,9}}")
_ONE_OF: Final = re.compile(rf"(?:^|(?<=[ \t\u3000、])){_ONE}(?=[ \t\u3000、]|$)")
#: A title that opens with its issuers: ``X市商务局关于…``, ``X市人民政府办公室关于…``, ``X省商务厅　X省财政厅关于联合…``.
_TITLE_ISSUER: Final = re.compile(
    rf"(?!根据|按照|依据|遵照|贯彻|为了?|经|现)(?P<bodies>{_ONE}(?:{_JOINT}{_ONE}){{0,9}})\s*(?=关于|印发|转发|[\u4e00-\u9fff“”]+{KIND})"
)
#: Catalogue lines of government pages: ``发布机构：某市人民政府``, ``成文日期：2018-06-12``.
_ISSUER_LABEL: Final = re.compile(
    rf"(?:发布机构|发布机关|发文机关|发文机构|发文单位|制发机关|公开主体|公开责任部门)[ \t\u3000]*[:：][ \t\u3000]*(?P<bodies>{_ONE}(?:{_JOINT}{_ONE}){{0,9}})(?=\s|$)"
)
_DATE_LABEL: Final = re.compile(
    r"(?:成文日期|发文日期|印发日期|生成日期)[ \t\u3000]*[:：]\s*(?P<year>(?:19|20)\d{2})\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})日?"
)
#: The date of a notice that lost its line ends. Match: 湛江市人民政府|2014年7月22日|　　湛江市…方案. Not: 市政府2014年7月22日印发.
_GLUED_DATE: Final = re.compile(
    r"(?:人民政府|办公[室厅])(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?=\s)"
)
#: The issuer in brackets under the title, with the month. Match: （江州市人民政府办公室　2016年11月）. Not: （此件公开发布）.
_BRACKETED: Final = re.compile(
    rf"[（(][ \t\u3000]*(?P<bodies>{_ONE}(?:{_JOINT}{_ONE}){{0,9}})[ \t\u3000，,]*(?:(?:19|20)\d\d年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?[ \t\u3000]*)?[）)]"
)
_CLOSING: Final = 12
#: Less than this behind the first 附件 holds no annex, only its name, a signature and a note.
_ONLY_ANNOUNCED: Final = 200
_LONGEST_SIGNATURE: Final = 120
Signed = tuple[tuple[Found, ...], tuple[dt.date, Passage]]


def signature(text: str, front: tuple[Span, ...], tree: Outline) -> Signed | None:
    """Issuers and date where a line holds nothing but a date, or bodies and a date; None where there is none.

    The last lines of the body are looked at after the front matter. The issuers are empty where only a
    date stands.
    """
    end = _signed_end(text, tree)
    closing = [line for line in tree.lines if line.start < end][-_CLOSING:]
    tail = segments(text, closing, end)
    lines = [*front, *(line for line in tail if line not in front)]
    dated: Signed | None = None
    for index, line in enumerate(lines):
        date = _DATE.search(text, line.start, line.end)
        if date is None or text[date.end() : line.end].strip("）) 印发") != "":
            continue
        value = _date(date)
        before = text[line.start : date.start()].strip("（( \t\u3000")
        if value is None or len(before) > _LONGEST_SIGNATURE or (before and not _SIGNED.fullmatch(before)):
            continue
        when = (value, passage_of(text, *date.span()))
        if before:
            start = text.index(before, line.start)
            return _bodies(text, start, start + len(before), "plan/signature", 0.95), when
        if found := _signed_above(text, lines[:index]):
            return found, when
        dated = dated or ((), when)
    return dated


def _signed_end(text: str, tree: Outline) -> int:
    """Where what is signed ends: the body, with the list of annexes that stands above a signature (附件：分工表)."""
    if tree.annex is None:
        return tree.body_end
    below = [line for line in tree.lines if line.start > tree.annex.start][:_CLOSING]
    printed = next((one.start for one in below if ANNEX.fullmatch(text, one.start, one.end)), None)
    if printed is None and len(below) < _CLOSING and len(text) - tree.annex.start < _ONLY_ANNOUNCED:
        return len(text)
    return tree.body_end if printed is None else printed


def _signed_above(text: str, lines: list[Span]) -> tuple[Found, ...]:
    """The bodies on the lines above a date, first line first: joint issuers often take a line each."""
    found: tuple[Found, ...] = ()
    for line in reversed(lines):
        if line.end - line.start > _LONGEST_SIGNATURE or not _SIGNED.fullmatch(text, line.start, line.end):
            break
        found = (*_bodies(text, line.start, line.end, "plan/signature", 0.95), *found)
    return found


def _bodies(text: str, start: int, end: int, rule: str, sure: float) -> tuple[Found, ...]:
    """Each body of a list of joint issuers."""
    words = text[start:end]
    return tuple(
        Found(one[0], passage_of(text, start + one.start(), start + one.end()), sure, rule)
        for one in _ONE_OF.finditer(words)
    )


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


def labelled_date(text: str, first: int) -> tuple[dt.date, Passage] | None:
    """The date of writing as a catalogue line gives it (成文日期：2018-06-12); never that of a web page."""
    match = _DATE_LABEL.search(text, 0, first) or _GLUED_DATE.search(text, 0, first)
    if match is None:
        return None
    try:
        value = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return value, passage_of(text, match.start("year"), match.end())


def issuers_of(
    text: str, front: tuple[Span, ...], first: int, title: Found, signed: Signed | None
) -> tuple[Found, ...]:
    """The issuers: as signed, else as a catalogue line, the title, or a line below it names them.

    A title that names more of them than signed, the signed among them, names them all.
    """
    titled = _of_title(text, front, title)
    by = signed[0] if signed else ()
    if len(titled) > len(by) and {one.value for one in by} < {one.value for one in titled}:
        return titled if by or not front else (_labelled(text, first) or titled)
    return by or _labelled(text, first) or titled or _alone(text, front)


def _labelled(text: str, first: int) -> tuple[Found, ...]:
    match = _ISSUER_LABEL.search(text, 0, first)
    return _bodies(text, *match.span("bodies"), "plan/issuer-label", 0.9) if match else ()


def _of_title(text: str, front: tuple[Span, ...], title: Found) -> tuple[Found, ...]:
    lines = [*front[:6], Span(title.passage.start, title.passage.end)]
    for line in lines:
        match = _TITLE_ISSUER.match(text, line.start, line.end)
        if match:
            return _bodies(text, *match.span("bodies"), "plan/issuer-in-title", 0.85)
    return ()


def _alone(text: str, front: tuple[Span, ...]) -> tuple[Found, ...]:
    """A body alone on a line below the title, as on a plan's cover; not the addressees (…：)."""
    for line in front[1:6]:
        if bracketed := _BRACKETED.match(text, line.start):
            return _bodies(text, *bracketed.span("bodies"), "plan/issuer-line", 0.8)
        if _SIGNED.fullmatch(text, line.start, line.end):
            return _bodies(text, line.start, line.end, "plan/issuer-line", 0.8)
    return ()
