"""Numbers as Chinese official texts print them: 2,500、１．５、十八、三千二百、两百、十五点五.

A numeral is parsed by positional rules (十 百 千 within a section, 万 and 亿 between sections), the
system that GB/T 15835-2011 (出版物上数字用法) describes; nothing is looked up. `scan` finds where
numerals stand, `number` says what one is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["MULTIPLIERS", "Numeral", "number", "scan"]

#: Powers of ten that are printed with the unit (3万名): the word, and what it multiplies by.
MULTIPLIERS: dict[str, int] = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "十亿": 10**9,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SECTIONS = {"万": 10**4, "亿": 10**8}
#: Match: ``2,500``, ``12.5``, ``３０``. Non-match: ``B2B``, ``4G``, ``12-`` is only ``12``. Digits that
#: touch Latin letters or other digits belong to a name (12x3, O2O, 20M) and are skipped.
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:[.．]\d+)?(?![A-Za-z\d])|\d+(?:[.．]\d+)?")
#: Match: ``三``, ``十八``, ``三千二百``, ``十五点五``. Non-match: ``百``, ``万`` (no digit before them).
_CHINESE = re.compile(
    r"[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*(?:点[零〇一二三四五六七八九]+)?"
)
#: Where a numeral may begin.
_OPENS = re.compile(r"[\d一二两三四五六七八九十]")
#: Match: ``B``. Non-match: ``２``.
_LATIN = re.compile(r"[A-Za-z]")
#: Latin letters behind a figure that make a name of it. Match: 5|G. Not: 800|PFlops, which is a unit.
_LATIN_BEHIND = re.compile(r"(?![PE]F(?:lops|LOPS)(?![A-Za-z]))[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at ``text[start:end]``; ``chinese`` when written in characters."""

    start: int
    end: int
    value: Decimal
    chinese: bool


def number(text: str) -> Decimal | None:
    """Value of a numeral, None when the text is not exactly one.

    >>> number("2,500"), number("三千二百"), number("两万五千"), number("十八万亿"), number("三网")
    (Decimal('2500'), Decimal('3200'), Decimal('25000'), Decimal('18000000000000'), None)
    """
    if not text:
        return None
    if text[0].isdecimal():
        plain = text.replace(",", "").replace("．", ".")
        whole, _, fraction = plain.partition(".")
        if not whole.isdecimal() or ("." in plain and not fraction.isdecimal()):
            return None
        return Decimal(plain)
    whole, point, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    if not fraction or any(char not in _DIGITS for char in fraction):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[char]) for char in fraction)}")


def _whole(text: str) -> int | None:
    """Value of a Chinese whole number, None when its characters do not form one (三五, 十百)."""
    total = section = 0
    digit: int | None = None
    last_place = 10**4
    for char in text:
        if char in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[char]
        elif char in _PLACES:
            place = _PLACES[char]
            if place >= last_place:
                return None
            section += (1 if digit is None else digit) * place
            digit, last_place = None, place
        elif char in _SECTIONS:
            section += digit or 0
            size = _SECTIONS[char]
            if section:
                total = (total + section) * size if size == 10**8 else total + section * size
            elif total:
                total *= size
            else:
                return None
            section, digit, last_place = 0, None, 10**4
        else:
            return None
    if not text or text[0] in "百千万亿":
        return None
    return total + section + (digit or 0)


def scan(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Numerals in ``text[start:end]`` from left to right; digits inside Latin names are left out.

    >>> [n.value for n in scan("B2C 平台15家、三万名，4G", 0, 16)]
    [Decimal('15'), Decimal('3')]

    A trailing 万 or 亿 is left to the unit: 三万名 is 3 with the unit 万名, as 3万名 is.
    """
    pos = start
    while opens := _OPENS.search(text, pos, end):
        pos = opens.start()
        if text[pos].isdecimal():
            match = _ARABIC.match(text, pos, end)
            if match is None:  # other scripts' digits that Decimal would read but no plan prints
                pos += 1
                continue
            stop = match.end()
            latin = (pos > 0 and bool(_LATIN.match(text[pos - 1]))) or (
                stop < len(text) and bool(_LATIN_BEHIND.match(text, stop))
            )
            value = number(match.group())
            if latin or value is None:
                while stop < end and (text[stop].isdecimal() or _LATIN.match(text[stop])):
                    stop += 1
            else:
                yield Numeral(pos, stop, value, False)
            pos = stop
        elif match := _CHINESE.match(text, pos, end):
            words = match.group()
            core = words.rstrip("万亿") if "点" not in words else words
            if (value := number(core)) is not None:
                yield Numeral(pos, pos + len(core), value, True)
            elif (
                len(core) == 2
                and all(mark in _DIGITS for mark in core)
                and _DIGITS[core[1]] > _DIGITS[core[0]]
            ):
                # 两三家 is a range written without a sign: both ends, side by side
                yield Numeral(pos, pos + 1, Decimal(_DIGITS[core[0]]), True)
                yield Numeral(pos + 1, pos + 2, Decimal(_DIGITS[core[1]]), True)
            pos = match.end()
