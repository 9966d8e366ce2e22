"""Projects as a table to send on: each row with its numbers as numbers, its words and where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from graph.views.project_groups import sums
from graph.views.project_stages import stage_of
from graph.views.project_table import ProjectTable
from graph.views.projects import ProjectItem
from viz.pages.rendering import Words, number
from viz.tables import Cell, Column, Sheet

__all__ = ["projects_heads", "projects_rows", "projects_sheet"]

#: Key of each column's head, and its width as a share of the table's.
_COLUMNS = (
    ("projects.plan", 0.1),
    ("projects.programme", 0.08),
    ("projects.number", 0.03),
    ("projects.name", 0.11),
    ("projects.nature", 0.04),
    ("projects.content", 0.15),
    ("projects.investment", 0.05),
    ("projects.start", 0.04),
    ("projects.end", 0.04),
    ("projects.progress", 0.1),
    ("projects.stage", 0.05),
    ("projects.builder", 0.08),
    ("projects.file.place", 0.04),
    ("projects.file.words", 0.1),
    ("projects.file.iri", 0.06),
)


def projects_heads(words: Words) -> list[str]:
    """Heads of the columns."""
    return [words(key) for key, _ in _COLUMNS]


def projects_rows(items: Sequence[ProjectItem], names: Mapping[str, str], words: Words) -> list[list[Cell]]:
    """A row for each project; ``names`` are those of the programmes by IRI."""
    return [
        [
            item.plan.label,
            names.get(item.parent, ""),
            item.number,
            item.name,
            words.of("nature", item.nature),
            item.content,
            item.investment,
            item.start_year,
            item.end_year,
            item.progress,
            words(f"projects.stage.{stage_of(item.progress)}"),
            "、".join(builder.label for builder in item.builders),
            f"{item.words.start}–{item.words.end}",
            item.words.exact,
            item.iri,
        ]
        for item in items
    ]


def projects_sheet(
    table: ProjectTable, items: Sequence[ProjectItem], words: Words, revision: int, made: dt.datetime
) -> Sheet:
    """The projects as a workbook's sheet."""
    found = sums(items)
    return Sheet(
        title=words("projects.file.title"),
        lead=words("projects.file.lead", count=found.count, sum=number(found.investment)),
        columns=[Column(words(key), share) for key, share in _COLUMNS],
        rows=projects_rows(items, table.names, words),
        note=words("projects.file.note", revision=revision),
        made=made,
    )
