"""The page on what plans leave open: its context, and how it is made from the graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from pyoxigraph import Literal, NamedNode

from graph.engine import Engine, Term
from graph.views.gaps import GAPS, Gap, gaps
from graph.views.plans import PlanCard, plan_cards
from ontology.errors import NotFound
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
    total: int = doc("gaps of that kind on all pages")
    first: int = doc("number of the first gap shown, from 1")
    page: int = doc("number of this page, from 1")
    pages: int = doc("how many pages there are")
    plan: str = doc("slug of the chosen plan, or empty")
    cards: Sequence[PlanCard] = doc("plans to choose from")
    owners: int = doc("from how many owners on a measure without a lead counts")


def gaps_page(engine: Engine, kind: str, plan: str, owners: int, page: int, base: str) -> GapsPage:
    """The page of these parameters; an empty ``kind`` is the first. Raises `NotFound` for what there is not."""
    cards = sorted(plan_cards(engine), key=lambda card: (card.city, card.slug))
    chosen = kind or next(iter(GAPS))
    if chosen not in GAPS:
        raise NotFound(f"no kind of gap is called {kind!r}: there are {', '.join(GAPS)}")
    if plan and plan not in {card.slug for card in cards}:
        raise NotFound(f"no plan is called {plan!r}")
    given: dict[str, Term] = {"owners": Literal(owners)}
    if plan:
        given["plan"] = NamedNode(f"{base}id/plan/{plan}")

    def values(name: str) -> dict[str, Term]:
        return {key: term for key, term in given.items() if key in GAPS[name].filters}

    counted, found = gaps(engine, chosen, values(chosen), limit=_SHOWN, offset=(page - 1) * _SHOWN)
    totals = {
        name: counted.total if name == chosen else selection.page(engine, values(name), limit=1).total
        for name, selection in GAPS.items()
    }
    return GapsPage(
        kinds=[GapKind(name, total) for name, total in totals.items()],
        kind=chosen,
        items=found,
        total=counted.total,
        first=(page - 1) * _SHOWN + 1,
        page=page,
        pages=max(-(-counted.total // _SHOWN), 1),
        plan=plan,
        cards=cards,
        owners=owners,
    )
