"""Names of offices: their place, what is left without it, abbreviations, and how alike two names are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["abbreviates", "likeness", "split_place", "unlevelled"]

#: Divisions before a name: ``江苏省常州市`` in 江苏省常州市商务局. Two characters at least before the
#: sort of division, so ``城市管理局`` and ``社区服务中心`` keep their first words.
_PLACE: Final = re.compile(
    r"(?:[^\W\d_]{2,6}?(?:特别行政区|自治区|自治州|自治县|地区|省|市|盟|县|区|旗|州)){1,3}(?=..)"
)
#: Bodies whose own words end before a division: 人民银行常州市中心支行 does not belong to a place 人民银行常州市.
_BODY: Final = re.compile("银行|委员|公司|协会|学院|大学|局|厅|办公")
#: An office's sort as it is written in short.
_SHORTENED: Final = (("委员会", "委"), ("办公室", "办"), ("人民政府", "政府"), ("有限公司", "公司"))
_JOINING: Final = frozenset({"和", "与", "及", "暨", "、"})
_LEVEL: Final = re.compile(r"^[省市县区州](?=..)")
_LONGEST: Final = 6


def split_place(name: str, place: str = "") -> tuple[str, str]:
    """The place before a folded name, and the rest; the place is empty where there is none.

    ``place`` is the label of the place that it belongs to, where that is known.

    >>> split_place("常州市商务局"), split_place("城市管理局")
    (('常州市', '商务局'), ('', '城市管理局'))
    """
    if place and name.startswith(place) and len(name) > len(place) + 1:
        return place, name[len(place) :]
    found = _PLACE.match(name)
    if found is None or _BODY.search(found[0]):
        return "", name
    return found[0], name[found.end() :]


def unlevelled(name: str) -> str:
    """A name without the level before it: ``市经信委`` is ``经信委`` in its own city."""
    return _LEVEL.sub("", name)


def abbreviates(short: str, stem: str) -> bool:
    """Whether ``short`` is made of the first characters of the words of ``stem``, as offices are shortened.

    Both folded and without their place. A character may also go on where the last one stood.
    Match: 经信委 of 经济和信息化委员会, 国税局 of 国家税务局. Non-match: 信委 of the same (it leaves
    out the first word), 济息委 (these begin no word).
    """
    short, stem = _shortened(unlevelled(short)), _shortened(stem)
    if not 2 <= len(short) <= _LONGEST or len(short) >= len(stem) or short[0] != stem[0]:
        return False
    return _fits(short, stem, _word_starts(stem), 1, 1)


def _fits(short: str, stem: str, starts: frozenset[int], done: int, after: int) -> bool:
    """Whether the rest of ``short`` from ``done`` stands in ``stem`` from ``after`` on."""
    if done == len(short):
        return True
    at = stem.find(short[done], after)
    while at >= 0:
        if (at in starts or at == after) and _fits(short, stem, starts, done + 1, at + 1):
            return True
        at = stem.find(short[done], at + 1)
    return False


@lru_cache(maxsize=1 << 14)
def _word_starts(stem: str) -> frozenset[int]:
    """Places in a name at which a word begins, the halves of long words and the last character included."""
    # Its dictionary is loaded at the first import; only names that may be shortened need it.
    import rjieba

    starts, at = {len(stem) - 1}, 0
    for word in rjieba.cut(stem):
        if word not in _JOINING:
            starts.update(range(at, at + len(word) - 1, 2) if len(word) > 3 else {at})
        at += len(word)
    return frozenset(starts)


def _shortened(name: str) -> str:
    for long, short in _SHORTENED:
        if name.endswith(long):
            return name.removesuffix(long) + short
    return name


def likeness(first: str, second: str) -> float:
    """How many pairs of neighbouring characters two folded names share: Dice's coefficient, 0 to 1."""
    a, b = _pairs(first), _pairs(second)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[at : at + 2] for at in range(len(name) - 1))
