"""Owners named once for several measures: below the heading of a group, or behind the last of its items.

``（二）跨境工程（牵头单位：市商务局）`` holds for the items 1、2、 below it, ``以上任务由市商务局牵头`` and a line
``责任部门：…`` behind the last item for those before it, unless they name owners of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from loaders.rules.responsibilities_groups import Said
from loaders.rules.responsibilities_lists import Listed
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import ResourceId, Role

__all__ = ["PRESCRIPTIVE", "Named", "Shared", "shared"]

#: How a sentence says that it speaks of all before it. Match: 以上任务由…, 上述各项工作，由…, 本节任务由…. Not: 以上企业.
_ALL: Final = re.compile(
    r"[\s　（(]*(?:(?:以上|上述|前述)(?:各项|所有|全部|几项|[\d一二三四五六七八九十]{1,3}项)?(?:重点|主要|具体)?(?:任务|工作|措施|事项|内容|工程|行动|项目)*"
    r"|本(?:项|节|章|部分|类|方面)(?:重点|主要)?(?:任务|工作|措施|事项|内容|工程|行动)*)[，,：:]?(?:均|都)?(?=由|[一-鿿]{0,2}(?:牵头|责任|主办)|[市县区省])"
)
#: What the parts of a plan do that have measures.
PRESCRIPTIVE: Final = frozenset({Stance.TASK, Stance.SAFEGUARD})
#: Lists that say by their words that they are lists of owners.
_SAYS_SO: Final = frozenset(
    ("responsibility/line-list", "responsibility/bracket-list", "responsibility/bracket-verbs")
)


#: So many characters stand around the title of a group's heading: 　　（十四）…。
_LABEL: Final = 12


@dataclass(frozen=True, slots=True)
class Named:
    """The owners that a unit names: in lists, and in sentences."""

    unit: Unit
    lists: tuple[Listed, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What one unit says of the owners of another measure."""

    measure: ResourceId
    source: Listed | Said


def shared(scope: Scope, named: tuple[Named, ...]) -> Iterator[Shared]:
    """Owners that hold for measures beside or below where they stand."""
    yield from _from_above(named)
    for _, group in groupby(named, key=lambda one: (one.unit.titles[:-1], one.unit.measure is not None)):
        items = tuple(group)
        if len(items) > 1 and items[0].unit.measure is not None:
            yield from _from_behind(scope.text, items)


def _from_above(named: tuple[Named, ...]) -> Iterator[Shared]:
    """Lists of a group's own text, for the measures below it that have none; its lead for those that name none."""
    open_groups: list[tuple[tuple[str, ...], tuple[Listed, ...]]] = []
    for one in named:
        titles = one.unit.titles
        open_groups = [group for group in open_groups if titles[: len(group[0])] == group[0]]
        if one.unit.measure is None:
            own = tuple(each for each in one.lists if each.rule in _SAYS_SO)
            if own and titles and one.unit.stance in PRESCRIPTIVE:
                open_groups.append((titles, own))
        elif open_groups:
            for each in open_groups[-1][1]:
                if not one.lists:
                    yield Shared(one.unit.measure, each)
                elif not _leads(one.lists) and (leads := _only_leads(each)):
                    yield Shared(one.unit.measure, leads)


def _leads(lists: tuple[Listed, ...]) -> bool:
    return any(role is Role.LEAD for one in lists for _, role in one.owners)


def _only_leads(source: Listed) -> Listed | None:
    """Who leads a group leads each item that names only others: 牵头单位 above, 责任单位 at each."""
    owners = tuple((entry, role) for entry, role in source.owners if role is Role.LEAD)
    return replace(source, owners=owners) if owners else None


def _from_behind(text: str, items: tuple[Named, ...]) -> Iterator[Shared]:
    """What the last of a row of items says of all of them."""
    last, before = items[-1], [one for one in items[:-1] if not one.lists]
    every = len(before) == len(items) - 1
    sources: list[Listed | Said] = [one for one in last.said if _of_all(text, one.start, last.unit.start)]
    sources += [
        one
        for one in last.lists
        if _of_all(text, one.start, last.unit.start)
        or (every and one.rule in _SAYS_SO and (_own_line(text, one, last) or _of_line(text, one, items)))
    ]
    for one in before:
        for source in sources:
            if one.unit.measure is not None:
                yield Shared(one.unit.measure, source)


def _of_all(text: str, at: int, floor: int) -> bool:
    """Whether the sentence that holds ``at`` speaks of all before it."""
    begin = max(text.rfind("。", floor, at), text.rfind("\n", floor, at), floor - 1) + 1
    return _ALL.match(text, begin) is not None


def _of_line(text: str, one: Listed, items: tuple[Named, ...]) -> bool:
    """Whether a list closes a line that the group's heading opens: （四）物流。1．…。2．…。（责任单位：…）."""
    first = items[0].unit
    begin = text.rfind("\n", 0, first.start) + 1
    stop = text.find("\n", first.start)
    head = text[begin : first.start]
    return (
        len(first.titles) > 1
        and len(head) <= len(first.titles[-2]) + _LABEL
        and first.titles[-2] in head
        and not text[one.end : len(text) if stop < 0 else stop].strip(" 　。")
    )


def _own_line(text: str, one: Listed, last: Named) -> bool:
    """Whether a list stands on a line of lists alone, behind the words of its unit."""
    begin = text.rfind("\n", last.unit.start, one.start)
    if begin < last.unit.heading_end:
        return False
    while begin < one.start and text[begin] in " \t\n　":
        begin += 1
    return any(begin == other.start for other in last.lists)
