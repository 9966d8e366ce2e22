"""The first page: its context, and how it is made from the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from graph.engine import Engine
from graph.views.news import News, latest_news
from graph.views.plans import PlanCard, plan_cards
from graph.views.registers import (
    BodyEntry,
    PlanEntry,
    body_register,
    measure_register,
    place_register,
    plan_register,
    responsibilities,
    target_register,
)
from viz.pages.listing import Choice, place_choices, province_of
from viz.pages.rendering import doc

__all__ = ["HomePage", "home_page"]

#: Plans that are shown as cards; when there are more, these are the ones that were issued last.
_CARDS: Final = 12
#: Plans that the news name.
_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class HomePage:
    """``/``."""

    template: ClassVar[str] = "home.html"
    cards: Sequence[PlanCard] = doc("plans with their numbers: all, or those that were issued last")
    totals: Mapping[str, int] = doc("how many there are of plans, measures, responsibilities and targets")
    provinces: Sequence[Choice] = doc("provinces with how many plans each has, when not all plans are shown")
    busiest: BodyEntry | None = doc("the department that answers for most, for the first question")
    unowned: int = doc("measures that nobody answers for, for the second question")
    news: News | None = doc("the last revision that changed plans, where one is kept to compare with")
    named: Mapping[str, Sequence[PlanEntry]] = doc("some of the plans that it added and changed")


def home_page(engine: Engine, base: str) -> HomePage:
    """The page; ``base`` is that of resource IRIs."""
    plans, places = plan_register(engine), place_register(engine)
    bodies, measures = body_register(engine), measure_register(engine)
    shown = list(plans.values())
    if len(shown) > _CARDS:
        shown = sorted(shown, key=lambda plan: plan.issued, reverse=True)[:_CARDS]
    iris = [plan.iri for plan in shown]
    cards = {card.iri: card for card in plan_cards(engine, among=iris)} if iris else {}
    by_province = Counter(
        province.slug for plan in plans.values() if (province := province_of(plan.place, places)) is not None
    )
    by_slug = {plan.slug: plan for plan in plans.values()}
    news = latest_news(engine.revisions(), base, by_slug.keys())
    return HomePage(
        cards=[cards[iri] for iri in iris if iri in cards],
        totals={
            "plans": len(plans),
            "measures": len(measures),
            "responsibilities": responsibilities(engine),
            "targets": len(target_register(engine)),
        },
        provinces=place_choices(by_province, "", places) if len(plans) > _CARDS else (),
        busiest=max(bodies, key=lambda body: (body.measures, body.label), default=None),
        unowned=sum(not measure.roles for measure in measures),
        news=news,
        named={
            "added": _named(news.added, by_slug) if news else (),
            "changed": _named(news.changed, by_slug) if news else (),
        },
    )


def _named(slugs: Sequence[str], plans: Mapping[str, PlanEntry]) -> tuple[PlanEntry, ...]:
    return tuple(plans[slug] for slug in slugs[:_NAMED])
