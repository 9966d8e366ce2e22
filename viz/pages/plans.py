"""The page of all plans: its context, and how it is made from the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from graph.engine import Engine
from graph.views.facets import narrowed
from graph.views.plans import PlanCard, plan_cards
from graph.views.registers import PlanEntry, place_register, plan_register
from viz.pages.listing import (
    Choice,
    Sheet,
    choices,
    chosen_sort,
    described,
    place_choices,
    places_above,
    sheet,
)
from viz.pages.rendering import doc

__all__ = ["PlansPage", "plans_page"]

#: Plans on one page.
_SHOWN: Final = 48
#: Orders besides that of the first year.
_SORTS: Final = ("issued", "place")
#: More years than any plan is for.
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class PlansPage:
    """``/plans``."""

    template: ClassVar[str] = "plans.html"
    sheet: Sheet[PlanCard] = doc("plans after the filters with their numbers, those of this page")
    total: int = doc("plans before the filters")
    places: Sequence[Choice] = doc("filter by place, under provinces")
    years: Sequence[Choice] = doc("filter by a year that the plan is for")
    query: str = doc("words that title or number must hold")
    params: Mapping[str, str] = doc("the address's parameters of this view, without the page")


def plans_page(engine: Engine, chosen: Mapping[str, str], page: int) -> PlansPage:
    """The page of these parameters: ``place``, ``year``, ``q`` and ``sort``.

    Raises `NotFound` for a page or an order that there is not.
    """
    plans, places = plan_register(engine), place_register(engine)
    above = places_above(plans, places)
    query, sort = chosen.get("q", "").strip(), chosen_sort(chosen, _SORTS)
    wanted = query.casefold().split()
    found = narrowed(
        (
            plan
            for plan in plans.values()
            if all(word in f"{plan.title}\n{plan.number}".casefold() for word in wanted)
        ),
        {"place": lambda plan: above[plan.iri], "year": _years},
        {name: chosen.get(name, "") for name in ("place", "year")},
    )
    items = found.items
    if sort == "issued":
        items = tuple(sorted(items, key=lambda plan: plan.issued, reverse=True))
    elif sort == "place":
        codes = {iri: entry.code or "~" for iri, entry in places.items()}
        items = tuple(sorted(items, key=lambda plan: (codes.get(plan.place, "~~"), plan.city)))
    shown = sheet(items, page, _SHOWN)
    iris = [plan.iri for plan in shown.items]
    years = choices(found.counts["year"], chosen.get("year", ""), str)
    return PlansPage(
        sheet=described(shown, {card.iri: card for card in plan_cards(engine, among=iris)} if iris else {}),
        total=len(plans),
        places=place_choices(found.counts["place"], chosen.get("place", ""), places),
        years=sorted(years, key=lambda choice: choice.value),
        query=query,
        params={name: value for name, value in chosen.items() if value},
    )


def _years(plan: PlanEntry) -> tuple[str, ...]:
    """Years that a plan is for; of a period that cannot be (a slip of the pen) the first."""
    first, last = plan.start_year, plan.end_year
    if first is None:
        return ()
    return tuple(
        str(year) for year in range(first, last + 1 if last and last - first < _LONGEST else first + 1)
    )
