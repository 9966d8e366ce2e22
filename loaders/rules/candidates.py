"""Names found by their form: a word of a kind at the end, something of its own before it.

``加快推进丰泽区领SHOW天地电子商务基地建设``: from 基地 the name is read to the left until a word that names do not
contain (推进), and counts when it holds a place, a brand, Latin letters, a quotation or a word that is
neither of the dictionary nor of the trade. ``农产品电子商务平台`` holds none of these and is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from loaders.names.named import Division
from loaders.names.places import gazetteer
from loaders.names.vocabulary import Token, Tokens, brands, kind_words, word_class

__all__ = ["Candidate", "Strength", "by_form", "name_start", "strength"]

#: A name does not reach over these to the left, even inside a longer word of the dictionary.
_HARD: Final = frozenset("，。；：！？、,;:!?\n\t\r 　《》<>【】[]“‘(")
#: What must not follow a kind word, because it then begins another word.
#: Match: 环球鞋网、; 环球鞋网和. Not: 三网络, 网点, 公司制, 平台经济.
_NOT_BEHIND: Final = {
    "网": "络点上站购民商页红店吧货银格际游信约批贷签易剧报友龄速段关融",
    "商城": "市区",
    "在线": "上下支交教监服咨学检查申",
    "公司": "制化法债",
    "集团": "化军消采式",
    "平台": "经化型期",
    "园区": "域",
    "基地": "化",
    "学院": "派路",
    "大学": "生城",
    "门户": "网",
    "协会": "议",
    "联盟": "营",
    "产业园": "林",
    "信息网": "络点",
    "APP": "",
}
_MAX_NAME: Final = 34
_PLACE_LIKE = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]")
#: Latin words and figures that are somebody's own. Match: SHOW, 12349, ECO2. Not: B2B, 3G, 10.
_OWN_LATIN = re.compile(r"[A-Za-z]{3,}[A-Za-z0-9]*|\d{4,6}|[A-Za-z]+\d+[A-Za-z]*|\d+[A-Za-z]{2,}")


class Strength:
    """How a name is told from its kind: names of the reasons, strongest first."""

    QUOTED = "quoted"
    BRAND = "brand"
    PLACE = "place"
    LATIN = "latin"
    UNKNOWN = "unknown-word"
    COMMON = "common-word"
    SECTOR = "sector"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name: ``text[start:end]``, the kind its form tells, why it is a name, how sure."""

    start: int
    end: int
    kind: str
    strength: str
    confidence: float
    rule: str
    suffix: str = ""


@cache
def _suffix_pattern() -> re.Pattern[str]:
    words = sorted({**kind_words("suffix"), **kind_words("brand")}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _stops(token: Token) -> bool:
    """Whether a name cannot hold the token."""
    if token.word in word_class("stop"):
        return True
    if token.is_latin or token.word in word_class("base") or token.word in word_class("sector"):
        return False
    return token.tag == "m" or (token.known and token.tag == "v" and len(token.word) > 1 and token.word not in brands())


def name_start(found: Tokens, end: int, floor: int = 0) -> int:
    """Where the name that ends at ``end`` begins: read word by word to the left, ``floor`` at most.

    A closing quotation mark takes the whole quotation in, closing brackets a place (（福建）).
    """
    text = found.text
    position = end
    while position > floor and end - position < _MAX_NAME:
        char = text[position - 1]
        if char in "”’":
            opening = text.rfind("“" if char == "”" else "‘", max(floor, position - 26), position)
            if opening < 0 or any(mark in text[opening:position] for mark in "，。；"):
                break
            position = opening
            continue
        if char in "）)":
            bracket = _PLACE_LIKE.search(text, max(floor, position - 8), position)
            if not bracket or bracket.end() != position:
                break
            position = bracket.start()
            continue
        if char in _HARD or (char in "—-–" and not (position > 1 and text[position - 2].isascii())):
            break
        token = found.items[found.index(position - 1)]
        low = max(token.start, floor)
        if _stops(token):
            break
        position = low
    return position


def strength(found: Tokens, start: int, end: int, within: Division | None, *, lenient: bool = False) -> str:
    """What distinguishes the words ``text[start:end]`` (a name without its kind word), strongest first.

    ``lenient`` lets any word that is not of the trade distinguish (环球|鞋网, 世纪|商城); else a common word
    of the dictionary does not (急救|平台).
    """
    text = found.text
    words = found.between(start, end)
    if any(char in "“‘" for char in text[start:end]):
        return Strength.QUOTED
    if any(token.word in brands() for token in words):
        return Strength.BRAND
    position = start
    known = gazetteer()
    while position < end:
        place = known.at(text, position, within)
        if place and place.end <= end:
            return Strength.PLACE
        position += 1
    if any(token.word in word_class("region") for token in words):
        return Strength.PLACE
    plain = word_class("base") | word_class("sector")
    own = [token for token in words if token.word not in plain and token.word not in word_class("stop")]
    if any(token.is_latin and _OWN_LATIN.fullmatch(token.word) for token in own):
        return Strength.LATIN
    own = [token for token in own if not token.is_latin and token.word.isalpha()]
    if any(token.is_proper or (not token.known and len(token.word) > 1) for token in own):
        return Strength.UNKNOWN
    singles = [token for token in own if len(token.word) == 1]
    if any(after.start == before.end for before, after in zip(singles, singles[1:], strict=False)):
        return Strength.UNKNOWN
    if any(len(token.word) > 1 for token in own) or (lenient and len(singles) > 0 and end - start > 1):
        return Strength.COMMON if lenient or own else Strength.NONE
    return Strength.SECTOR if any(token.word in word_class("sector") for token in words) else Strength.NONE


_CONFIDENCE: Final = {
    Strength.QUOTED: 0.85,
    Strength.BRAND: 0.85,
    Strength.PLACE: 0.75,
    Strength.LATIN: 0.8,
    Strength.UNKNOWN: 0.75,
    Strength.COMMON: 0.6,
}


def by_form(found: Tokens, within: Division | None) -> Iterator[Candidate]:
    """Every name that its last word tells, in order of the text; names do not overlap."""
    text = found.text
    suffixes, strict = kind_words("suffix"), kind_words("brand")
    last: Candidate | None = None
    for match in _suffix_pattern().finditer(text):
        suffix, end = match.group(), match.end()
        if text[end : end + 1] and text[end] in _NOT_BEHIND.get(suffix, ""):
            continue
        kind = suffixes.get(suffix) or strict[suffix]
        floor = last.end if last and last.end > match.start() - _MAX_NAME else 0
        start = name_start(found, match.start(), floor)
        start = _without_lead(found, start, match.start())
        if start == floor and last and last.end == start and not _is_separate(text, start):
            # 产业园|电子商务专区, 世纪商城|电子商务平台: one name that grows, or a sort added behind it.
            longer = _grown(found, last, match.start(), end, kind, suffix)
            if longer:
                last = longer
            continue
        candidate = _judged(found, start, match.start(), end, kind, suffix, within, lenient=suffix in strict)
        if candidate is None:
            continue
        if last:
            yield last
        last = candidate
    if last:
        yield last


def _is_separate(text: str, position: int) -> bool:
    return text[position : position + 1] in ("、", "，", "。", "\n")


def _grown(found: Tokens, last: Candidate, suffix_start: int, end: int, kind: str, suffix: str) -> Candidate | None:
    """The name made longer by a second kind word behind it; None when the second is only a sort."""
    between = [token.word for token in found.between(last.end, suffix_start)]
    plain = word_class("base") - {"农村", "产业", "公共"}
    if kind == last.kind == "platform" and all(word in plain for word in between) and last.suffix != "网":
        return None
    if last.kind == "enterprise" and kind != "enterprise":
        return None
    return Candidate(last.start, end, kind, last.strength, last.confidence, last.rule, suffix)


def _without_lead(found: Tokens, start: int, end: int) -> int:
    """Skip words at the front that describe and are no part of the name (本土|…, 农村电子商务综合平台|…)."""
    for token in found.between(start, end):
        if token.word in ("本土", "本地", "新型", "现代", "传统", "大型", "及", "后", "前", "新", "等", "多", "个", "家"):
            start = token.end
        else:
            break
    return start


def _judged(
    found: Tokens, start: int, core_end: int, end: int, kind: str, suffix: str, within: Division | None, *, lenient: bool
) -> Candidate | None:
    """The candidate, if something distinguishes it."""
    text = found.text
    if start >= core_end or text[start:core_end].strip("“”‘’") in word_class("stock"):
        return None
    quoted = re.match(r"[“‘]([^”’]*)[”’]", text[start:core_end])
    if quoted and (quoted.group(1) in word_class("stock") or quoted.group(1)[-1:] in "式型化类+＋"):
        return None
    why = strength(found, start, core_end, within, lenient=lenient)
    words = found.between(start, core_end)
    if why in (Strength.NONE, Strength.SECTOR) or (why == Strength.COMMON and not lenient):
        return None
    if why == Strength.PLACE and words[-1].word in word_class("base-tail") and suffix.endswith("基地"):
        return None
    if text[max(start - 3, 0) : start] in ("一体的", "功能的") or (why == Strength.PLACE and text[start - 1 : start] == "的"):
        return None
    legal = suffix.endswith("有限公司") and suffix != "有限公司" or suffix == "有限公司"
    return Candidate(start, end, kind, why, 0.95 if legal else _CONFIDENCE[why], f"form-{kind}", suffix)
