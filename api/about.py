"""``/about``: what this is, how accurate, under which terms, and how a program uses it."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from api.conformance import load_report
from api.context import lang_of, page_response, service_of
from api.errors import OTHERS, STATUS
from api.parameters import Number
from api.query_page import examples
from api.urls import PATHS
from graph.views.names import named_number
from graph.views.plans import plan_cards
from graph.views.quality import quality, totals
from graph.views.registers import plan_register
from graph.views.rights import rights_of
from viz.pages.about import AboutPage
from viz.pages.listing import described, sheet

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

#: Plans on one page of the list.
_PLANS: Final = 50


@router.get(PATHS["about"])
def about(request: Request, page: Number = 1) -> Response:
    """What this is, how to check it, how to use it from a program; ``page`` is one of its list of plans."""

    def make() -> AboutPage:
        service, report = service_of(request), load_report()
        shown = sheet(tuple(plan_register(service.engine).values()), page, _PLANS)
        iris = [plan.iri for plan in shown.items]
        cards = {card.iri: card for card in plan_cards(service.engine, among=iris)} if iris else {}
        measured = quality(service.engine)
        kinds = {name: status for _, status, name in STATUS} | OTHERS
        return AboutPage(
            sheet=described(shown, cards),
            rights=rights_of(service.engine),
            measured=len(measured),
            sums=totals(measured),
            tests=(report.sums.total, report.sums.ours),
            base=service.settings.base,
            things=named_number(service.engine),
            problems=tuple(sorted(kinds.items(), key=lambda item: (item[1], item[0]))),
            queries=examples(lang_of(request), service.settings.base),
            backend=service.engine.backend,
        )

    return page_response(request, make, "about")
