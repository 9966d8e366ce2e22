"""Rows, columns and cells of a matrix of responsibilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

__all__ = ["NONE", "Columns", "Line", "Matrix", "MatrixCell", "Rows"]

Rows: TypeAlias = Literal["department", "function"]
Columns: TypeAlias = Literal["measure", "topic", "plan"]

#: Key of the line of what has no function or no topic.
NONE: Final = "none"


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
