"""Which facts are wanted: filters to a page of IRIs, so that a view reads these facts and no others.

A `Selection` asks for IRIs only, in a fixed order; the views then describe the page (`within`). With
thousands of plans a page of measures costs a page of measures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine, Term
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


@dataclass(frozen=True, slots=True)
class Page:
    """Some IRIs of a list, in its order, and how many the list has."""

    iris: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Selection:
    """A list of things: ``pattern`` finds ``?thing``, ``order`` are the expressions that sort it.

    ``filters`` are further patterns by name; each uses the variable of its name, which the caller gives.
    """

    pattern: str
    order: str
    filters: Mapping[str, str]

    def page(
        self, engine: Engine, values: Mapping[str, Term] | None = None, *, limit: int, offset: int = 0
    ) -> Page:
        """IRIs under filters, from ``offset`` on. Raises `QueryError` for a filter that there is not."""
        given = dict(values or {})
        unknown = sorted(set(given) - set(self.filters))
        if unknown:
            raise QueryError(f"no filter “{unknown[0]}”; there are {', '.join(self.filters)}")
        where = self.pattern + "".join(f"\n  {self.filters[name]}" for name in given)
        count = f"SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {where} }}"
        total = integer(engine.rows(count, **given)[0], "n")
        if offset >= total:
            return Page((), total)
        names = " ".join(dict.fromkeys(part for part in self.order.split() if part.startswith("?")))
        page = (
            f"SELECT DISTINCT ?thing {names} WHERE {{ {where} }}"
            f" ORDER BY {self.order} ?thing LIMIT {limit} OFFSET {offset}"
        )
        found = (iri(row, "thing") for row in engine.rows(page, **given))
        return Page(tuple(dict.fromkeys(found)), total)


def within(query: str, variable: str, iris: Collection[str]) -> str:
    """The query with a variable held to some IRIs, inside of its first graph pattern."""
    values = f" VALUES ?{variable} {{ {' '.join(str(NamedNode(item)) for item in iris)} }} "
    for start in ("GRAPH ?g {", "WHERE {"):
        before, found, after = query.partition(start)
        if found:
            return before + found + values + after
    raise ValueError("the query has no group")


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
)

MEASURES: Final = Selection(
    "?thing a pg:Measure ; pg:inPlan ?plan ; pg:order ?order .",
    "?plan ?order",
    {
        **_OF_PLAN,
        "department": "?duty pg:measure ?thing ; pg:department ?department .",
        "role": "?duty pg:measure ?thing ; pg:role ?role .",
        **{name: pattern.replace("?measure", "?thing") for name, pattern in _MEASURE_TAGS.items()},
        "kind": "?thing pg:measureKind ?kind .",
        "text": _containing("rdfs:label", "pg:text"),
    },
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
)

TARGETS: Final = Selection(
    "?thing a pg:Target ; pg:inPlan ?plan ; pg:indicator ?counted .",
    "?plan",
    {
        "plan": "",
        "place": _OF_PLAN["place"],
        "indicator": "?counted skos:broadMatch ?indicator .",
        "year": "?thing pg:dueYear ?due . FILTER(xsd:integer(STR(?due)) = ?year)",
        "growth": "?thing pg:growthRate ?growth .",
        "comparable": "?thing pg:normalizedValue ?normal . FILTER(?comparable)",
        "unit": "?thing pg:normalizedUnit ?unit .",
        "department": "?thing pg:measure ?inside . ?inside pg:responsibleDepartment ?department .",
        "text": "?counted rdfs:label ?words . FILTER(CONTAINS(LCASE(STR(?words)), LCASE(?text)))",
    },
)

PROJECTS: Final = Selection(
    "?thing a pg:Project ; pg:number ?number ; dcterms:isPartOf+ ?plan . ?plan a pg:Plan .",
    "?plan ?number",
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
)

DUTIES: Final = Selection(
    "?thing a pg:Responsibility ; pg:measure ?measure . ?measure pg:inPlan ?plan ; pg:order ?order .",
    "?plan ?order",
    {
        **_OF_PLAN,
        "department": "?thing pg:department ?department .",
        "role": "?thing pg:role ?role .",
        **_MEASURE_TAGS,
    },
)
