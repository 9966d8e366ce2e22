"""The outline of a document with its tables, and what a table alone says of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from loaders.formats.mapping import ColumnMapping
from loaders.outline import Annex, Outline, outline
from loaders.rules.duty_tables import is_task_table
from loaders.rules.metadata import Metadata
from loaders.rules.projects import is_project_table
from loaders.rules.stated import Found
from loaders.rules.tables import Table, tables_in
from loaders.rules.tables_lines import line_table, line_tables
from loaders.spans import Span

__all__ = ["outlined", "restated"]


def outlined(text: str, named: Mapping[str, str]) -> tuple[Outline, tuple[Table, ...]]:
    """The outline of a normalised text and its tables of tasks or projects, in order.

    Numbers inside tables head no section. A text without any heading ends where its first table begins:
    the table is its annex.
    """
    tables = [table for table in tables_in(text, named=named) if _telling(table)]
    tree = outline(text, _spans(tables))
    lines = [table for table in _line_tables(text, tree, named) if _telling(table)]
    if lines:
        tables = sorted((*tables, *lines), key=lambda table: table.start)
        tree = outline(text, _spans(tables))
    if tables and not tree.nodes:
        start = tables[0].start
        tree = replace(tree, annex=Annex(start), body_end=start)
    return tree, tuple(tables)


def _telling(table: Table) -> bool:
    return is_project_table(table) or is_task_table(table)


def _spans(tables: list[Table]) -> tuple[Span, ...]:
    return tuple(Span(table.start, table.end) for table in tables)


def _line_tables(text: str, tree: Outline, named: Mapping[str, str]) -> list[Table]:
    """Tables with a cell a line: before any heading, inside the sections, in the annexes.

    Such a table has no end of its own, so it is read to the end of the stretch that it stands in.
    """
    first = line_table(text, 0, len(text), named)
    if first is None:
        return []
    if not tree.nodes or first.start < tree.nodes[0].start:
        stretches = [(0, len(text))]
    else:
        stretches = [(node.body_start, node.own_end) for node in tree.nodes]
        stretches += [(tree.annex.start, len(text))] if tree.annex else []
    return [table for start, end in stretches for table in line_tables(text, start, end, named)]


def restated(
    front: Metadata, stated: ColumnMapping, tree: Outline, tables: tuple[Table, ...], stem: str
) -> Metadata:
    """The front matter with what a mapping file states, and with a table's title where there is no text."""
    title = front.title
    if tables and not tree.nodes and title.found_by != "plan/title-line":
        own = tables[0].title
        if own is not None:
            title = Found(own.exact, own, 0.8, "plan/table-title")
        elif title.passage.start >= tables[0].start:
            title = Found(stem, tables[0].heads[0].passage(), 0.2, "plan/file-name")
    if stated.title:
        title = Found(stated.title, title.passage, 1.0, "plan/mapping-file")
    issuers = front.issuers
    if stated.issuer:
        issuers = (Found(stated.issuer, title.passage, 1.0, "plan/mapping-file"),)
    return replace(front, title=title, issuers=issuers)
