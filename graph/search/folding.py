"""One form for words that mean the same: simplified for traditional, narrow for wide, small for capital.

Folding keeps the length of a text, so that a place in the folded text is the place in the text as it
stands. Chinese has no blanks between words; the index holds every pair of neighbouring characters,
so that a query of two characters is found wherever it stands. Traditional characters are read by
OpenCC's table (Apache-2.0, https://github.com/BYVoid/OpenCC), packaged and offline.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ontology.script import simplified

__all__ = ["fold", "match_query", "query_words", "tokens"]

#: CJK ideographs: the basic block, extension A, compatibility ideographs, and the planes beyond.
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
#: A run of ideographs, or a word of letters and digits: ``电子商务O2O`` has two.
_RUN: Final = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")


def fold(text: str) -> str:
    """The text in the form in which words are compared; as long as it was.

    >>> fold("ＡＰＰ 電子商務")
    'app 电子商务'
    """
    if not text.isascii():
        narrow = unicodedata.normalize("NFKC", text)
        if len(narrow) != len(text):  # ``㎡`` or ``…`` would become longer: they stay as they are
            narrow = "".join(_one(character) for character in text)
        text = simplified(narrow)
    small = text.lower()
    return small if len(small) == len(text) else "".join(_small(character) for character in text)


def _one(character: str) -> str:
    found = unicodedata.normalize("NFKC", character)
    return found if len(found) == 1 else character


def _small(character: str) -> str:
    found = character.lower()
    return found if len(found) == 1 else character


def query_words(query: str) -> tuple[str, ...]:
    """Words of a query, folded, each once; a hit must have all of them."""
    return tuple(dict.fromkeys(fold(query).split()))


def tokens(folded: str) -> str:
    """Tokens of a folded text, joined by blanks: pairs of ideographs, a last single one, and words.

    >>> tokens("电子商务o2o平台")
    '电子 子商 商务 务 o2o 平台 台'
    """
    return " ".join(piece for run in _RUN.findall(folded) for piece in _pieces(run))


def match_query(folded: str) -> str:
    """FTS5 query for texts in which the folded words stand side by side; empty when there is no word in it.

    Only the last run may go on in the text: of a single ideograph or of letters it is a beginning.
    """
    runs = _RUN.findall(folded)
    if not runs:
        return ""
    pieces = [piece for run in runs[:-1] for piece in _pieces(run)]
    last = _pieces(runs[-1])
    if len(last) > 1:
        return '"' + " ".join((*pieces, *last[:-1])) + '"'
    return '"' + " ".join((*pieces, *last)) + '"*'


def _pieces(run: str) -> list[str]:
    if run[0].isascii() or not unicodedata.category(run[0]).startswith("Lo"):
        return [run]
    return [run[at : at + 2] for at in range(len(run))]
