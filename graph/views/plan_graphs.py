"""Questions about one plan, asked of the graph of its document and no other.

A store of a thousand plans has a million passages. The engine reads all of them for an OPTIONAL about a passage
unless it is told the graph: 25 seconds for a page that takes a tenth of a second so. Even in one graph an OPTIONAL
of two patterns reads all that they have, so what a fact may have is asked by itself and put together by IRI.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine, Row
from graph.views.keeping import PAGES
from graph.views.values import iri

__all__ = ["graph_rows", "plan_rows"]

_GRAPHS: Final = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?plan a pg:Plan } }"


def plan_rows(engine: Engine, query: str, plan: str) -> Iterator[Row]:
    """Rows of a query with ``GRAPH ?g`` about ``?plan`` (an IRI), for each graph that holds the plan."""
    for graph in _graphs(engine, plan):
        yield from engine.rows(query, plan=NamedNode(plan), g=NamedNode(graph))


def graph_rows(engine: Engine, query: str, plan: str) -> Iterator[Row]:
    """The same where ``?plan`` is a result: the engine begins with the few things, not with all that is of the plan."""
    for graph in _graphs(engine, plan):
        yield from (row for row in engine.rows(query, g=NamedNode(graph)) if iri(row, "plan") == plan)


def _graphs(engine: Engine, plan: str) -> Sequence[str]:
    def ask() -> list[str]:
        return [iri(row, "g") for row in engine.rows(_GRAPHS, plan=NamedNode(plan))]

    return PAGES.get(engine, ("graphs", plan), ask)
