"""Projects put together: sums of a list, and the same list by programme, builder, state, progress and year. Pure.

Money is in 万元. A sum says of how many projects it knows nothing (``unstated``): an empty cell is not 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from graph.views.project_stages import STAGES, UNSAID, stage_of
from graph.views.projects import ProjectItem

__all__ = ["Group", "Sums", "Year", "by_builder", "by_nature", "by_programme", "by_stage", "by_year", "sums"]

_NATURES: Final = ("new", "ongoing", "preparatory")
_MOST_YEARS: Final = 60


@dataclass(frozen=True, slots=True)
class Sums:
    """How many projects, what those that state a sum add up to, how many state none; years from first to last."""

    count: int
    investment: Decimal
    unstated: int
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Projects that share something: ``key`` is what addresses say (an IRI, a name), ``label`` its words.

    ``label`` is empty where the page's catalogue has the words. ``share`` is of the whole list's sum, 0 to 1.
    """

    key: str
    label: str
    items: tuple[ProjectItem, ...]
    sums: Sums
    share: float

    @property
    def iri(self) -> str:
        """The key, by which lists tell their items apart."""
        return self.key


@dataclass(frozen=True, slots=True)
class Year:
    """A year: projects that start in it, are under way in it, end in it."""

    year: int
    started: Sums
    under_way: Sums
    ended: Sums


def sums(items: Iterable[ProjectItem]) -> Sums:
    """The sums of a list."""
    found = list(items)
    known = [item.investment for item in found if item.investment is not None]
    starts = [item.start_year for item in found if item.start_year is not None]
    ends = [item.end_year for item in found if item.end_year is not None]
    return Sums(
        count=len(found),
        investment=sum(known, Decimal(0)),
        unstated=len(found) - len(known),
        first=min(starts, default=None),
        last=max(ends, default=None),
    )


def by_programme(items: Sequence[ProjectItem], names: dict[str, str]) -> tuple[Group, ...]:
    """By the programme that a project stands in; ``names`` are those of the programmes by IRI.

    Projects of no programme stand last, under an empty key.
    """
    keyed = ((item.parent if item.parent in names else "", item) for item in items)
    return _groups(keyed, items, lambda key: names.get(key, ""))


def by_builder(items: Sequence[ProjectItem]) -> tuple[Group, ...]:
    """By builder; a project of several builders stands under each of them, so groups may sum to more."""
    labels = {builder.iri: builder.label for item in items for builder in item.builders}
    keyed = ((key, item) for item in items for key in ([ref.iri for ref in item.builders] or [""]))
    return _groups(keyed, items, lambda key: labels.get(key, ""))


def by_nature(items: Sequence[ProjectItem]) -> tuple[Group, ...]:
    """By nature as printed: new, ongoing, preparatory, not stated."""
    return _in_order(_groups(((item.nature, item) for item in items), items, _none), (*_NATURES, ""))


def by_stage(items: Sequence[ProjectItem]) -> tuple[Group, ...]:
    """By how far the words on progress say that a project is (`graph.views.project_stages`)."""
    keyed = ((stage_of(item.progress), item) for item in items)
    return _in_order(_groups(keyed, items, _none), (*STAGES, UNSAID))


def by_year(items: Sequence[ProjectItem]) -> tuple[Year, ...]:
    """Each year from the first start to the last end, or those in which something starts or ends if they are many."""
    whole = sums(items)
    if whole.first is None:
        return ()
    last = max(whole.first, whole.last or whole.first)
    named = {year for item in items for year in (item.start_year, item.end_year) if year is not None}
    years = range(whole.first, last + 1) if last - whole.first < _MOST_YEARS else sorted(named)
    return tuple(
        Year(
            year,
            started=sums(item for item in items if item.start_year == year),
            under_way=sums(item for item in items if _covers(item, year)),
            ended=sums(item for item in items if item.end_year == year),
        )
        for year in years
    )


def _covers(item: ProjectItem, year: int) -> bool:
    start, end = item.start_year, item.end_year
    return start is not None and start <= year <= (end if end is not None else start)


def _none(_: str) -> str:
    return ""


def _groups(
    keyed: Iterable[tuple[str, ProjectItem]], items: Sequence[ProjectItem], label: Callable[[str], str]
) -> tuple[Group, ...]:
    """Groups, the largest sum first; those of no key last."""
    whole = sums(items).investment
    held: dict[str, list[ProjectItem]] = defaultdict(list)
    for key, item in keyed:
        held[key].append(item)
    found = []
    for key, members in held.items():
        total = sums(members)
        share = float(total.investment / whole) if whole else 0.0
        found.append(Group(key, label(key), tuple(members), total, share))
    return tuple(
        sorted(
            found,
            key=lambda item: (not item.key, -item.sums.investment, -item.sums.count, item.label, item.key),
        )
    )


def _in_order(groups: Sequence[Group], order: Sequence[str]) -> tuple[Group, ...]:
    place = {key: index for index, key in enumerate(order)}
    return tuple(sorted(groups, key=lambda group: (place.get(group.key, len(order)), group.key)))
