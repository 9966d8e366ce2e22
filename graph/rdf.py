"""Facts become quads: one pure function for each kind of fact, no blank nodes, no order.

Everything that one document says stands in that document's named graph, so a document is replaced
or removed whole; a platform or place that two documents name is repeated in both graphs. Classes are
written together with the standard class that ``policygraph.ttl`` derives them from, because the
store does no reasoning and other people's queries ask for the standard one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from pyoxigraph import Literal, Quad, RdfFormat, parse

from graph.attribution import attributed, corrected
from graph.content import GraphContent, content_of_statements
from graph.doubts import doubted
from graph.literal_text import boolean, chinese, date, decimal, integer, string, year
from graph.literals import plain
from graph.statements import (
    Context,
    Node,
    Statement,
    concept,
    iri_node,
    labelled,
    linked,
    shortened,
    typed,
    years,
)
from ontology.identifiers import DEFAULT_BASE, concept_iri, graph_iri, resource
from ontology.model import (
    CitedDocument,
    ConceptId,
    Doubt,
    Evidence,
    Facts,
    Indicator,
    Measure,
    Mention,
    Organization,
    OrganizationKind,
    Park,
    Place,
    Plan,
    Platform,
    Programme,
    Project,
    Responsibility,
    Role,
    Section,
    Tag,
    Target,
)
from ontology.terms import DCTERMS, DOCO, ELI, OA, ORG, PG, PROV, RDF, RDFS, SCHEMA, SKOS

__all__ = ["document_content", "document_graph", "quads"]

#: To ask an enumeration for a member takes longer than to say what is written with it.
_CONFIDENCE: Final = str(PG.confidence)
_FOUND_BY: Final = str(PG.foundBy)
_DERIVED: Final = str(PROV.wasDerivedFrom)

_ROLE_WORDS: Final[dict[Role, str]] = {
    Role.LEAD: "牵头",
    Role.SUPPORT: "配合",
    Role.RESPONSIBLE: "负责",
    Role.OFFICE_HOST: "承担办公室工作",
    Role.REGULATOR: "监管",
    Role.COORDINATOR: "协调",
}


def document_graph(facts: Facts, base: str = DEFAULT_BASE) -> str:
    """IRI of the named graph that a document's facts stand in (``…/graph/changzhou-2014``)."""
    return graph_iri(facts.plan.id.partition("/")[2], base)


def quads(facts: Facts, base: str = DEFAULT_BASE) -> frozenset[Quad]:
    """Every statement of a document, in its named graph.

    ``base`` is the base of resource IRIs and ends in a slash. The same facts give the same quads,
    whatever the order of the tuples in them.
    """
    return frozenset(parse(document_content(facts, base).lines, format=RdfFormat.N_QUADS))


def document_content(facts: Facts, base: str = DEFAULT_BASE) -> GraphContent:
    """Every statement of a document as lines, which are written directly."""
    context = Context(facts, base)
    statements = list(_statements(context))  # notes the passages that prove them
    return content_of_statements(document_graph(facts, base), statements, _passages(context))


def _statements(context: Context) -> Iterator[Statement]:
    facts = context.facts
    yield from _plan(context, facts.plan)
    writers: tuple[tuple[Iterable[Any], Callable[[Context, Any], Iterator[Statement]]], ...] = (
        (facts.places, _place),
        (facts.organizations, _organization),
        (facts.platforms, _platform),
        (facts.parks, _park),
        (facts.cited, _cited),
        (facts.sections, _section),
        (facts.measures, _measure),
        (facts.responsibilities, _responsibility),
        (facts.indicators, _indicator),
        (facts.targets, _target),
        (facts.programmes, _programme),
        (facts.projects, _project),
        (facts.mentions, _mention),
        (facts.doubts, _doubt),
    )
    for items, write in writers:
        for item in items:
            yield from write(context, item)


def _plan(context: Context, plan: Plan) -> Iterator[Statement]:
    node = context.node(plan.id)
    source = context.facts.source
    yield from typed(node, PG.Plan, PG.Document, ELI.LegalResource)
    yield from labelled(node, plan.title)
    yield node, DCTERMS.title, chinese(plan.title)
    yield from _evidence(context, node, plan.evidence)
    if plan.number:
        yield node, DCTERMS.identifier, string(plan.number)
    if plan.issued:
        yield node, DCTERMS.issued, date(plan.issued)
    for creator in plan.creators:
        yield node, DCTERMS.creator, context.node(creator)
    yield from linked(context, node, DCTERMS.spatial, plan.place)
    yield from years(node, plan.start_year, plan.end_year)
    for document in plan.based_on:
        yield node, ELI.based_on, context.node(document)
    yield node, SCHEMA.text, string(context.facts.text)
    yield node, DCTERMS.source, string(source.name)
    yield node, SCHEMA.sha256, string(source.sha256)
    yield node, DCTERMS.format, string(source.media_type)
    if (terms := context.facts.terms) is not None:
        if terms.licence:
            yield node, DCTERMS.license, iri_node(terms.licence)
        for language, words in terms.rights:
            yield node, DCTERMS.rights, str(Literal(words, language=language))  # checks the language
    graph = iri_node(document_graph(context.facts, context.base))
    yield from corrected(graph, context.facts.corrections, context.base)


def _place(context: Context, place: Place) -> Iterator[Statement]:
    node = context.node(place.id)
    yield from typed(node, PG.Place, SCHEMA.AdministrativeArea)
    yield from labelled(node, place.label)
    yield from _evidence(context, node, place.evidence)
    if place.admin_code:
        yield node, PG.adminCode, string(place.admin_code)
    yield from linked(context, node, DCTERMS.isPartOf, place.parent)


def _organization(context: Context, organization: Organization) -> Iterator[Statement]:
    node = context.node(organization.id)
    yield from typed(node, PG.Organization, ORG.FormalOrganization)
    if organization.kind is not OrganizationKind.OTHER:
        yield from typed(node, PG[organization.kind.value])
    yield from labelled(node, organization.label, organization.alt_labels)
    yield from _evidence(context, node, organization.evidence)
    yield from concept(node, PG.function, organization.function)
    yield from linked(context, node, DCTERMS.spatial, organization.place)
    yield node, PG.collective, boolean(organization.collective)


def _platform(context: Context, platform: Platform) -> Iterator[Statement]:
    node = context.node(platform.id)
    yield from typed(node, PG.Platform, SCHEMA.WebSite)
    yield from labelled(node, platform.label, platform.alt_labels)
    yield from _evidence(context, node, platform.evidence)
    yield from linked(context, node, PG.operatedBy, platform.operated_by)


def _park(context: Context, park: Park) -> Iterator[Statement]:
    node = context.node(park.id)
    yield from typed(node, PG.Park, SCHEMA.Place)
    yield from labelled(node, park.label, park.alt_labels)
    yield from _evidence(context, node, park.evidence)
    yield from linked(context, node, DCTERMS.spatial, park.place)


def _cited(context: Context, document: CitedDocument) -> Iterator[Statement]:
    node = context.node(document.id)
    yield from typed(node, PG.Document)
    yield from labelled(node, document.title)
    yield node, DCTERMS.title, chinese(document.title)
    yield from _evidence(context, node, document.evidence)
    if document.number:
        yield node, DCTERMS.identifier, string(document.number)


def _section(context: Context, section: Section) -> Iterator[Statement]:
    node = context.node(section.id)
    yield from typed(node, PG.Section, DOCO.Section)
    yield from labelled(node, section.title)
    yield from _evidence(context, node, section.evidence)
    if section.notation:
        yield node, SKOS.notation, string(section.notation)
    yield node, PG.level, integer(section.level)
    yield node, PG.order, integer(section.order)
    yield node, DCTERMS.isPartOf, context.node(section.parent)


def _measure(context: Context, measure: Measure) -> Iterator[Statement]:
    node = context.node(measure.id)
    yield from typed(node, PG.Measure, PROV.Plan)
    yield from labelled(node, measure.name)
    yield from _evidence(context, node, measure.evidence)
    yield node, PG.inPlan, context.plan
    yield node, DCTERMS.isPartOf, context.node(measure.section)
    yield node, PG.order, integer(measure.order)
    yield node, PG.text, chinese(measure.text)
    yield from concept(node, PG.measureKind, ConceptId(f"kind/{measure.kind.value}"))
    for tag in measure.topics:
        yield from _tag(context, measure, PG.topic, tag)
    for tag in measure.instruments:
        yield from _tag(context, measure, PG.instrument, tag)


def _tag(context: Context, measure: Measure, predicate: PG, tag: Tag) -> Iterator[Statement]:
    """The shortcut, and the annotation that carries the words for it."""
    subject, body = context.node(measure.id), iri_node(concept_iri(tag.concept))
    tail = measure.id.removeprefix("measure/").removeprefix(context.slug + "/")
    node = context.node(resource("annotation", context.slug, tail, tag.concept))
    yield subject, predicate, body
    yield from typed(node, OA.Annotation)
    yield from labelled(node, shortened(tag.evidence.passages[0].exact))
    yield node, OA.motivatedBy, iri_node(OA.classifying)
    yield node, OA.hasTarget, subject
    yield node, OA.hasBody, body
    yield from _evidence(context, node, tag.evidence)


def _responsibility(context: Context, item: Responsibility) -> Iterator[Statement]:
    node, measure = context.node(item.id), context.node(item.measure)
    organization = context.node(item.organization)
    who = context.organizations.get(item.organization, item.as_written)
    what = context.measures.get(item.measure, "")
    yield from typed(node, PG.Responsibility, SCHEMA.Role)
    yield from labelled(node, f"{who}{_ROLE_WORDS[item.role]}：{what}")
    yield from _evidence(context, node, item.evidence)
    yield node, DCTERMS.isPartOf, context.plan
    yield node, PG.measure, measure
    yield node, PG.department, organization
    yield from concept(node, PG.role, ConceptId(f"role/{item.role.value}"))
    yield node, PG.asWritten, string(item.as_written)
    yield organization, PG.responsibleFor, measure
    yield measure, PG.responsibleDepartment, organization


def _indicator(context: Context, indicator: Indicator) -> Iterator[Statement]:
    node = context.node(indicator.id)
    yield from typed(node, PG.Indicator, SKOS.Concept)
    yield from labelled(node, indicator.label)
    yield node, SKOS.prefLabel, chinese(indicator.label)
    yield from _evidence(context, node, indicator.evidence)
    yield from concept(node, SKOS.broadMatch, indicator.kind)


def _target(context: Context, target: Target) -> Iterator[Statement]:
    node = context.node(target.id)
    counted = next((each.label for each in context.facts.indicators if each.id == target.indicator), "")
    amount = plain(target.value)
    if target.upper_value is not None:
        amount = f"{amount}–{plain(target.upper_value)}"
    when = f"（{target.due_year}年）" if target.due_year else ""
    yield from typed(node, PG.Target)
    yield from labelled(node, f"{counted}{'增长' if target.growth else ''}：{amount}{target.unit}{when}")
    yield from _evidence(context, node, target.evidence)
    yield node, PG.inPlan, context.plan
    yield from linked(context, node, PG.measure, target.measure)
    yield node, PG.indicator, context.node(target.indicator)
    yield node, PG.value, decimal(target.value)
    if target.upper_value is not None:
        yield node, PG.upperValue, decimal(target.upper_value)
    yield node, PG.unit, string(target.unit)
    yield from concept(node, PG.comparator, ConceptId(f"comparator/{target.comparator.value}"))
    yield node, PG.growthRate, boolean(target.growth)
    if target.due_year is not None:
        yield node, PG.dueYear, year(target.due_year)
    if target.normalized_value is not None:
        yield node, PG.normalizedValue, decimal(target.normalized_value)
    if target.normalized_unit:
        yield node, PG.normalizedUnit, string(target.normalized_unit)


def _programme(context: Context, programme: Programme) -> Iterator[Statement]:
    node = context.node(programme.id)
    yield from typed(node, PG.Programme, SCHEMA.Project)
    yield from labelled(node, programme.name)
    yield from _evidence(context, node, programme.evidence)
    yield node, DCTERMS.isPartOf, context.node(programme.parent) if programme.parent else context.plan
    if programme.investment is not None:
        yield node, PG.investment, decimal(programme.investment)
    for measure in programme.measures:
        yield node, DCTERMS.hasPart, context.node(measure)


def _project(context: Context, project: Project) -> Iterator[Statement]:
    node = context.node(project.id)
    yield from typed(node, PG.Project, SCHEMA.Project)
    yield from labelled(node, project.name)
    yield from _evidence(context, node, project.evidence)
    yield node, DCTERMS.isPartOf, context.node(project.programme) if project.programme else context.plan
    yield node, PG.number, integer(project.number)
    if project.nature is not None:
        yield from concept(node, PG.nature, ConceptId(f"nature/{project.nature.value}"))
    if project.content:
        yield node, PG.content, chinese(project.content)
    if project.investment is not None:
        yield node, PG.investment, decimal(project.investment)
    yield from years(node, project.start_year, project.end_year)
    if project.progress:
        yield node, PG.progress, chinese(project.progress)
    for builder in project.built_by:
        yield node, PG.builtBy, context.node(builder)


def _mention(context: Context, mention: Mention) -> Iterator[Statement]:
    target = context.node(mention.target)
    yield context.node(mention.subject), PG.mentions, target
    for passage in mention.evidence.passages:
        yield target, _DERIVED, context.passage(passage)


def _doubt(context: Context, doubt: Doubt) -> Iterator[Statement]:
    yield from doubted(context, doubt)


def _evidence(context: Context, node: Node, evidence: Evidence) -> Iterator[Statement]:
    yield node, _CONFIDENCE, _share(evidence.confidence)
    yield node, _FOUND_BY, string(evidence.found_by)
    if evidence.attributed_to:
        yield from attributed(node, evidence.attributed_to, context.base)
    for passage in evidence.passages:
        yield node, _DERIVED, context.passage(passage)


@lru_cache(maxsize=1024)  # confidences are few
def _share(confidence: float) -> str:
    return decimal(Decimal(str(confidence)))


def _passages(context: Context) -> dict[Node, tuple[tuple[str, str], ...]]:
    """What is said of each passage. More than half of a document's statements: so their text is put together here."""
    every = (
        *(
            (f"<{RDF.type}>", f"<{each}>")
            for each in (PG.Passage, OA.TextPositionSelector, OA.TextQuoteSelector)
        ),
        (f"<{OA.hasSource}>", context.plan),
    )
    label, start, end, exact = (f"<{each}>" for each in (RDFS.label, OA.start, OA.end, OA.exact))
    return {
        node: (
            *every,
            (label, chinese(shortened(passage.exact))),
            (start, integer(passage.start)),
            (end, integer(passage.end)),
            (exact, string(passage.exact)),
        )
        for passage, node in context.passages.items()
    }
