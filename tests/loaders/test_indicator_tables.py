"""Tables of indicators: which columns are read, and what of a row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from loaders.rules.indicator_tables import indicator_rows
from loaders.rules.scope import Scope, Stance, Unit
from loaders.rules.targets import targets
from tests.timing import grows_in_line

Row = tuple[str, str, str, str, int, bool]


def scope_of(text: str, stance: Stance = Stance.GOAL, end_year: int | None = 2025) -> Scope:
    """A plan of 2021 to 2025 whose only unit is the text."""
    unit = Unit(0, len(text), 0, stance, ("发展目标",), None, None)
    return Scope("somewhere-2021", text, (unit,), None, None, 2021, 2021, end_year)


def rows(text: str) -> list[Row]:
    """What the rows of a text state."""
    return [
        (row.label, str(row.quantity.value), row.quantity.unit, row.comparator.value, row.year, row.growth)
        for row in indicator_rows(scope_of(text))
    ]


@pytest.mark.parametrize("bar", ["  ", "\t", "　　", " | ", "│"])
def test_the_last_year_is_the_target(bar: str) -> None:
    """The column of the present year is left out, whatever stands between the cells."""
    lines = ["指标名称#2020年#2025年#属性", "快递业务量（亿件）#3.2#6#预期性", "冷库容量（万吨）#—#40#约束性"]

    assert [
        ("快递业务量", "6", "亿件", "exactly", 2025, False),
        ("冷库容量", "40", "万吨", "exactly", 2025, False),
    ] == rows("\n".join(line.replace("#", bar) for line in lines))


def test_each_year_of_the_plan_is_a_target() -> None:
    """A plan that goes year by year commits to each of them; the years before it tell what was."""
    text = "指标名称\t单位\t2020年\t2021年\t2023年\t2025年\n快递业务量\t亿件\t3\t4\t—\t6"
    assert [("4", 2021), ("6", 2025)] == [(row[1], row[4]) for row in rows(text)]


@pytest.mark.parametrize(("head", "cell"), [("年均增长", "13.5%"), ("年均增速（%）", "13.5")])
def test_the_yearly_growth_is_a_target_of_its_own(head: str, cell: str) -> None:
    """A column 年均增长 states how much the indicator grows each year up to the last year of the table."""
    text = f"指标\t2020年\t2025年\t{head}\n快递业务量（亿件）\t3.2\t6\t{cell}\n网点数（个）\t10\t12\t—"

    assert [
        ("快递业务量", "6", "亿件", "exactly", 2025, False),
        ("快递业务量年均增长率", "13.5", "%", "exactly", 2025, True),
        ("网点数", "12", "个", "exactly", 2025, False),
    ] == rows(text)


def test_what_a_plan_costs_is_no_target() -> None:
    """A section on funds lists what the plan costs; the same words in the goals are a goal."""
    text = "中央资金1850万元，其中物流体系450万元、县财政配套600万元。"
    unit = Unit(0, len(text), 0, Stance.SAFEGUARD, ("资金安排",), None, None)
    assert () == targets(Scope("x", text, (unit,), None, None, 2021, None, None))


def test_units_of_their_own_column() -> None:
    """A column of units, a number of the row, a goal without a year, and bounds before or behind the value."""
    text = "序号\t主要指标\t单位\t目标值\n1\t旅游总收入\t亿元\t≥900\n2\t星级酒店\t家\t30以上\n3\t就业增速\t%\t5左右"

    assert [
        ("旅游总收入", "900", "亿元", "at-least", 2025, False),
        ("星级酒店", "30", "家", "at-least", 2025, False),
        ("就业增速", "5", "%", "about", 2025, True),
    ] == rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "指标名称  2018年  2020年\n快递业务量（亿件）  3.2  6",  # all years are over
        "指标名称  2025年\n快递业务量（亿件）  较快增长",  # no number
        "指标名称  2020年  2025年\n快递业务量（亿件）  6",  # a cell is missing
        "指标名称  2025年\n快递业务指数  6",  # no unit
        "快递业务量（亿件）  3.2  6",  # no heads
        "指标名称  2025年\n\n下列各项另有规定。\n快递业务量（亿件）  6",  # the table has ended
    ],
)
def test_what_is_no_row(text: str) -> None:
    """Nothing is read where the table leaves a doubt."""
    assert [] == rows(text)


def test_rows_are_targets() -> None:
    """A row is a target of its unit; one that repeats a sentence is stated once."""
    text = "到2025年，快递业务量达到6亿件。\n指标  2020年  2025年\n快递业务量（亿件）  3.2  6\n冷库（座）  20  35\n"
    found = [(indicator.label, str(target.value)) for indicator, target in targets(scope_of(text))]

    assert [("快递业务量", "6"), ("冷库", "35")] == found


def test_rows_that_tell_what_is() -> None:
    """A table among what has been achieved states no target."""
    text = "指标  2025年\n冷库（座）  35"

    assert () == targets(scope_of(text, Stance.SITUATION))


def _lines(filler: str, count: int) -> Callable[[], object]:
    return partial(rows, "指标  2025年\n" + filler * count)


def test_long_lines_are_read_in_linear_time() -> None:
    """A line of a hundred thousand blanks or cells is no burden."""
    for filler in (" ", "\t", "一  ", "（一"):
        assert [] == rows("指标  2025年\n" + filler * 100_000)
        assert grows_in_line(partial(_lines, filler), 10_000)
