"""Names that their quotation marks tell: “电子商务可信交易保障公共服务平台”, all of whose words are of the trade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.names.vocabulary import Tokens, kind_words, word_class
from loaders.rules.bounds import stops_name
from loaders.rules.candidates import Candidate, Strength

__all__ = ["by_quotation"]

#: Match: “电子商务可信交易保障公共服务平台”. Not: “网购商城” (too short).
_QUOTATION: Final = re.compile(r"“([^“”\n，。；]{8,24})”")

#: A quoted word beside a quoted platform or joined to one. Match: “宜居服务”平台和|“某城通”|，; 与|“办事通”|互联互通.
#: Not: “12315”平台和“诚信建设”工程 (something else is told behind it).
_BESIDE: Final = re.compile(
    r"”(?:平台|小程序|客户端|APP|App|app)[和与及、]“([^“”\n，。；、]{2,12})”(?=[，。；、等])"
    r"|[与和同]“([^“”\n，。；、]{2,12})”(?=互联互通|数据互通|数据对接|系统对接|平台对接|联通共享)"
)

#: A platform's kind and then its name. Match: 质量追溯平台“农信通”，. Not: 平台“线上+线下”模式.
_CALLED: Final = re.compile(
    r"(?:平台|系统|网站|小程序|客户端|商城|APP|App|app)“([^“”\n，。；、+＋]{2,12})”(?=[，。；、等）)和及与])"
)
#: A firm and its platform. Match: 徽商集团|“徽商云购”|、. Not: 海尔集团“人单合一”模式.
_OF_FIRM: Final = re.compile(
    r"(?:集团|公司|百货|股份|出版社|商场)“([^“”\n，。；、+＋]{2,12})”(?=[，。；、等和与及]|网上|平台|电商)"
)
#: A firm of a trade and its platform, one of a row or behind a verb that backs it. Match: 支持|远山汽车|“远山云”|、. Not: 发展汽车“云”.
_OF_MAKER: Final = re.compile(
    r"(?:(?<=、)|(?<=支持)|(?<=推动)|(?<=依托)|(?<=鼓励)|(?<=发挥))([\u4e00-\u9fff]{3,8}?)"
    r"“([^“”\n，。；、+＋]{1,10}(?:云|云[\u4e00-\u9fff]|网|商城|平台|在线))”(?=[、，。；和与及等做])"
)
_MAKERS: Final = ("集团", "公司", "股份", "汽车", "化工", "石化", "机械")
#: What is traded on it tells a platform, one of a row or alone. Match: “韩品优选”、|“海购威海”|年交易额. Not: “三朵花”年销售额.
_TRADED: Final = re.compile(
    r"“([^“”\n，。；、+＋]{2,12})”(?=(?:[、和]?“[^“”\n，。；、]{2,12}”){0,5}(?:等)?(?:平台)?(?:年度?|累计)?(?:交易额|成交额|访问量|注册用户|用户数))"
)
#: Quoted words in a row whose kind stands behind the last. Match: “某城购”、|“某城通”生活服务平台. Not: “一网”“一库”工程.
_IN_ROW: Final = re.compile(
    r"“([^“”\n，。；、+＋]{2,12})”(?=(?:[、和与及]?“[^“”\n，。；、]{2,12}”){1,6}(?:等)?[^“”\n，。；、]{0,8}(?:平台|小程序|客户端|APP|App|app)(?!建设工程|工程|行动|计划))"
)
#: Platforms of one build everywhere. Match: 中国（湖北）国际贸易“单一窗口”. Not: “单一窗口”建设.
_BUILT: Final = re.compile(r"中国（[\u4e00-\u9fff]{2,6}）国际贸易“?单一窗口”?")


def by_quotation(found: Tokens) -> Iterator[Candidate]:
    """Quoted names of platforms and parks all of whose words are of the trade: “电子商务可信交易保障公共服务平台”.

    The quotation marks and the length tell the name, of a shorter one the platform beside it. Not: “网购商城”,
    “网上市场”.
    """
    text = found.text
    suffixes = kind_words("suffix")
    for match in _QUOTATION.finditer(text):
        words = match.group(1)
        ending = next((word for word in sorted(suffixes, key=len, reverse=True) if words.endswith(word)), "")
        core = found.between(match.start(1), match.end(1) - len(ending))
        if suffixes.get(ending) in ("platform", "park") and len(core) >= 3 and not any(map(stops_name, core)):
            yield Candidate(
                match.start(1), match.end(1), suffixes[ending], Strength.QUOTED, 0.65, "quotation", ending
            )
    for match in _BUILT.finditer(text):
        yield Candidate(match.start(), match.end(), "platform", Strength.PLACE, 0.8, "quotation-built")
    for match in _IN_ROW.finditer(text):
        if match.group(1) not in word_class("stock") and match.group(1)[-1] not in "式型化类":
            yield Candidate(*match.span(1), "platform", Strength.QUOTED, 0.65, "quotation-row")
    for match in _CALLED.finditer(text):
        if match.group(1) not in word_class("stock") and match.group(1)[-1] not in "式型化类":
            yield Candidate(*match.span(1), "platform", Strength.QUOTED, 0.75, "quotation-called")
    for match in _OF_FIRM.finditer(text):
        if match.group(1) not in word_class("stock") and match.group(1)[-1] not in "式型化类号":
            yield Candidate(*match.span(1), "platform", Strength.QUOTED, 0.7, "quotation-of-firm")
    makers = (*sorted(word_class("firm-trade") | word_class("firm-tail")), *_MAKERS)
    for match in _OF_MAKER.finditer(text):
        if match.group(1).endswith(makers):
            yield Candidate(*match.span(1), "enterprise", Strength.QUOTED, 0.7, "quotation-maker")
            yield Candidate(*match.span(2), "platform", Strength.QUOTED, 0.7, "quotation-of-maker")
    for match in _TRADED.finditer(text):
        if match.group(1) not in word_class("stock") and match.group(1)[-1] not in "式型化类节":
            yield Candidate(*match.span(1), "platform", Strength.QUOTED, 0.65, "quotation-traded")
    for match in _BESIDE.finditer(text):
        start, end = match.span(match.lastindex or 0)
        if text[start:end] not in word_class("stock") and text[end - 1] not in "式型化类":
            yield Candidate(start, end, "platform", Strength.QUOTED, 0.65, "quotation-beside")
