"""A document becomes facts. Pure: a decoded text in, frozen facts out; knows nothing of RDF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from loaders.gathering import Gathering
from loaders.names.departments import resolve
from loaders.names.named import OrgName
from loaders.names.places import gazetteer
from loaders.programmes import programmes_of, project_facts
from loaders.reading import RawDocument
from loaders.rules.departments import departments
from loaders.rules.duty_tables import table_doubts, table_duties
from loaders.rules.instruments import instruments
from loaders.rules.names import ProjectText, entities
from loaders.rules.projects import ProjectTable, is_project_table, project_rows
from loaders.rules.responsibilities import responsibilities
from loaders.rules.scope import Scope, Stance
from loaders.rules.targets import targets
from loaders.rules.topics import topics
from loaders.scoping import Prepared, prepare, scope_of
from ontology.identifiers import resource, tail
from ontology.model import (
    CitedDocument,
    Doubt,
    Evidence,
    Facts,
    Measure,
    MeasureKind,
    Passage,
    Plan,
    ResourceId,
    Responsibility,
    Section,
)

__all__ = ["extract", "scope_of"]

#: Facts below this confidence are listed as doubts, for a person to look at.
_DOUBTFUL = 0.6


def extract(raw: RawDocument) -> Facts:
    """Everything that a document says, with its words. Raises `EmptyDocument` where it has no outline."""
    prepared = prepare(raw)
    scope = prepared.scope
    gathering = Gathering()
    cited = _cited(prepared)
    plan, plan_doubts = _plan(prepared, gathering, cited)
    sections = _sections(prepared, plan.id)
    measures = _measures(prepared)
    duties = _responsibilities(prepared, gathering)
    for name, passages in departments(scope):
        gathering.organization(name, passages)
    tables = _tables(prepared)
    builders: dict[Passage, ResourceId] = {}
    for thing in entities(scope, _project_texts(tables)):
        builders.update(dict.fromkeys(thing.passages, gathering.named(thing)))
    found = targets(scope)
    programmes, projects = project_facts(scope, tables, gathering, builders)
    _places(scope, gathering)
    groups = programmes_of(prepared.tree, prepared.draft, scope, {p.id: p for p in programmes})
    return Facts(
        source=raw.source,
        text=scope.text,
        plan=plan,
        places=gathering.places(),
        organizations=gathering.organizations(),
        platforms=gathering.platforms(),
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
        doubts=(*plan_doubts, *_doubts(prepared, duties), *_sums(tables)),
    )


def _plan(
    prepared: Prepared, gathering: Gathering, cited: tuple[CitedDocument, ...]
) -> tuple[Plan, tuple[Doubt, ...]]:
    front, scope = prepared.metadata, prepared.scope
    issuer, passages, doubts = _issuer(prepared)
    creator = gathering.organization(issuer, passages) if issuer else None
    title = front.title.passage
    place = gathering.place(scope.division, title, "plan/place") if scope.division else None
    evidence = [title, *passages]
    evidence += [item.passage for item in (front.number,) if item]
    evidence += [front.issued[1]] if front.issued else []
    evidence += [front.period[2]] if front.period else []
    plan = Plan(
        id=resource("plan", scope.slug),
        title=front.title.value,
        number=front.number.value if front.number else None,
        issued=front.issued[0] if front.issued else None,
        creator=creator,
        place=place,
        start_year=front.period[0] if front.period else None,
        end_year=front.period[1] if front.period else None,
        based_on=tuple(document.id for document in cited),
        evidence=Evidence(tuple(dict.fromkeys(evidence)), front.title.confidence, front.title.found_by),
    )
    return plan, doubts


def _issuer(prepared: Prepared) -> tuple[OrgName | None, tuple[Passage, ...], tuple[Doubt, ...]]:
    """The issuing body: as signed or titled, else the government that a number of its series implies."""
    front, scope = prepared.metadata, prepared.scope
    if front.issuer is not None:
        name = resolve(front.issuer.value, scope.division, scope.year)
        return name, (front.issuer.passage,), ()
    if front.number is None or scope.division is None:
        return None, (), ()
    # 济政字, 遵府发: 政 or 府 in the series stands for 人民政府, 政办 for its office.
    series = re.match(r"[\u4e00-\u9fff]{1,3}[政府](办)?[发字函规]", front.number.value)
    if series is None:
        return None, (), ()
    office = "人民政府办公室" if series[1] else "人民政府"
    name = resolve(scope.division.name + office, scope.division, scope.year)
    doubt = Doubt(
        "issuer-from-number",
        f"文件没有署名，发文机关由发文字号推定为{scope.division.name}{office}",
        f"The document is not signed; its number implies that {scope.division.name}{office} issued it",
        front.number.passage,
    )
    return name, (front.number.passage,), (doubt,)


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
    return tuple(
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


def _responsibilities(prepared: Prepared, gathering: Gathering) -> tuple[Responsibility, ...]:
    """Duties, each once: the same body in the same role for the same measure joins its evidence."""
    found: dict[ResourceId, Responsibility] = {}
    scope = prepared.scope
    for duty in (*responsibilities(scope), *table_duties(scope, prepared.rows)):
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


def _doubts(prepared: Prepared, duties: tuple[Responsibility, ...]) -> Iterable[Doubt]:
    scope = prepared.scope
    for node in prepared.tree.nodes:
        if not node.sequential:
            yield Doubt(
                "numbering",
                f"标题序号“{node.notation}”与前文不连续",
                f"The heading's number {node.notation} does not continue the numbering",
                scope.passage(node.start, node.title_end),
            )
    for duty in duties:
        if duty.evidence.confidence < _DOUBTFUL:
            yield Doubt(
                "duty",
                f"“{duty.as_written}”的责任由行文推断，请核对",
                f"The duty of {duty.as_written} is inferred from prose; please check",
                duty.evidence.passages[0],
            )
    yield from table_doubts(scope, prepared.rows)


def _sums(tables: tuple[ProjectTable, ...]) -> Iterable[Doubt]:
    """Printed sums that the rows do not add up to."""
    for table in tables:
        for index, programme in enumerate(table.programmes):
            rows = [p.investment or Decimal(0) for p in table.projects if p.programme == index]
            if programme.investment is not None and sum(rows) != programme.investment:
                yield _sum_doubt(
                    programme.name, programme.investment, sum(rows, Decimal(0)), programme.passage
                )
        total = table.whole.investment
        if total is not None and sum(p.investment or Decimal(0) for p in table.projects) != total:
            parts = sum((p.investment or Decimal(0) for p in table.projects), Decimal(0))
            yield _sum_doubt(table.whole.name, total, parts, table.whole.passage)


def _sum_doubt(name: str, printed: Decimal, added: Decimal, passage: Passage) -> Doubt:
    return Doubt(
        "investment-sum",
        f"“{name}”印出的投资合计{printed}万元，各项目相加为{added}万元",
        f"{name}: the printed total is {printed}, the projects add up to {added} (10,000 yuan)",
        passage,
    )
