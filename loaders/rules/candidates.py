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
from itertools import pairwise
from typing import Final

from loaders.names.named import Division
from loaders.names.places import gazetteer
from loaders.names.vocabulary import Token, Tokens, brands, kind_words, trade_words, word_class
from loaders.rules.bounds import is_kind_of, name_start, without_lead

__all__ = ["Candidate", "Strength", "by_form", "strength"]

#: What must not follow a kind word, because it then begins another word.
#: Match: 环球鞋网、; 环球鞋网和. Not: 三网络, 网点, 公司制, 平台经济.
_NOT_BEHIND: Final = {
    "网": "销络点上站购民商页红店吧货银格际游信约批贷签易剧报友龄速段关融洽",
    "商城": "市区县",
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
}
#: Words of the dictionary that name spots. Match: 外高桥, 观音桥. Not: 立交桥, 人工湖.
_TOPONYM = re.compile(
    "(?!立交|高架|人工|跨海|跨江|天)[\u4e00-\u9fff]{2,3}[桥山湖河江湾岛岭坪坝寨屯堡嘴浦溪洲]"
)
#: Sides stand before spots as often as behind places: 西|溪谷.
_SIDES: Final = ("东", "西", "南", "北")
#: A company that is told what it does. Match: 新港开发公司|承建. Not: 开发公司|应当.
_BUILDER: Final = re.compile(r"承建|承办|承担|投资建设|建设运营|负责(?:投资|建设|运营)")
#: Match: 福建省电子口岸|泉州节点.
_NODE: Final = re.compile(r"[\u4e00-\u9fff]{2,4}节点")
#: Latin words and figures that are somebody's own. Match: SHOW, 12349, ECO2. Not: B2B, 3G, 10.
_OWN_LATIN = re.compile(r"[A-Za-z]{3,}[A-Za-z0-9]*|\d{4,6}|[A-Za-z]+\d+[A-Za-z]*|\d+[A-Za-z]{2,}")


class Strength:
    """How a name is told from its kind: names of the reasons, strongest first."""

    QUOTED = "quoted"
    BRAND = "brand"
    PLACE = "place"
    LATIN = "latin"
    UNKNOWN = "unknown-word"
    BROKEN = "broken-words"
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
    plain = trade_words()
    own = [token for token in words if token.word not in plain and token.word not in word_class("stop")]
    if any(token.is_latin and _OWN_LATIN.fullmatch(token.word) for token in own):
        return Strength.LATIN
    own = [token for token in own if not token.is_latin and token.word.isalpha()]
    if any(token.is_proper or (not token.known and len(token.word) > 1) for token in own):
        return Strength.UNKNOWN
    singles = [token for token in own if len(token.word) == 1]
    if any(after.start == before.end for before, after in pairwise(singles)):
        return Strength.UNKNOWN
    if any(_TOPONYM.fullmatch(token.word) for token in own):
        return Strength.UNKNOWN
    if _broken([token for token in words if token in own or token.word in _SIDES]):
        return Strength.BROKEN
    if any(len(token.word) > 1 for token in own) or (lenient and len(singles) > 0 and end - start > 1):
        return Strength.COMMON if lenient or own else Strength.NONE
    return Strength.SECTOR if any(token.word in word_class("sector") for token in words) else Strength.NONE


def _broken(own: list[Token]) -> bool:
    """Whether a common word and a single character stand together as no phrase of the dictionary does.

    A name that the segmenter does not know falls into such pieces. Match: 梨花|缘, 红|牌楼, 西|溪谷. Not: 贫困|户,
    绿色|农业 (two words), 新|经济 (新 is of the trade).
    """
    affixes = word_class("affix")
    return any(
        after.start == before.end
        and {len(before.word), len(after.word)} == {1, 2}
        and min(before.word, after.word, key=len) not in affixes
        and all(token.tag[:1] in "nasgzqjtif" for token in (before, after))
        for before, after in pairwise(own)
    )


#: Match: 市、|县电子商务行业协会, 各|市. Not: 网商协会、|市电子商务协会.
_SEVERAL: Final = re.compile(r"[省市州县区][、和及]$|各$")
#: Match: “华贸通”, “一站式”. Not: an empty quotation.
_INNER: Final = re.compile(r"[“‘]([^“”‘’]+)[”’]")
#: Behind a park: the body that runs it. Match: 章丘区工业园区|管委会.
_BODY: Final = re.compile("管委会|管理委员会|管理办公室|管理局|管理处|党工委|办事处")
_NOTHING: Final = (Strength.NONE, Strength.SECTOR)
_CONFIDENCE: Final = {
    Strength.QUOTED: 0.85,
    Strength.BRAND: 0.85,
    Strength.PLACE: 0.75,
    Strength.LATIN: 0.8,
    Strength.UNKNOWN: 0.75,
    Strength.BROKEN: 0.65,
    Strength.COMMON: 0.6,
}


def by_form(found: Tokens, within: Division | None) -> Iterator[Candidate]:
    """Every name that its last word tells, in order of the text; names do not overlap."""
    text = found.text
    suffixes, strict = kind_words("suffix"), kind_words("brand")
    last: Candidate | None = None
    for match in _suffix_pattern().finditer(text):
        suffix, end = match.group(), _stretched(text, match)
        if not _ends_word(found, match.start(), end, suffix):
            continue
        kind = suffixes.get(suffix) or strict[suffix]
        near = last is not None and last.end > match.start() - 16
        if last and near and _continues(found, last, match.start(), suffix):
            # 产业园|电子商务专区: one name that grows; 世纪商城|电子商务平台: a sort added behind it.
            last = _grown(found, last, match.start(), end, kind, suffix) or last
            continue
        if suffix in ("专区", "分会"):
            continue
        floor = last.end if last else 0
        firm = suffix.endswith("有限公司") or (
            suffix.endswith("公司") and _BUILDER.match(text, end) is not None
        )
        start = name_start(found, match.start(), floor, firm=firm, park=kind == "park")
        start = without_lead(found, start, match.start(), firm=firm)
        candidate = _judged(found, start, match.start(), end, kind, suffix, within, lenient=suffix in strict)
        if candidate is None:
            continue
        if last:
            yield last
        last = candidate
    if last:
        yield last


def _stretched(text: str, match: re.Match[str]) -> int:
    """End of the kind word with what may hang on it: 产业园|区, 电子口岸|泉州节点."""
    end = match.end()
    if match.group().endswith("园") and text.startswith("区", end) and not text.startswith("区域", end):
        return end + 1
    node = _NODE.match(text, end) if match.group() == "电子口岸" else None
    return node.end() if node else end


def _ends_word(found: Tokens, start: int, end: int, suffix: str) -> bool:
    """Whether the kind word stands as such, not inside an everyday word (互联|网, 网|络, （园区）)."""
    text = found.text
    following = text[end : end + 1]
    if any(suffix.endswith(word) and following and following in bad for word, bad in _NOT_BEHIND.items()):
        return False
    if following in "）)" and text[start - 1 : start] in ("（", "("):
        return False
    if suffix == "在线" and following not in "”’、，。；等\n":
        return False
    holder = found.items[found.index(end - 1)]
    if holder.end > end and (holder.known or (holder.start == start and following not in "等和与及的在")):
        return False  # “三品一标”|网销; but 超舒适网|等
    plain = holder.word in trade_words() or holder.word in word_class("stop")
    if suffix == "网" and len(holder.word) == 2 and holder.known and not holder.is_proper:
        plain = True  # 绳网, 渔网: a ware
    return not (holder.end == end and holder.start < start and plain)


def _continues(found: Tokens, last: Candidate, suffix_start: int, suffix: str) -> bool:
    """Whether only words of the trade stand between a name and a second kind word."""
    if suffix == "专区" and last.kind != "park":
        return False
    branch = {"分公司": "enterprise", "分会": "association"}.get(suffix)
    if branch:  # 中国邮政集团公司|江西省|分公司, 安徽省网商联盟|蚌埠|分会
        if last.kind != branch:
            return False
        place = gazetteer().at(found.text, last.end)
        return place is not None and place.end == suffix_start
    plain = trade_words()
    between = found.between(last.end, suffix_start)
    school = last.kind == "institution" and suffix == "学院"  # 华侨大学|工商管理|学院
    return all(
        token.word in plain and (school or token.word == "服务" or token.word not in word_class("making"))
        for token in between
    )


def _grown(
    found: Tokens, last: Candidate, suffix_start: int, end: int, kind: str, suffix: str
) -> Candidate | None:
    """The name made longer by a second kind word behind it; None when the second is only a sort."""
    between = [token.word for token in found.between(last.end, suffix_start)]
    sorts = all(word in word_class("base") for word in between) and (suffix != "网" or bool(between))
    if kind == last.kind == "platform" and last.suffix != "网" and sorts:
        return None  # 世纪商城|电子商务平台; but 中国泰山商城|网
    if last.kind in ("enterprise", "association", "institution") and kind != last.kind:
        return None
    return Candidate(last.start, end, kind, last.strength, last.confidence, last.rule, suffix)


def _judged(
    found: Tokens,
    start: int,
    core_end: int,
    end: int,
    kind: str,
    suffix: str,
    within: Division | None,
    *,
    lenient: bool,
) -> Candidate | None:
    """The candidate, if something distinguishes it."""
    text = found.text
    if time := _TIME.match(text, start, core_end):
        start = time.end()  # 2015年底前|陆港电商小镇
    if text.startswith(("发展", "提升"), start) and gazetteer().at(text, start + 2, within):
        start += 2  # 发展|长丰草莓电商园
    if owner := _OWNER.match(text, start, core_end):
        start = owner.end()  # 沙钢集团|“玖隆在线”
    if start >= core_end or _NO_NAME.match(text, start) or not is_kind_of(suffix, text[start:core_end]):
        return None
    if {text[start:core_end].strip("“”‘’"), text[start:end]} & word_class("stock") or _BUILDS.match(
        text, start, end
    ):
        return None
    utility = text[start:core_end].removeprefix(text[start] if text[start] in "省市州县区" else "")
    if suffix == "公司" and utility in word_class("utility"):  # 移动公司, 市邮政公司
        return Candidate(start, end, kind, Strength.COMMON, 0.8, "utility", suffix)
    whole = found.items[found.index(start)]
    placed = gazetteer().at(text, start, within)
    named = (
        placed
        or text.startswith("中国", start)
        or whole.word in brands()
        or (kind == "institution" and whole.tag == "nt")
    )  # 西北师范大学
    if whole.known and (whole.start, whole.end) == (start, end) and not named:
        return None  # one word of the dictionary: 上市公司
    if suffix == "商城" and gazetteer().find(text[start:core_end]):
        return None  # 临沂商城: a city's market
    if any(mark in text[start:core_end] for mark in "+＋"):
        return None  # “跨境电商+产业带”
    quoted = _INNER.search(text, start, core_end)
    if quoted and not (kind == "park" and placed and quoted.start() > start):
        inner = quoted.group(1)
        slogan = inner in word_class("stock") or inner[-1] in "式型化类+＋"
        if slogan or strength(found, quoted.start(1), quoted.end(1), within, lenient=True) in _NOTHING:
            return None  # “一站式”服务平台, “云计算”公共服务平台
    why = strength(found, start, core_end, within, lenient=lenient)
    if kind == "association" and why in (*_NOTHING, Strength.COMMON, Strength.BROKEN):
        return _association(found, start, core_end, end, suffix)
    words = found.between(start, core_end)
    if why in (*_NOTHING, Strength.COMMON) and _of_level(text, start, core_end, suffix):
        return Candidate(start, end, kind, Strength.SECTOR, 0.7, "level-firm", suffix)
    if why in (*_NOTHING, Strength.COMMON) and _COUNTY_PARK.match(text, max(start - 1, 0), end):
        return Candidate(start, end, kind, Strength.SECTOR, 0.65, "form-level-park", suffix)
    group = suffix == "集团" and core_end - start >= 4 and len(words[0].word) == 1  # 中煤工矿物资|集团
    legal = suffix.endswith(("有限公司", "有限责任公司"))
    if why in _NOTHING or (why == Strength.COMMON and not (lenient or group or legal)):
        return None
    if why == Strength.BROKEN and not (lenient or group or _led_by_trade(words, kind, suffix)):
        return None
    if why == Strength.PLACE and words[-1].word in word_class("base-tail") and suffix.endswith("基地"):
        return None
    if kind == "park" and _BODY.match(text, end):
        return None
    described = text[max(start - 1, 0) : start] == "的" and not (placed and text[placed.end - 1] in "市县区")
    if kind in ("platform", "park") and why == Strength.PLACE and described:
        return None  # 集…为一体的泉州电子商务产业基地; but 占地120亩的泉州市电子商务产业园
    if kind == "platform" and why == Strength.PLACE and text[end : end + 1] == "“":
        return None  # …农产品电子商务平台|“果业网”: the name follows
    return Candidate(start, end, kind, why, 0.95 if legal else _CONFIDENCE[why], f"form-{kind}", suffix)


#: When, or the number of an item, before a name. Match: 2015年底前|, 2016年|, 2．|发展. Not: 2025创新平台.
_TIME: Final = re.compile(r"(?:20\d\d年(?:底|末)?(?:以?前|之前|内)?)+|\d{1,2}[．、](?!\d)")
#: What begins no name: so many of them. Match: 30家|学会, 5个|产业园, 以|…平台. Not: 1688|平台.
_NO_NAME: Final = re.compile(r"以|\d+[多余]?[家个所座]")
#: The firm before its platform's quoted name.
_OWNER: Final = re.compile(r"[\u4e00-\u9fff]{2,10}(?:集团|公司|股份|出版社|百货)(?=“)")
#: A place of trade builds one on the net, a town some. Match: 长发商厦|建设网上|商城, 邱家店镇|建设|产业带. Not: 上海建设|商城.
_BUILDS: Final = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:建设|打造|开设|开发|搭建|发展)(?:网上|网络|线上|自有|独立|自营|专业)"
    r"|[\u4e00-\u9fff]{1,6}(?:镇|乡|街道)建设|[\u4e00-\u9fff]{1,6}(?:自建|入驻|搭建)平台"
)
#: The park of a county, told by its level and its trade. Match: 在|县中医药循环经济产业园. Not: 各|县工业园, 县级|产业园.
_COUNTY_PARK: Final = re.compile(
    r"(?:(?<![\s\S])|[在由是以为把对向从依托于，。、；：（到入设])县(?![级域城乡市区、])[\u4e00-\u9fff]{3,12}(?:产业|工业|物流|科技|创业|孵化|电商)园区?"
)
#: What the companies of a city's own government do. Match: 市|融资担保|公司, 县|城投|集团. Not: 市属|公司, 市|旅游|公司.
_PUBLIC: Final = re.compile(
    r"[市县区省州](?:融资担保|担保|城投|城市建设投资|城建投资|交投|交通投资|国投|国有资产(?:经营|投资)|文旅投|旅投|农投|产投|金投|开发投资|投资发展|公交|水务)"
)


def _of_level(text: str, start: int, core_end: int, suffix: str) -> bool:
    """Whether a company is told by the government that owns it and by what it does for it."""
    owned = _PUBLIC.fullmatch(text, start, core_end) is not None
    return (
        suffix in ("公司", "集团", "集团公司")
        and owned
        and not _SEVERAL.search(text, max(start - 2, 0), start)
    )


def _led_by_trade(words: tuple[Token, ...], kind: str, suffix: str) -> bool:
    """Whether a firm or park has its own words first and then its trade: 梨花|缘|电商|公司, 红|牌楼|跨境电商中心.

    A group needs no trade: 美食|林|集团.
    """
    plain = trade_words()
    own = [token.word in plain for token in words]
    return (
        kind in ("enterprise", "park")
        and (own[-1] or len(suffix) >= 4 or suffix == "集团")
        and not any(own[:2])
    )


def _association(found: Tokens, start: int, core_end: int, end: int, suffix: str) -> Candidate | None:
    """An association known by its level and trade (市电子商务协会, 省移动通讯产业联盟) or by its trade alone.

    Not: 行业协会, 市、县电子商务行业协会, 产业创新联盟.
    """
    text = found.text
    words = [token.word for token in found.between(start, core_end)]
    level = words[0][0] in "省市州县区" and not _SEVERAL.search(text, max(start - 2, 0), start)
    if words[0] in ("省", "市", "州", "县", "区"):
        if not level:
            return None
        words = words[1:]
    own = [word for word in words if word not in word_class("any-trade")]
    torn = text[max(start - 1, 0) : start] in ("与", "和", "及") and not level
    if level and not words and suffix == "物流与采购联合会":
        own = [suffix]
    if not own or torn or (not level and (suffix == "联盟" or words != own)):
        return None
    return Candidate(
        start, end, "association", Strength.SECTOR, 0.75 if level else 0.6, "form-association", suffix
    )
