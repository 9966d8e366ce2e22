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
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.context import site_of, urls_of, words_of
from api.files import RangeNotSatisfiable
from api.negotiation import HTML, PROBLEM, NotAcceptable, negotiate
from api.observing import record_of
from graph.dumps import DumpPending
from ontology.errors import (
    DocumentError,
    Gone,
    InvalidGraph,
    LimitExceeded,
    NotFound,
    NotSupported,
    PolicygraphError,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    Refusal,
    StoreBusy,
    StoreError,
    WriteRefused,
)
from ontology.reasons import REASONS, told
from viz.pages import render
from viz.pages.contexts import ErrorPage
from viz.pages.rendering import Words

__all__ = [
    "OTHERS",
    "STATUS",
    "AddressTooLong",
    "BadRequest",
    "Failures",
    "PreconditionFailed",
    "Problem",
    "SlowClient",
    "TooLarge",
    "TooManyRequests",
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


class AddressTooLong(Refusal):
    """An address over the limit."""


class SlowClient(Refusal):
    """A body that did not come in time."""


class TooManyRequests(Refusal):
    """A client that asks too often; ``seconds`` from now it may ask again."""

    def __init__(self, seconds: int = 1) -> None:
        super().__init__(reason="request.rate", values={"seconds": seconds})
        self.seconds = seconds


class Unauthorized(Refusal):
    """A change without a token."""


class PreconditionFailed(Refusal):
    """A graph that is not what If-Match or If-None-Match says."""


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
    (AddressTooLong, 414, "address-too-long"),
    (SlowClient, 408, "slow-client"),
    (TooManyRequests, 429, "too-many-requests"),
    (Gone, 410, "gone"),
    (NotFound, 404, "not-found"),
    (RangeNotSatisfiable, 416, "range"),
    (DumpPending, 503, "dump-pending"),
    (DocumentError, 400, "unreadable"),
    (LimitExceeded, 503, "limit"),
    (NotSupported, 501, "not-supported"),
    (InvalidGraph, 422, "invalid-graph"),
    (StoreBusy, 503, "busy"),
    (StoreError, 503, "store"),
    (Refusal, 400, "bad-request"),
)
#: Kinds that no class of ours stands for, for the page that explains them all.
OTHERS: Final = {"method-not-allowed": 405, "headers-too-large": 431, "internal": 500}
#: What ran over -> status. Nobody reads the 499 of a client that left, but logs and metrics tell it from ours.
_LIMITS: Final = {"time": 504, "cancelled": 499}
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

    def body(self, instance: str, root: str = "", request_id: str = "") -> dict[str, Any]:
        """Members of the JSON document (RFC 9457, 3.1); ``type`` is a page below ``root`` that explains it."""
        return {
            "type": f"{root}/about#{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            **({"request_id": request_id} if request_id else {}),
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
        status = _LIMITS.get(error.limit, status)
        extra = {"limit": error.limit}
        headers = {"Retry-After": "5"} if error.limit == "workers" else {}
    elif isinstance(error, Unauthorized):
        headers = {"WWW-Authenticate": 'Bearer realm="policygraph"'}
    elif isinstance(error, DumpPending):
        headers = {"Retry-After": "10"}
    elif isinstance(error, RangeNotSatisfiable):
        headers = {"Content-Range": f"bytes */{error.size}", "Accept-Ranges": "bytes"}
    elif isinstance(error, TooManyRequests):
        headers = {"Retry-After": str(error.seconds)}
    elif isinstance(error, StoreBusy):
        headers = {"Retry-After": "2"}
    detail = str(error)
    if isinstance(error, Refusal) and error.reason in REASONS and words.lang == "zh":
        detail = told(error.reason, "zh", error.values)  # the message itself is English
    elif isinstance(error, StoreError) and error.reason in REASONS:
        detail = told(error.reason, words.lang, error.values)  # the message itself names our folders
        _log.warning("%s", error)
    return Problem(status, name, words(f"error.{name}"), detail, extra, headers)


def respond(request: Request, error: Exception) -> Response:
    """The answer to a request that ended in an error, as a page or as JSON by Accept."""
    words = words_of(request)
    problem = problem_of(error, words)
    request_id = record_of(request.scope).request_id
    headers = {
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
                request_id=request_id,
            ),
            site_of(request),
        )
        return Response(page, problem.status, headers, "text/html; charset=utf-8")
    members = problem.body(request.url.path, urls_of(request).root, request_id)
    body = json.dumps(members, ensure_ascii=False)
    headers["Content-Language"] = words.lang
    return Response(body, problem.status, headers, PROBLEM.media_type)


def install(app: FastAPI) -> None:
    """Answer every foreseen error of an application by this module; `Failures` answers the others."""

    async def foreseen(request: Request, error: Exception) -> Response:
        return respond(request, error)

    for kind in (PolicygraphError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, foreseen)


class Failures:
    """ASGI middleware: what nobody foresaw goes to the log, and its sender learns nothing but that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer that has begun and cannot be finished breaks the connection off."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            _log.exception("%s %s failed", scope["method"], scope["path"][:200])
            if started:
                raise
            await respond(Request(scope), error)(scope, receive, send)
