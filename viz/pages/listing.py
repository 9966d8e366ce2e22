"""What the list pages share: the choices of a filter, a page of a long list, and how both are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from graph.views.registers import PlaceEntry, PlanEntry
from ontology.errors import NotFound

__all__ = [
    "Choice",
    "Sheet",
    "chain",
    "choices",
    "chosen_sort",
    "described",
    "every_plan",
    "place_choices",
    "places_above",
    "plan_choices",
    "province_of",
    "sheet",
]


class _Entry(Protocol):
    @property
    def iri(self) -> str: ...


_T = TypeVar("_T")
_D = TypeVar("_D")
_E = TypeVar("_E", bound=_Entry)

#: From this number of plans on people choose a place first, and a plan among those of the place.
_MANY: Final = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a filter: what the address says, what people read, whether it is chosen, how many.

    Entries of one ``group`` stand together under its name.
    """

    value: str
    label: str
    chosen: bool
    count: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[_T]):
    """A page of a long list: its items, numbers from ``first`` (from 1) to ``last`` of ``total``; ``count`` there are."""

    items: Sequence[_T]
    total: int
    number: int
    pages: int
    first: int
    count: int

    @property
    def last(self) -> int:
        """Number of the last item shown; 0 for an empty list."""
        return self.first + self.count - 1 if self.count else 0

    @property
    def near(self) -> tuple[int, ...]:
        """Numbers of the pages that are offered: the first, the last and those around this one."""
        wanted = {1, self.pages, *range(self.number - 2, self.number + 3)}
        return tuple(sorted(number for number in wanted if 1 <= number <= self.pages))


def described(shown: Sheet[_E], items: Mapping[str, _D]) -> Sheet[_D]:
    """The same page with what there is to say of each of its items, by IRI."""
    found = [items[item.iri] for item in shown.items if item.iri in items]
    return Sheet(found, shown.total, shown.number, shown.pages, shown.first, shown.count)


def chosen_sort(chosen: Mapping[str, str], known: Collection[str]) -> str:
    """The order that an address asks for, empty for the usual one; `NotFound` for one that there is not."""
    sort = chosen.get("sort", "")
    if sort and sort not in known:
        raise NotFound(f"a list is sorted by {', '.join(known)}, not by {sort!r}. 没有这种排序。")
    return sort


def sheet(items: Sequence[_T], number: int, size: int) -> Sheet[_T]:
    """Page ``number`` (from 1) of a list; `NotFound` when the list has fewer."""
    pages = max(-(-len(items) // size), 1)
    if number > pages:
        raise NotFound(
            f"this list has {pages} pages, not {number}. 本列表共 {pages} 页，没有第 {number} 页。"
        )
    start = (number - 1) * size
    shown = items[start : start + size]
    return Sheet(shown, len(items), number, pages, start + 1 if shown else 0, len(shown))


def choices(counts: Mapping[str, int], chosen: str, label: Callable[[str], str]) -> tuple[Choice, ...]:
    """Values with how many have each, the most frequent first; what is chosen is there even when none has it."""
    ordered = sorted((value for value in counts if value), key=lambda value: (-counts[value], value))
    if chosen and chosen not in counts:
        ordered.append(chosen)
    return tuple(Choice(value, label(value), value == chosen, counts.get(value, 0)) for value in ordered)


def places_above(
    plans: Mapping[str, PlanEntry], places: Mapping[str, PlaceEntry]
) -> Mapping[str, tuple[str, ...]]:
    """Slugs of the place of each plan (by IRI) and of what it belongs to, without the country."""
    found: dict[str, tuple[str, ...]] = {}
    for plan in plans.values():
        found[plan.iri] = chain(plan.place, places)
    return found


def chain(place: str, places: Mapping[str, PlaceEntry]) -> tuple[str, ...]:
    """Slugs of a place (by IRI) and of what it belongs to; the country only for itself."""
    own = places.get(place)
    if own is None:
        return ()
    above = (places[iri] for iri in own.within if iri in places)
    return (own.slug, *(entry.slug for entry in above if not entry.country))


def place_choices(
    counts: Mapping[str, int], chosen: str, places: Mapping[str, PlaceEntry]
) -> tuple[Choice, ...]:
    """Places under their provinces, in the order of their codes; a province stands before its cities."""
    by_slug = {entry.slug: entry for entry in places.values()}
    rows = []
    for slug in {*counts, chosen} - {""}:
        entry = by_slug.get(slug)
        province = province_of(entry.iri, places) if entry else None
        rows.append(
            (
                province.code or "~" if province else "",
                province.label if province else "",
                entry.code or "~" if entry else "",
                entry.label if entry else slug,
                slug,
            )
        )
    return tuple(
        Choice(slug, label, slug == chosen, counts.get(slug, 0), group)
        for _, group, _, label, slug in sorted(rows)
    )


def province_of(place: str, places: Mapping[str, PlaceEntry]) -> PlaceEntry | None:
    """The highest place below the country that a place (by IRI) is or belongs to; None for the country."""
    if place not in places:
        return None
    line = [places[iri] for iri in (place, *places[place].within) if iri in places]
    below = [place for place in line if not place.country]
    return below[-1] if below else None


def plan_choices(counts: Mapping[str, int], chosen: str, plans: Collection[PlanEntry]) -> tuple[Choice, ...]:
    """Plans by slug: none when there are too many to choose from, unless one is chosen.

    Each is called by its place; by place and year, or its title, where that is not enough to tell them apart.
    """
    listed = [plan for plan in plans if plan.slug in counts or plan.slug == chosen]
    if len(listed) > _MANY:
        listed = [plan for plan in listed if plan.slug == chosen]
    cities = Counter(plan.city for plan in listed)
    years = Counter((plan.city, plan.start_year) for plan in listed)

    def label(plan: PlanEntry) -> str:
        if cities[plan.city] == 1:
            return plan.city
        return f"{plan.city} {plan.start_year}" if years[plan.city, plan.start_year] == 1 else plan.title

    ordered = sorted(listed, key=lambda plan: (-counts.get(plan.slug, 0), plan.city, plan.slug))
    return tuple(
        Choice(plan.slug, label(plan), plan.slug == chosen, counts.get(plan.slug, 0)) for plan in ordered
    )


def every_plan(
    plans: Collection[PlanEntry], places: Mapping[str, PlaceEntry], chosen: str = ""
) -> tuple[Choice, ...]:
    """All plans by slug under their provinces, in the order of the places' codes and of years."""
    rows = []
    for plan in plans:
        province, place = province_of(plan.place, places), places.get(plan.place)
        first = (province.code or "~", province.label) if province else ("", "")
        rows.append((*first, place.code or "~" if place else "", plan.start_year or 0, plan.slug, plan))
    return tuple(
        Choice(
            plan.slug,
            f"{plan.city} {plan.start_year}" if plan.start_year else plan.city,
            plan.slug == chosen,
            0,
            group,
        )
        for _, group, _, _, _, plan in sorted(rows, key=lambda row: row[:5])
    )
