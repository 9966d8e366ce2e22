"""Where registers are read from: the excerpts of a revision's graphs where they are kept, else the graph itself.

Both give the same rows (`RegisterSource`), in any order; a row may come more than once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from pyoxigraph import Literal

from graph.engine import Engine, Row
from graph.labels import best_label
from graph.views.keeping import FACTS
from graph.views.lookups import values_of
from graph.views.selection import within
from graph.views.values import concept, decimal, integer, iri, words, year

__all__ = ["Body", "Queried", "RegisterSource", "TargetRow"]

#: Target, plan, indicator, year, comparable value.
TargetRow: TypeAlias = tuple[str, str, str, int | None, float | None]

#: Read for some plans at a time, so that no question takes long however many plans there are.
_MEASURES: Final = """
SELECT ?thing ?plan ?order WHERE { ?thing pg:inPlan ?plan ; a pg:Measure ; pg:order ?order }"""
_TOPICS: Final = """
SELECT ?thing ?topic WHERE { ?thing pg:inPlan ?plan ; a pg:Measure ; pg:topic ?topic }"""
_DUTIES: Final = """
SELECT ?plan ?measure ?duty ?department ?role WHERE {
  ?measure pg:inPlan ?plan . ?duty pg:measure ?measure ; pg:department ?department ; pg:role ?role
}"""
_TARGETS: Final = """
SELECT ?thing ?plan ?indicator ?due ?normal WHERE {
  ?thing pg:inPlan ?plan ; a pg:Target ; pg:indicator ?indicator .
  OPTIONAL { ?thing pg:dueYear ?due }
  OPTIONAL { ?thing pg:normalizedValue ?normal }
}"""
_IN_PLANS: Final = "SELECT DISTINCT ?plan WHERE { ?thing pg:inPlan ?plan }"
_BODIES: Final = """
SELECT ?thing ?thingLabel ?function ?place WHERE {
  ?thing a pg:Organization ; rdfs:label ?thingLabel .
  OPTIONAL { ?thing pg:function ?function }
  OPTIONAL { ?thing dcterms:spatial ?place }
}"""
_LINES: Final = "SELECT ?line ?label WHERE {{ ?line a pg:{kind} ; rdfs:label ?label }}"
_DUTY_COUNT: Final = "SELECT (COUNT(DISTINCT ?duty) AS ?n) WHERE { ?duty a pg:Responsibility }"
_BATCH: Final = 50


@dataclass(frozen=True, slots=True)
class Body:
    """What an organisation is called, and the function (``function/commerce``) and place it has, empty where unknown."""

    label: str
    function: str
    place: str


class RegisterSource(Protocol):
    """What registers are made of. IRIs are empty where a term is none, concepts are paths (``topic/logistics``)."""

    def measures(self) -> Iterable[tuple[str, str, int]]:
        """Measure, plan, order."""

    def topics(self) -> Iterable[tuple[str, str]]:
        """Measure, topic."""

    def duties(self) -> Iterable[tuple[str, str, str, str, str]]:
        """Plan, measure, responsibility, body, role."""

    def targets(self) -> Iterable[TargetRow]:
        """Targets."""

    def kinds(self, indicators: Iterable[str]) -> Mapping[str, str]:
        """IRI of the shared kind of each indicator that has one."""

    def bodies(self) -> Mapping[str, Body]:
        """Organisations that have a label, by IRI."""

    def labels(self, kind: str) -> Mapping[str, str]:
        """Label of each member of a class (``Department``) that has one, by IRI."""

    def duty_count(self) -> int:
        """How many responsibilities there are."""


class Queried:
    """The graph itself, asked for some plans at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def measures(self) -> Iterator[tuple[str, str, int]]:
        """See `RegisterSource`, here and below."""
        for row in self._of_plans(_MEASURES):
            yield iri(row, "thing"), iri(row, "plan"), integer(row, "order")

    def topics(self) -> Iterator[tuple[str, str]]:
        """Measure, topic."""
        for row in self._of_plans(_TOPICS):
            yield iri(row, "thing"), concept(row, "topic")

    def duties(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Plan, measure, responsibility, body, role."""
        for row in self._of_plans(_DUTIES):
            role = concept(row, "role")
            yield iri(row, "plan"), iri(row, "measure"), iri(row, "duty"), iri(row, "department"), role

    def targets(self) -> Iterator[TargetRow]:
        """Targets."""
        for row in self._of_plans(_TARGETS):
            normal = decimal(row, "normal")
            amount = None if normal is None else float(normal)
            yield iri(row, "thing"), iri(row, "plan"), iri(row, "indicator"), year(row, "due"), amount

    def kinds(self, indicators: Iterable[str]) -> Mapping[str, str]:
        """Kinds of indicators."""
        return values_of(self._engine, "skos:broadMatch", indicators)

    def bodies(self) -> Mapping[str, Body]:
        """Organisations that have a label."""
        labels: dict[str, list[Literal]] = defaultdict(list)
        functions: dict[str, str] = {}
        places: dict[str, str] = {}
        for row in self._engine.rows(_BODIES):
            key, label = iri(row, "thing"), row.get("thingLabel")
            if not key:
                continue
            if isinstance(label, Literal):
                labels[key].append(label)
            functions[key] = max(concept(row, "function"), functions.get(key, ""))
            places[key] = max(iri(row, "place"), places.get(key, ""))
        return {
            key: Body(best_label(labels.get(key, ()), key), function, places[key])
            for key, function in functions.items()
        }

    def labels(self, kind: str) -> Mapping[str, str]:
        """Labels of the members of a class."""
        found: dict[str, str] = {}
        for row in self._engine.rows(_LINES.format(kind=kind)):
            key, label = iri(row, "line"), words(row, "label")
            if key:
                found[key] = min(label, found.get(key, label))
        return found

    def duty_count(self) -> int:
        """Number of responsibilities."""
        return integer(self._engine.rows(_DUTY_COUNT)[0], "n")

    def _of_plans(self, query: str) -> Iterator[Row]:
        """Rows of a query for all plans, which are asked some at a time."""
        engine = self._engine
        plans = FACTS.get(
            engine, "in-plans", lambda: sorted(iri(row, "plan") for row in engine.rows(_IN_PLANS))
        )
        for start in range(0, len(plans), _BATCH):
            yield from engine.rows(within(query, "plan", plans[start : start + _BATCH]))
