"""The JSON-LD context, made from the ontology: each term by its local name, with its datatype or ``@id``.

Terms of ``pg:`` take their local names first; a term of another vocabulary whose local name is taken
is written with its prefix (``schema:text`` beside ``text``). Texts with a language are language maps
(``{"zh": "…"}``). Properties that may have several values are always lists, functional ones never
(unless the data break the rule), so that a program need not look which it got.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pyoxigraph import NamedNode

from graph.views.vocabulary import vocabulary
from ontology.identifiers import ONTOLOGY_NS
from ontology.terms import DCTERMS, FOAF, OA, OWL, PG, PROV, RDF, RDFS, SCHEMA, SKOS, VOID, XSD
from ontology.web_terms import ALL_PREFIXES, HYDRA

__all__ = [
    "KEYWORDS",
    "REVERSE",
    "Definition",
    "Reverse",
    "compact",
    "context",
    "definitions",
    "part_of_context",
]

#: Aliases of keywords, so that a program reads plain names.
KEYWORDS: Final = {"id": "@id", "type": "@type", "included": "@included"}
_CLASS, _ONTOLOGY, _OBJECT, _FUNCTIONAL = (
    ALL_PREFIXES["owl"] + name for name in ("Class", "Ontology", "ObjectProperty", "FunctionalProperty")
)
_MAPS: Final = frozenset(
    {
        RDFS.label,
        RDFS.comment,
        SKOS.prefLabel,
        SKOS.altLabel,
        SKOS.definition,
        SKOS.scopeNote,
        ALL_PREFIXES["skos"] + "editorialNote",
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.rights,
    }
)
#: Kinds of values that the ontology leaves open (annotation properties), and terms that it does not declare.
_COERCED: Final[dict[str, str]] = {
    **dict.fromkeys(
        (
            DCTERMS.creator,
            DCTERMS.license,
            RDFS.seeAlso,
            OWL.sameAs,
            VOID.inDataset,
            FOAF.primaryTopic,
            PROV.wasGeneratedBy,
            PROV.wasAttributedTo,
            HYDRA.view,
            HYDRA.first,
            HYDRA.last,
            HYDRA.next,
            HYDRA.previous,
        ),
        "@id",
    ),
    DCTERMS.issued: XSD.date,
    DCTERMS.modified: XSD.date,
    OA.start: XSD.integer,
    OA.end: XSD.integer,
    HYDRA.totalItems: XSD.integer,
    RDFS.label: "",
    RDFS.comment: "",
    FOAF.name: "",
}
#: Foreign properties with one value, beside those that the ontology calls functional.
_SINGLE: Final = frozenset(
    {
        DCTERMS.issued,
        DCTERMS.identifier,
        DCTERMS.license,
        OA.start,
        OA.end,
        OA.exact,
        OA.hasSource,
        PG.confidence,
        PG.asWritten,
        SKOS.notation,
        SCHEMA.text,
        SCHEMA.sha256,
        FOAF.primaryTopic,
        VOID.inDataset,
        *HYDRA,
    }
)


@dataclass(frozen=True, slots=True)
class Definition:
    """How values of a property are written: ``coercion`` is ``@id``, a datatype or empty.

    ``language`` says that it is a language map, ``several`` that its values are always a list.
    """

    term: str
    iri: str
    coercion: str = ""
    language: bool = False
    several: bool = False

    def to_json(self) -> dict[str, Any]:
        """The expanded term definition."""
        made: dict[str, Any] = {"@id": compact(self.iri)}
        if self.coercion:
            made["@type"] = self.coercion if self.coercion == "@id" else compact(self.coercion)
        if self.language:
            made["@container"] = "@language"
        elif self.several:
            made["@container"] = "@set"
        return made


@dataclass(frozen=True, slots=True)
class Reverse:
    """A name for things of a class (any when empty) that point here by ``property``."""

    term: str
    property: str
    kind: str = ""

    def to_json(self) -> dict[str, Any]:
        """The expanded term definition."""
        return {"@reverse": compact(self.property), "@type": "@id", "@container": "@set"}


#: What points at a resource, by the name that it has in the resource's JSON; the first that fits is taken.
REVERSE: Final = (
    Reverse("responsibilities", PG.measure, PG.Responsibility),
    Reverse("targets", PG.measure, PG.Target),
    Reverse("duties", PG.department, PG.Responsibility),
    Reverse("dutiesInRole", PG.role, PG.Responsibility),
    Reverse("measures", PG.inPlan, PG.Measure),
    Reverse("planTargets", PG.inPlan, PG.Target),
    Reverse("indicatorTargets", PG.indicator, PG.Target),
    Reverse("projects", DCTERMS.isPartOf, PG.Project),
    Reverse("programmes", DCTERMS.isPartOf, PG.Programme),
    Reverse("sections", DCTERMS.isPartOf, PG.Section),
    Reverse("sectionMeasures", DCTERMS.isPartOf, PG.Measure),
    Reverse("planResponsibilities", DCTERMS.isPartOf, PG.Responsibility),
    Reverse("passages", OA.hasSource, PG.Passage),
    Reverse("topicMeasures", PG.topic, PG.Measure),
    Reverse("instrumentMeasures", PG.instrument, PG.Measure),
    Reverse("kindMeasures", PG.measureKind, PG.Measure),
    Reverse("functionOrganizations", PG.function, PG.Organization),
    Reverse("projectsBuilt", PG.builtBy, PG.Project),
    Reverse("platformsOperated", PG.operatedBy, PG.Platform),
    Reverse("basisOf", "http://data.europa.eu/eli/ontology#based_on", PG.Plan),
    Reverse("plansIssued", DCTERMS.creator, PG.Plan),
    Reverse("mentionedBy", PG.mentions),
    Reverse("proves", PROV.wasDerivedFrom),
    Reverse("parts", DCTERMS.isPartOf),
    Reverse("within", DCTERMS.spatial),
    Reverse("narrowerMatches", SKOS.broadMatch),
    Reverse("annotations", OA.hasTarget, OA.Annotation),
    Reverse("document", FOAF.primaryTopic),
)


def compact(iri: str) -> str:
    """An IRI with the prefix of its namespace, or as it is."""
    for prefix, namespace in ALL_PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri


@cache
def definitions() -> Mapping[str, Definition]:
    """Definition of each term by its IRI: classes and properties of the ontology, and what documents use."""
    kinds: dict[str, set[str]] = {}
    ranges: dict[str, str] = {}
    for triple in vocabulary().ontology:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            if triple.predicate.value == RDF.type:
                kinds.setdefault(triple.subject.value, set()).add(triple.object.value)
            elif triple.predicate.value == RDFS.range:
                ranges[triple.subject.value] = triple.object.value
    known = set(kinds) | set(_COERCED)
    taken = set(KEYWORDS) | {item.term for item in REVERSE}
    made: dict[str, Definition] = {}
    for iri in sorted(known, key=lambda iri: (not iri.startswith(ONTOLOGY_NS), _rank(iri), iri)):
        term = iri.rpartition("#")[2].rpartition("/")[2]
        if not term or term in taken or _ONTOLOGY in kinds.get(iri, ()):
            continue
        taken.add(term)
        made[iri] = _definition(term, iri, kinds.get(iri, set()), ranges.get(iri, ""))
    return made


@cache
def context() -> Mapping[str, Any]:
    """The whole context, as ``/context.jsonld`` serves it (the value of ``@context``)."""
    return part_of_context({item.term for item in definitions().values()} | {item.term for item in REVERSE})


def part_of_context(terms: set[str]) -> dict[str, Any]:
    """The context with the keywords, the prefixes and these terms, in the order of their names."""
    known = {item.term: item.to_json() for item in definitions().values()}
    known.update((item.term, item.to_json()) for item in REVERSE)
    return {
        "@version": 1.1,
        **KEYWORDS,
        **ALL_PREFIXES,
        **{term: known[term] for term in sorted(terms) if term in known},
    }


def _definition(term: str, iri: str, kinds: set[str], range_: str) -> Definition:
    if _CLASS in kinds:
        return Definition(term, iri)
    if iri in _MAPS or range_ == RDF.langString:
        return Definition(term, iri, language=True)
    coercion = _COERCED.get(iri, "")
    if _OBJECT in kinds:
        coercion = "@id"
    elif range_.startswith(XSD.string.removesuffix("string")) and range_ != XSD.string:
        coercion = range_
    single = _FUNCTIONAL in kinds or iri in _SINGLE
    return Definition(term, iri, coercion, several=not single)


def _rank(iri: str) -> int:
    """Of foreign terms with the same local name (``rdfs:label``, ``skos:…``), these vocabularies come first."""
    order = ("rdfs", "dcterms", "skos", "oa", "prov", "foaf")
    return next((n for n, name in enumerate(order) if iri.startswith(ALL_PREFIXES[name])), len(order))
