"""The breakdown of tasks (任务分解表): each measure with its owners, numbers and words, for sending on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine
from graph.views.duties import Duty, in_role_order
from graph.views.measures import MeasureItem, measures
from graph.views.targets import TargetItem, targets
from graph.views.values import Ref, Words, iri

__all__ = ["Task", "department_tasks", "plan_tasks"]

_MEASURES: Final = "SELECT DISTINCT ?measure WHERE { ?duty pg:department ?department ; pg:measure ?measure }"
_TARGETS: Final = (
    "SELECT DISTINCT ?target WHERE {{ VALUES ?measure {{ {measures} }} ?target pg:measure ?measure }}"
)


@dataclass(frozen=True, slots=True)
class Task:
    """A measure as a line of the breakdown.

    ``roles`` are those of the department that the table is for (empty in the table of a plan), ``owners``
    all others by role in the order of `ROLE_ORDER`. ``words`` are the sentences that name the department,
    or the measure's heading where nobody is named.
    """

    plan: Ref
    measure: Ref
    notation: str
    roles: tuple[str, ...]
    owners: tuple[tuple[str, tuple[Ref, ...]], ...]
    targets: tuple[TargetItem, ...]
    words: tuple[Words, ...]


def department_tasks(engine: Engine, organization: str) -> tuple[Task, ...]:
    """Measures that an organisation (by IRI) answers for, in the order of the documents."""
    among = [iri(row, "measure") for row in engine.rows(_MEASURES, department=NamedNode(organization))]
    return _tasks(engine, measures(engine, among=among), organization) if among else ()


def plan_tasks(engine: Engine, plan: str) -> tuple[Task, ...]:
    """All measures of a plan (by IRI), also those that nobody answers for."""
    return _tasks(engine, measures(engine, plan=plan), "")


def _tasks(engine: Engine, found: Iterable[MeasureItem], organization: str) -> tuple[Task, ...]:
    items = tuple(found)
    values = " ".join(str(NamedNode(item.iri)) for item in items)
    among = [iri(row, "target") for row in engine.rows(_TARGETS.format(measures=values))]
    by_measure: dict[str, list[TargetItem]] = defaultdict(list)
    for target in targets(engine, among=among) if among else ():
        if target.measure is not None:
            by_measure[target.measure.iri].append(target)
    return tuple(_task(item, tuple(by_measure[item.iri]), organization) for item in items)


def _task(item: MeasureItem, numbers: tuple[TargetItem, ...], organization: str) -> Task:
    own = tuple(duty for duty in item.duties if duty.department.iri == organization)
    others = tuple(duty for duty in item.duties if duty.department.iri != organization)
    shown = own if organization else others
    return Task(
        plan=item.plan,
        measure=Ref(item.iri, item.name),
        notation=item.notation,
        roles=tuple(dict.fromkeys(duty.role for duty in own)),
        owners=_by_role(others),
        targets=numbers,
        words=_sentences(shown) or (item.words,),
    )


def _by_role(held: Iterable[Duty]) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    groups: dict[str, list[Ref]] = defaultdict(list)
    for duty in held:
        if duty.department not in groups[duty.role]:
            groups[duty.role].append(duty.department)
    return tuple((role, tuple(groups[role])) for role in in_role_order(groups))


def _sentences(held: Iterable[Duty]) -> tuple[Words, ...]:
    """One passage of each sentence: twenty owners of one bracket are proven by the one bracket."""
    found: dict[tuple[int, str], Words] = {}
    for duty in held:
        found.setdefault((duty.words.sentence_start, duty.words.sentence), duty.words)
    return tuple(found.values())
