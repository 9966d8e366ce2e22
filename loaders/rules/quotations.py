"""Names that their quotation marks tell: “电子商务可信交易保障公共服务平台”, all of whose words are of the trade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.names.vocabulary import Tokens, kind_words
from loaders.rules.bounds import stops_name
from loaders.rules.candidates import Candidate, Strength

__all__ = ["by_quotation"]

#: Match: “电子商务可信交易保障公共服务平台”. Not: “网购商城” (too short).
_QUOTATION: Final = re.compile(r"“([^“”\n，。；]{8,24})”")


def by_quotation(found: Tokens) -> Iterator[Candidate]:
    """Quoted names of platforms and parks all of whose words are of the trade: “电子商务可信交易保障公共服务平台”.

    The quotation marks and the length tell the name. Not: “网购商城”, “网上市场”.
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
