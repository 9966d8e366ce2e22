"""One form for words that mean the same, and how names are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.search.folding import fold, match_query, query_words, tokens
from graph.search.readings import initials, pinyin_query, starts_syllable, syllables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("電子商務", "电子商务"),
        ("經濟和信息化委員會", "经济和信息化委员会"),
        ("ＡＰＰ平台", "app平台"),
        ("聯網與幹部", "联网与干部"),
        ("100㎡…", "100㎡…"),
        ("İ", "İ"),
    ],
)
def test_traditional_wide_and_capital_become_one_form(text: str, expected: str) -> None:
    """What would become longer stays as it is."""
    assert expected == fold(text)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    """A place in the folded text is the place in the text; folding twice changes nothing."""
    assert len(text) == len(fold(text))
    assert fold(fold(text)) == fold(text)


def test_words_of_a_query_are_folded_and_stand_once() -> None:
    """Split at blanks, wide ones too."""
    assert query_words("物流　園區 物流") == ("物流", "园区")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电子商务", "电子 子商 商务 务"),
        ("b2b平台，o2o", "b2b 平台 台 o2o"),
        ("", ""),
        ("——", ""),
    ],
)
def test_every_pair_of_characters_is_a_token(text: str, expected: str) -> None:
    """Words of letters and digits stay whole; marks are left out."""
    assert expected == tokens(text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [("商务", '"商务"'), ("务", '"务"*'), ("b2", '"b2"*'), ("平台o2o", '"平台 台 o2o"*'), ("，", "")],
)
def test_a_query_is_a_phrase_of_tokens(query: str, expected: str) -> None:
    """Its last word may go on in the text."""
    assert expected == match_query(query)


def test_names_are_read_with_their_phrases() -> None:
    """重庆 and 银行 have other readings than their single characters; letters stay."""
    assert syllables("重庆银行") == "chong qing yin hang"
    assert syllables("o2o平台") == "o2o ping tai"
    assert initials("shang wu ju") == "swj"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("shangwuju", "shangwuju"),
        ("shang wu ju", "shangwuju"),
        ("shāng wù jú", "shangwuju"),
        ("shang1wu4ju2", "shangwuju"),
        ("lüse", "luse"),
        ("lvse", "luse"),
        ("xi'an", "xian"),
        ("商务", ""),
        ("2014", ""),
        ("o2o", "o2o"),
    ],
)
def test_pinyin_is_read_without_tones_and_blanks(query: str, expected: str) -> None:
    """Whatever way people type it."""
    assert expected == pinyin_query(query)


@pytest.mark.parametrize(
    ("letters", "expected"), [("xian", 1), ("an", 2), ("ian", 0), ("xianx", 0), ("x", 1)]
)
def test_letters_are_found_where_a_syllable_begins(letters: str, expected: int) -> None:
    """The last syllable may be unfinished."""
    assert expected == starts_syllable("xi an", letters)
