"""Numbers of statements in an open store, found out as they are asked for and then remembered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, Store

from graph.joining import Triple
from ontology.terms import VOID

__all__ = ["StoreNumbers"]

_UNION: Final = DefaultGraph()
#: Statements looked at to guess how many a subject or an object has, and how far each of those is counted.
_SAMPLE: Final = 40
_DEEPEST: Final = 200
#: Patterns with a term given whose numbers are remembered; strangers may ask for any number of them.
_REMEMBERED: Final = 2_000
#: How often the metadata say that a property stands; the dataset's own number is the largest of them.
_PROPERTIES: Final = f"""SELECT ?property (MAX(?number) AS ?size) WHERE {{ GRAPH ?graph {{
  ?partition <{VOID.property}> ?property ; <{VOID.triples}> ?number }} }} GROUP BY ?property"""


class StoreNumbers:
    """`graph.joining.Numbers` of the default graph of a store that does not change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._properties: dict[str, int] | None = None
        #: How far a pattern was counted, and how many were found.
        self._sizes: dict[Triple, tuple[int, int]] = {}
        self._fans: dict[tuple[str, str], float] = {}

    def size(self, pattern: Triple, most: int) -> int:
        """See `graph.joining.Numbers`; what the metadata say of a property is taken as it is."""
        if pattern.subject is None and pattern.object is None:
            if self._properties is None:
                self._properties = {
                    f"<{row['property'].value}>": int(row["size"].value) for row in self._rows(_PROPERTIES)
                }
            if pattern.predicate in self._properties:
                return self._properties[pattern.predicate]
        counted, known = self._sizes.get(pattern, (0, 0))
        if known == counted < most:  # all that was looked at matched, so there may be more
            text = f"{pattern.subject or '?s'} {pattern.predicate} {pattern.object or '?o'}"
            limit = "" if most > 1 << 32 else f" LIMIT {most}"
            row = next(self._rows(f"SELECT (COUNT(*) AS ?n) {{ SELECT * {{ {text} }}{limit} }}"))
            known = int(row["n"].value)
            if len(self._sizes) >= _REMEMBERED:
                self._sizes.clear()
            self._sizes[pattern] = most, known
        return min(known, most)

    def fan(self, predicate: str, of: str) -> float:
        """See `graph.joining.Numbers`: the mean over a sample of statements, each weighed by one part of them."""
        known = self._fans.get((predicate, of))
        if known is None:
            known = self._fans[predicate, of] = self._guess(NamedNode(predicate[1:-1]), of)
        return known

    def _guess(self, predicate: NamedNode, of: str) -> float:
        shares = []
        found = self._store.quads_for_pattern(None, predicate, None, _UNION)
        for quad, _ in zip(found, range(_SAMPLE), strict=False):
            subject, value = (quad.subject, None) if of == "subject" else (None, quad.object)
            same = self._store.quads_for_pattern(subject, predicate, value, _UNION)
            shares.append(1 / max(1, sum(1 for _ in zip(same, range(_DEEPEST), strict=False))))
        # A subject of n statements is met n times, so its parts add up to one subject.
        return len(shares) / sum(shares) if shares else 1.0

    def _rows(self, text: str) -> Iterator[Any]:
        found = self._store.query(text)
        if not isinstance(found, QuerySolutions):
            raise TypeError("a question for numbers is a SELECT")
        return iter(found)
