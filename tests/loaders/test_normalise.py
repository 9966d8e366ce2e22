"""The normalised text keeps a map back to the text as read."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.normalise import normalise
from tests.timing import grows_in_line

#: Text with everything that normalising touches, and some that it must not.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("\ufeff\u200b\u00ad\r\n\t \u00a0\u3000\u2028一二（三）、。A1\x07\x85"),
        st.characters(codec="utf-8"),
    ),
    max_size=200,
)


@given(TEXTS)
def test_every_character_comes_from_one_of_the_source(text: str) -> None:
    """The map is strictly increasing, and only blanks and line ends are exchanged."""
    result = normalise(text)

    assert len(result.text) == len(result.origins)
    assert all(a < b for a, b in zip(result.origins, result.origins[1:], strict=False))
    assert all(
        char == text[origin] or char in " \n"
        for char, origin in zip(result.text, result.origins, strict=True)
    )


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """A published text that is loaded again keeps its offsets."""
    once = normalise(text).text

    assert once == normalise(once).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施。　　一、目标　　(一)总体", "实施。\n一、目标\n(一)总体"),
        ("市长　张三", "市长　张三"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("\ufeff甲\u200b乙\u00a0丙", "甲乙 丙"),
        ("甲\n\n  \n\n乙", "甲\n乙"),
        ("以来。    （二）目标", "以来。\n（二）目标"),
        ("努力破解 “城区”", "努力破解 “城区”"),
        (
            "　　一、物流\n　　发展城乡共同配送，业务量年均增长三成以上。市交通运输局、市\n邮政管理局要优化配送。\n　　二、人才",
            "一、物流\n发展城乡共同配送，业务量年均增长三成以上。市交通运输局、市邮政管理局要优化配送。\n二、人才",
        ),
        (
            "　　发展城乡共同配送，业务量年均增长三成以上，由下列单位办理\n责任单位：市商务局。",
            "发展城乡共同配送，业务量年均增长三成以上，由下列单位办理\n责任单位：市商务局。",
        ),
        (
            "发展城乡共同配送，业务量年均增长三成以上。市交通运输局、市\n邮政管理局要优化配送。",
            "发展城乡共同配送，业务量年均增长三成以上。市交通运输局、市\n邮政管理局要优化配送。",
        ),
    ],
    ids=[
        "indents",
        "single-blank",
        "line-ends",
        "invisible",
        "empty-lines",
        "blanks-before-label",
        "in-sentence",
        "broken-sentence",
        "label-behind-a-sentence",
        "no-indents",
    ],
)
def test_paragraphs_become_lines(text: str, expected: str) -> None:
    """Indents inside a long line part paragraphs; blanks inside a sentence stay."""
    assert expected == normalise(text).text


def test_a_span_leads_back_to_the_words_as_read() -> None:
    """``source_span`` gives offsets in the text before normalising."""
    text = "\ufeff前言。　　一、目标"
    result = normalise(text)
    start = result.text.index("一、目标")
    begin, end = result.source_span(start, start + 4)

    assert "一、目标" == text[begin:end]
    with pytest.raises(ValueError, match="not a span"):
        result.source_span(3, 3)


def test_time_grows_with_the_length_only() -> None:
    """Of indents and labels, too: a million characters of them."""
    assert grows_in_line(lambda count: partial(normalise, "　　（一）目标    " * count), 10_000)
