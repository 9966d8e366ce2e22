"""Comparing two lists of facts one by one, as an annotator would."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from ontology.model import Evidence, Passage
from ontology.quality import Difference, Score

__all__ = ["Item", "equal", "found_at", "match", "normal", "same_name", "similar", "written_at"]

W = TypeVar("W")
F = TypeVar("F")
K = TypeVar("K")

_IGNORED: Final = re.compile(r"[\s“”\"'‘’《》〈〉<>（）()\[\]【】〔〕—\-–·.,，。、；;：:]")
#: Names shorter than this must be equal; longer ones may be the head of one another.
_MIN_PREFIX: Final = 6


@dataclass(frozen=True, slots=True)
class Item(Generic[K]):
    """A fact of one side: what is compared, how it reads, where the document says it."""

    key: K
    words: str
    passage: Passage | None = None


def normal(text: str | None) -> str:
    """A name without width, case, blanks, brackets and punctuation.

    >>> normal("电子商务发展规划（２０１３-2015年）")
    '电子商务发展规划20132015年'
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text or "").lower())


def same_name(one: str, other: str) -> bool:
    """Whether two normalised names are equal, or one is the head of the other and not too short."""
    shorter = min(len(one), len(other))
    return one == other or (shorter >= _MIN_PREFIX and (one.startswith(other) or other.startswith(one)))


def similar(one: str, other: str) -> bool:
    """Whether two normalised names share half of the shorter's characters and 0.3 of the longer's."""
    common = sum((Counter(one) & Counter(other)).values())
    lengths = sorted((len(one), len(other)))
    return bool(lengths[0]) and common / lengths[0] >= 0.5 and common / lengths[1] >= 0.3


def equal(one: object, other: object) -> bool:
    """Whether two keys are the same."""
    return one == other


def written_at(text: str, *words: str | None) -> Passage | None:
    """First place of the first of ``words`` that stands in the text; None when none does."""
    for each in words:
        start = text.find(each) if each else -1
        if each and start >= 0:
            return Passage(start, start + len(each), each)
    return None


def found_at(evidence: Evidence) -> Passage:
    """The shortest passage that a fact cites."""
    return min(evidence.passages, key=lambda passage: (len(passage.exact), passage.start))


def match(
    kind: str,
    wanted: Sequence[Item[W]],
    found: Sequence[Item[F]],
    same: Callable[[W, F], bool],
    optional: Iterable[Item[W]] = (),
) -> Score:
    """Pair each wanted fact with the first found one that is the same; the rest are differences.

    Found facts that equal an ``optional`` one are left out: they count neither way.
    """
    rest, missing = list(found), []
    for item in wanted:
        hit = next((index for index, other in enumerate(rest) if same(item.key, other.key)), None)
        if hit is None:
            missing.append(Difference(item.words, item.passage))
        else:
            rest.pop(hit)
    neutral = list(optional)
    spurious = [
        Difference(other.words, other.passage)
        for other in rest
        if not any(same(item.key, other.key) for item in neutral)
    ]
    return Score(kind, len(wanted) - len(missing), tuple(missing), tuple(spurious))
