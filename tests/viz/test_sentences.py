"""The sentence around a passage."""

from __future__ import annotations

import pytest

from ontology.model import Passage
from viz.pages.sentences import sentences

TEXT = (
    "一、任务\n建设园区。“加强协调。”（牵头单位：市商务局；责任单位：市财政局）　　2．完善物流。\n"
    "市经信委负责规划；市商务局负责推广。"
)


def _passage(words: str, after: int = 0) -> Passage:
    start = TEXT.index(words, after)
    return Passage(start, start + len(words), words)


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (_passage("建设园区"), "建设园区。"),
        (_passage("加强协调"), "“加强协调。”"),
        (_passage("市财政局"), "（牵头单位：市商务局；责任单位：市财政局）"),
        (_passage("市商务局负责"), "市商务局负责推广。"),
        (_passage("一、任务"), "一、任务"),
    ],
)
def test_a_passage_is_shown_in_its_sentence(passage: Passage, expected: str) -> None:
    """Sentences end at 。！？, at ； outside brackets, at line ends and before wide spaces."""
    assert [expected] == [sentence.words for sentence in sentences(TEXT, [passage], "")]


def test_passage_and_name_are_marked() -> None:
    """The passage is marked, and within it the words as written."""
    whole = "（牵头单位：市商务局；责任单位：市财政局）"
    passage = _passage(whole)
    (sentence,) = sentences(TEXT, [passage, _passage("市财政局")], "市财政局")
    assert [(piece.text, piece.mark) for piece in sentence.pieces] == [
        ("（牵头单位：市商务局；责任单位：", "said"),
        ("市财政局", "name"),
        ("）", "said"),
    ]
    assert (sentence.start, sentence.end) == (passage.start, passage.end)


def test_passages_far_apart_are_two_sentences() -> None:
    """Each sentence is shown once, in the order of the text."""
    found = sentences(TEXT, [_passage("市经信委"), _passage("建设园区")], "市经信委")
    assert ["建设园区。", "市经信委负责规划；"] == [sentence.words for sentence in found]


def test_a_long_sentence_is_cut_with_an_ellipsis() -> None:
    """Context stops at its reach on both sides; the passage stays whole."""
    text = "甲" * 300 + "商务局" + "乙" * 300 + "。"
    (sentence,) = sentences(text, [Passage(300, 303, "商务局")], "商务局")
    assert sentence.words.startswith("…甲")
    assert sentence.words.endswith("乙…")
    assert "商务局" in sentence.words


def test_without_the_text_a_passage_stands_for_itself() -> None:
    """Exports without texts still show the words."""
    (sentence,) = sentences("", [_passage("市财政局")], "财政局")
    assert [("市", "said"), ("财政局", "name")] == [(piece.text, piece.mark) for piece in sentence.pieces]
