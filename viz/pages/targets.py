"""The page of targets: its context, and how it is made from the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final

from graph.engine import Engine
from graph.views.facets import narrowed
from graph.views.registers import PlanEntry, TargetEntry, place_register, plan_register, target_register
from graph.views.targets import TargetItem, targets
from graph.views.vocabulary import Vocabulary
from viz.pages.listing import (
    Choice,
    Sheet,
    choices,
    chosen_sort,
    described,
    place_choices,
    places_above,
    plan_choices,
    sheet,
)
from viz.pages.rendering import Words, doc

__all__ = ["TargetsPage", "targets_page"]

#: Targets on one page.
_SHOWN: Final = 100
#: Orders within a kind of indicator, besides that of the documents.
_SORTS: Final = ("value", "due")


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """``/targets``."""

    template: ClassVar[str] = "targets.html"
    sheet: Sheet[TargetItem] = doc("targets after the filters, those of this page")
    groups: Sequence[tuple[str, int, Sequence[TargetItem]]] = doc(
        "kind of indicator, how many there are of it on all pages, and those of this page"
    )
    total: int = doc("targets before the filters")
    places: Sequence[Choice] = doc("filter by place, under provinces")
    plans: Sequence[Choice] = doc("filter by plan, where there are few enough to choose from")
    kinds: Sequence[Choice] = doc("filter by kind of indicator")
    years: Sequence[Choice] = doc("filter by the year in which they are due")
    params: Mapping[str, str] = doc("the address's parameters of this view, without the page")
    known: Mapping[str, PlanEntry] = doc("plans by IRI")
    vocabulary: Vocabulary = doc("labels of concepts")


def targets_page(
    engine: Engine, chosen: Mapping[str, str], page: int, vocabulary: Vocabulary, words: Words
) -> TargetsPage:
    """The page of these parameters: ``place``, ``plan``, ``kind``, ``year`` and ``sort``.

    Kinds of indicators stand one after the other, the most frequent first, those of no kind at the end.
    Raises `NotFound` for a page or an order that there is not.
    """
    plans, places = plan_register(engine), place_register(engine)
    everything = target_register(engine)
    above = places_above(plans, places)
    slugs = {iri: (plan.slug,) for iri, plan in plans.items()}
    names = ("place", "plan", "kind", "year")
    found = narrowed(
        everything,
        {
            "place": lambda item: above.get(item.plan, ()),
            "plan": lambda item: slugs.get(item.plan, ()),
            "kind": lambda item: (item.kind,),
            "year": lambda item: (str(item.due),) if item.due else (),
        },
        {name: chosen.get(name, "") for name in names},
    )
    kinds = choices(
        found.counts["kind"],
        chosen.get("kind", ""),
        lambda name: vocabulary.concept(f"indicator/{name}", words.lang),
    )
    order = {choice.value: number for number, choice in enumerate(kinds)}
    sort = chosen_sort(chosen, _SORTS)

    def place_of(item: TargetEntry) -> tuple[int, float]:
        within = _value(item) if sort == "value" else _due(item) if sort == "due" else 0
        return order.get(item.kind, len(order)), within

    shown = sheet(sorted(found.items, key=place_of), page, _SHOWN)
    iris = [item.iri for item in shown.items]
    told = described(shown, {item.iri: item for item in targets(engine, among=iris)} if iris else {})
    return TargetsPage(
        sheet=told,
        groups=[
            (kind, found.counts["kind"].get(kind, 0), list(items))
            for kind, items in groupby(told.items, key=lambda item: item.indicator_kind)
        ],
        total=len(everything),
        places=place_choices(found.counts["place"], chosen.get("place", ""), places),
        plans=plan_choices(found.counts["plan"], chosen.get("plan", ""), plans.values()),
        kinds=kinds,
        years=sorted(
            choices(found.counts["year"], chosen.get("year", ""), str), key=lambda choice: choice.value
        ),
        params={name: value for name, value in chosen.items() if value},
        known=plans,
        vocabulary=vocabulary,
    )


def _value(item: TargetEntry) -> float:
    """The largest first, those that do not compare last."""
    return float("inf") if item.normal is None else -item.normal


def _due(item: TargetEntry) -> float:
    """The earliest first, those without a year last."""
    return item.due or float("inf")
