"""Firms named without 公司: 安徽甜园果业, 湄潭茶语电商, told by their trade at the end and the company they keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
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
#: How sure a firm is that no row tells.
_ALONE: Final = 0.65
_OWN: Final = (Strength.UNKNOWN, Strength.BROKEN, Strength.LATIN)


@cache
def _pattern() -> re.Pattern[str]:
    trades = word_class("firm-trade") | word_class("firm-tail")
    return re.compile("|".join(sorted(trades, key=len, reverse=True)))


def by_trade(found: Tokens, within: Division | None, others: Sequence[Candidate]) -> Iterator[Candidate]:
    """Firms known by a trade at the end of their names.

    A tail that only firms have (果业, 股份) makes a name of a place and a word of its own (安徽|甜园|果业)
    where a verb or the sentence's end follows; a trade (电商, 农业) does so only in a row with a firm, which
    is one of ``others`` or known by its tail (梨花缘电商公司、|湄潭茶语电商). Not: 安徽果业, 贵州黔货电商发展.
    """
    possible = [one for match in _pattern().finditer(found.text) if (one := _possible(found, match, within))]
    firms = [one for one in others if one.kind == "enterprise"]
    firms += [one for one in possible if one.confidence == _ALONE]
    starts, ends = {one.start for one in firms}, {one.end for one in firms}
    rows: set[Candidate] = set()
    for turned in (False, True):  # a row is told from its first or from its last member
        for one in reversed(possible) if turned else possible:
            before, after = found.text[max(one.start - 1, 0) : one.start], found.text[one.end : one.end + 1]
            if (before in _JOINT and one.start - 1 in ends) or (after in _JOINT and one.end + 1 in starts):
                rows.add(one)
                starts.add(one.start)
                ends.add(one.end)
    for one in possible:
        if one in rows or one.confidence == _ALONE:
            yield replace(one, confidence=0.7 if one in rows else _ALONE)


def _possible(found: Tokens, match: re.Match[str], within: Division | None) -> Candidate | None:
    """The firm that a trade may end; its confidence says whether it is one without a row."""
    if found.items[found.index(match.start())].end < match.end() or not is_closed(found, match.end()):
        return None
    start = without_lead(found, name_start(found, match.start()), match.start())
    if match.start() - start < 2:
        return None
    place = gazetteer().at(found.text, start, within)
    own = place.end if place and place.end < match.start() else start
    why = strength(found, own, match.start(), within)
    if why not in _OWN or _plain_end(found, own, match.start()):
        return None
    alone = own > start and match.group() in word_class("firm-tail")
    sure = _ALONE if alone else 0.0
    return Candidate(start, match.end(), "enterprise", why, sure, "firm-by-trade", match.group())


def _plain_end(found: Tokens, start: int, end: int) -> bool:
    """Whether the word directly before the trade is of the trade itself (五常|大米|农业)."""
    return found.between(start, end)[-1].word in trade_words()
