"""Responsibilities: who answers for which measure, in which role, in which words.

Explicit lists are read first (`responsibilities_lists`), then the sentences around them
(`responsibilities_prose`); where a list names a body, a sentence does not name it again in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from loaders.names.departments_aliases import setting_in
from loaders.names.departments_lists import Entry
from loaders.names.departments_zones import grounded
from loaders.names.named import OrgName
from loaders.rules.responsibilities_groups import Said
from loaders.rules.responsibilities_lists import Listed, first_leads, lists
from loaders.rules.responsibilities_prose import prose
from loaders.rules.responsibilities_shared import PRESCRIPTIVE, Named, shared
from loaders.rules.scope import Scope
from ontology.model import Evidence, Passage, ResourceId, Role

__all__ = ["Duty", "answered", "responsibilities"]

#: Roles that a sentence may add to a body that an explicit list already names for the measure.
_ADDED: Final = frozenset((Role.LEAD, Role.OFFICE_HOST))
_GOVERNMENT = re.compile(r"(?:人民)?政府$")


@dataclass(frozen=True, slots=True)
class Duty:
    """One body answering for one measure in one role.

    ``name_passages`` holds where the body is named, ``evidence`` the words that give it the role (the
    bracket or the clause) and the name itself.
    """

    measure: ResourceId
    name: OrgName
    role: Role
    as_written: str
    name_passages: tuple[Passage, ...]
    evidence: Evidence


def responsibilities(scope: Scope) -> tuple[Duty, ...]:
    """Every responsibility of the measures of a document, in order, each (measure, body, role) once."""
    return answered(scope)[0]


def answered(scope: Scope) -> tuple[tuple[Duty, ...], tuple[Passage, ...]]:
    """The responsibilities of a document, and the words in its lists of owners that name nobody we know."""
    unread: list[Passage] = []
    setting = setting_in(scope)
    promote = first_leads(scope.text)
    found: dict[tuple[ResourceId, ResourceId, Role], Duty] = {}
    listed: set[tuple[ResourceId, ResourceId]] = set()

    def add(
        measure: ResourceId, entry: Entry, role: Role, start: int, end: int, rule: str, sure: float
    ) -> None:
        key = (measure, entry.name.id, role)
        if key in found or (role is Role.RESPONSIBLE and (measure, entry.name.id, Role.LEAD) in found):
            return
        named = scope.passage(entry.start, entry.end)
        clause = scope.passage(min(start, entry.start), max(end, entry.end))
        passages = (clause,) if clause == named else (clause, named)
        confidence = round(min(sure, entry.name.confidence + 0.05), 2)
        found[key] = Duty(
            measure, grounded(entry.name), role, named.exact, (named,), Evidence(passages, confidence, rule)
        )

    named: list[Named] = []
    for unit in scope.units:
        if unit.section is None and unit.measure is None:
            continue
        if unit.measure is None and unit.stance not in PRESCRIPTIVE:
            named.append(Named(unit, (), ()))
            continue
        labelled = lists(scope.text, unit.start, unit.end, setting, promote=promote)
        unread.extend(scope.passage(*span) for one in labelled for span in one.unread)
        explicit = [one for one in labelled if one.owners]
        if unit.measure is None:
            named.append(Named(unit, tuple(explicit), ()))
            continue
        for one in explicit:
            for entry, role in one.owners:
                add(unit.measure, entry, role, one.start, one.end, one.rule, one.confidence)
                listed.add((unit.measure, entry.name.id))
        skip = [(one.start, one.end) for one in explicit]
        spoken = prose(scope.text, unit.start, unit.end, skip, setting)
        named.append(Named(unit, tuple(explicit), tuple(spoken)))
        for said in spoken:
            for entry in said.owners:
                added = said.role in _ADDED and said.rule != "responsibility/jointly"
                if added or (unit.measure, entry.name.id) not in listed:
                    add(unit.measure, entry, said.role, said.start, said.end, said.rule, said.confidence)
    for each in shared(scope, tuple(named)):
        for entry, role in _owners_of(each.source):
            if (each.measure, entry.name.id) not in listed:
                add(
                    each.measure,
                    entry,
                    role,
                    each.source.start,
                    each.source.end,
                    "responsibility/shared",
                    0.8,
                )
    return _same_collectives(tuple(found.values())), tuple(unread)


def _owners_of(source: Listed | Said) -> tuple[tuple[Entry, Role], ...]:
    if isinstance(source, Listed):
        return source.owners
    return tuple((entry, source.role) for entry in source.owners)


def _same_collectives(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """Bodies that a document writes in full (各辖市区政府) and bare (各辖市区) are one, named as in full."""
    written: dict[str, OrgName] = {}
    for duty in duties:
        if duty.name.collective and _GOVERNMENT.search(duty.as_written):
            written.setdefault(duty.name.id, duty.name)
    return tuple(
        replace(
            duty,
            name=replace(duty.name, label=written[duty.name.id].label, kind=written[duty.name.id].kind),
        )
        if duty.name.collective and duty.name.id in written
        else duty
        for duty in duties
    )
