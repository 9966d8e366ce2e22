"""The page that compares plans: its address, its context, and how it is made from the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final, Literal, TypeAlias, get_args

from graph.engine import Engine
from graph.views.comparing import (
    FEATURES,
    Feature,
    IndicatorKind,
    Mix,
    features,
    indicator_kinds,
    instrument_mix,
    kind_targets,
)
from graph.views.registers import PlanEntry, place_register, plan_register
from graph.views.targets import TargetItem
from graph.views.vocabulary import Vocabulary
from ontology.errors import NotFound
from viz.charts import Bar, Scatter, bars, scatter
from viz.pages.listing import Choice, every_plan
from viz.pages.rendering import doc

__all__ = ["ComparePage", "CompareQuery", "Difference", "TargetGroup", "compare_page"]

View: TypeAlias = Literal["targets", "topics", "instruments", "differences"]

#: Plans that are compared when the address names none; more would not be readable side by side.
_FIRST: Final = 8
#: Plans that are listed to be ticked; of more, people add one after the other.
_TICKED: Final = 60
#: The most that can be chosen.
_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class CompareQuery:
    """One view of the page: ``plans`` are slugs, ``kind`` the name of a kind of indicator."""

    view: View
    plans: tuple[str, ...]
    kind: str

    @classmethod
    def read(cls, view: str, plans: Sequence[str], kind: str, known: Sequence[str]) -> CompareQuery:
        """The view that an address asks for; `NotFound` for what there is not."""
        if view and view not in get_args(View):
            raise NotFound(f"there is no view {view!r}: choose one of {', '.join(get_args(View))}")
        missing = [slug for slug in plans if slug not in known]
        if missing:
            raise NotFound(f"no plan is called {missing[0]!r}")
        if len(plans) > _MOST:
            raise NotFound(f"at most {_MOST} plans can be compared at once: choose fewer")
        chosen = tuple(slug for slug in known if slug in plans) if plans else tuple(known[:_FIRST])
        found: View = (
            "topics"
            if view == "topics"
            else "instruments"
            if view == "instruments"
            else "differences"
            if view == "differences"
            else "targets"
        )
        return cls(found, chosen, kind)


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """Targets that compare: all of one unit, growth rates apart; a chart where they have years.

    ``name`` is ``amounts``, ``ratios``, ``growth`` or ``other``; ``largest`` is what bars are drawn beside.
    """

    name: str
    items: tuple[TargetItem, ...]
    charted: tuple[TargetItem, ...]
    chart: Scatter | None
    largest: Decimal


@dataclass(frozen=True, slots=True)
class Difference:
    """What one plan alone has and lacks among those compared, as concept paths by family."""

    card: PlanEntry
    only: Mapping[str, tuple[str, ...]]
    lacks: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """``/compare``."""

    template: ClassVar[str] = "compare.html"
    query: CompareQuery = doc("the view that the address asks for")
    views: Sequence[str] = doc("views to choose from")
    cards: Sequence[PlanEntry] = doc("plans to tick: all, or those that are compared when there are too many")
    more: Sequence[Choice] = doc("plans to add, under provinces, when not all are there to tick")
    total: int = doc("how many plans there are")
    chosen: Sequence[PlanEntry] = doc("plans that are compared, in order")
    kinds: Sequence[IndicatorKind] = doc("kinds of indicators, those of most plans first")
    groups: Sequence[TargetGroup] = doc("targets of the chosen kind that compare")
    topics: Sequence[Feature] = doc("topics with numbers of measures by plan")
    functions: Sequence[Feature] = doc("functions that answer, with numbers of measures by plan")
    mixes: Sequence[tuple[PlanEntry, Mix, Sequence[Bar]]] = doc("mix of instruments of each plan")
    subkinds: Sequence[str] = doc("sub-kinds of instruments that occur")
    differences: Sequence[Difference] = doc("what each plan alone has and lacks")
    vocabulary: Vocabulary = doc("labels of concepts")


def compare_page(
    engine: Engine, view: str, plans: Sequence[str], kind: str, vocabulary: Vocabulary
) -> ComparePage:
    """The page of these parameters; only what its view shows is read. `NotFound` for what there is not."""
    cards = sorted(plan_register(engine).values(), key=lambda card: (card.city, card.slug))
    query = CompareQuery.read(view, [slug for slug in plans if slug], kind, [card.slug for card in cards])
    chosen = [card for card in cards if card.slug in query.plans]
    iris = [card.iri for card in chosen]
    kinds = indicator_kinds(engine) if query.view == "targets" else ()
    if kind and kinds and kind not in {item.name for item in kinds}:
        raise NotFound(f"no target has the kind {kind!r}")
    if kinds and not kind:
        query = CompareQuery(query.view, query.plans, kinds[0].name)
    mixes = instrument_mix(engine, iris) if query.view == "instruments" else ()
    return ComparePage(
        query=query,
        views=get_args(View),
        cards=cards if len(cards) <= _TICKED else chosen,
        more=every_plan(cards, place_register(engine)) if len(cards) > _TICKED else (),
        total=len(cards),
        chosen=chosen,
        kinds=kinds,
        groups=_groups(kind_targets(engine, query.kind, iris)) if kinds and iris else (),
        topics=features(engine, "topic", iris) if query.view == "topics" else (),
        functions=features(engine, "function", iris) if query.view == "topics" else (),
        mixes=[(card, mix, bars(mix.kinds)) for card, mix in zip(chosen, mixes, strict=False)],
        subkinds=sorted({part for mix in mixes for part in mix.parts}),
        differences=_differences(engine, chosen) if query.view == "differences" else (),
        vocabulary=vocabulary,
    )


def _groups(items: Sequence[TargetItem]) -> tuple[TargetGroup, ...]:
    groups: dict[tuple[str, str], list[TargetItem]] = {}
    for item in items:
        if item.normal is None:
            key = ("other", "")
        elif item.growth:
            key = ("growth", item.normal_unit)
        else:
            key = ("ratios" if item.normal_unit == "ratio" else "amounts", item.normal_unit)
        groups.setdefault(key, []).append(item)
    order = ("amounts", "ratios", "growth", "other")
    return tuple(
        _group(name, found)
        for (name, _), found in sorted(groups.items(), key=lambda entry: (order.index(entry[0][0]), entry[0]))
    )


def _group(name: str, items: Sequence[TargetItem]) -> TargetGroup:
    places = sorted({item.plan.iri for item in items})
    charted = [item for item in items if item.due is not None and item.normal is not None]
    points = [
        (item.due, float(item.normal), places.index(item.plan.iri))
        for item in charted
        if item.due is not None and item.normal is not None
    ]
    return TargetGroup(
        name=name,
        items=tuple(items),
        charted=tuple(charted),
        chart=scatter(points) if len(points) > 1 else None,
        largest=max((item.normal for item in items if item.normal is not None), default=Decimal(0)),
    )


def _differences(engine: Engine, chosen: Sequence[PlanEntry]) -> tuple[Difference, ...]:
    if len(chosen) < 2:
        return ()
    iris = [card.iri for card in chosen]
    found = {family: features(engine, family, iris) for family in FEATURES}

    def pick(wanted: set[str]) -> dict[str, tuple[str, ...]]:
        return {
            family: tuple(item.path for item in items if set(item.counts) == wanted)
            for family, items in found.items()
        }

    return tuple(
        Difference(card, only=pick({card.iri}), lacks=pick(set(iris) - {card.iri})) for card in chosen
    )
