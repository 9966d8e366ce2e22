"""Ranges of files (RFC 9110, 14)."""

from __future__ import annotations

import pytest

from api.files import RangeNotSatisfiable, Span, read_range

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("bytes=0-99", Span(0, 100)),
        ("bytes=0-0", Span(0, 1)),
        ("bytes=900-", Span(900, 1000)),
        ("bytes=900-5000", Span(900, 1000)),
        ("bytes=-100", Span(900, 1000)),
        ("bytes=-5000", Span(0, 1000)),
        ("BYTES = 5 - 6", Span(5, 7)),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-5", None),
        ("bytes=x-5", None),
        ("bytes=99999999999999999999-", None),
    ],
)
def test_one_range_is_read_and_the_rest_is_the_whole_file(header: str | None, expected: Span | None) -> None:
    """What is not well formed, or asks for several parts, is answered with all of it."""
    assert read_range(header, SIZE) == expected


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_after_the_end_cannot_be_satisfied(header: str) -> None:
    """The error knows the size."""
    with pytest.raises(RangeNotSatisfiable) as caught:
        read_range(header, SIZE)
    assert caught.value.size == SIZE


def test_an_empty_file_has_no_range() -> None:
    """Not even its first byte."""
    with pytest.raises(RangeNotSatisfiable):
        read_range("bytes=0-", 0)
