"""The page of measures: its context, and how it is made from the graph."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from graph.engine import Engine
from graph.views.facets import narrowed
from graph.views.measures import MeasureItem, measures
from graph.views.registers import (
    MeasureEntry,
    PlanEntry,
    measure_register,
    place_register,
    plan_register,
)
from graph.views.vocabulary import Vocabulary
from graph.views.wording import holding
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

__all__ = ["MeasuresPage", "measures_page"]

#: Measures on one page.
_SHOWN: Final = 100
#: Value of the role filter for measures that name nobody.
_NOBODY: Final = "none"
#: Orders besides that of the documents.
_SORTS: Final = ("owners",)


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """``/measures``."""

    template: ClassVar[str] = "measures.html"
    sheet: Sheet[MeasureItem] = doc("measures after the filters, those of this page")
    total: int = doc("measures before the filters")
    places: Sequence[Choice] = doc("filter by place, under provinces")
    plans: Sequence[Choice] = doc("filter by plan, where there are few enough to choose from")
    roles: Sequence[Choice] = doc("filter by role, and by nobody")
    topics: Sequence[Choice] = doc("filter by topic")
    query: str = doc("words that name or text must hold")
    params: Mapping[str, str] = doc("the address's parameters of this view, without the page")
    known: Mapping[str, PlanEntry] = doc("plans by IRI")
    vocabulary: Vocabulary = doc("labels of concepts")


def measures_page(
    engine: Engine, chosen: Mapping[str, str], page: int, vocabulary: Vocabulary, words: Words
) -> MeasuresPage:
    """The page of these parameters: ``place``, ``plan``, ``role``, ``topic``, ``q`` and ``sort``.

    Raises `NotFound` for a page or an order that there is not.
    """
    plans, places = plan_register(engine), place_register(engine)
    everything = measure_register(engine)
    above = places_above(plans, places)
    slugs = {iri: (plan.slug,) for iri, plan in plans.items()}
    query, sort = chosen.get("q", "").strip(), chosen_sort(chosen, _SORTS)
    held = holding(engine, "Measure", query)
    nobody: Collection[str] = (_NOBODY,)
    found = narrowed(
        everything if held is None else (item for item in everything if item.iri in held),
        {
            "place": lambda item: above.get(item.plan, ()),
            "plan": lambda item: slugs.get(item.plan, ()),
            "role": lambda item: item.roles or nobody,
            "topic": lambda item: item.topics,
        },
        {name: chosen.get(name, "") for name in ("place", "plan", "role", "topic")},
    )
    shown = sheet(sorted(found.items, key=_most_owners) if sort else found.items, page, _SHOWN)
    return MeasuresPage(
        sheet=described(shown, {item.iri: item for item in _described(engine, shown)}),
        total=len(everything),
        places=place_choices(found.counts["place"], chosen.get("place", ""), places),
        plans=plan_choices(found.counts["plan"], chosen.get("plan", ""), plans.values()),
        roles=choices(
            found.counts["role"],
            chosen.get("role", ""),
            lambda name: words("filter.nobody") if name == _NOBODY else words.of("role", name),
        ),
        topics=choices(
            found.counts["topic"], chosen.get("topic", ""), lambda path: vocabulary.concept(path, words.lang)
        ),
        query=query,
        params={name: value for name, value in chosen.items() if value},
        known=plans,
        vocabulary=vocabulary,
    )


def _most_owners(item: MeasureEntry) -> int:
    return -item.owners


def _described(engine: Engine, shown: Sheet[MeasureEntry]) -> tuple[MeasureItem, ...]:
    iris = [item.iri for item in shown.items]
    return measures(engine, among=iris) if iris else ()
