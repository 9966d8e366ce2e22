"""``/matrix``: bodies against measures, topics or plans, as a page and as a table for spreadsheets."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from api.context import etag, lang_of, page_response, page_words, service_of, unchanged, urls_of
from api.urls import PATHS
from graph.views.vocabulary import vocabulary
from viz.pages.matrix import MatrixPage, matrix_moved, matrix_page, matrix_rows
from viz.tables import csv_pieces

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get(PATHS["matrix"])
def page(request: Request) -> Response:
    """Who answers for what as a matrix; a cell opens its sentences.

    ``move`` moves a row or column and leads to the address that keeps it there.
    """
    if "move" in request.query_params:
        service = service_of(request)
        params = matrix_moved(service.engine, dict(request.query_params), service.settings.base)
        return RedirectResponse(urls_of(request).page("matrix", **params), 303)

    def make() -> MatrixPage:
        service = service_of(request)
        return matrix_page(
            service.engine,
            dict(request.query_params),
            service.settings.base,
            vocabulary(),
            page_words(request),
        )

    return page_response(request, make, "matrix")


@router.get(PATHS["matrix_file"])
def file(request: Request) -> Response:
    """The matrix of the page's parameters as CSV."""
    service = service_of(request)
    tag = etag(service.engine.revision, "matrix", lang_of(request), service.build)
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Content-Disposition": 'attachment; filename="matrix.csv"',
    }
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    rows = matrix_rows(
        service.engine, dict(request.query_params), service.settings.base, vocabulary(), page_words(request)
    )
    return StreamingResponse(csv_pieces(rows), headers=headers, media_type="text/csv; charset=utf-8")
