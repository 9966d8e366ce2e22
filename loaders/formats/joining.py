"""Lines of one paragraph become one line: no blank between Chinese characters, one between words."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["OPENS_PARAGRAPH", "is_wide", "join"]

#: What a line that opens a paragraph may start with: 一、 （一） 1. (1) ① 第一章 附件, and never a date.
OPENS_PARAGRAPH: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十百]{1,4}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}[．.、](?!\d)"
    r"|[（(]\d{1,3}[）)]|[①-⑳]|第[一二三四五六七八九十百\d]{1,4}[章节条编篇]|附件|附表)"
)
#: Wide punctuation of Chinese text that lies outside the blocks of wide characters.
_WIDE_MARKS: Final = frozenset("“”‘’—…·")


def is_wide(char: str) -> bool:
    """Whether a character is Chinese (or its punctuation), so that no blank parts it from the next."""
    return char in _WIDE_MARKS or "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or (
        "\uff00" <= char <= "\uffef" or "\U00020000" <= char <= "\U0003ffff"
    )  # fmt: skip


def join(left: str, right: str) -> str:
    """Two lines of a paragraph as one.

    >>> join("推进电子商务", "与产业融合"), join("supply", "chain"), join("发展B2B", "交易"), join("e-", "port")
    ('推进电子商务与产业融合', 'supply chain', '发展B2B交易', 'e-port')
    """
    left, right = left.rstrip(), right.lstrip()
    if not left or not right or is_wide(left[-1]) or is_wide(right[0]):
        return left + right
    if left[-1] in "-/" or (left[-1].isdigit() and right[0] in ".,%％") or left[-1] == ".":
        return left + right
    # A number cut in two (20 / 16年) has no blank either; two words have.
    return left + ("" if left[-1].isdigit() and right[0].isdigit() else " ") + right
