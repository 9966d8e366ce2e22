"""The breakdown of tasks of a department or a plan as a workbook or a Word document."""

from __future__ import annotations

import datetime as dt
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from api.context import etag, lang_of, page_words, service_of, unchanged, words_of
from api.urls import PATHS
from graph.views.names import named_things
from graph.views.plans import plan_cards
from graph.views.tasks import department_tasks, plan_tasks
from ontology.errors import NotFound
from viz.pages.task_sheet import department_sheet, plan_sheet
from viz.tables import Sheet, docx_file, xlsx_file

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_MAKERS: Final = {
    "xlsx": (xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": (docx_file, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
_EPOCH: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@router.get(PATHS["departments"] + "/{path:path}.xlsx")
def department_workbook(request: Request, path: str) -> Response:
    """What a department answers for, as a workbook."""
    return _department(request, path, "xlsx")


@router.get(PATHS["departments"] + "/{path:path}.docx")
def department_document(request: Request, path: str) -> Response:
    """What a department answers for, as a Word document."""
    return _department(request, path, "docx")


@router.get(PATHS["plans"] + "/{slug}.xlsx")
def plan_workbook(request: Request, slug: str) -> Response:
    """All measures of a plan with their owners, as a workbook."""
    return _plan(request, slug, "xlsx")


@router.get(PATHS["plans"] + "/{slug}.docx")
def plan_document(request: Request, slug: str) -> Response:
    """All measures of a plan with their owners, as a Word document."""
    return _plan(request, slug, "docx")


def _department(request: Request, path: str, kind: str) -> Response:
    service = service_of(request)
    iri = f"{service.settings.base}id/org/{path}"
    things = named_things(service.engine, among=[iri])
    if not things:
        raise NotFound(words_of(request)("missing.organization", name=path))
    name, words = things[0].label, page_words(request)
    revision, made = _revision(request)
    return _file(
        request, kind, department_sheet(name, department_tasks(service.engine, iri), words, revision, made)
    )


def _plan(request: Request, slug: str, kind: str) -> Response:
    service = service_of(request)
    cards = plan_cards(service.engine, plan=f"{service.settings.base}id/plan/{slug}")
    if not cards:
        raise NotFound(words_of(request)("missing.plan", name=slug))
    card = cards[0]
    revision, made = _revision(request)
    tasks = plan_tasks(service.engine, card.iri)
    return _file(request, kind, plan_sheet(card.title, tasks, page_words(request), revision, made))


def _revision(request: Request) -> tuple[int, dt.datetime]:
    revision = service_of(request).engine.revision
    return (revision.number, revision.created) if revision else (0, _EPOCH)


def _file(request: Request, kind: str, sheet: Sheet) -> Response:
    service = service_of(request)
    make, media_type = _MAKERS[kind]
    tag = etag(service.engine.revision, kind, lang_of(request), service.build)
    name = quote(f"{sheet.title}.{kind}")
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        # RFC 6266: the Chinese name in filename*, a plain one for clients that do not know it.
        "Content-Disposition": f"attachment; filename=\"tasks.{kind}\"; filename*=UTF-8''{name}",
    }
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(make(sheet), headers=headers, media_type=media_type)
