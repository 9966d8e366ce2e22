"""``/projects``: the projects of the plans' tables, as a page and as files of exactly what is filtered."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Final

from fastapi import APIRouter, Request, Response

from api.context import etag, lang_of, page_response, page_words, service_of, unchanged
from api.rest.facts import shapes_of
from api.rest.paging import Reading
from api.urls import PATHS
from graph.revision import Revision
from graph.views.project_groups import sums
from graph.views.project_table import ProjectTable
from graph.views.projects import ProjectItem
from viz.pages.projects import ProjectsPage, chosen_projects, projects_page
from viz.pages.projects_sheet import projects_heads, projects_rows, projects_sheet
from viz.tables import csv_file, xlsx_file

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EPOCH: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@router.get(PATHS["projects"])
def page(request: Request) -> Response:
    """Projects, filtered, sorted, grouped and summed; printed totals checked."""

    def make() -> ProjectsPage:
        service = service_of(request)
        return projects_page(service.engine, _params(request), service.settings.base, page_words(request))

    return page_response(request, make, "projects")


@router.get(PATHS["projects_csv"])
def csv(request: Request) -> Response:
    """The same projects as CSV."""

    def make(table: ProjectTable, items: tuple[ProjectItem, ...], _: Revision | None) -> bytes:
        words = page_words(request)
        return csv_file([projects_heads(words), *projects_rows(items, table.names, words)])

    return _file(request, "csv", "text/csv; charset=utf-8", make)


@router.get(PATHS["projects_xlsx"])
def workbook(request: Request) -> Response:
    """The same projects as a workbook whose numbers add up."""

    def make(table: ProjectTable, items: tuple[ProjectItem, ...], revision: Revision | None) -> bytes:
        number, made = (revision.number, revision.created) if revision else (0, _EPOCH)
        return xlsx_file(projects_sheet(table, items, page_words(request), number, made))

    return _file(request, "xlsx", _XLSX, make)


@router.get(PATHS["projects_json"])
def data(request: Request) -> Response:
    """The same projects as JSON, in the shapes of ``/api/projects``."""

    def make(_: ProjectTable, items: tuple[ProjectItem, ...], revision: Revision | None) -> bytes:
        service = service_of(request)
        origin = f"{request.url.scheme}://{request.url.netloc}"
        number = revision.number if revision else None
        shapes = shapes_of(Reading(service.engine, service.settings.base, number, origin, request))
        found = sums(items)
        body = {
            "revision": number,
            "filters": {name: value for name, value in _params(request).items() if value and name != "lang"},
            "total": found.count,
            "investment": float(found.investment),
            "without_investment": found.unstated,
            "items": [shapes.project(item).model_dump(mode="json") for item in items],
        }
        return json.dumps(body, ensure_ascii=False, indent=1).encode()

    return _file(request, "json", "application/json", make)


def _params(request: Request) -> Mapping[str, str]:
    return dict(request.query_params)


def _file(
    request: Request,
    kind: str,
    media_type: str,
    make: Callable[[ProjectTable, tuple[ProjectItem, ...], Revision | None], bytes],
) -> Response:
    service = service_of(request)
    revision = service.engine.revision
    tag = etag(revision, kind, lang_of(request), service.build)
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="projects.{kind}"',
    }
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    _, table, items = chosen_projects(service.engine, _params(request), service.settings.base)
    return Response(make(table, items, revision), headers=headers, media_type=media_type)
