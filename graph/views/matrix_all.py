"""The matrix over all plans, counted from the registers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from graph.engine import Engine
from graph.views.duties import in_role_order
from graph.views.keeping import Kept
from graph.views.matrix_lines import NONE, Columns, Line, Matrix, MatrixCell, Rows
from graph.views.registers import (
    MeasureEntry,
    PlanEntry,
    duty_register,
    labels_of_class,
    measure_register,
    plan_register,
)
from graph.views.values import concept

__all__ = ["matrix_of_all", "prepare_matrix"]

_FUNCTIONS: Final = "SELECT DISTINCT ?line WHERE { ?body pg:function ?line }"
#: The last tables: sorting one, or turning its pages, counts nothing again.
_TABLES: Final = Kept(4)


def matrix_of_all(engine: Engine, *, rows: Rows, columns: Columns, labels: Mapping[str, str]) -> Matrix:
    """The matrix of all plans; see `graph.views.matrix.matrix`."""
    names = tuple(sorted(labels.items()))
    return _TABLES.get(engine, (rows, columns, names), lambda: _counted(engine, rows, columns, labels))


def _counted(engine: Engine, rows: Rows, columns: Columns, labels: Mapping[str, str]) -> Matrix:
    by_role: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    whole: dict[tuple[str, str], set[str]] = defaultdict(set)
    across: dict[str, set[str]] = defaultdict(set)
    down: dict[str, set[str]] = defaultdict(set)
    #: A body answers for a measure in a role once; several bodies of a function may.
    seen: set[tuple[str, str, str]] = set()
    known: dict[str, str] = {}
    for measure, body, role in duty_register(engine):
        row = body.iri if rows == "department" else body.function or NONE
        known.setdefault(row, body.label)
        across[row].add(measure.iri)
        new = rows == "department" or (row, role, measure.iri) not in seen
        if rows != "department":
            seen.add((row, role, measure.iri))
        for column in _columns(measure, columns):
            down[column].add(measure.iri)
            whole[row, column].add(measure.iri)
            if new:
                by_role[row, column][role] += 1
    ordered: dict[frozenset[str], tuple[str, ...]] = {}

    def cell(key: tuple[str, str], found: Mapping[str, int]) -> MatrixCell:
        roles = frozenset(found)
        if roles not in ordered:
            ordered[roles] = in_role_order(roles)
        return MatrixCell(tuple((role, found[role]) for role in ordered[roles]), len(whole[key]))

    return Matrix(
        rows=_row_lines(engine, rows, across, known, labels),
        columns=_column_lines(engine, columns, down, labels),
        cells={key: cell(key, found) for key, found in by_role.items()},
        measures=len({measure.iri for measure, _, _ in duty_register(engine)}),
    )


def _columns(measure: MeasureEntry, columns: Columns) -> tuple[str, ...]:
    if columns == "topic":
        return tuple(measure.topics) or (NONE,)
    return (measure.iri if columns == "measure" else measure.plan,)


def _row_lines(
    engine: Engine,
    rows: Rows,
    across: Mapping[str, set[str]],
    known: Mapping[str, str],
    labels: Mapping[str, str],
) -> tuple[Line, ...]:
    if rows == "function":
        every = {concept(row, "line") for row in engine.rows(_FUNCTIONS)} - {""}
        named = {key: labels.get(key, key) for key in every | across.keys()}
    else:
        named = {**labels_of_class(engine, "Department"), **{key: known[key] for key in across}}
    lines = (Line(key, label, len(across.get(key, ()))) for key, label in named.items())
    return tuple(sorted(lines, key=lambda line: (line.key == NONE, line.label, line.key)))


def _column_lines(
    engine: Engine, columns: Columns, down: Mapping[str, set[str]], labels: Mapping[str, str]
) -> tuple[Line, ...]:
    if columns == "topic":
        topics = {topic for measure in measure_register(engine) for topic in measure.topics}
        lines = [Line(key, labels.get(key, key), len(down.get(key, ()))) for key in topics | down.keys()]
        return tuple(sorted(lines, key=lambda line: (line.key == NONE, line.label, line.key)))
    if columns == "plan":
        plans = plan_register(engine)
        cities = Counter(plan.city for plan in plans.values())
        years = Counter((plan.city, plan.start_year) for plan in plans.values())

        def label(plan: PlanEntry) -> str:
            if cities[plan.city] == 1:
                return plan.city
            alone = plan.start_year and years[plan.city, plan.start_year] == 1
            return f"{plan.city} {plan.start_year}" if alone else plan.title

        lines = [Line(plan.iri, label(plan), len(down.get(plan.iri, ()))) for plan in plans.values()]
        return tuple(sorted(lines, key=lambda line: (line.label, line.key)))
    named = labels_of_class(engine, "Measure")
    return tuple(
        Line(item.iri, named.get(item.iri, item.iri), len(down.get(item.iri, ())), place)
        for place, item in enumerate(measure_register(engine))
    )


def prepare_matrix(engine: Engine) -> None:
    """Read the names of all lines now, ahead of the first page that needs them. Raises what the engine raises."""
    for kind in ("Department", "Measure"):
        labels_of_class(engine, kind)
