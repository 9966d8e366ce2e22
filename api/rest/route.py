"""What the routes under ``/api`` share: parameters that are known, and entity tags.

A parameter that a route does not have is refused with those that it has: a mistyped filter would else
give all there is. An answer is tagged by revision and build; its address says the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from api.context import etag, service_of, unchanged
from api.errors import BadRequest
from graph.revision import Revision

__all__ = ["ApiRoute", "ProblemBody", "api_router", "check_parameters", "revision_of"]

#: Language of messages and links, and the revision that is read (`api.travel`), everywhere.
_ALWAYS: Final = ("lang", "revision")


class ProblemBody(BaseModel):
    """A problem document (RFC 9457): what went wrong, in words for people."""

    type: str = Field(description="address of the sort of problem, explained at /about")
    title: str = Field(description="the sort in words, in the language of Accept-Language")
    status: int = Field(description="HTTP status")
    detail: str = Field(description="what happened here, and what to do next")
    instance: str = Field(description="path that was asked")


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemBody"}
    return {
        "description": description,
        "model": ProblemBody,
        "content": {"application/problem+json": {"schema": schema}},
    }


#: Problems that every route may answer with, for the description of the interface.
_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    400: _problem("a parameter is unknown or has no such value"),
    404: _problem("there is no such thing"),
    503: _problem("a limit was reached, or the graph cannot be asked; try again after Retry-After"),
}


class ApiRoute(APIRoute):
    """A route whose parameters are checked and whose answers carry an entity tag."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """The handler around the one of the framework."""
        answer = super().get_route_handler()
        known = tuple(dict.fromkeys((*_parameters(self.dependant), *_ALWAYS)))
        open_ended = "{name" in self.path  # stored queries have parameters of their own

        async def handler(request: Request) -> Response:
            if not open_ended:
                check_parameters(request, known)
            service = service_of(request)
            revision = await run_in_threadpool(lambda: service.engine.revision)
            request.state.revision = revision
            tag = etag(revision, "api", service.build)
            headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept, Accept-Language"}
            if unchanged(request, tag):
                return Response(status_code=304, headers=headers)
            response = await answer(request)
            if response.status_code == 200:
                for name, value in headers.items():
                    response.headers.setdefault(name, value)
            return response

        return handler


def api_router(*tags: str) -> APIRouter:
    """A router below ``/api`` of routes of this kind; operations are named by their functions."""
    return APIRouter(
        prefix="/api",
        route_class=ApiRoute,
        tags=list(tags),
        responses=_PROBLEMS,
        generate_unique_id_function=lambda route: route.name,
    )


def check_parameters(request: Request, known: tuple[str, ...]) -> None:
    """Refuse parameters that are not known or stand twice."""
    for name, count in Counter(name for name, _ in request.query_params.multi_items()).items():
        if name not in known:
            raise BadRequest(reason="api.parameter", values={"name": name, "known": ", ".join(known)})
        if count > 1:
            raise BadRequest(reason="api.parameter-twice", values={"name": name})


def revision_of(request: Request) -> Revision | None:
    """The revision that the answer to this request is tagged with."""
    found = request.state.revision
    assert found is None or isinstance(found, Revision)  # noqa: S101 - set by `ApiRoute`
    return found


def _parameters(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        yield field.alias
    for inner in dependant.dependencies:
        yield from _parameters(inner)
