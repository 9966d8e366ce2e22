"""The answer to a query as a page shows it without scripts: its first rows, or what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from viz.pages.emptiness import ToldEmptiness

__all__ = ["SHOWN", "AnswerCell", "QueryAnswer", "answer_of"]

#: Rows that a page shows; a download has all.
SHOWN: Final = 500
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """A value: its text, the IRI that it is (or empty), whether it is a number."""

    text: str
    iri: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """An answer: ``truth`` is of ASK, ``graph`` the Turtle of CONSTRUCT and DESCRIBE.

    ``large`` are the bytes of an answer that is only to be downloaded. ``emptiness`` says why there is nothing.
    """

    columns: Sequence[str] = ()
    rows: Sequence[Sequence[AnswerCell]] = ()
    total: int = 0
    truth: bool | None = None
    graph: str = ""
    large: int = 0
    emptiness: ToldEmptiness | None = None


def answer_of(data: Mapping[str, Any]) -> QueryAnswer:
    """An answer in SPARQL 1.1 Query Results JSON as a page shows it."""
    if "boolean" in data:
        return QueryAnswer(truth=bool(data["boolean"]))
    columns, rows = data["head"]["vars"], data["results"]["bindings"]
    shown = [[_cell(row.get(name)) for name in columns] for row in rows[:SHOWN]]
    return QueryAnswer(columns=columns, rows=shown, total=len(rows))


def _cell(term: Mapping[str, Any] | None) -> AnswerCell:
    if term is None:
        return AnswerCell("")
    value = str(term["value"])
    if term["type"] == "uri":
        return AnswerCell(re.sub(r"^.*?/(?:id|concept)/|^.*#", "", value) or value, value)
    return AnswerCell(value, number=bool(_NUMBER.fullmatch(value)))
