"""One label of many."""

from __future__ import annotations

import random

import pytest
from pyoxigraph import Literal

from graph.labels import best_label

ORDER = [
    Literal("简体", language="zh-Hans"),
    Literal("中文", language="zh"),
    Literal("繁體", language="zh-Hant"),
    Literal("English", language="en"),
    Literal("untagged"),
    Literal("Deutsch", language="de"),
]


@pytest.mark.parametrize("first", range(len(ORDER)))
def test_languages_have_a_fixed_order(first: int) -> None:
    """zh-Hans, zh, zh-Hant, en, then untagged, then others, in whatever order they come."""
    labels = ORDER[first:]
    random.shuffle(labels)
    assert ORDER[first].value == best_label(labels, "http://e/x")


def test_two_labels_of_one_language_are_settled_by_their_words() -> None:
    """The same label each time."""
    labels = [Literal("乙", language="zh"), Literal("丙", language="zh")]
    assert best_label(labels) == best_label(labels[::-1])


@pytest.mark.parametrize("iri", ["http://e/a/tail", "http://e/a#tail", "http://e/a/tail/"])
def test_without_a_label_the_tail_of_the_iri_stands(iri: str) -> None:
    """After the last slash or hash."""
    assert best_label([], iri) == "tail"
