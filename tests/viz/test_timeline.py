"""Spells of years as bars."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from viz.charts import lengths
from viz.timeline import LINE, timeline

YEARS = st.one_of(st.none(), st.integers(1900, 2200))


@given(st.lists(st.tuples(YEARS, YEARS), max_size=20))
def test_every_line_is_inside_of_the_drawing(years: list[tuple[int | None, int | None]]) -> None:
    """Each project has its line in order; bars stay within the width; none known is no drawing."""
    found = timeline(years)
    if all(start is None for start, _ in years):
        assert found is None
        return
    assert found is not None
    assert [spell.top for spell in found.spells] == [found.head + i * LINE for i in range(len(years))]
    for spell, (start, _) in zip(found.spells, years, strict=True):
        assert (spell.left is None) == (start is None)
        if spell.left is not None and spell.width is not None:
            assert spell.left >= 0
            assert 0 < spell.width <= 100.0001 - spell.left
    assert found.height == found.head + len(years) * LINE
    assert len(found.years) <= 12


def test_bars_cover_whole_years() -> None:
    """Two years of four are half the width; a last year before the first counts as the first."""
    found = timeline([(2012, 2013), (2014, 2015), (2015, 2011)])

    assert found is not None
    assert [(0.0, 50.0), (50.0, 50.0), (75.0, 25.0)] == [(s.left, s.width) for s in found.spells]
    assert [2012, 2013, 2014, 2015] == [year for year, _ in found.years]


@given(st.lists(st.floats(0, 1e12, allow_nan=False), max_size=10))
def test_the_longest_bar_is_the_whole_width(values: list[float]) -> None:
    """All others are shares of it, each in its line."""
    found = lengths(values, 40)

    assert [bar.top for bar in found] == [index * 40 for index in range(len(values))]
    assert all(0 <= bar.width <= 100 for bar in found)
    if values and max(values) > 0:
        assert max(bar.width for bar in found) == 100
