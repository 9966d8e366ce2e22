"""Errors over HTTP: RFC 9457 problem documents for programs, a page for people.

`STATUS` is the one table from kinds of errors to status codes. What we did not foresee is a 500 that
tells nothing of the inside; the log has it. Kinds have stable addresses (``type``) that the page
``/about`` explains.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.context import site_of, words_of
from api.files import RangeNotSatisfiable
from api.middleware import SECURITY_HEADERS
from api.negotiation import HTML, PROBLEM, NotAcceptable, negotiate
from graph.dumps import DumpPending
from ontology.errors import (
    DocumentError,
    Gone,
    InvalidGraph,
    LimitExceeded,
    NotFound,
    PolicygraphError,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    Refusal,
    StoreBusy,
    StoreError,
    WriteRefused,
)
from ontology.reasons import told
from viz.pages import render
from viz.pages.contexts import ErrorPage
from viz.pages.rendering import Words

__all__ = [
    "OTHERS",
    "STATUS",
    "BadRequest",
    "PreconditionFailed",
    "Problem",
    "TooLarge",
    "Unauthorized",
    "UnsupportedMediaType",
    "install",
    "problem_of",
]

_log = logging.getLogger("policygraph.api")


class BadRequest(Refusal):
    """A request that cannot be understood; the message says what is wrong."""


class UnsupportedMediaType(Refusal):
    """A body of a kind that the route does not read."""


class TooLarge(Refusal):
    """A body over the limit."""


class Unauthorized(Refusal):
    """A change without a token."""


class PreconditionFailed(Refusal):
    """A graph that is not what If-Match or If-None-Match says."""


class Gone(Refusal):
    """A place in a list of an older revision that is no longer kept."""


#: Kind of error -> status and name (the tail of its ``type`` and the key of its words). The first match wins.
STATUS: Final[tuple[tuple[type[Exception], int, str], ...]] = (
    (NotAcceptable, 406, "not-acceptable"),
    (QuerySyntaxError, 400, "query-syntax"),
    (QueryRefused, 400, "query-refused"),
    (WriteRefused, 403, "forbidden"),
    (Unauthorized, 401, "unauthorized"),
    (PreconditionFailed, 412, "precondition-failed"),
    (QueryError, 400, "bad-request"),
    (BadRequest, 400, "bad-request"),
    (UnsupportedMediaType, 415, "unsupported-media-type"),
    (TooLarge, 413, "too-large"),
    (Gone, 410, "gone"),
    (NotFound, 404, "not-found"),
    (Gone, 410, "gone"),
    (RangeNotSatisfiable, 416, "range"),
    (DumpPending, 503, "dump-pending"),
    (DocumentError, 400, "unreadable"),
    (LimitExceeded, 503, "limit"),
    (InvalidGraph, 422, "invalid-graph"),
    (StoreBusy, 503, "busy"),
    (StoreError, 503, "store"),
)
#: Kinds that no class of ours stands for, for the page that explains them all.
OTHERS: Final = {"method-not-allowed": 405, "internal": 500}
_BY_CODE: Final = {404: "not-found", 405: "method-not-allowed", 400: "bad-request", 503: "store"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document: ``kind`` names the sort, ``detail`` this case, ``extra`` further members."""

    status: int
    kind: str
    title: str
    detail: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, instance: str) -> dict[str, Any]:
        """Members of the JSON document (RFC 9457, 3.1)."""
        return {
            "type": f"/about#{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            **self.extra,
        }


def problem_of(error: Exception, words: Words) -> Problem:
    """What is said about an error; ``words`` is the catalogue in the reader's language."""
    for kind, status, name in STATUS:
        if isinstance(error, kind):
            return _known(error, status, name, words)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return Problem(400, "bad-request", words("error.bad-request"), f"{where}: {first['msg']}")
    if isinstance(error, HTTPException):
        name = _BY_CODE.get(error.status_code, "bad-request")
        told = words(f"error.{name}.next")
        return Problem(error.status_code, name, words(f"error.{name}"), told, headers=error.headers or {})
    return Problem(500, "internal", words("error.internal"), words("error.internal.next"))


def _known(error: Exception, status: int, name: str, words: Words) -> Problem:
    extra: dict[str, Any] = {}
    headers: dict[str, str] = {}
    if isinstance(error, QuerySyntaxError):
        extra = {"line": error.line, "column": error.column}
    elif isinstance(error, NotAcceptable):
        extra = {"available": [{"format": item.name, "media_type": item.media_type} for item in error.offers]}
    elif isinstance(error, LimitExceeded):
        status = 504 if error.limit == "time" else 503
        extra = {"limit": error.limit}
        headers = {} if error.limit == "time" else {"Retry-After": "5"}
    elif isinstance(error, Unauthorized):
        headers = {"WWW-Authenticate": 'Bearer realm="policygraph"'}
    elif isinstance(error, DumpPending):
        headers = {"Retry-After": "10"}
    elif isinstance(error, RangeNotSatisfiable):
        headers = {"Content-Range": f"bytes */{error.size}", "Accept-Ranges": "bytes"}
    elif isinstance(error, StoreBusy):
        headers = {"Retry-After": "2"}
    detail = str(error)
    if isinstance(error, Refusal) and error.reason:
        detail = told(error.reason, words.lang, error.values)
    return Problem(status, name, words(f"error.{name}"), detail, extra, headers)


def respond(request: Request, error: Exception) -> Response:
    """The answer to a request that ended in an error, as a page or as JSON by Accept."""
    words = words_of(request)
    problem = problem_of(error, words)
    headers = {
        **SECURITY_HEADERS,  # a 500 is answered outside of the middleware that adds them
        "Vary": "Accept, Accept-Language",
        "Cache-Control": "no-store",
        **problem.headers,
    }
    try:
        offer = negotiate(request.headers.get("accept"), (PROBLEM, HTML))
    except NotAcceptable:
        offer = PROBLEM
    if offer is HTML:
        page = render(
            ErrorPage(
                status=problem.status,
                kind=problem.kind,
                heading=problem.title,
                detail=problem.detail,
                line=problem.extra.get("line"),
                column=problem.extra.get("column"),
                available=tuple(item["media_type"] for item in problem.extra.get("available", ())),
            ),
            site_of(request),
        )
        return Response(page, problem.status, headers, "text/html; charset=utf-8")
    body = json.dumps(problem.body(request.url.path), ensure_ascii=False)
    headers["Content-Language"] = words.lang
    return Response(body, problem.status, headers, PROBLEM.media_type)


def install(app: FastAPI) -> None:
    """Answer every error of an application by this module."""

    async def foreseen(request: Request, error: Exception) -> Response:
        return respond(request, error)

    async def unforeseen(request: Request, error: Exception) -> Response:
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return respond(request, error)

    for kind in (PolicygraphError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, foreseen)
    app.add_exception_handler(Exception, unforeseen)
