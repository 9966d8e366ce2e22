"""The page of organisations that answer for something: its context, and how it is made from the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final

from graph.engine import Engine
from graph.views.facets import narrowed
from graph.views.registers import BodyEntry, PlaceEntry, body_register, place_register
from graph.views.vocabulary import Vocabulary
from viz.pages.listing import Choice, Sheet, chain, choices, chosen_sort, place_choices, sheet
from viz.pages.rendering import Words, doc

__all__ = ["DepartmentsPage", "departments_page"]

#: Organisations on one page.
_SHOWN: Final = 200
#: Orders besides that of places.
_SORTS: Final = ("measures", "name")


@dataclass(frozen=True, slots=True)
class DepartmentsPage:
    """``/departments``."""

    template: ClassVar[str] = "departments.html"
    sheet: Sheet[BodyEntry] = doc("organisations after the filters, those of this page")
    groups: Sequence[tuple[str, Sequence[BodyEntry]]] = doc(
        "those of this page by the label of their place, in the order of places; else all under no place"
    )
    total: int = doc("organisations before the filters")
    places: Sequence[Choice] = doc("filter by place, under provinces")
    functions: Sequence[Choice] = doc("filter by function")
    query: str = doc("words that the name must hold")
    params: Mapping[str, str] = doc("the address's parameters of this view, without the page")
    vocabulary: Vocabulary = doc("labels of concepts")


def departments_page(
    engine: Engine, chosen: Mapping[str, str], page: int, vocabulary: Vocabulary, words: Words
) -> DepartmentsPage:
    """The page of these parameters: ``place``, ``function``, ``q`` and ``sort``.

    They stand by place in the order of the places' codes, in each the busiest first. Raises `NotFound` for
    a page or an order that there is not.
    """
    places, everything = place_register(engine), body_register(engine)
    query, sort = chosen.get("q", "").strip(), chosen_sort(chosen, _SORTS)
    wanted = query.casefold().split()
    lines = {iri: chain(iri, places) for iri in {item.place for item in everything}}
    found = narrowed(
        (item for item in everything if all(word in item.label.casefold() for word in wanted)),
        {
            "place": lambda item: lines[item.place],
            "function": lambda item: (item.function,) if item.function else (),
        },
        {name: chosen.get(name, "") for name in ("place", "function")},
    )
    ordered = sorted(
        found.items, key=lambda item: (*_first(item, sort, places), -item.measures, item.label, item.iri)
    )
    shown = sheet(ordered, page, _SHOWN)
    cities = {iri: entry.label for iri, entry in places.items()}
    return DepartmentsPage(
        sheet=shown,
        groups=[("", shown.items)]
        if sort
        else [
            (cities.get(place, ""), list(items))
            for place, items in groupby(shown.items, key=lambda item: item.place)
        ],
        total=len(everything),
        places=place_choices(found.counts["place"], chosen.get("place", ""), places),
        functions=choices(
            found.counts["function"],
            chosen.get("function", ""),
            lambda path: vocabulary.concept(path, words.lang),
        ),
        query=query,
        params={name: value for name, value in chosen.items() if value},
        vocabulary=vocabulary,
    )


def _first(item: BodyEntry, sort: str, places: Mapping[str, PlaceEntry]) -> tuple[str, ...]:
    """What an organisation is sorted by before the number of its measures."""
    if sort == "measures":
        return ()
    if sort == "name":
        return (item.label,)
    place = places.get(item.place)
    return (place.code or "~", place.label) if place else ("~~", "")
