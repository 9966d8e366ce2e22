"""Small questions about a stranger's query, within a time and a number, asked as a stranger asks them.

Each goes through `graph.engine.Engine.answer`, so workers, memory and time are limited as for the query itself.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.engine import Engine, Query
from graph.formats import ResultsFormat
from graph.query_parts import Parsed
from ontology.errors import LimitExceeded, QueryError

__all__ = ["OutOfQuestions", "Questions", "Value"]

#: A part of the time that one question may take.
_SHARE: Final = 0.4
#: Things that one question asks about.
_BATCH: Final = 24


class OutOfQuestions(LimitExceeded):
    """The questions, or the time for them, are used up."""

    def __init__(self) -> None:
        super().__init__("the questions about this query are used up", limit="time")


@dataclass(frozen=True, slots=True)
class Value:
    """A value that the graph gave: ``text`` is its lexical form or IRI."""

    text: str
    kind: str
    language: str = ""
    datatype: str = ""

    @property
    def term(self) -> str:
        """As SPARQL writes it."""
        if self.kind == "uri":
            return f"<{self.text}>"
        quoted = json.dumps(self.text, ensure_ascii=False)
        if self.language:
            return f"{quoted}@{self.language}"
        return f"{quoted}^^<{self.datatype}>" if self.datatype else quoted


class Questions:
    """Asks ``engine``; ``most`` questions within ``seconds`` in all. Not thread-safe."""

    def __init__(
        self,
        engine: Engine,
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
        base_iri: str | None = None,
        most: int = 48,
        seconds: float = 10.0,
        cancel: threading.Event | None = None,
    ) -> None:
        self._engine = engine
        self._default, self._named, self._base = default_graphs, named_graphs, base_iri
        self._left = most
        self._end = time.monotonic() + seconds
        self._cancel = cancel
        self.asked = 0

    @property
    def chooses(self) -> bool:
        """Whether the protocol's parameters choose the dataset."""
        return bool(self._default or self._named)

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs."""
        revision = self._engine.revision
        return tuple(sorted(iri for iri in revision.graphs if iri)) if revision else ()

    def holds(self, query: Parsed, body: str, *, everywhere: bool = False) -> bool:
        """Whether a pattern has a solution in the query's dataset, or in the whole graph."""
        found = self._results(f"{self._head(query, 'ASK', everywhere)} {{ {body}\n }}", everywhere)
        return bool(found["boolean"])

    def each(self, query: Parsed, bodies: Sequence[str]) -> list[bool]:
        """Whether each of some patterns has a solution by itself."""
        held: list[bool] = []
        for start in range(0, len(bodies), _BATCH):
            batch = bodies[start : start + _BATCH]
            columns = " ".join(f"(EXISTS {{ {body}\n }} AS ?_{i})" for i, body in enumerate(batch))
            try:
                found = self._results(f"{self._head(query, f'SELECT {columns}')} {{}}")
                row = found["results"]["bindings"][0]
                held += [row[f"_{i}"]["value"] in ("true", "1") for i in range(len(batch))]
            except (
                QueryError,
                LookupError,
            ):  # a server that cannot do this, or a pattern that it refuses here
                held += [self.holds(query, body) for body in batch]
        return held

    def values(
        self, query: Parsed, names: Sequence[str], rest: str, *, everywhere: bool = False
    ) -> list[dict[str, Value]]:
        """Rows of ``SELECT DISTINCT`` of variables (without question mark); ``rest`` is from its brace on."""
        columns = " ".join(f"?{name}" for name in names)
        head = self._head(query, f"SELECT DISTINCT {columns}", everywhere)
        found = self._results(f"{head} {rest}", everywhere)
        return [
            {
                name: Value(cell["value"], cell["type"], cell.get("xml:lang", ""), cell.get("datatype", ""))
                for name, cell in row.items()
                if isinstance(cell.get("value"), str)
            }
            for row in found["results"]["bindings"]
        ]

    def _head(self, query: Parsed, form: str, everywhere: bool = False) -> str:
        return f"{query.prologue}\n{form} {'' if everywhere else query.dataset} WHERE"

    def _results(
        self, text: str, everywhere: bool = False
    ) -> dict[str, dict[str, list[dict[str, dict[str, str]]]]]:
        left = self._end - time.monotonic()
        if self._left <= 0 or left <= 0:
            raise OutOfQuestions
        self._left -= 1
        self.asked += 1
        graphs = ((), ()) if everywhere else (self._default, self._named)
        query = Query(text, *graphs, max(left * _SHARE, 0.05), ResultsFormat.JSON, None, self._base)
        answer = self._engine.answer(query, self._cancel)
        found: dict[str, dict[str, list[dict[str, dict[str, str]]]]] = json.loads(answer.read())
        return found
