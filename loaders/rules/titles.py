"""The title of a document: a line of its front matter, or several that a long title was broken into.

A plan often stands behind a cover note (关于印发…的通知); its own title then wins, and where it has none, the
one that the note names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.outline import Outline
from loaders.rules.stated import Found, passage_of
from loaders.spans import Span
from ontology.model import Passage

__all__ = ["FIVE_YEAR_PLAN", "KIND", "TITLE_TAIL", "title_of"]

#: Kinds of documents, as a title ends. Source: GB/T 9704-2012 and the Regulations on official documents (2012), 第八条.
KIND: Final = (
    r"(?:规划|计划|方案|意见|纲要|纲领|办法|措施|举措|行动|决定|决议|通知|通告|通报|公告|报告|批复|复函|预案|规定|规则|条例|准则|规程|细则|要点|思路|指南"
    r"|对策|政策|清单|分工表|任务分工|分解表|任务分解|责任分解)"
)
_YEARS: Final = r"[（(][^（()）]{0,12}(?:(?:19|20)\d{2}|试行|暂行|修订|征求意见稿|送审稿)[^（()）]{0,14}[）)]"
#: A line that is a title: ``X市电子商务发展规划（2013-2015年）``; not ``现将《…》印发给你们，请…``.
_TITLE: Final = re.compile(rf"[^。，；：:]{{4,80}}{KIND}\s*(?:{_YEARS})?")
#: The same with commas inside: ``X市关于激发消费潜力，促进…的实施意见``. Not: 为贯彻…，根据关于…的意见.
_LONG_TITLE: Final = re.compile(
    rf"(?!为|根据|按照|依据|现)[^。；：:，]{{0,30}}关于[^。；：:]{{4,80}}(?<!如下)(?<!以下){KIND}\s*(?:{_YEARS})?"
)
#: ``标　　题：国务院关于…的意见`` in the catalogue box of a government page.
_LABELLED: Final = re.compile(r"标[ \t\u3000]*题[ \t\u3000]*[:：][ \t\u3000]*")
#: A catalogue line: ``发文机关：国务院``. It is no title.
_CATALOGUE: Final = re.compile(r"[\u4e00-\u9fff \u3000]{2,8}[:：].+")
#: A line of words, not of bars and dashes.
_WORDS: Final = re.compile(r"[\u4e00-\u9fff]{3}")
#: The first line of a title that was broken: its issuer and 关于, or 关于 alone. Not: 为贯彻…, 根据….
_BROKEN: Final = re.compile(r"[^。；：:，]{0,30}关于[^。；：:]{0,40}")
#: The first line of a title that opens with its place: ``中国（江州）跨境电子商务综合试验区建设``, ``江州市促进夜间经济提质增效``. Not: 江州市商务局.
_PLACED: Final = re.compile(
    r"(?!各|为|根据|按照|依据|经|现)(?:中国[（(][\u4e00-\u9fff]{2,8}[）)]|[\u4e00-\u9fff]{2,9}?[省市县区州盟旗])[^。；：:，《》]{4,40}"
)
#: What is left of a title on its last line: ``实施方案``, ``三年行动计划（2016—2018年）``.
_LAST_PART: Final = re.compile(rf"[^。；：:，《》]{{0,60}}{KIND}\s*(?:{_YEARS})?")
#: A title as a page of news prints it: ``《江州市关于…的意见》全文``.
_MARKED: Final = re.compile(r"《([^《》]+)》(?:[（(]?全文[）)]?)?")
#: Any other part of a broken title: no sentence, no catalogue line, no addressees.
_PART: Final = re.compile(r"[^。；：:，〔〕]{2,45}")
#: The last line of a cover note's title. Match: 的通知. Not: 通知如下.
_NOTE_END: Final = re.compile(r"》?的?(?:通知|决定|公告|函)")
#: The years of a broken title, with the end of its cover note: （2014—2016年）的通知.
_TAIL_OF_NOTE: Final = re.compile(rf"{_YEARS}》?的?(?:通知|决定|公告|函)")
#: A letterhead above ``关于…``: ``延边朝鲜族自治州人民政府``.
_HEAD: Final = re.compile(r"(?!各)[\u4e00-\u9fff \u3000]{3,60}(?:政府|办公[厅室]|委员会|管委会|[局厅委部署])")
#: A date or a number, which end no title: （江州市人民政府办公室 2016年11月）, （江政〔2013〕45号）.
_DATED: Final = re.compile(r"\d年\d{1,2}月|[〔\[［【](?:19|20)\d{2}|号[）)]")
TITLE_TAIL: Final = re.compile(_YEARS)
#: The cover note of a plan: ``…关于印发…的通知``. Its title is not the plan's.
_COVER: Final = re.compile(
    r"关于(?:联合|重新|批准)?(?:印发|下发|转发|批转|发布|公布)|(?:政府|办公[厅室]|[局委厅部])(?:印发|转发|批转)"
)
#: What a cover note prints, inside or without book-title marks.
_COVERED: Final = re.compile(
    r"(?:关于(?:联合|重新|批准)?(?:印发|下发|转发|批转|发布|公布)|(?:政府|办公[厅室]|[局委厅部])(?:印发|转发|批转))(?P<title>.+?)的?(?:通知|决定|公告|意见)?$"
)
#: ``“十四五”`` in a title: it has its years in its name.
FIVE_YEAR_PLAN: Final = re.compile(r"[“\"‘]?(十[一二三四五]|十|九)五[”\"’]?")
_FRONT: Final = 40
_MAX_TITLE: Final = 110


def title_of(text: str, front: tuple[Span, ...], tree: Outline, stem: str) -> Found:
    """The title, from lines of the front matter; ``stem`` names the file where nothing is like a title."""
    candidates = list(_candidates(text, front))
    own = [found for found in candidates if not _COVER.search(found.value)]
    if own:
        return own[0]
    for found in candidates:
        if covered := _COVERED.search(found.value):
            inner = covered["title"].strip("《》 ")
            return Found(inner, _within(text, found, inner), 0.8, "plan/title-in-cover-note")
    plain = [
        line
        for line in front
        if not _CATALOGUE.fullmatch(text, line.start, line.end) and _WORDS.search(text, line.start, line.end)
    ]
    line = (plain or front or tree.lines)[0]
    words = text[line.start : line.end]
    if len(words) <= 80:
        return Found(words, passage_of(text, line.start, line.end), 0.5, "plan/first-line")
    return Found(stem, passage_of(text, line.start, line.start + 80), 0.2, "plan/file-name")


def _within(text: str, found: Found, inner: str) -> Passage:
    """Where a title stands in the note that names it; the whole note where a line end parts it."""
    at = text.find(inner, found.passage.start, found.passage.end)
    return passage_of(text, at, at + len(inner)) if at >= 0 else found.passage


def _candidates(text: str, front: tuple[Span, ...]) -> Iterator[Found]:
    """Titles among the first lines, in their order."""
    for index, line in enumerate(front[:_FRONT]):
        label = _LABELLED.match(text, line.start, line.end)
        own = Span(label.end() if label else line.start, line.end)
        words = text[own.start : own.end]
        if _TAIL_OF_NOTE.fullmatch(words):
            continue
        if marked := _MARKED.fullmatch(words):
            own = Span(own.start + marked.start(1), own.start + marked.end(1))
            words = marked[1]
        above = () if label else _before(text, front[max(0, index - 2) : index], words)
        if not (
            _TITLE.fullmatch(words) or _LONG_TITLE.fullmatch(words) or (above and _LAST_PART.fullmatch(words))
        ):
            continue
        parts = [*above, own]
        following = front[index + 1] if index + 1 < len(front) else None
        if following is not None and _goes_on(text, words, following):
            parts.append(following)
        value = "".join(text[part.start : part.end] for part in parts)
        if len(value) <= _MAX_TITLE:
            yield Found(value, passage_of(text, parts[0].start, parts[-1].end), 0.95, "plan/title-line")


def _before(text: str, lines: tuple[Span, ...], words: str) -> tuple[Span, ...]:
    """The lines above that a title was broken from: with 关于 in them, or the issuer above 关于….

    ``国务院关于促进综合保税区`` / ``高水平开放高质量发展的若干意见``; not a whole title above another.
    """
    said = [text[line.start : line.end] for line in lines]
    if words.startswith("关于"):
        return lines[-1:] if said and _HEAD.fullmatch(said[-1]) else ()
    if "关于" in words:
        return ()
    if said and _opens(said[-1], words):
        return lines[-1:]
    for count, first in enumerate(reversed(said), 1):
        if _TITLE.fullmatch(first):
            return ()
        if _BROKEN.fullmatch(first):
            return lines[-count:]
        if not _PART.fullmatch(first):
            return ()
    return ()


def _opens(above: str, words: str) -> bool:
    """Whether the line above is the first half of a title that opens with its place."""
    return (
        _LAST_PART.fullmatch(words) is not None
        and _PLACED.fullmatch(above) is not None
        and not (_PLACED.match(words) or _HEAD.fullmatch(above) or _TITLE.fullmatch(above))
    )


def _goes_on(text: str, words: str, following: Span) -> bool:
    """Whether the next line ends the title: its years, or the last words of a cover note (的通知)."""
    if _NOTE_END.fullmatch(text, following.start, following.end) or _TAIL_OF_NOTE.fullmatch(
        text, following.start, following.end
    ):
        return bool(_COVER.search(words))
    if TITLE_TAIL.search(words) or FIVE_YEAR_PLAN.search(words):
        return False
    tail = TITLE_TAIL.fullmatch(text, following.start, following.end)
    return tail is not None and _DATED.search(tail.group()) is None
