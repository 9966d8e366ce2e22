"""``/about``: what this is, how accurate, under which terms, and how a program uses it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.conformance import load_report
from api.context import lang_of, page_response, service_of
from api.errors import OTHERS, STATUS
from api.query_page import examples
from api.urls import PATHS
from graph.views.names import named_things
from graph.views.plans import plan_cards
from graph.views.quality import quality, totals
from graph.views.rights import rights_of
from viz.pages.about import AboutPage

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get(PATHS["about"])
def about(request: Request) -> Response:
    """What this is, how to check it, how to use it from a program."""

    def page() -> AboutPage:
        service, report = service_of(request), load_report()
        measured = quality(service.engine)
        kinds = {name: status for _, status, name in STATUS} | OTHERS
        return AboutPage(
            cards=plan_cards(service.engine),
            rights=rights_of(service.engine),
            measured=len(measured),
            sums=totals(measured),
            tests=(report.sums.total, report.sums.ours),
            base=service.settings.base,
            things=named_things(service.engine),
            problems=tuple(sorted(kinds.items(), key=lambda item: (item[1], item[0]))),
            queries=examples(lang_of(request), service.settings.base),
            backend=service.engine.backend,
        )

    return page_response(request, page, "about")
