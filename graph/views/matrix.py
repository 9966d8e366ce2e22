"""The matrix of responsibilities: bodies (or their functions) against measures, topics or plans.

The cells of one plan are counted by the engine, those of all plans from the registers, so the matrix of a
thousand plans costs little more than that of one; sentences are read for one cell at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine, Row, Term
from graph.views.duties import Duty, duties, in_role_order
from graph.views.matrix_all import matrix_of_all
from graph.views.matrix_lines import NONE, Columns, Line, Matrix, MatrixCell, Rows
from graph.views.values import concept, integer, iri, words
from ontology.identifiers import CONCEPT_BASE

__all__ = ["NONE", "Columns", "Line", "Matrix", "MatrixCell", "Rows", "matrix", "matrix_cell"]

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
#: What a duty of a line has, by axis, and what one of the line `NONE` has not.
_OF_LINE: Final[Mapping[str, str]] = {
    "department": "?duty pg:department {line} .",
    "function": "?department pg:function {line} .",
    "measure": "?duty pg:measure {line} .",
    "topic": "?measure pg:topic {line} .",
    "plan": "?measure pg:inPlan {line} .",
}
_OF_NONE: Final[Mapping[str, str]] = {
    "function": "FILTER NOT EXISTS { ?department pg:function ?anyFunction }",
    "topic": "FILTER NOT EXISTS { ?measure pg:topic ?anyTopic }",
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


def matrix(
    engine: Engine, *, rows: Rows, columns: Columns, plan: str | None = None, labels: Mapping[str, str]
) -> Matrix:
    """The matrix of one plan (by IRI) or of all; lines in the order of their labels and documents.

    ``labels`` gives words for concepts by path (``topic/logistics``) and for `NONE`.
    """
    if plan is None:
        return matrix_of_all(engine, rows=rows, columns=columns, labels=labels)
    bound: dict[str, Term] = {"plan": NamedNode(plan)}
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
    conditions = " ".join(
        _OF_NONE.get(axis, "") if key == NONE else _OF_LINE[axis].format(line=NamedNode(_iri(key)))
        for axis, key in ((rows, row), (columns, column))
    )
    query = f"SELECT DISTINCT ?duty ?plan ?order WHERE {{ {conditions} {_DUTY} ?measure pg:order ?order }}"
    found = sorted(
        (iri(item, "plan"), integer(item, "order"), iri(item, "duty")) for item in engine.rows(query, **bound)
    )
    shown = [duty for _, _, duty in found[skip : skip + most]]
    held = {duty.iri: duty for duty in duties(engine, among=shown)} if shown else {}
    return tuple(held[duty] for duty in shown if duty in held), len(found)


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
