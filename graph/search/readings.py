"""How names are read aloud: pinyin without tones, syllable by syllable.

The readings are pypinyin's, which knows phrases (``重庆`` is ``chong qing``, ``银行`` is ``yin hang``).
``ü`` is written ``u`` on both sides, so ``lv``, ``lü`` and ``lu`` find ``绿``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["initials", "pinyin_query", "starts_syllable", "syllables"]

_LETTERS: Final = re.compile(r"[a-z0-9]+")
#: ``shang1``; not ``o2o``.
_TONE: Final = re.compile(r"(?<=[a-z]{2})[1-5](?![0-9])")


@lru_cache(maxsize=1 << 16)
def syllables(folded: str) -> str:
    """Syllables of a folded name, joined by blanks; letters and digits stay as they are.

    >>> syllables("常州市商务局"), syllables("o2o平台")
    ('chang zhou shi shang wu ju', 'o2o ping tai')
    """
    # Its dictionaries take a third of a second to import; only searching for readings needs them.
    from pypinyin import lazy_pinyin

    pieces = lazy_pinyin(folded, errors=lambda run: " ".join(_LETTERS.findall(run)))
    return " ".join(" ".join(_plain(piece) for piece in pieces).split())


def initials(read: str) -> str:
    """First letters of syllables: ``swj`` of ``shang wu ju``."""
    return "".join(piece[0] for piece in read.split())


def pinyin_query(folded: str) -> str:
    """Letters of a query in pinyin, without tones and blanks; empty when it has other characters.

    >>> pinyin_query("shāng wù jú"), pinyin_query("shang1wu4ju2"), pinyin_query("商务")
    ('shangwuju', 'shangwuju', '')
    """
    plain = _plain(_TONE.sub("", folded))
    letters = re.sub(r"['’·\- ]", "", plain)
    return letters if re.fullmatch(r"[a-z0-9]*[a-z][a-z0-9]*", letters) else ""


def starts_syllable(read: str, letters: str) -> int:
    """Where letters stand in a reading, from the start of a syllable on: its number from 1, 0 for nowhere.

    The last syllable may be unfinished, as it is while somebody types.
    """
    starts, joined = [], ""
    for piece in read.split():
        starts.append(len(joined))
        joined += piece
    at = joined.find(letters)
    while at >= 0:
        if at in starts:
            return starts.index(at) + 1
        at = joined.find(letters, at + 1)
    return 0


def _plain(text: str) -> str:
    """Letters without marks, ``ü`` and the ``v`` that stands for it as ``u``."""
    bare = "".join(
        character for character in unicodedata.normalize("NFD", text) if not unicodedata.combining(character)
    )
    return re.sub(r"(?<=[ln])v", "u", bare)
