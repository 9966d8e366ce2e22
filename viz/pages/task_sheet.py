"""The breakdown of tasks (任务分解表) of a department or a plan as a table to send on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from graph.views.tasks import Task
from viz.pages.rendering import Words, number
from viz.tables import Column, Sheet

__all__ = ["department_sheet", "plan_sheet"]


def department_sheet(
    name: str, tasks: Sequence[Task], words: Words, revision: int, made: dt.datetime
) -> Sheet:
    """What one department answers for, plan after plan, with whom, with which numbers, in which words."""
    columns = (
        Column(words("tasks.number"), 0.05),
        Column(words("tasks.plan"), 0.15),
        Column(words("tasks.measure"), 0.15),
        Column(words("tasks.role"), 0.08),
        Column(words("tasks.others"), 0.18),
        Column(words("tasks.targets"), 0.14),
        Column(words("tasks.words"), 0.25),
    )
    rows = [
        (
            str(index),
            task.plan.label,
            _measure(task),
            "、".join(words.of("role", role) for role in task.roles),
            _owners(task, words),
            _targets(task, words),
            _sentences(task, words),
        )
        for index, task in enumerate(tasks, 1)
    ]
    return Sheet(
        title=words("tasks.title", name=name),
        lead=words("tasks.lead", measures=len(tasks), plans=len({task.plan for task in tasks})),
        columns=columns,
        rows=rows,
        note=words("tasks.note", revision=revision),
        made=made,
    )


def plan_sheet(title: str, tasks: Sequence[Task], words: Words, revision: int, made: dt.datetime) -> Sheet:
    """All measures of a plan with everybody who answers; those that name nobody say so."""
    columns = (
        Column(words("tasks.number"), 0.05),
        Column(words("tasks.measure"), 0.2),
        Column(words("tasks.owners"), 0.25),
        Column(words("tasks.targets"), 0.2),
        Column(words("tasks.words"), 0.3),
    )
    rows = [
        (
            str(index),
            _measure(task),
            _owners(task, words) or words("measures.nobody"),
            _targets(task, words),
            _sentences(task, words),
        )
        for index, task in enumerate(tasks, 1)
    ]
    owned = sum(bool(task.owners) for task in tasks)
    return Sheet(
        title=words("tasks.title", name=title),
        lead=words("tasks.lead.plan", measures=len(tasks), owned=owned),
        columns=columns,
        rows=rows,
        note=words("tasks.note", revision=revision),
        made=made,
    )


def _measure(task: Task) -> str:
    return f"{task.notation}{task.measure.label}"


def _owners(task: Task, words: Words) -> str:
    return "\n".join(
        f"{words.of('role', role)}：{'、'.join(owner.label for owner in owners)}"
        for role, owners in task.owners
    )


def _targets(task: Task, words: Words) -> str:
    lines = []
    for target in task.targets:
        value = number(target.value) + (f"–{number(target.upper)}" if target.upper is not None else "")
        comparator = words.of("comparator", target.comparator) if target.comparator != "exactly" else ""
        year = words("targets.year", year=target.due) if target.due else ""
        lines.append(
            " ".join(part for part in (year, target.indicator.label, comparator, value + target.unit) if part)
        )
    return "\n".join(lines)


def _sentences(task: Task, words: Words) -> str:
    """The words that prove the line, each with where it stands in the text that the service publishes."""
    return "\n".join(
        words("tasks.place", words=item.sentence or item.exact, start=item.start, end=item.end)
        for item in task.words
    )
