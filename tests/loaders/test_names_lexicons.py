"""The lexicons of names are data with rules of their own."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.names.vocabulary import Tokens, brands, kind_words, word_class
from loaders.rules.names import names_in

_LEXICONS = ("brands.tsv", "name_kinds.tsv", "name_words.tsv", "place_words.tsv", "former_divisions.tsv")


def _lines(name: str) -> list[str]:
    return files("loaders").joinpath("lexicons", name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", _LEXICONS)
def test_a_lexicon_says_where_it_comes_from(name: str) -> None:
    """The head of each lexicon names its source; its rows have as many cells as the first."""
    head = " ".join(line for line in _lines(name) if line.startswith("#")).lower()
    assert "source" in head or "general knowledge" in head
    assert 1 == len({line.count("\t") for line in _lines(name) if line and not line.startswith("#")})


def test_brands_are_unambiguous() -> None:
    """Each slug stands once, and each form means one thing."""
    rows = [line.split("\t") for line in _lines("brands.tsv") if not line.startswith("#")]
    forms = [form for row in rows for form in (*row[3].split(), *row[4].split())]
    assert len(rows) == len({row[0] for row in rows})
    assert [] == sorted({form for form in forms if forms.count(form) > 1})
    assert {"platform", "enterprise"} == {kind for brand in brands().values() for kind in brand.kinds}


def test_no_word_says_two_things() -> None:
    """A word of the trade does not end a name as well, and no brand is a word of the trade."""
    assert frozenset() == word_class("base") & word_class("stop")
    assert frozenset() == word_class("base") & word_class("sector")
    assert frozenset() == frozenset(brands()) & (word_class("base") | word_class("stop"))


def test_kinds() -> None:
    """Kind words tell the kinds that names can have."""
    assert {"platform", "enterprise", "park", "association", "institution"} == set(
        kind_words("suffix").values()
    )


_TEXT = st.text(alphabet="中国海尔电子商务平台园区网等和、。“”（）—有限公司淘宝 A1\n", max_size=60)


@settings(deadline=None)  # the first text waits for the dictionary
@given(_TEXT)
def test_words_cover_the_text(text: str) -> None:
    """Segmentation loses no character, so offsets hold."""
    assert text == "".join(token.word for token in Tokens(text).items)


@settings(deadline=None)
@given(_TEXT)
def test_any_text_gives_passages_that_hold(text: str) -> None:
    """Whatever the text, names carry the words that stand at their offsets, and no id comes twice."""
    found = names_in(text)
    assert len(found) == len({one.id for one in found})
    for one in found:
        assert [passage.exact for passage in one.passages] == [text[p.start : p.end] for p in one.passages]
