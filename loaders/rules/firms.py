"""Firms named without 公司: 安徽甜园果业, 湄潭茶语电商, told by their trade at the end and the company they keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from loaders.names.named import Division
from loaders.names.places import gazetteer
from loaders.names.vocabulary import Tokens, trade_words, word_class
from loaders.rules.bounds import is_closed, name_start, without_lead
from loaders.rules.candidates import Candidate, Strength, strength

__all__ = ["by_trade"]

#: What joins the members of a row. Match: 公司、|…, 公司和|….
_JOINT: Final = ("、", "和", "与", "及")
_OWN: Final = (Strength.UNKNOWN, Strength.BROKEN, Strength.LATIN)


@cache
def _pattern() -> re.Pattern[str]:
    trades = word_class("firm-trade") | word_class("firm-tail")
    return re.compile("|".join(sorted(trades, key=len, reverse=True)))


def by_trade(found: Tokens, within: Division | None, others: Sequence[Candidate]) -> Iterator[Candidate]:
    """Firms known by a trade at the end of their names.

    A tail that only firms have (果业, 股份) makes a name of a place and a word of its own (安徽|甜园|果业)
    where a verb or the sentence's end follows; a trade (电商, 农业) does so only in a row with one of
    ``others`` that is a firm (梨花缘电商公司、|湄潭茶语电商). Not: 安徽果业, 贵州黔货电商发展.
    """
    text = found.text
    starts = {one.start for one in others if one.kind == "enterprise"}
    ends = {one.end for one in others if one.kind == "enterprise"}
    for match in _pattern().finditer(text):
        token = found.items[found.index(match.start())]
        if token.end < match.end() or not is_closed(found, match.end()):
            continue
        start = name_start(found, match.start())
        start = without_lead(found, start, match.start())
        row = (text[start - 1 : start] in _JOINT and start - 1 in ends) or (
            text[match.end() : match.end() + 1] in _JOINT and match.end() + 1 in starts
        )
        if match.start() - start < 2 or not (row or match.group() in word_class("firm-tail")):
            continue
        place = gazetteer().at(text, start, within)
        own = place.end if place and place.end < match.start() else start
        why = strength(found, own, match.start(), within)
        if why in _OWN and (row or own > start) and not _plain_end(found, own, match.start()):
            yield Candidate(
                start, match.end(), "enterprise", why, 0.7 if row else 0.65, "firm-by-trade", match.group()
            )


def _plain_end(found: Tokens, start: int, end: int) -> bool:
    """Whether the word directly before the trade is of the trade itself (五常|大米|农业)."""
    return found.between(start, end)[-1].word in trade_words()
