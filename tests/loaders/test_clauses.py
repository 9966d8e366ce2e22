"""Clauses: sentences and their parts, with quotes and brackets out of the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.rules.clauses import ASIDE, TITLE, masked, sentences


def test_clauses_of_a_sentence() -> None:
    """Commas and semicolons part clauses, but not inside a title or brackets, nor in 2,500."""
    text = "按照《规划，2015》，交易额达2,500亿元（含，待定）；建园5个。次年再议。"
    cut = [[text[c.start : c.end] for c in s.clauses] for s in sentences(masked(text), 0, len(text))]

    assert [["按照《规划，2015》", "交易额达2,500亿元（含，待定）", "建园5个"], ["次年再议"]] == cut


def test_unclosed_marks_mask_nothing() -> None:
    """A bracket that never closes hides nothing."""
    assert "建设（在建5个，" == masked("建设（在建5个，")


@given(st.text(alphabet="建5个（）“”《》，。\n", max_size=60))
def test_masking_keeps_offsets(text: str) -> None:
    """The masked text has the length of the text and differs only where it is masked."""
    mask = masked(text)

    assert len(text) == len(mask)
    assert all(a == b or b in (ASIDE, TITLE) for a, b in zip(text, mask, strict=True))


@given(st.text(alphabet="建5个（），。；\n 　", max_size=60))
def test_clauses_stand_in_order(text: str) -> None:
    """Clauses are not empty, do not overlap and lie in their sentence."""
    last = 0
    for sentence in sentences(masked(text), 0, len(text)):
        for clause in sentence.clauses:
            assert max(last, sentence.start) <= clause.start < clause.end <= sentence.end
            last = clause.end
