"""Where the marks of small charts stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.charts import Bar, bars, scatter

POINTS = st.lists(
    st.tuples(
        st.integers(2000, 2060), st.floats(0, 1e15, allow_nan=False, allow_subnormal=False), st.integers(0, 9)
    ),
    min_size=1,
    max_size=12,
)


@given(POINTS)
def test_every_point_is_a_dot_inside_of_the_chart(points: list[tuple[int, float, int]]) -> None:
    """Nothing is left out or drawn outside, and larger values stand higher."""
    chart = scatter(points)
    assert chart is not None
    assert [dot.index for dot in chart.dots] == list(range(len(points)))
    assert all(chart.left <= dot.x <= chart.right and 0 <= dot.y <= chart.bottom for dot in chart.dots)
    by_value = sorted(chart.dots, key=lambda dot: points[dot.index][1])
    heights = [dot.y for dot in by_value]
    assert heights == sorted(heights, reverse=True)


def test_labels_of_one_year_keep_apart() -> None:
    """Three cities that promise the same can all be read."""
    chart = scatter([(2016, 100.0, 0), (2016, 101.0, 1), (2016, 102.0, 2), (2017, 0.0, 0)])
    assert chart is not None
    heights = sorted(dot.label_y for dot in chart.dots[:3])
    assert all(after - before >= 18 for before, after in pairwise(heights))


@pytest.mark.parametrize(
    ("values", "expected", "logarithmic"),
    [
        ((300.0, 10_000.0), [0, 2000, 4000, 6000, 8000, 10_000], False),
        ((2.0, 10_000.0), [1, 10, 100, 1000, 10_000], True),
        ((0.0, 10_000.0), [0, 2000, 4000, 6000, 8000, 10_000], False),
        ((0.0, 0.0), [0, 1], False),
    ],
)
def test_axes_have_round_values(
    values: tuple[float, float], expected: list[float], logarithmic: bool
) -> None:
    """Linear unless the small values would be hidden; a value of 0 has no logarithm."""
    chart = scatter([(2016, values[0], 0), (2020, values[1], 0)])
    assert chart is not None
    assert ([tick.value for tick in chart.values], chart.logarithmic) == (expected, logarithmic)


def test_nothing_makes_no_chart() -> None:
    """An empty frame would say that there is something."""
    assert scatter([]) is None
    assert bars([("supply", 0), ("demand", 0)]) == ()


def test_parts_of_a_bar_fill_it() -> None:
    """Shares of 100, one after the other; what is 0 is left out."""
    assert bars([("supply", 3), ("environment", 0), ("demand", 1)]) == (
        Bar("supply", 0.0, 75.0, 3),
        Bar("demand", 75.0, 25.0, 1),
    )
