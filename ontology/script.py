"""Traditional characters read as simplified ones, so that a place in one text is the place in the other.

By OpenCC's tables (Apache-2.0, https://github.com/BYVoid/OpenCC), packaged and offline. `simplified` goes
character by character, as words are compared in a search; `rewritten` knows the words that a character
stands in (著名 stays, 著力 is 着力), as a text is read.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from opencc import OpenCC

__all__ = ["is_traditional", "rewritten", "simplified"]

#: The commonest characters that only traditional Chinese has; running text has one in about ten.
_COMMON: Final = frozenset(
    "發業務電產進為這個國會實區縣應種與對經濟開關網農導單責質門點強體額達萬億員學術條項規劃設標數據傳統"
)
#: Least share of them in a text that is traditional; a simplified text that quotes a name has fewer.
_LEAST: Final = 0.02


@cache
def _converter(name: str) -> OpenCC:
    # Its dictionaries take a few ms to open, and few texts need them.
    from opencc import OpenCC

    return OpenCC(name)


@cache
def _characters() -> dict[int, str]:
    """Traditional character to simplified one, for those that differ, with the forms of Hong Kong (衞)."""
    characters = [chr(code) for block in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(*block)]
    found: dict[int, str] = {}
    for name in ("hk2s", "t2s"):
        converted = _converter(name).convert("\n".join(characters)).split("\n")
        pairs = zip(characters, converted, strict=True)
        found |= {ord(old): new for old, new in pairs if old != new and len(new) == 1}
    return found


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, as a whole.

    >>> is_traditional("加強電子商務的推進工作"), is_traditional("加强电子商务的推进工作")
    (True, False)
    """
    return sum(character in _COMMON for character in text) > _LEAST * len(text)


def simplified(text: str) -> str:
    """The text with each traditional character as the simplified one, as long as it was.

    >>> simplified("市發展和改革委員會")
    '市发展和改革委员会'
    """
    return text.translate(_characters())


def rewritten(text: str) -> str:
    """A text in traditional characters as one in simplified ones, line for line as long as it was.

    >>> rewritten("著名品牌著力推進")
    '著名品牌着力推进'
    """
    lines = text.split("\n")
    converted = _converter("tw2s").convert(text).split("\n")
    if len(converted) != len(lines):
        return simplified(text)
    pairs = zip(lines, converted, strict=True)
    return simplified("\n".join(new if len(new) == len(old) else old for old, new in pairs))
