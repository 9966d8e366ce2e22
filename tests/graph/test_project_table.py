"""Projects filtered, sorted, grouped and summed."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.memory import InMemoryEngine
from graph.views.project_groups import by_builder, by_nature, by_programme, by_stage, by_year, sums
from graph.views.project_stages import STAGES, UNSAID, stage_of
from graph.views.project_table import COLUMNS, Filters, ProjectTable, ordered, project_table, selected
from graph.views.projects import ProgrammeItem, ProjectItem, programmes
from graph.views.values import Ref, Words

PLAN = Ref("https://example.org/id/plan/a-2014", "甲市规划")
OTHER = Ref("https://example.org/id/plan/b-2015", "乙市规划")
ONE, TWO = Ref("https://example.org/id/org/a/x", "甲公司"), Ref("https://example.org/id/org/a/y", "乙公司")


def _words(exact: str = "", start: int = 0) -> Words:
    return Words(PLAN.iri, start, start + len(exact), exact)


def _project(number: int, **given: Any) -> ProjectItem:
    item = ProjectItem(
        iri=f"https://example.org/id/project/{number}",
        number=number,
        name=f"项目{number}",
        nature="new",
        content="",
        investment=Decimal(100),
        start_year=2012,
        end_year=2014,
        progress="",
        builders=(ONE,),
        parent="p1",
        plan=PLAN,
        words=_words(),
    )
    return dataclasses.replace(item, **given)


def _programme(iri: str, parent: str, printed: int | None) -> ProgrammeItem:
    money = None if printed is None else Decimal(printed)
    return ProgrammeItem(iri, iri, money, Decimal(0), 0, parent, 1, PLAN, _words(), _words())


TABLE = ProjectTable(
    items=(
        _project(1, name="银行网", investment=Decimal(500), start_year=2011, progress="调研中。"),
        _project(2, name="安全平台", nature="ongoing", builders=(ONE, TWO), content="物流"),
        _project(3, name="重庆路仓库", investment=None, end_year=None, builders=(), parent="p2"),
        _project(4, name="八达网", start_year=None, end_year=None, nature="", parent="", plan=OTHER),
    ),
    programmes={
        "whole": _programme("whole", PLAN.iri, 700),
        "p1": _programme("p1", "whole", 600),
        "p2": _programme("p2", "whole", None),
    },
    places={PLAN.iri: Ref("https://example.org/id/place/a", "甲市")},
)


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(), [1, 2, 3, 4]),
        (Filters(programme="p1"), [1, 2]),
        (Filters(programme="whole"), [1, 2, 3]),
        (Filters(builder=TWO.iri), [2]),
        (Filters(nature="ongoing"), [2]),
        (Filters(stage="preparing"), [1]),
        (Filters(since=2014), [1, 2]),
        (Filters(until=2011), [1]),
        (Filters(since=2012, until=2012), [1, 2, 3]),
        (Filters(words="物流"), [2]),
        (Filters(words="甲公司 网"), [1, 4]),
        (Filters(plan=OTHER.iri), [4]),
        (Filters(place="https://example.org/id/place/a"), [1, 2, 3]),
        (Filters(nature="ongoing", words="银行"), []),
    ],
)
def test_filters_hold_together(filters: Filters, numbers: list[int]) -> None:
    """A programme holds those of its parts; a project counts in the years in which it is under way."""
    assert numbers == [item.number for item in selected(TABLE, filters)]


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        ("number", [1, 2, 3, 4], [4, 3, 2, 1]),
        ("name", [2, 4, 3, 1], [1, 3, 4, 2]),
        ("nature", [1, 3, 2, 4], [2, 1, 3, 4]),
        ("investment", [2, 4, 1, 3], [1, 2, 4, 3]),
        ("start", [1, 3, 2, 4], [2, 3, 1, 4]),
        ("end", [1, 2, 3, 4], [2, 1, 3, 4]),
        ("progress", [1, 2, 3, 4], [1, 2, 3, 4]),
        ("builder", [1, 2, 4, 3], [1, 2, 4, 3]),
    ],
)
def test_each_column_sorts_both_ways(column: str, up: list[int], down: list[int]) -> None:
    """Names by their reading; what has no value stands last both ways."""
    name = next(item for item in COLUMNS if item == column)

    assert up == [item.number for item in ordered(TABLE, TABLE.items, name)]
    assert down == [item.number for item in ordered(TABLE, TABLE.items, name, down=True)]


def test_sums_say_what_is_not_known() -> None:
    """An empty cell is not 0."""
    found = sums(TABLE.items)

    assert (4, Decimal(700), 1, 2011, 2014) == (
        found.count, found.investment, found.unstated, found.first, found.last
    )  # fmt: skip


def test_groups_hold_every_project() -> None:
    """By programme the sums add up to the whole; by builder a project of two counts twice; the rest has no key."""
    names = TABLE.names
    assert [("p1", Decimal(600), 2), ("p2", Decimal(0), 1), ("", Decimal(100), 1)] == [
        (group.key, group.sums.investment, group.sums.count) for group in by_programme(TABLE.items, names)
    ]
    assert [("甲公司", 3), ("乙公司", 1), ("", 1)] == [
        (group.label, group.sums.count) for group in by_builder(TABLE.items)
    ]
    assert ["new", "ongoing", ""] == [group.key for group in by_nature(TABLE.items)]
    assert [("preparing", 1), (UNSAID, 3)] == [(g.key, g.sums.count) for g in by_stage(TABLE.items)]


def test_years_count_what_starts_goes_on_and_ends() -> None:
    """Every year between the first and the last; a project without a last year is of its first."""
    assert [(2011, 1, 1, 0), (2012, 2, 3, 0), (2013, 0, 2, 0), (2014, 0, 2, 2)] == [
        (year.year, year.started.count, year.under_way.count, year.ended.count)
        for year in by_year(TABLE.items)
    ]
    assert () == by_year([TABLE.items[3]])


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("规划方案制定、报批等前期工作。", "preparing"),
        ("目前土地以及建设计划已经报批区政府。", "preparing"),
        ("项目正在建设中。", "building"),
        ("完成项目规划，着手启动开发建设工作。", "building"),
        ("已完成论证，将于2015年建成并投入运营。", "preparing"),
        ("平台开发完毕，正在市场推广。", "running"),
        ("已有11家企业参与。", UNSAID),
        ("", UNSAID),
    ],
)
def test_the_stage_is_what_the_words_say_of_the_present(words: str, stage: str) -> None:
    """The furthest of the clauses; what is yet to come does not count."""
    assert stage == stage_of(words)


@given(st.text())
def test_any_words_have_a_stage(words: str) -> None:
    """Nothing breaks the reading."""
    assert stage_of(words) in (*STAGES, UNSAID)


def test_the_table_is_read_from_the_graph(sample_engine: InMemoryEngine) -> None:
    """With the places of the plans and the totals of the programmes; the second reading is the first one."""
    table = project_table(sample_engine)

    assert [1, 2] == [item.number for item in table.items]
    assert ["常州市"] == [place.label for place in table.places.values()]
    assert [True] == [item.reconciles for item in table.programmes.values()]
    assert table is project_table(sample_engine)


def test_a_programme_shows_the_words_of_its_total(sample_engine: InMemoryEngine) -> None:
    """Of several passages the one that prints the sum."""
    (programme,) = programmes(sample_engine, project_table(sample_engine).items)

    assert "附表 重点项目" == programme.words.exact
    assert "合计 8000万元" == programme.total.exact
