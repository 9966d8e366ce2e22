"""Literals written as text, beside those of the engine."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from graph import literal_text, literals


@given(text=st.text() | st.text(alphabet='"\\\n\r\t\x00\x7f\ufffe\uffff商务'))
def test_words_are_written_as_the_engine_writes_them(text: str) -> None:
    """Whatever the words hold that must be escaped, with a language and without one."""
    assert str(Literal(text)) == literal_text.string(text)
    assert str(Literal(text, language="en")) == literal_text.string(text, "en")
    assert str(literals.chinese(text)) == literal_text.chinese(text)


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        (literals.integer(-12), literal_text.integer(-12)),
        (literals.year(2014), literal_text.year(2014)),
        (literals.boolean(True), literal_text.boolean(True)),
        (literals.boolean(False), literal_text.boolean(False)),
        (literals.date(dt.date(2014, 3, 1)), literal_text.date(dt.date(2014, 3, 1))),
        (literals.decimal(Decimal("1E+3")), literal_text.decimal(Decimal("1E+3"))),
        (literals.decimal(Decimal("0.950")), literal_text.decimal(Decimal("0.950"))),
    ],
    ids=str,
)
def test_values_are_written_as_the_engine_writes_them(expected: Literal, written: str) -> None:
    """Numbers, years, days and truth values have the same digits and datatype."""
    assert str(expected) == written
