"""What is known of each request: its id, the line in the log, the numbers for Prometheus."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access_lines import AccessLines, Telling
from api.context import Service, revision_tag
from api.logs import REQUEST_ID, TRACE_ID
from graph.engine import Query

__all__ = ["Observed", "Observer", "Record", "new_id", "observed_query", "record_of", "route_template"]

_log = logging.getLogger("policygraph.access")

#: An id that a proxy or client gave: ``7f3a-41``; not one with spaces, quotes or of great length.
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
#: https://www.w3.org/TR/trace-context/#traceparent-header: version, trace id, parent id, flags.
_TRACE = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*")
_LONGEST_PATH: Final = 200
_AHEAD: Final = 128


@dataclass(slots=True)
class Record:
    """What later stages tell of a request for its line in the log."""

    request_id: str
    trace_id: str = ""
    route: str = ""
    revision: str = ""
    cache: str = ""
    query_hash: str = ""
    query: str = ""


def record_of(scope: Scope) -> Record:
    """The record of a request; one of its own where nobody observes (a single endpoint in a test)."""
    state = scope.setdefault("state", {})
    found = state.get("record")
    if not isinstance(found, Record):
        found = state["record"] = Record("")
    return found


@contextmanager
def observed_query(scope: Scope, service: Service, query: Query) -> Iterator[None]:
    """Time a stranger's query for the metrics, and note it for the log: its hash, and text by setting."""
    record = record_of(scope)
    record.query_hash = hashlib.sha256(query.text.encode("utf-8", "replace")).hexdigest()[:16]
    record.query = query.text[: service.settings.log_query]
    with service.metrics.query():
        yield


#: Ids made ahead: to ask the system for each takes as long as all else that is told of a repeated answer.
_ids: Final[list[str]] = []


def new_id() -> str:
    """An id for a request: 16 hexadecimal digits that nobody can guess."""
    try:
        return _ids.pop()
    except IndexError:
        made = secrets.token_hex(8 * _AHEAD)
        _ids.extend(made[start : start + 16] for start in range(16, len(made), 16))
        return made[:16]


class Observer:
    """Writes the line of each request that has been answered, and counts it."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lines = AccessLines(_log)

    @staticmethod
    def begun(given: str, traceparent: str) -> Record:
        """The record of a request with these headers (``X-Request-Id``, ``Traceparent``; empty without)."""
        trace = _TRACE.fullmatch(traceparent) if traceparent else None
        return Record(given if given and _ID.fullmatch(given) else new_id(), trace[1] if trace else "")

    def ended(
        self, record: Record, method: str, path: str, client: str, status: int, size: int, seconds: float
    ) -> None:
        """Tell of an answer with ``size`` bytes after so many seconds; the record names its route."""
        telling = self.telling(record, method, path, status, size)
        telling.told(record.request_id, client, seconds, record.trace_id)

    def telling(self, record: Record, method: str, path: str, status: int, size: int) -> Telling:
        """What tells of answers that have all this in common; the record's ids are not used."""
        series = self._service.metrics.series(record.route, method, status)
        if not _log.isEnabledFor(logging.INFO):
            return Telling(series, None, self._lines)
        line: dict[str, Any] = {
            "method": method,
            "route": record.route,
            "path": path[:_LONGEST_PATH],
            "status": status,
            "ms": 0.0,  # this and the client are each answer's own; here they have their place in the line
            "bytes": size,
            "revision": record.revision or revision_tag(self._service.engine),
            "client": "",
        }
        for name in ("cache", "query_hash", "query"):
            value = getattr(record, name)
            if value:
                line[name] = value
        return Telling(series, line, self._lines)


class Observed:
    """ASGI middleware: gives the request its id, and has the observer told when it is answered."""

    def __init__(self, app: ASGIApp, observer: Observer) -> None:
        self._app, self._observer = app, observer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on in a scope of its own, which everything further in shares."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        headers = Headers(scope=scope)
        record = self._observer.begun(headers.get("x-request-id", ""), headers.get("traceparent", ""))
        scope = {**scope, "state": {**scope.get("state", {}), "record": record}}
        root = scope.get("root_path", "")
        status = size = 0

        async def observe(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                own = (b"x-request-id", record.request_id.encode("ascii"))
                message = {**message, "headers": [*message.get("headers", ()), own]}
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        ids = (REQUEST_ID.set(record.request_id), TRACE_ID.set(record.trace_id))
        try:
            await self._app(scope, receive, observe)
        finally:
            seconds = time.perf_counter() - began
            record.route = route_template(scope, root)
            client = scope.get("client")
            told = client[0] if client else ""
            self._observer.ended(record, scope["method"], scope["path"], told, status, size, seconds)
            REQUEST_ID.reset(ids[0])
            TRACE_ID.reset(ids[1])


def route_template(scope: Scope, root: str) -> str:
    """The route that answered a request, such as ``/doc/{path}``; empty when none did.

    ``root`` is the ``root_path`` that the request had before it was routed: mounted files add to it.
    A route of an included router knows only its own end of the path, so what stands before it in the
    request's path is put in front.
    """
    kept = record_of(scope).route
    if kept:
        return kept
    mounted = scope.get("root_path", "").removeprefix(root)
    if mounted:
        return f"{mounted}/{{path}}"
    path = scope["path"].removeprefix(root)
    route = scope.get("route")
    own, pattern = getattr(route, "path_format", ""), getattr(route, "path_regex", None)
    if not own or pattern is None:
        return ""
    parts = path.split("/")
    for start in range(1, len(parts)):
        if pattern.match("/" + "/".join(parts[start:])):
            return "/".join(parts[:start]) + str(own)
    return str(own)
