"""Measures: the smallest titled units that prescribe action, and the units that the rules walk.

A measure is a numbered heading without headings below it in a prescriptive part of the plan, a goal that names its
owners, or one of the paragraphs of such a part where they open with their topics in turn (`loaders.rules.leads`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.annexes import AnnexPart, annexes_of
from loaders.outline import Outline
from loaders.rules.leads import led_paragraphs
from loaders.rules.scope import Stance, Unit
from loaders.rules.stance import stances
from ontology.identifiers import resource
from ontology.model import ResourceId

__all__ = ["Draft", "MeasureDraft", "annex_id", "draft_units"]

_PRESCRIPTIVE: Final = frozenset({Stance.TASK, Stance.SAFEGUARD})
#: What gives a goal its owners, so that it is a task: a year's division of work. Match: 增长6%。牵头单位：|区发改局.
_OWNED: Final = re.compile(r"(?:牵头|责任|主办|负责)(?:单位|部门)[：:]")


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A measure as spans: its name, and its text including the name."""

    id: ResourceId
    name: str
    name_start: int
    name_end: int
    start: int
    end: int
    section: ResourceId
    stance: Stance
    found_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Draft:
    """Section identifiers and stances in the outline's order, the measures, the units, and the annexes."""

    sections: tuple[ResourceId, ...]
    stances: tuple[Stance, ...]
    measures: tuple[MeasureDraft, ...]
    units: tuple[Unit, ...]
    annexes: tuple[AnnexPart, ...] = ()


def draft_units(text: str, tree: Outline, slug: str) -> Draft:
    """Cut a text into units by its outline and decide which of them are measures. Pure."""
    keys = _keys(tree)
    sections = tuple(resource("section", slug, key) for key in keys)
    attitudes = stances(tree)
    measures: list[MeasureDraft] = []
    units: list[Unit] = []
    first = tree.nodes[0].start if tree.nodes else tree.body_end
    if first > 0:
        units.append(Unit(0, first, 0, Stance.PREAMBLE, (), None, None))
    for index, node in enumerate(tree.nodes):
        leaf = node.own_end == node.end
        stance = attitudes[index]
        titles = _titles(tree, index)
        paragraphs = led_paragraphs(text, tree, node) if stance in _PRESCRIPTIVE and leaf else ()
        if paragraphs:
            units.append(
                Unit(node.start, paragraphs[0].start, node.title_end, stance, titles, sections[index], None)
            )
            for number, paragraph in enumerate(paragraphs, 1):
                measure = MeasureDraft(
                    id=resource("measure", slug, f"{keys[index]}.p{number}"),
                    name=text[paragraph.name_start : paragraph.name_end],
                    name_start=paragraph.name_start,
                    name_end=paragraph.name_end,
                    start=paragraph.start,
                    end=paragraph.end,
                    section=sections[index],
                    stance=stance,
                    found_by=paragraph.found_by,
                    confidence=paragraph.confidence,
                )
                measures.append(measure)
                names = (*titles, measure.name)
                units.append(
                    Unit(
                        measure.start,
                        measure.end,
                        measure.name_end,
                        stance,
                        names,
                        sections[index],
                        measure.id,
                    )
                )
            continue
        measure_id = None
        owned = leaf and stance is Stance.GOAL and _OWNED.search(text, node.title_end, node.end) is not None
        if leaf and (stance in _PRESCRIPTIVE or owned):
            measure_id = resource("measure", slug, keys[index])
            measures.append(
                MeasureDraft(
                    id=measure_id,
                    name=node.title,
                    name_start=node.title_start,
                    name_end=node.title_end,
                    start=node.start,
                    end=node.end,
                    section=sections[index],
                    stance=Stance.TASK if owned else stance,
                    found_by="measure/owned-goal" if owned else "measure/numbered-heading",
                    confidence=0.95 if node.sequential and not owned else 0.8,
                )
            )
        units.append(
            Unit(node.start, node.own_end, node.title_end, stance, titles, sections[index], measure_id)
        )
    annexes = annexes_of(text, tree)
    if tree.annex is not None and tree.annex.start < len(text):
        first = annexes[0].start if annexes else len(text)
        if tree.annex.start < first:
            units.append(Unit(tree.annex.start, first, tree.annex.start, Stance.ANNEX, (), None, None))
    for number, annex in enumerate(annexes, 1):
        titles = (annex.title,)
        units.append(
            Unit(annex.start, annex.end, annex.title_end, Stance.ANNEX, titles, annex_id(slug, number), None)
        )
    return Draft(sections, attitudes, tuple(measures), tuple(units), annexes)


def annex_id(slug: str, number: int) -> ResourceId:
    """Identifier of an annex's section, counted from 1: ``section/changzhou-2014/annex-1``."""
    return resource("section", slug, f"annex-{number}")


def _keys(tree: Outline) -> tuple[str, ...]:
    """Readable keys from the printed numbers (``4.1``); a number that is used twice gets ``-2``."""
    seen: dict[str, int] = {}
    keys = []
    for node in tree.nodes:
        key = ".".join(str(number) for number in node.path)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(keys)


def _titles(tree: Outline, index: int) -> tuple[str, ...]:
    titles: list[str] = []
    at: int | None = index
    while at is not None:
        titles.append(tree.nodes[at].title)
        at = tree.nodes[at].parent
    return tuple(reversed(titles))
