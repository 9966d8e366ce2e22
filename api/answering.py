"""Answers of the engine over HTTP: waited for, streamed, and given up when the client leaves."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.context import service_of
from api.observing import observed_query
from graph.embedded import EmbeddedEngine
from graph.engine import Answer, Engine, Query
from graph.revision import Revision
from ontology.errors import LimitExceeded

__all__ = ["answer_response", "answer_unless_left", "unless_left"]

_T = TypeVar("_T")

_WATCH_SECONDS: Final = 0.2


async def answer_response(
    request: Request, engine: Engine, query: Query, headers: Mapping[str, str], revision: Revision | None
) -> Response:
    """The complete answer as a response.

    ``revision`` is the one that an ETag among the headers was made for: the tag goes when another
    revision was published before the question was asked.
    """
    answer = await answer_unless_left(request, engine, query)
    sent = {**headers, "Content-Length": str(answer.size)}
    if revision is not None and answer.revision != revision.number:
        sent.pop("ETag", None)
    if isinstance(answer.body, bytes):  # pieces would each cross to a thread and back
        return Response(answer.body, headers=sent, media_type=answer.content_type)
    return _AnswerResponse(answer, sent)


async def answer_unless_left(request: Request, engine: Engine, query: Query) -> Answer:
    """Ask the engine, and end the question when the client has left meanwhile.

    An engine of worker processes is waited for by the event loop itself; others are asked in a thread.
    """
    with observed_query(request.scope, service_of(request), query):
        if isinstance(engine, EmbeddedEngine):
            return await _while_there(request, engine.answered(query))
        return await unless_left(request, lambda cancel: engine.answer(query, cancel))


async def _while_there(request: Request, answering: Coroutine[Any, Any, _T]) -> _T:
    """Await something in this task; it is cancelled, and the query's limit says so, when the client has left.

    Nobody looks for the client before some time has passed: most answers are there by then.
    """
    task = asyncio.current_task()
    watching: list[asyncio.Task[None]] = []
    left = False

    async def watch() -> None:
        nonlocal left
        while not await request.is_disconnected():
            await asyncio.sleep(_WATCH_SECONDS)
        left = True
        if task is not None:
            task.cancel()

    loop = asyncio.get_running_loop()
    timer = loop.call_later(_WATCH_SECONDS, lambda: watching.append(loop.create_task(watch())))
    try:
        return await answering
    except asyncio.CancelledError:
        if not left or (task is not None and task.uncancel() > 0):
            raise
        raise LimitExceeded("the query was given up by its sender", limit="cancelled") from None
    finally:
        timer.cancel()
        for watcher in watching:
            watcher.cancel()


async def unless_left(request: Request, work: Callable[[threading.Event], _T]) -> _T:
    """Work in a thread; the event that it is given is set when the client has left."""
    cancel = threading.Event()
    working = asyncio.ensure_future(run_in_threadpool(work, cancel))
    try:
        while True:
            done, _ = await asyncio.wait({working}, timeout=_WATCH_SECONDS)
            if done:
                return working.result()
            if not cancel.is_set() and await request.is_disconnected():
                cancel.set()
    except asyncio.CancelledError:
        cancel.set()
        raise


class _AnswerResponse(StreamingResponse):
    """Sends an answer, and lets go of its file however the sending ends.

    A client that leaves breaks it off anywhere, also before the first piece; what then still refers to
    the pieces would keep the file until it is collected.
    """

    def __init__(self, answer: Answer, headers: Mapping[str, str]) -> None:
        super().__init__(answer.chunks(), headers=headers, media_type=answer.content_type)
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See `starlette.responses.Response`."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._answer.discard()
