"""Labels that head a line of an official document, and where the heading they open ends.

The grammar follows the numbering of GB/T 9704-2012 (Layout key for official documents): 一、 then
（一） then 1. then (1); chapters and sections of longer plans; circled numbers below those. Contingency and
special plans also number 1, 1.1, 1.1.1 (decimals as in GB/T 1.1), which are read only in their sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

__all__ = ["Heading", "Label", "LabelKind", "has_ordinals", "heading_at", "is_decimal", "number_of"]

_HAN: Final = "〇零一二三四五六七八九十百"


class LabelKind(IntEnum):
    """Kinds of labels, outermost first, as GB/T 9704 nests them."""

    CHAPTER = 0  # 第一章, 第一部分
    PART = 1  # 第一节
    HAN = 2  # 一、
    ARTICLE = 3  # 第一条
    HAN_PAREN = 4  # （一）
    ARABIC = 5  # 1．
    DECIMAL = 6  # 1.1
    DEEP_DECIMAL = 7  # 1.1.1
    ARABIC_PAREN = 8  # (1)
    CIRCLED = 9  # ①
    ORDINAL = 10  # 一是


#: One pattern a kind. A match and a non-match of each stand in tests/loaders/test_headings.py.
_LABELS: Final = (
    (LabelKind.CHAPTER, re.compile(rf"第([{_HAN}]{{1,4}}|\d{{1,3}})(?:章|编|篇|部分)")),
    (LabelKind.PART, re.compile(rf"第([{_HAN}]{{1,4}}|\d{{1,3}})节")),
    (LabelKind.ARTICLE, re.compile(rf"第([{_HAN}]{{1,4}}|\d{{1,3}})条(?![的款例])")),
    (LabelKind.HAN, re.compile(rf"([{_HAN}]{{1,4}})(?:、|．|\.(?!\d))")),
    (LabelKind.HAN_PAREN, re.compile(rf"[（(]([{_HAN}]{{1,4}})[）)]、?")),
    (LabelKind.ARABIC, re.compile(r"(\d{1,3})[．.、](?!\d)")),
    (LabelKind.ARABIC_PAREN, re.compile(r"[（(](\d{1,3})[）)]、?|(\d{1,2})[）)]")),
    (LabelKind.CIRCLED, re.compile(r"([①-⑳])")),
)
#: ``11.121人才梯队项目``: a numbered title that starts with a number of its own. Accepted only where
#: the number continues the sequence, and not before a unit (``2.5亿元``).
_ARABIC_BEFORE_NUMBER: Final = re.compile(r"(\d{1,3})[．.](?=\d{2,}[^\d.．%％亿万千元个家])")

#: ``2.1 市场监测``, ``2.1.3市场监测``. Accepted only in sequence, and not before a unit (``2.5亿元``, ``1.2 万人``).
_DECIMAL: Final = re.compile(
    r"(?P<major>\d{1,2})[．.](?P<minor>\d{1,2})(?:[．.](?P<deep>\d{1,2}))?[．.、]?(?=[ \t\u3000]*[\u4e00-\u9fffA-Za-z“《])"
    r"(?![ \t\u3000]*(?:[亿万千百元倍个家人吨亩米公平年月天户项条件所万]|小时|左右|以上))"
)
#: ``2　组织机构``: a number and a blank, where the document numbers decimally.
_PLAIN: Final = re.compile(r"(\d{1,2})(?=[ \t\u3000]+[\u4e00-\u9fff“])")
_HAN_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}

#: ``一、二、三产业`` and ``3、5年``: a count goes on, no title begins.
_ENUMERATION: Final = re.compile(rf"[{_HAN}]{{1,3}}[、产级是]|\d{{1,3}}、")
#: Ends of a title inside its line.
_TITLE_END: Final = re.compile(r"[。！？；;]")
#: A title in brackets before its text: 第三条 （支持总部落户）对新引进的企业…
_BRACKETED: Final = re.compile(r"[（(【\[][^（()）【】\[\]]{2,20}[）)】\]](?=[\s\u4e00-\u9fff])")
#: A heading below it behind a blank, where line ends were lost: 保障措施| （一）加强领导.
_NESTED: Final = re.compile(
    rf"[ \t\u3000]+(?:[（(][{_HAN}]{{1,3}}[）)]|[一二三四五六七八九十]{{1,3}}、|\d{{1,2}}[．.、](?!\d))(?=[\u4e00-\u9fff])"
)
#: Longest title before a colon that is still a title: 具体目标：到2015年…
_MAX_BEFORE_COLON: Final = 20
#: Longest title set apart from its text by a mere blank: 指导思想 以…为指导.
_MAX_BEFORE_BLANK: Final = 24
#: Shortest text after such a blank: below it the blank stands inside the title.
_MIN_AFTER_BLANK: Final = 15


@dataclass(frozen=True, slots=True)
class Label:
    """A heading's label: its kind, its number, and its span in the text."""

    kind: LabelKind
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A label with its title, as offsets: ``text[title_start:title_end]``."""

    label: Label
    title_start: int
    title_end: int


def number_of(digits: str) -> int:
    """Value of a label's digits, Arabic, Chinese or circled.

    >>> number_of("12"), number_of("十二"), number_of("二十"), number_of("一百零三"), number_of("③")
    (12, 12, 20, 103, 3)
    """
    if digits.isascii():
        return int(digits)
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    total, current = 0, 0
    for char in digits:
        if char == "十":
            total, current = total + (current or 1) * 10, 0
        elif char == "百":
            total, current = total + (current or 1) * 100, 0
        else:
            current = _HAN_DIGITS[char]
    return total + current


#: ``一是``, ``二是要``: heads a paragraph only in documents that give each such paragraph its owners (`has_ordinals`).
_ORDINAL: Final = re.compile(rf"([{_HAN}]{{1,3}})是(?=要?[\u4e00-\u9fff“《])")
_ORDINAL_LINE: Final = re.compile(rf"^[ \t\u3000]*[{_HAN}]{{1,3}}是", re.M)
_OWNERS: Final = re.compile(r"[：:]|牵头|负责|配合")
_LONGEST_LIST: Final = 400


def has_ordinals(text: str) -> bool:
    """Whether paragraphs that open with 一是, 二是 … close with lists of their owners: they are headings then."""
    owned = 0
    for match in _ORDINAL_LINE.finditer(text):
        line = text.find("\n", match.end())
        end = len(text) if line < 0 else line
        tail = text[max(match.end(), end - _LONGEST_LIST) : end].rstrip(" \t\u3000。")
        opened = max(tail.rfind(mark) for mark in "（(【[")
        owned += tail.endswith(("）", ")", "】", "]")) and opened > 0 and bool(_OWNERS.search(tail, opened))
        if owned >= 2:
            return True
    return False


def is_decimal(text: str) -> bool:
    """Whether a document numbers its sections 1, 1.1, 1.2, 2, 2.1 …, the first level without a dot."""
    return re.search(r"^1[ \t\u3000]+[\u4e00-\u9fff]", text, re.M) is not None and (
        len(re.findall(r"^[12][．.][12][ \t\u3000]*[\u4e00-\u9fff]", text, re.M)) >= 2
    )


def _decimal_at(text: str, start: int, expected: dict[LabelKind, int]) -> Label | None:
    """A decimal label that goes on: its first number is the section's, its last the next one or 1."""
    found = _DECIMAL.match(text, start)
    if found is None:
        return None
    above = {
        expected[kind] - 1
        for kind in (LabelKind.CHAPTER, LabelKind.HAN, LabelKind.ARABIC)
        if kind in expected
    }
    minor = int(found["minor"])
    if int(found["major"]) not in above:
        return None
    if found["deep"]:
        kind, number = LabelKind.DEEP_DECIMAL, int(found["deep"])
        if minor + 1 != expected.get(LabelKind.DECIMAL):
            return None
    else:
        kind, number = LabelKind.DECIMAL, minor
    if number not in (1, expected.get(kind)):
        return None
    return Label(kind, number, start, found.end())


def _label_at(
    text: str,
    start: int,
    expected: dict[LabelKind, int],
    *,
    decimal: bool = False,
    ordinals: bool = False,
) -> Label | None:
    for kind, pattern in _LABELS:
        match = pattern.match(text, start)
        if match:
            digits = next(group for group in match.groups() if group)
            return Label(kind, number_of(digits), start, match.end())
    if label := _decimal_at(text, start, expected):
        return label
    if ordinals and (match := _ORDINAL.match(text, start)):
        return Label(LabelKind.ORDINAL, number_of(match[1]), start, match.end())
    if (
        decimal
        and (match := _PLAIN.match(text, start))
        and int(match[1]) in (1, expected.get(LabelKind.ARABIC))
    ):
        return Label(LabelKind.ARABIC, int(match[1]), start, match.end())
    match = _ARABIC_BEFORE_NUMBER.match(text, start)
    if match and expected.get(LabelKind.ARABIC) == int(match[1]):
        return Label(LabelKind.ARABIC, int(match[1]), start, match.end())
    return None


def heading_at(
    text: str,
    start: int,
    line_end: int,
    expected: dict[LabelKind, int],
    *,
    decimal: bool = False,
    ordinals: bool = False,
) -> Heading | None:
    """The heading that a line opens with at ``start``, or None.

    ``expected`` holds the next number of each kind of label, for the readings that need it; ``decimal``
    says that the document numbers decimally (`is_decimal`), ``ordinals`` that 一是 heads paragraphs
    (`has_ordinals`).
    ``一、二、三产业`` is no heading: its title would start with another label.
    """
    label = _label_at(text, start, expected, decimal=decimal, ordinals=ordinals)
    if label is None:
        return None
    title_start = label.end
    while title_start < line_end and text[title_start] in " \t\u3000":
        title_start += 1
    if title_start >= line_end or not _opens_title(text[title_start]):
        return None
    if label.kind in (LabelKind.HAN, LabelKind.ARABIC) and _ENUMERATION.match(text, title_start):
        return None
    bracketed = _BRACKETED.match(text, title_start, line_end)
    if bracketed and bracketed.end() < line_end:
        return Heading(label, title_start + 1, bracketed.end() - 1)
    return Heading(label, title_start, _title_end(text, title_start, line_end))


def _opens_title(char: str) -> bool:
    return char.isalnum() or char in "“\"‘'《〈「【[（("


def _title_end(text: str, start: int, line_end: int) -> int:
    match = _TITLE_END.search(text, start, line_end)
    end = match.start() if match else line_end
    for colon in (text.find("：", start, end), text.find(":", start, end)):
        if start < colon <= start + _MAX_BEFORE_COLON and colon + 1 < line_end:
            opened = max(text.rfind("（", start, colon), text.rfind("(", start, colon))
            closed = max(text.rfind("）", start, colon), text.rfind(")", start, colon))
            end = opened if opened > max(closed, start) else colon  # 完善人才政策（牵头：市人社局）
    for position in range(start, min(end, start + _MAX_BEFORE_BLANK)):
        if text[position] in " \t\u3000":
            if (line_end - position > _MIN_AFTER_BLANK and end - position > 1) or _NESTED.match(
                text, position, end
            ):
                end = position
            break
    while end > start and text[end - 1] in " \t\u3000，,、":
        end -= 1
    return end
