"""Numerals: positional Chinese and Arabic numbers, and where they stand in a text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.rules.numerals import number, scan

_DIGITS = "零一二三四五六七八九"


def _section(value: int) -> str:
    """A number below 10,000 as it is written: 3205 is 三千二百零五."""
    words, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return words


def written(value: int) -> str:
    """A whole number below 10**16 in Chinese characters."""
    if value == 0:
        return "零"
    words = ""
    for size, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part = value // size % 10_000
        if not part:
            continue
        if name == "亿" and words:  # 三万亿 and 五亿 make 三万零五亿: 亿 is said once
            words = words.removesuffix("亿")
        words += ("零" if words and part < 1000 else "") + _section(part) + name
    return words


@given(st.integers(min_value=1, max_value=10**12))
def test_every_whole_number_reads_back(value: int) -> None:
    """A number written out in Chinese is read as that number."""
    assert Decimal(value) == number(written(value))


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_every_decimal_reads_back(value: Decimal) -> None:
    """A number printed with digits and thousands' commas is read as that number."""
    assert value == number(f"{value:,.2f}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("十", "10"),
        ("二十", "20"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("两万五千", "25000"),
        ("三亿五千万", "350000000"),
        ("十八万亿", "18000000000000"),
        ("十五点五", "15.5"),
        ("１．５", "1.5"),
        ("2,500", "2500"),
    ],
)
def test_numbers_as_printed(text: str, expected: str) -> None:
    """Each way to print a number gives its value."""
    assert Decimal(expected) == number(text)


@pytest.mark.parametrize("text", ["", "百", "万家", "三网", "三五", "十百", "1.2.3", "点五"])
def test_what_is_no_number(text: str) -> None:
    """Words that merely hold numerals are no number."""
    assert number(text) is None


def test_digits_inside_names_are_left_out() -> None:
    """Digits that touch Latin letters belong to a name."""
    text = "B2C、1515x2工程、4G、O2O和15家、三万名"

    assert [Decimal(15), Decimal(3)] == [numeral.value for numeral in scan(text, 0, len(text))]


@given(st.text(alphabet="一二三十百千万亿点0123456789.,—家个%年至", max_size=40))
def test_scanning_never_fails_and_never_overlaps(text: str) -> None:
    """Any mixture of digits and units is scanned into spans that stand one after another."""
    spans = [(numeral.start, numeral.end) for numeral in scan(text, 0, len(text))]

    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
