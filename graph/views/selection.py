"""Which facts are wanted: filters to a page of IRIs, so that a view reads these facts and no others.

A `Selection` asks for IRIs only, in a fixed order; the views then describe the page (`within`). With
thousands of plans a page of measures costs a page of measures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pyoxigraph import NamedNode

from graph.engine import Engine, Term
from graph.views.keeping import PAGES
from graph.views.values import integer, iri
from ontology.errors import QueryError

__all__ = [
    "DUTIES",
    "MEASURES",
    "ORGANIZATIONS",
    "PLANS",
    "PROJECTS",
    "TARGETS",
    "Page",
    "Selection",
    "within",
]


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Page:
    """Some IRIs of a list, in its order, and how many the list has."""

    iris: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Selection:
    """A list of things: ``pattern`` finds ``?thing``, ``order`` are the variables that sort it.

    ``filters`` are further patterns by name; each uses the variable of its name, which the caller gives.
    ``sorting`` is a pattern for what only the order needs, so counting need not read it.
    A list ``by_plan`` stands in the order of its plans (``?plan``), and only those of the page are read.
    """

    pattern: str
    order: str
    filters: Mapping[str, str]
    by_plan: bool = True
    sorting: str = ""

    def page(
        self, engine: Engine, values: Mapping[str, Term] | None = None, *, limit: int, offset: int = 0
    ) -> Page:
        """IRIs under filters, from ``offset`` on. Raises `QueryError` for a filter that there is not."""
        given = dict(values or {})
        unknown = sorted(set(given) - set(self.filters))
        if unknown:
            raise QueryError(f"no filter “{unknown[0]}”; there are {', '.join(self.filters)}")
        where = self.pattern + "".join(f"\n  {self.filters[name]}" for name in given)
        if not self.by_plan:
            found = self._ordered(engine, where, given)
            return Page(found[offset : offset + limit], len(found))
        counts = self._counts(engine, where, given)
        iris: list[str] = []
        passed = 0
        for plan, number in counts:
            first = max(offset - passed, 0)
            if first < number and len(iris) < limit:
                members = self._ordered(engine, where, {**given, "plan": NamedNode(plan)})
                iris += members[first : first + limit - len(iris)]
            passed += number
            if len(iris) >= limit:
                break
        return Page(tuple(iris), sum(number for _, number in counts))

    def _counts(self, engine: Engine, where: str, given: Mapping[str, Term]) -> tuple[tuple[str, int], ...]:
        """Plans in order of IRI, with how many of each the list has."""
        query = f"SELECT ?plan (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {where} }} GROUP BY ?plan"

        def ask() -> tuple[tuple[str, int], ...]:
            rows = ((iri(row, "plan"), integer(row, "n")) for row in engine.rows(query, **given))
            return tuple(sorted(row for row in rows if row[0] and row[1]))

        return PAGES.get(engine, _key(query, given), ask)

    def _ordered(self, engine: Engine, where: str, given: Mapping[str, Term]) -> tuple[str, ...]:
        """The IRIs of a list, or of one plan's part of it, in order."""
        names = " ".join(part for part in self.order.split() if part not in given)
        query = f"SELECT DISTINCT ?thing {names} WHERE {{ {where} {self.sorting} }}"

        def ask() -> tuple[str, ...]:
            rows = sorted(
                (*(sort_key(row.get(name[1:])) for name in self.order.split()), iri(row, "thing"))
                for row in engine.rows(query, **given)
            )
            return tuple(dict.fromkeys(str(row[-1]) for row in rows))

        return PAGES.get(engine, _key(query, given), ask)


def sort_key(term: Term | None) -> tuple[int, float, str]:
    """Numbers by value and before words; what is not there first."""
    if term is None:
        return (0, 0.0, "")
    text = str(getattr(term, "value", term))
    try:
        return (1, float(text), "")
    except ValueError:
        return (2, 0.0, text)


def _key(query: str, given: Mapping[str, Term]) -> tuple[str, ...]:
    return (query, *(f"{name}={term}" for name, term in sorted(given.items(), key=lambda item: item[0])))


def within(query: str, variable: str, iris: Collection[str]) -> str:
    """The query with a variable held to some IRIs, inside of its first graph pattern.

    What cannot be an IRI (an address with a blank, say) names nothing and is left out.
    """
    nodes = (str(node) for node in map(_node, iris) if node is not None)
    values = f" VALUES ?{variable} {{ {' '.join(nodes)} }} "
    for start in ("GRAPH ?g {", "WHERE {"):
        before, found, after = query.partition(start)
        if found:
            return before + found + values + after
    raise ValueError("the query has no group")


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


#: A concept, or one below it: ``instrument/supply`` keeps ``instrument/supply/talent`` too.
_BELOW: Final = 'FILTER(?{tag} = ?{name} || STRSTARTS(STR(?{tag}), CONCAT(STR(?{name}), "/")))'
_YEARS: Final = """?plan pg:startYear ?firstYear ; pg:endYear ?lastYear .
  FILTER(xsd:integer(STR(?firstYear)) <= ?year && ?year <= xsd:integer(STR(?lastYear)))"""
_OF_PLAN: Final = {
    "plan": "",
    "place": "?plan dcterms:spatial ?place .",
    "year": _YEARS,
}
_MEASURE_TAGS: Final = {
    name: f"?measure pg:{name} ?{name}Tag . " + _BELOW.format(tag=f"{name}Tag", name=name)
    for name in ("topic", "instrument")
}


def _containing(*properties: str) -> str:
    """One of these properties of the thing holds ``?text``, whatever the case."""
    path = "|".join(properties)
    return f"?thing {path} ?words . FILTER(CONTAINS(LCASE(STR(?words)), LCASE(?text)))"


PLANS: Final = Selection(
    "?thing a pg:Plan . BIND(?thing AS ?plan) OPTIONAL { ?thing pg:startYear ?from }",
    "?from",
    {
        "place": _OF_PLAN["place"],
        "year": _YEARS,
        "text": _containing("rdfs:label", "dcterms:identifier"),
    },
    by_plan=False,
)

MEASURES: Final = Selection(
    "?thing a pg:Measure ; pg:inPlan ?plan .",
    "?order",
    {
        **_OF_PLAN,
        "department": "?duty pg:measure ?thing ; pg:department ?department .",
        "role": "?duty pg:measure ?thing ; pg:role ?role .",
        **{name: pattern.replace("?measure", "?thing") for name, pattern in _MEASURE_TAGS.items()},
        "kind": "?thing pg:measureKind ?kind .",
        "text": _containing("rdfs:label", "pg:text"),
    },
    sorting="?thing pg:order ?order .",
)

ORGANIZATIONS: Final = Selection(
    "?thing a pg:Organization ; rdfs:label ?label .",
    "?label",
    {
        "plan": "?duty pg:department ?thing ; dcterms:isPartOf ?plan .",
        "place": "?thing dcterms:spatial ?place .",
        "function": "?thing pg:function ?function .",
        "kind": "?thing a ?kind .",
        "role": "?duty pg:department ?thing ; pg:role ?role .",
        "responsible": "FILTER EXISTS { ?thing pg:responsibleFor ?anything } FILTER(?responsible)",
        "text": _containing("rdfs:label", "skos:altLabel"),
    },
    by_plan=False,
)

TARGETS: Final = Selection(
    "?thing a pg:Target ; pg:inPlan ?plan .",
    "",
    {
        "plan": "",
        "place": _OF_PLAN["place"],
        "indicator": "?thing pg:indicator/skos:broadMatch ?indicator .",
        "year": "?thing pg:dueYear ?due . FILTER(xsd:integer(STR(?due)) = ?year)",
        "growth": "?thing pg:growthRate ?growth .",
        "comparable": "?thing pg:normalizedValue ?normal . FILTER(?comparable)",
        "unit": "?thing pg:normalizedUnit ?unit .",
        "department": "?thing pg:measure ?inside . ?inside pg:responsibleDepartment ?department .",
        "text": "?thing pg:indicator/rdfs:label ?words . FILTER(CONTAINS(LCASE(STR(?words)), LCASE(?text)))",
    },
)

PROJECTS: Final = Selection(
    "?thing a pg:Project ; dcterms:isPartOf+ ?plan . ?plan a pg:Plan .",
    "?number",
    {
        "plan": "",
        "place": _OF_PLAN["place"],
        "programme": "?thing dcterms:isPartOf+ ?programme .",
        "builder": "?thing pg:builtBy ?builder .",
        "nature": "?thing pg:nature ?nature .",
        "year": """?thing pg:startYear ?firstYear ; pg:endYear ?lastYear .
  FILTER(xsd:integer(STR(?firstYear)) <= ?year && ?year <= xsd:integer(STR(?lastYear)))""",
        "text": _containing("rdfs:label", "pg:content"),
    },
    sorting="?thing pg:number ?number .",
)

DUTIES: Final = Selection(
    "?thing a pg:Responsibility ; dcterms:isPartOf ?plan .",
    "?order",
    {
        **_OF_PLAN,
        "department": "?thing pg:department ?department .",
        "role": "?thing pg:role ?role .",
        **{name: "?thing pg:measure ?measure . " + pattern for name, pattern in _MEASURE_TAGS.items()},
    },
    sorting="?thing pg:measure/pg:order ?order .",
)
