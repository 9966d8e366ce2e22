"""Where a name begins: read to the left from its last word, then freed of what only leads to it."""

from __future__ import annotations

import re
from typing import Final

from loaders.names.places import gazetteer
from loaders.names.vocabulary import Token, Tokens, brands, trade_words, word_class
from ontology.model import PlaceLevel

__all__ = ["is_capital", "is_closed", "is_energy", "name_start", "stops_name", "without_lead"]

#: A name does not reach over these to the left, even inside a longer word of the dictionary.
_HARD: Final = frozenset("，。；：！？、,;:!?\n\t\r 　《》<>【】[]“‘(")
_MAX_NAME: Final = 34
_PLACE_LIKE = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]")
#: What closes a name. The end of the text does too.
_CLOSING: Final = ("", *"，。；、）”和与及\n")
#: A trade grows, and is no firm, before these. Match: 黔货电商|发展. Not: 甜园果业|开发.
_GROWTH: Final = frozenset(
    ["发展", "兴起", "壮大", "集聚", "升级", "转型", "提升", "融合", "振兴", "经营", "种植", "生产"]
)
#: Behind a verb of one character: how it is done. Match: 建|好, 做|强.
_WELL: Final = ("好", "强", "优", "大", "实")
#: Behind a verb: a road or a bank that is called by it. Match: 建设|路, 建设|银行.
_ROAD: Final = "路街巷村镇乡银大"
#: Match: 三大, 五个. Not: 三元.
_COUNTED: Final = re.compile(r"[两二三四五六七八九十]+[大个家类]")


def stops_name(token: Token, *, firm: bool = False) -> bool:
    """Whether a name cannot hold the token; a firm's name may hold any verb (中通|客车|控股|股份有限公司)."""
    stops = word_class("stop")
    if token.word in stops or (len(token.word) == 4 and token.word[2:] in stops):  # 充分发挥
        return True
    if token.is_latin or token.word in trade_words() or token.word in word_class("name-verb"):
        return False
    if _COUNTED.fullmatch(token.word):
        return True
    if len(token.word) == 1:
        return token.word in "一二三四五六七八九十两几数"
    return token.known and token.tag in (("m",) if firm else ("m", "v")) and token.word not in brands()


def name_start(found: Tokens, end: int, floor: int = 0, *, firm: bool = False, park: bool = False) -> int:
    """Where the name that ends at ``end`` begins: read word by word to the left, ``floor`` at most.

    A closing quotation mark takes the whole quotation in, closing brackets a place (（福建）), a park's 与 two trades.
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
            if text[position - 1 : position] in tuple("”’"):
                break  # “临商网”|“新明辉商城”
            continue
        if char in "）)":
            bracket = _PLACE_LIKE.search(text, max(floor, position - 8), position)
            if not bracket or bracket.end() != position:
                break
            position = bracket.start()
            continue
        if char in "—-–－" and (
            _joins_latin(text, position - 1) or text[position - 3 : position - 1] == "中国"
        ):
            position -= 1
            continue
        if char in _HARD or char in "—-–－":
            break
        token = found.items[found.index(position - 1)]
        low = max(token.start, floor)
        inside = is_capital(found, token) or is_energy(found, token) or _is_place(found, token)
        inside = inside or (park and _joins_trades(found, token, end))
        if stops_name(token, firm=firm) and not inside:
            break
        glued = max((text.rfind(mark, low, position) for mark in "及与的等在将被由"), default=-1)
        if not token.known and glued >= low:
            return glued + 1  # an unknown "word" that swallowed a function word: 区及
        position = low
    return position


def is_capital(found: Tokens, token: Token) -> bool:
    """Whether 都 is a capital of something (鞋|都|云采, 瓷|都|网) and not the adverb (企业|都|应用)."""
    if token.word != "都" or token.start == 0:
        return False
    before = found.items[found.index(token.start - 1)]
    return len(before.word) == 1 and before.tag.startswith("n")


def is_energy(found: Tokens, token: Token) -> bool:
    """Whether 能 is short for energy (云南|能|投集团, 能|建集团) and not the verb (企业|能|投资)."""
    return token.word == "能" and found.text.startswith(("投集团", "建集团", "化集团", "投公司"), token.end)


def _is_place(found: Tokens, token: Token) -> bool:
    """Whether what the dictionary holds for a verb is a division: 自贡, 遵义."""
    place = gazetteer().at(found.text, token.start) if token.tag == "v" else None
    return place is not None and place.end == token.end


def is_closed(found: Tokens, end: int) -> bool:
    """Whether what stands at ``end`` leaves the words before it a name: a mark, a conjunction, 等, a verb.

    Match: 甜园果业|开发梨膏, 快手|、. Not: 黔货电商|发展 (a trade grows), 快手|短视频.
    """
    if found.text[end : end + 1] in _CLOSING:
        return True
    token = found.items[found.index(end)]
    if token.start != end or token.word in _GROWTH:
        return False
    return token.tag == "v" or token.word in word_class("stop")


def _joins_trades(found: Tokens, token: Token, end: int) -> bool:
    """Whether 与 joins two trades in a park's name: 永川软件|与|服务外包|产业园. Not: 泉州制鞋厂|与|产业园."""
    if token.word != "与" or token.start == 0:
        return False
    plain = trade_words()
    left = found.items[found.index(token.start - 1)]
    right = found.between(token.end, end)
    return left.word in plain and len(right) > 0 and all(word.word in plain for word in right)


def _joins_latin(text: str, position: int) -> bool:
    """Whether a dash stands between Latin letters or figures (7-Eleven)."""
    return text[position - 1 : position].isalnum() and text[position - 1 : position + 2].isascii()


def without_lead(found: Tokens, start: int, end: int, *, firm: bool = False) -> int:
    """Skip what stands before the name: 本土|…, 建设|海峡电子商务区, 仑苍镇|福建省水暖工业园, 农产品对接|朴朴超市."""
    words = found.between(start, end)
    plain = trade_words()
    before = plain | word_class("leading")
    known = gazetteer()
    for turn, token in enumerate(words[:-1]):
        after = words[turn + 1]
        place = known.at(found.text, after.start)
        named = place is not None or after.word in brands() or after.word in word_class("region")
        if (
            named
            and token.word in word_class("making")
            and all(word.word in plain for word in words[: turn + 1])
        ):
            start = after.start
        township = turn > 0 and words[turn - 1].word.endswith(("镇", "乡", "街道", "村"))
        if (named or township) and token.word == "建设":
            start = (
                after.start
            )  # 在安康高新区建设|安康…物流园, 建设|渝西…产业园, 在邱家店镇建设|产业带直播基地
        if after.word[0] == "“" and token.word in word_class("making"):
            start = after.start
        leads = token.word in word_class("leading") and after.word not in plain
        if leads and after.word[0] not in _ROAD and all(word.word in before for word in words[:turn]):
            start = after.start
        if (
            place
            and place.division.level is PlaceLevel.PROVINCE
            and token.word.endswith(("镇", "乡", "街道"))
        ):
            start = after.start
    if found.text[start : start + 1] in _WELL and found.text[max(start - 1, 0) : start] in tuple(
        "建办做用管抓打"
    ):
        start += 1  # 建|好|容城县…
    rest = found.between(start, end)
    for turn, token in enumerate(rest):
        after = rest[turn + 1] if turn + 1 < len(rest) else token
        if token.word == "新" and len(after.word) == 1 and after.word not in plain:
            break  # 新|蒲|新区: not a new one
        verb = firm and token.known and token.tag == "v" and token.word not in trade_words()
        if token.word not in word_class("describing") and not verb:
            break
        start = token.end
    return start


#: What a house or town of the trade is called by. Match: 数字商务|大厦, 直播|小镇. Not: 百货|大厦, 钢琴|小镇.
_HOUSE = re.compile(
    "电商|电子商务|网商|网络|互联网|数字|数码|信息|软件|科技|创业|创客|跨境|直播|大数据|云计算|快递|物流|云$"
)
#: What is meant by a net that is no site. Match: 空气质量监测|网, 配送|网. Not: 化工|网.
_NO_SITE: Final = ("监测", "监控", "观测", "预警", "配送", "巡查", "防护")


def is_kind_of(suffix: str, core: str) -> bool:
    """Whether the kind word may be believed behind these words.

    A 公共服务中心 is a platform only of a cloud, a 大厦 or 小镇 a park only of the trade (网商|大厦, 直播|小镇,
    not 百货|大厦, 钢琴|小镇), a 枢纽港 one only of electronic trade, and a net for watching no site at all.
    """
    if suffix == "网" and core.endswith(_NO_SITE):
        return False
    if suffix == "枢纽港":
        return "电商" in core or "电子商务" in core
    if suffix in ("大厦", "小镇"):
        return _HOUSE.search(core) is not None
    return suffix != "公共服务中心" or core.endswith(("云", "云计算"))
