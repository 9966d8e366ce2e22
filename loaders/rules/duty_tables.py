"""Task tables (责任分工表, 任务分解表, 重点任务清单): their rows as measures, their owners as duties.

A row whose task names a measure of the document gives its owners to that measure. Any other row is a
measure itself, so that a table alone is a document with measures and responsibilities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.names.departments_aliases import setting_in
from loaders.names.departments_lists import Entry
from loaders.names.departments_setting import Setting
from loaders.names.departments_zones import grounded
from loaders.outline import Outline
from loaders.rules.duty_tables_matching import Matcher, name_span
from loaders.rules.measures import Draft, MeasureDraft, annex_id
from loaders.rules.projects import is_project_table
from loaders.rules.responsibilities import Duty
from loaders.rules.responsibilities_lists import owners_in
from loaders.rules.scope import Scope, Stance, Unit
from loaders.rules.tables import Table
from loaders.rules.tables_columns import OWNERS, ColumnKind, bare
from loaders.rules.tables_rows import Cell, Row, RowKind
from ontology.identifiers import resource
from ontology.model import Doubt, Evidence, Passage, ResourceId, Role

__all__ = ["Assigned", "draft_rows", "is_task_table", "table_doubts", "table_duties"]

_ROLES: Final = {
    ColumnKind.LEAD: Role.LEAD,
    ColumnKind.RESPONSIBLE: Role.RESPONSIBLE,
    ColumnKind.LEAD_FIRST: Role.RESPONSIBLE,
    ColumnKind.LEAD_SUPPORT: Role.SUPPORT,
    ColumnKind.SUPPORT: Role.SUPPORT,
}
_FIRST_LEADS: Final = (ColumnKind.LEAD_FIRST, ColumnKind.LEAD_SUPPORT)
#: Cells that say that nobody is meant: ——, /, 无, 待定.
_NOBODY: Final = re.compile(r"[\W_]*|无|待定|暂无")
#: A section that only holds a table has less text of its own than this, its title included.
_BARE_SECTION: Final = 80


@dataclass(frozen=True, slots=True)
class Assigned:
    """A row of a task table and the measure that its owners answer for; ``known`` where the plan has it."""

    table: Table
    row: Row
    measure: ResourceId
    known: bool


def is_task_table(table: Table) -> bool:
    """Whether a table gives tasks to bodies, or at least deadlines to tasks; project tables do not count."""
    kinds = set(table.kinds)
    if is_project_table(table) or not {ColumnKind.TASK, ColumnKind.NAME} & kinds:
        return False
    return bool({*OWNERS, ColumnKind.DEADLINE} & kinds)


def draft_rows(
    text: str, tree: Outline, draft: Draft, tables: Sequence[Table], slug: str
) -> tuple[Draft, tuple[Assigned, ...]]:
    """The draft with the rows of its task tables, and which row belongs to which measure. Pure.

    Measures of rows have identifiers by table and row (``measure/…/t1.3``), both counted from 1.
    """
    tables = [table for table in tables if is_task_table(table)]
    if not tables:
        return draft, ()
    rows = sum(len(table.rows) for table in tables)
    matcher = Matcher.of(text, tree, draft, rows, min(table.start for table in tables))
    assigned: list[Assigned] = []
    measures: list[MeasureDraft] = []
    units: list[Unit] = []
    holders: dict[int, bool] = {}
    for number, table in enumerate(tables, 1):
        holder = _holder(tree, table)
        section = draft.sections[holder] if holder is not None else _outer_section(draft, table, slug)
        titles = next((u.titles for u in draft.units if u.start <= table.start < u.end), ())
        found = _read(text, table, matcher, resource("measure", slug, f"t{number}"), section)
        assigned += found.assigned
        measures += found.measures
        units += [
            Unit(m.start, m.end, m.name_end, Stance.TASK, (*titles, *groups, m.name), section, m.id)
            for m, groups in zip(found.measures, found.groups, strict=True)
        ]
        if holder is not None and found.assigned:
            holders[holder] = True
    emptied = {draft.sections[index] for index in holders if _only_holds(text, tree, index, tables)}
    meant = {one.measure for one in assigned}  # a row that names its own section keeps it a measure
    kept = [m for m in draft.measures if m.section not in emptied or m.id in meant]
    gone = {m.id for m in draft.measures} - {m.id for m in kept}
    outer = [replace(unit, measure=None) if unit.measure in gone else unit for unit in draft.units]
    whole = Draft(
        draft.sections,
        draft.stances,
        tuple(sorted((*kept, *measures), key=lambda m: m.start)),
        _cut(outer, units),
        draft.annexes,
    )
    return whole, tuple(one for one in assigned if one.measure not in gone)


@dataclass(slots=True)
class _Read:
    assigned: list[Assigned]
    measures: list[MeasureDraft]
    groups: list[tuple[str, ...]]


def _read(text: str, table: Table, matcher: Matcher, stem: ResourceId, section: ResourceId) -> _Read:
    """The rows of one table: to measures of the plan, or as measures of their own."""
    found = _Read([], [], [])
    entries = [row for row in table.rows if row.kind is RowKind.ENTRY]
    shared = _shared(table, entries)
    previous: ResourceId | None = None
    last = ("", "")
    for ordinal, row in enumerate(entries, 1):
        tasks = table.at(row, ColumnKind.TASK) or table.at(row, ColumnKind.NAME)
        contents = table.at(row, ColumnKind.CONTENT)
        subject = tasks or contents
        if not subject:
            continue
        words = _joined(subject)
        known = matcher.measure(words)
        if known is None and contents and tasks:
            known = matcher.quoted(_joined(contents))
        if known is None:
            known = matcher.quoted(words) or matcher.named(
                [_joined(table.at(row, ColumnKind.GROUP)), *(group.text for group in reversed(row.groups))]
            )
        if known is not None:
            found.assigned.append(Assigned(table, row, known, True))
            previous = None
            continue
        parted = bool(shared[ordinal - 1] and contents)
        place = (bare(words), _joined(table.at(row, ColumnKind.NUMBER)))
        if not contents and previous is not None and place in (last, (last[0], "")):
            found.assigned.append(Assigned(table, row, previous, False))  # one more line of a merged task
            continue
        last = place
        measure = _measure(
            text, table, row, contents if parted else subject, ResourceId(f"{stem}.{ordinal}"), section
        )
        groups = (*(group.text for group in row.groups), *_outer(table, row, words if parted else ""))
        found.assigned.append(Assigned(table, row, measure.id, False))
        found.measures.append(measure)
        found.groups.append(groups)
        previous = measure.id
    return found


def _outer(table: Table, row: Row, task: str) -> tuple[str, ...]:
    group = _joined(table.at(row, ColumnKind.GROUP))
    return tuple(words for words in (group, task) if words)


def _shared(table: Table, entries: Sequence[Row]) -> list[bool]:
    """For each row, whether its task covers a neighbour too: a merged cell, empty or repeated below."""
    same = [False] * len(entries)
    before = ""
    for index, row in enumerate(entries):
        words = bare(_joined(table.at(row, ColumnKind.TASK)))
        if index and words and words == before:
            same[index - 1] = same[index] = True
        before = words
    return same


def _joined(cells: Sequence[Cell]) -> str:
    return "".join(cell.text for cell in cells)


def _measure(
    text: str, table: Table, row: Row, head: Sequence[Cell], key: ResourceId, section: ResourceId
) -> MeasureDraft:
    """A row as a measure: its name is the head's words up to the first full stop, its text task and content."""
    name_start, name_end = name_span(text, head[0].start, head[-1].end)
    own = [
        cell
        for cell in table.at(row, ColumnKind.TASK, ColumnKind.NAME, ColumnKind.CONTENT)
        if row.start <= cell.start < row.end
    ]
    start, end = min((c.start for c in own), default=name_start), max((c.end for c in own), default=name_end)
    between = [c for c in table.at(row, *OWNERS, ColumnKind.DEADLINE) if start <= c.start < end]
    if between or not start <= name_start < end:
        start, end = head[0].start, head[-1].end
    return MeasureDraft(
        id=key,
        name=text[name_start:name_end].replace("\n", ""),
        name_start=name_start,
        name_end=name_end,
        start=start,
        end=end,
        section=section,
        stance=Stance.TASK,
        found_by="measure/table-row",
        confidence=0.85 if table.by_lines else 0.9,
    )


def _holder(tree: Outline, table: Table) -> int | None:
    """The innermost section around a table, if the table stands in the body."""
    inside = [i for i, node in enumerate(tree.nodes) if node.start <= table.start < node.own_end]
    return inside[-1] if inside else None


def _outer_section(draft: Draft, table: Table, slug: str) -> ResourceId:
    """Where a table outside the body's sections stands: in an annex, else in the plan itself."""
    for number, annex in enumerate(draft.annexes, 1):
        if annex.start <= table.start < annex.end:
            return annex_id(slug, number)
    return resource("plan", slug)


def _only_holds(text: str, tree: Outline, index: int, tables: Sequence[Table]) -> bool:
    """Whether a section is there for its tables: hardly any words of its own."""
    node = tree.nodes[index]
    held = sum(t.end - t.start for t in tables if node.start <= t.start < node.own_end)
    return len(bare(text[node.start : node.own_end])) - held < _BARE_SECTION


def _cut(outer: Sequence[Unit], rows: Sequence[Unit]) -> tuple[Unit, ...]:
    """Units without overlap: those of rows as they are, the others without the stretches of the rows."""
    found = list(rows)
    inner = sorted(rows, key=lambda unit: unit.start)
    at = 0
    for unit in outer:
        start = unit.start
        while at < len(inner) and inner[at].start < unit.end:
            if start < inner[at].start:
                found.append(_piece(unit, start, inner[at].start))
            start = inner[at].end
            at += 1
        if start < unit.end:
            found.append(_piece(unit, start, unit.end))
    return tuple(sorted(found, key=lambda unit: unit.start))


def _piece(unit: Unit, start: int, end: int) -> Unit:
    if (start, end) == (unit.start, unit.end):
        return unit
    return replace(unit, start=start, end=end, heading_end=min(max(unit.heading_end, start), end))


def table_duties(scope: Scope, assigned: Sequence[Assigned]) -> tuple[Duty, ...]:
    """The duties that the owners' columns state, each with its cell, the task's and the deadline's."""
    parser = _Owners(setting_in(scope))
    found: dict[tuple[ResourceId, ResourceId, Role], Duty] = {}
    for one in assigned:
        table, row = one.table, one.row
        task = table.at(row, ColumnKind.TASK, ColumnKind.NAME)[:1] or table.at(row, ColumnKind.CONTENT)[:1]
        others = [cell.passage() for cell in (*task, *table.at(row, ColumnKind.DEADLINE)[:1])]
        for kind in OWNERS:
            sure = 0.85 if table.by_lines else 0.95
            sure -= 0.1 * table.inherits(row, kind) + 0.1 * (kind in _FIRST_LEADS)
            for cell in table.at(row, kind):
                for entry, role in parser.owners(cell.text, kind):
                    key = (one.measure, entry.name.id, role)
                    answers = (one.measure, entry.name.id, Role.LEAD)
                    if key in found or (role is Role.RESPONSIBLE and answers in found):
                        continue
                    found[key] = _duty(scope, one, cell, entry, role, others, sure)
    return tuple(found.values())


def table_doubts(scope: Scope, assigned: Sequence[Assigned]) -> Iterator[Doubt]:
    """Owners' cells with words that name no body we know, each once."""
    parser = _Owners(setting_in(scope))
    seen: set[int] = set()
    for one in assigned:
        for kind in OWNERS:
            for cell in one.table.at(one.row, kind):
                if cell.start in seen or _NOBODY.fullmatch(cell.text) or parser.owners(cell.text, kind):
                    continue
                seen.add(cell.start)
                yield Doubt(
                    "table-owner",
                    f"责任栏中的“{cell.text}”未能识别为单位，请核对",
                    f"The owners' cell {cell.text} names no body that is known; please check",
                    cell.passage(),
                )


def _duty(
    scope: Scope, one: Assigned, cell: Cell, entry: Entry, role: Role, others: list[Passage], sure: float
) -> Duty:
    named = scope.passage(cell.start + entry.start, cell.start + entry.end)
    passages = tuple(dict.fromkeys((cell.passage(), named, *others)))
    confidence = round(min(sure, entry.name.confidence + 0.05), 2)
    rule = "responsibility/table-known-measure" if one.known else "responsibility/table-row"
    name = grounded(entry.name)
    return Duty(one.measure, name, role, named.exact, (named,), Evidence(passages, confidence, rule))


class _Owners:
    """Parses owners' cells, the same words once: a column repeats its bodies from row to row."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._known: dict[tuple[str, ColumnKind], tuple[tuple[Entry, Role], ...]] = {}

    def owners(self, words: str, kind: ColumnKind) -> tuple[tuple[Entry, Role], ...]:
        """Owners of a cell with their roles; offsets count within the cell."""
        key = (words, kind)
        if key not in self._known:
            first = kind in _FIRST_LEADS
            found = owners_in(words, 0, len(words), self._setting, _ROLES[kind], promote=first)
            self._known[key] = tuple(found)
        return self._known[key]
