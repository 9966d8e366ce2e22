"""Numbers as Word prints them in labels: ``w:numFmt`` values of ECMA-376 part 1, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

__all__ = ["numeral"]

_HAN: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(value: int, form: str) -> str:
    """A number in a form; forms that are not known print as decimals, bullets and ``none`` as nothing.

    >>> [numeral(n, "chineseCountingThousand") for n in (1, 10, 12, 20, 105, 110)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十']
    >>> numeral(3, "decimalEnclosedCircleChinese"), numeral(27, "lowerLetter"), numeral(14, "upperRoman")
    ('③', 'aa', 'XIV')
    """
    if form in ("bullet", "none"):
        return ""
    if value < 0:
        return str(value)
    written = _FORMS.get(form)
    return written(value) if written is not None else str(value)


def _han(value: int) -> str:
    """Counting in words up to 9,999: 十二, 一百零五; above, digit by digit."""
    return _worded(value, "零一二三四五六七八九", "十百千", short_ten=True)


def _han_short(value: int) -> str:
    """Counting in words below 100, digit by digit from there: 九十九, 一〇〇."""
    return _han(value) if 0 < value < 100 else _digits(value)


def _digits(value: int) -> str:
    return "".join(_HAN[int(char)] for char in str(value))


def _worded(value: int, digits: str, units: str, *, short_ten: bool) -> str:
    if not 0 < value < 10_000:
        return digits[0] if value == 0 else _digits(value)
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit == 0:
            gap = bool(words)
            continue
        if gap:
            words += digits[0]
            gap = False
        if not (short_ten and place == 1 and digit == 1 and not words):
            words += digits[digit]
        if place:
            words += units[place - 1]
    return words


def _from(first: str, last: int) -> Callable[[int], str]:
    """Characters that stand in a row in Unicode, from the one for 1; decimals beyond the last."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= last else str(value)


def _circled(value: int) -> str:
    if 21 <= value <= 35:
        return chr(ord("㉑") + value - 21)
    return _from("①", 20)(value)


def _cycle(letters: str) -> Callable[[int], str]:
    return lambda value: letters[(value - 1) % len(letters)] if value else ""


def _letters(value: int) -> str:
    """Letters as Word repeats them: a to z, aa, bb."""
    if value == 0:
        return ""
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 50)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    words = ""
    for step, letters in _ROMAN:
        words += letters * (value // step)
        value %= step
    return words


def _wide(value: int) -> str:
    return "".join(chr(ord(char) - ord("0") + ord("０")) for char in str(value))


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": _han_short,
    "chineseCountingThousand": _han,
    "taiwaneseCounting": _han_short,
    "taiwaneseCountingThousand": _han,
    "japaneseCounting": _han,
    "koreanCounting": _han,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": lambda value: _worded(value, _LEGAL, "拾佰仟", short_ten=False),
    "ideographLegalTraditional": lambda value: _worded(value, _LEGAL_TRADITIONAL, "拾佰仟", short_ten=False),
    "japaneseLegal": lambda value: _worded(value, _LEGAL_TRADITIONAL, "拾佰仟", short_ten=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
}
