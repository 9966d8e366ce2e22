"""Programmes: what groups measures (五大工程) or projects (the sections of a project table)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from loaders.gathering import Gathering
from loaders.names.departments import resolve
from loaders.names.named import OrgName
from loaders.outline import Outline
from loaders.rules.measures import Draft
from loaders.rules.projects import ProgrammeRow, ProjectTable
from loaders.rules.scope import Scope, Stance
from ontology.identifiers import named, resource
from ontology.model import Evidence, OrganizationKind, Passage, Programme, Project, ResourceId

__all__ = ["programmes_of", "project_facts"]

#: Titles of sections that are programmes. Match: 电子商务普及应用工程; not: 重点工程, 主要行动.
_PROGRAMME: Final = re.compile(
    r"(?!(?:重点|主要|重大|具体)(?:工程|行动|计划)$).{4,}(?:工程|行动|计划|专项)[”\"]?"
)


def _programme_id(scope: Scope, name: str) -> ResourceId:
    return resource("programme", scope.slug, named(name))


def programmes_of(
    tree: Outline, draft: Draft, scope: Scope, printed: Mapping[ResourceId, Programme]
) -> tuple[Programme, ...]:
    """Programmes of the outline with their measures, joined with those printed in project tables.

    A section is a programme when its title says so and measures stand below it; a table's section of
    the same name is the same programme.
    """
    found = dict(printed)
    for index, node in enumerate(tree.nodes):
        if draft.stances[index] is not Stance.TASK or not _PROGRAMME.fullmatch(node.title):
            continue
        below = {draft.sections[child] for child in range(len(tree.nodes)) if _inside(tree, child, index)}
        own = draft.sections[index]
        members = tuple(
            m.id for m in draft.measures if m.section in below or (m.section == own and ".p" in m.id)
        )
        if not members:
            continue
        key = _programme_id(scope, node.title)
        passage = scope.passage(node.title_start, node.title_end)
        known = found.get(key)
        if known is None:
            evidence = Evidence((passage,), 0.9, "programme/heading")
            found[key] = Programme(key, node.title, None, None, members, evidence)
        else:
            joined = Evidence(
                (passage, *known.evidence.passages), known.evidence.confidence, known.evidence.found_by
            )
            found[key] = replace(known, measures=members, evidence=joined)
    return tuple(found.values())


def _inside(tree: Outline, child: int, ancestor: int) -> bool:
    at = tree.nodes[child].parent
    while at is not None:
        if at == ancestor:
            return True
        at = tree.nodes[at].parent
    return False


def project_facts(
    scope: Scope,
    tables: tuple[ProjectTable, ...],
    gathering: Gathering,
    named_at: Mapping[Passage, ResourceId],
) -> tuple[tuple[Programme, ...], tuple[Project, ...]]:
    """Programmes and projects of the tables.

    ``named_at`` tells which enterprises and institutions stand where; builders that are none of them
    are public bodies, and are resolved and gathered.
    """
    programmes: list[Programme] = []
    projects: list[Project] = []
    taken: dict[int, int] = {}
    for table in tables:
        whole = _programme(scope, table.whole, None)
        programmes.append(whole)
        parts = [_programme(scope, row, whole.id) for row in table.programmes]
        programmes.extend(parts)
        for row in table.projects:
            built_by = tuple(
                named_at.get(words) or gathering.organization(_public_body(words.exact, scope), (words,))
                for words in row.builders
            )
            projects.append(
                Project(
                    id=_project_id(scope, row.number, taken),
                    number=row.number,
                    name=row.name,
                    nature=row.nature,
                    content=row.content,
                    investment=row.investment,
                    start_year=row.start_year,
                    end_year=row.end_year,
                    progress=row.progress,
                    built_by=tuple(dict.fromkeys(built_by)),
                    programme=(parts[row.programme] if row.programme is not None else whole).id,
                    evidence=Evidence((row.name_passage, row.passage), 0.95, "project/table-row"),
                )
            )
    return tuple(programmes), tuple(projects)


def _project_id(scope: Scope, number: int, taken: dict[int, int]) -> ResourceId:
    """``project/…/3``; ``3-2`` for the next table (or section of one) that numbers from 1 again."""
    taken[number] = taken.get(number, 0) + 1
    again = f"-{taken[number]}" if taken[number] > 1 else ""
    return resource("project", scope.slug, f"{number}{again}")


def _programme(scope: Scope, row: ProgrammeRow, parent: ResourceId | None) -> Programme:
    passages = (row.passage, row.total) if row.total is not None else (row.passage,)
    evidence = Evidence(passages, 0.95, "programme/table-row")
    return Programme(_programme_id(scope, row.name), row.name, row.investment, parent, (), evidence)


def _public_body(words: str, scope: Scope) -> OrgName:
    """The body that a cell names; one of no known function keeps its name as printed."""
    name = resolve(words, scope.division, scope.year)
    if name is not None and name.function is not None:
        return name
    if name is not None:
        return replace(name, label=words)
    key = resource("org", scope.division.slug if scope.division else "cn", named(words))
    return OrgName(key, words, words, OrganizationKind.OTHER, None, None, False, 0.6, "project/builder-cell")
