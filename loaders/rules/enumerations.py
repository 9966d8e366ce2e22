"""Names found by the company they keep: ``A、B和C等…企业``, ``推进A、B等项目建设``.

The word behind the list tells the kind of its members, so names need no form of their own
(海尔、利群、微品网等国家级电子商务示范企业). A list counts when something distinguishes at least one member; a list of trades
(纺织、服装、鞋业等龙头企业) does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from loaders.names.named import Division
from loaders.names.places import gazetteer
from loaders.names.vocabulary import Tokens, brands, kind_words, trade_words, word_class
from loaders.rules.bounds import is_capital, is_energy, is_kind_of, name_start, without_lead
from loaders.rules.candidates import Candidate, Strength, strength

__all__ = ["by_list"]

#: The word that closes a list. Match: 微品网|等|国家级…, 以京东|为代表的|…, 海尔、海信|两家|企业. Not: 等级, 平等.
_CLOSE = re.compile(
    r"(?<![平均相同高中初优劣])等(?![级于候待额价差同次为])|为(?:代表|龙头|主体|骨干)的"
    r"|(?<![第前])[两二三四五六七八九十](?:大|家)(?=[\u4e00-\u9fff]{0,6}(?:平台|企业|公司|集团|园区|网站))"
)
_SENTENCE: Final = "。；！？\n，：:;"
#: Conjunctions between the last two members. Match: 九牧王|和|卡宾. Not inside a word: 和平.
_AND = re.compile(r"以及|[和与及]")
#: What may stand between 等 and the kind word at most.
_MAX_HEAD: Final = 24
#: With a kind word of its own, a member needs no more.
_TOLD: Final = (Strength.PLACE, Strength.BROKEN)
_WEAK: Final = (Strength.COMMON, Strength.BROKEN)
_STRONG: Final = (Strength.QUOTED, Strength.BRAND, Strength.LATIN, Strength.UNKNOWN)
#: Lists of trades: 等优势产业龙头企业, 等行业骨干企业; members must then be names by themselves.
_TRADES = re.compile(r"[\u4e00-\u9fff]{0,4}(?:产业|行业|领域|门类)|[0-9一二三四五六七八九十几]+[大类]")
#: Last words of sorts and wares. Match: 大宗商品单品, 生产设备. Not: 南威软件.
_SORT = re.compile(
    r"(?:产品|商品|制品|单品|用品|服务|行业|产业|工业|农业|业务|设备|器械|材料|技术|人员|人才|领域|环节|模式|渠道|设施|中心|活动|工程|项目|耕作|养殖|种植|生产|作业)$"
)


#: A firm and its platform. Match: 长虹集团|“购够网”, 山东泰开|“泰开在线”. Not: 森马|“巴拉巴拉”.
_FIRM_AND_OWN = re.compile(
    r"(?P<firm>[^“”（）()]{2,16})“(?P<own>[^“”]{1,12}(?:网|商城|平台|在线|云|云[采商购仓市店]|[易网云淘惠e]购|优[品选]|通))”"
)
#: A market with its goods and its place may be a platform. Match: 江苏化工品|交易中心. Not: 服务中心.
_EXCHANGE: Final = "交易中心"
#: What a park beside others may end in.
_GROUNDS: Final = ("园", "谷", "港", "基地", "大厦", "街区")


@dataclass(frozen=True, slots=True)
class _Member:
    start: int
    end: int
    kind: str | None  # told by its own form
    strength: str
    suffix: str


@cache
def _heads(*, other: bool) -> re.Pattern[str]:
    """Words behind lists: of the kinds of names, or of other things (A、B等专业市场)."""
    words = [word for word, kind in kind_words("head").items() if (kind == "other") is other]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    words = {**kind_words("brand"), **kind_words("suffix")}
    return tuple(sorted(words.items(), key=lambda pair: -len(pair[0])))


def by_list(found: Tokens, within: Division | None) -> Iterator[Candidate]:
    """Every member of every list of names, with the kind that the word behind the list tells."""
    text = found.text
    floor = 0
    for close in _CLOSE.finditer(text):
        members = _members(found, floor, close.start(), within)
        floor = close.end()
        if not members:
            continue
        kind = _head(found, close.end())
        trades = bool(_TRADES.match(text, close.end()))
        yield from _accepted(found, members, kind, trades=trades)


def _head(found: Tokens, start: int) -> str | None:
    """Kind that the words behind 等 tell; None when a verb comes first (等开展…)."""
    text = found.text
    if text[start : start + 1] in ("）", ")"):
        return None  # （含：茶文化、陶瓷文化等）网络传播平台: the list tells what the word before it means
    stop = start
    while stop < min(len(text), start + _MAX_HEAD) and text[stop] not in "，。；、：！？\n“":
        stop += 1
    match = _heads(other=False).search(text, start, stop)
    between = found.between(start, match.start()) if match else ()
    if match is None or any(
        token.word in word_class("action") or token.word[0] in "和与及" for token in between
    ):
        return "other" if _heads(other=True).search(text, start, stop) else None
    kind = kind_words("head")[match.group()]
    if match.group().startswith("平台企业"):
        return "platform-firm"
    if kind == "platform" and re.match(
        r"提供商|企业|运营商|服务商|公司|商(?!务|城|业|品|贸)", text[match.end() : match.end() + 3]
    ):
        return "enterprise"
    return kind


def _members(found: Tokens, floor: int, close: int, within: Division | None) -> tuple[_Member, ...]:
    """The members of the list that 等 at ``close`` ends, in order."""
    text = found.text
    parts: list[tuple[int, int]] = []
    end = position = close
    depth = 0
    while position > floor:  # back to the sentence's start, cutting at 、 outside quotations
        char = text[position - 1]
        depth += (char in "”’）)") - (char in "“‘（(")
        if depth < 0 or (char in _SENTENCE and depth <= 0) or close - position > 260:
            break
        if char == "、" and depth == 0:
            parts.append((position, end))
            end = position - 1
        elif char == "“" and depth == 0 and text[position - 2 : position - 1] == "”":
            parts.append((position - 1, end))  # “临商网”“新明辉商城”
            end = position - 1
        position -= 1
    parts.append((position, end))
    parts.reverse()
    spans: list[tuple[int, int]] = []
    for turn, (low, high) in enumerate(parts):
        inner = _turn(found, low, high, last=turn == len(parts) - 1) if turn else low
        if turn and inner > low:
            spans = [(inner, high)]  # 支持同安、翔安农产品对接|朴朴超市、盒马鲜生等平台: here the list begins
        elif turn == len(parts) - 1:
            spans.extend(_split_and(found, low, high, whole=turn > 0))
        else:
            spans.append((low if turn else _first(found, low, high), high))
    return tuple(member for low, high in spans if (member := _member(found, low, high, within)))


def _turn(found: Tokens, low: int, high: int, *, last: bool) -> int:
    """Where a list begins again inside one of its parts; ``low`` where it does not.

    It does behind a verb, and behind 与 unless that joins its last two members (步步高与|美团、多多等平台).
    """
    plain, leading = trade_words(), word_class("leading")
    words = found.between(low, high)
    for token, after in reversed(list(pairwise(words))):
        own = after.word not in plain and after.word not in word_class("stop")
        verb = token.word in word_class("action") and token.word not in plain
        if own and (verb or token.word in leading or (token.word in "与同" and not last)):
            return after.start
    return low


def _split_and(found: Tokens, low: int, high: int, *, whole: bool) -> list[tuple[int, int]]:
    """Cut the last part at its conjunction; the piece that is not bounded by 、 is read as a name."""
    text = found.text
    for match in reversed(list(_AND.finditer(text, low, high))):
        token = found.items[found.index(match.start())]
        if token.known and token.end - token.start > len(match.group()):
            continue  # 和平, 与会
        if text.count("“", match.end(), high) != text.count("”", match.end(), high):
            continue
        right = _first(found, match.end(), high)
        if right != match.end():
            return [(right, high)]  # …及个体工商户依托|“12349”: the conjunction is not between names
        left = (low if whole else _first(found, low, match.start()), match.start())
        return [left, (match.end(), high)]
    return [(low if whole else _first(found, low, high), high)]


def _first(found: Tokens, low: int, high: int) -> int:
    """Where the first member begins, whose sentence begins at ``low``."""
    words = found.between(low, high)
    if len(words) == 1 and words[0].word not in word_class("stop"):
        return low  # 。安踏、特步…: a name that the dictionary holds for a verb
    return without_lead(found, name_start(found, high, low), high)


def _member(found: Tokens, low: int, high: int, within: Division | None) -> _Member | None:
    """The member between two offsets, None when it cannot be a name."""
    text = found.text
    while low < high and text[low] in " 　":
        low += 1
    if not 2 <= high - low <= 30:
        return None
    words = text[low:high]
    if words[0] == "“" and words.find("”") == len(words) - 1:
        inner = words[1:-1]
        slogan = not inner or inner in word_class("stock") or inner[-1] in "式型化类+＋节周赛展会"
        why = Strength.NONE if slogan else Strength.QUOTED
        return _Member(low + 1, high - 1, None, why, "")
    if any(mark in words for mark in "+＋"):
        return None  # 企业+合作社+基地: a mode
    tokens = found.between(low, high)
    brand = brands(in_context=True).get(words)
    if (words in trade_words() and not brand) or re.match(r"[两二三四五六七八九十]+[大个家类]", words):
        return None
    stops = word_class("stop") - {"第一", "中", "等", "对", "为", "有", "至"}
    if not brand and (
        any(
            token.word in stops and not (is_capital(found, token) or is_energy(found, token))
            for token in tokens[:-1]
        )
        or "的" in words
    ):
        return None
    for suffix, kind in _endings():
        if words.endswith(suffix) and len(words) > len(suffix) and is_kind_of(suffix, words[: -len(suffix)]):
            why = strength(found, low, high - len(suffix), within, lenient=suffix in kind_words("brand"))
            return _Member(low, high, kind, why, suffix)
    for trade in word_class("utility"):
        place = gazetteer().find(words[: -len(trade)]) if words.endswith(trade) else None
        if place:
            return _Member(low, high, "enterprise", Strength.PLACE, trade)
    if _SORT.search(words) and not brand and not words.endswith((*kind_words("venue"), _EXCHANGE)):
        return None
    why = Strength.BRAND if brand else strength(found, low, high, within, lenient=True)
    lead = gazetteer().at(text, low, within) if why == Strength.PLACE else None
    if lead and strength(found, lead.end, high, within, lenient=True) in (*_STRONG, *_WEAK):
        why = Strength.UNKNOWN  # 泉州|易达, 泸州|老窖; not 泉州|纺织
    return _Member(low, high, None, why, "")


def _accepted(
    found: Tokens, members: tuple[_Member, ...], head: str | None, *, trades: bool
) -> Iterator[Candidate]:
    """The members that are names."""
    text = found.text
    firms = head == "platform-firm"
    head = "enterprise" if firms else head
    venues = tuple(kind_words("venue"))
    shops = [member for member in members if text[member.start : member.end].endswith(venues)]
    parks = sum(member.kind == "park" for member in members)
    if head is None and sum(_known_kind(text, one) == "platform" for one in members) > 1:
        head = "platform"  # 与携程、途牛、同程等开展合作
    named = [m for m in members if m.strength in _STRONG or (m.kind and m.strength in _TOLD)]
    if (
        head == "institution"
        or (head == "other" and not named)
        or (trades and not any(m.kind or m.strength in (Strength.BRAND, Strength.QUOTED) for m in named))
    ):
        return
    for member in members:
        words = text[member.start : member.end]
        owned = _FIRM_AND_OWN.fullmatch(words) if head in ("enterprise", "platform") else None
        if owned and named and (head == "enterprise" or owned["firm"] not in brands()):
            yield from _firm_and_own(member, owned)
            continue
        kind = member.kind
        if head in ("platform", "enterprise", "park", "association"):
            formal = kind == "enterprise" and member.suffix != "事业部"
            kind = kind if formal or (kind == "park" and head != "enterprise") else head
        elif head is None and member.kind is None and parks > 1 and words.endswith(_GROUNDS):
            kind = "park"  # 江阴澄江电商园、|宜兴环科园
        elif head is None and member.kind is None and len(shops) > 1 and words.endswith(venues):
            kind = "enterprise"
        brand = brands(in_context=True).get(words)
        if brand and firms:
            kind = brand.kinds[0]  # 对接阿里巴巴、小红书等平台企业: what the bare name means
        if kind is None or not named or (brand and words not in brands() and kind not in brand.kinds):
            continue
        candidate = _candidate(member, kind, len(named), words, head)
        if candidate:
            yield candidate


def _known_kind(text: str, member: _Member) -> str | None:
    """The kind that a nationally known name has first."""
    brand = brands().get(text[member.start : member.end])
    return brand.kinds[0] if brand else None


def _firm_and_own(member: _Member, words: re.Match[str]) -> Iterator[Candidate]:
    """The two names of a member that is a firm with its platform behind it."""
    for group, kind in (("firm", "enterprise"), ("own", "platform")):
        start, end = (member.start + offset for offset in words.span(group))
        yield Candidate(start, end, kind, Strength.QUOTED, 0.75, f"list-{kind}", member.suffix)


def _candidate(member: _Member, kind: str, named: int, words: str, head: str | None) -> Candidate | None:
    """The member as a candidate; weak ones stand on their neighbours."""
    found = Candidate(member.start, member.end, kind, member.strength, 0.85, f"list-{kind}", member.suffix)
    if member.strength in _STRONG:
        return found if head or member.kind or kind in ("enterprise", "park") else None
    if member.strength == Strength.PLACE:
        if member.kind or words.endswith(tuple(word_class("utility"))) or head == "park":
            return replace(found, confidence=0.8)
        return replace(found, confidence=0.6) if len(words) > 3 or named > 1 else None
    if member.strength in _WEAK and (head or member.kind or kind == "enterprise"):
        return replace(found, confidence=0.65) if named else None
    if member.strength == Strength.SECTOR and member.kind and head in ("park", "platform", "project"):
        return replace(found, confidence=0.6)
    return None
