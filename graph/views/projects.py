"""Projects of a plan's annex, their programmes, and whether the money adds up to what is printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from graph.engine import Engine
from graph.views.lookups import labelled, labels_of
from graph.views.plan_graphs import graph_rows
from graph.views.selection import within
from graph.views.values import Ref, Words, concept, decimal, integer, iri, ref, words, year

__all__ = ["ProgrammeItem", "ProjectItem", "above", "programmes", "projects"]

#: A number in printed words: 932955, 93.3, 165,900.
_NUMBER: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
#: A total in 万元 as it may be printed: in 万元, 亿元, 千元, 元.
_UNITS: Final = (Decimal(1), Decimal("0.0001"), Decimal(10), Decimal(10000))

_PROJECTS: Final = """
SELECT ?project ?number ?projectLabel ?nature ?content ?investment ?startYear ?endYear ?progress
       ?parent ?builder ?plan ?planLabel ?start ?end ?exact
WHERE {
  GRAPH ?g {
    ?project a pg:Project ; rdfs:label ?projectLabel ; pg:number ?number ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end ; oa:exact ?exact ; oa:hasSource ?plan .
    ?plan rdfs:label ?planLabel .
    OPTIONAL { ?project dcterms:isPartOf ?parent }
    OPTIONAL { ?project pg:nature ?nature }
    OPTIONAL { ?project pg:content ?content }
    OPTIONAL { ?project pg:investment ?investment }
    OPTIONAL { ?project pg:startYear ?startYear }
    OPTIONAL { ?project pg:endYear ?endYear }
    OPTIONAL { ?project pg:progress ?progress }
    OPTIONAL { ?project pg:builtBy ?builder }
  }
}"""

_PROGRAMMES: Final = """
SELECT ?programme ?programmeLabel ?investment ?parent ?plan ?planLabel ?start ?end ?exact
WHERE {
  GRAPH ?g {
    ?programme a pg:Programme ; rdfs:label ?programmeLabel ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end ; oa:exact ?exact ; oa:hasSource ?plan .
    ?plan rdfs:label ?planLabel .
    OPTIONAL { ?programme pg:investment ?investment }
    OPTIONAL { ?programme dcterms:isPartOf ?parent }
  }
}"""


@dataclass(frozen=True, slots=True)
class ProjectItem:
    """A row of a project table; ``investment`` in 万元, ``parent`` the IRI of its programme or plan."""

    iri: str
    number: int
    name: str
    nature: str
    content: str
    investment: Decimal | None
    start_year: int | None
    end_year: int | None
    progress: str
    builders: tuple[Ref, ...]
    parent: str
    plan: Ref
    words: Words


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """A programme: ``printed`` is its total as printed (万元), ``summed`` what its projects add up to.

    ``projects`` counts the projects in it and in the programmes below it; ``level`` is its depth.
    ``words`` say its name where it comes first, ``total`` its printed total.
    """

    iri: str
    name: str
    printed: Decimal | None
    summed: Decimal
    projects: int
    parent: str
    level: int
    plan: Ref
    words: Words
    total: Words

    @property
    def reconciles(self) -> bool | None:
        """Whether printed and summed agree; None when nothing is printed or there are no projects."""
        if self.printed is None or not self.projects:
            return None
        return self.printed == self.summed


def projects(
    engine: Engine, *, plan: str | None = None, among: Collection[str] | None = None
) -> tuple[ProjectItem, ...]:
    """Projects of one plan (by IRI), these (by IRI), or all, by number."""
    query = _PROJECTS if among is None else within(_PROJECTS, "project", among)
    builders: dict[str, set[Ref]] = defaultdict(set)
    found: dict[str, ProjectItem] = {}
    rows = list(graph_rows(engine, query, plan)) if plan else engine.rows(query)
    names = labels_of(engine, {iri(row, "builder") for row in rows} - {""})
    for row in rows:
        key, plan_ref, builder = iri(row, "project"), ref(row, "plan"), iri(row, "builder")
        if plan_ref is None:
            continue
        if builder:
            builders[key].add(labelled(builder, names))
        place = Words(plan_ref.iri, integer(row, "start"), integer(row, "end"), words(row, "exact"))
        if key in found and found[key].words.start <= place.start:
            place = found[key].words
        found[key] = ProjectItem(
            iri=key,
            number=integer(row, "number"),
            name=words(row, "projectLabel"),
            nature=concept(row, "nature").removeprefix("nature/"),
            content=words(row, "content"),
            investment=decimal(row, "investment"),
            start_year=year(row, "startYear"),
            end_year=year(row, "endYear"),
            progress=words(row, "progress"),
            builders=tuple(sorted(builders[key], key=lambda item: item.label)),
            parent=iri(row, "parent"),
            plan=plan_ref,
            words=place,
        )
    return tuple(sorted(found.values(), key=lambda item: (item.plan.iri, item.number, item.iri)))


def programmes(
    engine: Engine,
    rows: Sequence[ProjectItem],
    *,
    plan: str | None = None,
    plans: Collection[str] | None = None,
) -> tuple[ProgrammeItem, ...]:
    """Programmes of one plan, of these (by IRI) or of all, reconciled with the projects in ``rows``."""
    query = _PROGRAMMES if plans is None else within(_PROGRAMMES, "plan", plans)
    found: dict[str, ProgrammeItem] = {}
    for row in graph_rows(engine, query, plan) if plan else engine.rows(query):
        key, plan_ref = iri(row, "programme"), ref(row, "plan")
        if plan_ref is None:
            continue
        place = Words(plan_ref.iri, integer(row, "start"), integer(row, "end"), words(row, "exact"))
        known = found.get(key)
        if known is not None:
            first = place if place.start < known.words.start else known.words
            better = _tells(place, known.printed) > _tells(known.total, known.printed)
            found[key] = replace(known, words=first, total=place if better else known.total)
            continue
        found[key] = ProgrammeItem(
            key,
            words(row, "programmeLabel"),
            decimal(row, "investment"),
            Decimal(0),
            0,
            iri(row, "parent"),
            1,
            plan_ref,
            place,
            place,
        )
    return _reconciled(found, rows)


def _tells(place: Words, printed: Decimal | None) -> tuple[bool, bool, int]:
    """Sort key of passages by how likely they print a total: it in some unit, else a number, else the last."""
    numbers = {Decimal(found.replace(",", "")) for found in _NUMBER.findall(place.exact)}
    same = printed is not None and any(printed * unit in numbers for unit in _UNITS)
    return same, bool(numbers), place.start


def _reconciled(found: dict[str, ProgrammeItem], rows: Sequence[ProjectItem]) -> tuple[ProgrammeItem, ...]:
    summed: dict[str, Decimal] = defaultdict(Decimal)
    counted: dict[str, int] = defaultdict(int)
    for project in rows:
        for programme in above(project.parent, found):
            summed[programme] += project.investment or Decimal(0)
            counted[programme] += 1
    items = (
        replace(
            item,
            summed=summed[item.iri],
            projects=counted[item.iri],
            level=len(above(item.parent, found)) + 1,
        )
        for item in found.values()
    )
    return tuple(sorted(items, key=lambda item: (item.plan.iri, *_path(item, found))))


def _path(item: ProgrammeItem, found: Mapping[str, ProgrammeItem]) -> list[tuple[int, str]]:
    """Where a programme and those that hold it stand, the outermost first: parts follow their whole."""
    return [(found[key].words.start, key) for key in reversed(above(item.iri, found))]


def above(start: str, found: Mapping[str, ProgrammeItem]) -> list[str]:
    """A programme and those that hold it, inner first; a loop in the data ends the walk."""
    chain: list[str] = []
    while start in found and start not in chain:
        chain.append(start)
        start = found[start].parent
    return chain
