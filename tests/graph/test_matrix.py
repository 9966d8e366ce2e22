"""The matrix of responsibilities over the sample plans."""

from __future__ import annotations

from graph.memory import InMemoryEngine
from graph.views.duties import duties
from graph.views.matrix import NONE, Line, MatrixCell, matrix, matrix_cell
from graph.views.matrix_order import arranged
from graph.views.measures import measures

BASE = "https://w3id.org/policygraph/id/"
CHANGZHOU = BASE + "plan/changzhou-2014"
COMMERCE = BASE + "org/changzhou/shangwuju"


def test_one_plan_shows_every_measure_and_every_department(sample_engine: InMemoryEngine) -> None:
    """A cell is what the duties say; a measure that nobody answers for is a column with 0."""
    found = matrix(sample_engine, rows="department", columns="measure", plan=CHANGZHOU, labels={})
    held = duties(sample_engine, plan=CHANGZHOU)

    assert {(duty.department.iri, duty.measure.iri) for duty in held} == set(found.cells)
    assert [item.iri for item in measures(sample_engine, plan=CHANGZHOU)] == [
        column.key for column in found.columns
    ]
    assert {column.key: column.measures for column in found.columns} == {
        item.iri: int(bool(item.duties)) for item in measures(sample_engine, plan=CHANGZHOU)
    }
    assert found.measures == len({duty.measure.iri for duty in held})


def test_a_cell_counts_measures_by_role(sample_engine: InMemoryEngine) -> None:
    """Functions of all cities against plans: one row for bodies that do the same."""
    found = matrix(sample_engine, rows="function", columns="plan", labels={})
    cell = found.cells["function/commerce", CHANGZHOU]
    held = [duty for duty in duties(sample_engine, plan=CHANGZHOU) if duty.department.iri == COMMERCE]

    assert cell == MatrixCell(
        roles=tuple((duty.role, 1) for duty in held), measures=len({duty.measure.iri for duty in held})
    )


def test_what_has_no_topic_stands_in_a_column_of_its_own(sample_engine: InMemoryEngine) -> None:
    """Nothing is left out: the measures of a row are found again in its cells."""
    found = matrix(sample_engine, rows="department", columns="topic", labels={})
    for row in found.rows:
        cells = [cell.measures for (key, _), cell in found.cells.items() if key == row.key]
        assert sum(cells) >= row.measures
        assert bool(cells) == bool(row.measures)


def test_a_cell_opens_its_sentences(sample_engine: InMemoryEngine) -> None:
    """The duties of a cell come with their words, a page at a time, with the number of all."""
    found = matrix(sample_engine, rows="function", columns="topic", labels={})
    for (row, column), cell in found.cells.items():
        shown, total = matrix_cell(sample_engine, row, column, rows="function", columns="topic", most=1000)
        assert len(shown) == total >= cell.measures
        assert len({duty.measure.iri for duty in shown}) == cell.measures
        assert all(duty.words.sentence for duty in shown)
        first, again = matrix_cell(sample_engine, row, column, rows="function", columns="topic", most=1)
        assert (first, again) == (shown[:1], total)


LINES = (Line("a", "甲", 3), Line("b", "乙", 0), Line("c", "丙", 2), Line("d", "丁", 2), Line(NONE, "", 1))
LINKED = {"a": {"1", "2", "3"}, "c": {"4", "5"}, "d": {"2", "3"}, NONE: {"5"}}


def order(by: str) -> str:
    """Keys of `LINES` in an order."""
    return " ".join(line.key for line in arranged(LINES, LINKED, by))


def test_lines_can_be_ordered() -> None:
    """By number, by name, by one line of the other side; alike ones together, empty ones last."""
    assert order("document") == "a b c d none"
    assert order("total") == "a d c none b"
    assert order("name") == "d c b a none"
    assert order("5") == "c none a d b"
    assert order("similar") == "a d c none b"
