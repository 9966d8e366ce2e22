"""The matrix of responsibilities: bodies (or their functions) against measures, topics or plans.

Cells and totals are counted by the engine, so the matrix of a thousand plans costs little more than
that of one; sentences are read for one cell at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from pyoxigraph import NamedNode

from graph.engine import Engine, Row, Term
from graph.views.duties import Duty, duties, in_role_order
from graph.views.values import concept, integer, iri, words
from ontology.identifiers import CONCEPT_BASE

__all__ = ["NONE", "Columns", "Line", "Matrix", "MatrixCell", "Rows", "matrix", "matrix_cell"]

Rows: TypeAlias = Literal["department", "function"]
Columns: TypeAlias = Literal["measure", "topic", "plan"]

#: Key of the line of what has no function or no topic.
NONE: Final = "none"

_DUTY: Final = """
  ?duty a pg:Responsibility ; pg:measure ?measure ; pg:department ?department ; pg:role ?role .
  ?measure pg:inPlan ?plan ."""
_ROW_PATTERNS: Final[Mapping[Rows, str]] = {
    "department": "BIND(?department AS ?row)",
    "function": "OPTIONAL { ?department pg:function ?row }",
}
_COLUMN_PATTERNS: Final[Mapping[Columns, str]] = {
    "measure": "BIND(?measure AS ?column)",
    "topic": "OPTIONAL { ?measure pg:topic ?column }",
    "plan": "BIND(?plan AS ?column)",
}
#: Every line that there is, also those that answer for nothing or that nobody answers for.
_ROW_LINES: Final[Mapping[Rows, str]] = {
    "department": """
SELECT DISTINCT ?line ?label WHERE {
  GRAPH ?g { ?plan a pg:Plan . ?line a pg:Department ; rdfs:label ?label }
}""",
    "function": """
SELECT DISTINCT ?line WHERE { GRAPH ?g { ?plan a pg:Plan . ?body pg:function ?line } }""",
}
_COLUMN_LINES: Final[Mapping[Columns, str]] = {
    "measure": """
SELECT ?line ?label ?plan ?order WHERE {
  ?line a pg:Measure ; pg:inPlan ?plan ; rdfs:label ?label ; pg:order ?order
}""",
    "topic": "SELECT DISTINCT ?line WHERE { ?measure pg:inPlan ?plan ; pg:topic ?line }",
    "plan": """
SELECT ?line ?label ?place WHERE {
  ?line a pg:Plan ; rdfs:label ?label .
  OPTIONAL { ?line dcterms:spatial/rdfs:label ?place }
}""",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column: ``key`` is an IRI, a concept's path or `NONE`; ``measures`` are those answered for.

    ``order`` is the place in the documents (0 where that says nothing).
    """

    key: str
    label: str
    measures: int
    order: int = 0


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many measures a row answers for in a column, by role in the order of `ROLE_ORDER`."""

    roles: tuple[tuple[str, int], ...]
    measures: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns in order, and the cells that are not empty by the keys of both.

    ``measures`` is the number of measures that anybody here answers for.
    """

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[str, str], MatrixCell]
    measures: int


def matrix(
    engine: Engine, *, rows: Rows, columns: Columns, plan: str | None = None, labels: Mapping[str, str]
) -> Matrix:
    """The matrix of one plan (by IRI) or of all; lines in the order of their labels and documents.

    ``labels`` gives words for concepts by path (``topic/logistics``) and for `NONE`.
    """
    bound: dict[str, Term] = {"plan": NamedNode(plan)} if plan else {}
    pattern = f"{_DUTY} {_ROW_PATTERNS[rows]} {_COLUMN_PATTERNS[columns]}"
    by_role: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in engine.rows(_counted(pattern, "?row ?column ?role"), **bound):
        by_role[_key(row, "row"), _key(row, "column")][_role(row)] = integer(row, "n")
    whole = {
        (_key(row, "row"), _key(row, "column")): integer(row, "n")
        for row in engine.rows(_counted(pattern, "?row ?column"), **bound)
    }
    cells = {key: MatrixCell(_ordered(found), whole[key]) for key, found in by_role.items()}
    return Matrix(
        rows=_lines(engine, _ROW_LINES[rows], f"{_DUTY} {_ROW_PATTERNS[rows]}", "row", bound, labels),
        columns=_lines(
            engine, _COLUMN_LINES[columns], f"{_DUTY} {_COLUMN_PATTERNS[columns]}", "column", bound, labels
        ),
        cells=cells,
        measures=sum(integer(row, "n") for row in engine.rows(_counted(_DUTY, ""), **bound)),
    )


def matrix_cell(
    engine: Engine,
    row: str,
    column: str,
    *,
    rows: Rows,
    columns: Columns,
    plan: str | None = None,
    most: int,
    skip: int = 0,
) -> tuple[tuple[Duty, ...], int]:
    """Duties of a cell with their sentences, ``most`` of them after the first ``skip``, and how many there are.

    ``row`` and ``column`` are keys of lines.
    """
    bound: dict[str, Term] = {"plan": NamedNode(plan)} if plan else {}
    conditions = []
    for name, key in (("row", row), ("column", column)):
        if key == NONE:
            conditions.append(f"FILTER(!BOUND(?{name}))")
        else:
            conditions.append(f"FILTER(?{name} = {NamedNode(_iri(key))})")
    query = (
        "SELECT DISTINCT ?duty ?department ?plan ?order WHERE {"
        f" {_DUTY} ?measure pg:order ?order . {_ROW_PATTERNS[rows]} {_COLUMN_PATTERNS[columns]}"
        f" {' '.join(conditions)} }} ORDER BY ?plan ?order ?duty"
    )
    found = engine.rows(query, **bound)
    shown = found[skip : skip + most]
    wanted = {iri(item, "duty"): place for place, item in enumerate(shown)}
    held = [
        duty
        for department in sorted({iri(item, "department") for item in shown})
        for duty in duties(engine, department=department, plan=plan)
        if duty.iri in wanted
    ]
    return tuple(sorted(held, key=lambda duty: wanted[duty.iri])), len(found)


def _counted(pattern: str, keys: str) -> str:
    grouped = f" GROUP BY {keys}" if keys else ""
    return f"SELECT {keys} (COUNT(DISTINCT ?measure) AS ?n) WHERE {{ {pattern} }}{grouped}"


def _lines(
    engine: Engine,
    every: str,
    pattern: str,
    name: str,
    bound: Mapping[str, Term],
    labels: Mapping[str, str],
) -> tuple[Line, ...]:
    counts = {
        _key(row, name): integer(row, "n") for row in engine.rows(_counted(pattern, f"?{name}"), **bound)
    }
    found: dict[str, Line] = {}
    listed = engine.rows(every, **bound)
    plans = sorted({iri(row, "plan") for row in listed})
    for row in listed:
        key = _key(row, "line")
        # Measures of several plans stand plan after plan.
        order = plans.index(iri(row, "plan")) * 10_000 + integer(row, "order") if "order" in row else 0
        found[key] = Line(key, _label(row, key, labels), counts.pop(key, 0), order)
    # A line that answers but is in none of the lists: a body that is no department, what has no topic.
    unnamed = _names(engine, counts.keys() - {NONE})
    for key, number in counts.items():
        if number:
            found[key] = Line(key, labels.get(key) or unnamed.get(key, key), number)
    return tuple(
        sorted(found.values(), key=lambda line: (line.key == NONE, line.order, line.label, line.key))
    )


def _names(engine: Engine, iris: Iterable[str]) -> dict[str, str]:
    wanted = [str(NamedNode(key)) for key in sorted(iris) if "://" in key]
    if not wanted:
        return {}
    query = f"SELECT ?line ?label WHERE {{ VALUES ?line {{ {' '.join(wanted)} }} ?line rdfs:label ?label }}"
    return {iri(row, "line"): words(row, "label") for row in engine.rows(query)}


def _label(row: Row, key: str, labels: Mapping[str, str]) -> str:
    return words(row, "place") or words(row, "label") or labels.get(key, key)


def _key(row: Row, name: str) -> str:
    return concept(row, name) or iri(row, name) or NONE


def _iri(key: str) -> str:
    return key if "://" in key else CONCEPT_BASE + key


def _role(row: Row) -> str:
    return concept(row, "role").removeprefix("role/")


def _ordered(found: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((role, found[role]) for role in in_role_order(found))
