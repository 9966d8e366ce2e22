"""Whether two results, or two datasets, say the same: blank nodes may have other names, numbers other digits.

Literals are compared as the engine stores them (``1.0`` and ``1.00`` are one decimal), which holds for
expected and actual alike. Rows are counted; their order matters only where the expectation numbers them.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

__all__ = [
    "Table",
    "difference",
    "same_csv",
    "same_dataset",
    "same_table",
    "stored",
    "table_of",
    "table_of_graph",
]

_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = Mapping[str, Term]


@dataclass(frozen=True)
class Table:
    """Rows by variable, or the truth of an ASK; ``ordered`` when the order counts."""

    rows: Sequence[Row] = ()
    truth: bool | None = None
    ordered: bool = False


def stored(quads: Iterable[Quad]) -> list[Quad]:
    """Quads as a store gives them back."""
    store = Store()
    store.extend(quads)
    return list(store)


def table_of(data: bytes, format_: QueryResultsFormat) -> Table:
    """The table of a result document."""
    found = parse_query_results(data, format=format_)
    if isinstance(found, QueryBoolean):
        return Table(truth=bool(found))
    names = [variable.value for variable in found.variables]
    return Table([{name: value for name in names if (value := row[name]) is not None} for row in found])


def table_of_graph(data: bytes, format_: RdfFormat, base_iri: str) -> Table | None:
    """The table that a graph describes in the DAWG's vocabulary of results; None for any other graph."""
    store = Store()
    store.extend(parse(data, format=format_, base_iri=base_iri))

    def one(subject: Term, name: str) -> Term | None:
        found = store.quads_for_pattern(subject, NamedNode(_RS + name), None)  # type: ignore[arg-type]
        return next((quad.object for quad in found), None)

    sets = [quad.subject for quad in store.quads_for_pattern(None, _TYPE, NamedNode(_RS + "ResultSet"))]
    if not sets:
        return None
    truth = one(sets[0], "boolean")
    if isinstance(truth, Literal):
        return Table(truth=truth.value == "true")
    numbered: list[tuple[int, Row]] = []
    ordered = False
    for quad in store.quads_for_pattern(sets[0], NamedNode(_RS + "solution"), None):
        row: dict[str, Term] = {}
        for binding in store.quads_for_pattern(quad.object, NamedNode(_RS + "binding"), None):  # type: ignore[arg-type]
            name, value = one(binding.object, "variable"), one(binding.object, "value")
            if isinstance(name, Literal) and value is not None:
                row[name.value] = value
        index = one(quad.object, "index")
        ordered = ordered or index is not None
        numbered.append((int(index.value) if isinstance(index, Literal) else 0, row))
    return Table([row for _, row in sorted(numbered, key=lambda item: item[0])], ordered=ordered)


def same_table(expected: Table, actual: Table, *, reduced: bool = False) -> bool:
    """Whether two tables say the same; ``reduced`` allows repeated rows to be left out."""
    if expected.truth is not None or actual.truth is not None:
        return expected.truth == actual.truth
    if reduced:
        return set(_plain(actual.rows)) == set(_plain(expected.rows)) and len(actual.rows) <= len(
            expected.rows
        )
    if expected.ordered:
        if len(expected.rows) != len(actual.rows):
            return False
        return _numbered(expected.rows) == _numbered(actual.rows)
    return _keys(expected.rows) == _keys(actual.rows)


def same_dataset(expected: Iterable[Quad], actual: Iterable[Quad]) -> bool:
    """Whether two sets of quads are isomorphic."""
    return _canonical(stored(expected)) == _canonical(stored(actual))


def same_csv(expected: bytes, actual: bytes) -> bool:
    """Whether two CSV tables have the same rows, blank nodes renamed in the order they come."""
    return Counter(_csv(expected)) == Counter(_csv(actual))


def difference(expected: Iterable[object], actual: Iterable[object]) -> str:
    """What is missing and what is too much, sorted, a line each."""
    wanted, got = {str(item) for item in expected}, {str(item) for item in actual}
    return "\n".join(
        [*(f"- {item}" for item in sorted(wanted - got)), *(f"+ {item}" for item in sorted(got - wanted))]
    )


def _csv(data: bytes) -> list[tuple[tuple[str, str], ...]]:
    """Rows as pairs of column and cell: SELECT * leaves the order of the columns open."""
    names: dict[str, str] = {}

    def cell(text: str) -> str:
        return names.setdefault(text, f"_:{len(names)}") if text.startswith("_:") else text

    head, *rows = csv.reader(io.StringIO(data.decode()))
    order = sorted(range(len(head)), key=lambda index: head[index])
    return [tuple((head[index], cell(row[index])) for index in order) for row in rows]


def _value(term: Term) -> str:
    """A term as the store writes it."""
    return str(stored([Quad(NamedNode("urn:s"), NamedNode("urn:p"), term)])[0].object)


def _plain(rows: Iterable[Row]) -> list[tuple[tuple[str, str], ...]]:
    return [tuple(sorted((name, _value(term)) for name, term in row.items())) for row in rows]


def _numbered(rows: Sequence[Row]) -> frozenset[Quad]:
    return _canonical(_quads(rows, lambda index: NamedNode(f"urn:row:{index}")))


def _keys(rows: Sequence[Row]) -> tuple[Counter[tuple[tuple[str, str], ...]], frozenset[Quad]]:
    """Rows without blank nodes are counted; the others are a graph."""
    named = [row for row in rows if not any(isinstance(term, BlankNode) for term in row.values())]
    blank = [row for row in rows if any(isinstance(term, BlankNode) for term in row.values())]
    return Counter(_plain(named)), _canonical(_quads(blank, lambda index: BlankNode(f"row{index}")))


def _quads(rows: Sequence[Row], node: object) -> list[Quad]:
    return stored(
        Quad(node(index), NamedNode(f"urn:v:{name}"), term)  # type: ignore[operator]
        for index, row in enumerate(rows)
        for name, term in row.items()
    )


def _canonical(quads: Iterable[Quad]) -> frozenset[Quad]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset)
