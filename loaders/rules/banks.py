"""Banks by the build of their names: 桂林银行|南宁|分行, 锡林浩特|农村合作|银行, 邮储银行|秭归县|支行.

A branch is named by its bank and its place, a local bank by its place and its kind. The central bank is an
agency of the State, told by `loaders.names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.names.named import Division
from loaders.names.places import gazetteer
from loaders.names.vocabulary import Tokens, brands, trade_words, word_class
from loaders.rules.candidates import Candidate, Strength

__all__ = ["by_bank"]

#: Match: 农村商业银行, 村镇银行, 农行|昌吉分行. Not: 农行 (alone it is the bank itself).
_LOCAL: Final = re.compile(
    r"(?:农村商业|农村合作|农商|村镇|城市商业)?银行|[农工建中交]行(?=[一-鿿]{2,6}?(?:分行|支行))"
)
_BRANCH: Final = re.compile(r"(?:股份有限公司)?(?P<where>[一-鿿]{2,6}?)(?P<kind>分行|支行|营业部)")
_CENTRAL: Final = "人民银行"
#: Before a sort of banks. Match: 各国有|商业银行泰安分行.
_OF_THE_STATE: Final = ("国有", "国有商业", "股份制", "股份制商业", "各", "各商业")
#: What joins the members of a row.
_ROW: Final = ("、", "和", "与", "及")
#: Longest head before 银行 that is looked for: 中国邮政储蓄, 锡林浩特.
_LONGEST: Final = 8


def by_bank(found: Tokens, within: Division | None) -> Iterator[Candidate]:
    """Banks of a place, and the branches of banks, in order of the text."""
    text = found.text
    for match in _LOCAL.finditer(text):
        if text.endswith(_CENTRAL, 0, match.end()) or text.endswith(_OF_THE_STATE, 0, match.start()):
            continue
        branch = _BRANCH.match(text, match.end())
        own = match.group() in brands()  # 农行|昌吉分行
        head = (match.start(), False) if own else _head(text, match.start(), match.end(), within)
        if head is None and branch:
            head = _own_word(found, match.start())  # 徽商|银行桂林分行
        if head is None:
            continue
        start, placed = head
        if branch and gazetteer().find(branch["where"]) is not None:
            yield Candidate(
                start, branch.end(), "enterprise", Strength.PLACE, 0.85, "bank-branch", branch["kind"]
            )
        elif placed and (len(match.group()) > 2 or _in_row(text, start, match.end())):
            yield Candidate(start, match.end(), "enterprise", Strength.PLACE, 0.75, "local-bank", "银行")


def _in_row(text: str, start: int, end: int) -> bool:
    """Whether a bank called after its place alone stands in a row of banks: …分行、|柳州银行|等机构."""
    joined = text[max(start - 1, 0) : start] in _ROW or text[end : end + 1] in _ROW[:-1]
    closed = text[end : end + 1] in (*_ROW, "等", "，", "。", "；", "）")
    return joined and closed and "银行" in text[max(start - 12, 0) : start] + text[end : end + 12]


def _own_word(found: Tokens, end: int) -> tuple[int, bool] | None:
    """The word that a bank without a place in its name is called by."""
    if end == 0:
        return None
    token = found.items[found.index(end - 1)]
    plain = token.word in trade_words() or token.word in word_class("stop")
    return (
        None if plain or not 2 <= len(token.word) <= 4 or not token.word.isalpha() else (token.start, False)
    )


def _head(text: str, start: int, end: int, within: Division | None) -> tuple[int, bool] | None:
    """Where the bank's name begins, and whether a place tells it: 桂林|银行, 邮储|银行; None for 各银行."""
    known = gazetteer()
    for at in range(max(0, start - _LONGEST), start):
        if text[at:end] in brands():
            return at, False
        place = known.at(text, at, within)
        if place and text.startswith("村镇银行", start) and 2 <= start - place.end <= 4:
            return at, True  # 昌吉|国民|村镇银行
        while place and place.end < start:  # 湖北|秭归|农村商业银行
            place = known.at(text, place.end, within)
        if place and place.end == start:
            return at, True
    return None
