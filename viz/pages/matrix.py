"""The matrix of responsibilities as a page and as a table for spreadsheets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Final, get_args

from graph.engine import Engine
from graph.views.duties import ROLE_ORDER, Duty
from graph.views.matrix import NONE, Columns, Line, Matrix, Rows, matrix, matrix_cell
from graph.views.matrix_moves import Move, moved, read_moves, short_key, then, write_moves
from graph.views.matrix_order import ORDERS, arranged
from graph.views.registers import place_register, plan_register
from graph.views.vocabulary import Vocabulary
from ontology.errors import NotFound
from viz.pages.listing import Choice, Sheet, every_plan, sheet
from viz.pages.rendering import Words, doc

__all__ = [
    "CELL_PAGE",
    "MatrixPage",
    "MatrixQuery",
    "OpenCell",
    "Sums",
    "matrix_moved",
    "matrix_page",
    "matrix_rows",
]

#: Duties of an open cell that are shown at once.
CELL_PAGE: Final = 50
_ALL: Final = "all"
#: Rows and columns on one page: of more, people turn the pages.
_ROWS: Final = 100
_COLUMNS: Final = 80
#: Lines that are sorted by similarity at most: each is compared with each.
_ALIKE: Final = 600
#: Parameters of the address that keep moved lines, by axis.
_MOVED: Final = {"row": "rows_moved", "column": "columns_moved"}


@dataclass(frozen=True, slots=True)
class MatrixQuery:
    """One view of the matrix, as its address says; ``row`` and ``column`` are the keys of an open cell.

    ``moved_rows`` and ``moved_columns`` are what a person moved after sorting (`read_moves`), and
    ``arrange`` tells that the heads show how to move them.
    """

    plan: str
    rows: Rows
    columns: Columns
    sort_rows: str
    sort_columns: str
    row: str
    column: str
    skip: int
    moved_rows: tuple[Move, ...]
    moved_columns: tuple[Move, ...]
    arrange: bool
    base: str
    rows_page: int
    columns_page: int

    @classmethod
    def read(cls, params: Mapping[str, str], slugs: Collection[str], base: str) -> MatrixQuery:
        """The view that an address asks for.

        One plan shows bodies against measures, all plans show functions against topics, unless the
        address says otherwise. Raises `NotFound` for a plan or an axis that there is not.
        """
        plan = params.get("plan", "").removeprefix("plan/")
        if plan not in ("", _ALL) and plan not in slugs:
            raise NotFound(f"no plan is called {plan!r}: choose one of /plans, or all")
        one = plan not in ("", _ALL)
        rows = params.get("rows", "") or ("department" if one else "function")
        columns = params.get("columns", "") or ("measure" if one else "topic")
        if rows not in get_args(Rows) or columns not in get_args(Columns):
            raise NotFound(
                f"a matrix has rows {' or '.join(get_args(Rows))} and columns {', '.join(get_args(Columns))}"
            )
        try:
            rows_moved, columns_moved = (read_moves(params.get(name, ""), base) for name in _MOVED.values())
        except ValueError as error:
            raise NotFound(f"the moved rows or columns of this address cannot be read: {error}") from error
        return cls(
            plan=plan if one else "",
            rows="department" if rows == "department" else "function",
            columns="measure" if columns == "measure" else "plan" if columns == "plan" else "topic",
            sort_rows=params.get("sort_rows", "") or "total",
            sort_columns=params.get("sort_columns", "") or "document",
            row=params.get("row", ""),
            column=params.get("column", ""),
            skip=_number(params.get("skip", "")),
            moved_rows=rows_moved,
            moved_columns=columns_moved,
            arrange=params.get("arrange", "") == "yes",
            base=base,
            rows_page=_number(params.get("rows_page", "")) or 1,
            columns_page=_number(params.get("columns_page", "")) or 1,
        )

    def params(self, **changes: str) -> dict[str, str]:
        """The address's parameters of this view, with changes; an open cell is left out unless given."""
        own = {
            "plan": self.plan,
            "rows": self.rows,
            "columns": self.columns,
            "sort_rows": "" if self.sort_rows == "total" else self.sort_rows,
            "sort_columns": "" if self.sort_columns == "document" else self.sort_columns,
            _MOVED["row"]: write_moves(self.moved_rows, self.base),
            _MOVED["column"]: write_moves(self.moved_columns, self.base),
            "arrange": "yes" if self.arrange else "",
            "rows_page": str(self.rows_page) if self.rows_page > 1 else "",
            "columns_page": str(self.columns_page) if self.columns_page > 1 else "",
        }
        return {name: value for name, value in {**own, **changes}.items() if value}

    def move(self, axis: str, key: str, place: int) -> dict[str, str]:
        """The parameters of this view after one more move of a ``row`` or ``column`` (``axis``)."""
        before = self.moved_rows if axis == "row" else self.moved_columns
        return self.params(**{_MOVED[axis]: write_moves(then(before, Move(key, max(place, 0))), self.base)})


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell whose sentences are read: the duties shown of ``total``, those before and after them."""

    row: str
    column: str
    duties: tuple[Duty, ...]
    total: int
    earlier: int | None
    later: int | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Responsibilities that the cells show, by keys of rows and columns, and in all: the sums of the marks."""

    rows: Mapping[str, int]
    columns: Mapping[str, int]
    all: int

    @classmethod
    def of(cls, table: Matrix) -> Sums:
        """The sums of a table."""
        across: Counter[str] = Counter()
        down: Counter[str] = Counter()
        for (row, column), cell in table.cells.items():
            number = sum(count for _, count in cell.roles)
            across[row] += number
            down[column] += number
        return cls(across, down, across.total())


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """``/matrix``."""

    template: ClassVar[str] = "matrix.html"
    query: MatrixQuery = doc("the view that the address asks for")
    table: Matrix = doc("rows, columns and cells, in order")
    rows: Sheet[Line] = doc("rows of this page")
    columns: Sheet[Line] = doc("columns of this page")
    plans: Sequence[Choice] = doc("plans to choose from, under provinces")
    roles: Sequence[str] = doc("roles that occur, in order, for the legend")
    orders: Sequence[str] = doc("orders to choose from")
    most: int = doc("largest number in a cell, for the shades")
    opened: OpenCell | None = doc("the cell that is open")
    page_size: int = doc("duties of an open cell on one page")
    sums: Sums = doc("responsibilities of each row and column, as the cells show them")
    short: Callable[[str], str] = doc("the key of a line as the address of a move names it")


def matrix_page(
    engine: Engine, params: Mapping[str, str], base: str, vocabulary: Vocabulary, words: Words
) -> MatrixPage:
    """The page for the parameters of its address; `NotFound` for what there is not."""
    query = MatrixQuery.read(params, _slugs(engine), base)
    table = _table(engine, query, base, vocabulary, words)
    large = max(len(table.rows), len(table.columns)) > _ALIKE
    return MatrixPage(
        query=query,
        table=table,
        rows=sheet(table.rows, query.rows_page, _ROWS),
        columns=sheet(table.columns, query.columns_page, _COLUMNS),
        plans=every_plan(plan_register(engine).values(), place_register(engine), query.plan),
        roles=[role for role in ROLE_ORDER if any(role in dict(cell.roles) for cell in table.cells.values())],
        orders=[order for order in ORDERS if order != "similar" or not large],
        most=max((cell.measures for cell in table.cells.values()), default=0),
        opened=_opened(engine, query, table, base),
        page_size=CELL_PAGE,
        sums=Sums.of(table),
        short=partial(short_key, base=base),
    )


def matrix_moved(engine: Engine, params: Mapping[str, str], base: str) -> dict[str, str]:
    """The parameters of the view after the move that ``move`` asks for: ``row~org/changzhou/shangwuju~3``.

    Raises `NotFound` where it cannot be read.
    """
    query = MatrixQuery.read(params, _slugs(engine), base)
    axis, _, rest = params.get("move", "").partition("~")
    try:
        (move,) = read_moves(rest, base)
        if axis not in _MOVED:
            raise ValueError(f"{axis!r} is neither row nor column")
        return query.move(axis, move.key, move.place)
    except ValueError as error:
        raise NotFound(f"this move cannot be read: {error}") from error


def matrix_rows(
    engine: Engine, params: Mapping[str, str], base: str, vocabulary: Vocabulary, words: Words
) -> Iterator[list[str]]:
    """The same matrix, whole, as rows of text with its heads and totals; a cell says its roles and their numbers.

    Errors come before the first row. Raises `NotFound` for what there is not.
    """
    query = MatrixQuery.read(params, _slugs(engine), base)
    table = _table(engine, query, base, vocabulary, words)
    return _written(table, words(f"matrix.rows.{query.rows}"), words)


def _written(table: Matrix, head: str, words: Words) -> Iterator[list[str]]:
    sums, duties, total = Sums.of(table), words("matrix.duties"), words("matrix.measures")
    yield [head, *(line.label for line in table.columns), duties, total]
    for row in table.rows:
        cells = (table.cells.get((row.key, column.key)) for column in table.columns)
        marks = [
            "；".join(
                words.of("role", role) if number == 1 else f"{words.of('role', role)} {number}"
                for role, number in (cell.roles if cell else ())
            )
            for cell in cells
        ]
        yield [row.label, *marks, str(sums.rows.get(row.key, 0)), str(row.measures)]
    yield [duties, *(str(sums.columns.get(column.key, 0)) for column in table.columns), str(sums.all), ""]
    yield [total, *(str(column.measures) for column in table.columns), "", str(table.measures)]


def _table(engine: Engine, query: MatrixQuery, base: str, vocabulary: Vocabulary, words: Words) -> Matrix:
    table = matrix(
        engine,
        rows=query.rows,
        columns=query.columns,
        plan=_plan_iri(query, base),
        labels={NONE: ""},
    )
    for lines, order in ((table.rows, query.sort_rows), (table.columns, query.sort_columns)):
        if order == "similar" and len(lines) > _ALIKE:
            raise NotFound(
                f"at most {_ALIKE} rows or columns are sorted by similarity: choose one plan, or functions and"
                f" topics. 行列超过 {_ALIKE} 时不能按相似程度排序，请选择一份规划，或按职能、主题汇总。"
            )
    across: dict[str, set[str]] = defaultdict(set)
    down: dict[str, set[str]] = defaultdict(set)
    for row, column in table.cells:
        across[row].add(column)
        down[column].add(row)
    rows = _named(table.rows, vocabulary, words, words("matrix.none"))
    columns = _named(table.columns, vocabulary, words, words("matrix.none.topic"))
    return replace(
        table,
        rows=moved(arranged(rows, across, query.sort_rows), query.moved_rows),
        columns=moved(arranged(columns, down, query.sort_columns), query.moved_columns),
    )


def _named(lines: Sequence[Line], vocabulary: Vocabulary, words: Words, none: str) -> list[Line]:
    """Lines with the labels of their concepts in the page's language."""
    return [
        replace(line, label=none)
        if line.key == NONE
        else line
        if "://" in line.key
        else replace(line, label=vocabulary.concept(line.key, words.lang))
        for line in lines
    ]


def _opened(engine: Engine, query: MatrixQuery, table: Matrix, base: str) -> OpenCell | None:
    if not query.row or not query.column:
        return None
    names = {line.key: line.label for line in (*table.rows, *table.columns)}
    if query.row not in names or query.column not in names:
        raise NotFound("this matrix has no such row or column: open it from the matrix again")
    duties, total = matrix_cell(
        engine,
        query.row,
        query.column,
        rows=query.rows,
        columns=query.columns,
        plan=_plan_iri(query, base),
        most=CELL_PAGE,
        skip=query.skip,
    )
    return OpenCell(
        row=names[query.row],
        column=names[query.column],
        duties=duties,
        total=total,
        earlier=max(query.skip - CELL_PAGE, 0) if query.skip else None,
        later=query.skip + CELL_PAGE if query.skip + CELL_PAGE < total else None,
    )


def _slugs(engine: Engine) -> frozenset[str]:
    return frozenset(plan.slug for plan in plan_register(engine).values())


def _number(text: str) -> int:
    """A whole number of an address; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _plan_iri(query: MatrixQuery, base: str) -> str | None:
    return f"{base}id/plan/{query.plan}" if query.plan else None
