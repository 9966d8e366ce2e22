"""What the reconciliation service knows: types, properties, and candidates under conditions.

Types are classes of the ontology by local name. A property is a path in the graph; its values are things,
texts, numbers or dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from graph.engine import Engine, Term
from graph.search.folding import fold
from graph.search.likely import Candidate, likely
from graph.search.searcher import SearchIndex
from graph.views.lookups import labels_of
from graph.views.values import iri, kind_of
from graph.views.vocabulary import vocabulary
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_NS

__all__ = [
    "PROPERTIES",
    "TYPES",
    "Condition",
    "Property",
    "candidates",
    "kinds_of",
    "property_named",
    "property_values",
    "type_label",
]

#: Types of things that can be reconciled, general ones before their kinds.
TYPES: Final = (
    "Organization",
    "Government",
    "Department",
    "Institution",
    "Association",
    "Enterprise",
    "Platform",
    "Park",
    "Place",
    "Plan",
)
_ORGANIZATIONS: Final = frozenset(TYPES[:6])
Sort = Literal["thing", "text", "number", "date"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its ``id``, labels, the ``path`` to its values, their ``sort``, and types that have it."""

    id: str
    zh: str
    en: str
    path: str
    sort: Sort
    types: frozenset[str]


_ALL: Final = frozenset(TYPES)
PROPERTIES: Final = (
    Property("altLabel", "文件中的其他写法", "other forms in documents", "skos:altLabel", "text", _ALL),
    Property("spatial", "所在地", "place", "dcterms:spatial", "thing", _ALL - {"Place", "Platform"}),
    Property("function", "职能", "function", "pg:function", "thing", _ORGANIZATIONS),
    Property(
        "measures", "负责的措施", "measures that it answers for", "pg:responsibleFor", "thing", _ORGANIZATIONS
    ),
    Property("projects", "承建的项目", "projects that it builds", "^pg:builtBy", "thing", _ORGANIZATIONS),
    Property(
        "platforms", "运营的平台", "platforms that it operates", "^pg:operatedBy", "thing", _ORGANIZATIONS
    ),
    Property("operatedBy", "运营单位", "operator", "pg:operatedBy", "thing", frozenset({"Platform"})),
    Property(
        "plans",
        "提到它的文件",
        "plans that name it",
        "prov:wasDerivedFrom/oa:hasSource",
        "thing",
        _ALL - {"Plan"},
    ),
    Property(
        "adminCode",
        "行政区划代码",
        "code of the division (GB/T 2260)",
        "pg:adminCode",
        "text",
        frozenset({"Place"}),
    ),
    Property("isPartOf", "上级地区", "division above", "dcterms:isPartOf", "thing", frozenset({"Place"})),
    Property("identifier", "文号", "document number", "dcterms:identifier", "text", frozenset({"Plan"})),
    Property("issued", "发布日期", "day of issue", "dcterms:issued", "date", frozenset({"Plan"})),
    Property("issuer", "发布单位", "issuing body", "dcterms:creator", "thing", frozenset({"Plan"})),
    Property("startYear", "起始年", "first year", "pg:startYear", "number", frozenset({"Plan"})),
    Property("endYear", "结束年", "last year", "pg:endYear", "number", frozenset({"Plan"})),
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A property that a candidate should have, and the values of which one will do (labels, ids or IRIs)."""

    property: Property
    values: tuple[str, ...]


def property_named(name: str) -> Property | None:
    """The property with this id."""
    return next((item for item in PROPERTIES if item.id == name), None)


def type_label(name: str, lang: str) -> str:
    """Label of a type in a language."""
    return vocabulary().label(ONTOLOGY_NS + name, lang)


def kinds_of(kind: str) -> tuple[str, ...]:
    """Types of a thing of this kind: a department is an organisation too."""
    return (kind, "Organization") if kind in _ORGANIZATIONS and kind != "Organization" else (kind,)


def candidates(
    engine: Engine,
    index: SearchIndex,
    name: str,
    *,
    types: Sequence[str] = (),
    strict: bool = True,
    conditions: Sequence[Condition] = (),
    base: str,
) -> list[Candidate]:
    """Things that a name may mean, or that meet the conditions when there is no name; the likeliest first.

    With ``strict`` only things of one of ``types`` are given; else others count less. A condition that
    is met raises the score, one that is not lowers it.
    """
    place = next((item.values[0] for item in conditions if item.property.id == "spatial" and item.values), "")
    if place and (node := _node(place, base)) is not None:
        place = next(iter(labels_of(engine, (node.value,)).values()), place)
    if name.strip():
        with index.connection() as db:
            found = likely(db, name, places=index.places, place=fold(place.strip()))
    else:
        found = _meeting(engine, conditions, base)
    kept = []
    for item in found:
        fits = not types or any(kind in types for kind in kinds_of(item.kind))
        if not fits and strict:
            continue
        kept.append(item if fits else _scored(item, item.score * 0.7))
    checked = [item for item in conditions if item.property.id != "spatial" or not name.strip()]
    if checked and kept:
        kept = _checked(engine, kept, checked, base)
    return sorted(kept, key=lambda item: (-item.score, len(item.label), item.label, item.iri))


def _scored(item: Candidate, score: float) -> Candidate:
    return replace(item, score=round(max(min(score, 100.0), 0.0), 1))


def _meeting(engine: Engine, conditions: Sequence[Condition], base: str) -> list[Candidate]:
    """Things that meet every condition, without a name."""
    common: set[str] | None = None
    for condition in conditions:
        found: set[str] = set()
        for value in condition.values:
            for pattern, terms in _patterns(condition.property, value, base):
                found |= {iri(row, "thing") for row in engine.rows(pattern, **terms)}
        common = found if common is None else common & found
    things = sorted(common or ())[:200]
    labels, kinds = labels_of(engine, things), _kinds(engine, things)
    return [Candidate(key, labels.get(key, key), kinds[key], "", 60.0) for key in things if key in kinds]


def _patterns(item: Property, value: str, base: str) -> list[tuple[str, Mapping[str, Term]]]:
    """Questions for things whose property has a value: by IRI, by label, or by the value itself."""
    if item.sort == "thing":
        node = _node(value, base)
        if node is not None:
            return [(f"SELECT DISTINCT ?thing WHERE {{ ?thing {item.path} ?value }}", {"value": node})]
        query = f"SELECT DISTINCT ?thing WHERE {{ ?other rdfs:label|skos:prefLabel ?value . ?thing {item.path} ?other }}"
        return [(query, {"value": RdfLiteral(value, language="zh")})]
    query = f"SELECT DISTINCT ?thing WHERE {{ ?thing {item.path} ?value FILTER(STR(?value) = ?words) }}"
    return [(query, {"words": RdfLiteral(value)})]


def _node(value: str, base: str) -> NamedNode | None:
    if "/" not in value or not value.isascii() or " " in value:
        return None
    if value.startswith(("http://", "https://")):
        text = value
    elif value.partition("/")[0] in ("function", "topic"):
        text = CONCEPT_BASE + value
    else:
        text = f"{base}id/{value}"
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _checked(
    engine: Engine, found: list[Candidate], conditions: Sequence[Condition], base: str
) -> list[Candidate]:
    """Scores after the conditions: each that is met adds five, each that is not takes a quarter."""
    for condition in conditions:
        wanted = {fold(value) for value in condition.values}
        wanted |= {node.value for value in condition.values if (node := _node(value, base)) is not None}
        values = property_values(engine, [item.iri for item in found], condition.property)
        met = {
            key: any(
                fold(label) in wanted or str(getattr(term, "value", "")) in wanted for term, label in held
            )
            for key, held in values.items()
        }
        found = [_scored(item, item.score + 5 if met.get(item.iri) else item.score * 0.75) for item in found]
    return found


def property_values(
    engine: Engine, things: Iterable[str], item: Property
) -> dict[str, list[tuple[Term, str]]]:
    """Values of a property of each thing (by IRI), with their labels, sorted."""
    values = " ".join(str(NamedNode(key)) for key in sorted(set(things)))
    query = (
        f"SELECT DISTINCT ?thing ?value WHERE {{ VALUES ?thing {{ {values} }} ?thing {item.path} ?value }}"
    )
    held: dict[str, list[Term]] = defaultdict(list)
    for row in engine.rows(query):
        held[iri(row, "thing")].append(row["value"])
    nodes = {term.value for terms in held.values() for term in terms if isinstance(term, NamedNode)}
    labels = labels_of(engine, nodes)

    def label(term: Term) -> str:
        if isinstance(term, NamedNode):
            return labels.get(term.value) or vocabulary().label(term.value, "zh")
        return str(getattr(term, "value", ""))

    return {
        key: sorted(((term, label(term)) for term in terms), key=lambda pair: (pair[1], str(pair[0])))
        for key, terms in held.items()
    }


def _kinds(engine: Engine, things: Sequence[str]) -> dict[str, str]:
    """Kind of each thing that can be reconciled."""
    if not things:
        return {}
    values = " ".join(str(NamedNode(key)) for key in things)
    types: dict[str, set[str]] = defaultdict(set)
    for row in engine.rows(f"SELECT ?thing ?type WHERE {{ VALUES ?thing {{ {values} }} ?thing a ?type }}"):
        types[iri(row, "thing")].add(iri(row, "type"))
    found = {key: kind_of(classes) for key, classes in types.items()}
    return {key: kind for key, kind in found.items() if kind in TYPES}
