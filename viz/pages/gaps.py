"""The page on what plans leave open: its context, and how it is made from the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from graph.engine import Engine
from graph.views.facets import narrowed
from graph.views.gaps import GAPS, Gap, described_gaps, listed_gaps
from graph.views.registers import place_register, plan_register
from ontology.errors import NotFound
from viz.pages.listing import Choice, Sheet, place_choices, places_above, plan_choices, sheet
from viz.pages.rendering import doc

__all__ = ["GapKind", "GapsPage", "gaps_page"]

#: Gaps on one page.
_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class GapKind:
    """A kind of gap by its name in `graph.views.gaps.GAPS`, and how many there are under the filters."""

    name: str
    total: int


@dataclass(frozen=True, slots=True)
class GapsPage:
    """``/gaps``."""

    template: ClassVar[str] = "gaps.html"
    kinds: Sequence[GapKind] = doc("kinds of gaps with their numbers")
    kind: str = doc("the kind that is listed")
    items: Sequence[Gap] = doc("gaps of that kind on this page")
    sheet: Sheet[str] = doc("their IRIs, with the numbers of the page")
    plan: str = doc("slug of the chosen plan, or empty")
    places: Sequence[Choice] = doc("filter by place, under provinces, with how many plans each has")
    plans: Sequence[Choice] = doc("filter by plan, where there are few enough to choose from")
    params: Mapping[str, str] = doc("the address's parameters of this view, without the page")
    owners: int = doc("from how many owners on a measure without a lead counts")


def gaps_page(engine: Engine, kind: str, place: str, plan: str, owners: int, page: int) -> GapsPage:
    """The page of these parameters; an empty ``kind`` is the first. Raises `NotFound` for what there is not.

    ``place`` and ``plan`` are slugs.
    """
    plans, places = plan_register(engine), place_register(engine)
    chosen = kind or next(iter(GAPS))
    if chosen not in GAPS:
        raise NotFound(f"no kind of gap is called {kind!r}: there are {', '.join(GAPS)}")
    if plan and plan not in {entry.slug for entry in plans.values()}:
        raise NotFound(f"no plan is called {plan!r}")
    above = places_above(plans, places)
    found = narrowed(
        plans.values(),
        {"place": lambda entry: above[entry.iri], "plan": lambda entry: (entry.slug,)},
        {"place": place, "plan": plan},
    )
    wanted = {entry.iri for entry in found.items}
    open_ = {name: listed_gaps(engine, name, wanted, owners) for name in GAPS}
    shown = sheet(open_[chosen], page, _SHOWN)
    return GapsPage(
        kinds=[GapKind(name, len(iris)) for name, iris in open_.items()],
        kind=chosen,
        items=described_gaps(engine, chosen, shown.items),
        sheet=shown,
        plan=plan,
        places=place_choices(found.counts["place"], place, places),
        plans=plan_choices(found.counts["plan"], plan, plans.values()),
        params={
            name: str(value)
            for name, value in {"kind": kind, "place": place, "plan": plan, "owners": owners}.items()
            if value and (name, value) != ("owners", 2)
        },
        owners=owners,
    )
