"""Text is cut at the edges of its marks, and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.views.marks import Mark, Span, paragraphs, segments

KINDS = ("measure", "owner", "target", "department", "place", "topic")


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text with any marks: nested, overlapping, equal, over several lines."""
    text = draw(st.text("甲乙丙丁\n", min_size=1, max_size=60))
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = draw(st.lists(edges.filter(lambda pair: pair[0] < pair[1]), max_size=12))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=len(spans), max_size=len(spans)))
    return text, [
        Mark(start, end, number, kind)
        for number, ((start, end), kind) in enumerate(zip(spans, kinds, strict=True))
    ]


@given(marked())
def test_segments_are_the_text_and_each_mark_covers_exactly_its_words(found: tuple[str, list[Mark]]) -> None:
    """Joined they are the paragraph; every character has the marks that hold it, and no others."""
    text, marks = found
    for span in paragraphs(text):
        cut = segments(text, span, marks, [Span(mark.start, mark.end) for mark in marks])
        assert "".join(segment.text for segment in cut) == text[span.start : span.end]
        for segment in cut:
            for offset in range(segment.start, segment.end):
                expected = {mark for mark in marks if mark.start <= offset < mark.end}
                assert set(segment.marks) == expected


@given(marked())
def test_each_anchor_stands_once(found: tuple[str, list[Mark]]) -> None:
    """An anchor that begins in a paragraph is in exactly one segment, at its beginning."""
    text, marks = found
    wanted = {Span(mark.start, mark.end) for mark in marks}
    placed = [
        (anchor, segment.start)
        for span in paragraphs(text)
        for segment in segments(text, span, marks, wanted)
        for anchor in segment.anchors
    ]
    assert all(anchor.start == start for anchor, start in placed)
    assert len(placed) == len(set(placed))
    assert {anchor for anchor, _ in placed} == {item for item in wanted if text[item.start] != "\n"} & {
        item for item in wanted if any(span.start <= item.start < span.end for span in paragraphs(text))
    }


def test_paragraphs_are_the_lines_that_are_not_empty() -> None:
    """Offsets count in the whole text."""
    assert paragraphs("甲\n\n乙丙\n") == (Span(0, 1), Span(3, 5))


def test_the_narrowest_fact_leads_and_colours() -> None:
    """In a bracket of owners, a department's name is the department first, then the responsibility."""
    marks = [Mark(0, 8, 1, "owner"), Mark(2, 5, 2, "department"), Mark(3, 4, 3, "place")]
    cut = segments("（市商务局负责）", Span(0, 8), marks, [])
    assert [(segment.text, segment.shown, segment.facts) for segment in cut] == [
        ("（市", ("owner",), (1,)),
        ("商", ("owner", "department"), (2, 1)),
        ("务", ("owner", "department"), (3, 2, 1)),
        ("局", ("owner", "department"), (2, 1)),
        ("负责）", ("owner",), (1,)),
    ]
    assert [segment.quiet for segment in cut] == [(), (), ("place",), (), ()]
    assert [segment.begins for segment in cut] == [True, True, True, False, False]
