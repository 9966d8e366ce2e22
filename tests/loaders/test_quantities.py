"""Quantities: numbers with units, ranges and the words that bound them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.rules.quantities import comparator_before, quantities, units
from ontology.model import Comparator


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit", "comparator"),
    [
        ("3—5家", "3", "5", "家", Comparator.BETWEEN),
        ("1至2个", "1", "2", "个", Comparator.BETWEEN),
        ("两到三家", "2", "3", "家", Comparator.BETWEEN),
        ("两三家", "2", "3", "家", Comparator.BETWEEN),
        ("1000亿元至1500亿元", "1000", "1500", "亿元", Comparator.BETWEEN),
        ("3%-5%", "3", "5", "%", Comparator.BETWEEN),
        ("1.5万亿元以上", "1.5", None, "万亿元", Comparator.AT_LEAST),
        ("三万名", "3", None, "万名", None),
        ("二十家", "20", None, "家", None),
        ("两次", "2", None, "次", None),
        ("10户左右", "10", None, "户", Comparator.ABOUT),
        ("10余家", "10", None, "家", Comparator.MORE_THAN),
        ("百分之六十以上", "60", None, "%", Comparator.AT_LEAST),
        ("75％以上", "75", None, "%", Comparator.AT_LEAST),
        ("5家以内", "5", None, "家", Comparator.AT_MOST),
        ("10万人次", "10", None, "万人次", None),
        ("2个百分点", "2", None, "个百分点", None),
        ("50亿美元", "50", None, "亿美元", None),
        ("18万亿", "18", None, "万亿", None),
        ("翻两番", "4", None, "倍", None),
    ],
)
def test_a_quantity(
    text: str, value: str, upper: str | None, unit: str, comparator: Comparator | None
) -> None:
    """One quantity is read with value, unit as printed and what bounds it."""
    (found,) = quantities(text, 0, len(text))

    assert Decimal(value) == found.value
    assert (None if upper is None else Decimal(upper)) == found.upper
    assert (unit, comparator) == (found.unit, found.comparator)


@pytest.mark.parametrize(
    "text",
    [
        "2014年至2016年",
        "11.121人才梯队",
        "3大数据",
        "12580商城",
        "5月30日",
        "三网融合",
        "4G用户",
        "20M光宽带",
        "翻番裂变",
        "十分重要",
    ],
)
def test_no_quantity(text: str) -> None:
    """Dates, names and words that only look like a number with a unit are none."""
    assert () == quantities(text, 0, len(text))


def test_amounts_compare() -> None:
    """1万亿元 and 10000亿元 are the same number of yuan."""
    (first,) = quantities("1万亿元", 0, 4)
    (second,) = quantities("10000亿元", 0, 7)

    assert first.value * first.factor == second.value * second.factor == Decimal(10) ** 12
    assert "yuan" == first.normalized == second.normalized


@pytest.mark.parametrize(
    ("text", "comparator", "any_word"),
    [
        ("交易额突破", Comparator.MORE_THAN, True),
        ("交易额达到", None, True),
        ("比重不低于", Comparator.AT_LEAST, True),
        ("成本控制在", Comparator.AT_MOST, True),
        ("企业不超过", Comparator.AT_MOST, True),
        ("规模约", Comparator.ABOUT, True),
        ("零售额力争达到", None, True),
        ("零售额", None, False),
    ],
)
def test_words_before_a_number(text: str, comparator: Comparator | None, any_word: bool) -> None:
    """The words before a number bind it, or only say that it is reached."""
    assert (comparator, any_word) == comparator_before(text, 0, len(text))[1:]


@given(
    st.integers(min_value=2, max_value=999_999),
    st.sampled_from(["", "百", "千", "万", "亿", "万亿"]),
    st.sampled_from(["元", "家", "个", "人", "人次", "户", "场"]),
)
def test_number_multiplier_and_unit_read_back(value: int, multiplier: str, unit: str) -> None:
    """Digits, multiplier and unit are told apart, and normalised by their product."""
    text = f"{value}{multiplier}{unit}。"
    (found,) = quantities(text, 0, len(text))

    assert (Decimal(value), multiplier + unit) == (found.value, found.unit)
    assert len(text) - 1 == found.end


def test_every_unit_of_the_lexicon_is_read() -> None:
    """Each unit that the lexicon lists is found behind a number."""
    for name, unit in units().items():
        (found,) = quantities(f"12{name}。", 0, len(name) + 2)

        assert (unit.dimension, unit.factor) == (found.dimension, found.factor)
