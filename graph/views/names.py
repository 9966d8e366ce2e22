"""Named things: organisations, platforms, enterprises, parks, with every form and every plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from graph.engine import Engine, Row
from graph.views.keeping import FACTS
from graph.views.lookups import labelled, labels_of
from graph.views.plan_graphs import plan_rows
from graph.views.selection import within
from graph.views.values import Ref, Words, concept, integer, iri, kind_of, words

__all__ = ["NAME_KINDS", "NamedThing", "named_number", "named_things"]

#: Kinds of named things, as pages group them.
NAME_KINDS: Final = (
    "Government",
    "Department",
    "Organization",
    "Institution",
    "Association",
    "Enterprise",
    "Platform",
    "Park",
)

_THINGS: Final = """
SELECT DISTINCT ?thing ?type ?label ?alt ?function ?place
WHERE {
  GRAPH ?g {
    ?plan a pg:Plan .
    %s
    ?thing a ?class ; a ?type ; rdfs:label ?label .
    OPTIONAL { ?thing skos:altLabel ?alt }
    OPTIONAL { ?thing pg:function ?function }
    OPTIONAL { ?thing dcterms:spatial ?place }
  }
}"""

_PASSAGES: Final = """
SELECT DISTINCT ?thing ?plan ?start ?end ?exact
WHERE {
  GRAPH ?g {
    ?plan a pg:Plan .
    %s
    ?thing a ?class ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  }
}"""

#: The engine begins with what is written first: with the classes, or with things that are given.
_ALL: Final = "VALUES ?class { pg:Organization pg:Platform pg:Park }"
_GIVEN: Final = "FILTER(?class IN (pg:Organization, pg:Platform, pg:Park))"

_NUMBER: Final = """
SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {
  VALUES ?class { pg:Organization pg:Platform pg:Park } ?thing a ?class ; rdfs:label ?label
}"""


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A named thing. ``kind`` is a local class name, ``function`` a concept path, ``passages`` where."""

    iri: str
    label: str
    kind: str
    alt_labels: tuple[str, ...]
    function: str
    place: Ref | None
    passages: tuple[Words, ...]

    @property
    def ref(self) -> Ref:
        """The thing as a reference."""
        return Ref(self.iri, self.label)

    @property
    def plans(self) -> tuple[str, ...]:
        """IRIs of the plans that name it."""
        return tuple(sorted({item.plan for item in self.passages}))


def named_things(
    engine: Engine, *, plan: str | None = None, among: Collection[str] | None = None
) -> tuple[NamedThing, ...]:
    """Named things of one plan (by IRI), these (by IRI), or all, by kind and label."""

    def asked(query: str) -> Iterable[Row]:
        return plan_rows(engine, query, plan) if plan else engine.rows(query)

    described, proven = _THINGS % _ALL, _PASSAGES % _ALL
    if among is not None:
        described, proven = (within(query % _GIVEN, "thing", among) for query in (_THINGS, _PASSAGES))
    types: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, str] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    functions: dict[str, str] = {}
    places: dict[str, Ref] = {}
    rows = list(asked(described))
    cities = labels_of(engine, {iri(row, "place") for row in rows} - {""})
    for row in rows:
        key = iri(row, "thing")
        types[key].add(iri(row, "type"))
        labels[key] = min(words(row, "label"), labels.get(key, words(row, "label")))
        if "alt" in row:
            forms[key].add(words(row, "alt"))
        functions[key] = concept(row, "function") or functions.get(key, "")
        if place := iri(row, "place"):
            places[key] = labelled(place, cities)
    passages: dict[str, set[Words]] = defaultdict(set)
    for row in asked(proven):
        passages[iri(row, "thing")].add(
            Words(iri(row, "plan"), integer(row, "start"), integer(row, "end"), words(row, "exact"))
        )
    things = (
        NamedThing(
            iri=key,
            label=label,
            kind=kind_of(types[key]),
            alt_labels=tuple(sorted(forms[key] - {label})),
            function=functions[key],
            place=places.get(key),
            passages=tuple(sorted(passages[key])),
        )
        for key, label in labels.items()
    )
    return tuple(sorted(things, key=lambda thing: (_rank(thing.kind), thing.label, thing.iri)))


def named_number(engine: Engine) -> int:
    """How many things are named in all plans."""
    return FACTS.get(engine, "named", lambda: integer(engine.rows(_NUMBER)[0], "n"))


def _rank(kind: str) -> int:
    return NAME_KINDS.index(kind) if kind in NAME_KINDS else len(NAME_KINDS)
