"""A document becomes facts. Pure: a decoded text in, frozen facts out; knows nothing of RDF."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from loaders.describing import described
from loaders.doubts import doubts_of
from loaders.gathering import Gathering
from loaders.names.places import gazetteer
from loaders.operators import operated
from loaders.programmes import programmes_of, project_facts
from loaders.reading import RawDocument
from loaders.rules.departments import departments
from loaders.rules.duty_tables import table_duties
from loaders.rules.instruments import instruments
from loaders.rules.measures import annex_id
from loaders.rules.names import ProjectText, entities
from loaders.rules.projects import ProjectTable, is_project_table, project_rows
from loaders.rules.responsibilities import Duty, answered
from loaders.rules.scope import Scope, Stance
from loaders.rules.targets import targets
from loaders.rules.topics import topics
from loaders.scoping import Prepared, prepare, scope_of
from loaders.script import as_printed
from loaders.short_forms import gather_short_forms
from ontology.identifiers import resource, tail
from ontology.model import (
    CitedDocument,
    Evidence,
    Facts,
    Indicator,
    Measure,
    MeasureKind,
    Passage,
    ResourceId,
    Responsibility,
    Section,
    Target,
)

__all__ = ["extract", "scope_of"]


def extract(raw: RawDocument) -> Facts:
    """Everything that a document says, with its words. Raises `EmptyDocument` where it has no outline."""
    prepared = prepare(raw)
    scope = prepared.scope
    gathering = Gathering()
    cited = _cited(prepared)
    plan, plan_doubts = described(prepared, gathering, cited)
    sections = _sections(prepared, plan.id)
    measures = _measures(prepared)
    said, unread = answered(scope)
    duties = _responsibilities(prepared, gathering, said)
    for name, passages in departments(scope):
        gathering.organization(name, passages)
    tables = _tables(prepared)
    builders: dict[Passage, ResourceId] = {}
    for thing in entities(scope, _project_texts(tables)):
        builders.update(dict.fromkeys(thing.passages, gathering.named(thing)))
    found = _of_the_plan(targets(scope), tables)
    programmes, projects = project_facts(scope, tables, gathering, builders)
    _places(scope, gathering)
    gather_short_forms(scope.text, gathering)
    organizations = gathering.organizations()
    groups = programmes_of(prepared.tree, prepared.draft, scope, {p.id: p for p in programmes})
    facts = Facts(
        source=raw.source,
        text=scope.text,
        plan=plan,
        places=gathering.places(),
        organizations=organizations,
        platforms=operated(scope.text, gathering.platforms(), organizations),
        parks=gathering.parks(),
        cited=cited,
        sections=sections,
        measures=measures,
        responsibilities=duties,
        indicators=tuple({indicator.id: indicator for indicator, _ in found}.values()),
        targets=tuple(target for _, target in found),
        programmes=groups,
        projects=projects,
        mentions=gathering.mentions(_stretches(scope)),
        doubts=(*plan_doubts, *doubts_of(prepared, duties, unread, tables)),
    )
    return as_printed(facts, prepared.printed)


def _cited(prepared: Prepared) -> tuple[CitedDocument, ...]:
    return tuple(
        CitedDocument(
            id=resource("document", tail(cited.title) + tail(cited.title, "document")),
            title=cited.title,
            number=cited.number,
            evidence=Evidence((cited.passage,), 0.9, "plan/based-on"),
        )
        for cited in prepared.metadata.based_on
    )


def _sections(prepared: Prepared, plan: ResourceId) -> tuple[Section, ...]:
    scope, ids = prepared.scope, prepared.draft.sections
    headed = tuple(
        Section(
            id=ids[order - 1],
            notation=node.notation,
            title=node.title,
            level=node.level,
            order=order,
            parent=ids[node.parent] if node.parent is not None else plan,
            evidence=Evidence(
                (scope.passage(node.start, node.title_end),),
                0.95 if node.sequential else 0.7,
                "section/heading",
            ),
        )
        for order, node in enumerate(prepared.tree.nodes, 1)
    )
    annexes = prepared.draft.annexes
    return headed + tuple(
        Section(
            id=annex_id(scope.slug, number),
            notation="",
            title=annex.title,
            level=1,
            order=len(headed) + number,
            parent=plan,
            evidence=Evidence((scope.passage(annex.start, annex.title_end),), 0.9, "section/annex"),
        )
        for number, annex in enumerate(annexes, 1)
    )


def _measures(prepared: Prepared) -> tuple[Measure, ...]:
    scope = prepared.scope
    return tuple(
        Measure(
            id=draft.id,
            name=draft.name,
            section=draft.section,
            order=order,
            kind=MeasureKind.SAFEGUARD if draft.stance is Stance.SAFEGUARD else MeasureKind.TASK,
            text=scope.text[draft.start : draft.end],
            topics=topics(scope, draft.start, draft.end, draft.name_end),
            instruments=instruments(scope, draft.start, draft.end, draft.name_end),
            evidence=Evidence(
                tuple(
                    dict.fromkeys(
                        (
                            scope.passage(draft.name_start, draft.name_end),
                            scope.passage(draft.start, draft.end),
                        )
                    )
                ),
                draft.confidence,
                draft.found_by,
            ),
        )
        for order, draft in enumerate(prepared.draft.measures, 1)
    )


def _responsibilities(
    prepared: Prepared, gathering: Gathering, said: tuple[Duty, ...]
) -> tuple[Responsibility, ...]:
    """Duties, each once: the same body in the same role for the same measure joins its evidence."""
    found: dict[ResourceId, Responsibility] = {}
    scope = prepared.scope
    for duty in (*said, *table_duties(scope, prepared.rows)):
        organization = gathering.organization(duty.name, duty.name_passages)
        key = resource(
            "responsibility",
            *duty.measure.removeprefix("measure/").split("/"),
            organization.removeprefix("org/").replace("/", "-"),
            duty.role.value,
        )
        earlier = found.get(key)
        evidence = duty.evidence
        if earlier is not None:
            evidence = Evidence(
                tuple(dict.fromkeys((*earlier.evidence.passages, *evidence.passages))),
                max(earlier.evidence.confidence, evidence.confidence),
                earlier.evidence.found_by,
            )
        found[key] = Responsibility(
            key,
            duty.measure,
            organization,
            duty.role,
            earlier.as_written if earlier else duty.as_written,
            evidence,
        )
    return tuple(found.values())


def _tables(prepared: Prepared) -> tuple[ProjectTable, ...]:
    tables = (table for table in prepared.tables if is_project_table(table))
    return tuple(rows for table in tables if (rows := project_rows(prepared.scope.text, table)))


def _of_the_plan(
    found: tuple[tuple[Indicator, Target], ...], tables: tuple[ProjectTable, ...]
) -> tuple[tuple[Indicator, Target], ...]:
    """Targets but for the sizes of single projects in rows of their tables: 新建厂房3万平方米 is what a project consists of."""
    rows = sorted(project.passage for table in tables for project in table.projects)

    def in_a_row(at: int) -> bool:
        index = bisect_right(rows, at, key=lambda row: row.start) - 1
        return index >= 0 and at < rows[index].end

    return tuple(one for one in found if not in_a_row(one[1].evidence.passages[0].start))


def _project_texts(tables: tuple[ProjectTable, ...]) -> tuple[ProjectText, ...]:
    return tuple(
        ProjectText(project.name_passage, project.builders, project.content)
        for table in tables
        for project in table.projects
    )


def _places(scope: Scope, gathering: Gathering) -> None:
    for mention in gazetteer().in_text(scope.text, scope.division):
        gathering.place(mention.division, scope.passage(mention.start, mention.end), "place/named", 0.9)


def _stretches(scope: Scope) -> Iterable[tuple[int, int, ResourceId]]:
    for unit in scope.units:
        subject = unit.measure or unit.section
        if subject is not None:
            yield unit.start, unit.end, subject
